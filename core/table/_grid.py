"""From the bytes of a file to a grid of cells, or a TableProblem that says what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from core.table import _sampling
from core.table._bytes import refuse_other_kinds_of_file, utf8
from core.table._layout import (
    below_header,
    first_rows,
    separator_line,
    separator_of,
    writes_comma_decimals,
)
from core.table._limits import MAX_BYTES, MIN_ROWS
from core.table._names import header_of, names_of
from core.table._saying import TableProblem, many, said
from core.table._tokens import Body, tokens
from core.table._workbook import Sheet, others_in_words


@dataclass(frozen=True)
class Cells:
    """The grid as it stands in the file, under names that are unique.

    columns  a pyarrow Array of strings or float64 per name; blanks and their stand-ins are null
    comma    True where the file writes one and a half as 1,5
    notes    sentences: what was read and repaired on the way
    """

    columns: dict[str, pa.Array]
    comma: bool
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values())))


def cells(data: bytes, filename: str) -> Cells:
    """The grid of cells in a delimited file.

    TableProblem: too big, not a text file, no columns, ragged lines, fewer than MIN_ROWS rows.
    """
    if len(data) > MAX_BYTES:
        raise TableProblem(
            f"The file has {len(data) / 1024**2:,.1f} MB; at most {MAX_BYTES // 1024**2} MB can be read. "
            "Delete columns you do not need, or bring a random part of the rows."
        )
    if _is_blank(data):
        raise TableProblem("The file is empty. Save the table as CSV again and bring that.")
    refuse_other_kinds_of_file(data, filename)
    body, notes = utf8(data)
    if _is_blank(body):
        raise TableProblem("The file is empty. Save the table as CSV again and bring that.")
    body, separator, lines_before = separator_line(body)
    return grid(body, separator or separator_of(body), lines_before, notes)


def cells_of_sheet(sheet: Sheet) -> Cells:
    """The grid of cells in a sheet of a workbook; TableProblem as for a file."""
    others = f"; {others_in_words(sheet.others)}" if sheet.others else ""
    notes = [f"The sheet “{said(sheet.name)}” was read{others}."]
    if sheet.used < sheet.rows:
        notes.append(_sampling.note(sheet.rows, sheet.used))
    body, _ = utf8(sheet.text)
    first = first_rows(body, ",")
    if first and len(first[0]) == 1:
        raise TableProblem(
            f"The sheet has only one column, “{said(first[0][0])}”. It takes one that says who left and one "
            "to learn from: put the whole table on the sheet, save the workbook and bring it again."
        )
    return grid(body, ",", 0, notes)


def _is_blank(data: bytes) -> bool:
    return not data[:4096].strip() and not data.strip()


def grid(text: bytes, separator: str, lines_before: int, notes: list[str]) -> Cells:
    """The grid of cells in a text whose separator is known; notes so far come first."""
    sample = first_rows(text, separator)
    names, about_names = names_of(header_of(sample, separator, lines_before))
    comma = separator != "," and writes_comma_decimals(sample)
    start = below_header(text, separator)
    found = tokens(Body(text, start, separator, sample[1:], len(names), comma, lines_before))
    used = len(found.columns[0])
    notes = [*notes, *about_names]
    if found.empty:
        notes.append(f"{many(found.empty, 'empty row')} in the file: skipped.")
    if used < found.rows:
        notes.append(_sampling.note(found.rows, used))
    if not used:
        raise TableProblem(
            "The file has column names but no rows below them. Save the table with its rows and bring that."
        )
    if used < MIN_ROWS:
        raise TableProblem(
            f"The file has {many(used, 'row')}; at least {MIN_ROWS} are needed. With fewer customers, "
            "chance decides what the models find. Bring a table with more rows, one per customer."
        )
    return Cells(dict(zip(names, found.columns, strict=True)), comma, tuple(notes))
