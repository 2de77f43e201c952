"""The shape of a text table: what separates its columns, and which lines break it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from core.table._bytes import AS_CSV
from core.table._saying import TableProblem, said

NO_NAMES = (
    "The first line is too long to hold column names. Open the table in a spreadsheet, write the names in "
    f"its first line, {AS_CSV}."
)
_SAMPLE_BYTES = 2**18
_SAMPLE_ROWS = 200
_COMMA_DECIMAL = re.compile(r"[-+]?(\d+|\d{1,3}(\.\d{3})+),(\d{1,2}|\d{4,})")


def separator_line(body: bytes) -> tuple[bytes, str | None, int]:
    """Excel may write sep=; above the names: the rest, the separator, the number of lines taken off."""
    found = re.match(rb'"?sep=([,;|\t])"?[ ]*(\r\n|\n|\r)', body, re.IGNORECASE)
    return (body[found.end() :], found[1].decode(), 1) if found else (body, None, 0)


def _start(body: bytes) -> io.StringIO:
    return io.StringIO(body[:_SAMPLE_BYTES].decode("utf-8", errors="ignore"), newline="")


def is_filled(row: list[str]) -> bool:
    """False for a line with nothing in it, or spaces only."""
    return len(row) > 1 or bool(row and row[0].strip())


def below_header(body: bytes, separator: str) -> int:
    """Where the first line below the column names begins."""
    text = _start(body)
    for row in csv.reader(text, delimiter=separator, skipinitialspace=True):
        if is_filled(row):
            break
    return len(text.getvalue()[: text.tell()].encode())


def first_rows(body: bytes, separator: str) -> list[list[str]]:
    """The first rows as lists of cells, empty lines left aside."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_start(body), delimiter=separator, skipinitialspace=True):
            if is_filled(row):
                rows.append(row)
            if len(rows) > _SAMPLE_ROWS:
                return rows
    except csv.Error:  # a cell longer than the csv module likes; the rows before it are good
        return rows
    return rows[:-1] if len(body) > _SAMPLE_BYTES else rows


def separator_of(body: bytes) -> str:
    """The separator on whose count the first line and the lines below it agree best."""
    best, separator, one_column_only = (0.0, 0), "", True
    first, common = "", (0, 0)
    for candidate in ",;\t|":
        rows = first_rows(body, candidate)
        if not rows:
            continue
        width = len(rows[0])
        below = [len(row) - (len(row) == width + 1 and not row[-1].strip()) for row in rows[1:]]
        agree = sum(count == width for count in below) / len(below) if below else 1.0
        if width > 1 and (round(agree, 1), width) > best:
            best, separator = (round(agree, 1), width), candidate
        if width == 1 and below:
            usual, times = Counter(below).most_common(1)[0]
            if usual > 1 and times > len(below) / 2:
                first, common, one_column_only = rows[0][0], max(common, (times, usual)), False
    if separator:
        return separator
    if not one_column_only:
        raise TableProblem(
            f"The first line holds “{said(first)}”, but the lines below it have {common[1]} columns. Delete "
            "the lines above the column names, so that the names come first, and bring the file again."
        )
    rows = first_rows(body, ",")
    if not rows:
        raise TableProblem(NO_NAMES)
    raise one_column(rows[0][0])


def one_column(name: str) -> TableProblem:
    return TableProblem(
        f"The file has only one column, “{said(name)}”. Columns are told apart by commas, semicolons or "
        "tabs: save the table as CSV with all its columns and bring that."
    )


def writes_comma_decimals(sample: list[list[str]]) -> bool:
    """True where the first rows have numbers like 1,5; 1,234 alone would not decide it."""
    return any(_COMMA_DECIMAL.fullmatch(cell.strip()) for row in sample[1:] for cell in row)


def never_closed(line: int) -> TableProblem:
    """What to say about a quotation mark that is opened in this line and never closed."""
    return TableProblem(
        f"From line {line:,} on the columns cannot be told apart; most often a quotation mark is opened "
        f"there and never closed. Correct the line, or open the table in a spreadsheet, {AS_CSV}."
    )


def is_too_long(row: list[str], width: int) -> bool:
    """More values than names, where a separator at the end of the line does not count."""
    return len(row) > width + 1 or any(cell.strip() for cell in row[width:])


def ragged(line: int, values: int, width: int, separator: str) -> TableProblem:
    mark = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[separator]
    return TableProblem(
        f"Line {line:,} of the file has {values:,} values, but there are {width:,} column names. Most often "
        f"a text in that line holds a {mark}: delete the {mark}, or put the text in quotation marks, and "
        "bring the file again."
    )
