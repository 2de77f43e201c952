"""Extra stayers when customers are contacted in the order of a score, as a trial shows them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


class Curve(NamedTuple):
    """Extra stayers against customers, best score first; one point for each group of equal scores.

    customers      (k,) from 0 to all N customers of the trial
    extra_stayers  (k,) who stayed through the contact, so many customers into the list
    """

    customers: np.ndarray
    extra_stayers: np.ndarray

    @property
    def area(self) -> float:
        """The area under the curve, in customers times extra stayers (trapezoids)."""
        return float(np.trapezoid(self.extra_stayers, self.customers))

    @property
    def above_random(self) -> float:
        """The area above the straight line, which is what a list drawn by lot does on average."""
        return self.area - float(self.customers[-1] * self.extra_stayers[-1]) / 2

    @property
    def figure(self) -> float:
        """The area above the straight line per N squared: how far above it the curve lies on average.

        In extra stayers per customer of the trial. Not divided by the curve's end, which is near 0
        where an offer helps as many as it drives away.
        """
        return self.above_random / float(self.customers[-1]) ** 2


def qini_curve(score: ArrayLike, treated: ArrayLike, stayed: ArrayLike) -> Curve:
    """Extra stayers among the contacted customers seen so far (Radcliffe 2007).

    score is (n,), the highest first in the list; treated and stayed are (n,) 0/1. With n customers
    contacted and m left alone so far: stayers contacted - stayers left alone * n / m; while nobody
    left alone is among them (m = 0) the second term is 0. ValueError: lengths differ, or no customer.
    """
    customers, (n_t, n_c), (y_t, y_c) = _counts(score, treated, stayed)
    return Curve(customers, y_t - _ratio(y_c * n_t, n_c))


def uplift_curve(score: ArrayLike, treated: ArrayLike, stayed: ArrayLike) -> Curve:
    """Extra stayers if every customer so far were contacted (Gutierrez & Gérardy 2017).

    The difference of the two shares who stayed, times the customers so far; the share of a group
    nobody is in counts 0. Arguments and errors as in qini_curve().
    """
    customers, (n_t, n_c), (y_t, y_c) = _counts(score, treated, stayed)
    return Curve(customers, (_ratio(y_t, n_t) - _ratio(y_c, n_c)) * customers)


def _counts(
    score: ArrayLike, treated: ArrayLike, stayed: ArrayLike
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Customers so far, contacted and left alone, and the stayers of both, at each end of equal scores."""
    s = np.asarray(score, dtype=float)
    t, y = np.asarray(treated).astype(bool), np.asarray(stayed).astype(bool)
    if not s.shape == t.shape == y.shape or s.ndim != 1 or s.size == 0:
        raise ValueError("Scores, contacts and outcomes must be three equally long, non-empty lists.")
    order = np.argsort(-s, kind="stable")
    s, t, y = s[order], t[order], y[order]
    last = np.flatnonzero(np.append(s[1:] != s[:-1], True))

    def so_far(marked: np.ndarray) -> np.ndarray:
        return np.concatenate(([0], np.cumsum(marked)[last])).astype(float)

    return (
        np.concatenate(([0], last + 1)),
        (so_far(t), so_far(~t)),
        (so_far(t & y), so_far(~t & y)),
    )


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """(k,) part / whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
