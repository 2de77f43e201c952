"""Each customer's change in the chance of staying through the contact, from models that never saw them.

Everything is cross-fitted (Stone 1974): the customers are dealt into parts with equal shares of contacted
and stayed, and each part is scored by models that learnt from the other parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from core import models
from core.table import Table
from core.uplift.trial import Trial, trial_of

LEARNERS = ("two models", "class transformation")
BASES = ("boosting", "logistic regression")

Progress = Callable[[int, int], None]


def fit(
    table: Table | pd.DataFrame,
    treatment: str | Sequence[int],
    outcome: str | Sequence[int],
    learner: str = LEARNERS[0],
    base: str = BASES[0],
    random_state: int = 0,
    progress: Progress | None = None,
) -> np.ndarray:
    """(n,) change in each customer's chance of staying through the contact, -1 to 1.

    treatment, outcome  a column, or (n,) 0/1; outcome 1 means stayed. Which value of a column counts as
                        1, and what is a TableProblem or a ValueError, is said at trial_of().
    learner  "two models": the chance of staying learnt once from those contacted and once from those left
             alone; the score is the difference (the T-learner of Künzel, Sekhon, Bickel & Yu 2019).
             "class transformation": the chance to have been contacted and stayed, or left alone and left
             (Jaskowski & Jaroszewicz 2012), each row weighted by 1 / the share of its group, so that it
             holds however many were contacted. The score is twice that chance minus 1.
    base     the classifier of core.models inside, with the same settings for both groups
    progress is told (part, number of parts) before each part. ValueError for an unknown learner or base.
    """
    trial = trial_of(table, treatment, outcome)
    return _every_part(
        trial, lambda part, k: fit_part(trial, part, k, learner, base, random_state), random_state, progress
    )


def risk(
    table: Table | pd.DataFrame,
    treatment: str | Sequence[int],
    outcome: str | Sequence[int],
    base: str = BASES[0],
    random_state: int = 0,
    progress: Progress | None = None,
) -> np.ndarray:
    """(n,) chance of leaving if left alone, 0 to 1, learnt from those who were; arguments as in fit()."""
    trial = trial_of(table, treatment, outcome)
    return _every_part(
        trial, lambda part, k: risk_part(trial, part, k, base, random_state), random_state, progress
    )


def folds(trial: Trial, random_state: int = 0) -> np.ndarray:
    """(n,) int: the part of each customer, with equal shares of the four kinds contacted x stayed."""
    from sklearn.model_selection import StratifiedKFold

    kind = 2 * trial.treated + trial.stayed
    parts = StratifiedKFold(models.FOLDS, shuffle=True, random_state=random_state)
    part = np.empty(len(kind), dtype=int)
    for k, (_, unseen) in enumerate(parts.split(np.zeros(len(kind)), kind)):
        part[unseen] = k
    return part


def fit_part(
    trial: Trial, part: np.ndarray, k: int, learner: str, base: str = BASES[0], random_state: int = 0
) -> np.ndarray:
    """(customers of part k,) their scores, learnt from the other parts; part as folds() gives it."""
    if learner not in LEARNERS:
        raise ValueError(f"There is no learner called {learner!r}; choose one of: {', '.join(LEARNERS)}.")
    seen, contacted = part != k, trial.treated == 1
    if learner == "two models":
        with_contact = _chance(trial, seen & contacted, trial.stayed, part == k, base, random_state)
        without = _chance(trial, seen & ~contacted, trial.stayed, part == k, base, random_state)
        return with_contact - without
    turned = np.where(contacted, trial.stayed, 1 - trial.stayed)
    share = trial.treated[seen].mean()
    weight = np.where(contacted, 1 / share, 1 / (1 - share))
    return 2 * _chance(trial, seen, turned, part == k, base, random_state, weight) - 1


def risk_part(
    trial: Trial, part: np.ndarray, k: int, base: str = BASES[0], random_state: int = 0
) -> np.ndarray:
    """(customers of part k,) their chances of leaving if left alone, learnt from the other parts."""
    alone = (part != k) & (trial.treated == 0)
    return _chance(trial, alone, 1 - trial.stayed, part == k, base, random_state)


def _every_part(
    trial: Trial,
    scored: Callable[[np.ndarray, int], np.ndarray],
    random_state: int,
    progress: Progress | None,
) -> np.ndarray:
    part = folds(trial, random_state)
    score = np.empty(len(part))
    for k in range(models.FOLDS):
        if progress:
            progress(k, models.FOLDS)
        score[part == k] = scored(part, k)
    return score


def _chance(
    trial: Trial,
    seen: np.ndarray,
    answer: np.ndarray,
    asked: np.ndarray,
    base: str,
    random_state: int,
    weight: np.ndarray | None = None,
) -> np.ndarray:
    """(customers asked,) the chance that the answer is 1, learnt from the customers seen."""
    if base not in BASES:
        raise ValueError(f"There is no base called {base!r}; choose one of: {', '.join(BASES)}.")
    rows = models.feature_rows(trial.table)
    pipeline = models.estimator(trial.table, base, random_state)
    weights = {} if weight is None else {"model__sample_weight": weight[seen]}
    with np.errstate(invalid="ignore"):  # a column may be empty in these rows: 0 divided by 0
        pipeline.fit(rows[seen], answer[seen], **weights)
    return models.chances(pipeline, rows[asked], trained_on=int(seen.sum()))
