"""One column across its range, as a picture: dots, the line of the middle, and the direction in words."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.charts.chart import Chart
from core.charts.why._values import HOLLOW
from core.charts.why.dependence import dependence
from core.explain.explanation import Explanation
from core.table import Column, Table
from tests.charts.test_overview_chart import LONG, assert_fits, explain
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

LAW = settings(max_examples=20, deadline=None)
GAP = float("nan")
TYPICAL = " for the typical customer"


def chart_of(
    cells: list[Any],
    pushes: list[float],
    label: str = "Days",
    unit: str = "days",
    model: str = "boosting",
    base: float = 0.1,
) -> Chart:
    """The picture of one column with these values and pushes, in points."""
    values = pd.Series(cells, dtype=object if any(isinstance(cell, str) for cell in cells) else None)
    kind = "number" if values.dtype.kind == "f" else "category"
    table = Table(pd.DataFrame({"x": values}), (Column("x", label, kind, unit),))
    explained = [replace(one, base_value=base) for one in explain({"x": pushes})]
    return dependence(explained, table.rows, "x", table, model)


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def middles(chart: Chart) -> dict[str, Any]:
    return next(trace for trace in chart.figure["data"] if "lines" in trace["mode"])


def assert_axes_fit(chart: Chart) -> None:
    """The names of the axis and of the strip of gaps fit below a phone's picture."""
    shape = chart.narrow["layout"]
    start, end = shape["xaxis"]["domain"]
    # some 60 pixels at the left belong to the figures of the pushes
    assert wide_in_pixels(shape["xaxis"]["title"]["text"], 14) <= 300 * (end - start)
    if shape["xaxis2"]["visible"]:
        assert wide_in_pixels("missing", 14) <= 264 * (1 - shape["xaxis2"]["domain"][0]) + 14


# -- on paper ----------------------------------------------------------------------------------


def test_the_line_goes_through_the_middle_push_at_each_value(sound) -> None:
    # at 1 the pushes -3, -2, -1, at 2 they are 0, 1, 5: the middle ones are -2 and 1
    chart = chart_of([1.0, 2.0, 1.0, 2.0, 1.0, 2.0], [-3.0, 0.0, -2.0, 5.0, -1.0, 1.0])
    sound(chart)
    assert_axes_fit(chart)
    assert (middles(chart)["x"], middles(chart)["y"]) == ([1, 2], [-2, 1])
    assert said(chart) == (
        "In boosting, “Days” lifts the typical customer's chance by 1.0 points at 2 days; at 1 day it lowers "
        "the typical customer's chance by 2.0 points."
    )
    assert chart.table["customers"].tolist() == [3, 3]
    assert chart.table["middle push, points"].tolist() == pytest.approx([-2, 1])
    assert chart.table["largest push up, points"].tolist() == pytest.approx([0, 5])


def test_a_line_that_crosses_once_says_where() -> None:
    # 100 values 1, 2 ... 100 in tenths, the outer ones halved: their middles 3, 8, 15.5 ... 85.5, 93, 98 and
    # the pushes value - 40, so the line crosses at 40, between 35.5 and 45.5; at its ends 98 - 40 and 40 - 3,
    # where there are 5 customers each
    values = [float(k) for k in range(1, 101)]
    assert said(chart_of(values, [value - 40 for value in values])) == (
        "In boosting, “Days” pushes the chance up from about 40 days on, by up to 58.0 points for the 5 "
        "customers with most; below that it pushes it down, by up to 37.0 points for the 5 customers "
        "with least."
    )
    assert said(chart_of(values, [40 - value for value in values], unit="€", label="Fee")) == (
        "In boosting, “Fee” pushes the chance down from about € 40 on, by up to 58.0 points for the 5 "
        "customers with most; below that it pushes it up, by up to 37.0 points for the 5 customers with "
        "least."
    )


