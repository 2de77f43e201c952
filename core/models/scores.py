"""Fitting a contender, and the chances of customers it never saw."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.models.classifiers import NAMES, NEEDS_SCALE, classifier
from core.models.columns import as_numbers
from core.table import Table, TableProblem

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

FOLDS = 5
MOST_ROWS_SVM = 8_000  # its time grows with the square of the rows; the others take them all


@dataclass(frozen=True, eq=False)
class Scores:
    """Chances for customers never used to fit the model that scored them.

    y_true       (n,) int8, 1 where the customer left
    probability  (n,) float64, chance to leave, strictly between 0 and 1
    fold         (n,) int, the part each customer was in while the other parts were learnt from
    ids          (n,) int, row positions in table.rows
    model        one of NAMES
    fit_seconds  average seconds to fit one fold and score it
    """

    y_true: np.ndarray
    probability: np.ndarray
    fold: np.ndarray
    ids: np.ndarray
    model: str
    fit_seconds: float


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
    columns = as_numbers(table, scaled=model in NEEDS_SCALE)
    return Pipeline([("columns", columns), ("model", classifier(model, table, random_state))])


def fit(table: Table, model: str, random_state: int = 0) -> Pipeline:
    """The model fitted on every row of the table (the support vector machine on at most MOST_ROWS_SVM).

    Errors as in estimator(), and TableProblem with fewer than two leavers or two stayers.
    """
    _require_both(table)
    pipeline = estimator(table, model, random_state)
    return _learn(pipeline, feature_rows(table), table.y, model, random_state)


def score(
    table: Table, model: str, random_state: int = 0, progress: Callable[[int, int], None] | None = None
) -> Scores:
    """Chances from cross-validation (Stone 1974): every customer is scored once, by the model that
    learnt from the other parts. progress is told (part, number of parts) before each part.
    Errors as in fit()."""
    part, y = folds(table, random_state), table.y
    probability = np.empty(len(y))
    seconds = 0.0
    parts = int(part.max()) + 1
    for k in range(parts):
        if progress:
            progress(k, parts)
        start = time.perf_counter()
        probability[part == k] = score_part(table, model, part, k, random_state)
        seconds += time.perf_counter() - start
    return Scores(
        y_true=y.astype(np.int8),
        probability=probability,
        fold=part,
        ids=np.arange(len(y)),
        model=model,
        fit_seconds=seconds / parts,
    )


def score_part(table: Table, model: str, part: np.ndarray, k: int, random_state: int = 0) -> np.ndarray:
    """(customers of part k,) their chances from the model that learnt from the other parts.

    part is (n,) int as folds() gives it. Errors as in fit().
    """
    rows, y, seen = feature_rows(table), table.y, part != k
    pipeline = estimator(table, model, random_state)
    _learn(pipeline, rows[seen], y[seen], model, random_state)
    return chances(pipeline, rows[~seen], trained_on=int(seen.sum()))


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


def _require_both(table: Table) -> int:
    """The number of leavers or of stayers, whichever is smaller; TableProblem if it is under two."""
    left = int(table.y.sum())
    fewest = min(left, len(table.y) - left)
    if fewest < 2:
        who = "left" if left <= len(table.y) - left else "stayed"
        raise TableProblem(
            f"Only {fewest} of the {len(table.y)} customers {who}. A model needs at least two who left "
            "and two who stayed."
        )
    return fewest


def _learn(pipeline: Pipeline, rows: pd.DataFrame, y: np.ndarray, model: str, random_state: int) -> Pipeline:
    """The pipeline, fitted; the support vector machine on a sample if there are too many rows."""
    if model == "support vector machine" and len(y) > MOST_ROWS_SVM:
        sample = _sample(y, MOST_ROWS_SVM, random_state)
        rows, y = rows.iloc[sample], y[sample]
    with np.errstate(invalid="ignore"):  # a column may be empty in these rows: 0 divided by 0
        return pipeline.fit(rows, y)


def _sample(y: np.ndarray, size: int, random_state: int) -> np.ndarray:
    """About `size` row positions, in order, with the same share of leavers (and never fewer than two)."""
    rng = np.random.default_rng(random_state)
    taken = []
    for answer in (0, 1):
        rows = np.flatnonzero(y == answer)
        keep = max(round(size * len(rows) / len(y)), min(2, len(rows)))
        taken.append(rng.choice(rows, keep, replace=False))
    return np.sort(np.concatenate(taken))
