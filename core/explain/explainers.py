"""Where a customer's chance comes from, whatever the model, in the columns people know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from core import models
from core.explain.explanation import Explanation
from core.explain.sampled import ORDERS, Sampled, chances_of
from core.explain.to_chances import References, to_chances
from core.table import Table, TableProblem

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

PROBABILITY, LOG_ODDS = "probability", "log-odds"
SCALES = (PROBABILITY, LOG_ODDS)
REFERENCES = 200  # customers against whom log-odds become chances: arithmetic
BACKGROUND = 50  # customers who lend columns while orders are sampled: the model is asked each time
MOST_ASKED = 12_000  # times the model is asked for one customer, as far as 10 background customers allow
SMALLEST_BACKGROUND = 10
EXACT = 1e-6  # how far a sum may be from the model's own output

# As long as somebody holds the model; making an explainer asks the model about the whole table.
_READY: WeakKeyDictionary[Any, tuple[Table, int, Any]] = WeakKeyDictionary()
Found = tuple[float, np.ndarray, np.ndarray]
Way = Callable[[np.ndarray, bool], Found]


class DoesNotAddUp(TableProblem):
    """The pushes do not add up to the model's own output, so nobody gets to see them."""


@dataclass(frozen=True, eq=False)
class Explainer:
    """A fitted model made ready to be explained, once for many customers.

    features    the columns of the table, in its order
    log_odds    whether the exact sum lives in log-odds
    exact       whether the pushes are computed and not sampled
    background  how many customers stand for "not known"; 0 where the model's own training customers do
    """

    pipeline: Pipeline
    features: tuple[str, ...]
    log_odds: bool
    exact: bool
    background: int
    way: Way

    def encode(self, rows: pd.DataFrame) -> np.ndarray:
        """(n, inputs) the rows as the model's last step reads them."""
        return self.pipeline["columns"].transform(rows[list(self.features)])

    def explain(self, rows: pd.DataFrame, scale: str = PROBABILITY) -> list[Explanation]:
        """One Explanation per row; rows is (n, features). Errors as in explain()."""
        return self.explain_encoded(self.encode(rows), scale)

    def explain_encoded(self, encoded: np.ndarray, scale: str = PROBABILITY) -> list[Explanation]:
        """The same for rows that encode() has been through."""
        base, found, errors, own = self.pushes(encoded, scale)
        return [
            Explanation(base, dict(zip(self.features, values, strict=True)), prediction, error)
            for values, prediction, error in zip(found.tolist(), own.tolist(), errors.tolist(), strict=True)
        ]

    def pushes(
        self, encoded: np.ndarray, scale: str = PROBABILITY
    ) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
        """The same as arrays: the start, (n, features) pushes, (n,) errors, (n,) the model's own output."""
        if scale not in SCALES:
            raise ValueError(f"There is no scale {scale!r}; there are {' and '.join(SCALES)}.")
        if scale == LOG_ODDS and not self.log_odds:
            raise ValueError("The pushes of this model add up in chances only.")
        own = self._output(encoded, scale == LOG_ODDS)
        base, found, errors = self.way(encoded, scale == LOG_ODDS)
        if not np.allclose(base + found.sum(axis=1), own, rtol=0, atol=EXACT):
            raise DoesNotAddUp(
                "This explanation does not add up to the model's own chance, so we do not show it. Choose "
                "another model."
            )
        return base, found, errors, own

    def _output(self, encoded: np.ndarray, log_odds: bool) -> np.ndarray:
        step = self.pipeline["model"]
        return step.decision_function(encoded) if log_odds else step.predict_proba(encoded)[:, 1]


def explain(
    fitted: Pipeline,
    table: Table,
    rows: pd.DataFrame | ArrayLike,
    scale: str = PROBABILITY,
    background: pd.DataFrame | None = None,
    random_state: int = 0,
) -> list[Explanation]:
    """Where the chances of some customers come from: one Explanation per customer (Shapley 1953).

    fitted      core.models.fit on the table
    rows        (n, features) DataFrame of customers, or (n,) their row positions in the table
    scale       "probability" (chances), or "log-odds" for logistic regression and boosting
    background  as in explainer()

    ValueError for an unknown scale, or log-odds of another model. DoesNotAddUp (a TableProblem) if the
    pushes miss the model's own output by more than a millionth.
    """
    if not isinstance(rows, pd.DataFrame):
        rows = models.feature_rows(table).iloc[np.atleast_1d(np.asarray(rows, dtype=int))]
    return _ready(fitted, table, background, random_state).explain(rows, scale)


