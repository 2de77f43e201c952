"""A map on a grid of whole numbers: small, in place, and without gaps between neighbours."""

from __future__ import annotations

import json
from importlib import import_module

import numpy as np
import pytest

from core.geo import Drawing, Map, drawing, read_map
from core.geo.lines import letters
from core.geo.thinning import kept
from core.samples import FOLDER
from tests.core.maps import area, box, collection, feature, inside, point, read, rings_of, sides


def text(drawn: Drawing) -> str:
    return json.dumps(drawn.plain(), separators=(",", ":"))


def bent(rng: np.random.Generator, start: np.ndarray, end: np.ndarray, halvings: int) -> np.ndarray:
    """A line from start to end, halved again and again, each middle pushed aside by chance."""
    line = np.array([start, end])
    for _ in range(halvings):
        along = np.diff(line, axis=0)
        aside = rng.uniform(-0.15, 0.15, (len(along), 1)) * along[:, ::-1] * (1, -1)
        line = np.insert(line, np.arange(1, len(line)), line[:-1] + along / 2 + aside, axis=0)
    return line


def country(size: int, halvings: int) -> Map:
    """A country of size x size fields with bent borders, which neighbours share."""
    rng = np.random.default_rng(3)
    corner = np.moveaxis(np.indices((size + 1, size + 1)), 0, -1) * 1.0
    right = {
        (x, y): bent(rng, corner[x, y], corner[x + 1, y], halvings)
        for x in range(size)
        for y in range(size + 1)
    }
    up = {
        (x, y): bent(rng, corner[x, y], corner[x, y + 1], halvings)
        for x in range(size + 1)
        for y in range(size)
    }
    fields = [
        np.concatenate([right[x, y], up[x + 1, y][1:], right[x, y + 1][-2::-1], up[x, y][-2::-1]])
        for x in range(size)
        for y in range(size)
    ]
    return read(collection(*[feature(area(ring.tolist())) for ring in fields]))


def shared(shapes: list[list[np.ndarray]]) -> int:
    return sum(len(owners) == 2 for owners in sides(shapes).values())


def test_two_squares_by_hand() -> None:
    # 4 wide and 2 high, so 2,500 to a unit; y runs down, and the closing step is left away.
    land = read(collection(feature(area(box(0, 0, 2))), feature(area(box(3, 1, 1)))))
    drawn = drawing(Map(land.shapes, (), degrees=False))
    assert drawn.box == (10_000, 5_000)
    assert drawn.shapes[0] == ([0, 5_000, 5_000, 0, 0, -5_000, -5_000, 0],)
    assert drawn.shapes[1] == ([7_500, 2_500, 2_500, 0, 0, -2_500, -2_500, 0],)
    assert drawn.middles.tolist() == [[2_500, 2_500], [8_750, 1_250]]
    assert drawn.drawn.tolist() == [0, 1]
    assert drawn.plain()["shapes"][1] == [[7_500, 2_500, 2_500, 0, 0, -2_500, -2_500, 0]]


def test_the_districts_keep_every_corner_and_every_shared_border_in_a_small_text() -> None:
    land = read_map((FOLDER / "districts.geojson").read_bytes(), "districts.geojson")
    drawn = drawing(land)
    assert len(text(drawn)) < 150_000
    assert drawn.notes == ()
    before = [list(shape.rings) for shape in land.shapes]
    after = [rings_of(shape) for shape in drawn.shapes]
    assert [len(rings[0]) for rings in after] == [len(rings[0]) for rings in before]
    pairs_before = sorted(map(sorted, (owners for owners in sides(before).values() if len(owners) == 2)))
    assert (
        sorted(map(sorted, (owners for owners in sides(after).values() if len(owners) == 2))) == pairs_before
    )
    assert all(inside(middle, rings) for middle, rings in zip(drawn.middles, after, strict=True))
    assert (drawn.middles >= 0).all() and (drawn.middles <= drawn.box).all()


