"""The six classifiers, with settings that do not overfit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from core.table import Table

NAMES = ("tree", "logistic regression", "forest", "boosting", "support vector machine", "neural network")
READABLE = NAMES[:2]  # fit on a page, and a person can work them out with a pencil
BLACK_BOXES = NAMES[2:]
NEEDS_SCALE = ("logistic regression", "support vector machine", "neural network")
MOST_ROWS_PER_TREE = 10_000  # of the forest; each still draws its own from all of them


def classifier(model: str, table: Table, random_state: int) -> Any:
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
