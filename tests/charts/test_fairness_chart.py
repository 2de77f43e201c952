"""The picture of groups side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.box.fairness import MOST_ROWS, groups
from core.charts.chart import Chart
from core.costs import Costs
from core.fairness import by_group
from core.models import Scores
from tests.charts.test_tree_chart import HOSTILE, LONG, PHONE, assert_text_stayed_text, wide_in_pixels
from tests.core.test_fairness import crowd

LAW = settings(max_examples=25, deadline=None)
LAPTOP = 900  # the narrowest screen the wide picture is for
PRICES = Costs(missed=80, wasted=40)
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def framed(costs: Costs = PRICES, **parts: tuple[int, int, int, int]) -> pd.DataFrame:
    """Groups by name: missed, leavers, wasted, stayers."""
    y: list[int] = []
    p: list[float] = []
    names: list[str] = []
    for name, part in parts.items():
        some, chances = crowd(*part)
        y, p, names = y + some, p + chances, names + [name] * len(some)
    one = Scores(np.array(y), np.array(p), np.zeros(len(y)), np.arange(len(y)), "tree", 0.0)
    return by_group(one, names, costs, 0.5)


FAR = {"talk": (150, 200, 10, 1000), "data": (80, 200, 10, 900)}


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def assert_readable(chart: Chart) -> None:
    """Names end before the panels, figures inside their panels; nothing stands on the next row."""
    for figure, width, wide in ((chart.figure, LAPTOP, True), (chart.narrow, PHONE, False)):
        shape = figure["layout"]
        inside = width - 16
        starts = sorted(value["domain"][0] for key, value in shape.items() if key.startswith("xaxis"))
        for note in shape["annotations"]:
            room = inside * starts[0] if wide and note["yref"] != "paper" else inside * (0.24 if wide else 1)
            assert max(wide_in_pixels(line, 15) for line in note["text"].split("<br>")) <= room, note["text"]
        for trace in (trace for trace in figure["data"] if trace["mode"] == "text"):
            across = shape[trace["xaxis"].replace("x", "xaxis")]
            pixels = inside * (across["domain"][1] - across["domain"][0])
            for x, words in zip(trace["x"], trace["text"], strict=True):
                end = pixels * x / across["range"][1] + wide_in_pixels(words, 15) + 8
                assert end <= pixels + 8, words
        for key, value in shape.items():
            if key.startswith("yaxis"):
                rows = abs(value["range"][0] - value["range"][1])
                tall = (shape["height"] - 16) * (value["domain"][1] - value["domain"][0])
                assert tall / rows >= 40


def test_two_groups_on_paper(sound) -> None:
    chart = groups(framed(**FAR), "Plan", "€", "the tree")
    sound(chart)
    assert_readable(chart)
    # 150 and 80 of 200
    assert said(chart).startswith(
        "Of 100 leavers, the tree misses 75 in “Plan: talk” and 40 in “Plan: data”: 35 more (between "
    )
    assert said(chart).endswith("A leaver in “Plan: talk” is passed over more often, and gets no offer.")
    ends = [trace["text"] for trace in chart.figure["data"] if trace["mode"] == "text"]
    # 10 of 1000 and of 900 stayers; (150 x 80 + 400) / 1200 and (80 x 80 + 400) / 1100
    assert [[end.strip().replace("\u00a0", " ") for end in row] for row in ends] == [
        ["75", "40"], ["1", "1.1"], ["€ 10.33", "€ 6.18"]
    ]  # fmt: skip


def test_a_difference_that_luck_would_give_is_said_to_be_that() -> None:
    words = said(groups(framed(north=(12, 20, 5, 80), south=(9, 20, 5, 90)), "Region", "€", "boosting"))
    # 9 and 12 of 20
    assert words == (
        "The leavers boosting misses differ no more than luck would make them: from 45 of 100 in “Region: "
        "south” to 60 in “Region: north”."
    )


def test_where_only_wasted_contacts_differ_they_are_said() -> None:
    words = said(groups(framed(a=(100, 200, 300, 1000), b=(100, 200, 100, 1000)), "Plan", "€", "the forest"))
    assert words == (
        "Of 100 leavers, the forest misses as many in every group of “Plan”: 50. More stayers are "
        "contacted in vain in “Plan: a” (30 of 100) than in “Plan: b” (10)."
    )


@pytest.mark.parametrize(
    ("parts", "start"),
    [
        ({"a": (10, 20, 5, 80), "b": (1, 2, 1, 3)}, "Only one group of “Plan” is large enough"),
        ({"a": (1, 2, 1, 3), "b": (1, 2, 1, 3)}, "No group of “Plan” is large enough"),
        ({"a": (0, 0, 1, 3), "b": (1, 2, 0, 0)}, "No group of “Plan” is large enough"),
    ],
)
def test_too_few_customers_to_compare(sound, parts, start) -> None:
    chart = groups(framed(**parts), "Plan", "€", "the tree")
    sound(chart)
    assert_readable(chart)
    assert said(chart).startswith(start)


def test_small_groups_are_hollow_and_marked() -> None:
    chart = groups(
        framed(large=(10, 20, 5, 80), loyal=(1, 2, 5, 60), few=(1, 1, 0, 3)), "Plan", "€", "the tree"
    )
    for figure in (chart.figure, chart.narrow):
        symbols = [trace["marker"]["symbol"] for trace in figure["data"] if trace["mode"] == "markers"]
        assert [[symbol.endswith("-open") for symbol in row] for row in symbols] == [[False, True, True]] * 3
        names = " ".join(note["text"] for note in figure["layout"]["annotations"])
        assert "100 customers" in names
        assert "62 customers, few leavers" in names
        assert "4 customers, few" in names


def test_the_three_panels_have_their_own_colour_and_shape() -> None:
    marks = [trace["marker"] for trace in groups(framed(**FAR), "Plan", "€", "the tree").figure["data"]
             if trace["mode"] == "markers"]  # fmt: skip
    assert len({mark["color"] for mark in marks}) == len({mark["symbol"][0] for mark in marks}) == 3


def test_a_group_without_leavers_says_so_and_draws_no_dot() -> None:
    figure = groups(framed(a=(10, 20, 5, 80), b=(0, 0, 1, 60)), "Plan", "€", "the tree").figure
    text = next(trace for trace in figure["data"] if trace["mode"] == "text")
    dots = next(trace for trace in figure["data"] if trace["mode"] == "markers")
    assert (text["text"][1], dots["y"]) == (" nobody left", [0])


@pytest.mark.parametrize("name", [*HOSTILE, LONG, ""])
def test_any_name_stays_text_and_fits(sound, name) -> None:
    chart = groups(
        framed(**{name: (150, 200, 10, 1000), f"{name}2": (80, 200, 10, 900)}), name or "Plan", name, "tree"
    )
    sound(chart)
    assert_text_stayed_text(chart)
    assert "\n" not in chart.words


def test_names_as_long_as_they_come_fit() -> None:
    parts = {f"{LONG} {k}": (80, 200, 10, 900) for k in range(3)}
    assert_readable(groups(framed(**parts), LONG, "CHF", "the support vector machine"))


def test_of_very_many_groups_the_first_are_drawn(sound) -> None:
    chart = groups(framed(**{f"g{k}": (6, 12, 5, 60 - k) for k in range(30)}), "Shop", "€", "the tree")
    sound(chart)
    assert said(chart).endswith(f"The picture shows {MOST_ROWS} of 30 groups.")
    assert len(chart.table) == 30


def test_without_a_group_there_is_nothing_to_show() -> None:
    with pytest.raises(ValueError, match="no group"):
        groups(framed(**FAR).head(0), "Plan", "€", "the tree")


part = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 200), st.integers(0, 200))


@LAW
@given(st.lists(part, min_size=1, max_size=9), st.integers(0, 10**6), st.integers(0, 10**6))
def test_any_groups_can_be_drawn(sound, parts, missed, wasted) -> None:
    some = {
        f"g{at}": (min(a, b), b, min(c, d), max(d, 1)) for at, (a, b, c, d) in enumerate(parts)
    }  # fmt: skip
    chart = groups(framed(Costs(missed, wasted), **some), "Plan", "CHF", "the tree")
    sound(chart)
    assert_readable(chart)
    for figure in (chart.figure, chart.narrow):
        assert_panels_apart(figure)


def assert_panels_apart(figure: dict[str, Any]) -> None:
    boxes = [
        (*figure["layout"][f"xaxis{axes}"]["domain"], *figure["layout"][f"yaxis{axes}"]["domain"])
        for axes in ("", "2", "3")
    ]
    for one, other in pairwise(boxes):
        assert one[1] < other[0] or other[3] < one[2]
        assert all(-1e-9 <= edge <= 1 + 1e-9 for edge in (*one, *other))
