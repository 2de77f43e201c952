"""The border of the places where a model says "contact", as closed lines around them.

Places are measured in steps of the grid: cell (row, column) reaches from column to column + 1 across and
from row to row + 1 upwards. Lines run with the inside on their left, so that holes stay holes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

Point = tuple[float, float]
Ring = list[Point]
Edge = tuple[str, int, int]  # between a node and the next one "across" or "up"


def stairs(inside: np.ndarray) -> list[Ring]:
    """The outlines of the cells marked in (tall, wide) bool, along their edges."""
    padded = np.pad(np.asarray(inside, dtype=bool), 1)
    here = padded[1:-1, 1:-1]
    following: dict[Point, list[Point]] = {}
    for neighbour, start, end in (
        (padded[:-2, 1:-1], (0, 0), (1, 0)),
        (padded[1:-1, 2:], (1, 0), (1, 1)),
        (padded[2:, 1:-1], (1, 1), (0, 1)),
        (padded[1:-1, :-2], (0, 1), (0, 0)),
    ):
        for row, column in np.argwhere(here & ~neighbour).tolist():
            following.setdefault((column + start[0], row + start[1]), []).append(
                (column + end[0], row + end[1])
            )
    rings = []
    while following:
        point = first = next(iter(following))
        ring: Ring = []
        while True:
            ends = following[point]
            ring.append(ends.pop())
            if not ends:
                del following[point]
            point = ring[-1]
            if point == first:
                break
        rings.append(_without_stops(ring))
    return rings


def curves(chance: np.ndarray, cutoff: float) -> list[Ring]:
    """The line at which (tall, wide) chances reach the cut-off, between the middles of the cells.

    Marching squares (Lorensen & Cline 1987, in the plane): crossings are placed in proportion along the
    edges between neighbours. In the half cell at the rim the slope goes on. Both sides have 2 cells or more.
    """
    whole = np.clip(_to_the_rim(_to_the_rim(np.asarray(chance, dtype=float)).T).T, 0, 1)
    over = np.pad(np.clip(whole - cutoff, -1, 1), 1, constant_values=-1.0)
    ys, xs = (_nodes(size) for size in np.shape(chance))
    inside = over >= 0
    corners = inside[:-1, :-1].astype(int) + inside[:-1, 1:] + inside[1:, :-1] + inside[1:, 1:]
    following: dict[Edge, Edge] = {}
    for row, column in np.argwhere((corners > 0) & (corners < 4)).tolist():
        _join(over, inside, row, column, following)
    return [_without_stops([_crossing(over, xs, ys, edge) for edge in ring]) for ring in _rings(following)]


def _nodes(size: int) -> np.ndarray:
    """Where the values of so many cells lie, with the rim twice: once inside, once outside."""
    return np.concatenate([[0, 0], np.arange(size) + 0.5, [size, size]])


def _to_the_rim(over: np.ndarray) -> np.ndarray:
    """The values with a row more at either end, half a step further."""
    first, last = 1.5 * over[:1] - 0.5 * over[1:2], 1.5 * over[-1:] - 0.5 * over[-2:-1]
    return np.concatenate([first, over, last])


def _join(over: np.ndarray, inside: np.ndarray, row: int, column: int, following: dict[Edge, Edge]) -> None:
    """Inside one square the border goes from where its rim leaves the inside to where it comes back."""
    rim = ((row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column))
    edges: tuple[Edge, ...] = (
        ("across", row, column),
        ("up", row, column + 1),
        ("across", row + 1, column),
        ("up", row, column),
    )
    leaving: list[Edge] = []
    coming: list[Edge] = []
    for place, edge in enumerate(edges):
        now, then = inside[rim[place]], inside[rim[(place + 1) % 4]]
        if now and not then:
            leaving.append(edge)
        elif then and not now:
            coming.append(edge)
    middle_inside = sum(over[corner] for corner in rim) >= 0
    # Two corners inside, across from each other: where the middle is inside too, they belong together.
    swap = len(leaving) == 2 and middle_inside == (edges.index(leaving[0]) > edges.index(coming[0]))
    following.update(zip(leaving, coming[::-1] if swap else coming, strict=True))


def _rings(following: dict[Edge, Edge]) -> Iterator[list[Edge]]:
    while following:
        edge = next(iter(following))
        ring = []
        while edge in following:
            ring.append(edge)
            edge = following.pop(edge)
        yield ring


def _crossing(over: np.ndarray, xs: np.ndarray, ys: np.ndarray, edge: Edge) -> Point:
    way, row, column = edge
    ahead = (row, column + 1) if way == "across" else (row + 1, column)
    low, high = over[row, column], over[ahead]
    part = low / (low - high)
    x = xs[column] + part * (xs[ahead[1]] - xs[column])
    y = ys[row] + part * (ys[ahead[0]] - ys[row])
    return round(float(x), 2), round(float(y), 2)


def _without_stops(ring: Ring) -> Ring:
    """The ring, closed, without points at which it goes straight on; nothing of one without an area."""
    points = [point for place, point in enumerate(ring) if point != ring[place - 1]]
    turning = []
    for place, (x, y) in enumerate(points):
        (x0, y0), (x1, y1) = points[place - 1], points[(place + 1) % len(points)]
        if abs((x - x0) * (y1 - y) - (y - y0) * (x1 - x)) > 1e-9:
            turning.append((x, y))
    return [*turning, turning[0]] if len(turning) > 2 else []


def as_line(rings: Iterable[Ring]) -> Mapping[str, list[float | None]]:
    """Closed lines as the x and y of one trace, a None between two of them."""
    points: list[tuple[float | None, float | None]] = []
    for ring in filter(None, rings):
        points += [*([(None, None)] if points else []), *ring]
    return {"x": [x for x, _ in points], "y": [y for _, y in points]}
