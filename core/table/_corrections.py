"""What the reader knows better: another kind for a column, another label, another unit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from core.table._notes import CALLED
from core.table._numbers import numbers_of
from core.table._saying import TableProblem, quoted, said, tidy

MOST_GROUPS = 1_000
_LONGEST_LABEL = 60
_LONGEST_UNIT = 12
_HOLDS = {"id": "its own text for each customer", "date": "dates", "text": "free text", "category": "words"}


def corrected_label(label: str, proposed: str) -> str:
    """The reader's label on one line, or the proposed one if nothing is left of it."""
    return tidy(label, _LONGEST_LABEL) or proposed


def corrected_unit(unit: str) -> str:
    """The reader's unit on one line."""
    return tidy(unit, _LONGEST_UNIT)


def correction(kind: str) -> str:
    """The sentence that a column is read in the way the reader asked for."""
    return f"Read as {CALLED[kind]}, as you said."


def as_kind(name: str, was: str, cells: pd.Series, kind: str, comma: bool) -> pd.Series:
    """The cells of a column as another kind: float64 with NaN, or text with None.

    was, kind  what it is and what the reader says it is
    comma      True where the file writes one and a half as 1,5

    TableProblem: a kind nobody can choose, or cells that do not allow it.
    """
    if kind not in CALLED:
        raise TableProblem(
            f"“{said(name)}” can be read as numbers or as groups, and as it was first. Choose one of these."
        )
    if was == "constant":
        raise TableProblem(
            f"“{said(name)}” has the same value, or none, in every row, so it does not tell customers "
            "apart. Leave it as it is."
        )
    return _as_groups(name, cells) if kind == "category" else _as_numbers(name, was, cells, comma)


def _as_groups(name: str, cells: pd.Series) -> pd.Series:
    codes, values = pd.factorize(cells)
    if len(values) > MOST_GROUPS:
        raise TableProblem(
            f"“{said(name)}” has {len(values):,} different values; at most {MOST_GROUPS:,} can be groups. "
            "Leave it as it is."
        )
    texts = [
        f"{value:.17g}" if isinstance(value, float) and value.is_integer() else str(value) for value in values
    ]
    return pd.Series(np.array([*texts, None], dtype=object)[codes], dtype=object)


def _as_numbers(name: str, was: str, cells: pd.Series, comma: bool) -> pd.Series:
    if was == "id" and cells.dtype.kind == "f":
        return cells
    if was != "category":
        some = quoted(cells.dropna().unique()[:2])
        raise TableProblem(
            f"“{said(name)}” holds {_HOLDS[was]} ({some}), so it cannot be read as numbers. Leave it as it "
            "is, or read it as groups."
        )
    codes, levels = pd.factorize(cells)
    numbers, words = numbers_of(pa.array(levels, pa.string()), comma)
    if words:
        raise TableProblem(
            f"“{said(name)}” holds words ({quoted(words, 3)}), so it cannot be read as numbers. Leave it as "
            "groups."
        )
    if len(np.unique(numbers)) < 2:
        raise TableProblem(
            f"The values of “{said(name)}” ({quoted(levels, 3)}) are all the same number. Leave it as groups."
        )
    return pd.Series(np.append(numbers, np.nan)[codes], dtype=np.float64)
