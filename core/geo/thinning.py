"""Fewer points on the borders of a map, the same ones for both neighbours."""

from __future__ import annotations

import numpy as np

from core.geo.shapes import Ints

MOST_ROUNDS = 500


def border(node: Ints, following: Ints) -> Ints:
    """(e, 2) the different sides of all rings, the smaller number first.

    node       (p,) the corner at each place of the rings, by number; a corner has one number everywhere
    following  (p,) the place of the next corner around the ring
    """
    other = node[following]
    high = int(node.max(initial=0)) + 1
    keys = np.unique(np.minimum(node, other) * high + np.maximum(node, other))
    return np.column_stack(np.divmod(keys, high))


def kept(at: Ints, sides: Ints, least: float) -> np.ndarray:
    """(u,) bool: the corners that stay when those are taken out that matter least.

    at     (u, 2) where each corner lies
    sides  (e, 2) the different sides of all rings, by the numbers of their corners
    least  area: a corner goes if the triangle with the corners beside it is smaller

    Visvalingam & Whyatt (1993), on the sides of all rings taken together: a corner between two sides lies on
    one stretch of border, and goes for both neighbours at once. Where more sides meet it stays. In a round
    all corners go that are smaller than both beside them; the triangles are then measured anew.
    """
    stay = np.ones(len(at), dtype=bool)
    beside, between = _links(len(at), sides)
    for _ in range(MOST_ROUNDS):
        one = between
        left, right = beside[one].T
        area = np.full(len(at), np.inf)
        area[one] = np.where(left == right, np.inf, _triangles(at[left], at[one], at[right]))
        small = area[one] < least
        one, left, right = one[small], left[small], right[small]
        smallest = _before(area, one, left) & _before(area, one, right)
        one, left, right = one[smallest], left[smallest], right[smallest]
        if not len(one):
            break
        # No two corners side by side go in one round, so that each link is written once.
        beside[left, (beside[left, 1] == one).astype(int)] = right
        beside[right, (beside[right, 1] == one).astype(int)] = left
        stay[one] = False
        between = between[stay[between]]
    return stay


def _links(corners: int, sides: Ints) -> tuple[Ints, Ints]:
    """(u, 2) the corners beside each corner between two sides, and which corners those are."""
    start, end = np.concatenate([sides, sides[:, ::-1]]).T
    order = np.argsort(start, kind="stable")
    number = np.bincount(start, minlength=corners)
    between = np.flatnonzero(number == 2)
    first = (np.cumsum(number) - number)[between]
    beside = np.full((corners, 2), -1)
    beside[between] = np.column_stack([end[order][first], end[order][first + 1]])
    return beside, between


def _triangles(a: Ints, b: Ints, c: Ints) -> np.ndarray:
    (ux, uy), (vx, vy) = (b - a).T, (c - a).T
    return np.abs(ux * vy - uy * vx) / 2


def _before(area: np.ndarray, one: Ints, other: Ints) -> np.ndarray:
    """Whether a corner goes before the other: the smaller triangle, or the smaller number, comes first."""
    return (area[one] < area[other]) | ((area[one] == area[other]) & (one < other))
