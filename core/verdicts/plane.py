"""A plane of two columns: customers alike in everything else, and their chances to leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core import models
from core.safe import visible
from core.table import Column, Table, TableProblem
from core.verdicts.cells import LONGEST, said

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

CELLS = 48
MOST_LEVELS = 12  # of a category on one side
TAILS = (0.01, 0.99)  # a few extreme customers would squeeze everybody else into a corner


@dataclass(frozen=True, eq=False)
class Axis:
    """One side of the plane.

    values  (k,) float64, evenly spaced and rising; for a category (k,) object, its cells, None for a gap
    labels  the levels as texts, a gap being models.MISSING; empty for a number
    """

    column: Column
    values: np.ndarray
    labels: tuple[str, ...] = ()

    def place(self, cell: Any) -> float | None:
        """Where a cell of the column lies, in steps from the first value (0); None off the axis."""
        if self.labels:
            level = models.MISSING if pd.isna(cell) else str(cell)
            return float(self.labels.index(level)) if level in self.labels else None
        step = (self.values[-1] - self.values[0]) / (len(self.values) - 1)
        place = (float(cell) - self.values[0]) / step
        return float(place) if -0.5 <= place <= len(self.values) - 0.5 else None


@dataclass(frozen=True, eq=False)
class Plane:
    """Customers alike in all but two columns.

    across, up  the two columns; others is one row, the customer whose other columns all of them have
    held        the row position of that customer, None for the typical one
    rows        (len(up.values) * len(across.values), features) row by row, up changing slowly
    """

    across: Axis
    up: Axis
    held: int | None
    others: pd.DataFrame
    rows: pd.DataFrame

    @property
    def shape(self) -> tuple[int, int]:
        """Steps upwards and across."""
        return len(self.up.values), len(self.across.values)


def plane(table: Table, across: str, up: str, held: int | None = None, cells: int = CELLS) -> Plane:
    """Every pair of values of two features, all other columns as those of one customer.

    A number goes from its 1st to its 99th percentile in `cells` even steps, or one by one where it holds few
    whole numbers; a category has its 12 most frequent levels. held is a row position, None for typical().
    ValueError for the same column twice, one that is no feature, or fewer than 2 cells; TableProblem if a
    column has only one value.
    """
    features = {column.name: column for column in table.features}
    if across == up or not {across, up} <= features.keys() or cells < 2:
        raise ValueError("A plane needs two different columns that a model may use, and two cells a side.")
    over, along = _axis(table, features[up], cells), _axis(table, features[across], cells)
    others = typical(table) if held is None else models.feature_rows(table).iloc[[held]]
    others = others.reset_index(drop=True)
    wide, tall = len(along.values), len(over.values)
    rows = others.iloc[np.zeros(wide * tall, dtype=int)].reset_index(drop=True)
    rows[across] = pd.Series(np.tile(along.values, tall), dtype=table.rows[across].dtype)
    rows[up] = pd.Series(np.repeat(over.values, wide), dtype=table.rows[up].dtype)
    return Plane(along, over, held, others, rows)


def typical(table: Table) -> pd.DataFrame:
    """One row: the middle value of every number (the lower of two) and the most frequent level of every
    category, gaps left aside; of equally frequent ones the first in the alphabet."""
    cells: dict[str, pd.Series] = {}
    for column in table.features:
        known = table.rows[column.name].dropna()
        if known.empty:
            cells[column.name] = table.rows[column.name].iloc[:1].reset_index(drop=True)
            continue
        if column.kind == "number":
            middle = (len(known) - 1) // 2
            value = np.partition(known.to_numpy(dtype=float), middle)[middle]
        else:
            value = _by_frequency(known)[0]
        cells[column.name] = pd.Series([value], dtype=table.rows[column.name].dtype)
    return pd.DataFrame(cells)


def held_in_words(table: Table, others: pd.DataFrame, but: Iterable[str] = (), most: int = 5) -> str:
    """One customer's columns as plain text: "Minutes of calls per day 24.1 minutes, Plan data and 6 more".

    others is one row, but the names of columns to leave out. "" where there is nothing to say.
    """
    away = set(but)
    shown = [column for column in table.features if column.name not in away]
    told = [
        f"{visible(column.label, LONGEST)} {said(column, others[column.name].iloc[0])}"
        for column in shown[:most]
    ]
    rest = len(shown) - len(told)
    if rest:
        told.append(f"{rest} more")
    return " and ".join(part for part in (", ".join(told[:-1]), told[-1]) if part) if told else ""


def chances_on(pipeline: Pipeline, plane: Plane, trained_on: int) -> np.ndarray:
    """(len(up.values), len(across.values)) the chance to leave at every place of the plane, from a pipeline
    fitted on `trained_on` customers."""
    return models.chances(pipeline, plane.rows, trained_on).reshape(plane.shape)


def _axis(table: Table, column: Column, cells: int) -> Axis:
    values = table.rows[column.name]
    if column.kind == "number":
        return Axis(column, _steps(column, values.dropna().to_numpy(dtype=float), cells))
    levels = _by_frequency(values.astype(object).where(values.notna(), models.MISSING).astype(str))
    _require_two(column, len(levels))
    levels = levels[:MOST_LEVELS]
    gap = values.isna().any()
    found = [None if gap and level == models.MISSING else level for level in levels]
    return Axis(column, np.array(found, dtype=object), tuple(levels))


def _steps(column: Column, known: np.ndarray, cells: int) -> np.ndarray:
    _require_two(column, len(np.unique(known)))
    low, high = np.quantile(known, TAILS, method="nearest")
    if low == high:
        low, high = known.min(), known.max()
    whole = high - low < cells and (known == np.round(known)).all()
    return np.arange(low, high + 1) if whole else np.linspace(low, high, cells)


def _require_two(column: Column, values: int) -> None:
    if values < 2:
        raise TableProblem(
            f"“{visible(column.label, 60)}” holds only one value, so it cannot be one side of a map. Choose "
            "another column."
        )


def _by_frequency(texts: pd.Series) -> list[str]:
    """The different texts, the most frequent first; ties in alphabetical order."""
    ranked = sorted(texts.value_counts().items(), key=lambda pair: (-pair[1], str(pair[0])))
    return [str(level) for level, _ in ranked]
