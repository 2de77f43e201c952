"""Whether groups lie together on a map that they were made without."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Patches(NamedTuple):
    """same: share of the rows whose nearest neighbour on the map is in their own group, 0 to 1.

    chance: the same if the groups were dealt out anew over the places.
    """

    same: float
    chance: float

    @property
    def together(self) -> bool:
        """Whether they do so much more often than by chance, of what is possible at most (Cohen 1960)."""
        return self.same - self.chance >= TOGETHER * (1 - self.chance)


TOGETHER = 0.25


def patches(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> Patches | None:
    """How groups (n,) int lie over places x, y (n,), below 0 for nowhere; None for fewer than two places."""
    from scipy.spatial import cKDTree

    there = x >= 0
    if there.sum() < 2:
        return None
    spots, own = np.column_stack([x, y])[there], groups[there]
    _, near = cKDTree(spots).query(spots, k=2)
    # Where places fall together the first found may be another row than the asked one.
    other = np.where(near[:, 0] == np.arange(len(own)), near[:, 1], near[:, 0])
    sizes = np.bincount(own)
    whole = len(own)
    chance = float((sizes * (sizes - 1)).sum() / (whole * (whole - 1)))
    return Patches(float((own[other] == own).mean()), chance)
