"""Honest chances: of the customers to whom a model gives 40 %, do 40 % leave?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.costs import LEVEL

FEWEST = 50  # customers in a group, where there are so many
DRAWS = 200
UNLUCKY = 0.95  # of perfectly honest models, so many look no further off than their unlucky ones
SEED = 20_240_229


@dataclass(frozen=True, eq=False)
class Calibration:
    """What a model said and what came, in groups of customers from the lowest chance to the highest.

    customers     (k,) int, customers of each group
    said          (k,) their average chance to leave
    came          (k,) the share of them who left
    low, high     (k,) range of that share, nine times in ten
    off           average distance of said and came, weighted by customers (expected calibration error:
                  Naeini, Cooper & Hauskrecht 2015), a share
    honest        how many groups have a range that holds what was said
    brier         mean squared distance of chance and outcome (Brier 1950)
    off_by_luck   what a model whose chances are true would be off on average with these customers
    off_unlucky   what 19 of 20 such models would not exceed
    """

    customers: np.ndarray
    said: np.ndarray
    came: np.ndarray
    low: np.ndarray
    high: np.ndarray
    off: float
    honest: int
    brier: float
    off_by_luck: float
    off_unlucky: float

    @property
    def beyond_luck(self) -> bool:
        """Whether the model is further off than luck alone explains."""
        return self.off > self.off_unlucky


def calibration(y_true: np.ndarray, probability: np.ndarray, bins: int = 10) -> Calibration:
    """The calibration of (n,) chances against (n,) outcomes (1 = left).

    Customers are sorted by chance into at most `bins` groups of about equal size. Equal chances are never
    parted, and a group has at least FEWEST customers where there are so many.
    Raises ValueError if the two do not match in length or are empty.
    """
    y = np.asarray(y_true, dtype=np.int64)
    p = np.asarray(probability, dtype=np.float64)
    if y.shape != p.shape or y.ndim != 1 or y.size == 0:
        raise ValueError("Outcomes and chances must be two equally long, non-empty lists.")
    order = np.argsort(p)
    y, p = y[order], p[order]
    start = _starts(p, bins)
    customers = np.diff(np.append(start, len(p)))
    left = np.add.reduceat(y, start)
    said = np.add.reduceat(p, start) / customers
    low, high = jeffreys(left, customers)
    luck = _luck(p, start, said * customers)
    return Calibration(
        customers=customers,
        said=said,
        came=left / customers,
        low=low,
        high=high,
        off=float(np.abs(said * customers - left).sum() / len(p)),
        honest=int(((low <= said) & (said <= high)).sum()),
        brier=float(np.mean((p - y) ** 2)),
        off_by_luck=float(luck.mean()),
        off_unlucky=float(np.quantile(luck, UNLUCKY)),
    )


def jeffreys(hits: ArrayLike, trials: ArrayLike, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """The range of a share, (k,) low and (k,) high, for hits out of trials (Jeffreys' interval).

    Without a hit it starts at 0, without a miss it ends at 1 (Brown, Cai & DasGupta 2001, section 4);
    out of no trials it is NaN.
    """
    from scipy.special import betaincinv

    k, n = np.asarray(hits, dtype=float), np.asarray(trials, dtype=float)
    tail = (1 - level) / 2
    low = np.where(k > 0, betaincinv(k + 0.5, n - k + 0.5, tail), 0.0)
    high = np.where(k < n, betaincinv(k + 0.5, n - k + 0.5, 1 - tail), 1.0)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def _starts(p: np.ndarray, bins: int) -> np.ndarray:
    """(k,) where each group begins in sorted chances: the places nearest to equal shares that part no tie."""
    groups = max(1, min(bins, len(p) // FEWEST))
    between = np.flatnonzero(p[1:] != p[:-1]) + 1
    start = [0]
    for wanted in len(p) * np.arange(1, groups) / groups:
        place = np.searchsorted(between, wanted)
        near = between[max(place - 1, 0) : place + 1]
        if len(near):
            edge = int(near[np.argmin(np.abs(near - wanted))])
            if min(edge - start[-1], len(p) - edge) >= FEWEST:
                start.append(edge)
    return np.array(start)


def _luck(p: np.ndarray, start: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """(DRAWS,) how far off true chances look when every customer's fate is drawn from them."""
    random = np.random.default_rng(SEED)
    chance = p.astype(np.float32)
    off = np.empty(DRAWS)
    for draw in range(DRAWS):
        left = random.random(len(p), dtype=np.float32) < chance
        off[draw] = np.abs(np.add.reduceat(left, start, dtype=np.int64) - expected).sum() / len(p)
    return off
