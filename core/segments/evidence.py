"""How many groups: the usual measures, each beside what it says of tables with nothing in them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.segments.grid import Grid, grid
from core.segments.nulls import Cloud, shuffled
from core.table import Table, TableProblem
from core.words import count

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

KS = tuple(range(2, 11))
NULLS = 100
SEARCH_STARTS = 4  # beginnings per fit, the same for the table and for the shuffled ones
REFITS, NULL_REFITS = 10, 5  # fits on resampled rows per number of groups
ENOUGH = 20  # shuffled tables that are refitted too, and clouds: stability is the dear measure
MOST_MEASURED = 5_000  # with more rows, silhouettes are measured on a sample
SAMPLE = 2_000
MOST_SEARCHED = 10_000  # with more rows, all of this is done on so many of them
SURE = 0.95


@dataclass(frozen=True, eq=False)
class Measured:
    """One table, cut into every number of groups.

    inertia, silhouette, stability  (ks,) each; stability is None where it was not asked for
    """

    inertia: np.ndarray
    silhouette: np.ndarray
    stability: np.ndarray | None = None


@dataclass(eq=False)
class Search:
    """The search for the number of groups, in pieces that can be done one after the other.

    The first piece measures the table itself, the others shuffled tables and clouds in turn. After
    the first the result can be drawn; it becomes sharper with every other.
    """

    grid: Grid
    ks: tuple[int, ...]
    nulls: int = NULLS
    random_state: int = 0
    _sample: np.ndarray = field(init=False, repr=False)
    _cloud: Cloud = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rows = len(self.grid.values)
        rng = np.random.default_rng(self.random_state)
        few = rows <= MOST_MEASURED
        self._sample = np.arange(rows) if few else np.sort(rng.choice(rows, SAMPLE, replace=False))
        self._cloud = Cloud(self.grid)

    @property
    def pieces(self) -> int:
        """The table, the shuffled tables, and the clouds."""
        return 1 + self.nulls + self.clouds

    @property
    def clouds(self) -> int:
        return min(self.nulls, ENOUGH)

    @property
    def _every(self) -> int:
        """One shuffled table in so many is refitted too."""
        return max(1, self.nulls // ENOUGH)

    def piece(self, number: int) -> tuple[str, Measured]:
        """One of the pieces, and which sort it is: "table", "shuffled" or "cloud"."""
        if number == 0:
            return "table", self.measured(self.grid.values, REFITS)
        number -= 1
        rng = np.random.default_rng([self.random_state, number])
        if number >= self.nulls:
            return "cloud", self.measured(self._cloud.drawn(rng).values)
        refits = NULL_REFITS if number % self._every == 0 else 0
        return "shuffled", self.measured(shuffled(self.grid, rng).values, refits)

    def result(self, done: Iterable[tuple[str, Measured]]) -> pd.DataFrame:
        """What choose_k returns, from the pieces done so far; the first has to be among them."""
        sorts: dict[str, list[Measured]] = {"table": [], "shuffled": [], "cloud": []}
        for sort, measured in done:
            sorts[sort].append(measured)
        found = _result(self.ks, sorts["table"][0], sorts["shuffled"], sorts["cloud"])
        return found.assign(rows=len(self.grid.values), rows_measured=len(self._sample))

    def measured(self, points: np.ndarray, refits: int = 0) -> Measured:
        """Points cut into every number of groups; with refits also how stable that is."""
        seed = self.random_state
        apart = pairwise(points[self._sample])
        inertia, silhouette, stability = [], [], []
        for k in self.ks:
            fitted = fit(points, k, seed, SEARCH_STARTS)
            inertia.append(fitted.inertia_)
            silhouette.append(float(silhouettes(apart, fitted.labels_[self._sample]).mean()))
            if refits:
                stability.append(_stability(points, k, seed, refits))
        return Measured(np.array(inertia), np.array(silhouette), np.array(stability) if refits else None)


def choose_k(
    table: Table | pd.DataFrame,
    columns: Sequence[str] | None,
    ks: Iterable[int] = KS,
    nulls: int = NULLS,
    random_state: int = 0,
    scale: bool = True,
    most_rows: int = MOST_SEARCHED,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """A row per number of groups: how good the grouping is, and how good it would be with nothing to find.

    k               number of groups
    inertia         sum of squared distances to the group's centre
    silhouette      mean over the rows, -1 to 1 (Rousseeuw 1987); above 5,000 rows on a sample of 2,000
    gap, gap_se     mean over the shuffled tables of log inertia, minus the table's; its standard error
                    (Tibshirani, Walther & Hastie 2001, with shuffled columns in place of their box, which
                    fails on skewed columns)
    stability       mean adjusted Rand index of fits on resampled rows, all rows labelled (Hubert & Arabie
                    1985)
    *_null, *_null95   mean and 95 % point of the same measure over tables whose columns were shuffled
    silhouette_cloud95  95 % point over single clouds with the same columns and correlations, but no gaps
    chance          how often a shuffled table is as clear as this one at its clearest number of groups, the
                    same in every row: below 0.05 shuffling seldom does as well (all numbers of groups are
                    looked at together: Westfall & Young 1993)
    nulls, stability_nulls, clouds   how many tables that is
    rows, rows_measured              how many rows were cut, and on how many silhouettes were measured

    The 95 % points are the next higher value found. Above most_rows so many are drawn by lot first, and
    all of this is said of them. Numbers of groups that the table has too few different
    rows for are left out. TableProblem as in grid(), or if no number is left.
    """
    search = begin(grid(table, columns, scale), ks, nulls, random_state, most_rows)
    done = []
    for number in range(search.pieces):
        done.append(search.piece(number))
        if progress is not None:
            progress(number + 1, search.pieces)
    return search.result(done)


def begin(
    points: Grid,
    ks: Iterable[int] = KS,
    nulls: int = NULLS,
    random_state: int = 0,
    most_rows: int = MOST_SEARCHED,
) -> Search:
    """The search with the numbers of groups that are possible. TableProblem if none is; ValueError if nulls
    is below 1."""
    if nulls < 1:
        raise ValueError("At least one shuffled table is needed to compare with.")
    rows = len(points.values)
    if rows > most_rows:
        drawn = np.random.default_rng(random_state).choice(rows, most_rows, replace=False)
        points = points.some(np.sort(drawn))
    possible = tuple(sorted({int(k) for k in ks if 2 <= k < points.distinct}))
    if not possible:
        raise TableProblem(
            f"Only {count(points.distinct)} rows differ in the chosen columns, too few to look for groups. "
            "Choose more columns."
        )
    return Search(points, possible, nulls, random_state)


def clearness(points: Grid, ks: Iterable[int], random_state: int = 0) -> dict[int, float]:
    """Number of groups -> mean silhouette, for the numbers that are possible."""
    apart = pairwise(points.values)
    return {
        k: float(silhouettes(apart, fit(points.values, k, random_state, SEARCH_STARTS).labels_).mean())
        for k in ks
        if 2 <= k < points.distinct
    }


def fit(points: np.ndarray, k: int, seed: int, starts: int) -> KMeans:
    """scikit-learn's k-means, fitted."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():  # resampled rows may hold fewer different points than groups
        warnings.simplefilter("ignore", ConvergenceWarning)
        return KMeans(k, n_init=starts, random_state=seed).fit(points)


