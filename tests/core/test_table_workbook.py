"""Workbooks: which sheet is read, what its cells become, and the workbooks that are refused."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from core.table import _sheet, _workbook, read, sheet_names
from tests.core.files import N, columns, door, kinds, said
from tests.core.workbooks import date, error, rows_of, workbook

TABLE = rows_of(columns())


def password() -> bytes:
    """The start and the directory of an encrypted workbook."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1_000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500)
    )


# --- what is read -----------------------------------------------------------------------------------


def test_a_workbook_reads_like_the_same_table_as_csv() -> None:
    table = read(workbook({"Data": TABLE}), "customers.xlsx")
    pd.testing.assert_frame_equal(table.rows, door().rows)
    assert (table.target, table.positive) == ("churn", "yes")
    assert said(table, "The sheet “Data” was read.")


@pytest.mark.parametrize("name", ["customers.xlsm", "customers.csv", "customers", "x.xls"])
def test_the_content_decides_and_not_the_name(name: str) -> None:
    assert len(read(workbook({"Data": TABLE}), name).rows) == N


def test_the_first_sheet_is_read_or_the_one_that_is_named() -> None:
    other = rows_of(columns(70))
    data = workbook({"Jan": TABLE, "Feb & “März”": other, "Notes": [["hello"]]})
    assert sheet_names(data) == ("Jan", "Feb & “März”", "Notes")
    first = read(data, "x.xlsx")
    assert said(first, "The sheet “Jan” was read; the workbook also has “Feb & “März”” and “Notes”.")
    second = read(data, "x.xlsx", sheet="Feb & “März”")
    assert len(second.rows) == 70
    assert said(second, "The sheet “Feb & “März”” was read")


def test_a_hidden_sheet_is_not_the_first_one() -> None:
    data = workbook({"Lists": [["a"], ["b"]], "Data": TABLE}, hidden=["Lists"])
    assert sheet_names(data) == ("Data",)
    assert len(read(data, "x.xlsx").rows) == N


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"PK\x03\x04", password(), b"PK\x03\x04xl/workbook.xml"]
)
def test_what_is_no_workbook_has_no_sheets(data: bytes) -> None:
    assert sheet_names(data) == ()


def test_cells_become_what_they_show() -> None:
    table = read(
        workbook(
            {
                "Data": rows_of(
                    columns(
                        day=[date(45322 + i) for i in range(N)],
                        moment=[date(45322.5) for _ in range(N)],
                        whole=[float(i % 7) for i in range(N)],
                        tenth=[i / 10 for i in range(N)],
                        active=[bool(i % 2) for i in range(N)],
                        ratio=[error("#DIV/0!") if i % 5 == 0 else i * 2.5 for i in range(N)],
                        group=[error("#N/A") if i % 5 == 0 else "ab"[i % 2] for i in range(N)],
                        gap=["" if i % 2 else i for i in range(N)],
                        zip_code=[f"{i % 9:05d}" for i in range(N)],
                    )
                )
            }
        ),
        "x.xlsx",
    )
    assert kinds(table) | {"gap": "number"} == kinds(door()) | {
        "day": "date", "moment": "constant", "whole": "number", "tenth": "number", "active": "category",
        "ratio": "number", "group": "category", "gap": "number", "zip_code": "category",
    }  # fmt: skip
    assert table.rows["day"][0] == "2024-01-31"
    assert table.rows["moment"][0] == "2024-01-31 12:00"
    assert table.rows["whole"][:3].tolist() == [0, 1, 2]
    assert table.rows["tenth"][3] == 0.3
    assert set(table.rows["active"]) == {"TRUE", "FALSE"}
    assert table.rows["ratio"].isna().sum() == table.rows["group"].isna().sum() == 12
    assert table.rows["zip_code"][1] == "00001"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1e300, "1e+300"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "-0"),
        (2**53 + 2.0, "9.00719925474099e+15"),
        (None, ""),
        ("#REF!", ""),
    ],
)
def test_numbers_are_written_with_the_15_digits_excel_shows(cell: object, text: str) -> None:
    assert _sheet.as_text(cell) == text


def test_a_table_that_starts_lower_or_further_right_is_found() -> None:
    shifted = [[], [], *([None, None, *row] for row in TABLE)]
    pd.testing.assert_frame_equal(read(workbook({"Data": shifted}), "x.xlsx").rows, door().rows)


def test_commas_quotes_and_line_breaks_in_cells_stay_in_their_cells() -> None:
    offers = ['gold; "extra", cheap\nnow' if i % 2 else "basic" for i in range(N)]
    table = read(workbook({"Data": rows_of(columns(offer=offers))}), "x.xlsx")
    assert set(table.rows["offer"]) == {'gold; "extra", cheap now', "basic"}


def test_more_rows_than_are_used_are_drawn_in_the_reading_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_workbook, "MAX_ROWS", 80)
    data = workbook({"Data": [*rows_of(columns(100, place=list(range(100)))), [], [""]]})
    table, again = read(data, "x.xlsx"), read(data, "x.xlsx")
    assert said(table, "The file has 100 rows; 80 of them were drawn at random (always the same ones)")
    pd.testing.assert_frame_equal(table.rows, again.rows)
    assert table.rows["place"].is_monotonic_increasing
    assert len(table.rows) == 80


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    read(workbook({"Data": TABLE}), "x.xlsx")
    assert list(tmp_path.iterdir()) == []
