"""Which columns add something to the groups, and which would not be missed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.segments.evidence import SEARCH_STARTS, fit
from core.segments.grid import Grid
from core.table import TableProblem

DEALS = 199  # shuffles of the labels
SURE = 0.01  # a column adds something if at most so many of the shuffles explain as much


def explained(points: np.ndarray, labels: np.ndarray) -> float:
    """The share of the points' variance that lies between the groups, 0 to 1 (eta squared, Pearson 1911).

    points  (n, a) one column's axes
    """
    middle = points - points.mean(axis=0)
    whole = float((middle**2).sum())
    if whole == 0:
        return 0.0
    sizes = np.bincount(labels)
    sums = np.column_stack([np.bincount(labels, axis) for axis in middle.T])
    return float((sums**2 / np.maximum(sizes, 1)[:, None]).sum() / whole)


def column_worth(points: Grid, k: int, labels: np.ndarray, random_state: int = 0) -> pd.DataFrame:
    """A row per column in use, the one that differs most between the groups first.

    column     its name
    explained  share of its variance that lies between the groups
    without    the same for groups formed without this column: what the other columns know of it
    null95     95 % point of `without` over groups dealt at random
    adds       whether the groups formed without it differ in it more than in 99 of 100 such deals; if not,
               the column goes with no other: it can only blur the groups

    TableProblem if there is only one column.
    """
    if len(points.parts) < 2:
        raise TableProblem("With one column there is nothing to leave out. Choose a second one.")
    rng = np.random.default_rng(random_state)
    found = []
    for place, column in enumerate(points.columns):
        own = points.values[:, points.parts[place]]
        others = np.delete(points.values, points.parts[place], axis=1)
        groups = min(k, len(np.unique(others, axis=0)))
        again = fit(others, groups, random_state, SEARCH_STARTS).labels_
        without = explained(own, again)
        deals = np.array([explained(own, rng.permutation(again)) for _ in range(DEALS)])
        found.append({
            "column": column.name,
            "explained": explained(own, labels),
            "without": without,
            "null95": float(np.quantile(deals, 0.95, method="higher")),
            "adds": bool(((deals >= without).sum() + 1) / (DEALS + 1) <= SURE),
        })  # fmt: skip
    return pd.DataFrame(found).sort_values("explained", ascending=False, kind="stable", ignore_index=True)
