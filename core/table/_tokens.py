"""From the text below the column names to columns of cells, blanks being gaps: quickly, or line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from core.table._layout import is_filled, is_too_long, never_closed, ragged
from core.table._limits import MISSING
from core.table._sampling import drawn, most_rows

_BLANKS = frozenset({form for word in MISSING for form in (word, word.upper(), word.title(), " ")} | {"NaN"})
_ROWS_AT_ONCE = 20_000
_ROWS_TO_GUESS = 50
_TRIES = 4
_BLOCK = 2**21
_FEW = pa.dictionary(pa.int32(), pa.string())  # how a column of a handful of texts is read
_SHORTEST_CODE = 3
_LONGEST_AMOUNT = 10**15
_BARE = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})?(\.[0-9]*)?(e[-+]?[0-9]+)?", re.IGNORECASE)
_BARE_COMMA = re.compile(_BARE.pattern.replace(r"\.", ","), re.IGNORECASE)
_LAST_LINE = "\x01"  # no control character is left in the text

# pyarrow takes OMP_NUM_THREADS for its own; its threads sleep while they wait, so that two do no harm.
pa.set_cpu_count(2)
# A cell may be longer than the 128 kB the csv module allows.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Tokens:
    """The cells of a file.

    columns  a pyarrow Array per column, all of the same length: float64 where the first rows and all
             others hold bare numbers, otherwise strings as they stand in the file, or a dictionary of
             them where they repeat; blanks are null
    rows     rows in the file that hold anything; more than the length if rows were drawn
    empty    rows that hold nothing and were skipped
    """

    columns: list[pa.Array]
    rows: int
    empty: int


@dataclass(frozen=True)
class Body:
    """The text of a file, and how its first lines were understood.

    text          UTF-8 without control characters, the column names included
    start         where the first line below the names begins
    separator     one character
    sample        the first lines below the names
    width         number of columns
    comma         True where the file writes one and a half as 1,5
    lines_before  lines taken off above the names
    """

    text: bytes
    start: int
    separator: str
    sample: list[list[str]]
    width: int
    comma: bool
    lines_before: int

    @property
    def closed(self) -> bool:
        """True if every sampled line ends with one more separator."""
        return bool(self.sample) and all(len(row) == self.width + 1 for row in self.sample)

    def cells(self, place: int) -> list[str]:
        """The filled cells of a column in the first lines."""
        first = self.sample[:_ROWS_TO_GUESS]
        return [row[place] for row in first if place < len(row) and row[place] not in _BLANKS]


def tokens(body: Body) -> Tokens:
    """The cells of the rows that are used; short lines are filled up with gaps.

    TableProblem: a line with more values than there are names, or a quotation mark never closed.
    """
    found = None
    if _is_regular(body):
        try:
            found = _all_at_once(body)
        except pa.ArrowInvalid:
            found = None
    return _line_by_line(body) if found is None else found


def _is_regular(body: Body) -> bool:
    """False where the quick reader would be led astray: quotation marks unpaired, or after a space."""
    if b'"' not in body.text:
        return True
    return body.text.count(b'"') % 2 == 0 and not _quotes_after_spaces(body)


def _quotes_after_spaces(body: Body) -> bool:
    return body.separator.encode() + b' "' in body.text or b'\n "' in body.text


def _all_at_once(body: Body) -> Tokens | None:
    """All lines in one go; None if a line has more values than there are names. ArrowInvalid if ragged."""
    if not body.sample and not body.text[body.start :].strip():
        return Tokens([pa.array([], pa.string())] * body.width, 0, 0)
    columns = _columns_at_once(body)
    if body.closed and columns.pop().null_count < len(columns[0]):
        return None
    rows = len(columns[0])
    keep = None
    if rows and all(column.null_count for column in columns):
        empty = np.ones(rows, dtype=bool)
        for column in columns:
            empty &= column.is_null().to_numpy(zero_copy_only=False)
        keep = np.flatnonzero(~empty) if empty.any() else None
    filled = rows if keep is None else len(keep)
    most = most_rows(body.width)
    if filled > most:
        chosen = drawn(filled, most)
        keep = chosen if keep is None else keep[chosen]
    if keep is not None:
        for place, column in enumerate(columns):
            plain = column.cast(pa.string()) if column.type == _FEW else column
            columns[place] = plain.take(pa.array(keep))
    return Tokens(columns, filled, rows - filled)


def _columns_at_once(body: Body) -> list[pa.Array]:
    """The columns as numbers where the first lines hold numbers and the others agree, else as strings."""
    width = body.width + body.closed
    guess = {place for place in range(body.width) if _bare(body.cells(place), body.comma)}
    texts = [
        _FEW if place < body.width and _repeats(body.cells(place)) else pa.string() for place in range(width)
    ]
    for _ in range(_TRIES):
        types = {str(place): pa.float64() if place in guess else texts[place] for place in range(width)}
        try:
            columns = _parsed(body, types)
            break
        except pa.ArrowInvalid as error:
            wrong = re.search(r"In CSV column #(\d+): CSV conversion error", str(error))
            if wrong is None:
                raise
            guess.discard(int(wrong[1]))
    else:
        guess = set()
        columns = _parsed(body, {str(place): pa.string() for place in range(width)})
    doubtful = [place for place in guess if _is_doubtful(columns[place], body.cells(place))]
    if doubtful:
        again = _parsed(body, {str(place): pa.string() for place in range(width)}, doubtful)
        for place, column in zip(doubtful, again, strict=True):
            columns[place] = column
    return columns


def _parsed(body: Body, types: dict[str, pa.DataType], only: Sequence[int] = ()) -> list[pa.Array]:
    table = pcsv.read_csv(
        pa.BufferReader(pa.py_buffer(body.text)[body.start :]),
        read_options=pcsv.ReadOptions(use_threads=True, column_names=list(types), block_size=_BLOCK),
        parse_options=pcsv.ParseOptions(delimiter=body.separator, newlines_in_values=b'"' in body.text),
        convert_options=pcsv.ConvertOptions(
            check_utf8=False,  # it was made valid before
            column_types=types,
            include_columns=[str(place) for place in only],
            null_values=sorted(_BLANKS),
            strings_can_be_null=True,
            decimal_point="," if body.comma else ".",
        ),
    )
    return [column.combine_chunks() for column in table.columns]


def _repeats(cells: list[str]) -> bool:
    """True if the first cells look like a handful of texts told again and again."""
    return 0 < len(set(cells)) <= len(cells) / 2


def _bare(cells: list[str], comma: bool) -> bool:
    """True if all these cells are bare numbers, and no codes with zeros in front."""
    pattern = _BARE_COMMA if comma else _BARE
    return bool(cells) and all(pattern.fullmatch(cell) for cell in cells)


def _is_doubtful(column: pa.Array, cells: list[str]) -> bool:
    """True for numbers that may be codes with zeros in front, or too long to be amounts."""
    if column.null_count == len(column):
        return False
    numbers = column.to_numpy(zero_copy_only=False)
    lowest, highest = np.fmin.reduce(numbers), np.fmax.reduce(numbers)
    lengths = {len(cell) for cell in cells}
    size = lengths.pop()
    may_be_code = not lengths and size >= _SHORTEST_CODE and 0 <= lowest < 10 ** (size - 1)
    return may_be_code or _LONGEST_AMOUNT <= max(-lowest, highest) < np.inf


def _line_by_line(body: Body) -> Tokens:
    """Line by line: short lines are filled up, the first line that is too long is named."""
    most = most_rows(body.width)
    rows = empty = 0
    for row in _lines(body):
        if _BLANKS.issuperset(row):
            empty += 1
        else:
            rows += 1
    chosen = np.zeros(rows, dtype=bool)
    chosen[drawn(rows, most)] = True
    parts: list[list[pa.Array]] = []
    batch: list[list[str]] = []
    place = 0
    for row in _lines(body):
        if _BLANKS.issuperset(row):
            continue
        if chosen[place]:
            batch.append(row)
            if len(batch) == _ROWS_AT_ONCE:
                parts.append(_columns(batch, body.width))
                batch = []
        place += 1
    parts.append(_columns(batch, body.width))
    columns = [pa.concat_arrays(pieces) for pieces in zip(*parts, strict=True)]
    return Tokens(columns, rows, empty)


def _lines(body: Body) -> Iterator[list[str]]:
    """The filled lines as lists of cells, as long as there are columns or shorter."""
    text = io.TextIOWrapper(io.BytesIO(body.text[body.start :]), encoding="utf-8", newline="")
    above = body.lines_before + _line_ends(body.text[: body.start])

    skip = _quotes_after_spaces(body)
    reader = csv.reader(chain(text, [_LAST_LINE]), delimiter=body.separator, skipinitialspace=skip)
    start = 1
    for row in reader:
        if row and _LAST_LINE in row[-1]:
            if row != [_LAST_LINE]:
                raise never_closed(above + start)
            return
        if is_too_long(row, body.width):
            raise ragged(above + start, len(row), body.width, body.separator)
        if is_filled(row):
            yield row[: body.width]
        start = reader.line_num + 1


def _line_ends(text: bytes) -> int:
    return text.count(b"\n") or text.count(b"\r")


def _columns(rows: list[list[str]], width: int) -> list[pa.Array]:
    """Rows of cells as columns, with gaps for blanks and where a row is too short."""
    if not rows:
        return [pa.array([], pa.string())] * width
    rows = [[*rows[0], *[""] * (width - len(rows[0]))], *rows[1:]]
    return [
        pa.array([None if cell in _BLANKS else cell for cell in cells], pa.string())
        for cells in zip_longest(*rows, fillvalue="")
    ]
