"""A budget shared among groups: what each split buys, and the split that earns most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.campaign.budget import WORTH_IT
from core.campaign.response import ResponseCurve


@dataclass(frozen=True)
class Answers:
    """What the reader says of one group.

    people  how many people the money would be spent on, from 0 upwards
    worth   money that one yes is worth, from 0 upwards
    curve   the share that says yes by money spent per person; those beyond its floor are won
    Raises ValueError with a sentence for the screen for anything below 0 or endless.
    """

    people: float
    worth: float
    curve: ResponseCurve

    def __post_init__(self) -> None:
        for name, value in (("The number of people", self.people), ("What one yes is worth", self.worth)):
            _check(name, value)


@dataclass(frozen=True, eq=False)
class Plan:
    """Money per group and what it buys; arrays are (k,) float in the order of the groups.

    spend      money in total
    won        people who say yes because of it
    earned     their worth less the money
    next_euro  value that the next unit of money would buy there; first the same of the first unit
    unspent    money of the budget that goes nowhere
    net_value  all that is earned;  alone the groups that get nothing
    """

    spend: np.ndarray
    won: np.ndarray
    earned: np.ndarray
    next_euro: np.ndarray
    first: np.ndarray
    unspent: float
    budget: float

    @property
    def net_value(self) -> float:
        return float(self.earned.sum())

    @property
    def alone(self) -> tuple[int, ...]:
        return tuple(np.flatnonzero(self.spend == 0).tolist())


def best_split(budget: float, groups: Sequence[Answers]) -> Plan:
    """The split of a budget (money in total) among k groups that earns most.

    Money goes where the next unit buys more, and stops where that is less than a unit (Blattberg &
    Deighton 1996, for any number of groups and with a budget). In closed form: the logarithm of the value
    of the next unit falls in a straight line, by one for every people / steepness of money, so that money
    fills the groups like water, from the highest first unit down to one level for all.
    Raises ValueError with a sentence for the screen if the budget is below 0 or endless, or there is no
    group.
    """
    _check("The budget", budget)
    _check_groups(groups)
    spend = np.zeros(len(groups))
    first = [_first(group) for group in groups]
    worth_it = [number for number, value in enumerate(first) if value > WORTH_IT]
    order = sorted(worth_it, key=lambda number: -first[number])
    heights = [math.log(first[number]) for number in order] + [math.log(WORTH_IT)]
    paces = [groups[number].people / groups[number].curve.steepness for number in order]
    left, pace = float(budget), 0.0
    falls = []  # how far the level falls while no further group gets money
    for place, (height, below) in enumerate(pairwise(heights)):
        pace += paces[place]
        fall = min(height - below, left / pace)
        falls.append(fall)
        if fall < height - below:
            left = 0.0
            break
        left = max(0.0, left - pace * fall)
    # summed from the lowest fall up, so that small spending beside large paces keeps its digits
    depths = np.cumsum(falls[::-1])[::-1]
    for number, own, depth in zip(order, paces, depths.tolist(), strict=False):
        spend[number] = own * depth
    return _bought(float(budget), spend, left, groups)


def split_as(budget: float, shares: Sequence[float], groups: Sequence[Answers]) -> Plan:
    """A budget (money in total) split in the proportions of (k,) shares on any scale.

    Shares that are all 0 leave the whole budget unspent. Raises ValueError with a sentence for the
    screen if a share or the budget is below 0 or endless, or there are not as many shares as groups.
    """
    _check("The budget", budget)
    _check_groups(groups)
    if len(shares) != len(groups):
        raise ValueError(f"There are {len(groups)} groups, but shares for {len(shares)}.")
    for number, share in enumerate(shares):
        _check(f"The share of group {number + 1}", share)
    told = np.array(shares, dtype=float)
    if not told.any():
        return _bought(float(budget), np.zeros(len(groups)), float(budget), groups)
    told = told / told.max()
    return _bought(float(budget), budget * (told / told.sum()), 0.0, groups)


def _bought(budget: float, spend: np.ndarray, unspent: float, groups: Sequence[Answers]) -> Plan:
    """What spendings (k,) buy."""
    people, worth, span, steepness = np.array(
        [
            (group.people, group.worth, group.curve.ceiling - group.curve.floor, group.curve.steepness)
            for group in groups
        ]
    ).T
    first = np.array([_first(group) for group in groups])
    with np.errstate(over="ignore"):  # money without measure on hardly anybody wins all that can be won
        depth = np.divide(steepness * spend, people, out=np.zeros(len(groups)), where=people > 0)
    won = people * span * -np.expm1(-depth)
    return Plan(
        spend=spend,
        won=won,
        earned=worth * won - spend,
        next_euro=first * np.exp(-depth),
        first=first,
        unspent=unspent,
        budget=budget,
    )


def _first(group: Answers) -> float:
    """The value of the first unit of money; 0 where nobody is there."""
    return group.curve.slope(0.0) * group.worth if group.people else 0.0


def _check(name: str, value: float) -> None:
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"{name} has to be a number from 0 upwards.")


def _check_groups(groups: Sequence[Answers]) -> None:
    if not groups:
        raise ValueError("There has to be at least one group.")
