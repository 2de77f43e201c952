"""Was the contact drawn by lot? If not, those contacted differ from those left alone before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from core import models
from core.uplift.learners import folds
from core.uplift.trial import Trial

CERTAIN = 0.95  # share of true lotteries that pass, at least
TWICE = 2  # a part learns from every other and the other from it: what both show by chance counts twice
FORETELLER = "logistic regression"


@dataclass(frozen=True)
class Lottery:
    """How well the contact can be foretold from what was known before.

    auc           chance that a contacted customer scores above one left alone; 0.5 for a true lottery
    limit         what a true lottery stays below at least 95 times in 100
    drawn         True where auc does not exceed limit
    most_telling  the column in which the two groups differ most; None where drawn
    """

    auc: float
    limit: float
    drawn: bool
    most_telling: str | None


def lottery(trial: Trial, random_state: int = 0) -> Lottery:
    """Whether the contact can be foretold, by a cross-fitted logistic regression on the features.

    The limit is the one-sided 95 % point of the area under the curve of a score that knows nothing,
    from its variance (Hanley & McNeil 1982), doubled for the cross-fitting: with the plain one too many
    fair coins fail. TableProblem if there is no feature.
    """
    from sklearn.metrics import roc_auc_score

    part, rows = folds(trial, random_state), models.feature_rows(trial.table)
    chance = np.empty(len(part))
    for k in range(models.FOLDS):
        seen = part != k
        pipeline = models.estimator(trial.table, FORETELLER, random_state)
        with np.errstate(invalid="ignore"):  # a column may be empty in these rows: 0 divided by 0
            pipeline.fit(rows[seen], trial.treated[seen])
        chance[~seen] = models.chances(pipeline, rows[~seen], trained_on=int(seen.sum()))
    auc = float(roc_auc_score(trial.treated, chance))
    limit = _limit(int(trial.treated.sum()), int((1 - trial.treated).sum()))
    drawn = auc <= limit
    return Lottery(auc, limit, drawn, None if drawn else _most_telling(trial, random_state))


def _limit(contacted: int, alone: int) -> float:
    """0.5 plus 1.645 standard errors of an area of 0.5: Q1 = Q2 = 1/3 in Hanley & McNeil's formula."""
    variance = TWICE * (1 / 4 + (contacted + alone - 2) * (1 / 3 - 1 / 4)) / (contacted * alone)
    return 0.5 + NormalDist().inv_cdf(CERTAIN) * variance**0.5


def _most_telling(trial: Trial, random_state: int) -> str:
    """The column with the largest standardised difference between the two groups (Austin 2009)."""
    pipeline = models.estimator(trial.table, FORETELLER, random_state)
    rows = models.feature_rows(trial.table)
    with np.errstate(invalid="ignore"):  # a column may be empty: 0 divided by 0
        pipeline.fit(rows, trial.treated)
        numbers = pipeline["columns"].transform(rows)
    one, other = numbers[trial.treated == 1], numbers[trial.treated == 0]
    spread = np.sqrt((one.var(axis=0) + other.var(axis=0)) / 2)
    apart = np.abs(one.mean(axis=0) - other.mean(axis=0))
    far = np.divide(apart, spread, out=np.zeros(len(apart)), where=spread > 0)
    return models.inputs(pipeline)[int(np.argmax(far))].column
