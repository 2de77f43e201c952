"""The card at work on one customer: the steps end in the total, and the limit says what it means."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models
from core.charts.box.points import MOST, points
from core.charts.chart import Chart
from core.points import PointsCard, points_card
from core.points.facts import CategoryFact, NumberFact
from core.table import Column
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels
from tests.core.test_questions import messy

LAW = settings(max_examples=15, deadline=None)
LEAST = {True: 900, False: 340}

# Two facts: 24 points for each 5 days, and 30 for a basic plan.
DAYS = NumberFact(Column("days", "Days since last call", "number", "days"), 5.0, 0.0, 24, 3, True)
PLAN = CategoryFact(Column("plan", "Plan", "category"), {"basic": 30, "gold": 0}, 0, False)
CARD = PointsCard(limit=85.0, scale=20, agreement=0.9962, dropped=0, facts=(DAYS, PLAN))


def customer(days: float = 10, plan: str | None = "basic") -> pd.DataFrame:
    return pd.DataFrame({"days": [float(days)], "plan": np.array([plan], dtype=object)})


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def notes(figure: dict[str, Any]) -> list[str]:
    return [note["text"].replace("\u00a0", " ") for note in figure["layout"]["annotations"]]


def many(worth: list[int], limit: float = 100.0) -> tuple[PointsCard, pd.DataFrame]:
    """A card of so many yes/no facts, of which this customer has every one."""
    facts = tuple(
        CategoryFact(Column(f"fact{k}", f"Fact {k}", "category"), {"yes": points, "no": 0}, 0, False)
        for k, points in enumerate(worth)
    )
    row = pd.DataFrame({f"fact{k}": np.array(["yes"], dtype=object) for k in range(len(worth))})
    return PointsCard(limit, 10, 1.0, 0, facts), row


def assert_adds_up(chart: Chart, total: float) -> None:
    for figure in (chart.figure, chart.narrow):
        steps, whole = (trace for trace in figure["data"] if trace["type"] == "bar")
        ends = [base + x for base, x in zip(steps["base"], steps["x"], strict=True)]
        assert steps["base"][:1] in ([0.0], [])
        assert all(end == pytest.approx(base) for end, base in zip(ends, steps["base"][1:], strict=False))
        assert (ends or [0.0])[-1] == pytest.approx(total)
        assert whole["x"] == [total]


def assert_fits(chart: Chart) -> None:
    for figure, wide in ((chart.figure, True), (chart.narrow, False)):
        shape, width = figure["layout"], LEAST[wide] - 16
        (left, right), (bottom, top) = shape["xaxis"]["range"], shape["yaxis"]["range"]
        assert left < right
        for note in shape["annotations"]:
            start = (note["x"] - left) / (right - left) * width
            across = wide_in_pixels(note["text"], note["font"]["size"])
            start -= {"left": 0, "right": across, "center": across / 2}[note["xanchor"]]
            assert start >= -8, note["text"]
            assert start + across <= width + 8, note["text"]
            assert top < note["y"] < bottom
        rows = sorted(note["y"] for note in shape["annotations"] if note["x"] == left)
        assert all(below - above >= 0.99 for above, below in pairwise(rows))


def test_a_sum_on_paper(sound) -> None:
    # 10 days: 10 / 5 x 24 = 48; basic 30: 78, under the limit of 85
    chart = points(CARD, customer(), "this customer")
    sound(chart)
    assert_adds_up(chart, 78)
    assert_fits(chart)
    assert said(chart) == (
        "This customer has 78 points. From 85 on we contact, so: leave alone. The card gives the model's "
        "verdict for 99.6 % of customers."
    )
    assert notes(chart.figure) == [
        "Days since last call: 10 days",
        " +48",
        "Plan: basic",
        " +30",
        "<b>Total: 78 points: leave alone</b>",
        "limit: 85",
    ]
    assert chart.table["points"].tolist() == [48, 30, 78]


def test_the_limit_itself_is_contacted() -> None:
    chart = points(replace(CARD, limit=78.0), customer(), "Customer 7")
    assert said(chart).startswith("Customer 7 has 78 points. From 78 on we contact, so: contact.")
    (line,) = [shape for shape in chart.figure["layout"]["shapes"] if shape["line"]["dash"] == "dash"]
    assert line["x0"] == line["x1"] == 78
    assert chart.figure["data"][1]["marker"]["color"] == "$caught_fill"
    apart = points(CARD, customer(), "Customer 7")
    assert apart.figure["data"][1]["marker"]["color"] == "$spared_fill"


def test_a_gap_and_a_single_point_are_said(sound) -> None:
    chart = points(replace(CARD, facts=(replace(DAYS, gap=1), PLAN)), customer(np.nan, None), "this customer")
    sound(chart)
    assert said(chart).startswith("This customer has 1 point. ")
    assert notes(chart.figure)[:4] == ["Days since last call: missing", " +1", "Plan: missing", " 0"]


@pytest.mark.parametrize(
    ("limit", "whom", "does"), [(np.inf, "nobody", "leave alone"), (-np.inf, "everybody", "contact")]
)
def test_without_a_limit_there_is_no_line(sound, limit, whom, does) -> None:
    chart = points(replace(CARD, limit=limit, agreement=1.0), customer(), "this customer")
    sound(chart)
    assert_fits(chart)
    assert f"This cut-off contacts {whom}, so: {does}." in said(chart)
    assert said(chart).endswith("The card gives the model's verdict for all customers.")
    assert not [shape for shape in chart.figure["layout"]["shapes"] if shape["line"]["dash"] == "dash"]
    assert not [note for note in notes(chart.figure) if note.startswith("limit")]


@pytest.mark.parametrize(
    ("share", "words"), [(0.99999, "99.9 % of"), (0.9, "90.0 % of"), (0.9962, "99.6 % of"), (0, "0.0 % of")]
)
def test_a_share_is_not_rounded_up_to_all(share: float, words: str) -> None:
    assert f"for {words} customers." in said(
        points(replace(CARD, agreement=share), customer(), "this customer")
    )


def test_the_small_facts_are_put_together(sound) -> None:
    # biggest first: 90, -70, 60, 50, 40, 30, 20, 10 by themselves; 5 - 2 + 1 = 4 together
    card, row = many([1, 10, 20, 30, 40, 50, 60, -70, 90, 5, -2])
    chart = points(card, row, "this customer")
    sound(chart)
    assert_adds_up(chart, 234)
    assert_fits(chart)
    assert notes(chart.figure)[:4] == ["Fact 8: yes", " +90", "Fact 7: yes", " −70"]
    assert notes(chart.figure)[16:18] == ["The other 3 facts together", " +4"]
    assert len(chart.table) == 12


@pytest.mark.parametrize("facts", [1, MOST, MOST + 1])
def test_a_single_other_fact_is_named(facts: int) -> None:
    card, row = many([10] * facts)
    assert not [note for note in notes(points(card, row, "x").figure) if "together" in note]
    assert len(points(card, row, "x").figure["data"][0]["x"]) == facts


def test_a_card_without_facts_can_be_drawn(sound) -> None:
    chart = points(PointsCard(-3.0, 2, 1.0, 4, ()), customer(), "this customer")
    sound(chart)
    assert_adds_up(chart, 0)
    assert said(chart).startswith("This customer has 0 points. From -3 on we contact, so: contact.")


@pytest.mark.parametrize("evil", [*HOSTILE, "=SUM(A1)"])
def test_text_from_a_file_stays_text(sound, evil: str) -> None:
    plan = CategoryFact(Column("plan", evil, "category"), {evil: 30}, 0, True)
    chart = points(replace(CARD, facts=(DAYS, plan)), customer(plan=evil), evil)
    sound(chart)
    assert_fits(chart)
    for note in [*notes(chart.figure), *notes(chart.narrow)]:
        assert "<" not in note.removeprefix("<b>Total").removesuffix("</b>")
    for said_aloud in (chart.words, *notes(chart.figure)):
        assert said_aloud.isprintable() or "\u00a0" in said_aloud
        assert not set(said_aloud) & set("\n\r\u2028\u202e\u200f")


def test_a_long_label_is_cut_on_a_phone() -> None:
    long = replace(
        DAYS, column=Column("days", "A label that goes on and on for quite a while", "number", "days")
    )
    chart = points(replace(CARD, facts=(long, PLAN)), customer(), "this customer")
    assert notes(chart.narrow)[0] == "A label that goes on and …: 10 days"
    assert notes(chart.figure)[0] == "A label that goes on and on for quite a while: 10 days"
    assert_fits(chart)


@LAW
@given(st.integers(0, 10_000), st.floats(-0.1, 1.1), st.integers(0, 239))
def test_any_customer_can_be_drawn(sound, seed: int, threshold: float, at: int) -> None:
    of = messy(seed)
    card = points_card(models.fit(of, "logistic regression"), of, threshold)
    row = models.feature_rows(of).iloc[[at]]
    chart = points(card, row, "this customer")
    sound(chart)
    assert_adds_up(chart, float(card.total(row)[0]))
    assert_fits(chart)
    assert ("so: contact." in said(chart)) == card.contacts(row)[0]


@LAW
@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=30), st.integers(-20_000, 20_000))
def test_any_sum_can_be_drawn(sound, worth: list[int], limit: int) -> None:
    card, row = many(worth, float(limit))
    chart = points(card, row, "this customer")
    sound(chart)
    assert_adds_up(chart, sum(worth))
    assert_fits(chart)
