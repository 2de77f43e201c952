"""What a plan earns when the answers behind it are guesses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from core.strategy.offers import Answers, Plan

TAIL = 0.1  # of the draws lie below a range, and as many above
SHARED = 0.5  # part of the doubt all groups share: nobody guesses too high for one group only
DRAWS = 8_192  # so many that the ends of a range hardly move when they are drawn anew
EQUAL = 1e-9  # part of the money in question; what differs by less is rounding


@dataclass(frozen=True, eq=False)
class Outlook:
    """What a plan earns when the answers are drawn anew again and again; money.

    low, high  8 in 10 draws of all that is earned lie between them
    middle     what the plan earns if the answers hold
    groups     (k, 2) low and high of what is earned in each group
    loses      share of the draws in which the plan costs more than it brings
    off        how far the answers may be off
    nets       (draws,) all that is earned, draw by draw
    drawn      number of draws, number of groups and state of chance: outlooks that agree in these and in
               `off` hold the same draws
    """

    low: float
    high: float
    middle: float
    groups: np.ndarray
    loses: float
    off: float
    nets: np.ndarray = field(repr=False)
    drawn: tuple[int, int, int]

    def better(self, other: Outlook) -> float:
        """Share of the draws in which this plan earns more than the other on the same draw.

        ValueError if the two were not drawn alike.
        """
        if (self.drawn, self.off) != (other.drawn, other.off):
            raise ValueError("Two plans can only be compared on the same draws of the answers.")
        near = EQUAL * np.maximum(np.abs(self.nets), np.abs(other.nets))
        return float(np.mean(self.nets - other.nets > near))


def outlook(
    plan: Plan, groups: Sequence[Answers], off: float = 0.3, draws: int = DRAWS, random_state: int = 0
) -> Outlook:
    """A plan when the share that says yes may be off in each group.

    off  from 0 upwards; in 8 of 10 draws a group's response is off by a factor of 1 + off at most: it lies
         between 1 / (1 + off) and 1 + off times the answer, as often above it as below

    In every draw the number of those who say yes in a group is multiplied by exp(sigma z), sigma chosen for
    `off`; no more than everybody says yes. z = sqrt(SHARED) common + sqrt(1 - SHARED) own is standard normal:
    one part is the same for all groups, one belongs to the group (a one-factor model, Vasicek 2002). So a
    finer cut of the same people narrows the range to sqrt(SHARED) of its width at most. The average draw
    lies a little above the middle.
    ValueError if `off` is below 0 or endless, or the plan is for another number of groups.
    """
    if not (math.isfinite(off) and off >= 0):
        raise ValueError("How far the answers may be off has to be a number from 0 upwards.")
    if len(groups) != len(plan.spend):
        raise ValueError(
            f"The plan is for {len(plan.spend)} groups, but there are answers for {len(groups)}."
        )
    people, worth = np.array([(group.people, group.worth) for group in groups]).T
    won = np.minimum(plan.won * _factors(float(off), draws, len(groups), random_state), people)
    earned = worth * won - plan.spend
    nets = earned.sum(axis=1)
    ends = np.quantile(np.column_stack((nets, earned)), (TAIL, 1 - TAIL), axis=0)
    return Outlook(
        low=float(ends[0, 0]),
        high=float(ends[1, 0]),
        middle=plan.net_value,
        groups=ends[:, 1:].T,
        loses=float(np.mean(nets < 0)),
        off=float(off),
        nets=nets,
        drawn=(draws, len(groups), random_state),
    )


@lru_cache(maxsize=8)
def _factors(off: float, draws: int, k: int, random_state: int) -> np.ndarray:
    """(draws, k) what the answers are multiplied by, the same for every plan."""
    sigma = math.log1p(off) / NormalDist().inv_cdf(1 - TAIL)
    return _kept(np.exp(sigma * _normal(draws, k, random_state)))


@lru_cache(maxsize=16)
def _normal(draws: int, k: int, random_state: int) -> np.ndarray:
    """(draws, k) standard normal draws, correlated by SHARED between any two groups.

    The draws are spread evenly from a random start, column by column in steps of another irrational number
    (Weyl 1916; steps after Roberts 2018): ends of a range settle with a fraction of the draws that
    independent ones need.
    """
    ratio = 2.0
    for _ in range(60):  # the positive root of x^(k + 2) = x + 1
        ratio = (1 + ratio) ** (1 / (k + 2))
    steps = ratio ** -np.arange(1.0, k + 2)
    start = np.random.default_rng(random_state).random(k + 1)
    ranks = ((start + np.arange(draws)[:, None] * steps) % 1).argsort(axis=0).argsort(axis=0)
    evenly = np.array([NormalDist().inv_cdf((place + 0.5) / draws) for place in range(draws)])[ranks]
    return _kept(math.sqrt(SHARED) * evenly[:, :1] + math.sqrt(1 - SHARED) * evenly[:, 1:])


def _kept(found: np.ndarray) -> np.ndarray:
    """The same array, which nobody can change any more."""
    found.flags.writeable = False
    return found