@pytest.mark.parametrize(
    ("pushes", "words"),
    [
        ([0, 0, 0, 0], "“Days” pushes nobody: the model does not look at it for these customers."),
        ([0.01, 0, 0, 0], "hardly pushes anybody: it moves every chance by under 0.1 points at most."),
        ([0, 0, 5, 6], f"up from 3 days on, by up to 6.0 points{TYPICAL}; below that it moves it little."),
        ([5, 6, 0, 0.1], "up below 3 days, by up to 6.0 points"),
        ([5, 6, 0, 0.1], "; from there on it moves it little."),
        ([-0.9, 0, 0, 5], f"up from 4 days on, by up to 5.0 points{TYPICAL}; below that it pushes it down a"),
        ([5, 5, -8, -8], "down from 3 days on, by up to 8.0 points"),
        ([5, -5, 5, -5], "its direction on the way: it pushes the chance up most at 1 day, by 5.0 points"),
        ([0, 5, 5, 0], f"up most at 2 days, by 5.0 points{TYPICAL}; at low and at high values it moves it"),
        ([5, 6, 7, 6], f"the same way at every value, up most at 3 days, by 7.0 points{TYPICAL}."),
        ([-5, 0.1, -7, -6], "the same way at nearly every value, down most at 3 days, by 7.0 points"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_words_follow_the_line(sound, pushes, words) -> None:
    chart = chart_of([1.0, 2.0, 3.0, 4.0], pushes)
    sound(chart)
    assert words in said(chart)


@pytest.mark.parametrize(
    ("pushes", "words"),
    [
        # 40 customers: 3 are fewer than a tenth of them, 4 are not
        ([-1, -1, 9], "up from 3 days on, by up to 9.0 points for the 3 customers with most; below that it"),
        ([-1, -1, 9], f"pushes it down, by up to 1.0 points{TYPICAL}."),
        ([9, 0, 0], f"up below 2 days, by up to 9.0 points{TYPICAL}; from there on it moves it little."),
    ],
)
def test_a_push_of_few_customers_is_not_called_the_typical_one(pushes, words) -> None:
    cells = [1.0] * 20 + [2.0] * 17 + [3.0] * 3
    assert words in said(chart_of(cells, [pushes[int(cell) - 1] for cell in cells]))
    cells = [1.0] * 20 + [2.0] * 16 + [3.0] * 4
    assert "the 4 customers" not in said(chart_of(cells, [pushes[int(cell) - 1] for cell in cells]))


def test_few_customers_in_the_middle_and_of_two_values_are_counted_too() -> None:
    cells = [1.0] * 20 + [2.0] * 3 + [3.0] * 17
    assert "up most at 2 days, by 9.0 points for the 3 customers there; at low" in said(
        chart_of(cells, [9.0 if cell == 2 else 0.0 for cell in cells])
    )
    two = [1.0] * 38 + [2.0] * 2
    assert said(chart_of(two, [5.0 * (cell - 1) for cell in two])) == (
        "In boosting, “Days” lifts the chance of 2 customers by 5.0 points at 2 days; at 1 day it hardly "
        "moves the typical customer's chance."
    )


@pytest.mark.parametrize(
    ("base", "away", "words"),
    [
        (0.08, 0.9, "below that it moves it little."),
        (0.08, -1.1, "below that it lowers it by up to 1.1 points."),
        (0.08, 1.1, "below that it lifts it by up to 1.1 points."),
        (0.26, -2.5, "below that it moves it little."),
        (0.26, -2.7, "below that it lowers it by up to 2.7 points."),
    ],
)
def test_little_is_less_than_a_point_or_a_tenth_of_the_average_chance(base, away, words) -> None:
    # the average chance is 8 or 26 %: less than 1 or 2.6 points is little
    assert said(chart_of([1.0, 2.0, 3.0, 4.0], [0.0, away, 50.0, 50.0], base=base)).endswith(words)
    around = chart_of([1.0, 2.0, 3.0, 4.0, 5.0], [away, 0.0, 50.0, 0.0, 0.0], base=base)
    assert words.removeprefix("below that") in said(around)


def test_pushes_either_way_beside_a_strong_one_are_said_to_move() -> None:
    chart = chart_of([1.0, 2.0, 3.0, 4.0], [3.0, 50.0, 0.0, -4.0])
    assert said(chart).endswith("; at low and at high values it moves it by up to 4.0 points.")


def test_single_customers_who_are_moved_much_more_than_the_typical_one_are_told() -> None:
    # at 3 days the pushes 0, 0 and 9: the middle one is 0
    cells, pushes = [1.0, 2.0, 3.0, 3.0, 3.0], [0.0, 0.0, 0.0, 0.0, 9.0]
    assert said(chart_of(cells, pushes)) == (
        "In boosting, “Days” has no clear direction: it moves the typical customer by under 0.1 points "
        "whatever the value. Single customers are moved by up to 9.0 points, because other columns play in."
    )


def test_one_value_only_says_so(sound) -> None:
    chart = chart_of([7.0, 7.0, 7.0], [1.0, 2.0, 4.0])
    sound(chart)
    assert said(chart) == (
        "In boosting, “Days” stays at 7 days for all these customers and lifts the typical customer's chance "
        "by 2.0 points."
    )


def test_a_few_leavers_at_the_end_are_not_lost_in_a_tenth() -> None:
    # only the last 6 of 200 values are pushed; the last stretch holds 200 x 0.025 = 5 of these, its middle is
    # 198 and that of the one before 193: halfway is 195.5, in whole days 196
    chart = chart_of([float(k) for k in range(1, 201)], [0.0] * 194 + [50.0] * 6)
    assert "pushes the chance up from about 196 days on, by up to 50.0 points" in said(chart)
    assert chart.table["customers"].tolist() == [5, 5, 10, *[20] * 8, 10, 5, 5]


def test_values_of_too_few_customers_join_their_neighbours() -> None:
    # 100 customers: 5 at least; 1 has 2 days and joins those with 3 days, 2 have 9 and join those with 3
    cells = [1.0] * 40 + [2.0] + [3.0] * 57 + [9.0] * 2
    chart = chart_of(cells, [-1.0] * 40 + [1.0] * 60)
    assert chart.table[["from", "to", "customers"]].to_numpy().tolist() == [[1, 1, 40], [2, 9, 60]]


# -- gaps and far values -----------------------------------------------------------------------


def test_customers_without_a_value_stand_apart_as_hollow_dots(sound) -> None:
    chart = chart_of([1.0, GAP, 2.0, GAP, 3.0, GAP], [-5.0, 2.0, 0.0, 3.0, 5.0, 7.0])
    sound(chart)
    assert_axes_fit(chart)
    assert said(chart).endswith(" The 3 customers without a value are pushed up by 3.0 points.")
    (apart,) = [trace for trace in chart.figure["data"] if trace.get("xaxis") == "x2"]
    assert apart["y"] == [2, 3, 7]
    assert apart["marker"]["symbol"] == HOLLOW
    assert chart.table["customers"].tolist() == [1, 1, 1, 3]
    one = chart_of([1.0, 2.0, GAP], [-5.0, 5.0, 0.0])
    assert said(one).endswith(" The 1 customer without a value is hardly pushed.")


def test_a_column_of_gaps_has_one_row_and_says_so(sound) -> None:
    chart = chart_of([GAP, GAP], [1.0, 3.0])
    sound(chart)
    assert_fits(chart)
    assert said(chart) == (
        "In boosting, “Days” is missing for all these customers and lifts the typical customer's chance by "
        "2.0 points."
    )


def test_far_values_are_left_out_only_where_they_stretch_the_picture_and_are_told(sound) -> None:
    values = [float(k) for k in range(200)]
    far = chart_of([*values, 1e6], [*[0.01 * k for k in values], 5.0])
    sound(far)
    assert said(far).endswith(" customers with far values are not drawn.")
    assert far.figure["layout"]["xaxis"]["range"][1] < 250
    assert sum(far.table["customers"]) < 201
    near = chart_of([*values, 210.0], [*[0.01 * k for k in values], 5.0])
    assert "drawn" not in near.words
    assert sum(near.table["customers"]) == 201


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_enormous_and_tiny_values_are_drawn(sound) -> None:
    for scale in (1e300, 1e-12, -1e9):
        sound(chart_of([scale * k for k in range(1, 30)], [float(k - 12) for k in range(29)]))


# -- categories --------------------------------------------------------------------------------


def test_levels_on_paper(sound) -> None:
    # middle pushes: basic 4 of 3, 4, 8, talk -2, the gap 1
    cells = ["basic", "talk", "basic", None, "basic"]
    chart = chart_of(cells, [3.0, -2.0, 4.0, 1.0, 8.0], label="Plan")
    sound(chart)
    assert_fits(chart)
    assert said(chart) == (
        f"In boosting, “Plan” lifts the chance most for “basic”, by 4.0 points{TYPICAL}; it lowers it most "
        "for “talk”, by 2.0 points."
    )
    assert chart.table["Plan"].tolist() == ["basic", "talk", "missing"]
    assert chart.table["middle push, points"].tolist() == pytest.approx([4, -2, 1])
    notes = [note["text"] for note in chart.narrow["layout"]["annotations"]]
    assert "3 customers" in notes
    assert "1 customer" in notes


def test_the_most_frequent_levels_have_their_row_and_the_rest_one_together(sound) -> None:
    # level k comes k times: of 11 levels the last eight are kept, 1 + 2 + 3 customers are the others
    cells = [f"level {k}" for k in range(1, 12) for _ in range(k)]
    chart = chart_of(cells, [float(cell.split()[1]) for cell in cells], label="Plan")
    sound(chart)
    assert_fits(chart)
    assert chart.table["Plan"].tolist() == [f"level {k}" for k in range(11, 3, -1)] + ["3 others, together"]
    assert chart.table["customers"].tolist() == [11, 10, 9, 8, 7, 6, 5, 4, 6]
    few = chart_of(["a"] * 2 + list("bcdefghi"), [1.0] * 10, label="Plan")
    assert few.table["Plan"].tolist()[-1] == "1 other"


@pytest.mark.parametrize(
    ("pushes", "words"),
    [
        ([3, 3, -1], "lifts the chance most for “a” and “b”, by 3.0 points"),
        ([0, 0, -1], f"“Plan” lowers the chance most for “c”, by 1.0 points{TYPICAL}."),
        ([0, 0, 0], "“Plan” pushes nobody"),
    ],
)
def test_the_words_about_levels_hold_for_ties_and_one_direction(pushes, words) -> None:
    assert words in said(chart_of(["a", "b", "c"], pushes, label="Plan"))
    assert "“Plan” is “a” for all these customers and lifts" in said(
        chart_of(["a", "a"], [2.0, 2.0], label="Plan")
    )


def test_a_level_of_few_customers_says_how_many() -> None:
    cells = ["a"] * 20 + ["b"] * 18 + ["c"] * 2
    assert said(chart_of(cells, [{"a": 1.0, "b": -1.0, "c": 8.0}[cell] for cell in cells], label="Plan")) == (
        "In boosting, “Plan” lifts the chance most for “c” (2 customers), by 8.0 points; it lowers it most "
        f"for “b”, by 1.0 points{TYPICAL}."
    )


# -- whatever comes ----------------------------------------------------------------------------


@LAW
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.floats(-1e6, 1e6)), st.floats(-60, 60)), min_size=1, max_size=40
    )
)
def test_any_column_of_numbers_can_be_drawn_and_nobody_gets_lost(sound, drawn) -> None:
    cells = [GAP if cell is None else cell for cell, _ in drawn]
    chart = chart_of(cells, [push for _, push in drawn])
    sound(chart)
    away = re.search(r"([\d,]+) customers? with far", chart.words)
    gone = int(away[1].replace(",", "")) if away else 0
    assert sum(chart.table["customers"]) + gone == len(cells)
    if not all(map(math.isnan, cells)):
        dots = [trace for trace in chart.figure["data"] if trace["mode"] == "markers"]
        assert sum(len(trace["x"]) for trace in dots) + gone == len(cells)
        assert_axes_fit(chart)


