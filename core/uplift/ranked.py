"""A list of customers, best first: what contacting its top earns, by the truth or by the trial alone."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.costs import LEVEL
from core.uplift.estimate import estimate
from core.uplift.money import Values, in_order, profit_by_share, top

SHARES = np.arange(101) / 100
# The lists one may contact from; the last two only where the truth is known.
RISK, CHANGE, TRUTH, TRUE_RISK = "risk", "change", "truth", "true risk"


@dataclass(frozen=True, eq=False)
class Contenders:
    """Customers of a trial and the scores by which they can be put in order; every array is (n,).

    risk            chance of leaving if left alone, from models that never saw the customer
    change          change in the chance of staying through the contact, likewise
    treated, stayed 0/1, what the trial saw
    stay_contacted, stay_alone  the true chances of staying, where the customers are simulated
    """

    risk: np.ndarray
    change: np.ndarray
    treated: np.ndarray
    stayed: np.ndarray
    stay_contacted: np.ndarray | None = None
    stay_alone: np.ndarray | None = None

    def lists(self) -> dict[str, np.ndarray]:
        """(n,) score of each list, the first to contact highest; the truth only where it is known."""
        found = {RISK: self.risk, CHANGE: self.change}
        if self.stay_contacted is None or self.stay_alone is None:
            return found
        return found | {TRUTH: self.stay_contacted - self.stay_alone, TRUE_RISK: 1 - self.stay_alone}


@dataclass(frozen=True, eq=False)
class Ranked:
    """What a list earns, in money per customer of the base.

    curve  (101,) when the top 0, 1 .. 100 % are contacted; NaN where the trial cannot tell
    value, low, high  at the share asked for, the truth between low and high nine times in ten; None
                      where the trial cannot tell
    """

    curve: np.ndarray
    value: float | None
    low: float | None
    high: float | None


def curve_by_trial(score: ArrayLike, treated: ArrayLike, stayed: ArrayLike, values: Values) -> np.ndarray:
    """(101,) money per customer of the base at every whole percent contacted, estimated from the trial.

    The customers are those of top(); NaN where one of the two groups is missing among them.
    """
    order = in_order(score)
    t, y = np.asarray(treated, dtype=bool)[order], np.asarray(stayed, dtype=float)[order]
    ends = np.round(SHARES * order.size).astype(int)
    contacted, alone = _so_far(t, ends), _so_far(~t, ends)
    with np.errstate(invalid="ignore", divide="ignore"):
        kept = _so_far(t * y, ends) / contacted
        stayed_alone = _so_far(~t * y, ends) / alone
    each = kept * (values.clv - values.incentive_cost) - values.contact_cost - stayed_alone * values.clv
    return np.where(ends > 0, ends / order.size * each, 0.0)


def ranked_by_trial(
    score: ArrayLike,
    treated: ArrayLike,
    stayed: ArrayLike,
    values: Values,
    share: float,
    curve: np.ndarray | None = None,
) -> Ranked:
    """What the top share of a list earns by the trial alone, with its range.

    score, treated and stayed are (n,); curve is that of curve_by_trial(), if it is already there.
    """
    found = estimate(top(score, share), treated, stayed, values)
    along = curve_by_trial(score, treated, stayed, values) if curve is None else curve
    if found is None:
        return Ranked(along, None, None, None)
    return Ranked(along, found.value, found.low, found.high)


class Prepared(NamedTuple):
    """What does not change with the share contacted: (101,) the curve, and along the list the (n + 1,) sums
    of what each contact is worth and of its square."""

    curve: np.ndarray
    sums: np.ndarray
    squares: np.ndarray


def prepare(score: ArrayLike, worth: ArrayLike) -> Prepared:
    """A list sorted and added up once; (n,) worth is what each contact brings on average."""
    w = np.asarray(worth, dtype=float)
    along = w[in_order(score)]
    return Prepared(
        profit_by_share(score, w, SHARES),
        np.concatenate(([0.0], np.cumsum(along))),
        np.concatenate(([0.0], np.cumsum(along**2))),
    )


def ranked_truly(
    score: ArrayLike,
    worth: ArrayLike,
    share: float,
    prepared: Prepared | None = None,
    level: float = LEVEL,
) -> Ranked:
    """What the top share of a list really earns, (n,) worth being what each contact brings on average.

    The range is that of a mean over customers: how far it would move with others of the same kind.
    prepared is that of prepare(), if it is already there.
    """
    told = prepare(score, worth) if prepared is None else prepared
    size = len(told.sums) - 1
    value, contacted = float(np.interp(share, SHARES, told.curve)), round(share * size)
    spread = told.squares[contacted] - told.sums[contacted] ** 2 / size
    deviation = (max(float(spread), 0.0) / max(size - 1, 1)) ** 0.5
    half = NormalDist().inv_cdf(0.5 + level / 2) * deviation / size**0.5
    return Ranked(told.curve, value, value - half, value + half)


def _so_far(marked: np.ndarray, ends: np.ndarray) -> np.ndarray:
    return np.concatenate(([0.0], np.cumsum(marked)))[ends]
