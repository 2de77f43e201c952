"""Lifetime value: what a customer is worth over the years, and when one pays back what it cost to win."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

BEFORE_RENEWAL = "before renewal"
FIRST_NOW = "first margin now"
FIRST_IN_A_YEAR = "first margin in a year"
VARIANTS = (BEFORE_RENEWAL, FIRST_NOW, FIRST_IN_A_YEAR)
MONTHS = 12
HAIR = 1e-9  # what is closer than this to never paying back never does
ENDLESS = 1e-12  # 1 + discount - retention up to here is 0, but for rounding
LARGEST = 700.0  # the largest power of e to write down, nearly


class Rates(NamedTuple):
    """The share of customers who stay and the discount rate, both per period of the same length."""

    retention: float
    discount: float


@dataclass(frozen=True)
class Mixed:
    """The value of a customer in a mixed base, money per customer.

    average_of_values  the truth: each group's value, averaged
    value_of_average   the short cut: the value of somebody who stays like the average
    """

    average_of_values: float
    value_of_average: float

    @property
    def missing(self) -> float:
        """The share of the true value that the short cut leaves out, 0..1."""
        if self.average_of_values == 0 or math.isinf(self.value_of_average):
            return 0.0
        if math.isinf(self.average_of_values):
            return 1.0
        return max(0.0, 1 - self.value_of_average / self.average_of_values)


def lifetime_value(margin: float, retention: float, discount: float, variant: str) -> float:
    """The value today of all margins a customer will bring, in money.

    margin is money per period, retention the share who stay per period, discount the rate per period.
    variant is one of VARIANTS (Gupta & Lehmann 2005; Fader & Hardie's notes keep them apart):
    "before renewal"          margin * r / (1 + d - r), for a customer about to decide whether to stay
    "first margin now"        margin * (1 + d) / (1 + d - r), for a customer won today
    "first margin in a year"  margin / (1 + d - r), for a customer won today who pays at a period's end
    Where 1 + d - r is not above 0 the sum has no end: infinite with the sign of the margin, 0 for none.
    Raises ValueError for a retention outside 0..1, a discount of -1 or less, or an unknown variant.
    """
    _check_number(margin, "The margin")
    _check_retention(retention)
    _check_discount(discount)
    if variant not in VARIANTS:
        raise ValueError(f"The value of a customer is counted in one of three ways: {', '.join(VARIANTS)}.")
    if margin == 0:
        return 0.0
    fading = 1 + discount - retention
    if fading <= ENDLESS:
        return math.copysign(math.inf, margin)
    weight = {BEFORE_RENEWAL: retention, FIRST_NOW: 1 + discount, FIRST_IN_A_YEAR: 1.0}[variant]
    return margin * (weight / fading)


def expected_life(retention: float) -> float:
    """The periods a customer stays on average, the first one included; infinite if nobody leaves.

    Raises ValueError for a retention outside 0..1.
    """
    _check_retention(retention)
    return math.inf if retention == 1 else 1 / (1 - retention)


def per_month(retention_per_year: float, discount_per_year: float) -> Rates:
    """Yearly rates as the monthly ones that compound to them; ValueError as in `lifetime_value`."""
    _check_retention(retention_per_year)
    _check_discount(discount_per_year)
    return Rates(retention_per_year ** (1 / MONTHS), math.expm1(math.log1p(discount_per_year) / MONTHS))


def per_year(retention_per_month: float, discount_per_month: float) -> Rates:
    """Monthly rates as yearly ones: the reverse of `per_month`, with the same errors."""
    _check_retention(retention_per_month)
    _check_discount(discount_per_month)
    growth = MONTHS * math.log1p(discount_per_month)
    if growth > LARGEST:
        raise ValueError("The discount rate per month is too large to be a yearly one.")
    return Rates(retention_per_month**MONTHS, math.expm1(growth))


def payback(acquisition_cost: float, margin: float, retention: float) -> float:
    """The periods until the margins of a won customer have paid what it cost to win one.

    Margins come at periods 0, 1, 2.. from those still there: n = ln(1 - cost * (1 - r) / margin) / ln r,
    cost / margin if everybody stays or if only the first margin ever comes. 0 for a free customer,
    infinite where all margins together fall short. Raises ValueError for a cost below 0 or a
    retention outside 0..1.
    """
    _check_cost(acquisition_cost)
    _check_number(margin, "The margin")
    _check_retention(retention)
    if acquisition_cost == 0:
        return 0.0
    if margin <= 0:
        return math.inf
    margins = acquisition_cost / margin
    if retention == 1 or (retention == 0 and margins <= 1):
        return margins
    needed = margins * (1 - retention)
    return math.inf if needed >= 1 - HAIR else math.log1p(-needed) / math.log(retention)


def margins_after(margin: float, retention: float, periods: float) -> float:
    """The money a won customer has brought after so many periods: m * (1 - r**n) / (1 - r).

    At whole periods that is the sum of as many margins, the first of them at period 0; between them it is
    the curve on which `payback` lies. Raises ValueError as `payback`, and for fewer than 0 periods.
    """
    _check_number(margin, "The margin")
    _check_retention(retention)
    if not periods >= 0:
        raise ValueError("The number of years cannot be below 0.")
    if retention == 1 or periods == 0:
        return margin * periods
    if retention == 0:
        return margin * min(periods, 1.0)
    if math.isinf(periods):
        return margin / (1 - retention)
    return margin * math.expm1(periods * math.log(retention)) / (retention - 1)


def balance(acquisition_cost: float, margin: float, retention: float, periods: int) -> np.ndarray:
    """(periods + 1,) money per won customer: the margins up to each period, less what it cost to win one.

    The first margin comes at period 0. Raises ValueError as `payback`, and for fewer than 0 periods.
    """
    _check_cost(acquisition_cost)
    _check_number(margin, "The margin")
    _check_retention(retention)
    if periods < 0:
        raise ValueError("The number of years cannot be below 0.")
    margins = (margin * retention**period for period in range(periods + 1))
    return np.array([earned - acquisition_cost for earned in accumulate(margins)])


def mixed(
    margin: float, retentions: Sequence[float], shares: Sequence[float], discount: float, variant: str
) -> Mixed:
    """The true average value of a base of groups, and the value at their average retention.

    retentions, shares: (k,) each group's retention and its share of the customers. A value grows ever
    faster with the retention, so the short cut is never the higher one (Jensen 1906). Raises
    ValueError as `lifetime_value`, and where the shares are not a whole.
    """
    if len(retentions) != len(shares) or len(shares) == 0:
        raise ValueError("Each group of customers needs its share and the part of it that stays.")
    if min(shares) < 0 or not math.isclose(sum(shares), 1, abs_tol=HAIR):
        raise ValueError("The shares of the groups have to add up to 100 %.")
    values = [lifetime_value(margin, retention, discount, variant) for retention in retentions]
    truth = float(sum(share * value for share, value in zip(shares, values, strict=True) if share))
    average = float(sum(share * stay for share, stay in zip(shares, retentions, strict=True)))
    return Mixed(truth, lifetime_value(margin, min(max(average, 0.0), 1.0), discount, variant))


def _check_number(value: float, name: str) -> None:
    if not math.isfinite(value):
        raise ValueError(f"{name} has to be a number.")


def _check_retention(retention: float) -> None:
    if not 0 <= retention <= 1:
        raise ValueError("The share of customers who stay has to lie between 0 % and 100 %.")


def _check_discount(discount: float) -> None:
    if not (math.isfinite(discount) and discount > -1):
        raise ValueError("The discount rate has to be a number above −100 %.")


def _check_cost(cost: float) -> None:
    if not (math.isfinite(cost) and cost >= 0):
        raise ValueError("The cost of winning a customer has to be a number from 0 upwards.")
