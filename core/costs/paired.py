"""Two models on the same customers, none of whom they had seen: how much of a difference is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.costs.curve import Costs, billed
from core.sweep import Sweep, sweep

if TYPE_CHECKING:
    from core.models import Scores

LEVEL = 0.90
RESAMPLES = 800


@dataclass(frozen=True, eq=False)
class Prepared:
    """A model's chances, sorted once, before any price.

    probability  (n,) chances of customers the model never saw
    place        (n,) int, the part each customer was in while the other parts were learnt from
    others       for each part the sweep over the customers of all other parts
    """

    probability: np.ndarray
    place: np.ndarray
    others: tuple[Sweep, ...]

    @property
    def folds(self) -> int:
        """In how many parts the model was learnt anew."""
        return len(self.others)


@dataclass(frozen=True, eq=False)
class Best:
    """The best of several models, chosen for each part on the customers of the other parts.

    contact  (n,) bool: whom it contacts
    names    for each part the model that was chosen
    """

    contact: np.ndarray
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The model chosen most often; of equals the one chosen first."""
        return max(self.names, key=self.names.count)

    @property
    def alone(self) -> bool:
        """Whether every part chose the same model."""
        return len(set(self.names)) == 1


@dataclass(frozen=True)
class Difference:
    """How much more one rule saves than another, in money per customer, with its range."""

    value: float
    low: float
    high: float

    @property
    def real(self) -> bool:
        """Whether the range leaves out no difference at all."""
        return self.low > 0 or self.high < 0


def prepare(scores: Scores) -> Prepared:
    """Everything about a model's chances that no price changes. ValueError with a single part."""
    folds, place = np.unique(scores.fold, return_inverse=True)
    others = tuple(
        sweep(scores.y_true[place != k], scores.probability[place != k]) for k in range(len(folds))
    )
    return Prepared(scores.probability, place, others)


@dataclass(frozen=True, eq=False)
class Chosen:
    """For each part the cut-off that is cheapest on the customers of the other parts, and its bill there."""

    cutoffs: np.ndarray
    bills: np.ndarray


def choose(prepared: Prepared, costs: Costs) -> Chosen:
    """The cheapest cut-off of each part's others, of equals the highest."""
    cutoffs, bills = [], []
    for part in prepared.others:
        total = billed(costs, part.leavers - part.caught, part.wasted)
        row = int(np.argmin(total))
        cutoffs.append(part.thresholds[row])
        bills.append(total[row])
    return Chosen(np.array(cutoffs), np.array(bills))


def contacts(prepared: Prepared, chosen: Chosen) -> np.ndarray:
    """(n,) bool: who is contacted when each part has the cut-off chosen on the other parts."""
    return prepared.probability >= chosen.cutoffs[prepared.place]


def best_of(contenders: Mapping[str, Prepared], chosen: Mapping[str, Chosen]) -> Best:
    """The best of these models, where neither it nor its cut-off was chosen on those it is judged by.

    For each part the model with the lowest bill on the customers of the other parts, ties in the order
    given. All have to be learnt in the same parts. ValueError without a contender.
    """
    if not contenders:
        raise ValueError("There is no model to choose from.")
    place = next(iter(contenders.values())).place
    bills = np.array([chosen[name].bills for name in contenders])
    names = tuple(list(contenders)[at] for at in bills.argmin(axis=0))
    contact = np.zeros(len(place), dtype=bool)
    for name in set(names):
        here = np.array([one == name for one in names])[place]
        contact[here] = contacts(contenders[name], chosen[name])[here]
    return Best(contact, names)


def paired_difference(scores_a: Scores, scores_b: Scores, costs: Costs, level: float = LEVEL) -> Difference:
    """How much more the first model saves than the second, in money per customer, with its range.

    Both contact from the cut-off that is cheapest on the other parts, and both are billed on the same
    customers. The range is that of difference(), for models learnt anew in each part. ValueError if the
    two are not about the same customers.
    """
    if not all(np.array_equal(getattr(scores_a, of), getattr(scores_b, of)) for of in ("ids", "y_true")):
        raise ValueError("The two models have to be about the same customers.")
    one, other = prepare(scores_a), prepare(scores_b)
    rules = contacts(one, choose(one, costs)), contacts(other, choose(other, costs))
    return difference(scores_a.y_true, *rules, costs, level, one.folds)


def difference(
    y_true: np.ndarray,
    contact: np.ndarray,
    other: np.ndarray,
    costs: Costs,
    level: float = LEVEL,
    folds: int | None = None,
) -> Difference:
    """What contacting the marked customers saves over contacting the others marked, on the same customers.

    y_true, contact, other: (n,) outcomes (1 = left) and whom the two rules contact. The range comes from
    drawing the customers anew, each with both bills (Efron 1979): two bills differ in one of four ways
    or not at all, so it is five counts that are drawn, 800 times, always the same draws. With folds, a
    rule was learnt anew in each of so many parts, and the range is for learning it on other customers
    too: it is stretched around the value by widening().
    """
    y, first, second = (np.asarray(one, dtype=bool) for one in (y_true, contact, other))
    only_first, only_second = first & ~second, second & ~first
    ahead = np.count_nonzero(y & only_first), np.count_nonzero(~y & only_second)
    behind = np.count_nonzero(y & only_second), np.count_nonzero(~y & only_first)
    if not any((*ahead, *behind)):
        return Difference(0.0, 0.0, 0.0)
    sign = -1 if behind > ahead else 1  # the same draws, whichever of the two comes first
    counts = (*behind, *ahead) if behind > ahead else (*ahead, *behind)
    worth = np.array([costs.missed, costs.wasted, -costs.missed, -costs.wasted, 0.0]) / len(y)
    shares = np.array([*counts, len(y) - sum(counts)]) / len(y)
    drawn = np.random.default_rng(0).multinomial(len(y), shares, size=RESAMPLES) @ worth
    if behind == ahead:
        drawn = np.concatenate([drawn, -drawn])
    value = sign * round(float(counts @ worth[:4]), 9) + 0.0
    drawn, beyond = np.sort(sign * drawn), round(len(drawn) * (1 - level) / 2)
    low, high = (value + widening(folds) * (float(drawn[at]) - value) for at in (beyond, -1 - beyond))
    return Difference(value, min(low, value), max(high, value))


def widening(folds: int | None) -> float:
    """How many times wider a range has to be for a rule that was learnt anew in each of so many parts.

    The variance is multiplied by 1 + folds / (folds - 1) / 2. That is half the surplus of Nadeau & Bengio
    (2003), whose whole one covers too often here. 1 for a rule that was not learnt.
    """
    return 1.0 if folds is None or folds < 2 else float(np.sqrt(1 + folds / (folds - 1) / 2))
