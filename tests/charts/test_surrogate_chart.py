"""The picture of a small tree that repeats the black box."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.box.surrogate import surrogate
from core.charts.chart import Chart
from core.costs import Difference
from core.explain import Failing, Surrogate
from core.trees import Node, Tree
from tests.charts.test_tree_chart import HOSTILE, LONG, PHONE, wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
SAMPLE = 45  # pixels a line of the key gives to the sample of its line
TREE = Tree((Node(0, -1, 0, "", "", 0, -1, -1, 100, 10, 100, 10),))
FAILING = Failing(1, "months 12 or less", 40, 6, False)
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def one(
    depth: int, fidelity: float = 0.94, found: float = 0.61, worst: Failing | None = FAILING
) -> Surrogate:
    box = np.zeros(1_000, dtype=bool)
    return Surrogate(TREE, depth, fidelity, 0.92, found, 0.2, worst, np.arange(1_000), box, box)


def six(**more: Any) -> list[Surrogate]:
    return [one(depth, **more) for depth in range(1, 7)]


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def key(figure: dict[str, Any]) -> list[str]:
    return [trace["name"].replace("\u00a0", " ") for trace in figure["data"]]


def assert_readable(chart: Chart) -> None:
    for figure, width in ((chart.figure, chart.breakpoint), (chart.narrow, PHONE)):
        shape = figure["layout"]
        wide = figure is chart.figure
        for name in key(figure):
            assert SAMPLE + wide_in_pixels(name, 14) <= (width - 24) * (0.45 if wide else 1), name
        rows = -(-len(key(figure)) // 2) if wide else len(key(figure))
        assert (shape["height"] - 16) * (1 - shape["yaxis"]["domain"][1]) >= 22 * rows
        low, high = shape["yaxis"]["range"]
        for trace in figure["data"]:
            assert all(low < y < high for y in trace["y"] if y is not None)


def test_a_small_tree_on_paper(sound) -> None:
    chart = surrogate(six(), 3, "the support vector machine", guess=0.8)
    sound(chart)
    assert_readable(chart)
    assert said(chart) == (
        "A tree 3 questions deep repeats 94 % of the verdicts of the support vector machine, but it finds "
        "only 61 % of the customers whom that one contacts. The same verdict for everybody repeats 92 %. It "
        "fails most often with months 12 or less: of these 40, 6 get another verdict."
    )
    for figure in (chart.figure, chart.narrow):
        assert key(figure) == [
            "verdicts repeated: 94 %", "contacts of the black box found: 61 %",
            "the same verdict for everybody: 92 %", "your guess: 80 %",
        ]  # fmt: skip
        lines = [trace["line"]["dash"] for trace in figure["data"] if "line" in trace]
        assert len(set(lines)) == 3, "told apart without colour"
        (post,) = figure["layout"]["shapes"]
        assert (post["x0"], post["x1"]) == (3, 3)
    assert len(chart.table) == 6


def test_one_question_and_one_customer_are_said_in_the_singular() -> None:
    few = replace(FAILING, disagreements=1)
    words = said(surrogate(six(found=0.95, worst=few), 1, "the forest"))
    assert words.startswith(
        "A tree 1 question deep repeats 94 % of the verdicts of the forest, and it finds 95 %"
    )
    assert words.endswith("of these 40, 1 gets another verdict.")


def test_every_verdict_repeated_is_said_so(sound) -> None:
    chart = surrogate(six(fidelity=1.0, found=1.0, worst=None), 2, "boosting")
    sound(chart)
    assert said(chart) == (
        "A tree 2 questions deep repeats every verdict of boosting on 1,000 unseen customers. The same "
        "verdict for everybody repeats 92 %."
    )


def test_nearly_all_is_not_said_to_be_all() -> None:
    assert "repeats 99.9 % of" in said(surrogate(six(fidelity=0.9999), 3, "boosting"))


@pytest.mark.parametrize(
    ("found", "words"),
    [(float("nan"), "boosting, which contacts nobody here."), (0.0, "but it finds none of the customers")],
)
def test_nobody_to_find_and_nobody_found(sound, found, words) -> None:
    chart = surrogate(six(found=found), 3, "boosting")
    sound(chart)
    assert_readable(chart)
    assert words in said(chart)


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        (Difference(-1.5, -2, -1), "would save € 1.50 less per customer (between € 1.00 and € 2.00)."),
        (Difference(1.5, 1, 2), "would save € 1.50 more per customer (between € 1.00 and € 2.00)."),
        (Difference(-0.5, -1.2, 0.2), "would save from € 1.20 less to € 0.20 more per customer."),
    ],
)
def test_what_the_small_tree_would_be_worth_is_said(instead: Difference, words: str) -> None:
    assert said(surrogate(six(), 3, "boosting", instead, "€")).endswith(
        f"In its place the copying tree {words}"
    )


def test_points_stand_at_their_shares() -> None:
    trees = [one(depth, 0.9 + depth / 100, 0.5 + depth / 20) for depth in range(1, 7)]
    repeated, found, plain = surrogate(trees, 6, "boosting").figure["data"]
    assert repeated["x"] == found["x"] == [1, 2, 3, 4, 5, 6]
    assert repeated["y"] == pytest.approx([91, 92, 93, 94, 95, 96])
    assert found["y"] == pytest.approx([55, 60, 65, 70, 75, 80])
    assert plain["y"] == [92, 92]


def test_a_depth_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="4 questions"):
        surrogate(six()[:3], 4, "boosting")


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_names_stay_on_one_line_and_out_of_the_picture(sound, name) -> None:
    chart = surrogate(six(worst=replace(FAILING, path=f"{name}: {name}? yes")), 3, "boosting")
    sound(chart)
    assert said(chart).isprintable()
    assert chart.figure == surrogate(six(), 3, "boosting").figure


share = st.floats(0, 1)


@LAW
@given(share, st.one_of(share, st.just(float("nan"))), st.integers(1, 6), st.one_of(st.none(), share))
def test_any_small_tree_can_be_drawn(sound, fidelity, found, depth, guess) -> None:
    chart = surrogate([*six()[: depth - 1], one(depth, fidelity, found)], depth, "boosting", guess=guess)
    sound(chart)
    assert_readable(chart)
