"""The door: what comes in is a Table, or a TableProblem that says why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from core._kinds import MOST_LEVELS, Kind, kind_of, label_of
from core._leaving import echoes, notes_on, positive_value, propose
from core._reading import MIN_ROWS, cells
from core._saying import TableProblem, listed, many, quoted, said
from core.words import count

__all__ = ["Column", "Table", "TableProblem", "read"]

_MOST_REPAIRS = 8
_USABLE = ("number", "category")
_WHY_LEFT_OUT = {
    "id": "every row has its own value, so it names customers and tells nothing about the next one",
    "date": "dates in the past do not come back for the next customer",
    "constant": "the same value, or none, in every row",
    "text": f"free text, or more than {MOST_LEVELS} different texts, too many to compare groups of customers",
}
_CHOOSE = (
    "No column looks like the one that says who left. "
    "Choose it: a column with two values, such as Yes and No."
)


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
class _Choice:
    """What choosing the target changed, so that choosing another one can undo it."""

    all_rows: pd.DataFrame | None = None
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


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
    _choice: _Choice = field(default_factory=_Choice, repr=False, compare=False)

    @property
    def features(self) -> tuple[Column, ...]:
        """Columns a model may use, in order."""
        away = {*self.left_out, self.target}
        return tuple(c for c in self.columns if c.kind in _USABLE and c.name not in away)

    @property
    def y(self) -> np.ndarray:
        """(n,) int array: 1 where the customer left. TableProblem if there is no target yet."""
        if self.target is None:
            raise TableProblem(_CHOOSE)
        return (self.rows[self.target] == self.positive).to_numpy(dtype=int)

    def column(self, name: str) -> Column:
        """The Column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def with_target(self, column: str, positive: Any = None) -> Table:
        """The same rows with another target; rows whose target is missing are dropped with a note.

        positive  the value that means "left", as text or number; everything else means "stayed". Without it
                  the column must have two values; the one that sounds like leaving, or the rarer, is taken.

        Columns that tell who left rather than foretell it are left out with a note. TableProblem: no such
        column, a column that does not sort customers in two, or nothing left to learn from.
        """
        self._require([column])
        all_rows = self.rows if self._choice.all_rows is None else self._choice.all_rows
        columns = tuple(self._untargeted(c) for c in self.columns)
        kind = next(c.kind for c in columns if c.name == column)
        positive, note = positive_value(column, kind in (*_USABLE, "constant"), all_rows[column], positive)
        rows, notes = _rows_that_say(all_rows, column)
        chosen = replace(
            self,
            rows=rows,
            columns=tuple(replace(c, kind="category") if c.name == column else c for c in columns),
            target=column,
            positive=positive,
            left_out=tuple(n for n in self.left_out if n not in (column, *self._choice.left_out)),
        )
        features = {c.name: rows[c.name] for c in chosen.features}
        spent = [] if rows is all_rows else [name for name in features if features[name].nunique() < 2]
        telling = [name for name in echoes(features, chosen.y) if name not in spent]
        notes = [note, *notes, *notes_on(chosen.y, spent, telling)]
        return replace(
            chosen,
            left_out=(*chosen.left_out, *spent, *telling),
            notes=(*(n for n in self.notes if n not in self._choice.notes), *notes),
            _choice=_Choice(None if rows is all_rows else all_rows, (*spent, *telling), tuple(notes)),
        )._with_something_to_learn_from()

    def without(self, *names: str) -> Table:
        """The same rows with exactly these columns added to left_out.

        TableProblem: no such column, the target, or no column left to learn from.
        """
        self._require(names)
        if self.target in names:
            raise TableProblem(
                f"“{said(self.target)}” says who left, so it cannot be left out. Choose another column for "
                "that first."
            )
        added = tuple(dict.fromkeys(name for name in names if name not in self.left_out))
        return replace(self, left_out=self.left_out + added)._with_something_to_learn_from()

    def with_columns_left_out(self, names: Iterable[str]) -> Table:
        """The same rows with exactly these columns left out, so that others come back.

        An id made of whole numbers comes back as a number. Constants, dates, free text and ids made of text
        cannot be learned from and stay left out whatever names says. TableProblem as in without().
        """
        names = list(names)
        self._require(names)
        columns = tuple(
            replace(c, kind="number")
            if c.kind == "id" and c.name not in names and self.rows[c.name].dtype.kind == "f"
            else c
            for c in self.columns
        )
        always = [c.name for c in columns if c.kind not in _USABLE and c.name != self.target]
        return replace(self, columns=columns, left_out=()).without(*dict.fromkeys([*always, *names]))

    def _require(self, names: Iterable[str]) -> None:
        known = [column.name for column in self.columns]
        for name in names:
            if name not in known:
                raise TableProblem(
                    f"The file has no column “{said(name)}”. Its columns are {quoted(known, 8)}: choose one "
                    "of these."
                )

    def _untargeted(self, column: Column) -> Column:
        """The column as it is when it is not the target."""
        if column.name != self.target:
            return column
        return replace(column, kind="number" if self.rows[column.name].dtype.kind == "f" else "category")

    def _with_something_to_learn_from(self) -> Table:
        if not self.features:
            raise TableProblem(
                "No column is left to learn from. At least one column with numbers or groups has to stay in "
                "besides the one that says who left."
            )
        return self


