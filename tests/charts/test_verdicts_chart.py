"""The maps: borders that hold exactly the places they should, and labels that fit."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core import models
from core.charts.box.border import as_line, curves, stairs
from core.charts.box.ticks import ticks
from core.charts.box.verdicts import maps
from core.charts.chart import Chart
from core.table import Column, Table
from core.verdicts import Axis, Plane, plane
from core.words import MODEL_NAMES, capital
from pages.shared.picture import _with_places
from tests.charts.test_tree_chart import HOSTILE, LONG, said, wide_in_pixels

LAW = settings(max_examples=60, deadline=None)
LAPTOP, PHONE = 900, 340
PAIR = ("tree", "support vector machine")


def turns(x: float, y: float, line) -> int:
    """How often the closed lines run around a point (its winding number)."""
    number = 0
    points = list(zip(line["x"], line["y"], strict=True))
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 is None or x1 is None:
            continue
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        number += (y0 <= y < y1 and side > 0) - (y1 <= y < y0 and side < 0)
    return number


def filled(line, shape: tuple[int, int]) -> np.ndarray:
    """(tall, wide) how often the lines run around the middle of each cell."""
    return np.array([[turns(x + 0.5, y + 0.5, line) for x in range(shape[1])] for y in range(shape[0])])


def area(line) -> float:
    points = list(zip(line["x"], line["y"], strict=True))
    return sum(
        (x0 * y1 - x1 * y0) / 2
        for (x0, y0), (x1, y1) in pairwise(points)
        if x0 is not None and x1 is not None
    )


# -- borders -----------------------------------------------------------------------------------


def test_a_staircase_on_paper() -> None:
    # the lower row full, the upper one only on the left: an L of three cells, six corners
    (ring,) = stairs(np.array([[1, 1], [1, 0]], dtype=bool))
    assert ring[0] == ring[-1]
    assert set(ring) == {(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)}


GRID = st.tuples(st.integers(1, 7), st.integers(1, 7))


@LAW
@given(GRID.flatmap(lambda shape: arrays(bool, shape)))
def test_the_stairs_hold_exactly_the_cells_marked_holes_and_all(inside) -> None:
    line = as_line(stairs(inside))
    assert (filled(line, inside.shape) == inside).all()
    assert area(line) == inside.sum()


@LAW
@given(
    st.tuples(st.integers(2, 7), st.integers(2, 7)).flatmap(
        lambda shape: arrays(int, shape, elements=st.integers(1, 9))
    ),
    st.sampled_from([0.0, 0.35, 0.55, 1.0, float("inf")]),
)
def test_the_curves_hold_exactly_the_middles_of_the_cells_at_or_above_the_cut_off(tenths, cutoff) -> None:
    chance = tenths / 10
    line = as_line(curves(chance, cutoff))
    assert (filled(line, chance.shape) == (chance >= cutoff)).all()
    known = [value for value in (*line["x"], *line["y"]) if value is not None]
    assert all(0 <= value <= max(chance.shape) for value in known)


def test_a_chance_that_rises_evenly_has_a_straight_border_up_to_the_rim() -> None:
    # chance x / 10 in the middles 0.5, 1.5, ... of ten columns: 0.42 is reached at 4.2
    chance = np.tile((np.arange(10) + 0.5) / 10, (6, 1))
    (ring,) = curves(chance, 0.42)
    assert set(ring) == {(4.2, 0), (10, 0), (10, 6), (4.2, 6)}


def test_a_slanted_border_is_one_straight_line_up_to_the_rim() -> None:
    # middles lie at 0.5, 1.5, ...: chance (x + y - 1) / 40 is one half on x + y = 21
    rise, run = np.mgrid[0:20, 0:20]
    (ring,) = curves((run + rise) / 40, 0.5)
    assert set(ring) == {(20, 1), (20, 20), (1, 20)}
    # turned around it is one half on x + y = 19
    (ring,) = curves((38 - run - rise) / 40, 0.5)
    assert set(ring) == {(0, 0), (19, 0), (0, 19)}


def test_two_corners_across_belong_together_where_the_middle_does() -> None:
    # the middle of 0.9, 0.1, 0.1, 0.9 is 0.5
    corners = np.array([[0.9, 0.1], [0.1, 0.9]])
    for chance in (corners, corners[::-1]):
        assert len(curves(chance, 0.45)) == 1
        assert len(curves(chance, 0.55)) == 2


# -- figures along the sides -------------------------------------------------------------------


def number_side(low: float, high: float, steps: int = 48) -> Axis:
    return Axis(Column("fee", "Fee", "number"), np.linspace(low, high, steps))


@pytest.mark.parametrize(
    "low, high, texts",
    [
        (10, 142, ["50", "100"]),
        (0, 30, ["0", "10", "20", "30"]),
        (-16, 31, ["−10", "0", "10", "20", "30"]),
        (0.1, 0.32, ["0.10", "0.15", "0.20", "0.25", "0.30"]),
        (2e6, 9e6, ["2M", "4M", "6M", "8M"]),
    ],
)
def test_the_figures_are_round(low, high, texts) -> None:
    assert ticks(number_side(low, high), 280).texts == texts


@LAW
@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12), st.sampled_from([130, 280]), st.booleans())
def test_any_side_has_a_few_figures_that_stand_where_they_say(low, size, room, upright) -> None:
    side = number_side(low, low + size)
    if side.values[0] == side.values[-1]:
        return
    marks = ticks(side, room, upright)
    assert 1 <= len(marks.places) <= 7
    assert all(0 <= place <= 48 for place in marks.places)
    assert marks.places == sorted(marks.places)


# -- maps --------------------------------------------------------------------------------------


def a_plane(across: int | list[str] = 48, up: int | list[str] = 48, held: int | None = None, unit: str = "€",
            label: str = "Fee", other: str = "Calls") -> Plane:  # fmt: skip
    """A plane of numbers 0, 1, ... or of levels."""
    size = max(len(side) if isinstance(side, list) else side for side in (across, up)) * 4

    def cells(side: int | list[str]) -> Any:
        if isinstance(side, list):
            return pd.Series((side * size)[:size], dtype=object)
        return pd.Series(np.arange(size) % side, dtype=float)

    rows = pd.DataFrame({"fee": cells(across), "calls": cells(up), "left": ["yes", "no"] * (size // 2)})
    kinds = ["category" if isinstance(side, list) else "number" for side in (across, up)]
    columns = (
        Column("fee", label, kinds[0], unit),
        Column("calls", other, kinds[1]),
        Column("left", "Left", "category"),
    )
    return plane(Table(rows, columns, "left", "yes"), "fee", "calls", held)


def waves(shape: tuple[int, int], seed: int) -> np.ndarray:
    up, across = np.mgrid[0 : shape[0], 0 : shape[1]]
    return 0.5 + 0.4 * np.sin(across / (3 + seed) + seed) * np.cos(up / (4 + seed))


def a_chart(on: Plane, names=models.NAMES, cutoff: float = 0.5, pair=PAIR) -> Chart:
    chances = {name: waves(on.shape, seed) for seed, name in enumerate(names)}
    return maps(on, chances, dict.fromkeys(names, cutoff), pair)


def regions(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace.get("fill") == "toself"]


def plain(part: str) -> str:
    return re.sub(r"</?b>", "", part).replace("<br>", " ").replace("\u00a0", " ")


def gap_over(shape: dict[str, Any], start: float, top: float, tall: float) -> float:
    """Pixels free over a map, up to the figures under the map above it."""
    above = [
        side
        for name, side in shape.items()
        if name.startswith("yaxis")
        and side["domain"][0] > top
        and shape[side["anchor"].replace("x", "xaxis")]["domain"][0] == start
    ]
    if not above:
        return shape["margin"]["t"] - 24
    nearest = min(above, key=lambda side: side["domain"][0])
    across = shape[nearest["anchor"].replace("x", "xaxis")]
    told = shape["margin"]["b"] - 30 if across["showticklabels"] else 0
    return (nearest["domain"][0] - top) * tall - told


def assert_labels_fit(chart: Chart) -> None:
    """Names stay over their maps, figures beside them; nothing leaves the picture."""
    for figure, width in ((chart.figure, LAPTOP), (chart.narrow, PHONE)):
        shape = figure["layout"]
        margin = shape["margin"]
        inner = width - margin["l"] - margin["r"]
        tall = shape["height"] - margin["t"] - margin["b"]
        assert tall > 100
        for note in shape["annotations"]:
            size = note["font"]["size"]
            assert size >= 14
            wide = max(wide_in_pixels(line, size) for line in note["text"].split("<br>"))
            if note["xref"] == "paper":
                assert 0 < margin["l"] + note["xshift"] < margin["l"] + note["xshift"] + wide <= width
                continue
            low, high = shape[note["xref"].split()[0].replace("x", "xaxis")]["domain"]
            assert wide <= (high - low) * inner + 12, note["text"]
            top = shape[note["yref"].split()[0].replace("y", "yaxis")]["domain"][1]
            assert 18 * (1 + note["text"].count("<br>")) <= gap_over(shape, low, top, tall), note["text"]
        for name, side in shape.items():
            if name.startswith("yaxis") and side["showticklabels"]:
                assert max(wide_in_pixels(text, 14) for text in side["ticktext"]) <= margin["l"]
                assert (side["domain"][1] - side["domain"][0]) * tall >= 15 * len(side["ticktext"])
            if name.startswith("xaxis") and side["showticklabels"]:
                room = (side["domain"][1] - side["domain"][0]) * inner
                cell = room / side["range"][1]
                if side["tickangle"]:
                    assert cell >= 15
                    assert max(wide_in_pixels(text, 14) for text in side["ticktext"]) + 20 <= margin["b"]
                else:
                    ends = [
                        (
                            cell * place - wide_in_pixels(text, 14) / 2,
                            cell * place + wide_in_pixels(text, 14) / 2,
                        )
                        for place, text in zip(side["tickvals"], side["ticktext"], strict=True)
                    ]
                    assert all(one[1] < other[0] for one, other in pairwise(ends))


@pytest.mark.parametrize("number", range(1, 7))
def test_there_is_a_map_per_model_the_pair_first(sound, number) -> None:
    names = models.NAMES[:number]
    chart = a_chart(a_plane(), names[::-1])
    sound(chart)
    assert_labels_fit(chart)
    assert len(regions(chart.figure)) == number
    headings = [plain(note["text"]) for note in chart.figure["layout"]["annotations"]][:number]
    others = [name for name in names if name not in PAIR]
    expected = [*(name for name in PAIR if name in names), *others]
    assert headings == [f"{capital(MODEL_NAMES[name])}, from 50 %" for name in expected]
    assert chart.table["model"].tolist()[0] == "tree"
    assert len(chart.table) == number


def test_the_pair_stands_out_by_its_bold_names() -> None:
    notes = a_chart(a_plane()).figure["layout"]["annotations"]
    assert [note["text"].startswith("<b>") for note in notes[:6]] == [True, True, False, False, False, False]


def test_a_map_is_filled_where_its_model_contacts() -> None:
    on = a_plane()
    chart = a_chart(on)
    order = [0, 4, 1, 2, 3, 5]  # the pair first
    for seed, trace in zip(order, regions(chart.figure), strict=True):
        assert (filled(trace, on.shape) == (waves(on.shape, seed) >= 0.5)).mean() > 0.999
    stairs_of, curve = regions(chart.figure)[3], regions(chart.figure)[1]
    steps = [(a, b) for a, b in pairwise(stairs_of["x"]) if None not in (a, b)]
    assert all(float(x).is_integer() for x in stairs_of["x"] if x is not None)
    assert sum(a == b for a, b in steps) >= len(steps) // 2 - 2, "every second edge is upright"
    assert any(x is not None and not float(2 * x).is_integer() for x in curve["x"]), "no staircase"


def test_categories_and_a_few_whole_numbers_are_drawn_as_blocks() -> None:
    for on in (a_plane(["a", "b", "c"]), a_plane(up=6)):
        for trace in regions(a_chart(on).figure):
            assert all(float(x).is_integer() for x in trace["x"] if x is not None)


def test_both_widths_draw_the_same_traces_and_stay_light() -> None:
    rng = np.random.default_rng(0)
    on = a_plane()
    # frayed staircases for the tree-like ones: noise along the border
    chances = {
        name: np.clip(waves(on.shape, seed) + rng.normal(0, 0.05, on.shape), 0.01, 0.99)
        for seed, name in enumerate(models.NAMES)
    }
    chart = maps(on, chances, dict.fromkeys(chances, 0.7), PAIR)
    sent = {"figure": chart.figure, "narrow": _with_places(chart)}
    assert all(isinstance(place, int) for place in sent["narrow"]["data"])
    assert len(json.dumps(sent, separators=(",", ":"))) < 60_000


def test_the_held_customer_is_marked_where_it_lies() -> None:
    on = a_plane(["a", "b", "c"], 48, held=5)
    figure = a_chart(on, PAIR).figure
    marks = [trace for trace in figure["data"] if trace.get("name") == "this customer" and trace["x"][0]]
    # customer 5 has level c, third along (2.5), and 5 calls, the sixth step (5.5)
    assert [(trace["x"], trace["y"]) for trace in marks] == [([2.5], [5.5])] * 2
    assert marks[0]["marker"]["symbol"] == "diamond"
    assert any(trace.get("name") == "typical customer" for trace in a_chart(a_plane()).figure["data"])


def test_a_customer_beyond_the_edge_is_said_and_not_marked() -> None:
    rows = pd.DataFrame({"fee": [*range(200), 9_999.0], "calls": range(201), "left": ["yes", *["no"] * 200]})
    rows[["fee", "calls"]] = rows[["fee", "calls"]].astype(float)
    columns = (
        Column("fee", "Fee", "number"), Column("calls", "Calls", "number"), Column("left", "Left", "category")
    )  # fmt: skip
    table = Table(rows, columns, "left", "yes")
    chart = a_chart(plane(table, "fee", "calls", held=200))
    assert said(chart).endswith(" This customer lies beyond the edge of the map.")
    assert not [trace for trace in chart.figure["data"] if trace.get("name") == "this customer"]
    assert "beyond" not in a_chart(plane(table, "fee", "calls", held=100)).words


def two(first, second, cutoff: float = 0.5, names=("tree", "boosting")) -> str:
    on = a_plane(["a", "b"], ["x", "y"])
    chances = dict(zip(names, (np.array(first), np.array(second)), strict=True))
    return said(maps(on, chances, dict.fromkeys(names, cutoff), names))


def test_the_words_say_how_much_of_the_map_each_contacts_and_where_they_agree() -> None:
    # of four cells the tree contacts 3, boosting 1 of these: they agree on 2
    assert two([[0.9, 0.5], [0.6, 0.1]], [[0.9, 0.1], [0.1, 0.1]]) == (
        "On this map, the tree and boosting agree on 50 % of the area. The tree says “contact” on 75 %, "
        "boosting on 25 %."
    )
    assert two([[0.9, 0.9], [0.9, 0.9]], [[0.1, 0.1], [0.1, 0.1]]) == (
        "On this map, the tree and boosting agree nowhere. The tree says “contact” everywhere, boosting "
        "nowhere."
    )
    same = [[0.9, 0.1], [0.1, 0.1]]
    assert two(same, same) == (
        "On this map, the tree and boosting agree everywhere: both say “contact” on 25 % of the area."
    )
    assert two(same, same, cutoff=float("inf")).endswith("both say “leave alone” everywhere.")
    assert two(same, same, cutoff=0).endswith("both say “contact” everywhere.")


def test_where_one_of_the_pair_is_still_missing_the_words_are_about_those_that_are_there() -> None:
    on = a_plane(["a", "b"], ["x", "y"])
    quarter = np.array([[0.9, 0.1], [0.1, 0.1]])
    for model, name in (("tree", "the tree"), ("forest", "the forest")):
        chart = maps(on, {model: quarter}, {model: 0.5}, PAIR)
        assert said(chart) == f"On this map, {name} says “contact” on 25 % of the area."
    one = maps(on, {"tree": quarter}, {"tree": 0.5}, ("tree", "tree"))
    assert said(one) == "On this map, the tree says “contact” on 25 % of the area."


def test_the_table_behind_the_maps_has_the_shares() -> None:
    on = a_plane(["a", "b"], ["x", "y"])
    chances = {"tree": np.array([[0.9, 0.5], [0.6, 0.1]]), "boosting": np.array([[0.9, 0.1], [0.1, 0.1]])}
    told = maps(on, chances, {"tree": 0.5, "boosting": float("inf")}, ("tree", "boosting")).table
    assert told["contacts from a chance of"].tolist() == [0.5, 1.0]
    assert told["share of the map contacted"].tolist() == [0.75, 0]
    assert told["share with the same verdict as the tree"].tolist() == [1, 0.25]


def test_a_model_that_contacts_nobody_says_so_over_its_empty_map(sound) -> None:
    chart = a_chart(a_plane(), ("tree", "neural network"), cutoff=float("inf"))
    sound(chart)
    assert regions(chart.figure)[1]["x"] == []
    assert "Neural network, contacts nobody" in [
        plain(note["text"]) for note in chart.figure["layout"]["annotations"]
    ]


LEVELS = [f"{name} of the level" for name in "abcdefghijkl"]


@pytest.mark.parametrize("across", [48, 2, ["a", "b"], LEVELS], ids=["steps", "two", "levels", "many"])
@pytest.mark.parametrize("up", [48, 3, ["a", "b"], LEVELS], ids=["steps", "three", "levels", "many"])
@pytest.mark.parametrize("number", [1, 4, 6])
def test_labels_fit_on_a_laptop_and_on_a_phone(sound, across, up, number) -> None:
    chart = a_chart(a_plane(across, up, label=LONG, other=LONG, unit="customers"), models.NAMES[:number])
    sound(chart)
    assert_labels_fit(chart)


@pytest.mark.parametrize("name", HOSTILE)
def test_gaps_and_hostile_texts_stay_text(sound, name) -> None:
    on = a_plane([name, "=SUM(A1)", models.MISSING], ["**a**", "<i>b"], label=name, unit="<b>x</b>")
    chart = a_chart(on)
    sound(chart)
    assert_labels_fit(chart)
    for figure in (chart.figure, chart.narrow):
        shape = figure["layout"]
        titles = [note["text"] for note in shape["annotations"] if note["xref"] == "paper"]
        shown = titles + [text for axis, side in shape.items() if "axis" in axis for text in side["ticktext"]]
        for text in shown:
            assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text), text
            assert all(sign.isprintable() for sign in text)
        assert models.MISSING in shape["xaxis"]["ticktext"]


@LAW
@given(
    st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
        lambda shape: st.lists(arrays(float, shape, elements=st.floats(0.01, 0.99)), min_size=1, max_size=6)
    ),
    st.floats(0, 1),
)
def test_any_chances_can_be_drawn(sound, grids, cutoff) -> None:
    tall, wide = grids[0].shape
    chances = dict(zip(models.NAMES, grids, strict=False))
    chart = maps(a_plane(wide, tall), chances, dict.fromkeys(chances, cutoff), PAIR)
    sound(chart)
    shares = chart.table["share of the map contacted"]
    assert ((shares >= 0) & (shares <= 1)).all()
