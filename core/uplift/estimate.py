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
    The range comes from the variances of the two shares. Contacting nobody earns exactly 0; None where
    one of the two groups is missing among the marked.
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
    """How much more the first list earns than the second, from the customers only one of them contacts.

    Customers on both lists or on neither change nothing, so they add no doubt. None where one of the
    trial's groups is missing among the customers of one list only; two equal lists differ by exactly 0.
    """
    a, b = np.asarray(contact_a, dtype=bool), np.asarray(contact_b, dtype=bool)
    more, less = _earned(a & ~b, treated, stayed, values), _earned(b & ~a, treated, stayed, values)
    if more is None or less is None:
        return None
    return _with_range(more[0] - less[0], more[1] + less[1], level)


def _earned(
    marked: np.ndarray, treated: ArrayLike, stayed: ArrayLike, values: Values
) -> tuple[float, float] | None:
    """Money per customer of the base and its variance; None where a group is missing."""
    if not marked.any():
        return 0.0, 0.0
    t, y = np.asarray(treated, dtype=bool)[marked], np.asarray(stayed, dtype=float)[marked]
    if t.all() or not t.any():
        return None
    share, kept = float(marked.mean()), values.clv - values.incentive_cost
    value = share * (y[t].mean() * kept - values.contact_cost - y[~t].mean() * values.clv)
    return float(value), share**2 * (kept**2 * _variance(y[t]) + values.clv**2 * _variance(y[~t]))


def _variance(outcomes: np.ndarray) -> float:
    """Variance of the mean of (n,) 0/1; one customer alone has no spread."""
    return float(outcomes.var(ddof=min(1, len(outcomes) - 1))) / len(outcomes)


def _with_range(value: float, variance: float, level: float) -> Estimate:
    half = NormalDist().inv_cdf(0.5 + level / 2) * variance**0.5
    return Estimate(value, value - half, value + half)
