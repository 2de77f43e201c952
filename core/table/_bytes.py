"""From bytes to text: what is no table is refused, and letters are decoded."""

from __future__ import annotations

import numpy as np

from core.table._saying import TableProblem, many

_SAMPLE = 4_096
_MOSTLY, _HARDLY = 0.7, 0.1  # shares of zero bytes
_PIECE = 2**17  # small enough for fast memory
_AS_NEW = "save it as CSV or .xlsx (File > Save as) and bring that"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
AS_CSV = "save it as CSV (File > Save as > CSV) and bring that"

_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r")
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


def refuse_other_kinds_of_file(data: bytes, filename: str) -> None:
    """TableProblem, with what to do about it, for files known not to be text."""
    start = data[:512].lstrip().lower()
    name = filename.lower()
    zipped, older_office = data.startswith(b"PK\x03\x04"), data.startswith(b"\xd0\xcf\x11\xe0")
    if older_office and _ENCRYPTED in data:
        raise TableProblem(
            "This file is protected by a password. Open it, remove the password (File > Info > Protect), "
            "save it and bring it again."
        )
    if older_office and name.endswith((".xlsx", ".xlsm", ".xls")):
        raise TableProblem(f"This is an old Excel workbook; {_AS_NEW}.")
    if older_office:
        raise TableProblem(f"This is an Office document. If it is a workbook, {_AS_NEW}.")
    if zipped and b"xl/workbook.bin" in data:
        raise TableProblem(f"This is a binary Excel workbook (.xlsb); {_AS_NEW}.")
    if zipped and b"opendocument.spreadsheet" in data[:200]:
        raise TableProblem(f"This is a spreadsheet that is no Excel workbook; {_AS_NEW}.")
    if data.startswith(b"PK") and name.endswith((".xlsx", ".xlsm")):
        raise TableProblem(
            "This Excel workbook is damaged and cannot be opened. Open it in Excel, save it under a new name "
            "(File > Save as), and bring the new file."
        )
    if zipped:
        raise TableProblem("This is a compressed file. Unpack it and bring the CSV file inside.")
    for mark, what in _FOREIGN:
        if data.startswith(mark) or start.startswith(mark.lower()):
            raise TableProblem(f"This is {what}, not a table. Open the table in a spreadsheet, {AS_CSV}.")


def utf8(data: bytes) -> tuple[bytes, list[str]]:
    """The text as UTF-8 without a mark at the start, and a note if its letters had to be guessed."""
    notes: list[str] = []
    wide = _utf16(data)
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        body = data.decode("utf-32", errors="replace").encode("utf-8", errors="replace")
    elif wide:
        body = data.decode(wide, errors="replace").encode("utf-8", errors="replace")
    else:
        body = data.removeprefix(b"\xef\xbb\xbf")
        try:
            if not body.isascii():
                body.decode("utf-8")
        except UnicodeDecodeError:
            body, notes = _line_by_line(body)
    readable = body.translate(None, _CONTROLS) if _may_hold_controls(body) else body
    if len(body) - len(readable) > 0.005 * len(body):
        raise TableProblem(f"This file holds no readable text. Open the table in a spreadsheet, {AS_CSV}.")
    return readable, notes


def _utf16(data: bytes) -> str:
    """The name of the coding if every character takes two bytes, with a mark at the start or without."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    half = min(len(data), _SAMPLE) / 2
    if max(even, odd) < _MOSTLY * half or min(even, odd) > _HARDLY * half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _line_by_line(body: bytes) -> tuple[bytes, list[str]]:
    """Each line as UTF-8, or where it is none, as Western European; and the note that says so."""
    lines = body.split(b"\n")
    western = good = 0
    for place, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            western += 1
            lines[place] = _western(line).encode("utf-8")
    check = "If a name looks wrong, save the file as “CSV UTF-8” and bring it again."
    if good:
        one = western == 1
        note = (
            f"{many(western, 'line')} of the file {'stores' if one else 'store'} accented letters in another "
            f"way than the others; {'it was' if one else 'they were'} read as Western European. {check}"
        )
    else:
        note = (
            "The file does not say how its accented letters are stored; they were read as Western European. "
            f"{check}"
        )
    return b"\n".join(lines), [note]


def _western(line: bytes) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _may_hold_controls(body: bytes) -> bool:
    """False if line feeds are the only control characters; three times as fast as taking them out."""
    signs = np.frombuffer(body, dtype=np.uint8)
    pieces = (signs[start : start + _PIECE] for start in range(0, len(signs), _PIECE))
    return any(np.count_nonzero(piece < 32) != np.count_nonzero(piece == 10) for piece in pieces)
