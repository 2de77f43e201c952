"""The contenders: six models, and each customer's chance to leave from a model that never saw them.

scikit-learn is imported inside the functions, so that importing this module costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
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
MOST_ROWS_PER_TREE = 10_000  # of the forest; each still draws its own from all of them
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
    fit_seconds  average seconds to fit one fold and score it
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
    return Pipeline([("columns", columns), ("model", _classifier(model, table, random_state))])


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


def inputs(pipeline: Pipeline) -> tuple[Input, ...]:
    """What each column stands for that the fitted "model" step reads, in its order."""
    found: list[Input] = []
    for name, steps, names in pipeline["columns"].transformers_:
        if name == "numbers":
            gaps = steps["fill"].indicator_.features_
            found += [Input(column) for column in names] + [Input(names[i], MISSING) for i in gaps]
        elif name == "categories":
            one_hot = steps["one_hot"]
            for column, levels, rare in zip(
                names, one_hot.categories_, one_hot.infrequent_categories_, strict=True
            ):
                found += [Input(column, level) for level in levels if rare is None or level not in rare]
                found += [Input(column, RARE)] if rare is not None else []
    return tuple(found)


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


def _columns(table: Table, scaled: bool) -> Any:
    """The step from mixed columns with gaps to numbers: a ColumnTransformer.

    Numbers: gaps get the median and a column that says so. Categories: one column per level.
    Scaled to mean 0 and standard deviation 1 in float64, or left as they are in float32, the
    precision trees compare in (so that whoever explains them sees the very numbers they saw).
    """
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

    as_they_are = FunctionTransformer(_as_float32, feature_names_out="one-to-one")
    one_hot = OneHotEncoder(
        handle_unknown="infrequent_if_exist",
        max_categories=MOST_LEVELS,
        sparse_output=False,
        dtype=np.float64 if scaled else np.float32,
    )
    # Scaled before filling, so that the columns that mark a gap stay 0 and 1.
    numbers = Pipeline(
        [
            ("scale", StandardScaler() if scaled else as_they_are),
            ("fill", SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)),
        ]
    )
    categories = Pipeline(
        [
            ("text", FunctionTransformer(_as_text, feature_names_out="one-to-one")),
            ("one_hot", one_hot),
        ]
    )
    by_kind = {
        kind: [column.name for column in table.features if column.kind == kind]
        for kind in ("number", "category")
    }
    steps = [("numbers", numbers, by_kind["number"]), ("categories", categories, by_kind["category"])]
    return ColumnTransformer([step for step in steps if step[2]], sparse_threshold=0)


def _as_float32(columns: pd.DataFrame) -> pd.DataFrame:
    """The same columns in single precision."""
    return columns.astype(np.float32)


def _as_text(columns: pd.DataFrame) -> pd.DataFrame:
    """The same columns as plain text, a gap being a level of its own."""
    return columns.astype(object).where(columns.notna(), MISSING).astype(str).astype(object)


def _classifier(model: str, table: Table, random_state: int) -> Any:
    """The last step: an unfitted classifier, with settings that do not overfit."""
    makers: dict[str, Callable[[Table, int], Any]] = {
        "tree": _tree,
        "logistic regression": _logistic_regression,
        "forest": _forest,
        "boosting": _boosting,
        "support vector machine": _support_vector_machine,
        "neural network": _neural_network,
    }
    return makers[model](table, random_state)


def smallest_leaf(rows: int) -> int:
    """Customers a leaf of the tree must hold: 50, or a twentieth of a small table, never under 5."""
    return max(5, min(50, rows // 20))


def _tree(table: Table, random_state: int) -> Any:
    """Breiman, Friedman, Olshen & Stone (1984), at most three questions deep, so that it can be read."""
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(
        max_depth=3, min_samples_leaf=smallest_leaf(len(table.rows)), random_state=random_state
    )


def _logistic_regression(table: Table, random_state: int) -> Any:
    """Cox (1958), with a light ridge penalty."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, max_iter=2_000, random_state=random_state)


def _forest(table: Table, random_state: int) -> Any:
    """Breiman (2001); ten customers to a leaf, as leaves of one overfit."""
    from sklearn.ensemble import RandomForestClassifier

    rows = len(table.rows)
    return RandomForestClassifier(
        200,
        min_samples_leaf=min(10, smallest_leaf(rows)),
        # Asked for only where it holds in half the rows too, the smallest part anybody learns from.
        max_samples=MOST_ROWS_PER_TREE if rows >= 2 * MOST_ROWS_PER_TREE else None,
        n_jobs=1,
        random_state=random_state,
    )


def _boosting(table: Table, random_state: int) -> Any:
    """Friedman (2001), on histograms: 120 small trees, slow steps."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=120,
        max_leaf_nodes=15,
        min_samples_leaf=min(20, smallest_leaf(len(table.rows))),
        early_stopping=False,
        random_state=random_state,
    )


def _support_vector_machine(table: Table, random_state: int) -> Any:
    """Cortes & Vapnik (1995), radial kernel; its distances become chances as in Platt (1999).

    The kernel is as wide as two customers are typically apart (the median rule, Jaakkola, Diekhans &
    Haussler 1999), counting one unit of variance for each column of the table. Leavers count as much
    as stayers while the line is drawn; Platt's step then brings the chances back to their true size.
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.svm import SVC

    return CalibratedClassifierCV(
        SVC(C=1.0, gamma=1 / (4 * len(table.features)), class_weight="balanced", cache_size=500),
        method="sigmoid",
        cv=_CalibrationParts(random_state),
        ensemble=False,
        n_jobs=1,
    )


def _neural_network(table: Table, random_state: int) -> Any:
    """One hidden layer of 32 units (Rumelhart, Hinton & Williams 1986), strongly penalised.

    Not stopped early: scikit-learn would stop by accuracy, which says nothing where few leave.
    """
    from sklearn.neural_network import MLPClassifier

    return MLPClassifier((32,), alpha=1.0, tol=1e-3, max_iter=300, random_state=random_state)


class _CalibrationParts:
    """Three parts for turning distances into chances; fewer if there are fewer leavers.

    A scikit-learn splitter. A single leaver cannot be split: then the rows are their own part.
    """

    def __init__(self, random_state: int) -> None:
        self.random_state = random_state

    def get_n_splits(self, rows: Any = None, y: Any = None, groups: Any = None) -> int:
        """The most parts there can be."""
        return 3

    def split(self, rows: Any, y: np.ndarray, groups: Any = None) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Pairs of row positions: learn from, apply to."""
        from sklearn.model_selection import StratifiedKFold

        fewest = int(np.bincount(y).min())
        if fewest < 2:
            everyone = np.arange(len(y))
            yield everyone, everyone
            return
        parts = StratifiedKFold(min(3, fewest), shuffle=True, random_state=self.random_state)
        yield from parts.split(np.zeros(len(y)), y)
