"""From the columns of a table to points in space: what k-means measures distances between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from core.geo import places
from core.safe import visible
from core.table import Column, Table, TableProblem
from core.words import count

MOST_LEVELS = 20  # a category with more levels names rows rather than groups them
MOST_COLUMNS = 40
FEWEST_ROWS = 10


@dataclass(frozen=True)
class Axis:
    """What one column of the matrix stands for.

    column  the table's column it was made from
    level   the level it is 1 for; None for a number
    mean    average of the raw values; of a level: the share of the rows that have it
    spread  standard deviation of the raw values
    weight  what a raw distance from the mean is multiplied with
    """

    column: Column
    level: str | None
    mean: float
    spread: float
    weight: float


@dataclass(frozen=True, eq=False)
class Grid:
    """Rows as points.

    table   the table they come from
    values  (n, p) the points
    raw     (n, p) the same before scaling: numbers in their units, levels as 0 and 1, gaps filled
    axes    (p,) what each column stands for
    scaled  whether every column of the table weighs the same
    notes   sentences: what was filled, turned into numbers, or set aside
    """

    table: Table
    values: np.ndarray
    raw: np.ndarray
    axes: tuple[Axis, ...]
    scaled: bool
    notes: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The table's columns that are in use, in order."""
        return tuple(dict.fromkeys(axis.column for axis in self.axes))

    @cached_property
    def parts(self) -> tuple[np.ndarray, ...]:
        """For every column in use the places of its axes."""
        return tuple(
            np.array([place for place, axis in enumerate(self.axes) if axis.column == column])
            for column in self.columns
        )

    @cached_property
    def distinct(self) -> int:
        """How many points differ."""
        return len(np.unique(self.values, axis=0))

    def dealt(self, picks: np.ndarray) -> Grid:
        """Points whose cells come from other rows: picks (n, columns) says from which.

        All axes of a column come from the same row, so that nobody has two levels of one category.
        """
        values, raw = np.empty_like(self.values), np.empty_like(self.raw)
        for place, axes in enumerate(self.parts):
            values[:, axes] = self.values[picks[:, place]][:, axes]
            raw[:, axes] = self.raw[picks[:, place]][:, axes]
        return replace(self, values=values, raw=raw)

    def some(self, rows: np.ndarray) -> Grid:
        """The points of these rows alone."""
        return replace(self, values=self.values[rows], raw=self.raw[rows])


def usable(table: Table) -> tuple[list[str], list[str]]:
    """The columns that can take part in grouping, and a sentence for each sort that cannot."""
    names, notes = [], []
    for column in table.features:
        levels = table.rows[column.name].nunique()
        if levels < 2:
            notes.append(f"“{visible(column.label)}” has one value in all rows and sorts nobody: set aside.")
        elif column.kind == "category" and levels > MOST_LEVELS:
            notes.append(
                f"“{visible(column.label)}” has {count(levels)} different texts, too many to group rows by: "
                "set aside."
            )
        else:
            names.append(column.name)
    return names, notes


def grid(table: Table | pd.DataFrame, columns: Sequence[str] | None = None, scale: bool = True) -> Grid:
    """The points of a table.

    columns  names of the columns that count; None: all that can, at most MOST_COLUMNS
    scale    every column gets the same spread (mean 0, standard deviation 1; the levels of a category share
             one column's worth); False: numbers in their own units, levels as 0 and 1

    Gaps in numbers get the column's median, in categories a level of their own. A plain DataFrame is taken
    as a table of numbers and texts. TableProblem: an unknown column, one that cannot be used, none left, too
    many, too few rows, or rows that are all alike.
    """
    table = table if isinstance(table, Table) else plain_table(table)
    able, notes = usable(table)
    chosen = _chosen(table, able, columns, notes)
    if len(table.rows) < FEWEST_ROWS:
        raise TableProblem(
            f"The table has {count(len(table.rows))} rows. Groups need at least {FEWEST_ROWS}: bring more "
            "rows."
        )
    axes: list[Axis] = []
    raw: list[np.ndarray] = []  # one array per axis
    for name in chosen:
        column = table.column(name)
        made = _numbers if column.kind == "number" else _levels
        found, cells, told = made(column, table.rows[name])
        axes += found
        raw += cells
        notes += told
    together = np.column_stack(raw)
    weights = np.array([axis.weight for axis in axes])
    means = np.array([axis.mean for axis in axes])
    values = (together - means) * weights if scale else together.copy()
    made_grid = Grid(table, values, together, tuple(axes), scale, tuple(notes))
    if np.all(values == values[0]):
        raise TableProblem("All rows are alike in the chosen columns. Choose columns that differ.")
    return made_grid