def _ready(fitted: Pipeline, table: Table, background: pd.DataFrame | None, random_state: int) -> Explainer:
    """The explainer made for this model before, if it was on the same table and its own background."""
    if background is not None:
        return explainer(fitted, table, background, random_state=random_state)
    known = _READY.get(fitted)
    if known is None or known[0] is not table or known[1] != random_state:
        known = _READY[fitted] = (table, random_state, explainer(fitted, table, random_state=random_state))
    return known[2]


def explainer(
    fitted: Pipeline,
    table: Table,
    background: pd.DataFrame | None = None,
    chances: np.ndarray | None = None,
    random_state: int = 0,
) -> Explainer:
    """The way that suits a model, ready for many customers.

    tree, forest         SHAP's tree explainer in chances; not known: as the training customers fell into
                         the leaves (Lundberg et al. 2020). Exact.
    boosting             the same in log-odds, turned into chances by to_chances(). Exact.
    logistic regression  weight times deviation from the mean of the table, in log-odds; then as boosting.
    the other two        permutation_shap() in chances, ORDERS orders, on BACKGROUND customers of the table
                         (fewer where there are many columns), with its standard error.

    background, (b, features), replaces what stands for "not known" in all of them by these customers
    (interventional values, Janzing, Minorics & Bloebaum 2020), so that all models answer the same question.
    chances, (n,), are the model's for the table's rows where they are known already: they choose customers
    evenly spaced by their chance, so that the start is the average chance. ValueError for an empty
    background.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    if background is not None and not len(background):
        raise ValueError("A background needs at least one customer.")
    step = fitted["model"]
    features = tuple(column.name for column in table.features)
    groups = _groups(fitted, features)
    spread = _Spread(fitted, table, background, chances)
    if isinstance(step, (DecisionTreeClassifier, RandomForestClassifier)):
        way = _trees(step, groups, spread, random_state)
        return Explainer(fitted, features, False, True, spread.size, way)
    if isinstance(step, HistGradientBoostingClassifier):
        return Explainer(fitted, features, True, True, spread.size, _boosted(step, groups, spread))
    if isinstance(step, LogisticRegression):
        return Explainer(fitted, features, True, True, spread.size, _linear(step, groups, spread))
    lenders = spread.encoded(_lenders(len(features)))
    sampled = Sampled(chances_of(step), groups, lenders, random_state)
    return Explainer(fitted, features, False, False, len(lenders), lambda encoded, _: sampled(encoded))


class _Spread:
    """The customers who stand for "not known": the reader's own, or some of the table."""

    def __init__(
        self, fitted: Pipeline, table: Table, background: pd.DataFrame | None, chances: np.ndarray | None
    ) -> None:
        self.given = background is not None
        self.size = 0 if background is None else len(background)
        self._fitted, self._table, self._background, self._chances = fitted, table, background, chances

    def encoded(self, size: int) -> np.ndarray:
        """(at most size, inputs): all that were given, or customers of the table evenly spaced by their
        chance (systematic sampling, Madow & Madow 1944)."""
        everybody = self.everybody()
        if self.given:
            return everybody
        chances = chances_of(self._fitted["model"])(everybody) if self._chances is None else self._chances
        number = min(size, len(everybody))
        places = ((np.arange(number) + 0.5) * len(everybody) / number).astype(int)
        return everybody[np.argsort(chances, kind="stable")[places]]

    def everybody(self) -> np.ndarray:
        """(n, inputs): all that were given, or the whole table."""
        rows = models.feature_rows(self._table)
        if self._background is not None:
            rows = self._background[list(rows.columns)]
        return self._fitted["columns"].transform(rows)


