"""The groups themselves: who is in which, and what sets each apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.segments.evidence import SEARCH_STARTS, fit, pairwise, silhouettes
from core.segments.grid import Grid, grid
from core.segments.halfsteps import distances
from core.segments.naming import named
from core.segments.nulls import shuffled
from core.segments.starts import several
from core.table import Table

FITS = 10  # beginnings; the best one counts
STANDS_OUT = 0.5  # standard deviations from the average of everybody
LOW, HIGH = 0.1, 0.9  # of a group's members, eight in ten lie between
JUDGED = 1_000  # rows on which the grouping is compared with shuffled tables
SHUFFLES = 39  # the grouping has to be clearer than all of them


@dataclass(frozen=True, eq=False)
class Segmentation:
    """Rows sorted into groups, the largest first.

    grid     the points that were grouped
    labels   (n,) int, 0 to k - 1, the group of every row
    centers  (k, p) the middle of every group, in the grid's space
    inertia  sum of squared distances of the points to their group's middle
    known_clear  what clear says, where it was worked out before

    What follows is worked out when it is first asked for.
    """

    grid: Grid
    labels: np.ndarray
    centers: np.ndarray
    inertia: float
    random_state: int = 0
    known_clear: bool | None = None

    @property
    def k(self) -> int:
        return len(self.centers)

    @cached_property
    def sizes(self) -> np.ndarray:
        """(k,) int, how many rows each group has."""
        return np.bincount(self.labels, minlength=self.k)

    @cached_property
    def typical(self) -> np.ndarray:
        """(k,) int, the member of each group that is nearest to all others of it: its medoid.

        By squared distances (Kaufman & Rousseeuw 1990), so that it is the member nearest to the middle.
        """
        away = ((self.grid.values - self.centers[self.labels]) ** 2).sum(axis=1)
        members = [np.flatnonzero(self.labels == group) for group in range(self.k)]
        return np.array([own[np.argmin(away[own])] for own in members])

    @cached_property
    def silhouettes(self) -> np.ndarray:
        """(n,) the silhouette of every row, -1 to 1: below 0 the row lies nearer to another group.

        Above JUDGED * 5 rows from the middles of the groups rather than from all other rows (Hruschka, de
        Castro & Campello 2004).
        """
        if len(self.labels) <= 5 * JUDGED:
            return silhouettes(pairwise(self.grid.values), self.labels)
        away = np.sqrt(distances(self.grid.values, self.centers))
        rows = np.arange(len(away))
        own = away[rows, self.labels]
        away[rows, self.labels] = np.inf
        other = away.min(axis=1)
        return (other - own) / np.maximum(np.maximum(own, other), 1e-12)

    @cached_property
    def clear(self) -> bool:
        """Whether the groups are clearer than those cut from 39 tables whose columns were shuffled.

        By the silhouette on at most 1,000 rows. If they are not, no column is said to stand out.
        """
        if self.known_clear is not None:
            return self.known_clear
        rows = len(self.labels)
        rng = np.random.default_rng(self.random_state)
        some = np.arange(rows) if rows <= JUDGED else np.sort(rng.choice(rows, JUDGED, replace=False))

        def shape(points: np.ndarray) -> float:
            found = fit(points[some], self.k, self.random_state, SEARCH_STARTS).labels_
            return float(silhouettes(pairwise(points[some]), found).mean())

        seen = shape(self.grid.values)
        return all(shape(shuffled(self.grid, rng).values) < seen for _ in range(SHUFFLES))

    @cached_property
    def profiles(self) -> pd.DataFrame:
        """A row per group and axis, in each group the farthest from the average first.

        segment         0 to k - 1
        column, level   the column of the table; the level of a category, "" for a number
        mean            the group's average in the column's unit; of a level the share that has it, 0 to 1
        overall         the same for everybody
        index           100 * mean / overall; NaN where the column has no amounts to compare (values below 0,
                        or an average of 0)
        z               (mean - overall) / standard deviation of everybody
        low, high       eight in ten members of the group lie between; of a level NaN
        stands_out      whether the groups are clear and |z| is at least 0.5
        """
        found = []
        raw = self.grid.raw
        for group in range(self.k):
            members = raw[self.labels == group]
            for place, axis in enumerate(self.grid.axes):
                values = members[:, place]
                mean = float(values.mean())
                amounts = axis.mean > 0 and raw[:, place].min() >= 0
                number = axis.level is None
                found.append({
                    "segment": group,
                    "column": axis.column.name,
                    "level": axis.level or "",
                    "mean": mean,
                    "overall": axis.mean,
                    "index": 100 * mean / axis.mean if amounts else np.nan,
                    "z": (mean - axis.mean) / axis.spread if axis.spread else 0.0,
                    "low": float(np.quantile(values, LOW)) if number else np.nan,
                    "high": float(np.quantile(values, HIGH)) if number else np.nan,
                })  # fmt: skip
        frame = pd.DataFrame(found)
        frame["stands_out"] = self.clear & (frame["z"].abs() >= STANDS_OUT)
        order = frame.assign(away=-frame["z"].abs()).sort_values(["segment", "away"], kind="stable").index
        return frame.loc[order].reset_index(drop=True)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """(k,) a neutral name for every group, from the two or three columns that stand out most."""
        return named(self.grid, self.profiles, self.k)


def segment(
    table: Table | pd.DataFrame,
    columns: Sequence[str] | None,
    k: int,
    scale: bool = True,
    random_state: int = 0,
) -> Segmentation:
    """The rows of a table in k groups: the best of ten beginnings of k-means (scikit-learn).

    columns  names of the columns that count; None: all that can
    scale    whether every column weighs the same

    TableProblem as in grid(), or if fewer than k rows differ; ValueError if k is below 1.
    """
    return cut(grid(table, columns, scale), k, random_state)


def cut(points: Grid, k: int, random_state: int = 0) -> Segmentation:
    """The same for points that are there already."""
    if k < 1:
        raise ValueError("There has to be at least one group.")
    several(points.values, k)
    fitted = fit(points.values, k, random_state, FITS)
    order = np.argsort(-np.bincount(fitted.labels_, minlength=k), kind="stable")
    places = np.argsort(order)
    return Segmentation(
        points, places[fitted.labels_], fitted.cluster_centers_[order], float(fitted.inertia_), random_state
    )


def regrouped(points: Grid, labels: np.ndarray, clear: bool | None = None) -> Segmentation:
    """A segmentation whose groups are known: labels (n,) int 0 to k - 1, each of them with a member."""
    k = int(labels.max()) + 1
    centers = np.array([points.values[labels == group].mean(axis=0) for group in range(k)])
    inertia = float(((points.values - centers[labels]) ** 2).sum())
    return Segmentation(points, labels, centers, inertia, known_clear=clear)
