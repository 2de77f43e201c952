"""The door: what comes in is a Table, or a TableProblem that says why not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd


class TableProblem(ValueError):
    """Why a file or a choice of columns cannot be used, said to the person who brought it."""


@dataclass(frozen=True)
class Column:
    """What a column is, for a person.

    kind is one of "number", "category", "id", "date", "constant", "text".
    Only "number" and "category" (yes/no included) are used by models.
    """

    name: str
    label: str
    kind: str
    unit: str = ""
    help: str = ""


@dataclass(frozen=True)
class Table:
    """Rows that passed the door.

    rows        DataFrame, one row per customer, index 0..n-1; number columns are float64 with NaN
                for gaps, category columns are object/str with None for gaps
    columns     a Column for every column of rows, in order
    target      name of the column that says who left, or None if not chosen yet
    positive    the value of the target that means "left"
    left_out    names of columns no model may use (ids, constants, dates, free text, the reader's own)
    source      "prepaid", "broadband" or the file name
    notes       sentences: what was read, repaired, set aside
    """

    rows: pd.DataFrame
    columns: tuple[Column, ...]
    target: str | None = None
    positive: Any = None
    left_out: tuple[str, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = ()
    currency: str = "€"
    simulated: bool = False

    @property
    def features(self) -> tuple[Column, ...]:
        """Columns a model may use, in order."""

    @property
    def y(self) -> np.ndarray:
        """(n,) int array: 1 where the customer left. TableProblem if there is no target yet."""

    def column(self, name: str) -> Column:
        """The Column of that name; KeyError if there is none."""

    def with_target(self, column: str, positive: Any = None) -> "Table":
        """The same rows with another target; rows whose target is missing are dropped with a note."""

    def without(self, *names: str) -> "Table":
        """The same rows with exactly these columns added to left_out."""


def read(data: bytes, filename: str) -> Table:
    """Read a delimited file into a Table, or raise TableProblem."""