def _lenders(columns: int) -> int:
    """How many background customers keep the model's work for one customer within bounds."""
    return int(np.clip(MOST_ASKED // (ORDERS * (columns + 1)), SMALLEST_BACKGROUND, BACKGROUND))


def _groups(fitted: Pipeline, features: tuple[str, ...]) -> tuple[np.ndarray, ...]:
    """For each column of the table the positions of the inputs made from it."""
    made_from = np.array([one.column for one in models.inputs(fitted)], dtype=object)
    return tuple(np.flatnonzero(made_from == name) for name in features)


def _gather(values: np.ndarray, groups: tuple[np.ndarray, ...]) -> np.ndarray:
    """(n, columns) from (n, inputs): the pushes of a column's inputs added up."""
    member = np.zeros((values.shape[1], len(groups)))
    for place, inputs in enumerate(groups):
        member[inputs, place] = 1
    return values @ member


def _trees(step: Any, groups: tuple[np.ndarray, ...], spread: _Spread, random_state: int) -> Way:
    """One tree or a forest: chances are averages of leaves, so they add up as they are."""
    explaining = _shap(step, spread.encoded(spread.size) if spread.given else None)

    def way(encoded: np.ndarray, _: bool) -> Found:
        base, found = _asked(explaining, encoded, groups)
        errors = np.zeros(len(encoded))
        if not spread.given:
            return base, found, errors
        # With a background SHAP compares in single precision, and misses by a leaf here and there.
        output = chances_of(step)
        wrong = np.flatnonzero(np.abs(base + found.sum(axis=1) - output(encoded)) > EXACT)
        if len(wrong):
            sampled = Sampled(output, groups, spread.encoded(spread.size), random_state)
            again, left = sampled(encoded[wrong])[1:]
            found[wrong], errors[wrong] = again, left
        return base, found, errors

    return way


def _boosted(step: Any, groups: tuple[np.ndarray, ...], spread: _Spread) -> Way:
    """Boosting adds up log-odds."""
    chosen = spread.encoded(REFERENCES)
    explaining = _shap(step, chosen if spread.given else None)
    in_chances = _shap(step, chosen, "probability") if spread.given else None
    references = References(_asked(explaining, chosen, groups)[1], step.decision_function(chosen))

    def way(encoded: np.ndarray, log_odds: bool) -> Found:
        exactly = np.zeros(len(encoded))
        if in_chances is not None and not log_odds:
            return *_asked(in_chances, encoded, groups), exactly
        base, found = _asked(explaining, encoded, groups)
        if log_odds:
            return base, found, exactly
        return references.base, to_chances(found, base + found.sum(axis=1), references), exactly

    return way


def _linear(step: Any, groups: tuple[np.ndarray, ...], spread: _Spread) -> Way:
    """A straight-line score: weight times deviation from the mean (Lundberg & Lee 2017, corollary 1)."""
    weights, everybody = step.coef_[0], spread.everybody()
    mean = everybody.mean(axis=0)
    base = float(step.intercept_[0] + weights @ mean)

    def deviations(encoded: np.ndarray) -> np.ndarray:
        return _gather((encoded - mean) * weights, groups)

    chosen = spread.encoded(REFERENCES)
    references = References(deviations(chosen), step.decision_function(chosen))

    def way(encoded: np.ndarray, log_odds: bool) -> Found:
        found, exactly = deviations(encoded), np.zeros(len(encoded))
        if log_odds:
            return base, found, exactly
        return references.base, to_chances(found, base + found.sum(axis=1), references), exactly

    return way


def _shap(step: Any, background: np.ndarray | None, output: str = "raw") -> Any:
    import shap

    how = "tree_path_dependent" if background is None else "interventional"
    return shap.TreeExplainer(step, data=background, feature_perturbation=how, model_output=output)


def _asked(explaining: Any, encoded: np.ndarray, groups: tuple[np.ndarray, ...]) -> tuple[float, np.ndarray]:
    """The start and the (n, columns) pushes that SHAP finds. Its own check is off: it compares with its own
    copy of the trees; explain_encoded() compares with the model."""
    values = explaining.shap_values(encoded, check_additivity=False)
    if values.ndim == 3:  # one part per answer; the second is "left"
        values = values[:, :, 1]
    return float(np.atleast_1d(explaining.expected_value)[-1]), _gather(values, groups)
