"""Which shape of a map belongs to which row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.geo.matching import Side, best_pair, matched
from core.geo.places import places
from core.geo.shapes import Ints, Map, swapped
from core.table import Table, TableProblem
from core.table._saying import many, quoted, said

LEAST = 0.1  # share of the shorter side that has to match
CERTAIN = 0.1  # exchanged coordinates lie at most this share of the distance from the table's places
SWAPPED = "The map gave latitude before longitude, as the table's own places show; the two were exchanged."


@dataclass(frozen=True, eq=False)
class Joined:
    """A map whose shapes know their rows.

    map               the map to draw; its coordinates are exchanged where the table shows they have to be
    row               (s,) int, the row of every shape, -1 for none; a row may have several shapes
    column, fact      what was compared: the name of a column, and of a fact of the map
    unmatched_rows    what the column says in the rows without a shape, a name held twice aside
    unmatched_shapes  what the fact says in the shapes without a row
    notes             sentences: what did not match
    """

    map: Map
    row: Ints
    column: str
    fact: str
    unmatched_rows: tuple[str, ...]
    unmatched_shapes: tuple[str, ...]
    notes: tuple[str, ...]


def joined(land: Map, table: Table) -> Joined:
    """The rows of the shapes, by the column and the fact of which most values match one to one.

    Values match as they are written, or else but for capitals, accents, signs between words and leading
    zeros, as long as only one row can be meant. Of rows with the same value the first is taken.
    TableProblem if less than a tenth of the shorter side matches.
    """
    columns = [Side.of_column(c.name, c.kind, table.rows[c.name]) for c in table.columns]
    columns = [side for side in columns if side.kind not in ("date", "constant") and side.words]
    facts = Side.of_shapes([shape.facts for shape in land.shapes])
    if not facts:
        raise TableProblem(
            "The map says nothing about its shapes: they have no names and no codes. Bring a map that names "
            "them the way a column of your table does."
        )
    if not columns:
        raise TableProblem(
            "No column of the table holds names or codes that a map could know. Add a column that names the "
            "place of each row."
        )
    column, fact = best_pair(columns, facts)
    row = matched(column, fact)
    rows = len(table.rows)
    reached = len(np.unique(row[row >= 0]))
    if reached < LEAST * min(len(column.words), len(fact.words)):
        raise TableProblem(_no_fit(column, fact, reached, rows))
    again = column.codes >= 0
    again[list(column.rows.values())] = False
    bare = ~again
    bare[row[row >= 0]] = False
    without_shape = column.texts(np.flatnonzero(bare), "row")
    without_row = fact.texts(np.flatnonzero(row < 0), "shape")
    notes = _notes(without_shape, rows, without_row, len(row), column.texts(np.flatnonzero(again), "row"))
    land = _as_the_table_lies(land, row, table)
    return Joined(land, row, column.name, fact.name, without_shape, without_row, notes)


def _no_fit(column: Side, fact: Side, reached: int, rows: int) -> str:
    match = "matches" if reached == 1 else "match"
    return (
        f"The map and the table do not fit together: {reached:,} of {many(rows, 'row')} {match}. The nearest "
        f"are “{said(fact.name)}” of the map ({quoted(fact.words[:2])}) and “{said(column.name)}” of "
        f"the table ({quoted(column.words[:2])}). Bring a map of the places in your table, or add a column "
        "that names each place as the map does."
    )


def _notes(
    without_shape: Sequence[str], rows: int, without_row: Sequence[str], shapes: int, again: Sequence[str]
) -> tuple[str, ...]:
    notes = []
    if without_shape:
        gone = f"{len(without_shape):,} of {many(rows, 'row')} {_have(without_shape)}"
        notes.append(f"{gone} no shape on the map: {_some(without_shape)}.")
    if without_row:
        gone = f"{len(without_row):,} of {many(shapes, 'shape')} {_have(without_row)}"
        notes.append(f"{gone} no row in the table: {_some(without_row)}.")
    if again:
        names = list(dict.fromkeys(again))
        notes.append(
            f"{many(len(again), 'row')} {'repeats' if len(again) == 1 else 'repeat'} {_some(names)}; "
            "the map shows the first row of each name."
        )
    return tuple(notes)


def _have(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _some(names: Sequence[str]) -> str:
    return quoted(names, 3)


def _as_the_table_lies(land: Map, row: Ints, table: Table) -> Map:
    """The map, with x and y exchanged if only then its shapes lie where the table says."""
    own = places(table)
    if own is None or not own.degrees or not land.degrees:
        return land
    there, here = own.xy[row[row >= 0]], land.middles[row >= 0]
    known = np.isfinite(there).all(axis=1)
    if not known.any():
        return land
    there, here = there[known], here[known]
    away = np.median(np.hypot(*(here - there).T))
    turned = np.median(np.hypot(*(here[:, ::-1] - there).T))
    if np.abs(land.middles[:, 0]).max() > 90 or turned >= CERTAIN * away:
        return land
    return swapped(land, SWAPPED)
