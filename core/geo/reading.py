"""read_map(): from bytes to a Map."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

import numpy as np

from core.geo.features import EMPTY, features, held, set_aside
from core.geo.middles import middles
from core.geo.opening import BRING, opened
from core.geo.rings import FURTHEST, Outlines, cleaned
from core.geo.shapes import Floats, Map, Shape, around_the_date_line
from core.table._saying import TableProblem, said

SWAPPED = "The map gave latitude before longitude; the two were exchanged."
METRES = "The map's coordinates are metres, not degrees, so it is drawn as it is."
DATE_LINE = "The map crosses the line in the Pacific where the date changes; it was put together there."


def read_map(data: bytes, name: str) -> Map:
    """Read a map in GeoJSON (RFC 7946, 2016), or raise TableProblem.

    data  the whole file, up to 20 MB and 20,000 shapes: a collection of features, one feature, or bare
          geometries. Areas and points become shapes, lines are set aside with a note
    name  the name of the file, for sentences

    Every other failure, of memory too, becomes a TableProblem.
    """
    try:
        return _read(data, said(re.split(r"[/\\]", name)[-1]) or "your map")
    except TableProblem:
        raise
    except MemoryError as error:
        raise TableProblem(
            "The map is too large for this computer. Simplify it with a map program, or at mapshaper.org, "
            "and bring the smaller file."
        ) from error
    except Exception as error:
        raise TableProblem(f"The file could not be read as a map. {BRING}") from error


def _read(data: bytes, name: str) -> Map:
    document, notes = opened(data)
    found = features(document)
    if not found.facts and not found.aside:
        raise TableProblem(f"“{name}” holds no shapes. Export the map with its shapes and bring it again.")
    sizes = np.array([len(ring) for ring in found.rings], dtype=np.int64)
    outlines = Outlines(
        _positions(list(chain.from_iterable(found.rings))),
        np.repeat(np.arange(len(sizes)), sizes),
        np.array(found.owner, dtype=np.int64),
        np.array(found.hole, dtype=bool),
    )
    alone = [_positions(points) for points in found.points]
    everything = np.concatenate([outlines.points, *alone])
    placed, repairs, degrees = _placed(everything)
    outlines = Outlines(placed[: len(outlines.points)], outlines.ring, outlines.owner, outlines.hole)
    bounds = len(outlines.points) + np.cumsum([len(points) for points in alone], dtype=np.int64)
    alone = np.split(placed[len(outlines.points) :], bounds[:-1] - len(outlines.points)) if alone else []
    outlines, more = cleaned(outlines)
    inside = middles(outlines, len(found.facts))
    for shape in np.flatnonzero(np.isnan(inside[:, 0])):
        inside[shape] = _one_of(alone[shape])
    usable = ~np.isnan(inside[:, 0])
    found.aside[EMPTY] += int((~usable).sum())
    if not usable.any():
        raise TableProblem(
            f"“{name}” holds no area and no point that can be drawn{held(found.aside)}. Bring a map of "
            "areas, such as districts or countries, in GeoJSON."
        )
    rings = _by_shape(outlines, len(found.facts))
    shapes = tuple(
        Shape(found.facts[i], rings[i], (float(inside[i, 0]), float(inside[i, 1])))
        for i in np.flatnonzero(usable)
    )
    return Map(shapes, (*notes, *repairs, *more, *set_aside(found.aside)), degrees)


def _positions(points: list[Any]) -> Floats:
    """(p, 2) x and y; NaN for what is no pair of numbers. Heights are left away."""
    try:
        found = np.array([point[:2] for point in points], dtype=float)
        if found.ndim == 2 and found.shape[1] == 2:
            return found
    except (TypeError, ValueError, OverflowError, LookupError):
        pass
    return np.array([_position(point) for point in points], dtype=float).reshape(-1, 2)


def _position(point: Any) -> tuple[float, float]:
    try:
        return float(point[0]), float(point[1])
    except (TypeError, ValueError, OverflowError, LookupError):
        return np.nan, np.nan


def _placed(points: Floats) -> tuple[Floats, list[str], bool]:
    """The points with x to the right, what was done for that, and whether they are degrees."""
    known = points[(np.abs(points) < FURTHEST).all(axis=1)]
    x, y = np.abs(known).max(axis=0) if len(known) else (0.0, 0.0)
    notes = []
    if x <= 90 < y <= 180:
        points, x, y = points[:, ::-1].copy(), y, x
        notes.append(SWAPPED)
    if x > 360 or y > 90:
        return points, [*notes, METRES], False
    moved = around_the_date_line(points[:, 0])
    if moved is not None:
        points = np.column_stack([moved, points[:, 1]])
        notes.append(DATE_LINE)
    return points, notes, True


def _one_of(points: Floats) -> Floats:
    """Of several points of a shape the one nearest to their average; NaN if there is none."""
    points = points[(np.abs(points) < FURTHEST).all(axis=1)]
    if not len(points):
        return np.full(2, np.nan)
    return points[np.argmin(((points - points.mean(axis=0)) ** 2).sum(axis=1))]


def _by_shape(outlines: Outlines, shapes: int) -> list[tuple[Floats, ...]]:
    """Closed rings (m, 2) of every shape."""
    starts, ends = outlines.starts, outlines.ends
    order = np.insert(np.arange(len(outlines.points)), ends, starts)
    cuts = ends + np.arange(1, len(ends) + 1)
    found: list[list[Floats]] = [[] for _ in range(shapes)]
    for owner, ring in zip(outlines.owner, np.split(outlines.points[order], cuts[:-1]), strict=False):
        found[owner].append(ring)
    return [tuple(rings) for rings in found]
