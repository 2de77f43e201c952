"""Small maps and tables of places for the tests of maps."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from core.geo import Map, read_map
from core.table import Column, Table

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def feature(geometry: Any, **facts: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": facts, "geometry": geometry}


def area(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def point(x: object, y: object) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def box(x: float, y: float, size: float = 1.0) -> list[list[float]]:
    """A closed square, counterclockwise from its lower left corner."""
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def collection(*features: object) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def read(document: object) -> Map:
    return read_map(json.dumps(document).encode(), "map.geojson")


def named(names: Sequence[object], fact: str = "name") -> Map:
    """A map of squares in a row with one fact each."""
    squares = [feature(area(box(2 * place, 0)), **{fact: name}) for place, name in enumerate(names)]
    return read(collection(*squares))


def table(**columns: Sequence[object]) -> Table:
    """A table past the door: numbers as float64, texts as they are; the kinds are plain."""
    rows = pd.DataFrame({name: pd.Series(list(cells)) for name, cells in columns.items()})
    numbers = {name for name in columns if rows[name].dtype.kind in "fiu"}
    rows = rows.astype({name: float for name in numbers})
    kinds = tuple(Column(name, name, "number" if name in numbers else "id") for name in columns)
    return Table(rows, kinds)


def inside(xy: Sequence[float], rings: Sequence[np.ndarray]) -> bool:
    """Whether a point lies inside an odd number of rings, by counting the sides to its right."""
    x, y = xy
    met = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 <= y) != (y1 <= y):
                met += x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x
    return met % 2 == 1


def rings_of(shape: Sequence[Sequence[int]]) -> list[np.ndarray]:
    """The closed rings of a drawn shape, its steps added up."""
    corners = [np.cumsum(np.array(ring).reshape(-1, 2), axis=0) for ring in shape]
    return [np.concatenate([ring, ring[:1]]) for ring in corners]


def sides(shapes: Sequence[Sequence[np.ndarray]]) -> Mapping[frozenset[tuple[float, float]], set[int]]:
    """Which shapes have each side, whichever way it runs."""
    found: dict[frozenset[tuple[float, float]], set[int]] = {}
    for number, rings in enumerate(shapes):
        for ring in rings:
            corners = [tuple(corner) for corner in ring.tolist()]
            for start, end in pairwise(corners):
                found.setdefault(frozenset((start, end)), set()).add(number)
    return found