def plain_table(rows: pd.DataFrame) -> Table:
    """A DataFrame as a Table: numbers are numbers, everything else is a category."""
    numeric = {name: pd.api.types.is_numeric_dtype(rows[name]) for name in rows.columns}
    columns = tuple(
        Column(str(name), str(name), "number" if numeric[name] else "category") for name in rows.columns
    )
    told = {
        str(name): rows[name].astype(float)
        if numeric[name]
        else rows[name].astype(object).where(rows[name].notna(), None)
        for name in rows.columns
    }
    return Table(pd.DataFrame(told).reset_index(drop=True), columns)


def _chosen(
    table: Table, able: Sequence[str], columns: Sequence[str] | None, notes: list[str]
) -> Sequence[str]:
    known = {column.name: column for column in table.columns}
    for name in columns or ():
        if name not in known:
            raise TableProblem(f"The table has no column “{visible(name)}”. Choose one of its columns.")
        if name not in able:
            why = table.why_left_out(name) or "it says who left, or sorts nobody"
            raise TableProblem(
                f"“{visible(known[name].label)}” cannot be used to form groups: {why}. Choose another column."
            )
    chosen = list(dict.fromkeys(_without_places(table, able, notes) if columns is None else columns))
    if not chosen:
        raise TableProblem(
            "No column is left to form groups by. At least one column with numbers or a few different texts "
            "has to stay in."
        )
    if len(chosen) > MOST_COLUMNS:
        if columns is not None:
            raise TableProblem(
                f"{count(len(chosen))} columns are too many to describe a group by. Choose at most "
                f"{MOST_COLUMNS}."
            )
        notes.append(
            f"{count(len(chosen))} columns could be used; the first {MOST_COLUMNS} are. Choose others if "
            "they matter more."
        )
        chosen = chosen[:MOST_COLUMNS]
    return chosen


def _without_places(table: Table, able: Sequence[str], notes: list[str]) -> Sequence[str]:
    """The columns but for coordinates: where rows lie is no fact about them, unless the reader says so."""
    found = places(table)
    where = () if found is None else (found.up, found.across)
    rest = [name for name in able if name not in where]
    if len(rest) < 2 or len(rest) == len(able):
        return able
    labels = " and ".join(f"“{visible(table.column(name).label)}”" for name in where)
    notes.append(f"{labels} say where the rows lie: not used to form groups unless you choose them.")
    return rest


def _numbers(column: Column, cells: pd.Series) -> tuple[list[Axis], list[np.ndarray], list[str]]:
    values = cells.to_numpy(dtype=float)
    gaps = np.isnan(values)
    notes = []
    if gaps.any():
        values = np.where(gaps, np.median(values[~gaps]), values)
        many = "gap" if gaps.sum() == 1 else "gaps"
        notes.append(
            f"“{visible(column.label)}” has {count(gaps.sum())} {many}, filled with the column's middle "
            "value."
        )
    mean, spread = float(values.mean()), float(values.std())
    return [Axis(column, None, mean, spread, 1 / spread if spread else 0.0)], [values], notes


def _levels(column: Column, cells: pd.Series) -> tuple[list[Axis], list[np.ndarray], list[str]]:
    """An axis per level; together they vary as much as one number does."""
    texts = cells.astype(object).where(cells.notna(), "missing").astype(str)
    shares = texts.value_counts(normalize=True, sort=False).sort_index()
    whole = float((shares * (1 - shares)).sum())
    if whole == 0:
        raise TableProblem(f"“{visible(column.label)}” has one value in all rows. Choose another column.")
    weight = 1 / np.sqrt(whole)
    axes = [
        Axis(column, str(level), float(share), float(np.sqrt(share * (1 - share))), weight)
        for level, share in shares.items()
    ]
    values = [(texts == axis.level).to_numpy(dtype=float) for axis in axes]
    note = (
        f"“{visible(column.label)}” holds texts: each of its {len(axes)} values became a yes or no, together "
        "worth one column."
    )
    return axes, values, [note]
