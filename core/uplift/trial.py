"""A trial: who was contacted by lot, who stayed, and what was known of each customer before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from core.table import Column, Table, TableProblem
from core.words import one_line

FEWEST = 10  # stayers, and leavers, among those contacted and among those left alone
LONGEST = 40  # letters of a name or value in a sentence
YES = ("yes", "y", "true", "1", "1.0")  # what counts as 1 in a column of two values
TELLING = ("treat", "contact", "offer", "campaign", "group", "control", "exposed", "lot", "arm")


@dataclass(frozen=True, eq=False)
class Trial:
    """What a trial knows.

    table      the customers; neither who was contacted nor who stayed is among its features
    treated    (n,) int8, 1 where the customer was contacted
    stayed     (n,) int8, 1 where the customer stayed
    treatment  name of the column that says who was contacted, "" if it was given as a list
    outcome    name of the column that says who stayed, "" if it was given as a list
    """

    table: Table
    treated: np.ndarray
    stayed: np.ndarray
    treatment: str
    outcome: str


def candidates(table: Table) -> tuple[str, ...]:
    """Columns with exactly two values other than the target, those that sound like a contact first."""
    found = [
        c.name
        for c in table.columns
        if c.name != table.target and table.rows[c.name].nunique(dropna=True) == 2
    ]
    return tuple(sorted(found, key=lambda name: _sounds(name, table.column(name).label)))


def as_trial(table: Table, column: str, contacted_value: Any) -> Trial:
    """The customers of a table as a trial; the table has its target, which says who left.

    column            says who was contacted; rows where it is empty are dropped with a note
    contacted_value   its value that means "contacted", as it is in the rows or as text
    TableProblem: no such column, the target itself, not two values, a value that is not there, fewer
    than FEWEST stayers or leavers in one of the two groups, or nothing left to learn from.
    """
    if column not in [c.name for c in table.columns]:
        raise TableProblem(f"The file has no column “{_said(column)}”. Choose one of its columns.")
    if column == table.target:
        raise TableProblem(f"“{_said(column)}” says who left. Choose another column for who was contacted.")
    cells = table.rows[column]
    values = _two_values(cells, _said(column))
    chosen = [value for value in values if _said(value) == _said(contacted_value)]
    if not chosen:
        raise TableProblem(
            f"“{_said(column)}” never says {_said(contacted_value)}. It says {_said(values[0])} or "
            f"{_said(values[1])}: choose which of the two means contacted."
        )
    if column not in table.left_out:
        table = table.without(column)
    told = cells.notna().to_numpy()
    if not told.all():
        gaps = int((~told).sum())
        note = f"{gaps:,} of {len(told):,} customers are set aside: “{_said(column)}” is empty for them."
        rows = table.rows[told].reset_index(drop=True)
        table = replace(table, rows=rows, notes=(*table.notes, note))
    treated = (cells[told] == chosen[0]).to_numpy(dtype=np.int8)
    return _checked(Trial(table, treated, (1 - table.y).astype(np.int8), column, table.target or ""))


def trial_of(
    table: Table | pd.DataFrame, treatment: str | Sequence[int], outcome: str | Sequence[int]
) -> Trial:
    """A trial from a Table or a DataFrame and two columns, or two (n,) lists of 0 and 1.

    In a column of two values, yes, true or 1 counts as 1 and the other value as 0; but if the outcome is
    the target of the table, who left is 0 and everyone else 1. Outcome 1 means stayed.
    ValueError for lists of another length or with other numbers than 0 and 1. TableProblem for a column
    that is not there or without such values, and as in as_trial().
    """
    whole = table if isinstance(table, Table) else _as_table(table)
    treated = _zero_one(whole, treatment)
    if isinstance(outcome, str) and outcome == whole.target:
        stayed = (1 - whole.y).astype(np.int8)
    else:
        stayed = _zero_one(whole, outcome)
    # A copy of either column under another name would give the answer away.
    spent = [c.name for c in whole.features if _says(whole.rows[c.name], treated)]
    spent += [c.name for c in whole.features if _says(whole.rows[c.name], stayed)]
    named = [name for name in (treatment, outcome) if isinstance(name, str)]
    away = [c.name for c in whole.features if c.name in {*spent, *named}]
    if len(away) == len(whole.features):
        raise TableProblem(
            "Besides who was contacted and who stayed there is no column left to learn from. Put at least "
            "one back in."
        )
    names = [name if isinstance(name, str) else "" for name in (treatment, outcome)]
    return _checked(Trial(whole.without(*away) if away else whole, treated, stayed, *names))


def _zero_one(table: Table, given: str | Sequence[int]) -> np.ndarray:
    """(n,) int8 of a column by its name, or of a list."""
    if not isinstance(given, str):
        listed = np.asarray(given)
        if listed.shape != (len(table.rows),) or not np.isin(listed, (0, 1)).all():
            raise ValueError(f"A list of {len(table.rows)} numbers 0 or 1 is needed, one for each customer.")
        return listed.astype(np.int8)
    if given not in table.rows:
        raise TableProblem(f"The file has no column “{_said(given)}”. Choose one of its columns.")
    cells, called = table.rows[given], _said(given)
    values = _two_values(cells, called)
    if cells.isna().any():
        raise TableProblem(f"“{called}” is empty for some customers. Fill these cells or delete the rows.")
    ones = [value for value in values if _said(value).lower() in YES]
    if len(ones) != 1:
        raise TableProblem(
            f"“{called}” says {_said(values[0])} or {_said(values[1])}, and it is not clear which of the two "
            "means yes. Write yes and no, or 1 and 0."
        )
    return (cells == ones[0]).to_numpy(dtype=np.int8)


def _two_values(cells: pd.Series, called: str) -> list[Any]:
    """The two values of a column; TableProblem if there are more or fewer."""
    values = cells.dropna().unique().tolist()
    if len(values) < 2:
        raise TableProblem(
            f"“{called}” says the same for every customer. A trial needs both: customers who were "
            "contacted and customers who were left alone."
        )
    if len(values) > 2:
        raise TableProblem(
            f"“{called}” has {len(values):,} different values. A column that says who was contacted has two: "
            "choose another one, or keep the rows of two of its groups."
        )
    return values


def _checked(trial: Trial) -> Trial:
    """The trial, if both groups hold enough stayers and leavers to learn from; else TableProblem."""
    for arm, who in ((1, "contacted"), (0, "left alone")):
        here = trial.stayed[trial.treated == arm]
        if not len(here):
            raise TableProblem(
                f"No customer was {who}. A trial needs both: customers who were contacted and customers "
                "who were left alone."
            )
        for count, what in ((int(here.sum()), "stayed"), (int((1 - here).sum()), "left")):
            if count < FEWEST:
                raise TableProblem(
                    f"Of the {len(here):,} customers who were {who}, only {count} {what}. At least {FEWEST} "
                    "are needed: bring a larger trial, or one that ran for longer."
                )
    return trial


def _as_table(frame: pd.DataFrame) -> Table:
    """A DataFrame as a Table without a target: numbers as numbers, everything else as groups."""
    rows, columns = {}, []
    for name in frame.columns:
        cells = frame[name].reset_index(drop=True)
        number = pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)
        rows[str(name)] = cells.astype(float) if number else cells
        columns.append(Column(str(name), str(name), "number" if number else "category"))
    return Table(rows=pd.DataFrame(rows), columns=tuple(columns))


def _says(cells: pd.Series, answer: np.ndarray) -> bool:
    """Whether a column sorts the customers exactly as the (n,) 0/1 answer does."""
    codes, found = pd.factorize(cells)
    return len(found) == 2 and bool((codes == answer).all() or (codes == 1 - answer).all())


def _sounds(name: str, label: str) -> int:
    """The place of the first word a column's name or label has in TELLING; the last place if none."""
    words = f"{name} {label}".lower()
    return next((place for place, word in enumerate(TELLING) if word in words), len(TELLING))


def _said(value: object) -> str:
    """A value as a person would write it: on one line, not too long, and 1, not 1.0."""
    text = one_line(f"{value:.15g}" if isinstance(value, float) else value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
