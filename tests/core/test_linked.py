"""Bars, picks and the board: the same rows as plain conditions on the table, and words that fit them."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import geo, linked, samples, segments
from core.geo import Drawing
from core.linked import GAP, Picks, bars, inside, patches
from core.linked.bars import MOST_BARS
from core.segments.grid import plain_table
from core.table import Column
from core.words import Noun

SHOP = Noun("shop", "shops")
cells = st.lists(
    st.one_of(st.floats(-1e9, 1e9), st.integers(0, 30).map(float), st.just(float("nan"))),
    min_size=1,
    max_size=80,
)


def number(name: str = "size", unit: str = "km") -> Column:
    return Column(name, name.capitalize(), "number", unit)


@settings(max_examples=60)
@given(cells)
def test_every_value_is_in_the_bar_whose_borders_hold_it(values: list[float]) -> None:
    found = bars(number(), pd.Series(values))
    ends = [-np.inf, *found.borders, np.inf]
    assert len(found) <= MOST_BARS + 2
    assert list(found.borders) == sorted(set(found.borders))
    for value, code in zip(values, found.codes.tolist(), strict=True):
        assert (code == GAP) == np.isnan(value)
        assert code == GAP or ends[code] <= value < ends[code + 1]


def test_few_values_have_a_bar_each_and_many_have_round_borders() -> None:
    few = bars(number(), pd.Series([3.0, 1.0, 1.0, 2.0, np.nan]))
    assert (few.low, few.high) == (("1", "2", "3"), ("1", "2", "3"))
    assert few.codes.tolist() == [2, 0, 0, 1, GAP]
    assert few.said(0, 1) == "1 to 2\u00a0km"
    many = bars(number(), pd.Series(np.linspace(0, 100, 500)))
    assert all(border % 10 == 0 for border in many.borders)  # a hundredth from either end, in tens
    assert many.said(0, 2) == f"below {many.high[2]}\u00a0km"
    assert many.said(1, 2) == f"{many.low[1]} to {many.high[2]}\u00a0km"
    assert many.said(2, len(many) - 1) == f"{many.low[2]}\u00a0km and more"


def test_where_a_few_are_large_the_borders_multiply() -> None:
    rng = np.random.default_rng(0)
    found = bars(number(), pd.Series(np.exp(rng.normal(4, 1.5, 2000))))
    steps = np.diff(np.log(found.borders))
    assert steps.max() < 0.8  # a factor below two, where even borders would begin with one of twenty
    assert np.bincount(found.codes).max() < 2000 / 4


def test_a_category_has_its_most_frequent_levels_and_the_rest_together() -> None:
    levels = [f"level {place}" for place in range(30) for _ in range(30 - place)] + [None]
    found = bars(Column("kind", "Kind", "category"), pd.Series(levels, dtype=object))
    assert found.low[0] == "level 0"
    assert found.low[-1] == "others"
    assert len(found) == 20
    assert found.codes[-1] == GAP
    assert (found.codes == 19).sum() == sum(range(1, 12))  # the eleven rarest, 11 + 10 + ... + 1 rows


def test_a_column_of_one_value_and_one_of_gaps_are_no_trouble() -> None:
    assert bars(number(), pd.Series([4.0, 4.0])).said(0, 0) == "4\u00a0km"
    empty = bars(number(), pd.Series([np.nan, np.nan]))
    assert set(empty.codes) == {GAP}
    assert len(empty) == 1


PLACE = st.integers(0, 10_000)
picks = st.builds(
    Picks,
    st.sets(st.integers(0, 9), max_size=4).map(lambda found: tuple(sorted(found))),
    st.dictionaries(st.integers(0, 14), st.tuples(st.integers(0, 9), st.integers(10, 19)), max_size=4).map(
        lambda found: dict(sorted(found.items()))
    ),
    st.one_of(st.just(()), st.lists(st.tuples(PLACE, PLACE), min_size=3, max_size=9).map(tuple)),
    st.sets(st.integers(0, 599), max_size=9).map(lambda found: tuple(sorted(found))),
)  # fmt: skip


@given(picks)
def test_a_spelling_says_what_was_picked(picked: Picks) -> None:
    assert Picks.read(str(picked)) == picked
    assert re.fullmatch(linked.SPELLING, str(picked))
    assert bool(picked) == bool(str(picked))


@pytest.mark.parametrize(
    "text", ["x1", "h1.5", "h1.5.2", "l1.2.3", "g", "<b>", "g0_", "h1.2.3.4", "g1234567"]
)
def test_nonsense_picks_nothing(text: str) -> None:
    assert not Picks.read(text)


def test_a_line_holds_what_it_goes_round_once() -> None:
    # A square from 0 to 10 with a bite out of its right side, down to x = 4 between y = 4 and y = 6.
    corners = ((0, 0), (10, 0), (10, 4), (4, 4), (4, 6), (10, 6), (10, 10), (0, 10))
    x, y = np.array([1, 8, 8, 3, 11, -1]), np.array([5, 2, 5, 5, 5, 5])
    assert inside(corners, x, y).tolist() == [True, True, False, True, False, False]


def shops(rows: int = 120) -> tuple[linked.Board, segments.Segmentation]:
    rng = np.random.default_rng(1)
    half = rows // 2
    frame = pd.DataFrame({
        "near": np.r_[rng.normal(0, 1, half), rng.normal(8, 1, half)],
        "large": np.r_[rng.normal(0, 1, half), rng.normal(8, 1, half)],
        "kind": rng.choice(["a", "b"], rows),
    })  # fmt: skip
    table = plain_table(frame)
    spots = np.column_stack(
        [np.r_[rng.integers(0, 40, half), rng.integers(60, 100, half)], rng.integers(0, 100, rows)]
    )
    drawing = Drawing((100, 100), ((),) * rows, spots, np.arange(rows))
    names = [f"Shop {row}" for row in range(rows)]
    columns = ["near", "large", "kind"]
    return linked.board(table, columns, columns, SHOP, names, drawing, np.arange(rows)), segments.segment(
        table, None, 2
    )


def test_picks_add_up_and_places_picked_in_two_ways_count_together() -> None:
    board, found = shops()
    line = Picks(around=((0, 0), (50, 0), (50, 100), (0, 100)))
    left = board.picked(line, found.labels)
    assert (left == (board.x < 50)).all()
    both = board.picked(Picks(around=line.around, rows=(100,)), found.labels)
    assert both.sum() == left.sum() + 1
    first = Picks(groups=(0,), ranges={2: (0, 0)}, around=line.around)
    wanted = (found.labels == 0) & (board.bars[2].codes == 0) & left
    assert (board.picked(first, found.labels) == wanted).all()
    odd = Picks((1, 7), {0: (2, 99), 1: (50, 60), 9: (0, 1)}, (), (3, 999))
    assert board.there(odd, 2) == Picks((1,), {0: (2, len(board.bars[0]) - 1)}, (), (3,))
    assert board.picked(Picks(), found.labels).all()


def test_what_is_sent_holds_everything_and_is_small() -> None:
    told = json.loads(shops()[0].sent)
    assert told["n"] == 120
    assert len(told["columns"]) == 3
    assert len(told["names"]) == 120
    assert told["map"]["shapes"] == []
    assert len(shops()[0].sent) < 8_000


def test_shapes_know_their_rows_and_a_row_without_one_is_nowhere() -> None:
    table = plain_table(pd.DataFrame({"a": [1.0, 2.0, 3.0] * 4, "b": [2.0, 1.0, 5.0] * 4}))
    ring = ([0, 0, 9, 0, 0, 9],)
    drawing = Drawing((10, 10), (ring, ring, ring), np.array([[1, 2], [3, 4], [5, 6]]), np.arange(3))
    board = linked.board(table, ["a"], ["a"], SHOP, [], drawing, np.array([2, -1, 2]))
    assert board.shapes.tolist() == [2, -1, 2]
    assert (board.x[2], board.y[2]) == (1, 2)  # the first of its two shapes
    assert (np.delete(board.x, 2) == -1).all()


def test_a_large_table_is_drawn_by_lot_and_its_rows_are_still_its_own() -> None:
    frame = pd.DataFrame({"a": np.arange(15_000.0), "b": np.arange(15_000.0) % 7})
    board = linked.board(plain_table(frame), ["a", "b"], ["a", "b"], SHOP, [])
    assert len(board.rows) == linked.MOST_SHOWN
    assert board.names == ()
    codes = bars(Column("b", "b", "number"), frame["b"]).codes
    assert (board.bars[1].codes == codes[board.rows]).all()


def test_words_say_how_many_what_is_different_and_which_group() -> None:
    board, found = shops()
    names = ["<b>Left</b>", "Right"]
    left = int(found.labels[0])

    def words(picked: Picks) -> str:
        return linked.picked_words(board, picked, board.picked(picked, found.labels), found, names)

    assert words(Picks()).startswith("All 120 shops are here.")
    one = words(Picks(groups=(left,)))
    assert one.startswith("60 of 120 shops")
    assert "lower near, lower large" in one
    assert "any other group" not in one
    placed = words(Picks(around=((0, 0), (50, 0), (50, 101), (0, 101))))
    assert "inside your line" in placed
    assert "All of them are in" in placed
    assert "lower near" not in words(Picks(ranges={0: (0, 3)}))  # picked by it, so it is no finding
    assert words(Picks(rows=(3,))).startswith("1 of 120 shops (Shop 3).")
    assert words(Picks(groups=(1 - left,), rows=(3,))).startswith("No shop is left")
    assert words(Picks(rows=(3, 100))).endswith("Most are in groups 1 and 2, 1 in each.")
    assert "3 of the 4 of them are in" in words(Picks(rows=(3, 4, 5, 100)))


def test_the_table_holds_the_picked_rows_and_their_groups() -> None:
    board, found = shops()
    picked = board.picked(Picks(groups=(0,)), found.labels)
    table = linked.picked_rows(board, picked, found, ["One", "Two"])
    assert list(table.columns) == ["shop", "group", "near", "large", "kind"]
    assert set(table["group"]) == {"1 One"}
    assert len(table) == 60


def test_groups_that_lie_together_are_told_from_groups_dealt_out() -> None:
    board, found = shops()
    near = patches(board.x, board.y, found.labels)
    assert near is not None
    assert near.together
    # Two groups of 60: another row of the same group is one of 59 among 119.
    assert near.chance == pytest.approx(59 / 119)
    dealt = patches(board.x, board.y, np.random.default_rng(0).permutation(found.labels))
    assert dealt is not None
    assert not dealt.together
    assert patches(np.full(9, -1), np.full(9, -1), np.zeros(9, int)) is None


def test_the_districts_lie_in_patches_and_their_map_is_small() -> None:
    path, table = samples.FOLDER / "districts.geojson", samples.load("districts")
    joined = geo.joined(geo.read_map(path.read_bytes(), path.name), table)
    columns = segments.usable(table)[0]
    names = table.rows["district"].tolist()
    board = linked.board(table, columns, columns, SHOP, names, geo.drawing(joined.map), joined.row)
    assert len(board.sent) < 200_000
    assert (board.x >= 0).all()
    groups = samples.groups("districts")["group 5"].to_numpy()
    near = patches(board.x, board.y, groups)
    assert near is not None
    assert near.together
