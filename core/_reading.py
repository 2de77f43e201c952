"""From the bytes of a file to a grid of cells, or a TableProblem that says what to do about it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

import pandas as pd
from pandas.errors import ParserError

from core._saying import TableProblem, many, quoted, said

MAX_BYTES = 20 * 1024**2
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 10_000_000
MIN_ROWS = 50

MISSING = frozenset(
    ["", "na", "n/a", "n.a.", "#n/a", "#na", "<na>", "nan", "null", "#null!", "-", "--", "–", "—", "?"]
)

_SAMPLE_BYTES = 2**18
_SAMPLE_ROWS = 200
_LONGEST_NAME = 120
_PAST_THE_END = " "  # a separator at the end of a line opens one more column; no repaired name is a blank
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r") + b"\x7f"
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"[{", "a JSON file"),
    (b'{"', "a JSON file"),
)
_AS_CSV = "save it as CSV (File > Save as > CSV) and bring that"
_YEAR = re.compile(r"(19|20)\d\d")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*")
_COMMA_DECIMAL = re.compile(r"[-+]?(\d+|\d{1,3}(\.\d{3})+),(\d{1,2}|\d{4,})")


@dataclass(frozen=True)
class Cells:
    """The grid as it stands in the file: names are unique, numbers that need no repair are numbers.

    frame   one row per line of the file, index 0..n-1; blanks and their stand-ins (MISSING) are gaps
    comma   True where the file writes one and a half as 1,5
    notes   sentences: what was read and repaired on the way
    """

    frame: pd.DataFrame
    comma: bool
    notes: tuple[str, ...]


def cells(data: bytes, filename: str) -> Cells:
    """The grid of cells in a delimited file.

    TableProblem: too big, not a text file, no columns, ragged lines, fewer than MIN_ROWS rows.
    """
    if len(data) > MAX_BYTES:
        raise TableProblem(
            f"The file has {len(data) / 1024**2:,.1f} MB; at most {MAX_BYTES // 1024**2} MB can be read. "
            "Delete columns you do not need, or bring a random part of the rows."
        )
    if not data.strip():
        raise TableProblem("The file is empty. Save the table as CSV again and bring that.")
    _refuse_other_kinds_of_file(data, filename)

    notes: list[str] = []
    body, note = _utf8(data)
    notes += note
    if not body.strip():
        raise TableProblem("The file is empty. Save the table as CSV again and bring that.")
    body, separator, lines_before = _separator_line(body)
    if separator is None:
        separator = _separator(body)
    sample = _sample(body, separator)
    names, note = _names(_header(sample, separator, lines_before))
    notes += note

    comma = separator != "," and _writes_comma_decimals(sample)
    frame = _frame(body, separator, names, comma, lines_before)
    if len(frame) > MAX_ROWS:
        raise TableProblem(
            f"The file has more than {MAX_ROWS:,} rows, the most that can be read. "
            "Bring a random part of the rows; a few thousand are enough to learn from."
        )
    if len(frame) and all(frame[name].isna().any() for name in names):
        empty = frame.isna().all(axis=1)
        if empty.any():
            notes.append(f"{many(int(empty.sum()), 'empty row')} in the file: skipped.")
            frame = frame[~empty].reset_index(drop=True)
    if frame.empty:
        raise TableProblem(
            "The file has column names but no rows below them. Save the table with its rows and bring that."
        )
    if len(frame) < MIN_ROWS:
        raise TableProblem(
            f"The file has {many(len(frame), 'row')}; at least {MIN_ROWS} are needed. With fewer customers, "
            "chance decides what the models find. Bring a table with more rows, one per customer."
        )
    return Cells(frame, comma, tuple(notes))


def _refuse_other_kinds_of_file(data: bytes, filename: str) -> None:
    start = data[:512].lstrip().lower()
    name = filename.lower()
    zipped, older_office = data.startswith(b"PK\x03\x04"), data.startswith(b"\xd0\xcf\x11\xe0")
    if (zipped and b"xl/" in data) or (
        (zipped or older_office) and name.endswith((".xlsx", ".xlsm", ".xls"))
    ):
        raise TableProblem(f"This is an Excel workbook; {_AS_CSV}.")
    if older_office:
        raise TableProblem(f"This is an Office document. If it is a workbook, {_AS_CSV}.")
    if zipped and b"opendocument.spreadsheet" in data[:200]:
        raise TableProblem(f"This is a spreadsheet; {_AS_CSV}.")
    if zipped:
        raise TableProblem("This is a compressed file. Unpack it and bring the CSV file inside.")
    for mark, what in _FOREIGN:
        if data.startswith(mark) or start.startswith(mark.lower()):
            raise TableProblem(f"This is {what}, not a table. Open the table in a spreadsheet, {_AS_CSV}.")


def _utf8(data: bytes) -> tuple[bytes, list[str]]:
    """The text as UTF-8 without a mark at the start, and a note if its letters had to be guessed."""
    notes = []
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        body = data.decode("utf-32", errors="replace").encode("utf-8", errors="replace")
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        body = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    else:
        body = data.removeprefix(b"\xef\xbb\xbf")
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            try:
                body = body.decode("cp1252").encode("utf-8")
            except UnicodeDecodeError:
                body = body.decode("latin-1").encode("utf-8")
            notes.append(
                "The file does not say how its accented letters are stored; they were read as Western "
                "European. If a name looks wrong, save the file as “CSV UTF-8” and bring it again."
            )
    readable = body.translate(None, _CONTROLS)
    if len(body) - len(readable) > 0.005 * len(body):
        raise TableProblem(f"This file holds no readable text. Open the table in a spreadsheet, {_AS_CSV}.")
    return readable, notes


def _separator_line(body: bytes) -> tuple[bytes, str | None, int]:
    """Excel may write sep=; above the names: the rest, the separator, the number of lines taken off."""
    found = re.match(rb'"?sep=([,;|\t])"?[ ]*(\r\n|\n|\r)', body, re.IGNORECASE)
    return (body[found.end() :], found[1].decode(), 1) if found else (body, None, 0)


def _start(body: bytes) -> io.StringIO:
    return io.StringIO(body[:_SAMPLE_BYTES].decode("utf-8", errors="ignore"), newline="")


def _is_filled(row: list[str]) -> bool:
    """False for a line pandas skips: nothing, or spaces only."""
    return len(row) > 1 or bool(row and row[0].strip())


def _below_header(body: bytes, separator: str) -> bytes:
    text = _start(body)
    for row in csv.reader(text, delimiter=separator, skipinitialspace=True):
        if _is_filled(row):
            break
    return body[len(text.getvalue()[: text.tell()].encode()) :]


def _sample(body: bytes, separator: str) -> list[list[str]]:
    """The first rows as lists of cells, empty lines left aside."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_start(body), delimiter=separator, skipinitialspace=True):
            if _is_filled(row):
                rows.append(row)
            if len(rows) > _SAMPLE_ROWS:
                return rows
    except csv.Error:  # a cell longer than the csv module likes; the rows before it are good
        return rows
    return rows[:-1] if len(body) > _SAMPLE_BYTES else rows


