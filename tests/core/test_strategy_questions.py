"""Suggestions are questions, carry the figures of the profile, and are silent where nothing stands out."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import samples
from core.segments import Segmentation, grid, regrouped, segment
from core.strategy import questions
from core.strategy.saying import two_amounts
from core.table import Column, Table
from core.words import Noun

LAW = settings(max_examples=25, deadline=None)
SHOP, DISTRICT = Noun("shop", "shops"), Noun("district", "districts")


def two(label: str, unit: str = "%", name: str = "x", low: float = 20.0, high: float = 60.0) -> Segmentation:
    """Twelve shops, the first half with the high value of one column."""
    order = np.repeat([0, 1], 6)
    rows = pd.DataFrame({name: np.where(order == 0, high, low)})
    return regrouped(grid(Table(rows, (Column(name, label, "number", unit),))), order, True)


def asked(label: str, group: int = 0, **more: object) -> str:
    told = questions(two(label, **more), ("A", "B"), SHOP)  # type: ignore[arg-type]
    return next(one.text for one in told if one.group == group).replace("\u00a0", " ")


def test_a_question_carries_the_figures_and_asks_what_follows() -> None:
    # 60 in one half and 20 in the other: 40 for all
    assert asked("Share of renters") == (
        "“Share of renters” is 60 % for these shops against 40 % for all: "
        "would smaller payments and a short contract help?"
    )
    assert asked("Yearly income", unit="€", high=30.0, low=10.0, group=1) == (
        "“Yearly income” is € 10 for these shops against € 20 for all: "
        "would smaller payments or a cheaper start help?"
    )


@pytest.mark.parametrize(
    ("label", "high", "low"),
    [
        ("Share with a smartphone", "made online?", "a letter or a shop"),
        ("Data speed", "selling point?", "be repaired"),
        ("Dropped calls", "be repaired", "selling point?"),
        ("Days since last call", "come back?", "needed at all?"),
        ("Months with us", "there for long?", "newcomers"),
        ("Share over 65", "by phone or in person", "online alone?"),
        ("Household size", "whole household", "one or two"),
        ("Farm work", "time of the year", "what would you offer for these shops?"),
        ("Distance to a city", "long way", "in town"),
        ("Unemployment", "cheaper start", "decides a yes?"),
        ("Monthly charge", "cheaper start", "larger package"),
    ],
)
def test_the_question_fits_the_theme_and_its_direction(label, high, low) -> None:
    assert high in asked(label)
    assert low in asked(label, 1)


@pytest.mark.parametrize("label", ["No internet", "Share without a smartphone", "Trent", "Wagers", "Quux"])
def test_what_is_not_understood_gets_a_neutral_question(label) -> None:
    assert asked(label).endswith(": what would you offer for these shops?")


def test_a_category_gets_its_share_and_a_neutral_question() -> None:
    order = np.repeat([0, 1], 6)
    rows = pd.DataFrame({"plan": np.where(order == 0, "data", "talk")})
    found = regrouped(grid(Table(rows, (Column("plan", "Plan", "category"),))), order, True)
    text = questions(found, ("A", "B"), SHOP)[0].text.replace("\u00a0", " ")
    assert text.endswith(" for these shops against 50 % for all: what would you offer for these shops?")


def test_a_group_of_one_is_told_in_the_singular() -> None:
    order = np.array([0] * 11 + [1])
    rows = pd.DataFrame({"x": np.where(order == 0, 1.0, 9.0)})
    found = regrouped(grid(Table(rows, (Column("x", "Quux", "number"),))), order, True)
    assert "for this shop against" in questions(found, ("A", "B"), SHOP)[-1].text


def test_no_two_groups_are_asked_the_same_with_the_same_figures() -> None:
    # groups 1 and 2 are alike in the share of renters and differ in the colder column
    order = np.repeat([0, 1, 2, 3], 6)
    rows = pd.DataFrame(
        {
            "rent": np.array([60.0, 60, 20, 20])[order],
            "income": np.array([70.0, 30, 52, 48])[order],
            "quux": np.array([9.0, 9, 1, 1])[order],
        }
    )
    names = {"rent": "Share of renters", "income": "Yearly income", "quux": "Quux"}
    for columns in (["rent", "income"], ["quux", "rent"], ["quux"]):
        table = Table(rows[columns], tuple(Column(name, names[name], "number", "%") for name in columns))
        texts = [one.text for one in questions(regrouped(grid(table), order, True), "ABCD", SHOP)]
        assert len(texts) == len(set(texts)) > 1


def test_nothing_is_asked_of_noise() -> None:
    noise = pd.DataFrame(
        np.random.default_rng(2).normal(size=(100, 4)), columns=["income", "age", "rent", "calls"]
    )
    found = segment(noise, None, 3)
    assert not found.clear
    assert questions(found, found.names, SHOP) == ()


def test_nothing_is_asked_where_nothing_stands_out() -> None:
    order = np.tile([0, 1], 6)
    rows = pd.DataFrame({"rent": np.repeat([1.0, 2.0, 3.0], 4)})
    assert questions(regrouped(grid(rows), order, True), ("A", "B"), SHOP) == ()


@pytest.fixture(scope="module")
def districts() -> Segmentation:
    labels = samples.groups("districts")["group 5"].to_numpy()
    return regrouped(grid(samples.load("districts")), labels, True)


def test_every_group_of_districts_gets_one_or_two_questions_with_its_own_figures(districts) -> None:
    told = questions(districts, districts.names, DISTRICT)
    profile = districts.profiles.set_index(["segment", "column"])
    for group in range(5):
        own = [one for one in told if one.group == group]
        assert 1 <= len(own) <= 2
        assert len({one.text.split(": ")[-1] for one in own}) == len(own)
        for one in own:
            (column,) = one.columns
            fact = profile.loc[(group, column)]
            assert fact["stands_out"]
            mean, overall = two_amounts(
                fact["mean"], fact["overall"], districts.grid.table.column(column).unit
            )
            assert f" is {mean} for these districts against {overall} for all: " in one.text
            assert re.fullmatch(r"[^?]+\?", one.text)
            assert one.name == districts.names[group]


@LAW
@given(st.text(min_size=1, max_size=80), st.text(max_size=80))
def test_any_label_stays_one_line_and_a_question(label, name) -> None:
    for one in questions(two(label), (name, name), SHOP):
        assert one.text.endswith("?")
        assert not set("\n\r\u2028\u202e") & set(one.text + one.name)
        assert len(one.text) < 250
