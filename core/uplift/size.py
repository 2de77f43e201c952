"""The average effect of an offer, and how many customers it takes to see one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from core.costs import LEVEL
from core.uplift.trial import Trial

POWER = 0.8  # share of trials that see a true effect


@dataclass(frozen=True)
class Effect:
    """The average change in the share who stay through the contact, as the trial shows it.

    value, low, high are shares (0.06: six more of 100 stay), the truth lies between low and high nine
    times in ten; contacted_stay and alone_stay are the shares who stayed in the two groups.
    """

    value: float
    low: float
    high: float
    contacted_stay: float
    alone_stay: float


def effect(trial: Trial, level: float = LEVEL) -> Effect:
    """The difference of two shares, with its range (Wald 1943)."""
    one, other = trial.stayed[trial.treated == 1], trial.stayed[trial.treated == 0]
    here, there = float(one.mean()), float(other.mean())
    error = math.sqrt(here * (1 - here) / len(one) + there * (1 - there) / len(other))
    half = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Effect(here - there, here - there - half, here - there + half, here, there)


def needed(base: float, effect: float, power: float = POWER, level: float = LEVEL) -> int:
    """Customers needed in each group to see a change in a share, so often as power says.

    base    the share who stay if left alone, 0 to 1
    effect  the change one wants to see, as a share, up or down
    Two shares, two-sided at 1 - level, without correction for continuity (Fleiss 1981, chapter 3).
    ValueError: an effect of 0, base or base + effect outside 0 to 1, power or level not between 0 and 1.
    """
    there = base + effect
    if not (0 <= base <= 1 and 0 <= there <= 1) or effect == 0:
        raise ValueError("Both shares have to lie between 0 and 1, and they have to differ.")
    if not (0 < power < 1 and 0 < level < 1):
        raise ValueError("Power and level have to lie between 0 and 1.")
    middle = (base + there) / 2
    surprise = NormalDist().inv_cdf(0.5 + level / 2) * math.sqrt(2 * middle * (1 - middle))
    sight = NormalDist().inv_cdf(power) * math.sqrt(base * (1 - base) + there * (1 - there))
    return max(1, math.ceil(((surprise + sight) / effect) ** 2 - 1e-9))