def _separator(body: bytes) -> str:
    """The separator on whose count the first line and the lines below it agree best."""
    best, separator, one_column_only = (0.0, 0), "", True
    first, common = "", (0, 0)
    for candidate in ",;\t|":
        rows = _sample(body, candidate)
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
    rows = _sample(body, ",")
    if not rows:
        raise TableProblem(f"The first line is too long to hold column names. In a spreadsheet, {_AS_CSV}.")
    raise _one_column(rows[0][0])


def _one_column(name: str) -> TableProblem:
    return TableProblem(
        f"The file has only one column, “{said(name)}”. Columns are told apart by commas, semicolons or "
        "tabs: save the table as CSV with all its columns and bring that."
    )


def _header(sample: list[list[str]], separator: str, lines_before: int) -> list[str]:
    """The names as they stand in the first line, once that line is known to hold names."""
    if not sample:
        raise TableProblem(f"The first line is too long to hold column names. In a spreadsheet, {_AS_CSV}.")
    header, below = sample[0], sample[1:]
    width = len(header)
    if width > MAX_COLUMNS:
        raise TableProblem(
            f"The file has {width:,} columns; at most {MAX_COLUMNS} can be read. Delete columns you do not "
            "need."
        )
    if width < 2:
        raise _one_column(header[0])
    if below and _is_too_long(below[0], width):
        raise _ragged(lines_before + 2, len(below[0]), width, separator)
    if not any(name.strip() for name in header):
        raise TableProblem(
            "The first line is empty, so the columns have no names. Make the column names the first line of "
            "the file and bring it again."
        )
    if len(below) > 1:
        seen: list[set[str]] = [set() for _ in header]
        for row in below:
            for values, cell in zip(seen, row, strict=False):
                values.add(cell.strip())
        named = [(name.strip(), values) for name, values in zip(header, seen, strict=True) if name.strip()]
        like_values = sum(
            name in values or (_NUMBER.fullmatch(name) is not None and not _YEAR.fullmatch(name))
            for name, values in named
        )
        if like_values > len(named) / 2:
            raise TableProblem(
                f"The first line holds values ({quoted(header, 3)}), not column names. Write a line with the "
                "names of the columns above it and bring the file again."
            )
    return header


