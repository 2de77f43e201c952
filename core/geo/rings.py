"""All outlines of a map at once: repaired, turned the same way round, and looked at for crossings."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.geo.shapes import Floats, Ints
from core.table._saying import many

Bools = NDArray[np.bool_]

FURTHEST = 1e9  # no coordinate on Earth is larger, in metres or in feet
MOST_PAIRS = 10_000_000  # pairs of sides looked at for crossings


@dataclass(frozen=True, eq=False)
class Outlines:
    """The rings of all shapes, one after the other.

    points  (p, 2) corners; once cleaned, the last of a ring leads back to the first
    ring    (p,) the ring of each point, in rising order
    owner   (r,) the shape of each ring, in rising order
    hole    (r,) whether the file calls the ring a hole
    """

    points: Floats
    ring: Ints
    owner: Ints
    hole: Bools

    @property
    def starts(self) -> Ints:
        """(r,) the place of the first point of each ring."""
        return np.searchsorted(self.ring, np.arange(len(self.owner)))

    @property
    def ends(self) -> Ints:
        """(r,) the place after the last point of each ring."""
        return np.searchsorted(self.ring, np.arange(len(self.owner)), side="right")

    @property
    def following(self) -> Ints:
        """(p,) the place of the next point around the ring."""
        after = np.arange(1, len(self.points) + 1)
        after[self.ends - 1] = self.starts
        return after

    def of_points(self, keep: Bools) -> Outlines:
        """Some of the points; rings may be left without any."""
        return replace(self, points=self.points[keep], ring=self.ring[keep])

    def of_rings(self, keep: Bools) -> Outlines:
        """Some of the rings, numbered anew."""
        here = keep[self.ring]
        number = np.cumsum(keep) - 1
        return Outlines(self.points[here], number[self.ring[here]], self.owner[keep], self.hole[keep])


def cleaned(outlines: Outlines) -> tuple[Outlines, list[str]]:
    """Rings of at least three points that enclose something, and a sentence per kind of repair.

    Outlines run counterclockwise and holes clockwise, as RFC 7946 (2016) asks for; the point that closes a
    ring is left away.
    """
    notes = []
    fine = np.all(np.abs(outlines.points) < FURTHEST, axis=1)  # False for what is not finite
    if lost := int((~fine).sum()):
        notes.append(f"{_were(lost, 'point')} left out, since it takes two usable numbers to place one.")
    outlines = outlines.of_points(fine)
    same = np.zeros(len(outlines.points), dtype=bool)
    same[1:] = (np.diff(outlines.ring) == 0) & (np.diff(outlines.points, axis=0) == 0).all(axis=1)
    if twice := int(same.sum()):
        notes.append(f"{many(twice, 'point')} stood twice in a row and {_was(twice)} taken once.")
    outlines = outlines.of_points(~same)
    outlines, never_closed = _opened(outlines)
    outlines, lost = _enclosing(outlines)
    if never_closed:
        notes.append(f"{_were(never_closed, 'outline')} not closed and {_was(never_closed)} closed.")
    if lost:
        notes.append(f"{_were(lost, 'outline')} left out: without three points there is no area.")
    first = _first_of_its_kind(outlines)
    if twice := int((~first).sum()):
        notes.append(f"{many(twice, 'outline')} came twice in one shape and {_was(twice)} drawn once.")
    outlines, turned = _turned(outlines.of_rings(first))
    if turned:
        notes.append(f"{many(turned, 'outline')} ran the wrong way round and {_was(turned)} turned.")
    if crossed := len(np.unique(outlines.owner[self_crossing(outlines)])):
        notes.append(
            f"The border of {many(crossed, 'shape')} crosses itself; "
            f"{'it is' if crossed == 1 else 'they are'} drawn as the map says, perhaps with a gap."
        )
    return outlines, notes


def areas(outlines: Outlines) -> Floats:
    """(r,) area of each ring by the shoelace formula (Meister 1769), above 0 if counterclockwise."""
    if not len(outlines.owner):
        return np.zeros(0)
    return np.add.reduceat(_sweeps(outlines), outlines.starts) / 2


def self_crossing(outlines: Outlines) -> Bools:
    """(r,) whether two sides of a ring cross; touching is no crossing.

    Sides are compared with those that overlap them from left to right (Shamos & Hoey 1976), in all rings at
    once; the search ends after MOST_PAIRS pairs, so that on a huge map a crossing may go unseen.
    """
    found = np.zeros(len(outlines.owner), dtype=bool)
    start, end = outlines.points, outlines.points[outlines.following]
    left = np.minimum(start[:, 0], end[:, 0])
    order = np.lexsort((left, outlines.ring))
    start, end, left, ring = start[order], end[order], left[order], outlines.ring[order]
    right = np.maximum(start[:, 0], end[:, 0])
    low, high = np.minimum(start[:, 1], end[:, 1]), np.maximum(start[:, 1], end[:, 1])
    one, step, seen = np.arange(len(ring)), 0, 0
    while len(one) and seen < MOST_PAIRS:
        step += 1
        one = one[: np.searchsorted(one, len(ring) - step)]
        one = one[(ring[one] == ring[one + step]) & (left[one + step] <= right[one])]
        seen += len(one)
        two = one + step
        near = (low[two] <= high[one]) & (low[one] <= high[two])
        a, b, c, d = start[one[near]], end[one[near]], start[two[near]], end[two[near]]
        apart = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
        found[ring[one[near][apart]]] = True
    return found


def _opened(outlines: Outlines) -> tuple[Outlines, int]:
    """The rings without the point that closes them, and how many had none."""
    starts, ends = outlines.starts, outlines.ends
    filled = np.flatnonzero(ends > starts)
    first, last = outlines.points[starts[filled]], outlines.points[ends[filled] - 1]
    closed = (first == last).all(axis=1)
    keep = np.ones(len(outlines.points), dtype=bool)
    keep[ends[filled[closed]] - 1] = False
    return outlines.of_points(keep), int((~closed).sum())


def _enclosing(outlines: Outlines) -> tuple[Outlines, int]:
    """The rings that are no point and no line, and how many were."""
    there = outlines.ends > outlines.starts
    filled = outlines.of_rings(there)
    wide = np.zeros(0, dtype=bool)
    if len(filled.owner):
        size = np.abs(filled.points - filled.points[filled.starts][filled.ring]).max(axis=1)
        size = np.maximum.reduceat(size, filled.starts)
        wide = np.maximum.reduceat(np.abs(_sweeps(filled)), filled.starts) > 1e-12 * size**2
    return filled.of_rings(wide), len(outlines.owner) - int(wide.sum())


def _first_of_its_kind(outlines: Outlines) -> Bools:
    """(r,) False for a ring that its shape has already: two of them would count as a hole."""
    if not len(outlines.owner):
        return np.zeros(0, dtype=bool)
    low = np.minimum.reduceat(outlines.points, outlines.starts)
    high = np.maximum.reduceat(outlines.points, outlines.starts)
    size = outlines.ends - outlines.starts
    looks = np.column_stack([outlines.owner, size, low, high, np.abs(areas(outlines))])
    first = np.zeros(len(looks), dtype=bool)
    first[np.unique(looks, axis=0, return_index=True)[1]] = True
    return first


def _turned(outlines: Outlines) -> tuple[Outlines, int]:
    """Outlines counterclockwise and holes clockwise, and how many were turned."""
    area = areas(outlines)
    wrong = np.where(outlines.hole, area > 0, area < 0)
    place = np.arange(len(outlines.points))
    back = (outlines.starts + outlines.ends - 1)[outlines.ring] - place
    order = np.where(wrong[outlines.ring], back, place)
    return replace(outlines, points=outlines.points[order]), int(wrong.sum())


def _sweeps(outlines: Outlines) -> Floats:
    """(p,) twice the signed area between the first point of the ring, a point and the next one."""
    x, y = (outlines.points - outlines.points[outlines.starts][outlines.ring]).T
    after = outlines.following
    return x * y[after] - x[after] * y


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    """On which side of the line from a to b the point c lies, row by row: -1, 0 or 1."""
    (ux, uy), (vx, vy) = (b - a).T, (c - a).T
    return np.sign(ux * vy - uy * vx)


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _were(number: int, noun: str) -> str:
    return f"{many(number, noun)} {_was(number)}"
