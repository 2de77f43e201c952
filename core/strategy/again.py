"""Whether groups, and a plan for them, survive when the groups are found anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.segments import Segmentation, matched_labels
from core.segments.evidence import SEARCH_STARTS, fit
from core.segments.segmentation import FITS
from core.strategy.offers import Answers, Plan, best_split, split_as

MOST_FITTED = 20_000  # with more rows, groups are found on so many drawn rows, from fewer beginnings
OTHERS, DRAWN = 10, 20
EQUAL = 1e-9  # part of a sum of money; what differs by less is rounding
WORST = 0.9


@dataclass(frozen=True, eq=False)
class Refits:
    """Groups found anew so many times, each time matched to the groups we have.

    changed  (r,) int, rows that are in another group than before
    stayed   (r, k) share of every group's rows that are still in it
    people   (r, k) people in the group that matches it
    """

    changed: np.ndarray
    stayed: np.ndarray
    people: np.ndarray


@dataclass(frozen=True, eq=False)
class Again:
    """What becomes of the groups.

    begun   on the same rows from other beginnings
    drawn   on rows drawn from them with replacement, all rows then given to the nearest middle
    rows    how many rows there are;  people (k,) in the groups as they are
    fitted  on how many rows the groups of `drawn` were found each time
    """

    begun: Refits
    drawn: Refits
    rows: int
    people: np.ndarray
    fitted: int


@dataclass(frozen=True, eq=False)
class Held:
    """Whether the best split is the same each time, and what sticking to a plan costs.

    most   (r,) bool: a group that gets most in the best split now gets most in the best split then
    alone  (r,) bool: the best split leaves the same groups alone
    forgone  (r,) money that the plan earns less than the best split then
    """

    most: np.ndarray
    alone: np.ndarray
    forgone: np.ndarray

    @property
    def middle(self) -> float:
        """Money forgone in the middle refit."""
        return float(np.median(self.forgone)) if len(self.forgone) else 0.0

    @property
    def high(self) -> float:
        """Money forgone that nine in ten refits do not exceed."""
        return float(np.quantile(self.forgone, WORST, method="higher")) if len(self.forgone) else 0.0


@dataclass(frozen=True, eq=False)
class Survival:
    """The best split now, and a plan, judged against the best split of every refit.

    begun, drawn  the two sorts of refits
    most     the groups that get most in the best split now, none where it spends nothing
    alone    the groups that get nothing in it
    already  money that the plan forgoes on the groups as they are
    spent    money that the plan spends;  budget what it could spend
    """

    begun: Held
    drawn: Held
    most: tuple[int, ...]
    alone: tuple[int, ...]
    already: float
    spent: float
    budget: float


def again(
    found: Segmentation,
    others: int = OTHERS,
    drawn: int = DRAWN,
    random_state: int = 0,
    people: np.ndarray | None = None,
) -> Again:
    """Find the groups anew: from other beginnings, and on rows drawn with replacement (Efron 1979).

    others, drawn  how many times each, from 0 upwards
    people  (n,) people per row, gaps count as nobody; None: one each

    Other beginnings are as many as segment() takes, the best of ten; drawn rows get the best of four. Above
    20,000 rows both get four, and only so many rows are drawn each time, so that more of them change than
    would with all. ValueError if people has another length or anything below 0.
    """
    points, k = found.grid.values, found.k
    rows = len(points)
    weights = np.ones(rows) if people is None else np.nan_to_num(np.asarray(people, dtype=float))
    if len(weights) != rows or (weights < 0).any():
        raise ValueError("Every row needs its number of people, from 0 upwards.")
    rng = np.random.default_rng([random_state, found.random_state])
    seeds = rng.integers(2**31, size=others).tolist()
    fitted = min(rows, MOST_FITTED)
    starts = FITS if rows <= MOST_FITTED else SEARCH_STARTS
    begun = (fit(points, k, seed, starts).labels_ for seed in seeds)
    tables = (rng.integers(0, rows, fitted) for _ in range(drawn))
    anew = (fit(points[some], k, turn, SEARCH_STARTS).predict(points) for turn, some in enumerate(tables))
    return Again(
        begun=_compared(found, begun, weights),
        drawn=_compared(found, anew, weights),
        rows=rows,
        people=np.bincount(found.labels, weights, k),
        fitted=fitted,
    )


def survives(again: Again, budget: float, groups: Sequence[Answers], plan: Plan) -> Survival:
    """The best split now, and what a plan forgoes, against the best split with the people of every refit.

    The people in each answer grow or shrink as the group does, the budget stays. ValueError if the plan is
    for another number of groups, or spends more than the budget.
    """
    if not len(groups) == len(plan.spend) == len(again.people):
        raise ValueError(f"The plan and the answers have to be for {len(again.people)} groups.")
    if plan.spend.sum() > budget * (1 + EQUAL):
        raise ValueError("The plan spends more than the budget.")
    today = best_split(budget, groups)
    most = _most(today.spend)

    def held(people: np.ndarray) -> Held:
        same_most, same_alone, forgone = [], [], []
        for now in people:
            asked = _asked(groups, again.people, now)
            best = best_split(budget, asked)
            leaders = _most(best.spend)
            same_most.append(bool(set(most) & set(leaders)) or most == leaders)
            same_alone.append(today.alone == best.alone)
            forgone.append(_forgone(best, plan, asked))
        return Held(np.array(same_most, dtype=bool), np.array(same_alone, dtype=bool), np.array(forgone))

    return Survival(
        begun=held(again.begun.people),
        drawn=held(again.drawn.people),
        most=most,
        alone=today.alone,
        already=_forgone(today, plan, groups),
        spent=float(plan.spend.sum()),
        budget=budget,
    )


def _compared(found: Segmentation, groupings: Iterable[np.ndarray], weights: np.ndarray) -> Refits:
    changed, stayed, people = [], [], []
    for labels in groupings:
        labels = matched_labels(found.labels, labels, found.k)
        same = labels == found.labels
        changed.append(int((~same).sum()))
        stayed.append(np.bincount(found.labels, same, found.k) / found.sizes)
        people.append(np.bincount(labels, weights, found.k)[: found.k])
    return Refits(
        np.array(changed, dtype=int),
        np.array(stayed).reshape(-1, found.k),
        np.array(people).reshape(-1, found.k),
    )


def _asked(groups: Sequence[Answers], before: np.ndarray, now: np.ndarray) -> list[Answers]:
    """The answers with the people of a refit; where nobody was counted before, they stay as they are."""
    return [
        replace(group, people=group.people * new / old) if old > 0 else group
        for group, old, new in zip(groups, before.tolist(), now.tolist(), strict=True)
    ]


def _most(spend: np.ndarray) -> tuple[int, ...]:
    """The groups that get most money, several where they get the same, none where nobody gets any."""
    top = spend.max()
    return tuple(np.flatnonzero(spend >= top * (1 - EQUAL)).tolist()) if top > 0 else ()


def _forgone(best: Plan, plan: Plan, groups: Sequence[Answers]) -> float:
    """What the plan's money earns less than the best split."""
    kept = split_as(float(plan.spend.sum()), plan.spend.tolist(), groups)
    missed = best.net_value - kept.net_value
    return missed if missed > EQUAL * max(best.budget, abs(best.net_value)) else 0.0
