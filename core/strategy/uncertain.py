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
    plan: Plan, groups: Sequence[Answers], off: float = 0.3, draws: int = 2_000, random_state: int = 0
) -> Outlook:
    """A plan when the share that says yes may be off in each group.

    off  from 0 upwards; in 8 of 10 draws a group's response lies between 1 / (1 + off) and 1 + off times
         the answer, as often above it as below

    Every group's yeses are multiplied by exp(sigma z) with z standard normal, sigma chosen for `off`; no
    more than everybody says yes. Groups are drawn independently of each other: where the same doubt hangs
    over all of them, the range of the sum is too narrow. The average draw lies a little above the middle.
    ValueError if `off` is below 0 or endless, or the plan is for another number of groups.
    """
    if not (math.isfinite(off) and off >= 0):
        raise ValueError("How far the answers may be off has to be a number from 0 upwards.")
    if len(groups) != len(plan.spend):
        raise ValueError(
            f"The plan is for {len(plan.spend)} groups, but there are answers for {len(groups)}."
        )
    people, worth = np.array([(group.people, group.worth) for group in groups]).T
    sigma = math.log1p(off) / NormalDist().inv_cdf(1 - TAIL)
    won = np.minimum(plan.won * np.exp(sigma * _normal(draws, len(groups), random_state)), people)
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


@lru_cache(maxsize=16)
def _normal(draws: int, k: int, random_state: int) -> np.ndarray:
    """(draws, k) standard normal draws, the same for every plan."""
    found = np.random.default_rng(random_state).standard_normal((draws, k))
    found.flags.writeable = False
    return found