@LAW
@given(st.integers(11, 90), st.floats(-50, 50), st.floats(0.5, 5))
def test_a_rising_push_is_told_to_turn_where_it_does(customers, turn, slope) -> None:
    values = np.linspace(-100, 100, customers)
    words = said(chart_of(values.tolist(), (slope * (values - turn) / 10).tolist(), unit=""))
    told = re.search(r"pushes the chance up from about (-?[\d.]+) on", words)
    assert told
    # within one stretch of a tenth of the customers on either side, and two digits
    assert abs(float(told[1]) - turn) <= 25


@pytest.mark.parametrize("name", [*HOSTILE, LONG, LONG.upper(), "=SUM(A1)"])
def test_hostile_and_long_names_stay_text_and_fit(sound, name) -> None:
    for cells in ([1.0, 2.0, 3.0, GAP], [name, f"{name}2", None, name]):
        chart = chart_of(cells, [1.0, -2.0, 3.0, 0.0], label=name, unit=name)
        shown = [note["text"] for note in chart.narrow["layout"]["annotations"]]
        shown.append(chart.narrow["layout"]["xaxis"]["title"]["text"])
        for text in shown:
            assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text), text
        sound(chart)
        if "xaxis3" in chart.narrow["layout"]:
            assert_fits(chart)
        else:
            assert_axes_fit(chart)


@pytest.mark.parametrize("case", samples.NAMES)
def test_every_column_of_a_sample_is_drawn(sound, case) -> None:
    table = samples.load(case)
    rows = models.feature_rows(table).iloc[:120]
    rng = np.random.default_rng(0)
    explained = [Explanation(0.1, dict.fromkeys(rows, push), 0.1) for push in rng.normal(size=120)]
    for column in rows:
        chart = dependence(explained, rows, column, table, "tree")
        sound(chart)
        assert chart.words.startswith("In the tree, “")


def test_a_column_that_is_not_explained_is_refused() -> None:
    table = Table(pd.DataFrame({"x": [1.0]}), (Column("x", "x", "number"),))
    with pytest.raises(KeyError):
        dependence(explain({"x": [1.0]}), table.rows, "y", table, "tree")
