"""From a workbook to the text of one of its sheets, read by a process of its own (see _sheet)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.table._bytes import AS_CSV
from core.table._limits import MAX_BYTES, MAX_CELLS, MAX_ROWS
from core.table._saying import TableProblem, quoted, said
from core.table._sheet import MOST_UNPACKED

_SECONDS = 120
_SCRIPT = Path(__file__).with_name("_sheet.py")
_ALSO = 8


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    text    its rows as CSV, UTF-8
    name    what it is called; others are the other sheets
    rows    rows in the sheet if some of them were drawn, otherwise 0; used is how many were drawn
    """

    text: bytes
    name: str
    others: tuple[str, ...]
    rows: int
    used: int


def is_workbook(data: bytes) -> bool:
    """True for the bytes of an .xlsx or .xlsm workbook, whatever the file is called."""
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data


def sheet_names(data: bytes) -> tuple[str, ...]:
    """The names of the sheets of a workbook, in its order; () for anything that is not one. Never raises."""
    try:
        if not is_workbook(data) or len(data) > MAX_BYTES:
            return ()
        return tuple(_run("names", data, None)[0]["names"])
    except Exception:  # what is wrong with the file, read() says
        return ()


def first_sheet(data: bytes, wanted: str | None = None) -> Sheet:
    """The first sheet of a workbook, or the one that is wanted.

    TableProblem: damaged, too large, no such sheet, or nothing in it.
    """
    about, text = _run("read", data, wanted)
    if about["problem"]:
        raise _problem(about["problem"], about["sheet"], about["names"], wanted)
    others = tuple(name for name in about["names"] if name != about["sheet"])
    return Sheet(text, about["sheet"], others, about["rows"], about["used"])


def _run(mode: str, data: bytes, sheet: str | None) -> tuple[dict, bytes]:
    """What the script says about a workbook, and the text of the sheet."""
    asked = json.dumps([sheet, MAX_ROWS, MAX_CELLS])
    try:
        ended = subprocess.run(
            [sys.executable, "-P", str(_SCRIPT), mode, asked],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"problem": "time", "names": [], "sheet": ""}, b""
    told, ending, text = ended.stdout.partition(b"\n\n")
    about = json.loads(told.splitlines()[-1]) if told else {"names": [], "sheet": ""}
    if not ending:  # the process was ended for asking too much
        about["problem"] = "memory"
    return about, text


def others_in_words(others: Sequence[str]) -> str:
    """The other sheets, as the end of a sentence."""
    return f"the workbook also has {quoted(others, _ALSO)}"


def _problem(why: str, name: str, names: Sequence[str], wanted: str | None) -> TableProblem:
    others = [other for other in names if other != name]
    instead = f" Choose another sheet: {others_in_words(others)}." if others else ""
    if why == "no sheet" and wanted is not None and names:
        return TableProblem(
            f"The workbook has no sheet “{said(wanted)}”. Its sheets are {quoted(names, _ALSO)}: choose one "
            "of these."
        )
    if why in ("no sheet", "empty"):
        which = f"The sheet “{said(name)}”" if name else "The workbook"
        return TableProblem(
            f"{which} is empty." + (instead or " Put the table there, save the workbook and bring it again.")
        )
    if why == "broken":
        return TableProblem(
            "This Excel workbook is damaged and cannot be opened. Open it in Excel, save it under a new name "
            "(File > Save as), and bring the new file."
        )
    if why == "large":
        return TableProblem(
            f"Unpacked, the workbook holds more than {MOST_UNPACKED // 1024**2:,} MB, the most that can be "
            "read. Delete sheets, pictures and columns you do not need, save it and bring it again. Or save "
            "the sheet with the table as CSV and bring that."
        )
    return TableProblem(
        f"{'The workbook' if not name else f'The sheet “{said(name)}”'} is too large to be read. Often "
        "something was typed far below or far to the right of the table: delete the rows and columns around "
        f"it, and sheets you do not need. Or {AS_CSV}.{instead}"
    )
