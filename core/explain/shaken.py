"""Explanations put to the test: a twin beside a column, a column that knows the answer, other customers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from core import models
from core.explain.explainers import explainer
from core.explain.explanation import importance
from core.split import redraw
from core.table import Column, Table

EXPLAINED = 200  # customers of a table who are explained for a picture of everyone
REEXPLAINED = 50  # customers explained by each refit
REFITS = 10
TWIN, LEAK = "twin of the column", "called to cancel"
LEAK_LABEL = "Called to cancel"
LEAVERS_CALL, STAYERS_CALL = 0.8, 0.01  # who is written down as having called, of those who left and stayed


def watched(table: Table, customers: int = EXPLAINED) -> np.ndarray:
    """(w,) int: row positions of at most so many customers of the table, evenly spaced."""
    number = min(len(table.rows), customers)
    return np.arange(number) * len(table.rows) // max(number, 1)


def with_twin(table: Table, column: str) -> Table:
    """The table with a column that says the same as another one, under another name.

    KeyError if there is no such column.
    """
    twin = replace(table.column(column), name=_free(table, TWIN))
    return replace(
        table, rows=table.rows.assign(**{twin.name: table.rows[column]}), columns=(*table.columns, twin)
    )


def with_leak(table: Table, random_state: int = 0) -> Table:
    """The table with a column written down only after customers had left, drawn from the outcome.

    LEAVERS_CALL of those who left and STAYERS_CALL of those who stayed are said to have called to cancel
    (a leak as in Kaufman, Rosset & Perlich 2012). TableProblem if the table has no target.
    """
    rng = np.random.default_rng(random_state)
    calls = rng.random(len(table.rows)) < np.where(table.y == 1, LEAVERS_CALL, STAYERS_CALL)
    leak = Column(_free(table, LEAK), LEAK_LABEL, "category")
    told = pd.Series(np.where(calls, "yes", "no").astype(object), index=table.rows.index)
    return replace(table, rows=table.rows.assign(**{leak.name: told}), columns=(*table.columns, leak))


def shaken(table: Table, model: str, random_state: int = 0) -> pd.DataFrame:
    """How far each column pushes EXPLAINED customers, the model fitted on the table: as importance().

    Errors as in core.models.fit.
    """
    return _importance(table, table, model, random_state, EXPLAINED)


def refitted(table: Table, model: str, number: int) -> pd.DataFrame:
    """The same for REEXPLAINED customers, the model fitted on as many drawn with replacement (Efron 1979).

    number is which refit, from 0, and the seed of its draw and of its model. The customers explained are
    those of the table.
    """
    places = redraw(table.y, number)
    drawn = replace(table, rows=table.rows.iloc[places].reset_index(drop=True))
    return _importance(drawn, table, model, number, REEXPLAINED)


def _importance(learnt: Table, judged: Table, model: str, random_state: int, customers: int) -> pd.DataFrame:
    fitted = models.fit(learnt, model, random_state)
    rows = models.feature_rows(judged).iloc[watched(judged, customers)]
    return importance(explainer(fitted, judged, random_state=random_state).explain(rows))


def _free(table: Table, name: str) -> str:
    """The name, or one like it that no column has."""
    taken = {column.name for column in table.columns}
    while name in taken:
        name += "'"
    return name
