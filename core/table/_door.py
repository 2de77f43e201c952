"""The door, step by step: bytes, grid, kinds of columns, who left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pandas as pd

from core.table import _copies
from core.table._columns import kind_of
from core.table._grid import Cells, cells, cells_of_sheet
from core.table._kinds import USABLE, Kind, label_of
from core.table._leaving import CHOOSE, MOST_VALUES, propose, whole
from core.table._limits import MAX_BYTES
from core.table._notes import left_out
from core.table._parts import Choice, Column, Past
from core.table._saying import TableProblem, listed, many, said
from core.table._workbook import first_sheet, is_workbook, others_in_words
from core.table.table import Table
from core.words import count

_MOST_REPAIRS = 8


def read(data: bytes, filename: str, sheet: str | None = None) -> Table:
    """Read a delimited file or a sheet of a workbook into a Table, or raise TableProblem.

    data      the whole file, up to 20 MB: .xlsx or .xlsm, or CSV with commas, semicolons, tabs or bars in
              UTF-8, UTF-16 or Western European; up to 500 columns, at least 50 rows. Of more than 200,000
              rows, or 10 million cells, as many rows as that are drawn at random, always the same ones
    filename  for the first note and Table.source; what the file is, its content decides
    sheet     the name of a sheet of a workbook; None for the first

    The target is proposed with a note where a column looks like one; otherwise a note asks for it. Every
    other failure, of memory too, becomes a TableProblem.
    """
    try:
        return _read(data, filename, sheet)
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


def _read(data: bytes, filename: str, sheet: str | None) -> Table:
    if len(data) <= MAX_BYTES and is_workbook(data):
        page = first_sheet(data, sheet)
        try:
            return _table(cells_of_sheet(page), filename)
        except TableProblem as problem:
            if not page.others:
                raise
            raise TableProblem(
                f"{problem} This is about the sheet “{said(page.name)}”; {others_in_words(page.others)}: "
                "choose another one if the table is there."
            ) from problem
    return _table(cells(data, filename), filename)


def _table(grid: Cells, filename: str) -> Table:
    source = said(re.split(r"[/\\]", filename)[-1]) or "your file"
    with ThreadPoolExecutor(2) as two:  # most of it is pyarrow's and numpy's work, side by side
        kinds = two.map(lambda name: kind_of(name, grid.columns[name], grid.comma), grid.columns)
        found = dict(zip(grid.columns, kinds, strict=True))
    unused = {name: kind.kind for name, kind in found.items() if kind.kind not in USABLE}
    if len(found) - len(unused) < 2:
        raise TableProblem(
            "It takes two columns that differ from row to row, but fewer than two columns of "
            f"this table can be used. {' '.join(left_out(unused))} Bring a table that says more about each "
            "customer."
        )
    series = {
        name: pd.Series(kind.values, dtype=kind.values.dtype, copy=False) for name, kind in found.items()
    }
    rows = pd.DataFrame(series, copy=False)
    columns = tuple(
        Column(name, label_of(name), kind.kind, kind.unit, repairs=(*kind.notes, *_gap(kind)))
        for name, kind in found.items()
    )
    notes = [f"{many(len(rows), 'row')} and {many(len(columns), 'column')} read from {source}.", *grid.notes]
    repairs = [f"{said(name)}: {note}" for name, kind in found.items() for note in kind.notes]
    notes += repairs[:_MOST_REPAIRS]
    if len(repairs) > _MOST_REPAIRS:
        notes.append(f"{many(len(repairs) - _MOST_REPAIRS, 'more repair')} of these kinds in other columns.")
    notes += _gaps(found) + _copies.note(list(found.values()))
    currencies = [kind.unit for kind in found.values() if kind.unit not in ("", "%")]
    table = Table(
        rows=rows,
        columns=columns,
        left_out=tuple(unused),
        source=source,
        currency=max(currencies, key=currencies.count, default="€"),
        _choice=Choice(notes=(CHOOSE,)),
        _past=Past(tuple(notes), comma=grid.comma),
    )
    return _with_proposal(table._compared(), found)


def _few_values(kind: Kind) -> list[Any]:
    """The different values of a column, or nothing if there are too many for an answer."""
    if kind.codes is not None:
        return list(kind.texts[: MOST_VALUES + 1])
    if len(np.unique(kind.values[:1_000])) > MOST_VALUES + 1:
        return []
    values = pd.unique(kind.values)
    return whole(values[~np.isnan(values)].tolist())


def _with_proposal(table: Table, found: Mapping[str, Kind]) -> Table:
    proposal = propose({c.name: _few_values(found[c.name]) for c in table.features})
    if proposal is not None:
        try:
            return table.with_target(*proposal)
        except TableProblem:
            pass
    return table._settled()


def _gap(kind: Kind) -> list[str]:
    if not kind.gaps or kind.kind not in USABLE:
        return []
    were, are = ("was", "is") if kind.gaps == 1 else ("were", "are")
    return [f"{many(kind.gaps, 'cell')} {were} blank and {are} treated as missing."]


def _gaps(found: Mapping[str, Kind]) -> list[str]:
    gaps = {name: kind.gaps for name, kind in found.items() if _gap(kind)}
    if len(gaps) <= 5:
        return [f"{said(name)}: {note}" for name in gaps for note in _gap(found[name])]
    most = sorted(gaps, key=lambda name: -gaps[name])
    named = [f"{said(name)} ({count(gaps[name])})" for name in most]
    return [f"{len(gaps)} columns have blank cells, which are treated as missing: {listed(named, 5)}."]
