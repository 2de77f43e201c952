"""Closed rings in the plane: borders bent by chance and joined, areas, and rings that cross themselves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def bent(rng: np.random.Generator, start: Floats, end: Floats, step: float, rough: float) -> list[Floats]:
    """The points of a line bent by chance, without its end, no two further apart than about `step`.

    Halved again and again, each middle pushed aside by `rough` times the length on average (midpoint
    displacement: Fournier, Fussell & Carpenter 1982).
    """
    along = end - start
    if np.linalg.norm(along) < step:
        return [start]
    aside = rough * np.clip(rng.normal(), -1.7, 1.7)
    middle = (start + end) / 2 + aside * np.array([-along[1], along[0]])
    return bent(rng, start, middle, step, rough) + bent(rng, middle, end, step, rough)


def ring_around(inside: Floats, paths: list[Floats]) -> Floats:
    """The paths (points, 2) around a point, in any order, joined to one closed ring, counterclockwise."""

    def left_turn(path: Floats) -> bool:
        (ax, ay), (bx, by) = path[0] - inside, path[-1] - inside
        return bool(ax * by > ay * bx)

    paths = [path if left_turn(path) else path[::-1] for path in paths]
    paths.sort(key=lambda path: float(np.arctan2(*(path[0] - inside)[::-1])))
    return np.concatenate([*(path[:-1] for path in paths), paths[0][:1]])


def convex_ring(corners: Floats, inside: Floats) -> Floats:
    """The corners of a convex cell as a closed ring, counterclockwise."""
    ring = corners[np.argsort(np.arctan2(*(corners - inside).T[::-1]))]
    return np.concatenate([ring, ring[:1]])


def area_and_centroid(ring: Floats) -> tuple[float, Floats]:
    """Area and centroid (2,) of a closed ring (points, 2) by the shoelace formula (Meister 1769).

    The area is above 0 if the ring runs counterclockwise.
    """
    origin, (x, y) = ring[0], (ring - ring[0]).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum() / 2
    sums = ((x[:-1] + x[1:]) @ cross, (y[:-1] + y[1:]) @ cross)
    return float(area), origin + np.array(sums) / (6 * area)


def crossings(ring: Floats) -> int:
    """How many pairs of sides of a closed ring (points, 2) cross or touch, neighbours aside."""
    start, end = ring[:-1], ring[1:]

    def side(a: Floats, b: Floats, c: Floats) -> Floats:
        return np.sign(
            (b[:, None, 0] - a[:, None, 0]) * (c[None, :, 1] - a[:, None, 1])
            - (b[:, None, 1] - a[:, None, 1]) * (c[None, :, 0] - a[:, None, 0])
        )

    apart = side(start, end, start) * side(start, end, end) <= 0
    n = len(start)
    gap = np.abs(np.arange(n)[:, None] - np.arange(n))
    return int((apart & apart.T & (gap > 1) & (gap < n - 1)).sum()) // 2
