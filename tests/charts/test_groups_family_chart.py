"""The family tree and the parts: nothing is lost on the way, and words agree with the figures."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from core.charts.chart import Chart
from core.charts.groups import parts as parts_chart
from core.charts.groups._agree import meaning
from core.charts.groups.family import family
from core.segments import Agreement, Family, Parts, Segmentation
from tests.charts.conftest import strings
from tests.charts.test_groups_evidence_chart import BANNED, SEEN, assert_notes_fit, notes
from tests.charts.test_groups_portrait_chart import NAMES, SHOP, groups
from tests.charts.test_tree_chart import HOSTILE

SAME = Agreement(1.0, 1.0)
# rows 0 and 1 join at 1, 2 and 3 at 2, both pairs at 10
FOUR = np.array([[0, 1, 1, 2], [2, 3, 2, 2], [4, 5, 10, 4]], dtype=float)


def comb(rows: int) -> np.ndarray:
    """A tree in which one row after the other joins the first two, always one step higher."""
    first = [[0, 1, 1, 2]]
    return np.array(
        first + [[rows + at - 1, at + 1, at + 1, at + 2] for at in range(1, rows - 1)], dtype=float
    )


def drawn(
    tree: Family, found: Segmentation, k: int = 2, agree: Agreement = SAME, names: Any = NAMES
) -> Chart:
    return family(tree, found, k, agree, names, SHOP)


def cut_lines(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [shape for shape in figure["layout"]["shapes"] if shape.get("layer") == "above"]


# -- the family tree ---------------------------------------------------------------------------


def test_a_tree_of_four_is_drawn_join_by_join(sound) -> None:
    found = groups(k=12)
    chart = drawn(Family(np.array([0, 1, 2, 3]), FOUR), found, names=["n"] * 12)
    sound(chart)
    assert_notes_fit(chart)
    table = chart.table
    assert table["what"].tolist() == ["bundle"] * 4 + ["join"] * 3
    assert table["rows"].tolist() == [1, 1, 1, 1, 2, 2, 4]
    assert table["how far apart when they join"].tolist() == [0, 0, 0, 0, 1, 2, 10]
    # two families: between the joins at 2 and at 10
    assert [line["y0"] for line in cut_lines(chart.figure)] == [6]
    assert [line["x0"] for line in cut_lines(chart.narrow)] == [6]


def test_bundles_hold_every_row_once_and_the_group_most_of_them_belong_to() -> None:
    found = groups()  # six shops of each group
    chart = drawn(Family(np.arange(12), comb(12)), found)
    bundles = chart.table[chart.table["what"] == "bundle"]
    assert bundles["rows"].sum() == 12
    assert bundles["mostly group"].value_counts().to_dict() == {"1 Large": 6, "2 Small": 6}


def test_a_large_tree_is_drawn_down_to_its_last_twenty_five_bundles(sound) -> None:
    found = groups()
    rows = np.arange(200) % 12
    chart = drawn(Family(rows, comb(200)), found)
    sound(chart)
    bundles = chart.table[chart.table["what"] == "bundle"]
    # the last 24 joins of the comb add a single row each; what is below them is one bundle of 200 - 24
    assert sorted(bundles["rows"]) == [1] * 24 + [176]


def test_below_the_cut_branches_have_their_groups_colour_and_above_none() -> None:
    found = groups()
    tree = Family(np.array([0, 1, 6, 7]), FOUR)  # two of each group
    lines = [trace for trace in drawn(tree, found).figure["data"] if trace.get("yaxis") == "y2"]
    heights = {
        trace["line"]["color"]: [y for y in trace["y"] if y is not None]
        for trace in lines
        if trace.get("mode") == "lines"
    }
    assert set(heights) == {"$group0", "$group1", "$faint"}
    assert max(heights["$group0"] + heights["$group1"]) == 6
    assert min(heights["$faint"]) == 6


def test_the_words_count_the_families_and_the_sample() -> None:
    found = groups()
    tree = Family(np.array([0, 1, 6, 7]), FOUR)
    assert drawn(tree, found).words == (
        "The tree of 4 shops, drawn by lot from 12, is cut into 2 families here. Every shop keeps its group "
        "in this tree: two different ways draw nearly the same lines."
    )
    assert "is cut into 1 family here" in drawn(tree, found, k=1).words


def test_a_cut_that_cannot_be_made_is_refused() -> None:
    for k in (0, 5, 26):
        with pytest.raises(ValueError, match="cannot be cut"):
            drawn(Family(np.arange(4), FOUR), groups(), k=k)


@pytest.mark.parametrize(
    ("agree", "told"),
    [
        (Agreement(0.956, 0.9), "96 of 100 shops keep their group here: two different ways"),
        (Agreement(0.8, 0.6), "80 of 100 shops keep their group here: the groups stay in the main"),
        (Agreement(0.5, 0.2), "50 of 100 shops keep their group here: another way draws other lines"),
        (Agreement(0.01, 0.0), "1 of 100 shops keeps its group here: another way"),
        (Agreement(0.999, 0.99), "Over 99 of 100 shops keep their group here"),
        (Agreement(0.0, 0.0), "No shop keeps its group here"),
    ],
)
def test_agreement_is_said_in_rows_and_judged_by_what_chance_would_give(agree, told) -> None:
    assert meaning(agree, groups(), SHOP, "here").startswith(told)


def test_agreement_about_one_large_group_is_called_easy() -> None:
    found = groups()
    vars(found)["sizes"] = np.array([11, 1])
    assert "that is easy" in meaning(Agreement(0.92, 0.1), found, SHOP, "here")


# -- parts -------------------------------------------------------------------------------------


def a_mixture(found: Segmentation, purest: float = 0.8, number: int = 2) -> Parts:
    """The first group holds mostly the first part, the second mostly the second; further parts are empty."""
    first = np.where(found.labels == 0, purest, 1 - purest)
    axes, rows = len(found.grid.axes), len(found.labels)
    weights = np.column_stack([first, 1 - first, *[np.zeros(rows)] * (number - 2)])
    return Parts(weights, np.vstack([np.linspace(3, -1, axes), *[np.zeros(axes)] * (number - 1)]), 0.1)


def test_bars_show_the_average_mixture_and_add_up(sound) -> None:
    found = groups()
    chart = parts_chart.parts(found, a_mixture(found), SAME, NAMES, SHOP)
    sound(chart)
    assert_notes_fit(chart)
    bars = [trace for trace in chart.figure["data"] if trace["type"] == "bar"]
    assert [bar["x"] for bar in bars] == [[80, 20], [20, 80]]
    assert [bar["marker"]["color"] for bar in bars] == [["$accent", "$panel"], ["$panel", "$accent"]]
    assert chart.table["part"].tolist() == ["A", "B"]
    assert chart.table["share in group 1 Large"].tolist() == pytest.approx([0.8, 0.2])


def test_a_card_names_the_four_strongest_columns() -> None:
    found = groups()
    texts = notes(parts_chart.parts(found, a_mixture(found), SAME, NAMES, SHOP).figure)
    # the axes run evenly from 3 down to -1: 3, 2.2, 1.4, 0.6, -0.2, -1; the fourth strongest is the -1
    assert texts[2:10] == [
        "▲ Income",
        "+3.0",
        "▲ Balance",
        "+2.2",
        "▲ Renters",
        "+1.4",
        "▼ Plan: talk",
        "−1.0",
    ]


@pytest.mark.parametrize(
    ("purest", "number", "told"),
    [
        (0.8, 3, "All 12 shops hold more than half of one part: they are mostly one part."),
        (0.5, 3, "No shop of 12 holds more than half of one part: nobody is mostly one part."),
        (0.8, 2, "All 12 shops hold more than half of one part: with two parts that says little."),
    ],
)
def test_the_words_count_who_is_nearly_pure(purest, number, told) -> None:
    found = groups()
    words = parts_chart.parts(found, a_mixture(found, purest, number), SAME, NAMES, SHOP).words
    start = f"Every shop is a mixture of {number} parts. {told} Every shop keeps its group if sorted"
    assert words.startswith(start)
    assert not [term for term in BANNED if term in words.lower()]


def test_one_pure_row_is_said_in_the_singular() -> None:
    found = groups()
    made = a_mixture(found, 0.5, 3)
    made.weights[3] = [0.9, 0.1, 0.0]
    words = parts_chart.parts(found, made, SAME, NAMES, SHOP).words.replace("\u00a0", " ")
    assert "1 of 12 shops (8.3 %) holds more than half of one part: it is mostly one part." in words


def test_ten_parts_with_long_names_fit(sound) -> None:
    found = groups(k=10)
    axes = len(found.grid.axes)
    made = Parts(np.full((12, 10), 0.1), np.tile(np.linspace(1, 12.4, axes), (10, 1)), 0.2)
    chart = parts_chart.parts(found, made, Agreement(0.3, 0.1), ["W" * 60] * 10, SHOP)
    sound(chart)
    assert_notes_fit(chart)


@pytest.mark.parametrize("name", [*HOSTILE, "=SUM(A1)", "W" * 60])
def test_hostile_texts_stay_text_in_trees_and_parts(sound, name) -> None:
    found = groups(label=name, plan=f"{name}a")
    tree = Family(np.array([0, 1, 6, 7]), FOUR)
    for chart in (drawn(tree, found, names=(name, name)),
                  parts_chart.parts(found, a_mixture(found), SAME, (name, name), SHOP)):  # fmt: skip
        assert_notes_fit(chart)
        if name in SEEN:
            sound(chart)
        for figure in (chart.figure, chart.narrow):
            assert not [text for text in strings(figure) if re.search(r"<(?!/?b>|br>)", text)]
