"""What an offer earns on customers it was not chosen on, with its range."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from core.campaign.offer import Campaign, earns
from core.costs import LEVEL
from core.split import halves


@dataclass(frozen=True)
class Earned:
    """What contacting the marked customers earns: money per customer of the base, with its range."""

    value: float
    low: float
    high: float
    customers: int
    contacted: int


@dataclass(frozen=True)
class Tuned:
    """What a cut-off chosen on other customers earns: money per customer of the base, with its range."""

    value: float
    low: float
    high: float


def earned(y_true: np.ndarray, contact: np.ndarray, campaign: Campaign, level: float = LEVEL) -> Earned:
    """What contacting the marked customers earns, with its range.

    y_true, contact: (n,) outcomes (1 = left) and who is contacted. The value is the average over who
    accepts. The range is that of a mean over customers (normal curve), and its variance includes the
    lottery of acceptance: that of the averages, and within each caught leaver accept * (1 - accept) *
    (clv - incentive) squared. Raises ValueError if the two do not match in length or are empty.
    """
    y, reached = np.asarray(y_true, dtype=bool), np.asarray(contact, dtype=bool)
    if y.shape != reached.shape or y.size == 0:
        raise ValueError("Outcomes and contacts must be two equally long, non-empty lists.")
    caught, wasted = y & reached, ~y & reached
    money = campaign.per_leaver * caught - campaign.per_stayer * wasted
    lottery = (
        campaign.accept_rate * (1 - campaign.accept_rate) * (campaign.clv - campaign.incentive_cost) ** 2
    )
    unsure = min(1, y.size - 1)  # one customer alone has no spread
    variance = float(money.var(ddof=unsure)) + lottery * float(caught.mean())
    value = float(earns(campaign, caught.sum(), wasted.sum())) / y.size
    half = NormalDist().inv_cdf(0.5 + level / 2) * float(np.sqrt(variance / y.size))
    return Earned(value, value - half, value + half, int(y.size), int(reached.sum()))


def tuned(
    y_true: np.ndarray,
    probability: np.ndarray,
    campaign: Campaign,
    most: float | None = None,
    resamples: int = 200,
    level: float = LEVEL,
    random_state: int = 0,
) -> Tuned:
    """What a cut-off earns on customers it was not chosen on.

    y_true, probability: (n,) outcomes (1 = left) and chances. The customers are split in two; the best
    cut-off of each half (contacting at most a share `most` of it) is billed on the other. The range:
    customers drawn with replacement inside each half, both cut-offs chosen anew each time, the middle
    `level` of the results (Efron & Tibshirani 1993, chapter 13), stretched to hold the value. Contacting
    nobody (0) is always allowed; an empty half chooses that.
    """
    y, p = np.asarray(y_true, dtype=bool), np.asarray(probability, dtype=float)
    rng = np.random.default_rng(random_state)
    one, other = (_Half(y[rows], p[rows], campaign, resamples, rng) for rows in halves(y, random_state))
    totals = one.billed(other.chosen(most)) + other.billed(one.chosen(most))
    values = np.round(totals, 6) / y.size
    low, high = np.quantile(values[1:], [0.5 - level / 2, 0.5 + level / 2])
    value = float(values[0])
    return Tuned(value, min(float(low), value), max(float(high), value))


class _Half:
    """One half of the customers as it is (row 0) and drawn anew with replacement (the other rows)."""

    def __init__(
        self, y: np.ndarray, p: np.ndarray, campaign: Campaign, resamples: int, rng: np.random.Generator
    ) -> None:
        self.size = len(p)
        falling = np.unique(-p)
        self.thresholds = np.append(np.inf, -falling)
        # column 0 is nobody, so every customer falls on a later one
        column = np.searchsorted(falling, -p) + 1
        money = np.where(y, campaign.per_leaver, -campaign.per_stayer)
        drawn = rng.integers(max(self.size, 1), size=(resamples, self.size))
        picks = np.vstack([np.arange(self.size), drawn])
        self._cells = (column[picks] + len(self.thresholds) * np.arange(resamples + 1)[:, None]).ravel()
        self.profit = self._summed(money[picks].ravel(), resamples + 1)

    def _summed(self, weights: np.ndarray | None, rows: int) -> np.ndarray:
        """(rows, cut-offs) what the customers at or above each cut-off add up to."""
        columns = len(self.thresholds)
        found = np.bincount(self._cells, weights, minlength=rows * columns)
        return found.reshape(rows, columns).cumsum(axis=1)

    def chosen(self, most: float | None) -> np.ndarray:
        """(rows,) the best cut-off of each row; of equally good ones the highest."""
        profit = np.round(self.profit, 6)
        if most is not None:
            contacts = self._summed(None, len(profit))
            profit = np.where(contacts > most * self.size + 1e-9, -np.inf, profit)
        return self.thresholds[profit.argmax(axis=1)]

    def billed(self, cutoffs: np.ndarray) -> np.ndarray:
        """(rows,) money in total when each row is contacted at its cut-off."""
        at = np.searchsorted(-self.thresholds, -cutoffs, side="right") - 1
        return self.profit[np.arange(len(at)), at]