@pytest.mark.parametrize("most", [9_000, 4_000])
def test_a_map_with_too_many_corners_is_simplified_without_gaps(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    land = country(5, 5)
    full = drawing(land)
    monkeypatch.setattr(import_module("core.geo.drawing"), "MOST_LETTERS", most)
    drawn = drawing(land)
    assert len(text(full)) > 9_000 >= most >= len(text(drawn)) > most / 3
    shapes = [rings_of(shape) for shape in drawn.shapes]
    assert all(shapes)
    # Inside the country every side has two owners; the others make up its outline and nothing else.
    outline: dict[tuple[float, float], int] = {}
    for ends, owners in sides(shapes).items():
        assert len(owners) <= 2
        for end in ends if len(owners) == 1 else ():
            outline[end] = outline.get(end, 0) + 1
    assert set(outline.values()) == {2}
    assert 20 <= len(outline) < 20 * 2**5
    assert shared(shapes) >= 40
    assert "chosen so that its borders keep their form" in drawn.notes[0]


def test_the_letters_are_counted_as_json_writes_them() -> None:
    numbers = np.array([0, -1, 9, 10, -10, 99, 100, 9_999, -10_000])
    assert letters(numbers) == len(json.dumps(numbers.tolist(), separators=(",", ":"))) - 1


def test_the_corner_that_matters_least_goes_first_and_meeting_points_stay() -> None:
    # A square with a bump of 1 x 2 / 2 = 1 on its lower side; the corner triangles are much larger.
    at = np.array([[0, 0], [9, 0], [10, 1], [11, 0], [20, 0], [20, 20], [0, 20]])
    ring = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [6, 0]])
    assert kept(at, ring, 0.5).all()
    # Without the tip of the bump its feet lie on a straight line, so that they go as well.
    assert kept(at, ring, 1.5).tolist() == [True, False, False, False, True, True, True]
    # Where a third side meets the tip, it stays.
    met = np.vstack([ring, [5, 2]])
    assert kept(at, met, 1.5)[2]


def test_of_two_corners_side_by_side_one_goes_and_the_other_is_measured_anew() -> None:
    # Each of (5, 1) and (15, 1) makes 10 x 1 / 2 = 5; once one is gone, the other makes 20 x 1 / 2 = 10.
    at = np.array([[0, 0], [5, 1], [15, 1], [20, 0], [20, 20], [0, 20]])
    ring = np.column_stack([np.arange(6), np.roll(np.arange(6), -1)])
    assert kept(at, ring, 7).tolist() == [True, False, True, True, True, True]
    assert kept(at, ring, 11).tolist() == [True, False, False, True, True, True]


def test_shapes_too_small_to_see_become_points_with_a_note() -> None:
    land = read(
        collection(feature(area(box(0, 0, 50))), feature(area(box(60, 0, 1e-4))), feature(point(1, 1)))
    )
    drawn = drawing(land)
    assert [len(rings) for rings in drawn.shapes] == [1, 0, 0]
    assert drawn.notes == ("1 shape is too small for an outline and is drawn as a point.",)


def test_five_thousand_shapes_stay_small_and_a_map_of_points_only_is_drawn() -> None:
    squares = [feature(area(box(place % 100, place // 100))) for place in range(5_000)]
    drawn = drawing(read(collection(*squares)))
    assert len(text(drawn)) < 600_000
    assert all(drawn.shapes)
    dots = drawing(read(collection(feature(point(0, 0)), feature(point(5, 0.5)))))
    assert dots.shapes == ((), ())
    assert dots.box[0] == 10_000


def test_a_hole_stays_a_hole() -> None:
    drawn = drawing(read(feature(area(box(0, 0, 10), box(4, 4, 2)[::-1]))))
    rings = rings_of(drawn.shapes[0])
    assert not inside((5_000, drawn.box[1] / 2), rings)
    assert inside(drawn.middles[0], rings)
