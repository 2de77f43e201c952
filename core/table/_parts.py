"""What a table is made of beside its rows: columns, the choice of who left, and what came before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from core.table._telling import Why


@dataclass(frozen=True)
class Column:
    """What a column is, for a person.

    kind     one of "number", "category", "id", "date", "constant", "text".
             Only "number" and "category" (yes/no included) are used by models.
    repairs  sentences about this column: what was repaired in its cells
    """

    name: str
    label: str
    kind: str
    unit: str = ""
    help: str = ""
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """What choosing the target changed, so that choosing another one can undo it.

    all_rows  the rows before those without an answer were dropped; None if none were
    why       the columns left out because of the target, each with the reason
    notes     sentences about the target
    """

    all_rows: pd.DataFrame | None = None
    why: Mapping[str, Why] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """What a table remembers of how it came to be.

    told       sentences from the reading that stay true whatever is chosen later; None: all notes so far
    proposed   columns the reader corrected, as they were before: Column and cells of all rows
    by_reader  columns the reader left out
    comma      True where the file writes one and a half as 1,5
    twins      groups of columns that say nearly the same
    """

    told: tuple[str, ...] | None = None
    proposed: Mapping[str, tuple[Column, pd.Series]] = field(default_factory=dict)
    by_reader: tuple[str, ...] = ()
    comma: bool = False
    twins: tuple[tuple[str, ...], ...] = ()
