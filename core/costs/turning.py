"""From which price of a lost customer on another model would be the cheaper one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from core.costs.curve import Costs
from core.costs.paired import Difference, Prepared, choose, contacts, difference


@dataclass(frozen=True, eq=False)
class Turning:
    """By how much the first of two models costs less than the second, price by price of a lost customer.

    prices  (k,) rising, in money per lost customer; the present one is among them
    leads   (k,) cost per customer of the second model minus that of the first
    real    (k,) bool: whether the range of the lead leaves out no difference at all
    now     the lead at the present price
    turns   prices at which the lead changes its sign, the nearest to the present price first
    """

    prices: np.ndarray
    leads: np.ndarray
    real: np.ndarray
    now: float
    turns: tuple[float, ...]


def turning(
    y: np.ndarray,
    first: Prepared,
    second: Prepared,
    costs: Costs,
    widest: float = 8.0,
    steps: int = 25,
) -> Turning:
    """Both models billed at other prices of a lost customer, the price of a contact left as it is.

    y       (n,) outcomes, 1 = left
    widest  prices go from the present one divided by this to the present one times this
    steps   about how many prices are tried; the present one always is

    Both models are learnt in the same parts, and at every price each part gets the cut-off that is cheapest
    on the other parts. Where a lost customer costs nothing, that is the only price. ValueError unless widest
    is a number above 1 and steps is 2 or more.
    """
    if not 1 < widest < np.inf or steps < 2:
        raise ValueError(
            "There have to be at least two prices, and they have to reach beyond the present one."
        )
    grid = costs.missed * widest ** np.linspace(-1, 1, steps)
    prices = np.unique(np.append(grid, costs.missed))
    leads = [_lead(y, first, second, replace(costs, missed=float(price))) for price in prices]
    values = np.array([lead.value for lead in leads])
    return Turning(
        prices=prices,
        leads=values,
        real=np.array([lead.real for lead in leads]),
        now=float(values[np.searchsorted(prices, costs.missed)]),
        turns=_turns(prices, values, costs.missed),
    )


def _lead(y: np.ndarray, first: Prepared, second: Prepared, costs: Costs) -> Difference:
    one, other = (contacts(model, choose(model, costs)) for model in (first, second))
    return difference(y, one, other, costs, folds=first.folds)


def _turns(prices: np.ndarray, leads: np.ndarray, now: float) -> tuple[float, ...]:
    """Where the line through the leads crosses nothing; of a stretch of no lead the end farther from now."""

    def away(price: float) -> float:
        return abs(float(np.log(price / now)))

    found = []
    for before, after in pairwise(np.flatnonzero(leads).tolist()):
        if (leads[before] > 0) == (leads[after] > 0):
            continue
        if after == before + 1:
            share = leads[before] / (leads[before] - leads[after])
            found.append(float(prices[before] + share * (prices[after] - prices[before])))
        else:
            found.append(max(float(prices[before + 1]), float(prices[after - 1]), key=away))
    return tuple(sorted(found, key=away))
