"""Reads one sheet of a workbook, in a process of its own: bytes in, lines of JSON and CSV text out.

A workbook of a few kilobytes can ask for more memory than there is, and end the process that reads it. So
this file runs as a script, with limits on its memory, and imports nothing of the app. It writes no file.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

MEMORY = 1_000 * 1024**2  # of address space
MOST_UNPACKED = 400 * 1024**2
MOST_FILES = 10_000
MOST_TEXT = 128 * 1024**2
LONGEST_CELL = 1_000
SEED = 20_240_229
_CHUNK = 2**20
_ERRORS = frozenset(
    ["#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!"]
)


class Refused(Exception):
    """Why the workbook is not read: "large", "broken", "memory", "text", "no sheet" or "empty"."""


def main() -> None:
    """Arguments: names or read; then the name of the sheet or null, most rows and most cells, as JSON.

    What is known so far is told in a line of JSON, more than once; an empty line, and the sheet, end it.
    """
    _limit_memory()
    out = sys.stdout.buffer
    about: dict[str, Any] = {"problem": "", "names": [], "sheet": "", "rows": 0, "used": 0}
    text = b""

    def tell() -> None:
        out.write(json.dumps(about).encode() + b"\n")
        out.flush()

    try:
        text = _read(about, tell, sys.stdin.buffer.read(), sys.argv[1] == "read", *json.loads(sys.argv[2]))
    except Refused as refused:
        about["problem"] = str(refused)
    except MemoryError:
        about["problem"] = "memory"
    except BaseException as error:  # a panic of the reader is no Exception
        about["problem"] = "memory" if "capacity overflow" in str(error) else "broken"
    tell()
    out.write(b"\n" + text)
    out.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this system; the time limit of the caller remains
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def _read(
    about: dict[str, Any],
    tell: Callable[[], None],
    data: bytes,
    wanted: bool,
    sheet: str | None,
    most_rows: int,
    most_cells: int,
) -> bytes:
    refuse_bombs(data)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    tables = [page for page in workbook.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    seen = [page.name for page in tables if page.visible == SheetVisibleEnum.Visible]
    about["names"] = seen or [page.name for page in tables]
    if not wanted:
        return b""
    if not about["names"] or (sheet is not None and sheet not in about["names"]):
        raise Refused("no sheet")
    about["sheet"] = about["names"][0] if sheet is None else sheet
    tell()  # the next line may be the end of this process
    page = workbook.get_sheet_by_name(about["sheet"])
    if not page.height or not page.width:
        raise Refused("empty")
    most = min(most_rows, most_cells // page.width)
    kept = None
    if page.height - 1 > most:
        header, *filled = [place for place, row in enumerate(page.iter_rows()) if _is_filled(row)] or [0]
        used = random.Random(SEED).sample(filled, most) if len(filled) > most else filled
        about["rows"], about["used"] = len(filled), len(used)
        kept = {header, *used}
    return _csv(page.iter_rows(), kept)


def refuse_bombs(data: bytes) -> None:
    """Refused if what is inside unpacks to more than MOST_UNPACKED: by unpacking it, since sizes can lie."""
    try:
        files = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("broken") from error
    if len(files) > MOST_FILES:
        raise Refused("large")
    left = MOST_UNPACKED
    for file in files:
        left -= _unpacked(data, file, left)
        if left < 0:
            raise Refused("large")


def _unpacked(data: bytes, file: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a file inside unpacks to; counting stops above most."""
    header = data[file.header_offset : file.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Refused("broken")
    name, extra = struct.unpack("<HH", header[26:30])
    start = file.header_offset + 30 + name + extra
    if file.compress_type == zipfile.ZIP_STORED:
        return file.compress_size
    if file.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("broken")
    unpacker, size = zlib.decompressobj(-15), 0
    try:
        for place in range(start, len(data), _CHUNK):
            piece = data[place : place + _CHUNK]
            while piece and not unpacker.eof:
                size += len(unpacker.decompress(piece, _CHUNK))
                piece = unpacker.unconsumed_tail
                if size > most:
                    return size
            if unpacker.eof:
                return size
    except zlib.error as error:
        raise Refused("broken") from error
    return size


def _is_filled(row: Iterable[Any]) -> bool:
    return any(cell not in ("", None) for cell in row)


def _csv(rows: Iterator[list[Any]], kept: set[int] | None) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    begun = False
    for place, row in enumerate(rows):
        begun = begun or _is_filled(row)
        if begun and (kept is None or place in kept):
            writer.writerow(map(as_text, row))
            if stream.tell() > MOST_TEXT:
                raise Refused("text")
    return stream.getvalue().encode("utf-8", errors="replace")


def as_text(cell: Any) -> str:
    """A cell as it would be typed into a CSV file: whole numbers without .0, dates as 2024-01-31."""
    if isinstance(cell, str):
        return "" if cell in _ERRORS else cell[:LONGEST_CELL]
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        day = cell.time() == datetime.time()
        return cell.date().isoformat() if day else cell.isoformat(" ", "minutes")
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    main()
