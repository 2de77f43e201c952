"""The contenders: six models, and each customer's chance to leave from a model that never saw them.

scikit-learn is imported inside the functions, so that importing this module costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core.table import Table, TableProblem

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

NAMES = ("tree", "logistic regression", "forest", "boosting", "support vector machine", "neural network")

FOLDS = 5
MOST_LEVELS = 20  # a category column with more levels has its rarest ones grouped
MOST_ROWS_SVM = 8_000  # its time grows with the square of the rows; the others take them all
NEEDS_SCALE = ("logistic regression", "support vector machine", "neural network")
MISSING = "missing"
RARE = "infrequent_sklearn"  # scikit-learn's own name for the grouped levels


@dataclass(frozen=True, eq=False)
class Scores:
    """Chances for customers never used to fit the model that scored them.

    y_true       (n,) int8, 1 where the customer left
    probability  (n,) float64, chance to leave, strictly between 0 and 1
    fold         (n,) int, the part each customer was in while the other parts were learnt from
    ids          (n,) int, row positions in table.rows
    model        one of NAMES
    fit_seconds  average seconds to fit one fold
    """

    y_true: np.ndarray
    probability: np.ndarray
    fold: np.ndarray
    ids: np.ndarray
    model: str
    fit_seconds: float


@dataclass(frozen=True)
class Input:
    """What one column of numbers inside a pipeline stands for.

    column  the feature of the table it was made from
    level   the level it is 1 for; MISSING for a gap, RARE for the grouped levels, None for a number
    """

    column: str
    level: str | None = None


def estimator(table: Table, model: str, random_state: int = 0) -> Pipeline:
    """An unfitted pipeline, steps "columns" and "model", for the features of the table.

    Takes a DataFrame with the columns table.features, gaps and unknown levels included.
    ValueError for an unknown model, TableProblem if no column is left to learn from.
    """
    from sklearn.pipeline import Pipeline

    if model not in NAMES:
        raise ValueError(f"There is no model called {model!r}; choose one of: {', '.join(NAMES)}.")
    if not table.features:
        raise TableProblem("There is no column left to learn from. Put at least one column back in.")
    columns = _columns(table, scaled=model in NEEDS_SCALE)
    return Pipeline([("columns", columns), ("model", _classifier(model, len(table.rows), random_state))])


def fit(table: Table, model: str, random_state: int = 0) -> Pipeline:
    """The model fitted on every row of the table (the support vector machine on at most MOST_ROWS_SVM).

    Errors as in estimator(), and TableProblem with fewer than two leavers or two stayers.
    """
    _require_both(table)
    pipeline = estimator(table, model, random_state)
    return _learn(pipeline, feature_rows(table), table.y, model, random_state)


def score(table: Table, model: str, random_state: int = 0) -> Scores:
    """Chances from cross-validation (Stone 1974): every customer is scored once, by the model that
    learnt from the other parts. Errors as in fit()."""
    part = folds(table, random_state)
    rows, y = feature_rows(table), table.y
    probability = np.empty(len(y))
    seconds = 0.0
    for k in np.unique(part):
        seen, unseen = part != k, part == k
        pipeline = estimator(table, model, random_state)
        start = time.perf_counter()
        _learn(pipeline, rows[seen], y[seen], model, random_state)
        seconds += time.perf_counter() - start
        probability[unseen] = chances(pipeline, rows[unseen], trained_on=int(seen.sum()))
    return Scores(
        y_true=y.astype(np.int8),
        probability=probability,
        fold=part,
        ids=np.arange(len(y)),
        model=model,
        fit_seconds=seconds / len(np.unique(part)),
    )


def folds(table: Table, random_state: int = 0) -> np.ndarray:
    """(n,) int: the part of each row, the same for every model, with equal shares of leavers.

    FOLDS parts, or as many as there are leavers (or stayers) if those are fewer.
    TableProblem with fewer than two leavers or two stayers.
    """
    from sklearn.model_selection import StratifiedKFold

    y = table.y
    parts = StratifiedKFold(min(FOLDS, _require_both(table)), shuffle=True, random_state=random_state)
    part = np.empty(len(y), dtype=int)
    for k, (_, unseen) in enumerate(parts.split(np.zeros(len(y)), y)):
        part[unseen] = k
    return part


def chances(pipeline: Pipeline, rows: pd.DataFrame, trained_on: int) -> np.ndarray:
    """(n,) float64: chance to leave for each row, from a pipeline fitted on `trained_on` customers.

    Kept inside [1/(m+2), 1-1/(m+2)] for m customers: the rule of succession (Laplace 1814) allows
    no more certainty than that, even where all m ended alike.
    """
    edge = 1 / (trained_on + 2)
    return np.clip(pipeline.predict_proba(rows)[:, 1].astype(float), edge, 1 - edge)


def feature_rows(table: Table) -> pd.DataFrame:
    """(n, number of features) DataFrame: the columns a model may use, in order."""
    return table.rows[[column.name for column in table.features]]


def inputs(pipeline: Pipeline) -> tuple[Input, ...]:
    """What each column stands for that the fitted "model" step reads, in its order."""
    found: list[Input] = []
    for name, steps, names in pipeline["columns"].transformers_:
        if name == "numbers":
            gaps = steps["fill"].indicator_.features_
            found += [Input(column) for column in names] + [Input(names[i], MISSING) for i in gaps]
        elif name == "categories":
            levels = zip(names, steps["one_hot"]._levels_out, strict=True) if False else ()
            found += [Input(column, level) for column, kept in levels for level in kept]
    return tuple(found)