def silhouettes(apart: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(n,) the silhouette of every row, from all distances between rows (Rousseeuw 1987).

    One matrix of distances serves all numbers of groups, which scikit-learn's own would measure anew.
    A row alone in its group has 0.
    """
    rows, found = np.arange(len(labels)), np.unique(labels, return_inverse=True)[1]
    groups = int(found.max()) + 1
    if groups < 2:
        return np.zeros(len(labels))
    member = np.zeros((len(labels), groups))
    member[rows, found] = 1
    sizes = member.sum(axis=0)
    sums = apart @ member
    within = sums[rows, found] / np.maximum(sizes[found] - 1, 1)
    means = sums / sizes
    means[rows, found] = np.inf
    other = means.min(axis=1)
    longer = np.maximum(within, other)
    shape = np.divide(other - within, longer, out=np.zeros(len(labels)), where=longer > 0)
    return np.where(sizes[found] == 1, 0.0, shape)


def pairwise(points: np.ndarray) -> np.ndarray:
    """(n, n) distances between all rows."""
    from sklearn.metrics import pairwise_distances

    return pairwise_distances(points)


def _stability(points: np.ndarray, k: int, seed: int, refits: int) -> float:
    from sklearn.metrics import adjusted_rand_score

    rows = len(points)
    labels = []
    for number in range(refits):
        drawn = np.random.default_rng([seed, k, number]).integers(0, rows, rows)
        labels.append(fit(points[drawn], k, number, SEARCH_STARTS).predict(points))
    pairs = [adjusted_rand_score(labels[one], labels[other]) for one in range(refits) for other in range(one)]
    return float(np.mean(pairs))


def _result(
    ks: Sequence[int], table: Measured, nulls: Sequence[Measured], clouds: Sequence[Measured]
) -> pd.DataFrame:
    result = pd.DataFrame({"k": ks, "inertia": table.inertia, "silhouette": table.silhouette})
    logs = np.log([null.inertia for null in nulls]).reshape(-1, len(ks))
    result["gap"] = _over(logs, np.mean) - np.log(table.inertia)
    result["gap_se"] = _over(logs, np.std) * np.sqrt(1 + 1 / max(len(nulls), 1))
    result["stability"] = np.nan if table.stability is None else table.stability
    stable = [null.stability for null in nulls if null.stability is not None]
    for name, found in (
        ("inertia", [null.inertia for null in nulls]),
        ("silhouette", [null.silhouette for null in nulls]),
        ("stability", stable),
    ):
        values = np.array(found).reshape(-1, len(ks))
        result[f"{name}_null"] = _over(values, np.mean)
        result[f"{name}_null95"] = _over(values, _high)
    result["silhouette_cloud95"] = _over(
        np.array([cloud.silhouette for cloud in clouds]).reshape(-1, len(ks)), _high
    )
    result["chance"] = _chance(table.silhouette, np.array([null.silhouette for null in nulls]))
    result["nulls"], result["stability_nulls"] = len(nulls), len(stable)
    result["clouds"] = len(clouds)
    return result


def _over(values: np.ndarray, how: Callable[..., np.ndarray]) -> np.ndarray:
    """A figure per number of groups over tables; unknown while there is no table."""
    return how(values, axis=0) if len(values) else np.full(values.shape[1], np.nan)


def _high(values: np.ndarray, axis: int) -> np.ndarray:
    return np.quantile(values, SURE, axis=axis, method="higher")


def _chance(seen: np.ndarray, nulls: np.ndarray) -> float:
    """How often a table from the same hat has as large a lead at its best number of groups.

    The lead is in standard deviations over the table and the shuffled ones together, so that under
    shuffling all of them are alike and the share is exact.
    """
    if not len(nulls):
        return 1.0
    together = np.vstack([seen, nulls])
    spread = together.std(axis=0)
    leads = ((together - together.mean(axis=0)) / np.where(spread > 0, spread, 1)).max(axis=1)
    return float((leads >= leads[0] - 1e-12).mean())
