"""Spending without a limit: what is right to spend on winning a customer and on keeping one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.campaign.response import AnyCurve, ResponseCurve, as_curve

ROUNDING = 1e-9  # a retention this close to 1 + discount is the same number
HALVINGS = 200  # of the range the spending lies in: far beyond what a computer can tell apart


@dataclass(frozen=True)
class Optimum:
    """The spending that earns most, with no budget to keep to; money per person and period.

    spend_keep, retention      on each customer per period, and the share who then stay
    value                      of a customer, what keeping costs already paid
    spend_win, won_rate        on each prospect, and the share then won
    per_prospect               what a prospect earns, all spending paid
    average_win, average_keep  money per customer won and kept; None where nothing is spent
    marginal                   cost of the last customer won, which equals that of the last one kept;
                               None unless money is spent on both
    """

    spend_keep: float
    retention: float
    value: float
    spend_win: float
    won_rate: float
    per_prospect: float
    average_win: float | None
    average_keep: float | None
    marginal: float | None


def unlimited(
    margin: float, discount: float, acquisition_curve: AnyCurve, retention_curve: AnyCurve
) -> Optimum:
    """The best spending on winning and keeping (Blattberg & Deighton 1996).

    margin is money per customer and period before the spending on keeping; discount the rate per
    period; curves as in `split_budget`. A prospect earns a * V - A with V = m + (m*r - R) / (1 + d - r),
    which is highest where the last customer won costs what the last one kept does: V (Pfeifer 2005).
    Raises ValueError for a discount of -1 or less, for what is not a number, and where customers could
    be worth more without end.
    """
    winning, keeping = as_curve(acquisition_curve), as_curve(retention_curve)
    if not (math.isfinite(margin) and math.isfinite(discount)):
        raise ValueError("The margin and the discount rate have to be numbers.")
    if discount <= -1:
        raise ValueError("The discount rate has to be a number above −100 %.")
    if 1 + discount - keeping.ceiling <= ROUNDING:
        raise ValueError(
            "If enough money makes everybody stay for ever, and a later euro counts as much as one today, "
            "a customer is worth more than any number. Raise the discount rate, or lower the best share."
        )
    spend_keep = _best_keeping(margin, discount, keeping)
    retention = keeping.rate(spend_keep)
    value = margin + (margin * retention - spend_keep) / (1 + discount - retention)
    spend_win = winning.spend_where(1 / value) if value > 0 else 0.0
    won_rate = winning.rate(spend_win)
    return Optimum(
        spend_keep=spend_keep,
        retention=retention,
        value=value,
        spend_win=spend_win,
        won_rate=won_rate,
        per_prospect=won_rate * value - spend_win,
        average_win=_average(spend_win, won_rate),
        average_keep=_average(spend_keep, retention),
        marginal=value if spend_win > 0 and spend_keep > 0 else None,
    )


def _average(spend: float, rate: float) -> float | None:
    """Money per person won or kept; None where nothing is spent, or so little that nobody is."""
    return spend / rate if spend > 0 and rate > 0 else None


def _best_keeping(margin: float, discount: float, keeping: ResponseCurve) -> float:
    """The spending per customer at which one more unit of money no longer raises the value.

    r'(R) * (m * (1 + d) - R) - (1 + d - r(R)) falls as R rises to m * (1 + d), and is below 0 there.
    """
    whole = 1 + discount
    low, high = 0.0, max(0.0, margin * whole)
    for _ in range(HALVINGS):
        spend = (low + high) / 2
        if keeping.slope(spend) * (margin * whole - spend) > whole - keeping.rate(spend):
            low = spend
        else:
            high = spend
    return low