def _names(header: list[str]) -> tuple[list[str], list[str]]:
    """Names that are there, short enough and different from each other, and what was done to get them."""
    names: list[str] = []
    unnamed, repeated = [], []
    taken = {" ".join(raw.split()) for raw in header}
    for number, raw in enumerate(header, start=1):
        tidy = " ".join(raw.split())
        name = tidy[:_LONGEST_NAME] or f"column {number}"
        base, copy = name, 1
        while name in names or (name != tidy and name in taken):
            copy += 1
            name = f"{base} ({copy})"
        if not tidy:
            unnamed.append(name)
        elif copy > 1:
            repeated.append(name)
        names.append(name)
    notes = []
    if unnamed:
        had = f"{many(len(unnamed), 'column')} had no name"
        notes.append(f"{had} and {'is' if len(unnamed) == 1 else 'are'} called {quoted(unnamed)}.")
    if repeated:
        notes.append(
            f"Columns with the same name were told apart by a number: {quoted(repeated)}. "
            "Check which of them you mean."
        )
    return names, notes


def _writes_comma_decimals(sample: list[list[str]]) -> bool:
    """True where the first rows have numbers like 1,5; 1,234 alone would not decide it."""
    return any(_COMMA_DECIMAL.fullmatch(cell.strip()) for row in sample[1:] for cell in row)


def _frame(body: bytes, separator: str, names: list[str], comma: bool, lines_before: int) -> pd.DataFrame:
    lines = max(body.count(b"\n"), body.count(b"\r"))
    if lines * len(names) > MAX_CELLS:
        raise TableProblem(
            f"The file has {lines:,} lines and {len(names)} columns; at most {MAX_CELLS // 10**6} million "
            "cells can be read. Delete columns you do not need, or bring a random part of the rows."
        )
    blanks = sorted({form for word in MISSING for form in (word, word.upper(), word.title(), " ")} | {"NaN"})
    try:
        frame = pd.read_csv(
            io.BytesIO(_below_header(body, separator)),
            sep=separator,
            header=None,
            names=[*names, _PAST_THE_END],
            nrows=MAX_ROWS + 1,
            decimal="," if comma else ".",
            # It takes a third of the time again, and few files need it.
            skipinitialspace=f"{separator} ".encode() in body,
            keep_default_na=False,
            na_values=blanks,
            low_memory=False,
        )
    except ParserError as error:
        raise _broken_line(body, separator, len(names), lines_before) from error
    # pandas takes the first columns for row names when the first row is too long.
    if not frame.index.equals(pd.RangeIndex(len(frame))) or frame.pop(_PAST_THE_END).notna().any():
        raise _broken_line(body, separator, len(names), lines_before)
    return frame


def _broken_line(body: bytes, separator: str, width: int, lines_before: int) -> TableProblem:
    """What to say about the first line that has too many values."""
    text = io.StringIO(body.decode("utf-8", errors="replace"), newline="")
    reader = csv.reader(text, delimiter=separator, skipinitialspace=True)
    start = 1
    try:
        for row in reader:
            if _is_too_long(row, width):
                return _ragged(lines_before + start, len(row), width, separator)
            start = reader.line_num + 1
    except csv.Error:
        pass
    return TableProblem(
        f"From line {lines_before + start:,} on the columns cannot be told apart; most often a quotation "
        "mark is opened there and never closed. Correct the line, or open the table in a spreadsheet, "
        f"{_AS_CSV}."
    )


def _is_too_long(row: list[str], width: int) -> bool:
    """More values than names, where a separator at the end of the line does not count."""
    return len(row) > width + 1 or any(cell.strip() for cell in row[width:])


def _ragged(line: int, values: int, width: int, separator: str) -> TableProblem:
    mark = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[separator]
    return TableProblem(
        f"Line {line:,} of the file has {values:,} values, but there are {width:,} column names. Most often "
        f"a text in that line holds a {mark}: delete the {mark}, or put the text in quotation marks, and "
        "bring the file again."
    )
