"""Where k-means begins, and what becomes of many beginnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.segments.halfsteps import State, half_steps
from core.table import TableProblem
from core.words import count

DRAWN, SPREAD, PICKED = "drawn", "spread", "picked"
STARTS = 50  # beginnings compared with one another
SAME = 1e-3  # an end counts as the best if it is larger by a smaller share


def start(points: np.ndarray, k: int, kind: str = DRAWN, seed: int = 0) -> np.ndarray:
    """(k, p) first centres, each on one of the points.

    kind  "drawn": k different points at random (Forgy 1965); "spread": k-means++, every next one far from
          those before (Arthur & Vassilvitskii 2007)

    TableProblem if fewer than k points differ; ValueError for another kind.
    """
    several(points, k)
    rng = np.random.default_rng(seed)
    if kind == SPREAD:
        from sklearn.cluster import kmeans_plusplus

        return kmeans_plusplus(points, k, random_state=seed)[0]
    if kind != DRAWN:
        raise ValueError(f"There is no start called {kind!r}; there are {DRAWN!r} and {SPREAD!r}.")
    different = np.unique(points, axis=0, return_index=True)[1]
    return points[rng.choice(np.sort(different), k, replace=False)]


def picked(points: np.ndarray, rows: Sequence[int]) -> np.ndarray:
    """(k, p) first centres on the points of these rows. TableProblem if two of them are alike."""
    chosen = points[list(rows)]
    if len(np.unique(chosen, axis=0)) < len(chosen):
        raise TableProblem("Two of the rows you picked stand on the same point. Pick rows that differ.")
    return chosen


def several(points: np.ndarray, k: int) -> None:
    """TableProblem unless at least k points differ."""
    different = len(np.unique(points, axis=0))
    if k > different:
        raise TableProblem(
            f"Only {count(different)} rows differ in the chosen columns, so there cannot be {count(k)} "
            "groups. Choose fewer groups or more columns."
        )


@dataclass(frozen=True, eq=False)
class Ends:
    """What became of many beginnings.

    inertia  (starts,) the total distance each ended with, in the order of their seeds
    best     the seed of the lowest
    worst    the seed of the highest
    reached  how many ended as low as the best, but for a thousandth
    """

    inertia: np.ndarray

    @property
    def best(self) -> int:
        return int(np.argmin(self.inertia))

    @property
    def worst(self) -> int:
        return int(np.argmax(self.inertia))

    @property
    def reached(self) -> int:
        nothing = 1e-12 * self.inertia.max()  # what is left of a sum that should be 0
        return int((self.inertia <= self.inertia.min() * (1 + SAME) + nothing).sum())


def ends(points: np.ndarray, k: int, kind: str = DRAWN, starts: int = STARTS) -> Ends:
    """k-means from so many beginnings, seeds 0 to starts - 1, each walked to its end."""
    return Ends(np.array([walk(points, k, kind, seed)[-1].inertia for seed in range(starts)]))


def walk(points: np.ndarray, k: int, kind: str = DRAWN, seed: int = 0) -> list[State]:
    """Every half-step from one beginning."""
    return half_steps(points, start(points, k, kind, seed))
