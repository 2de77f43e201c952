"""What a list of contacts earns by the trial alone, with its range."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from core.costs import LEVEL
from core.uplift.money import Values


@dataclass(frozen=True)
class Estimate:
    """Money per customer of the base; the truth lies between low and high nine times in ten."""

    value: float
    low: float
    high: float


def estimate(
    contact: ArrayLike, treated: ArrayLike, stayed: ArrayLike, values: Values, level: float = LEVEL
) -> Estimate | None:
    """What contacting the marked customers earns against contacting nobody.

    contact, treated and stayed are (n,) 0/1. Among the marked, those the trial contacted stand for the
    list contacted and those it left alone for the list left alone:
    share marked * [share stayed if contacted (clv - incentive) - contact - share stayed if left alone clv].
    The range comes from the variances of the two shares, a share of n having that of its outcomes over n
    (Neyman 1923). Contacting nobody earns exactly 0; None where one of the two groups is missing among the
    marked.
    """
    found = _earned(np.asarray(contact, dtype=bool), treated, stayed, values)
    return None if found is None else _with_range(*found, level)


def estimate_difference(
    contact_a: ArrayLike,
    contact_b: ArrayLike,
    treated: ArrayLike,
    stayed: ArrayLike,
    values: Values,
    level: float = LEVEL,
) -> Estimate | None:
    """How much more the first list earns than the second: exactly estimate(a) less estimate(b).

    contact_a, contact_b, treated and stayed are (n,) 0/1. A customer on both lists moves both estimates,
    so what the two have in common adds no doubt (delta method, Deville 1999): the variance is the sum of the
    squared differences of the two influences. Two equal lists differ by exactly 0. None where one of the
    trial's groups is missing on either list.
    """
    a = _earned(np.asarray(contact_a, dtype=bool), treated, stayed, values)
    b = _earned(np.asarray(contact_b, dtype=bool), treated, stayed, values)
    if a is None or b is None:
        return None
    return _with_range(a[0] - b[0], a[1] - b[1], level)


def _earned(
    marked: np.ndarray, treated: ArrayLike, stayed: ArrayLike, values: Values
) -> tuple[float, np.ndarray] | None:
    """Money per customer of the base and each customer's influence on it (n,); None where a group is missing.

    The influences add up to 0, and their squares to the variance of the money.
    """
    influence = np.zeros(marked.size)
    if not marked.any():
        return 0.0, influence
    t, y = np.asarray(treated, dtype=bool), np.asarray(stayed, dtype=float)
    contacted, alone = marked & t, marked & ~t
    if not contacted.any() or not alone.any():
        return None
    share, kept = float(marked.mean()), values.clv - values.incentive_cost
    value = share * (y[contacted].mean() * kept - values.contact_cost - y[alone].mean() * values.clv)
    influence[contacted] = share * kept * _influence(y[contacted])
    influence[alone] = -share * values.clv * _influence(y[alone])
    return float(value), influence


def _influence(outcomes: np.ndarray) -> np.ndarray:
    """(n,) how far each of (n,) 0/1 moves their mean; one customer alone has no spread.

    The squares are n / (n - 1) times larger, since the mean they are measured from is their own.
    """
    n = len(outcomes)
    return (outcomes - outcomes.mean()) / float(n * max(1, n - 1)) ** 0.5


def _with_range(value: float, influence: np.ndarray, level: float) -> Estimate:
    half = NormalDist().inv_cdf(0.5 + level / 2) * float(np.sum(influence**2)) ** 0.5
    return Estimate(value, value - half, value + half)
