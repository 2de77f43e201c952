"""Acting on a push: what a model believes an action brings, and what the simulated truth answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from core.costs import LEVEL


@dataclass(frozen=True)
class Action:
    """Something done to every customer, counted in a world where each is known with and without it.

    name       what is done, as an order: "Give everyone 200 MB more"
    column     the feature of the table it changes
    cost       money per customer
    believed   fall of the average chance of leaving the model expects, 0 to 1; negative: a rise
    kept       customers who would have left and stay with the action
    lost       customers who would have stayed and leave with it
    customers  how many there are
    role       what the column is in the simulation: "cause", "stand-in" or "noise"
    """

    name: str
    column: str
    cost: float
    believed: float
    kept: int
    lost: int
    customers: int
    role: str


@dataclass(frozen=True)
class Acted:
    """What an action brings, money per customer: promised by the model, and in truth with a 90 % range."""

    action: Action
    believed: float
    value: float
    low: float
    high: float


def acted(action: Action, missed: float) -> Acted:
    """What an action brings in money per customer, its cost taken off; missed is the price of a leaver.

    The model promises believed * missed - cost. In truth each customer is compared with the same customer
    without the action (potential outcomes, Rubin 1974): missed for one kept, -missed for one lost, 0 for
    the others, less the cost. The range is that of the mean of these results (normal curve); where nobody
    is moved there is none. ValueError: a negative or unknown sum of money, an unknown belief, negative
    counts, nobody at all, or more customers moved than there are.
    """
    for amount in (action.cost, missed):
        if not math.isfinite(amount) or amount < 0:
            raise ValueError("Costs have to be numbers from 0 upwards.")
    if not math.isfinite(action.believed):
        raise ValueError("What the model expects has to be a number.")
    kept, lost, n = action.kept, action.lost, action.customers
    if min(kept, lost) < 0 or n < 1 or kept + lost > n:
        raise ValueError("Those kept and those lost have to be among the customers, and there has to be one.")
    moved = (kept - lost) / n
    value = moved * missed - action.cost
    spread = missed * math.sqrt(max((kept + lost) - n * moved**2, 0.0) / max(n - 1, 1))
    half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * spread / math.sqrt(n)
    return Acted(action, action.believed * missed - action.cost, value, value - half, value + half)
