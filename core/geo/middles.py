"""A point inside every shape, far from its border."""

from __future__ import annotations

import numpy as np

from core.geo.rings import Outlines, areas
from core.geo.shapes import Floats, Ints

LINES = 7  # lines drawn across a shape to look for a good point


def middles(outlines: Outlines, shapes: int) -> Floats:
    """(shapes, 2) a point inside each shape, NaN for a shape without rings.

    Lines are drawn from left to right across the largest ring of the shape, and on each the middle of the
    widest stretch inside is a candidate (what lies inside an odd number of rings is inside). The candidate
    furthest from the border is taken.
    """
    found = np.full((shapes, 2), np.nan)
    if not len(outlines.owner):
        return found
    start, end = outlines.points, outlines.points[outlines.following]
    owner = outlines.owner[outlines.ring]
    present, first = np.unique(owner, return_index=True)
    low, high = _heights(outlines, shapes)
    farthest = np.full(shapes, -1.0)
    for line in range(LINES):
        y = low + (line + 0.5) / LINES * (high - low)
        x = _widest(start, end, owner, y)
        here = np.column_stack([x, y])
        distance = np.full(shapes, -1.0)
        distance[present] = np.minimum.reduceat(_distances(here[owner], start, end), first)
        better = distance > farthest  # False where the line met nothing
        found[better], farthest[better] = here[better], distance[better]
    lost = present[farthest[present] < 0]
    found[lost] = start[first[np.searchsorted(present, lost)]]
    return found


def _heights(outlines: Outlines, shapes: int) -> tuple[Floats, Floats]:
    """(shapes,) where the largest ring of each shape begins and ends, from below."""
    rising = np.argsort(np.abs(areas(outlines)), kind="stable")
    low, high = np.zeros(shapes), np.zeros(shapes)
    # The last one written is the largest.
    low[outlines.owner[rising]] = np.minimum.reduceat(outlines.points[:, 1], outlines.starts)[rising]
    high[outlines.owner[rising]] = np.maximum.reduceat(outlines.points[:, 1], outlines.starts)[rising]
    return low, high


def _widest(start: Floats, end: Floats, owner: Ints, y: Floats) -> Floats:
    """(shapes,) where the widest stretch of each shape at its height y has its middle, NaN for none."""
    at = y[owner]
    # Half open, so that a line through a corner meets one of its two sides and every shape an even number.
    met = np.flatnonzero((start[:, 1] <= at) != (end[:, 1] <= at))
    (x0, y0), (x1, y1) = start[met].T, end[met].T
    x = x0 + (at[met] - y0) / (y1 - y0) * (x1 - x0)
    order = np.lexsort((x, owner[met]))
    pairs, of = x[order].reshape(-1, 2), owner[met][order][::2]
    width = pairs[:, 1] - pairs[:, 0]
    rising = np.lexsort((width, of))
    middle = np.full(len(y), np.nan)
    middle[of[rising]] = pairs[rising].mean(axis=1)  # the last one written is the widest
    return middle


def _distances(point: Floats, start: Floats, end: Floats) -> Floats:
    """How far each point lies from its side, row by row."""
    along, to = end - start, point - start
    length = (along**2).sum(axis=1)
    share = np.clip((along * to).sum(axis=1) / np.where(length > 0, length, 1), 0, 1)
    return np.hypot(*(to - share[:, None] * along).T)