def read(data: bytes, filename: str) -> Table:
    """Read a delimited file into a Table, or raise TableProblem.

    data      the whole file, up to 20 MB: CSV with commas, semicolons, tabs or bars, 50 to 200,000 rows, up
              to 500 columns, UTF-8, UTF-16 with its mark, or Western European
    filename  for the first note and Table.source; what the file is, its content decides

    The target is proposed with a note where a column looks like one; otherwise a note asks for it. Every
    other failure, of memory too, becomes a TableProblem.
    """
    try:
        return _read(data, filename)
    except TableProblem:
        raise
    except MemoryError as error:
        raise TableProblem(
            "The table is too large for this computer. "
            "Delete columns you do not need, or bring a random part of the rows."
        ) from error
    except Exception as error:
        raise TableProblem(
            "The file could not be read as a table. Open it in a spreadsheet, save it as CSV (File > Save as "
            "> CSV) and bring that."
        ) from error


def _read(data: bytes, filename: str) -> Table:
    grid = cells(data, filename)
    source = said(re.split(r"[/\\]", filename)[-1]) or "your file"
    found = {str(name): kind_of(str(name), raw, grid.comma) for name, raw in grid.frame.items()}
    series = {name: pd.Series(kind.values, dtype=kind.values.dtype) for name, kind in found.items()}
    rows = pd.DataFrame(series, copy=False)
    columns = tuple(Column(name, label_of(name), kind.kind, kind.unit) for name, kind in found.items())
    left_out = tuple(c.name for c in columns if c.kind not in _USABLE)
    notes = [f"{many(len(rows), 'row')} and {many(len(columns), 'column')} read from {source}.", *grid.notes]
    repairs = [note for kind in found.values() for note in kind.notes]
    notes += repairs[:_MOST_REPAIRS]
    if len(repairs) > _MOST_REPAIRS:
        notes.append(f"{many(len(repairs) - _MOST_REPAIRS, 'more repair')} of these kinds in other columns.")
    notes += _gaps(found) + _left_out(columns)
    currencies = [kind.unit for kind in found.values() if kind.unit not in ("", "%")]
    table = Table(
        rows=rows,
        columns=columns,
        left_out=left_out,
        source=source,
        notes=tuple(notes),
        currency=max(currencies, key=currencies.count, default="€"),
    )
    if len(columns) - len(left_out) < 2:
        raise TableProblem(
            "Fewer than two columns can be used, and it takes one that says who left and one to learn from. "
            + " ".join(_left_out(columns))
        )
    return _with_proposal(table)


def _rows_that_say(rows: pd.DataFrame, column: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows in which the column is filled in, and the note about the others."""
    known = rows[column].notna()
    if known.all():
        return rows, []
    kept = rows[known].reset_index(drop=True)
    if len(kept) < MIN_ROWS:
        raise TableProblem(
            f"“{said(column)}” is filled in for {many(len(kept), 'row')} only; at least {MIN_ROWS} are "
            "needed. Choose another column, or fill it in and bring the file again."
        )
    return kept, [
        f"{said(column)}: {many(len(rows) - len(kept), 'row')} without a value dropped, because nobody knows "
        "whether these customers left."
    ]


def _with_proposal(table: Table) -> Table:
    proposal = propose({c.name: table.rows[c.name] for c in table.features})
    if proposal is not None:
        try:
            return table.with_target(*proposal)
        except TableProblem:
            pass
    return replace(table, notes=(*table.notes, _CHOOSE), _choice=_Choice(notes=(_CHOOSE,)))


def _gaps(found: dict[str, Kind]) -> list[str]:
    gaps = {name: kind.gaps for name, kind in found.items() if kind.gaps and kind.kind in _USABLE}
    if len(gaps) <= 5:
        return [
            f"{said(name)}: {many(number, 'cell')} {'was' if number == 1 else 'were'} blank and "
            f"{'is' if number == 1 else 'are'} treated as missing."
            for name, number in gaps.items()
        ]
    most = sorted(gaps, key=lambda name: -gaps[name])
    named = [f"{said(name)} ({count(gaps[name])})" for name in most]
    return [f"{len(gaps)} columns have blank cells, which are treated as missing: {listed(named, 5)}."]


def _left_out(columns: Sequence[Column]) -> list[str]:
    notes = []
    for kind, why in _WHY_LEFT_OUT.items():
        names = [said(c.name) for c in columns if c.kind == kind]
        if names:
            notes.append(f"Left out: {listed(names, 8)} ({why}).")
    return notes
