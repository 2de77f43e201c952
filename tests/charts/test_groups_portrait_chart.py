"""Portraits and all groups at a glance: index numbers are right, claims only where something stands out."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.groups._said import hundred, largest, share
from core.charts.groups.glance import glance
from core.charts.groups.portrait import portrait
from core.charts.groups.portrait_told import relative
from core.segments import Segmentation, Steadiness, grid
from core.table import Column, Table
from core.words import Noun
from tests.charts.conftest import strings
from tests.charts.test_groups_evidence_chart import BANNED, SEEN, assert_notes_fit, notes
from tests.charts.test_tree_chart import HOSTILE

LAW = settings(max_examples=25, deadline=None)
SHOP = Noun("shop", "shops")
NAMES = ("Large", "Small")


def groups(clear: bool = True, k: int = 2, label: str = "Income", plan: str = "data") -> Segmentation:
    """Twelve shops in k equal groups; with two groups incomes are 30 and 10, plans all data and none."""
    order = np.arange(12) % k
    order.sort()
    income = np.where(order == 0, 30.0, 10.0) + np.tile([0.0, 1.0, -1.0], 4)
    rows = pd.DataFrame(
        {
            "income": income,
            "balance": np.where(order == 0, -4.0, 2.0),
            "share": np.where(order == 0, 40.0, 20.0),
            "flat": [5.0, 7.0] * 6,
            "plan": np.where(order == 0, plan, "talk"),
        }
    )
    columns = (
        Column("income", label, "number", "€"),
        Column("balance", "Balance", "number", "€"),
        Column("share", "Renters", "number", "%"),
        Column("flat", "Rooms", "number"),
        Column("plan", "Plan", "category"),
    )
    points = grid(Table(rows, columns))
    centers = np.array([points.values[order == group].mean(axis=0) for group in range(k)])
    found = Segmentation(points, order, centers, 1.0)
    vars(found)["clear"] = clear
    return found


def steady(found: Segmentation, overlap: float = 0.9, border: int = 0, refits: int = 20) -> Steadiness:
    kept = np.ones(len(found.labels))
    kept[:border] = 0.5
    return Steadiness(kept, np.full(found.k, overlap), refits)


def said(found: Segmentation, group: int = 0, names: Any = NAMES, **more: Any) -> str:
    chart = portrait(found, steady(found, **more), group, names, SHOP, lambda row: f"shop {row + 1}")
    return chart.words.replace("\u00a0", " ")


# -- one group ---------------------------------------------------------------------------------


def test_a_portrait_says_size_facts_typical_member_and_steadiness(sound) -> None:
    found = groups()
    chart = portrait(found, steady(found), 0, NAMES, SHOP, lambda row: f"shop {row + 1}")
    sound(chart)
    assert_notes_fit(chart)
    # income: mean 30 of the group, 20 of all; renters 40 against 30
    assert chart.words.replace("\u00a0", " ") == (
        "Group 1 “Large”: 6 of 12 shops (50 %). What stands out most against the average of all: "
        "“Balance” 1.0 standard step lower, “Renters” 40 % against 30 % and “Plan: data” 100 % against 50 %. "
        "Typical is “shop 1”. When the shops are drawn by lot and sorted again 20 times, it nearly always "
        "comes back. No shop of it lies "
        "on the border to another group."
    )
    assert not [term for term in BANNED if term in (chart.words + chart.caution).lower()]


def test_bars_start_at_the_average_and_end_at_the_index(sound) -> None:
    found = groups()
    chart = portrait(found, steady(found), 0, NAMES, SHOP, str)
    bar = next(trace for trace in chart.figure["data"] if trace["type"] == "bar")
    by_label = dict(
        zip(chart.table["column"], zip(bar["base"], bar["x"], bar["width"], strict=True), strict=True)
    )
    assert by_label["Income"] == (100, 50, 14)  # 100 * 30 / 20 = 150
    assert by_label["Renters"][1] == 33.33  # 100 * 40 / 30 = 133.33
    assert by_label["Balance"][1] == -50  # no index: one standard step down
    assert by_label["Rooms"] == (100, 0, 7)
    assert "no index" in notes(chart.figure)
    assert "€\u00a030; all: €\u00a020" in notes(chart.figure)


def test_a_bar_beyond_the_axis_is_cut_and_marked(sound) -> None:
    found = groups()
    profile = found.profiles
    profile.loc[profile["column"] == "income", ["index", "high"]] = [1240.0, 900.0]
    chart = portrait(found, steady(found), 0, NAMES, SHOP, str)
    sound(chart)
    assert chart.figure["layout"]["xaxis2"]["range"] == [0, 300]
    tips = chart.figure["data"][-1]
    assert tips["marker"]["symbol"] == ["triangle-right", "triangle-right-open"]
    assert tips["x"] == [300, 300]
    assert "<b>1,240</b>" in notes(chart.figure)


def test_nothing_is_claimed_where_shuffled_tables_are_cut_as_cleanly(sound) -> None:
    found = groups(clear=False)
    chart = portrait(found, steady(found), 0, NAMES, SHOP, str)
    sound(chart)
    assert "Nothing stands out: tables with shuffled columns are cut as cleanly" in chart.words
    assert "against the average" not in chart.words
    bar = next(trace for trace in chart.figure["data"] if trace["type"] == "bar")
    assert set(bar["marker"]["line"]["color"]) == {"$spared"}
    assert set(chart.table["stands out"]) == {"no"}


@pytest.mark.parametrize(
    ("overlap", "end"),
    [(0.9, "it nearly always comes back"), (0.8, "it mostly comes back"), (0.6, "so it is doubtful"),
     (0.59, "it falls apart")],
)  # fmt: skip
def test_the_words_say_whether_the_group_is_found_again(overlap, end) -> None:
    assert f"{end}." in said(groups(), overlap=overlap)


@pytest.mark.parametrize(
    ("border", "told"),
    [
        (0, "No shop of it lies"),
        (1, "1 shop of it lies"),
        (2, "2 shops of it lie"),
        (6, "All shops of it lie"),
    ],
)
def test_the_border_is_counted_in_the_group_alone(border, told) -> None:
    found = groups()
    assert f"{told} on the border to another group." in said(found, border=border)
    assert "No shop of it lies" in said(found, group=1, border=border)


def test_a_group_of_one_and_a_single_refit_are_said_in_the_singular(sound) -> None:
    found = groups(k=12)
    names = tuple(f"Group {at + 1}" for at in range(12))
    words = said(found, 3, names, refits=1)
    assert words.startswith("Group 4: 1 of 12 shops (8.3 %).")
    assert "sorted again once," in words
    assert "Typical" not in words


def test_areas_are_no_persons() -> None:
    found = groups()
    chart = portrait(found, steady(found), 0, NAMES, SHOP, str, areas=True)
    assert chart.caution.endswith(
        "It describes areas, not the people in them: every area counts the same, however many live there."
    )


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ({"index": 143.0, "z": 1.0}, "43 % higher"),
        ({"index": 88.0, "z": -1.0}, "12 % lower"),
        ({"index": 310.0, "z": 1.0}, "3.1 times as high"),
        ({"index": 100.2, "z": 0.6}, "0.6 standard steps higher"),
        ({"index": float("nan"), "z": -1.24}, "1.2 standard steps lower"),
        ({"index": 200.0, "z": 1.0, "unit": "%", "mean": 12.0, "overall": 6.0}, "12 % against 6.0 %"),
        ({"level": "data", "mean": 0.62, "overall": 0.31}, "62 % against 31 %"),
    ],
)
def test_facts_are_relative_to_the_average(fact, told) -> None:
    assert relative({"level": "", "unit": "", **fact}).replace("\u00a0", " ") == told


def test_an_unknown_group_is_refused() -> None:
    found = groups()
    for group in (-1, 2):
        with pytest.raises(IndexError):
            portrait(found, steady(found), group, NAMES, SHOP, str)


# -- all groups --------------------------------------------------------------------------------


def test_a_glance_writes_the_index_of_every_group(sound) -> None:
    chart = glance(groups(), NAMES, SHOP, 1)
    sound(chart)
    assert_notes_fit(chart)
    texts = notes(chart.figure)
    assert {"150", "50", "133", "67", "−1.0", "+1.0", "Balance *", "<b>2</b>"} <= set(texts)
    table = chart.table.set_index("column")
    assert table.loc["Income", "1 Large: index, 100 = average"] == 150
    panel = [shape for shape in chart.figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert len(panel) == 1
    assert panel[0]["x1"] == pytest.approx(1)


def test_what_stands_out_is_marked_on_the_side_of_its_direction() -> None:
    squares, tips = glance(groups(), NAMES, SHOP, None).figure["data"][-2:]
    for y, tip, kind in zip(squares["y"], tips["y"], tips["marker"]["symbol"], strict=True):
        assert (tip < y) == (kind == "triangle-up")  # the sheet counts downwards
    assert set(tips["marker"]["symbol"]) == {"triangle-up", "triangle-down"}


def test_the_column_that_tells_groups_apart_most_is_named_and_comes_first() -> None:
    chart = glance(groups(), NAMES, SHOP, None)
    # renters, balance and plan differ between the groups only; the balance is the first of them
    assert chart.words.replace("\u00a0", " ") == (
        "Both groups hold 6 of 12 shops each. “Balance” tells them apart most: 100 % of its differences lie "
        "between the groups."
    )


def test_a_glance_claims_nothing_where_nothing_is_clear(sound) -> None:
    chart = glance(groups(clear=False), NAMES, SHOP, None)
    sound(chart)
    assert chart.words.endswith("Nothing stands out: tables with shuffled columns are cut as cleanly.")
    symbols = [
        trace["marker"]["symbol"] for trace in chart.figure["data"] if "symbol" in trace.get("marker", {})
    ]
    assert "square" not in symbols
    assert not any("stands out" in text for text in notes(chart.figure))


def test_ten_groups_with_long_names_fit(sound) -> None:
    found = groups(k=10)
    names = ["W" * 60, "x" * 60, *["Name of a group that nobody can remember"] * 8]
    chart = glance(found, names, SHOP, 9)
    sound(chart)
    assert_notes_fit(chart)


@pytest.mark.parametrize("name", [*HOSTILE, "=SUM(A1)", "W" * 60])
def test_hostile_texts_stay_text_in_portraits_and_at_a_glance(sound, name) -> None:
    found = groups(label=name, plan=f"{name}a")
    charts = (
        portrait(found, steady(found), 0, (name, name), SHOP, lambda row: name),
        glance(found, (name, name), SHOP, 0),
    )
    for chart in charts:
        assert_notes_fit(chart)
        if name in SEEN:
            sound(chart)
        assert not {"\n", "\r", "\u2028", "\u202e"} & set(chart.words)
        for figure in (chart.figure, chart.narrow):
            assert not [text for text in strings(figure) if re.search(r"<(?!/?b>|br>)", text)]


# -- sizes and shares --------------------------------------------------------------------------


def test_sizes_are_said_with_their_ties() -> None:
    names = ("A", "B", "C", "D")
    told = {
        sizes: largest(sizes, names, SHOP).replace("\u00a0", " ")
        for sizes in ((5, 5, 2, 1), (6, 2, 2), (9, 1))
    }
    assert told[5, 5, 2, 1] == (
        "Of 4 groups the 2 largest hold 5 of 13 shops (38 %) each, the smallest, group 4 “D”, 1 (7.7 %)."
    )
    assert told[6, 2, 2] == (
        "Of 3 groups the largest, group 1 “A”, holds 6 of 10 shops (60 %), the 2 smallest 2 (20 %) each."
    )
    assert told[9, 1].endswith("the smallest, group 2 “B”, 1 (10 %).")


@LAW
@given(st.floats(1e-9, 1 - 1e-9))
def test_a_share_is_never_said_to_be_nothing_or_all_if_it_is_not(part_of) -> None:
    assert share(part_of) not in ("0\u00a0%", "0.0\u00a0%", "100\u00a0%")
    assert hundred(part_of) not in ("0", "100")
