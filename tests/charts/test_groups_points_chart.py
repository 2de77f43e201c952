"""Pictures of points in groups: words and marks agree with the result, and any table can be drawn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.chart import Chart, paint
from core.charts.groups._crowd import BUBBLE, apart
from core.charts.groups._told import falls, share
from core.charts.groups.eye import by_eye
from core.charts.groups.halves import changed, half_step
from core.charts.groups.scaled import scaled
from core.charts.groups.starts import starts
from core.segments import (
    ASSIGN,
    DRAWN,
    MOVE,
    Ends,
    Scaling,
    Segmentation,
    State,
    cut,
    grid,
    scaling,
    walk,
    with_outlier,
)
from core.segments.grid import plain_table
from core.words import Noun
from tests.charts.conftest import strings
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
SHOP = Noun("shop", "shops")
LONG = "W" * 60


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def cloud(rows: int = 80, names: tuple[str, ...] = ("Sales", "Rent"), seed: int = 0) -> pd.DataFrame:
    """Normal numbers around 100, all different."""
    values = np.random.default_rng(seed).normal(100, 10, (rows, len(names)))
    return pd.DataFrame(values, columns=list(names))


def two_spots() -> pd.DataFrame:
    """Six shops on one point, four on another."""
    return pd.DataFrame({"Sales": [0.0] * 6 + [10.0] * 4, "Rent": [0.0] * 6 + [5.0] * 4})


def assert_text_stayed_text(chart: Chart) -> None:
    for figure in (chart.figure, chart.narrow):
        for words in strings(figure):
            assert "<" not in words.replace("<br>", "").replace("<b>", "").replace("</b>", ""), words
            assert not {"\n", "\r", "\u202e"} & set(words)


def key_of(figure: dict[str, Any]) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace.get("xaxis") == "x3")


def assert_key_fits(chart: Chart) -> None:
    """No line of the key reaches into the next one or out of the picture on the narrowest screen."""
    for figure in (chart.figure, chart.narrow):
        drawn, room = key_of(figure), figure["layout"]["xaxis3"]["range"][1]
        starts_ = [*sorted(set(drawn["x"])), room + 10]
        for x, words in zip(drawn["x"], drawn["text"], strict=True):
            following = next(start for start in starts_ if start > x)
            assert x + 8 + wide_in_pixels(words, 14) <= following - 6, words


# -- two columns, cut by eye and by machine ----------------------------------------------------


@pytest.mark.parametrize("k", [2, 10])
@pytest.mark.parametrize("shuffled", [False, True])
def test_the_scatter_is_sound_and_its_key_fits(sound, k, shuffled) -> None:
    chart = by_eye(cut(grid(cloud()), k), SHOP, 3, None, shuffled)
    sound(chart)
    assert_key_fits(chart)
    assert len(chart.table) == k


def test_the_words_say_sizes_and_clearness() -> None:
    # all rows of a group stand on one point, so their own distance is 0 and the clearness (d - 0) / d = 1
    found = cut(grid(two_spots()), 2)
    assert said(by_eye(found, SHOP, None)) == (
        "The machine cut 10 shops into 2 groups: the biggest has 6 shops, the smallest 4. Clearness 1.00 "
        "(1 is best), but the machine always cuts as many groups as we ask for."
    )
    assert ", as many as you saw: " in said(by_eye(found, SHOP, 2))
    assert said(by_eye(found, SHOP, 4)).startswith("You saw 4. The machine")
    assert said(by_eye(found, SHOP, 2, None, True)) == (
        "These columns were shuffled, so there is nothing to find. The machine cuts all the same: 2 groups; "
        "the biggest has 6 shops, the smallest 4. Clearness 1.00 (1 is best)."
    )


def test_groups_of_one_size_are_said_once() -> None:
    rows = pd.DataFrame({"Sales": [0.0] * 5 + [9.0] * 5, "Rent": [0.0] * 5 + [9.0] * 5})
    assert "2 groups: each has 5 shops." in said(by_eye(cut(grid(rows), 2), SHOP))


def test_every_row_is_drawn_once_in_the_mark_of_its_group() -> None:
    found = cut(grid(cloud()), 4)
    for figure in (by_eye(found, SHOP).figure, by_eye(found, SHOP).narrow):
        assert [len(trace["x"]) for trace in figure["data"][:4]] == found.sizes.tolist()
        first = figure["data"][0]
        assert sorted(first["x"]) == pytest.approx(sorted(found.grid.raw[found.labels == 0, 0]), abs=0.02)


def test_only_the_rows_to_show_are_drawn_and_that_is_said() -> None:
    found, rows = cut(grid(cloud()), 3), np.arange(0, 80, 2)
    chart = by_eye(found, SHOP, None, rows)
    for group, trace in enumerate(chart.figure["data"][:3]):
        own = rows[found.labels[rows] == group]
        assert trace["x"] == pytest.approx(found.grid.raw[own, 0], abs=0.02)
    assert "Of 80 shops 40 are drawn." in chart.caution


def test_points_with_few_values_are_shifted_by_less_than_half_a_step_and_always_alike() -> None:
    rows = pd.DataFrame({"Calls": np.arange(80) % 6, "Rent": cloud()["Rent"]})
    chart, again = (by_eye(cut(grid(rows), 2), SHOP) for _ in range(2))
    xs = np.concatenate([trace["x"] for trace in chart.figure["data"][:2]])
    assert np.bincount(np.round(xs).astype(int) + 1).tolist() == [0, 14, 14, 13, 13, 13, 13]  # 80 over 0 to 5
    assert len(set(xs.tolist())) > 70
    assert chart.figure == again.figure
    assert "Points are shifted a little" in chart.caution
    assert "shifted" not in by_eye(cut(grid(cloud()), 2), SHOP).caution


def test_a_long_tail_gets_tenfold_steps_and_the_side_says_so() -> None:
    rows = cloud().assign(Sales=10 ** np.linspace(0, 4, 80))
    chart = by_eye(cut(grid(rows), 3), SHOP)
    side = chart.figure["layout"]["xaxis"]
    assert side["type"] == "log"
    assert "(each line ten times the one before)" in side["title"]["text"]
    assert "not the tenfold steps" in chart.caution
    assert side["ticktext"] == ["1", "10", "100", "1,000", "10,000"]
    # one value below zero: no tenfold steps
    assert by_eye(cut(grid(rows.assign(Sales=rows["Sales"] - 2)), 3), SHOP).figure["layout"]["xaxis"][
        "type"
    ] == "linear"  # fmt: skip


def test_more_or_fewer_than_two_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="Two columns"):
        by_eye(cut(grid(cloud(names=("a", "b", "c"))), 2), SHOP)


@pytest.mark.parametrize("name", [*HOSTILE, "=SUM(A1)", LONG, "$ink"])
def test_hostile_labels_stay_text_in_every_picture_of_points(sound, name) -> None:
    points = grid(cloud(names=(name, "Rent")))
    for chart in (by_eye(cut(points, 3), SHOP), half_step(points, walk(points.values, 3), 2, SHOP)):
        sound(chart)
        assert_text_stayed_text(chart)


@LAW
@given(
    st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), min_size=2, max_size=10),
)
def test_numbers_of_groups_are_pushed_apart_and_tied_to_their_places(places) -> None:
    xs, ys = (list(side) for side in zip(*places, strict=True))
    tie, drawn = apart(xs, ys, range(len(xs)), [(0, 400), (0, 300)], (400.0, 300.0))
    spots = np.column_stack([drawn["x"], drawn["y"]])
    nearest = min(
        math.dist(one, other) for at, one in enumerate(spots) for other in spots[:at]
    )  # fmt: skip
    assert nearest > BUBBLE * 0.55
    moved = sum((a, b) != (x, y) for (a, b), x, y in zip(places, drawn["x"], drawn["y"], strict=True))
    assert len(tie["x"]) // 3 <= moved


def test_a_column_called_like_a_colour_keeps_its_name() -> None:
    chart = by_eye(cut(grid(cloud(names=("$ink", "Rent"))), 2), SHOP)
    assert paint(chart.figure)["layout"]["xaxis"]["title"]["text"].strip() == "$ink"


# -- half-steps --------------------------------------------------------------------------------

POINTS = grid(cloud(60, seed=3))
STATES = walk(POINTS.values, 3, DRAWN, 1)


def test_nobody_belongs_to_a_group_before_the_first_half_step(sound) -> None:
    chart = half_step(POINTS, STATES, 0, SHOP)
    sound(chart)
    assert said(chart) == "3 centres stand at their first places. No shop belongs to a group yet."
    assert [len(trace["x"]) for trace in chart.figure["data"][:4]] == [0, 0, 0, 60]
    assert chart.figure["data"][3]["marker"]["color"] == "$spared"


def test_every_half_step_is_told_and_its_changes_are_ringed(sound) -> None:
    for place in range(1, len(STATES) + 1):
        chart = half_step(POINTS, STATES, place, SHOP)
        words = said(chart)
        others = int(changed(STATES, place).sum())
        assert words.startswith(f"Half-step {place} of {len(STATES)}: every ")
        assert ("joins the nearest centre" in words) == (STATES[place - 1].half == ASSIGN)
        assert (f"; {others} change" in words) == (others > 0)
        assert len(chart.figure["data"][4]["x"]) == others
        assert words.endswith("stays at " + words.rsplit(" ", 1)[1]) == (place == len(STATES))
    sound(chart)
    assert "Nobody changes groups any more: the end." in words


def test_the_sides_and_the_number_of_traces_stay_over_all_half_steps() -> None:
    charts = [half_step(POINTS, STATES, place, SHOP) for place in range(len(STATES) + 1)]
    for which in ("figure", "narrow"):
        figures = [getattr(chart, which) for chart in charts]
        for side in ("xaxis", "yaxis", "xaxis2", "yaxis2"):
            assert len({tuple(figure["layout"][side]["range"]) for figure in figures}) == 1
        assert len({len(figure["data"]) for figure in figures}) == 1
        assert len({figure["layout"]["height"] for figure in figures}) == 1


def test_words_of_one_who_changes_and_of_a_centre_nobody_belongs_to() -> None:
    def state(labels: list[int], inertia: float, half: str) -> State:
        return State(np.zeros((2, 2)), np.array(labels), inertia, half)

    points = grid(cloud(10))
    none = [0] * 10
    states = [state(none, 9, ASSIGN), state([*none[1:], 1], 8, MOVE), state([1, *none[2:], 1], 7.5, ASSIGN)]
    assert said(half_step(points, states, 2, SHOP)) == (
        "Half-step 2 of 3: every centre moves to the middle of its group; the centre nobody belonged to "
        "takes the shop farthest from its own. Total distance falls from 9.00 to 8.00."
    )
    assert "; 1 changes groups. Total distance falls from 8.00 to 7.50. Here we stop" in said(
        half_step(points, states, 3, SHOP)
    )


def test_a_half_step_that_is_not_there_is_refused() -> None:
    for place in (-1, len(STATES) + 1):
        with pytest.raises(ValueError, match="no half-step"):
            half_step(POINTS, STATES, place, SHOP)


def test_total_distances_never_fall_from_a_figure_to_the_same_figure() -> None:
    assert falls(412.2, 377.4) == "falls from 412 to 377"
    assert falls(377.41, 377.38) == "falls from 377.41 to 377.38"
    assert falls(377.4, 377.4) == "stays at 377"
    assert falls(1e9 + 1, 1e9) == "hardly falls: it is 1.00 bn"
    assert [share(part).replace("\u00a0", " ") for part in (0, 0.001, 0.999, 1 - 1e-12)] == [
        "0 %", "less than 1 %", "more than 99 %", "100 %",
    ]  # fmt: skip


# -- many starts -------------------------------------------------------------------------------


def test_the_words_count_who_reached_the_best_end() -> None:
    # 31 of 50 at 100, the worst at 124, so 24 % above
    ends = Ends(np.array([110.0] * 18 + [124.0] + [100.0] * 31))
    start = (
        "Of 50 beginnings 31 reached the best end, a total distance of 100; the worst stopped 24 % above it."
    )
    assert said(starts(ends, None, SHOP)) == start
    assert said(starts(ends, 100.00001, SHOP)) == f"{start} Yours reached it too."
    assert said(starts(ends, 110, SHOP)) == f"{start} Yours stopped 10 % above it."
    assert said(starts(ends, 130, SHOP)) == f"{start} Yours, the worst of all, stopped 30 % above it."
    assert said(starts(ends, 95, SHOP)) == f"{start} Yours ended even lower, at 95.00."


def test_equal_ends_one_start_and_no_distance_at_all_have_words_of_their_own() -> None:
    assert said(starts(Ends(np.full(50, 12.34)), None, SHOP)) == (
        "All 50 beginnings reached the same end, a total distance of 12.3."
    )
    assert said(starts(Ends(np.array([5.0])), 6.0, SHOP)) == (
        "One beginning ended with a total distance of 5.00. Yours stopped 20 % above it."
    )
    assert said(starts(Ends(np.array([0.0, 3.0])), None, SHOP)) == (
        "Of 2 beginnings only 1 reached the best end, a total distance of 0; the worst stopped at 3.00."
    )


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.sampled_from([0.0, 1e-28, 100.0, 100.00001, 130.0]) | st.floats(1, 1e6), min_size=1, max_size=50
    ),
    st.none() | st.floats(1, 1e6),
)
def test_every_start_is_one_dot_inside_the_picture(sound, ends, mine) -> None:
    chart = starts(Ends(np.array(ends)), mine, SHOP)
    sound(chart)
    for figure in (chart.figure, chart.narrow):
        dots = figure["data"][:3]
        assert sum(len(trace["x"]) for trace in dots) == len(ends)
        low, high = figure["layout"]["xaxis"]["range"]
        for trace in figure["data"]:
            assert all(low <= x <= high for x in trace["x"])


# -- units -------------------------------------------------------------------------------------


def by_hand(raw: dict[str, float], scaled_: dict[str, float], same: float = 0.1) -> Scaling:
    """Shares of columns typed in; 6 and 4 shops in raw units, 5 and 5 on one scale."""
    rows = cloud(10, tuple(raw))
    points = grid(rows)
    sixes, fives = np.array([0] * 6 + [1] * 4), np.array([0] * 5 + [1] * 5)
    found = [Segmentation(points, labels, points.values[:2], 1.0) for labels in (sixes, fives)]
    worth = pd.DataFrame({"column": list(raw), "raw": raw.values(), "scaled": scaled_.values()})
    return Scaling(found[0], found[1], worth, same)


def test_a_column_that_decides_in_raw_units_is_named(sound) -> None:
    three = by_hand({"Sales": 0.98, "Rent": 0.12, "Age": 0.0}, {"Sales": 0.5, "Rent": 0.6, "Age": 0.02})
    chart = scaled(three, ["Big", "Small"], SHOP)
    sound(chart)
    assert said(chart) == (
        "In raw units “Sales” decides: the groups explain 98 % of its differences, of any other column at "
        "most 12 %. On one scale the shares run from 2 % to 60 %. The smallest group has 4 shops in raw "
        "units and 5 on one scale (“Big”)."
    )
    assert len(chart.table) == 3


def test_columns_that_share_the_say_and_groupings_that_agree() -> None:
    two = by_hand({"Sales": 0.8, "Rent": 0.7}, {"Sales": 0.7, "Rent": 0.6}, same=0.99)
    assert said(scaled(two, ["Big", "Small"], SHOP)).startswith(
        "In raw units the groups explain 80 % of the differences in “Sales” and 70 % in “Rent”. On one scale "
        "the groups are nearly the same."
    )
    one = by_hand({"Sales": 0.8}, {"Sales": 0.8})
    assert "“Sales” is the only column, so units make no difference." in said(scaled(one, ["a", "b"], SHOP))


def test_a_wild_cell_that_grabs_a_group_is_told() -> None:
    # sales of about 100, one of them times 100: 10,000 is farther from all others than they from each other
    table = with_outlier(plain_table(cloud(60, ("Sales", "Rent", "Age"))), "Sales", 7)
    found = scaling(table, None, 2)
    words = said(scaled(found, ["Big", "Small"], SHOP, ("Sales", "shop 8")))
    assert "In raw units" in words
    assert "one wild cell (“Sales” of shop 8) gets a group of its own (1 shop)" in words
    calm = by_hand({"Sales": 0.8, "Rent": 0.7}, {"Sales": 0.7, "Rent": 0.6})
    assert "Even with one wild cell (“Sales” of shop 8) the smallest group has 4 shops in raw units" in said(
        scaled(calm, ["Big", "Small"], SHOP, ("Sales", "shop 8"))
    )


@pytest.mark.parametrize("name", [*HOSTILE, LONG, "$ink"])
def test_twelve_columns_are_drawn_and_the_others_counted(sound, name) -> None:
    names = [f"{name[:50]} {at}" for at in range(14)]
    found = by_hand(dict.fromkeys(names, 0.3), dict.fromkeys(names, 0.4))
    chart = scaled(found, [name, name], SHOP, (name, name))
    sound(chart)
    assert_text_stayed_text(chart)
    assert len(chart.figure["data"][0]["x"]) == 12
    assert any("2 more columns are in the table" in words for words in strings(chart.figure))
    assert len(chart.table) == 14
