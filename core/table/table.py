"""The Table: rows that passed the door, who left, and what a model may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from core.table._corrections import as_kind, corrected_label, corrected_unit, correction
from core.table._kinds import USABLE
from core.table._leaving import CHOOSE, few, positive_value, rows_that_say, whole
from core.table._notes import overview, reasons, sentences
from core.table._parts import Choice, Column, Past
from core.table._saying import TableProblem, quoted, said
from core.table._telling import SPENT, telling
from core.table._twins import twins


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
    _choice: Choice = field(default_factory=Choice, repr=False, compare=False)
    _past: Past = field(default_factory=Past, repr=False, compare=False)

    @property
    def features(self) -> tuple[Column, ...]:
        """Columns a model may use, in order."""
        away = {*self.left_out, self.target}
        return tuple(c for c in self.columns if c.kind in USABLE and c.name not in away)

    @property
    def y(self) -> np.ndarray:
        """(n,) int array: 1 where the customer left. TableProblem if there is no target yet."""
        if self.target is None:
            raise TableProblem(CHOOSE)
        return (self.rows[self.target] == self.positive).to_numpy(dtype=int)

    @property
    def overview(self) -> pd.DataFrame:
        """A row per column, in file order: name, label, kind, unit, used, filled, examples, done.

        used      bool: the target, or a column a model may use
        filled    share of the rows that hold a value, 0 to 1
        examples  up to 3 different values as text, each of at most 20 characters
        done      what was repaired, then why the column is left out
        """
        return overview(self)

    def column(self, name: str) -> Column:
        """The Column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def why_left_out(self, name: str) -> str:
        """Why no model uses the column, as part of a sentence; "" if it is used, or says who left.

        KeyError if there is no such column.
        """
        self.column(name)
        return reasons(self).get(name, "")

    def with_target(self, column: str, positive: Any = None) -> Table:
        """The same rows with another target; rows whose target is missing are dropped with a note.

        positive  the value that means "left", as text or number; everything else means "stayed". Without it
                  the column must have two values; the one that sounds like leaving, or the rarer, is taken.

        Columns that tell who left rather than foretell it are left out with a note. TableProblem: no such
        column, a column that does not sort customers in two, or nothing left to learn from.
        """
        self._require([column])
        all_rows = self._all_rows
        columns = tuple(self._untargeted(c) for c in self.columns)
        kind = next(c.kind for c in columns if c.name == column)
        codes, found = pd.factorize(all_rows[column])
        customers = dict(zip(whole(found.tolist()), np.bincount(codes[codes >= 0]).tolist(), strict=True))
        gaps = int((codes < 0).sum())
        positive, note = positive_value(column, kind in (*USABLE, "constant"), customers, gaps, positive)
        rows, notes = rows_that_say(all_rows, column, codes >= 0)
        y = (codes[codes >= 0] == list(customers).index(positive)).astype(int)
        chosen = replace(
            self,
            rows=rows,
            columns=tuple(replace(c, kind="category") if c.name == column else c for c in columns),
            target=column,
            positive=positive,
            left_out=tuple(n for n in self.left_out if n != column and n not in self._choice.why),
            _past=self._remembered(),
        )
        features = {c.name: rows[c.name] for c in chosen.features}
        spent = [] if rows is all_rows else [name for name in features if features[name].nunique() < 2]
        why = telling(features, y) | dict.fromkeys(spent, SPENT)
        return replace(
            chosen,
            left_out=(*chosen.left_out, *why),
            _choice=Choice(None if rows is all_rows else all_rows, why, (note, *notes, *few(y))),
        )._settled()

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
        past = self._remembered()
        own = tuple(name for name in added if self.column(name).kind in USABLE)
        past = replace(past, by_reader=(*past.by_reader, *own))
        return replace(self, left_out=self.left_out + added, _past=past)._settled()

    def with_columns_left_out(self, names: Iterable[str]) -> Table:
        """The same rows with exactly these columns left out, so that others come back.

        An id made of whole numbers comes back as a number. Constants, dates, free text and ids made of text
        cannot be learned from and stay left out whatever names says. TableProblem as in without().
        """
        names = list(names)
        self._require(names)
        table = self
        for column in self.columns:
            if column.kind == "id" and column.name not in names and self.rows[column.name].dtype.kind == "f":
                table = table._with_column(replace(column, kind="number"))
        always = [c.name for c in table.columns if c.kind not in USABLE and c.name != self.target]
        bare = replace(table, left_out=(), _past=replace(table._remembered(), by_reader=()))
        return bare.without(*dict.fromkeys([*always, *names]))

    def corrected(
        self, name: str, kind: str | None = None, label: str | None = None, unit: str | None = None
    ) -> Table:
        """The same table with one column as the reader knows it; None leaves as it is.

        kind   "number", "category", or the kind first proposed, which brings the first cells back
        label  one line of up to 60 characters; an empty one brings the proposed label back
        unit   up to 12 characters; an empty one takes the unit away

        A column corrected into numbers or groups is used, unless the reader left it out. With a target the
        search for columns that give the answer away runs again. TableProblem: no such column, cells that
        do not allow the kind, the target, or no column left to learn from.
        """
        self._require([name])
        now = self.column(name)
        first, cells = self._past.proposed.get(name, (self._untargeted(now), self._all_rows[name]))
        told = replace(
            now,
            label=now.label if label is None else corrected_label(label, first.label),
            unit=now.unit if unit is None else corrected_unit(unit),
        )
        if kind is None or kind == now.kind:
            return self._with_column(told)._settled(keep=True)
        if name == self.target:
            raise TableProblem(
                f"“{said(name)}” says who left, so it stays as it is. Choose another column for that first, "
                "then correct this one."
            )
        values = cells if kind == first.kind else as_kind(name, first.kind, cells, kind, self._past.comma)
        repairs = first.repairs if kind == first.kind else (*first.repairs, correction(kind))
        table = self._with_column(replace(told, kind=kind, repairs=repairs))
        back = set(self._choice.why) - set(self.left_out) - {name}
        away = [n for n in self.left_out if n != name and n not in self._choice.why]
        if kind not in USABLE or name in self._past.by_reader:
            away.append(name)
        table = replace(
            table,
            rows=table._all_rows.assign(**{name: values}),
            left_out=tuple(c.name for c in self.columns if c.name in away),
            _choice=Choice(),
        )._compared()
        if self.target is None:
            return replace(table, _choice=self._choice)._settled()
        table = table.with_target(self.target, self.positive)
        return replace(table, left_out=tuple(n for n in table.left_out if n not in back))._settled()

    @property
    def _all_rows(self) -> pd.DataFrame:
        return self.rows if self._choice.all_rows is None else self._choice.all_rows

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

    def _remembered(self) -> Past:
        """The past with the sentences so far, for a table made without read()."""
        return self._past if self._past.told is not None else replace(self._past, told=self.notes)

    def _with_column(self, column: Column) -> Table:
        """The same table with the column of that name replaced, and the first one remembered."""
        past, was = self._remembered(), self._untargeted(self.column(column.name))
        first = {column.name: (was, self._all_rows[column.name])} | dict(past.proposed)
        columns = tuple(column if c.name == column.name else c for c in self.columns)
        return replace(self, columns=columns, _past=replace(past, proposed=first))

    def _compared(self) -> Table:
        """The table that knows which of its columns say nearly the same."""
        usable = [column.name for column in self.columns if column.kind in USABLE]
        return replace(self, _past=replace(self._remembered(), twins=twins(self._all_rows[usable])))

    def _settled(self, keep: bool = False) -> Table:
        """The table with the notes that are true of it; TableProblem if nothing is left to learn from."""
        if not self.features and not keep:
            raise TableProblem(
                "No column is left to learn from. At least one column with numbers or groups has to stay in "
                "besides the one that says who left: put one back in."
            )
        told = self._remembered()
        return replace(self, notes=(*(told.told or ()), *sentences(self), *self._choice.notes), _past=told)
