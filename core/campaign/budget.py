"""The next euro: how a budget is shared between keeping customers and winning new ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.campaign.response import AnyCurve, as_curve

WORTH_IT = 1.0  # a euro is spent as long as it buys at least so many euros


@dataclass(frozen=True)
class Split:
    """A budget shared so that no euro would do better elsewhere.

    keep, win, unspent     money in total; together the budget
    next_euro              value bought by the last euro on either side; 1 where money is left over
    saved, won             customers kept and won by the money (not those who come or stay without it)
    net_value              value of those customers less the money spent
    first_keep, first_win  value bought by the first euro on each side; 0 where nobody is there
    """

    keep: float
    win: float
    unspent: float
    next_euro: float
    saved: float
    won: float
    net_value: float
    first_keep: float
    first_win: float


def split_budget(
    budget: float,
    retention_curve: AnyCurve,
    acquisition_curve: AnyCurve,
    customers: float,
    prospects: float,
    value_kept: float,
    value_won: float,
) -> Split:
    """Share a budget between keeping `customers` and winning `prospects` so that it buys most value.

    budget is money in total; value_kept and value_won are money per customer; a curve is a
    ResponseCurve, (floor, ceiling, steepness) or (ceiling, steepness). Money goes where the next euro
    buys more, and stops where that is less than a euro (Blattberg & Deighton 1996, with floors and a
    budget). In closed form: the logarithm of the value of the next euro falls in a straight line, by one
    for every people / steepness of money. Raises ValueError for anything below 0 or endless.
    """
    told = {
        "The budget": budget,
        "The number of customers": customers,
        "The number of prospects": prospects,
        "The value of a kept customer": value_kept,
        "The value of a won customer": value_won,
    }
    for name, value in told.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} has to be a number from 0 upwards.")
    keeping, winning = as_curve(retention_curve), as_curve(acquisition_curve)
    first_keep = keeping.slope(0.0) * value_kept if customers else 0.0
    first_win = winning.slope(0.0) * value_won if prospects else 0.0
    keep_height, keep_pace = _line(first_keep, customers, keeping.steepness)
    win_height, win_pace = _line(first_win, prospects, winning.steepness)

    if keep_height >= win_height:
        level, keep, win = _poured(budget, keep_height, keep_pace, win_height, win_pace)
    else:
        level, win, keep = _poured(budget, win_height, win_pace, keep_height, keep_pace)
    saved = customers * keeping.gain(keep / customers) if customers else 0.0
    won = prospects * winning.gain(win / prospects) if prospects else 0.0
    return Split(
        keep=keep,
        win=win,
        unspent=max(0.0, budget - keep - win) if level == 0 else 0.0,
        next_euro=math.exp(level),
        saved=saved,
        won=won,
        net_value=value_kept * saved + value_won * won - keep - win,
        first_keep=first_keep,
        first_win=first_win,
    )


def _line(first: float, people: float, steepness: float) -> tuple[float, float]:
    """ln(value of the first euro) and the money over which it falls by one; (0, 0) where none is worth it."""
    if first <= WORTH_IT:
        return 0.0, 0.0
    return math.log(first), people / steepness


def _poured(
    budget: float, high: float, pace: float, low: float, low_pace: float
) -> tuple[float, float, float]:
    """ln(value of the last euro), and the money for the side with the higher first euro and for the other."""
    alone = pace * (high - low)
    if budget >= pace * high + low_pace * low:
        return 0.0, pace * high, low_pace * low
    if budget <= alone:
        return high - budget / pace, budget, 0.0
    both = pace + low_pace
    second = (budget - alone) * low_pace / both
    return low - (budget - alone) / both, budget - second, second
