"""The picture of the customers two models differ on: people, money and words from one count."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.box.contested import contested as chart_of
from core.charts.chart import Chart
from core.costs import Costs
from core.verdicts import Contested, contested
from tests.charts.test_tree_chart import HOSTILE, said, wide_in_pixels

LAW = settings(max_examples=40, deadline=None)
LAPTOP, PHONE = 900, 340
NAMES = ("the tree", "the support vector machine")
PRICES = Costs(missed=80, wasted=40)


def found(first_left: int, first_stayed: int, second_left: int, second_stayed: int, alike: int,
          costs: Costs = PRICES) -> Contested:  # fmt: skip
    """So many customers only the first contacts who left, who stayed, only the second, and others."""
    groups = (first_left, first_stayed, second_left, second_stayed, alike)
    y, first, second = (
        np.repeat(np.array(marks), groups) for marks in ([1, 0, 1, 0, 0], [1, 1, 0, 0, 0], [0, 0, 1, 1, 0])
    )
    return contested(y, first, second, costs)


def both(chart: Chart) -> list[tuple[dict[str, Any], int]]:
    return [(chart.figure, LAPTOP), (chart.narrow, PHONE)]


def texts(figure: dict[str, Any]) -> list[str]:
    """The sentences over the bars, their lines put together again."""
    lines = (" ".join(trace["text"]) for trace in figure["data"] if trace.get("mode") == "text")
    return [re.sub(r"</?b>", "", line).replace("\u00a0", " ") for line in lines]


def assert_texts_fit(chart: Chart) -> None:
    for figure, width in both(chart):
        shape = figure["layout"]
        low, high = shape["xaxis2"]["domain"]
        room = (high - low) * (width - 16)
        bottom, top = shape["yaxis2"]["domain"]
        tall, scale = shape["yaxis2"]["range"][0], (top - bottom) * (shape["height"] - 16)
        assert scale == pytest.approx(tall, abs=1), "one unit is one pixel, so that lines keep their distance"
        ends = []
        for trace in figure["data"]:
            if trace.get("mode") == "text":
                assert all(wide_in_pixels(line, 15) <= room - 4 for line in trace["text"])
                ends += [(y - 9, y + 9) for y in trace["y"]]
            elif trace["type"] == "bar":
                ends += [(y - trace["width"] / 2, y + trace["width"] / 2) for y in trace["y"]]
        assert all(one[1] <= other[0] for one, other in pairwise(ends))
        assert 0 <= ends[0][0] < ends[-1][1] <= tall


def test_the_words_on_paper() -> None:
    # contested 10 + 20 + 30 + 5 = 65 of 1,000; the tree is right on 10 + 5, the machine on 30 + 20
    # mistakes of the tree: 30 missed at 80 and 20 wasted at 40 = 3,200; of the machine: 10 x 80 + 5 x 40
    assert said(chart_of(found(10, 20, 30, 5, 935), NAMES, "Rs")) == (
        "The tree and the support vector machine disagree on 65 of 1,000 customers (6 %). On those, the "
        "support vector machine was right 50 times, the tree 15 times. The mistakes of the support vector "
        "machine there cost Rs 1,000, those of the tree Rs 3,200."
    )


def test_right_more_often_can_cost_more() -> None:
    # the tree is right on 3 stayers and wrong on 2 leavers: 2 x 80; the machine wastes 3 x 40
    assert said(chart_of(found(0, 0, 2, 3, 5), NAMES, "€")).endswith(
        "the tree was right 3 times, the support vector machine 2 times. The mistakes of the tree there cost "
        "€ 160, those of the support vector machine € 120."
    )


def test_the_words_hold_for_every_count() -> None:
    names = ("the tree", "boosting")
    assert said(chart_of(found(0, 0, 0, 0, 5), names, "€")) == (
        "The tree and boosting say the same about all 5 customers."
    )
    assert said(chart_of(found(0, 0, 0, 0, 1), names, "€")) == (
        "The tree and boosting say the same about the only customer."
    )
    assert said(chart_of(found(1, 0, 0, 0, 1_999), names, "€")) == (
        "The tree and boosting disagree on 1 of 2,000 customers (less than 1 %). There, the tree was right. "
        "The mistakes of the tree there cost nothing, those of boosting € 80.00."
    )
    assert said(chart_of(found(2, 0, 2, 0, 0), names, "€")) == (
        "The tree and boosting disagree on all 4 customers. On those, each was right 2 times. The mistakes "
        "of either there cost € 160."
    )
    assert said(chart_of(found(2, 1, 0, 0, 1), names, "€", None)).startswith(
        "The tree and boosting disagree on 3 of 4 customers (75 %). On those, the tree was right 2 times, "
        "boosting once."
    )
    assert "boosting never" in said(chart_of(found(2, 0, 0, 0, 1), names, "€"))
    assert "cost nothing" in said(chart_of(found(1, 1, 0, 0, 1, Costs(0, 0)), names, "€"))


def test_the_sentences_over_the_bars_say_people_and_money(sound) -> None:
    chart = chart_of(found(1, 20, 0, 1, 78), NAMES, "Rs")
    sound(chart)
    for figure, _ in both(chart):
        assert texts(figure) == [
            "Only the tree contacts: 21 customers",
            "1 left. The support vector machine missed this one: Rs 80.00.",
            "20 stayed. Wasted contacts: Rs 800.",
            "Only the support vector machine contacts: 1 customer",
            "Nobody left.",
            "1 stayed. A wasted contact: Rs 40.00.",
        ]
        bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
        assert [bar["x"] for bar in bars] == [[1], [20], [0], [1]]
    assert_texts_fit(chart)


def test_the_dots_are_a_hundred_customers_and_the_guess_a_ring() -> None:
    # 65 of 1,000 are 6.5 of 100: two halves, the first in the list is rounded up
    for figure, _ in both(chart_of(found(10, 20, 30, 5, 935), NAMES, "Rs", guess=20)):
        named = {trace["name"]: trace for trace in figure["data"] if "name" in trace}
        assert list(named) == ["7 they disagree", "93 they agree", "your guess: 20"]
        assert [len(trace["x"]) for trace in named.values()] == [7, 93, 20]
        shapes = {trace["marker"]["symbol"] for trace in named.values()}
        assert len(shapes) == 2, "the triangles are told apart without colour"
    for figure, _ in both(chart_of(found(10, 20, 30, 5, 935), NAMES, "Rs")):
        assert not any("guess" in trace.get("name", "") for trace in figure["data"])


def test_the_table_behind_the_picture_adds_up() -> None:
    told = chart_of(found(10, 20, 30, 5, 935), NAMES, "Rs").table
    assert told["customers"].tolist() == [10, 20, 30, 5]
    assert told["what the other's mistake cost"].tolist() == [800, 800, 2_400, 200]
    assert told["who was right"].tolist() == [NAMES[0], NAMES[1], NAMES[1], NAMES[0]]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name])
def test_hostile_names_stay_text(sound, name) -> None:
    chart = chart_of(found(1, 2, 3, 4, 90), (name, "boosting"), "€")
    sound(chart)
    for figure, _ in both(chart):
        for line in texts(figure):
            assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", line), line


COUNT = st.integers(0, 12_000)


@LAW
@given(COUNT, COUNT, COUNT, COUNT, st.integers(1, 90_000), st.integers(0, 20_000), st.integers(0, 20_000))
def test_any_contest_can_be_drawn_and_fits(sound, a, b, c, d, alike, missed, wasted) -> None:
    chart = chart_of(found(a, b, c, d, alike, Costs(missed, wasted)), NAMES, "CHF", guess=100)
    sound(chart)
    assert_texts_fit(chart)
    for figure, _ in both(chart):
        dots = [len(trace["x"]) for trace in figure["data"] if "they" in trace.get("name", "")]
        assert sum(dots) == 100


def test_nobody_contested_and_everybody_contested_can_be_drawn(sound) -> None:
    for counts in ((0, 0, 0, 0, 9), (3, 4, 0, 0, 0)):
        chart = chart_of(found(*counts), NAMES, "€", guess=0)
        sound(chart)
        assert_texts_fit(chart)
