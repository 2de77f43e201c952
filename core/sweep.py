"""Every cut-off that makes a difference, and whom it contacts, before any price."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Fates:
    """What becomes of the customers at one cut-off. Counts are customers.

    threshold is the chance at or above which we contact; infinity means nobody.
    """

    threshold: float
    caught: int
    missed: int
    wasted: int
    spared: int

    @property
    def customers(self) -> int:
        return self.caught + self.missed + self.wasted + self.spared

    @property
    def contacted(self) -> int:
        return self.caught + self.wasted

    @property
    def leavers(self) -> int:
        return self.caught + self.missed

    def per_customer(self, count: float) -> float:
        """A count as a share of all customers."""
        return count / self.customers


@dataclass(frozen=True)
class Sweep:
    """The cut-off swept from "nobody" to "everyone", a row per cut-off that makes a difference.

    thresholds  (k,) falling; the first is infinity (contact nobody)
    caught      (k,) leavers contacted at each cut-off
    wasted      (k,) stayers contacted at each cut-off
    """

    thresholds: np.ndarray
    caught: np.ndarray
    wasted: np.ndarray
    leavers: int
    customers: int

    @cached_property
    def contacted(self) -> np.ndarray:
        """(k,) customers contacted at each cut-off."""
        return self.caught + self.wasted

    def row(self, threshold: float) -> int:
        """The row of any cut-off: the last one whose customers all reach it."""
        return max(int(np.searchsorted(-self.thresholds, -threshold, side="right")) - 1, 0)

    def falling(self, grid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The cut-offs of a grid, highest first, and the row of each."""
        cutoffs = np.sort(np.asarray(grid, dtype=float))[::-1]
        return cutoffs, np.searchsorted(-self.thresholds, -cutoffs, side="right") - 1

    def fates(self, row: int, threshold: float | None = None) -> Fates:
        """What becomes of the customers in a row, under its own cut-off or the one given."""
        caught, wasted = int(self.caught[row]), int(self.wasted[row])
        return Fates(
            threshold=float(self.thresholds[row]) if threshold is None else float(threshold),
            caught=caught,
            missed=self.leavers - caught,
            wasted=wasted,
            spared=self.customers - self.leavers - wasted,
        )

    def fitting(self, contacts: float) -> int:
        """The row of the lowest cut-off that contacts at most so many customers (0: nobody fits)."""
        return int(np.flatnonzero(self.contacted <= contacts)[-1])

    def limited(self, contacts: int) -> float:
        """The lowest cut-off that contacts at most so many customers (infinity: nobody fits)."""
        return float(self.thresholds[self.fitting(contacts)])


def sweep(y_true: np.ndarray, probability: np.ndarray) -> Sweep:
    """The sweep over (n,) outcomes (1 = left) and (n,) chances.

    Sort once, add up once; tied chances fall on one row, since no cut-off can part them.
    Raises ValueError if the two do not match in length or are empty.
    """
    y = np.asarray(y_true, dtype=np.int64)
    p = np.asarray(probability, dtype=np.float64)
    if y.shape != p.shape or y.size == 0:
        raise ValueError("Outcomes and chances must be two equally long, non-empty lists.")
    order = np.argsort(-p)
    p_sorted = p[order]
    caught = np.cumsum(y[order])
    last = np.flatnonzero(np.append(p_sorted[1:] != p_sorted[:-1], True))
    return Sweep(
        thresholds=np.concatenate(([np.inf], p_sorted[last])),
        caught=np.concatenate(([0], caught[last])),
        wasted=np.concatenate(([0], last + 1 - caught[last])),
        leavers=int(caught[-1]),
        customers=int(y.size),
    )
