"""The picture of a ranking made again and again: ranges are right, words agree with them, nothing meets."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models
from core.charts.chart import Chart
from core.charts.why.moved import moved
from core.charts.why.moved_told import reach
from tests.charts.test_rankings_chart import (
    HOSTILE,
    LEAST,
    LONG,
    a_table,
    assert_fits,
    assert_text_stayed_text,
    boxes,
    pixel,
    said,
)

LAW = settings(max_examples=25, deadline=None)
LABELS = ("Silence", "Rival", "Speed", "Plan")
TABLE = a_table(*LABELS)


def refits(*rows: tuple[float, ...]) -> pd.DataFrame:
    """A row per refit, the average pushes of the columns c0, c1, ..."""
    return pd.DataFrame(rows, columns=[f"c{at}" for at in range(len(rows[0]))], dtype=float)


def drawn(*rows: tuple[float, ...], wanted: int | None = None, model: str = "boosting") -> Chart:
    return moved(refits(*rows), TABLE, model, len(rows) if wanted is None else wanted)


def words(*rows: tuple[float, ...], wanted: int | None = None, model: str = "boosting") -> str:
    return said(drawn(*rows, wanted=wanted, model=model))


FIRM = (9, 5, 3, 1)
USES = "even a steady place says what the model uses, not what to act on."
START = "Fitted 4 times on customers drawn anew, boosting "


def test_three_refits_on_paper(sound) -> None:
    # places: silence 1 1 1; rival 2 3 4; speed 3 2 2; plan 4 4 3
    chart = drawn((9, 5, 3, 1), (9, 3, 5, 1), (9, 1, 5, 3), model="support vector machine")
    sound(chart)
    assert_fits(chart)
    assert said(chart) == (
        "Fitted 3 times on customers drawn anew, the support vector machine always looks most at “Silence”; "
        "“Rival” comes anywhere from 2nd to 4th."
    )
    assert chart.caution == (
        f"From 2nd place on, the order depends on who happens to be in the table. And {USES}"
    )
    told = chart.table
    assert told["column"].tolist() == ["Silence", "Speed", "Rival", "Plan"], "by the middle place"
    assert told["best place"].tolist() == [1, 2, 2, 3]
    assert told["middle place"].tolist() == [1, 2, 3, 4]
    assert told["worst place"].tolist() == [1, 3, 4, 4]
    # rival: (5 + 3 + 1) / 3 of one, as points of chance
    assert told["average push, points of chance"].tolist()[2] == pytest.approx(300)


def test_lines_dots_and_strokes_stand_at_the_places() -> None:
    chart = drawn((9, 5, 3, 1), (9, 3, 5, 1), (9, 3, 5, 1))
    for figure in (chart.figure, chart.narrow):
        lines, dots, strokes = figure["data"]
        # by middle place: silence 1, speed 2 (3, 2, 2), rival 3 (2, 3, 3), plan 4
        assert [x for x in lines["x"] if x is not None] == [1, 1, 2, 3, 2, 3, 4, 4]
        assert strokes["x"] == [1, 2, 3, 4]
        sizes = dict(zip(zip(dots["x"], dots["y"], strict=True), dots["marker"]["size"], strict=True))
        second = strokes["y"][1]
        assert sizes[2, second] > sizes[3, second], "twice of three is more often than once"


def test_a_column_not_looked_at_has_its_own_mark_beyond_the_last_place(sound) -> None:
    chart = drawn((9, 5, 3, 0), (9, 5, 0, 0), (9, 5, 3, 0))
    sound(chart)
    _, dots, _ = chart.figure["data"]
    open_ones = [x for x, symbol in zip(dots["x"], dots["marker"]["symbol"], strict=True) if "open" in symbol]
    assert open_ones == [4]
    assert chart.figure["layout"]["xaxis"]["ticktext"][-1] == "not at all"
    notes = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert "Plan" not in notes, "a column no refit looks at is only counted"
    assert notes[-1].endswith("1 other column is not drawn.")
    assert said(chart).endswith("“Speed” comes 3rd or not at all.")
    assert chart.table["of them not looked at"].tolist() == [0, 0, 1, 3]
    # silence falls out once, from 1st to none of the four places; the others move up by one
    assert words(FIRM, (0, 5, 3, 1), FIRM).endswith("“Silence” comes 1st or not at all.")


def test_one_refit_alone_is_no_comparison(sound) -> None:
    chart = drawn(FIRM, wanted=10, model="tree")
    sound(chart)
    assert said(chart) == (
        "Fitted once so far on customers drawn anew, the tree looks most at “Silence”. One fit alone is no "
        "comparison."
    )
    assert chart.caution == "One fit cannot show how far the ranking moves."
    assert words(FIRM, wanted=1).startswith("Fitted once on customers")


def test_refits_on_their_way_are_counted() -> None:
    assert words(FIRM, FIRM, wanted=10).startswith("Fitted 2 of 10 times so far on customers drawn anew, ")
    assert words(FIRM, FIRM).startswith("Fitted twice on customers drawn anew, ")


def test_a_ranking_that_keeps_still_is_not_called_true() -> None:
    chart = drawn(*[FIRM] * 4)
    assert said(chart) == f"{START}always looks most at “Silence”; no column changes its place."
    assert chart.caution == f"E{USES[1:]}"


def test_changing_first_places_are_counted() -> None:
    other, third, last = (5, 9, 3, 1), (5, 3, 9, 1), (5, 3, 1, 9)
    assert words(FIRM, FIRM, FIRM, other) == (
        f"{START}looks most at “Silence” 3 times and at “Rival” once; “Silence” comes 1st or 2nd."
    )
    assert f"{START}puts three different columns first, “Silence” most often (twice); " in words(
        FIRM, FIRM, other, third
    )
    assert f"{START}puts four different columns first; " in words(FIRM, other, third, last)
    assert drawn(FIRM, other).caution == (
        f"Even the first place depends on who happens to be in the table. And {USES}"
    )


def test_only_columns_near_the_top_are_named_as_movers() -> None:
    labels = [f"Column {at}" for at in range(1, 8)]
    frame = refits((9, 8, 7, 6, 5, 2, 1), (9, 8, 7, 6, 5, 1, 2))
    chart = moved(frame, a_table(*labels), "forest", 2)
    assert said(chart).endswith("“Column 1”; the first five columns keep their places.")
    assert chart.caution.startswith("From 6th place on, the order depends on who")


def test_a_model_that_looks_at_nothing(sound) -> None:
    nothing = (0, 0, 0, 0)
    chart = drawn(nothing, nothing)
    sound(chart)
    assert said(chart) == (
        "Fitted twice on customers drawn anew, boosting looks at no column each time: it gives everybody the "
        "same chance."
    )
    assert words(nothing, wanted=5).endswith(
        "looks at no column: it gives everybody the same chance. One fit alone is no comparison."
    )
    assert words(nothing, FIRM, FIRM, FIRM).endswith("In one of the fits it looks at no column.")


def test_one_column_has_no_place_to_move_to() -> None:
    assert said(moved(refits((1,), (2,)), a_table("Silence"), "tree", 2)) == (
        "Fitted twice on customers drawn anew, the tree always looks most at “Silence”."
    )


@pytest.mark.parametrize(
    ("places", "told"),
    [((1, 3, 2), "1st to 3rd"), ((2, 2), "2nd"), ((2, None), "2nd to not at all"), ((None,), "not at all"),
     ((21, 111), "21st to 111th")],
)  # fmt: skip
def test_how_a_range_of_places_is_said(places, told) -> None:
    assert reach(places) == told


@LAW
@given(
    st.tuples(st.integers(1, 12), st.integers(1, 20)).flatmap(
        lambda size: st.lists(
            st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.5]), min_size=size[0], max_size=size[0]),
            min_size=size[1],
            max_size=size[1],
        )
    ),
    st.sampled_from(models.NAMES),
)
def test_any_refits_can_be_drawn_and_ranges_hold_their_middle(sound, rows, model) -> None:
    table = a_table(*(f"Column {at}" for at in range(len(rows[0]))))
    chart = moved(refits(*rows), table, model, 20)
    sound(chart)
    assert_fits(chart)
    known = chart.table.dropna()
    assert (known["best place"] <= known["middle place"]).all()
    assert (known["middle place"] <= known["worst place"]).all()
    middles = chart.table["middle place"].fillna(99).tolist()
    assert middles == sorted(middles)


def assert_signs_stand_clear(chart: Chart) -> None:
    """No dot stands on a text, and no two figures of the axis meet."""
    for figure, wide in ((chart.figure, True), (chart.narrow, False)):
        width = LEAST[wide]
        texts = boxes(figure, width)
        _, dots, _ = figure["data"]
        for x, y, size in zip(dots["x"], dots["y"], dots["marker"]["size"], strict=True):
            across, up = pixel(figure, "xaxis", x, width), pixel(figure, "yaxis", y, width)
            half = size / 2
            assert across - half >= 0
            assert across + half <= width - 16 + 2
            for text, (left, right, bottom, top) in texts.items():
                beside = right <= across - half or across + half <= left
                assert beside or top <= up - half + 1 or up + half - 1 <= bottom, text
        shape = figure["layout"]["xaxis"]
        ticks = [
            (pixel(figure, "xaxis", at, width), 6.6 * len(text) / 2)
            for at, text in zip(shape["tickvals"], shape["ticktext"], strict=True)
        ]
        for (one, half), (other, more) in pairwise(ticks):
            assert one + half + 2 <= other - more
        assert ticks[-1][0] + ticks[-1][1] <= width - 8


@pytest.mark.parametrize("columns", [1, 2, 3, 5, 8, 9, 13, 15, 16, 19, 40, 100, 500])
@pytest.mark.parametrize("gap", [False, True])
def test_the_axis_is_readable_for_any_number_of_columns(sound, columns, gap) -> None:
    rising = tuple(range(1, columns + 1))
    falling = (0, *rising[:0:-1]) if gap else rising[::-1]
    chart = moved(refits(rising, falling, rising), a_table(*[LONG] * columns), "tree", 3)
    sound(chart)
    assert_fits(chart)
    assert_signs_stand_clear(chart)


@pytest.mark.parametrize("name", [*HOSTILE, "W" * 60])
def test_hostile_names_stay_text_and_in_their_place(sound, name) -> None:
    chart = moved(refits(FIRM, (0, 1, 2, 0)), a_table(*[name] * 4), "forest", 2)
    sound(chart)
    assert_fits(chart)
    assert_text_stayed_text(chart)


def test_no_refit_is_refused() -> None:
    with pytest.raises(ValueError, match="no refit"):
        moved(refits(FIRM).iloc[:0], TABLE, "tree", 10)
