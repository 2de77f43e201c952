"""What a model looks at, as a picture: the strongest on top, a dot per customer, everything fits."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.charts.chart import Chart
from core.charts.why._values import DOT, DOWN, HOLLOW, QUIET, SQUARE, UP, push_axis, shades, swarm
from core.charts.why.overview import overview
from core.explain.explanation import Explanation
from core.table import Column, Table
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
LEAST = {True: 820, False: 340}
LONG = "Number of calls to the hotline in the last twelve months all"


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def a_table(cells: dict[str, list[Any]], labels: dict[str, str] | None = None, unit: str = "") -> Table:
    """A table whose columns of texts are categories."""
    rows = pd.DataFrame({name: pd.Series(values) for name, values in cells.items()})
    kinds = {name: "number" if rows[name].dtype.kind == "f" else "category" for name in cells}
    columns = tuple(Column(name, (labels or {}).get(name, name), kinds[name], unit) for name in cells)
    return Table(rows, columns)


def explain(pushes: dict[str, list[float]]) -> list[Explanation]:
    """Explanations with these pushes, in points."""
    return [
        Explanation(0.1, dict(zip(pushes, (push / 100 for push in row), strict=True)), 0.1 + sum(row) / 100)
        for row in zip(*pushes.values(), strict=True)
    ]


def chart_of(pushes: dict[str, list[float]], table: Table, **more: Any) -> Chart:
    return overview(explain(pushes), models.feature_rows(table), table, "boosting", **more)


def numbers(pushes: dict[str, list[float]], **more: Any) -> Chart:
    """The picture where every column holds 1, 2, 3 ..."""
    table = a_table({name: [float(k) for k in range(len(row))] for name, row in pushes.items()})
    return chart_of(pushes, table, **more)


def dots(figure: dict[str, Any]) -> dict[str, Any]:
    return figure["data"][0]


def boxes(figure: dict[str, Any], width: int) -> dict[str, tuple[float, float, float, float]]:
    """left, right, top, bottom of every text beside the dots, in pixels from the top left."""
    shape, found = figure["layout"], {}
    tall = shape["height"] - shape["margin"]["t"] - shape["margin"]["b"]
    whole = width - shape["margin"]["l"] - shape["margin"]["r"]
    below, above = shape["yaxis"]["range"][0], -shape["yaxis2"]["range"][1]
    per = tall / (below + above)

    def add(words: str, x: float, y: float, size: float, side: str) -> None:
        wide = wide_in_pixels(words, size)
        left = x - wide if side == "right" else x
        found[f"{len(found)} {words}"] = (left, left + wide, per * y - 0.6 * size, per * y + 0.6 * size)

    for note in shape["annotations"]:
        add(note["text"], note["x"] * whole, note["y"] + above, note["font"]["size"], note["xanchor"])
    for trace in figure["data"]:
        if "text" in trace.get("mode", ""):
            axis = shape[trace["xaxis"].replace("x", "xaxis")]
            start, end = axis["domain"]
            low, high = axis["range"]
            for x, y, words in zip(trace["x"], trace["y"], trace["text"], strict=True):
                place = whole * (start + (end - start) * (x - low) / (high - low))
                add(words, place + 6, y + above, trace["textfont"]["size"], "left")
    return found


def assert_fits(chart: Chart) -> None:
    """No text leaves the picture, meets another or stands where the dots are."""
    for figure, wide in ((chart.figure, True), (chart.narrow, False)):
        whole = LEAST[wide] - 16
        found = boxes(figure, LEAST[wide])
        for words, (left, right, top, _) in found.items():
            assert left >= -1, words
            assert right <= whole + 1, words
            assert top >= -1, words
        for (one, a), (other, b) in combinations(found.items(), 2):
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], f"{one} meets {other}"
        axis = figure["layout"]["xaxis"]
        low, high = axis["range"]
        room = whole * (axis["domain"][1] - axis["domain"][0])
        right = -float("inf")
        for mark, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
            middle, half = (mark - low) / (high - low) * room, wide_in_pixels(words, 14) / 2
            assert middle - half > right + 3
            assert -8 - axis["domain"][0] * whole <= middle - half
            assert middle + half <= room + 8
            right = middle + half


# -- on paper ----------------------------------------------------------------------------------

# average sizes: days (10 + 2 + 6) / 3 = 6, fee (1 + 2 + 3) / 3 = 2, plan (0 + 3 + 0) / 3 = 1
PUSHES = {"plan": [0.0, -3.0, 0.0], "days": [10.0, -2.0, -6.0], "fee": [1.0, 2.0, -3.0]}
TABLE = a_table(
    {"plan": ["a", "b", None], "days": [30.0, 10.0, 20.0], "fee": [5.0, 5.0, float("nan")]},
    {"plan": "Plan", "days": "Days since call", "fee": "Fee"},
)


def test_three_customers_on_paper(sound) -> None:
    chart = chart_of(PUSHES, TABLE)
    sound(chart)
    assert_fits(chart)
    assert said(chart) == (
        "Over these 3 customers, boosting looks most at “Days since call”: on average it moves the chance by "
        "6.0 points. Then come “Fee” (2.0) and “Plan” (1.0)."
    )
    assert chart.table["column"].tolist() == ["Days since call", "Fee", "Plan"]
    assert chart.table["average push, points"].tolist() == pytest.approx([6, 2, 1])
    assert chart.table["largest push up, points"].tolist() == pytest.approx([10, 2, 0])
    assert chart.table["largest push down, points"].tolist() == pytest.approx([-6, -3, -3])
    for figure in (chart.figure, chart.narrow):
        drawn = dots(figure)
        assert drawn["x"] == pytest.approx([10, -2, -6, 1, 2, -3, 0, -3, 0])
        # days 30, 10, 20; fee twice 5 and a gap; plan a, b and a gap
        assert drawn["marker"]["symbol"] == [UP, DOWN, DOT, DOT, DOT, HOLLOW, SQUARE, SQUARE, HOLLOW]
        assert drawn["marker"]["color"] == [1, 0, 0.5, 0.5, 0.5, QUIET, QUIET, QUIET, QUIET]
    bars = [trace for trace in chart.figure["data"] if trace["type"] == "bar"]
    assert bars[0]["x"] == pytest.approx([6, 2, 1])


def test_roles_stand_under_the_names_and_in_the_table(sound) -> None:
    chart = chart_of(PUSHES, TABLE, roles={"plan": "noise", "days": "cause", "fee": "stand-in", "id": "id"})
    sound(chart)
    assert_fits(chart)
    assert chart.table["role"].tolist() == ["real cause", "stand-in", "noise"]
    for figure in (chart.figure, chart.narrow):
        notes = [note["text"] for note in figure["layout"]["annotations"]]
        assert notes.index("real cause") == notes.index("Days since call") + 1
    assert "role" not in chart_of(PUSHES, TABLE).table


def test_sampled_pushes_have_their_error_in_the_table_and_nowhere_else() -> None:
    exact, sampled = explain(PUSHES), explain(PUSHES)
    sampled = [replace(one, error=error) for one, error in zip(sampled, (0.001, 0.003, 0.02), strict=True)]
    charts = [overview(found, TABLE.rows, TABLE, "boosting") for found in (exact, sampled)]
    # the middle one of 0.1, 0.3 and 2 points
    name = "error of a push, points (one standard error)"
    assert charts[1].table[name].tolist() == pytest.approx([0.3, 0.3, 0.3])
    assert name not in charts[0].table
    assert charts[0].words == charts[1].words
    assert charts[0].figure == charts[1].figure


def test_columns_beyond_the_most_are_counted_in_a_last_line(sound) -> None:
    # sizes 12, 11, ... 1: the weakest two are 1 and 2
    pushes = {f"c{k}": [float(k), -float(k)] for k in range(1, 13)}
    chart = numbers(pushes)
    sound(chart)
    assert_fits(chart)
    notes = [note["text"] for note in chart.narrow["layout"]["annotations"]]
    assert "2 others, together" in notes
    assert "3.0\u00a0points" in notes
    assert len(dots(chart.figure)["x"]) == 20
    assert len(chart.table) == 12
    assert "1 other" in str(numbers(pushes, most=11).figure)
    assert "other" not in str(numbers(pushes, most=12).figure)


@pytest.mark.parametrize(
    ("pushes", "words"),
    [
        ({"a": [0.0, 0.0]}, "Over these 2 customers, boosting looks at nothing: it gives everybody the same"),
        ({"a": [0.0]}, "For this one customer, boosting looks at nothing: it says the average chance."),
        ({"a": [3.0]}, "this one customer, boosting looks most at “a”: it moves the chance by 3.0 points."),
        ({"a": [3.0, 1.0], "b": [0.0, 0.0]}, "by 2.0 points. It looks at nothing else."),
        ({"a": [3.0, 1.0], "b": [1.0, 1.0]}, "by 2.0 points. Then comes “b” (1.0)."),
        ({"a": [3.0, 1.0], "b": [0.01, 0.0]}, "by 2.0 points. Then comes “b” (under 0.1)."),
        ({"a": [0.01, 0.02], "b": [0.0, 0.0]}, "boosting looks at hardly anything: on average even “a”, the"),
        ({"a": [2.0, 2.0], "b": [-2.0, 2.0]}, "looks equally at “a” and “b”: on average each moves the"),
        (
            {"a": [2.0], "b": [2.0], "c": [-2.0], "d": [2.0], "e": [1.0]},
            "looks equally at “a”, “b” and 2 others: each moves the chance by 2.0 points. Then comes “e”",
        ),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_words_hold_for_every_kind_of_push(sound, pushes, words) -> None:
    chart = numbers(pushes)
    sound(chart)
    assert_fits(chart)
    assert words in said(chart)


@pytest.mark.parametrize("model", models.NAMES)
def test_every_model_is_named_in_the_words_of_the_room(model) -> None:
    words = overview(explain(PUSHES), TABLE.rows, TABLE, model).words
    assert ("boosting looks" in words) == (model == "boosting")
    assert re.search(r"customers, (boosting|the [a-z -]+) looks most", words)


# -- dots --------------------------------------------------------------------------------------


def test_low_and_high_are_ranks_so_that_one_huge_value_does_not_hide_the_others() -> None:
    # ranks 0, 1, 2, 3 of 3
    shade, shape = shades(Column("x", "x", "number"), pd.Series([1.0, 1e300, 2.0, 3.0]))
    assert shade.tolist() == pytest.approx([0, 1, 1 / 3, 2 / 3])
    assert shape.tolist() == [DOWN, UP, DOT, DOT]


@LAW
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.integers(0, 4)), max_size=80), st.floats(1, 30))
def test_a_dot_never_leaves_its_row_and_no_two_lie_on_each_other(drawn, half) -> None:
    places = np.array([place for place, _ in drawn])
    row = np.array([number for _, number in drawn], dtype=int)
    off = swarm(places % 500, row, 6, half)
    assert (np.abs(off) <= half + 1e-9).all()
    taken = set(zip((places % 500).tolist(), row.tolist(), off.round(9).tolist(), strict=True))
    assert len(taken) == len(drawn)


@LAW
@given(st.lists(st.floats(-100, 100), min_size=1), st.integers(5, 9))
def test_the_axis_holds_every_push_and_names_the_line_of_no_push(moved, most) -> None:
    axis = push_axis(np.array(moved), most)
    low, high = axis["range"]
    assert low < min(moved) and max(moved) < high
    assert axis["ticktext"][axis["tickvals"].index(0)] == "no push"
    # finer steps are taken where round ones would leave fewer than three figures, at most 2.5 times as fine
    assert 3 <= len(axis["tickvals"]) <= max(most + 1, 8)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 14), st.integers(1, 12), st.integers(0, 9), st.floats(0, 60))
def test_any_pushes_can_be_drawn(sound, columns, customers, seed, size) -> None:
    rng = np.random.default_rng(seed)
    pushes = {f"column {k}": (size / (k + 1) * rng.normal(size=customers)).tolist() for k in range(columns)}
    chart = numbers(pushes)
    sound(chart)
    assert_fits(chart)
    average = chart.table["average push, points"]
    assert average.is_monotonic_decreasing
    moved = np.array(list(pushes.values()))
    assert average.sum() == pytest.approx(np.abs(moved).mean(axis=1).sum())
    assert len(dots(chart.figure)["x"]) == min(columns, 10) * customers


# -- text from the table -----------------------------------------------------------------------


@pytest.mark.parametrize("name", [*HOSTILE, LONG, LONG.upper(), "漢字" * 30, "=SUM(A1)", "**a** [b](c)"])
def test_hostile_and_long_names_stay_text_and_fit(sound, name) -> None:
    names = {column: f"{name}"[k:] for k, column in enumerate(PUSHES)}
    chart = chart_of(
        PUSHES, a_table({n: TABLE.rows[n].tolist() for n in PUSHES}, names), roles={"days": "cause"}
    )
    for figure in (chart.figure, chart.narrow):
        for note in figure["layout"]["annotations"]:
            assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", note["text"]), note["text"]
            assert all(sign.isprintable() or sign == "\u00a0" for sign in html.unescape(note["text"]))
    if name.startswith("$"):
        assert f"{name} " in [note["text"] for note in chart.figure["layout"]["annotations"]], "no colour"
    if "漢" not in name:  # the widths of those letters were not measured
        assert_fits(chart)
    sound(chart)


# -- the simulated cases -----------------------------------------------------------------------


def test_a_sample_with_all_its_columns_is_drawn_and_stays_light(sound) -> None:
    table = samples.load("prepaid")
    rows = models.feature_rows(table).iloc[:200]
    rng = np.random.default_rng(0)
    pushes = {name: rng.normal(size=200).tolist() for name in rows}
    roles = {column["name"]: column["role"] for column in samples.sheet("prepaid")["columns"]}
    chart = overview(explain(pushes), rows, table, "support vector machine", roles)
    sound(chart)
    assert_fits(chart)
    for figure in (chart.figure, chart.narrow):
        assert len(str(figure)) < 90_000
    assert set(chart.table["role"]) == {"real cause", "stand-in", "noise"}


def test_without_a_customer_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no customer"):
        overview([], TABLE.rows, TABLE, "tree")
