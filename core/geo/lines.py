"""The rings of a map on a grid of whole numbers: their corners, and how much room they take in writing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.geo.shapes import Ints
from core.geo.thinning import border, kept


@dataclass(frozen=True, eq=False)
class Lines:
    """Rings one after the other; a ring has three corners at least, none twice in a row.

    at     (u, 2) where each corner lies
    node   (p,) the corner at each place of the rings, by number; a corner has one number everywhere
    ring   (p,) the ring of each place, in rising order
    owner  (r,) the shape of each ring, in rising order
    """

    at: Ints
    node: Ints
    ring: Ints
    owner: Ints

    @property
    def following(self) -> Ints:
        """(p,) the next place around the ring."""
        after = np.arange(1, len(self.node) + 1)
        numbers = np.arange(len(self.owner))
        ends = np.searchsorted(self.ring, numbers, side="right")
        after[ends - 1] = np.searchsorted(self.ring, numbers)
        return after

    @property
    def steps(self) -> Ints:
        """(p, 2) the first corner of each ring, and the steps from corner to corner."""
        steps = self.at[self.node]
        inside = np.flatnonzero(np.diff(self.ring) == 0) + 1
        steps[inside] -= self.at[self.node[inside - 1]]
        return steps

    @property
    def letters(self) -> int:
        """How many letters the rings take as JSON without spaces, commas included."""
        return letters(self.steps) + 2 * len(self.owner)

    def thinned(self, least: float) -> Lines:
        """The rings without the corners that matter less than an area, and without rings no larger."""
        fewer = self.with_corners(kept(self.at, border(self.node, self.following), least))
        if not len(fewer.owner):
            return fewer
        starts = np.searchsorted(fewer.ring, np.arange(len(fewer.owner)))
        corners = fewer.at[fewer.node]
        sides = np.maximum.reduceat(corners, starts) - np.minimum.reduceat(corners, starts)
        return fewer.of_places((sides.prod(axis=1) >= least)[fewer.ring])

    def with_corners(self, stay: NDArray[np.bool_]) -> Lines:
        """The rings with some of the corners."""
        lines = self.of_places(stay[self.node])
        lines = lines.of_places(lines.node[lines.following] != lines.node)
        return lines.of_places(np.bincount(lines.ring, minlength=len(lines.owner))[lines.ring] > 2)

    def of_places(self, here: NDArray[np.bool_]) -> Lines:
        """Some of the places, and the rings that have any."""
        left, ring = np.unique(self.ring[here], return_inverse=True)
        return Lines(self.at, self.node[here], ring, self.owner[left])


def on_grid(corners: Ints, ring: Ints, owner: Ints) -> Lines:
    """Lines from corners (p, 2) from 0 upwards, the ring of each, and the shape of each ring."""
    high = int(corners.max(initial=0)) + 1
    keys, node = np.unique(corners[:, 0] * high + corners[:, 1], return_inverse=True)
    at = np.column_stack(np.divmod(keys, high))
    return Lines(at, node, ring, owner).with_corners(np.ones(len(at), dtype=bool))


def letters(numbers: Ints) -> int:
    """How many letters whole numbers of up to six digits take, each with a comma."""
    size = np.abs(numbers)
    longer = sum(int((size >= 10**digits).sum()) for digits in range(1, 6))
    return 2 * size.size + int((numbers < 0).sum()) + longer
