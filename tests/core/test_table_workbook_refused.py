"""Workbooks that are damaged, locked, empty or out to fill the memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from core.table import TableProblem, _sheet, _workbook, read
from tests.core.files import N, columns, problem
from tests.core.workbooks import HEAD, Raw, rows_of, sheet, workbook

TABLE = rows_of(columns())


def far_away(rows: list[list[object]]) -> str:
    """A sheet with one more cell in the very last corner."""
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return sheet(rows).replace("</sheetData>", corner)


def password() -> bytes:
    """The start and the directory of an encrypted workbook."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1_000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500)
    )


@pytest.mark.parametrize(
    ("sheets", "sheet_name", "words"),
    [
        (
            {"E": []},
            None,
            "The sheet “E” is empty. Put the table there, save the workbook and bring it again.",
        ),
        (
            {"E": [], "D": TABLE},
            None,
            "The sheet “E” is empty. Choose another sheet: the workbook also has “D”.",
        ),
        ({"D": TABLE}, "nope", "The workbook has no sheet “nope”. Its sheets are “D”: choose one of these."),
        ({"N": [["hello"]], "D": TABLE}, None, "The sheet has only one column, “hello”."),
        ({"N": [["hello"]], "D": TABLE}, None, "This is about the sheet “N”; the workbook also has “D”"),
        ({"S": TABLE[:20], "D": TABLE}, None, "The file has 19 rows; at least 50 are needed."),
        (
            {"S": TABLE[:20], "D": TABLE},
            None,
            "the workbook also has “D”: choose another one if the table is there",
        ),
        ({"T": [["Sales 2025"], [], *TABLE]}, None, "The first line holds “Sales 2025” and nothing else"),
    ],
)
def test_an_unusable_sheet_is_a_sentence_that_names_the_others(
    sheets: dict[str, list[list[object]]], sheet_name: str | None, words: str
) -> None:
    assert words in problem(lambda: read(workbook(sheets), "x.xlsx", sheet_name))


def test_a_cell_in_the_last_corner_ends_the_other_process_only() -> None:
    message = problem(workbook({"Far": far_away(TABLE), "Data": TABLE}))
    assert message.startswith("The sheet “Far” is too large to be read.")
    assert "typed far below or far to the right of the table" in message
    assert "Choose another sheet: the workbook also has “Data”." in message
    assert len(read(workbook({"Far": far_away(TABLE), "Data": TABLE}), "x.xlsx", "Data").rows) == N


def test_a_small_file_that_unpacks_to_gigabytes_is_refused() -> None:
    head, tail = sheet([["a"]]).split("</sheetData>")
    data = workbook({"Bomb": head + '<row r="2"></row>' * 26_000_000 + "</sheetData>" + tail})
    assert len(data) < 2 * 1024**2
    assert problem(data).startswith("Unpacked, the workbook holds more than 400 MB")


def test_a_bomb_whose_header_lies_about_its_size_is_counted_by_unpacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_sheet, "MOST_UNPACKED", 10**6)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(5 * 10**6))
    data = bytearray(stream.getvalue())
    real, small = struct.pack("<I", 5 * 10**6), struct.pack("<I", 100)
    assert data.count(real) == 2
    data = data.replace(real, small)
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size == 100
    with pytest.raises(_sheet.Refused, match="large"):
        _sheet.refuse_bombs(bytes(data))


def test_many_names_for_the_same_packed_bytes_are_counted_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sheet, "MOST_UNPACKED", 10**6)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(3 * 10**5))
        for name in ("b", "c", "d"):
            archive.filelist.append(twin := zipfile.ZipInfo(name))
            first = archive.filelist[0]
            for what in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(twin, what, getattr(first, what))
    with pytest.raises(_sheet.Refused, match="large"):
        _sheet.refuse_bombs(stream.getvalue())


def test_the_memory_of_the_reading_process_is_limited() -> None:
    asks = (
        f"import runpy, resource; part = runpy.run_path({str(Path(_sheet.__file__))!r});"
        "part['_limit_memory'](); print([resource.getrlimit(k)[0] for k in "
        "(resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)])"
    )
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str([_sheet.MEMORY, 0, 0])


ENTITIES = {
    "a billion laughs": '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 50}">' for old, new in zip("abcdefg", "bcdefgh", strict=True))
    + "]>",
    "a file of the server": '<!DOCTYPE x [<!ENTITY h SYSTEM "file:///etc/passwd">]>',
    "another host": '<!DOCTYPE x [<!ENTITY h SYSTEM "http://127.0.0.1:9/x">]>',
}


@pytest.mark.parametrize("entities", ENTITIES.values(), ids=ENTITIES)
def test_entities_in_the_xml_are_never_filled_in(entities: str) -> None:
    text = Raw('t="inlineStr"><is><t>&h;</t></is>')
    page = sheet(rows_of(columns(evil=[text if i % 2 else "good" for i in range(N)]))).replace(
        HEAD, HEAD + entities
    )
    try:
        table = read(workbook({"Data": page}), "x.xlsx")
    except TableProblem as refused:
        assert "root" not in str(refused)
        return
    assert table.rows["evil"].map(len).max() < 10
    assert not table.rows["evil"].str.contains("root|haha").any()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            password(),
            "This file is protected by a password. Open it, remove the password (File > Info > Protect)",
        ),
        (workbook({"D": TABLE})[:2_000], "This Excel workbook is damaged and cannot be opened."),
        (workbook({"D": TABLE})[:300], "This Excel workbook is damaged and cannot be opened."),
        (
            workbook({"D": "<worksheet><sheetData><row"}),
            "This Excel workbook is damaged and cannot be opened.",
        ),
    ],
)
def test_locked_and_damaged_workbooks_say_what_to_do(data: bytes, words: str) -> None:
    assert words in problem(data, "customers.xlsx")


def test_a_long_text_repeated_in_every_cell_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(_sheet.as_text("x" * 30_000)) == 1_000
    monkeypatch.setattr(_sheet, "MOST_TEXT", 10_000)
    with pytest.raises(_sheet.Refused, match="text"):
        _sheet._csv(iter([["x" * 30_000]] * 20), None)


def test_a_reading_process_that_takes_too_long_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(_workbook.subprocess, "run", late)
    assert "too large to be read" in problem(workbook({"D": TABLE}))


def test_unpacking_stops_at_the_limit_and_not_at_the_end() -> None:
    packed = zlib.compressobj(wbits=-15)
    body = packed.compress(bytes(50 * 10**6)) + packed.flush()
    info = zipfile.ZipInfo("a")
    info.compress_type, info.header_offset = zipfile.ZIP_DEFLATED, 0
    data = b"PK\x03\x04" + bytes(26) + body
    assert 10**6 < _sheet._unpacked(data, info, 10**6) <= 10**6 + 2**20
    assert _sheet._unpacked(data, info, 10**9) == 50 * 10**6
