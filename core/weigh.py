"""What a fitted model weighs: its time, its size, and the pages its numbers would fill."""

from __future__ import annotations

import math
import pickle
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

NUMBERS_PER_PAGE = 500  # 50 lines of 10
CUSTOMERS, RUNS = 1_000, 3


@dataclass(frozen=True)
class Weight:
    """What a fitted model weighs.

    model         one of models.NAMES
    fit_seconds   seconds it took to fit
    per_thousand  seconds to score 1,000 customers, the middle one of RUNS runs on this machine
    size          bytes it takes to store
    numbers       numbers one would have to print to give it away on paper
    pages         pages they would fill, NUMBERS_PER_PAGE on each
    """

    model: str
    fit_seconds: float
    per_thousand: float
    size: int
    numbers: int

    @property
    def pages(self) -> int:
        return math.ceil(self.numbers / NUMBERS_PER_PAGE)


def weigh(model: str, fitted: Pipeline, rows: pd.DataFrame, fit_seconds: float) -> Weight:
    """The weight of a pipeline of models.fit(); rows are (n, features) customers to score, repeated or
    cut to 1,000. ValueError without a customer, or for an unknown model."""
    if not len(rows):
        raise ValueError("There is no customer to score.")
    thousand = rows.iloc[np.resize(np.arange(len(rows)), CUSTOMERS)]
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        fitted.predict_proba(thousand)
        seconds.append(time.perf_counter() - start)
    return Weight(
        model=model,
        fit_seconds=fit_seconds,
        per_thousand=statistics.median(seconds),
        size=len(pickle.dumps(fitted)),
        numbers=numbers(model, fitted),
    )


def numbers(model: str, fitted: Pipeline) -> int:
    """How many numbers a fitted pipeline consists of.

    A question of a tree counts two (column and cut), a leaf one, in every tree there is; a logistic
    regression and a neural network their weights; a support vector machine the customers it compares
    with, their weights, its limit, and the two numbers that turn distances into chances.
    ValueError for an unknown model.
    """
    counters = {
        "tree": lambda step: _of_tree(step.tree_),
        "forest": lambda step: sum(_of_tree(grown.tree_) for grown in step.estimators_),
        "boosting": _of_boosting,
        "logistic regression": lambda step: step.coef_.size + step.intercept_.size,
        "support vector machine": _of_support_vectors,
        "neural network": lambda step: sum(part.size for part in (*step.coefs_, *step.intercepts_)),
    }
    if model not in counters:
        raise ValueError(f"There is no model called {model!r}; choose one of: {', '.join(counters)}.")
    return int(counters[model](fitted["model"]))


def _of_tree(grown: Any) -> int:
    return 2 * (grown.node_count - grown.n_leaves) + grown.n_leaves


def _of_boosting(step: Any) -> int:
    """scikit-learn keeps these trees as tables of nodes that it does not show."""
    found = 0
    for grown in (one for round_of in step._predictors for one in round_of):
        leaves = int(grown.nodes["is_leaf"].sum())
        found += 2 * (len(grown.nodes) - leaves) + leaves
    return found


def _of_support_vectors(step: Any) -> int:
    """Of the only machine there is: distances are calibrated on parts, then one is drawn from all."""
    found = 0
    for calibrated in step.calibrated_classifiers_:
        machine = calibrated.estimator
        found += machine.support_vectors_.size + machine.dual_coef_.size + machine.intercept_.size
        found += sum(2 for _ in calibrated.calibrators)
    return found
