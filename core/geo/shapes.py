"""What a map is: shapes with facts, and a point inside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Shape:
    """One area or point of a map.

    facts   what the map says of it, as text: its properties, and "id"
    rings   (m, 2) closed outlines each, x to the right and y up, islands and holes alike: what lies inside
            an odd number of them belongs to the shape. Empty for a point
    middle  x and y of a point inside the shape, or of the point itself
    """

    facts: Mapping[str, str]
    rings: tuple[Floats, ...]
    middle: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Map:
    """Shapes in the order of the file.

    notes    sentences: what was repaired or set aside
    degrees  True where x and y are longitude and latitude, False where they are lengths
    """

    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()
    degrees: bool = True

    @property
    def middles(self) -> Floats:
        """(s, 2) the point inside every shape."""
        return np.array([shape.middle for shape in self.shapes], dtype=float).reshape(-1, 2)


def swapped(land: Map, note: str) -> Map:
    """The map with x and y exchanged, and the sentence that says so."""
    shapes = tuple(
        # Exchanging x and y turns an outline the other way round.
        replace(
            shape,
            rings=tuple(ring[::-1, ::-1].copy() for ring in shape.rings),
            middle=(shape.middle[1], shape.middle[0]),
        )
        for shape in land.shapes
    )
    return replace(land, shapes=shapes, notes=(*land.notes, note))


def around_the_date_line(x: Floats) -> Floats | None:
    """Longitudes with those in the west moved 360° to the east, where that makes a map less than half as
    wide; None where it does not, as on maps that do not cross the 180th meridian."""
    known = x[np.isfinite(x)]
    if not len(known) or np.ptp(known) <= 180:
        return None
    moved = np.where(x < 0, x + 360, x)
    return moved if np.ptp(moved[np.isfinite(x)]) < np.ptp(known) / 2 else None
