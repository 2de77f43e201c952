"""Whole numbers for the browser: a map, or the places of a table, on a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.geo.lines import Lines, letters, on_grid
from core.geo.places import Places
from core.geo.shapes import Floats, Ints, Map
from core.table._saying import many

WIDTH = 10_000
MOST_LETTERS = 590_000  # of a drawing as JSON
MOST_POINTS = 20_000
DOTS = 1_000  # dots on the screen along the longer side
FIRST = 0.04  # of a dot: the corners that go first where a map is too detailed
COARSEST = 1_250  # a grid that is made no coarser
NARROWEST = 10  # the shorter side is at least this part of the longer one


@dataclass(frozen=True, eq=False)
class Drawing:
    """A map, or places, on one grid of whole numbers: x to the right, y down.

    box      width and height of the grid
    shapes   per shape its rings; per ring [x, y, dx, dy, dx, dy, ...]: the first corner, then the step from
             corner to corner, without the step back to the first. Rings are filled by the even-odd rule; a
             shape without rings is a point at its middle
    middles  (s, 2) a point inside each shape
    drawn    (s,) which shape of the map, or row of the table, each one is, in rising order
    notes    sentences: what was left away so that the drawing stays small
    """

    box: tuple[int, int]
    shapes: tuple[tuple[list[int], ...], ...]
    middles: Ints
    drawn: Ints
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Box, shapes and middles as lists, ready to become JSON."""
        return {
            "box": list(self.box),
            "shapes": [list(rings) for rings in self.shapes],
            "middles": self.middles.tolist(),
        }


def drawing(what: Map | Places, width: int = WIDTH) -> Drawing:
    """A map or the places of a table on a grid whose longer side is `width`.

    Where coordinates are degrees, longitudes are narrowed by the cosine of the middle latitude, so that a
    square stays about square there (equirectangular projection). A map whose JSON text would pass
    MOST_LETTERS loses the corners and the outlines that matter least, and if that is not enough, its grid
    becomes coarser; shapes without an outline left become points. Of more than MOST_POINTS places an even
    part is drawn.
    """
    if isinstance(what, Map):
        return _map(what, width)
    there = np.flatnonzero(np.isfinite(what.xy).all(axis=1))
    shown = there
    notes: tuple[str, ...] = ()
    if len(there) > MOST_POINTS:
        shown = there[np.linspace(0, len(there) - 1, MOST_POINTS).round().astype(int)]
        notes = (f"The map shows {len(shown):,} of {many(len(there), 'row')}, evenly taken from the table.",)
    grid, box = _grid(what.xy[shown], what.degrees, width)
    return Drawing(box, ((),) * len(shown), grid, shown, notes)


def _map(land: Map, width: int) -> Drawing:
    box, middles, full, lines = _small_enough(land, width)
    notes = []
    if len(lines.node) < len(full.node):
        notes.append(
            f"The map has {many(len(full.node), 'corner')}; {len(lines.node):,} are drawn, chosen so that "
            "its borders keep their form."
        )
    shapes = _by_shape(lines, len(land.shapes))
    dots = sum(bool(shape.rings) and not drawn for shape, drawn in zip(land.shapes, shapes, strict=True))
    if dots:
        one = dots == 1
        notes.append(
            f"{many(dots, 'shape')} {'is' if one else 'are'} too small for an outline and "
            f"{'is' if one else 'are'} drawn as {'a point' if one else 'points'}."
        )
    return Drawing(box, shapes, middles, np.arange(len(shapes)), tuple(notes))


def _small_enough(land: Map, width: int) -> tuple[tuple[int, int], Ints, Lines, Lines]:
    """Box, middles, and the lines before and after those corners went that would make the drawing too long.

    First corners go that matter less than a dot on the screen, then the grid becomes coarser.
    """
    rings = [ring[:-1] for shape in land.shapes for ring in shape.rings]
    sizes = np.array([len(ring) for ring in rings], dtype=np.int64)
    owner = np.repeat(np.arange(len(land.shapes)), [len(shape.rings) for shape in land.shapes])
    every = np.concatenate([*rings, land.middles])
    while True:
        grid, box = _grid(every, land.degrees, width)
        middles = grid[sizes.sum() :]
        full = lines = on_grid(grid[: sizes.sum()], np.repeat(np.arange(len(sizes)), sizes), owner)
        room = MOST_LETTERS - letters(middles) - 5 * len(middles)
        dot = (width / DOTS) ** 2
        least = FIRST * dot
        while lines.letters > room and (least <= dot or width <= COARSEST):
            lines = lines.thinned(least)
            least *= 2
        if lines.letters <= room:
            return box, middles, full, lines
        width //= 2


def _grid(xy: Floats, degrees: bool, width: int) -> tuple[Ints, tuple[int, int]]:
    """(p, 2) the points on the grid, and its width and height."""
    if not len(xy):
        return np.zeros((0, 2), dtype=np.int64), (width, width)
    low, high = xy.min(axis=0), xy.max(axis=0)
    narrow = max(np.cos(np.radians((low[1] + high[1]) / 2)), 0.05) if degrees else 1.0
    span = (high - low) * (narrow, 1)
    scale = width / span.max() if span.max() > 0 else 1.0
    least = width // NARROWEST if span.max() > 0 else width
    box = np.maximum(np.round(span * scale).astype(np.int64), least)
    right = (xy[:, 0] - low[0]) * narrow
    down = high[1] - xy[:, 1]
    margin = (box - span * scale) / 2
    grid = np.round(np.column_stack([right, down]) * scale + margin).astype(np.int64)
    return np.clip(grid, 0, box), (int(box[0]), int(box[1]))


def _by_shape(lines: Lines, shapes: int) -> tuple[tuple[list[int], ...], ...]:
    found: list[list[list[int]]] = [[] for _ in range(shapes)]
    flat = lines.steps.reshape(-1).tolist()
    starts = 2 * np.searchsorted(lines.ring, np.arange(len(lines.owner) + 1))
    for number, owner in enumerate(lines.owner):
        found[owner].append(flat[starts[number] : starts[number + 1]])
    return tuple(tuple(rings) for rings in found)
