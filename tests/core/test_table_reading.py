"""From bytes to rows: what the door lets in, what it names anew, and what it says when it does not."""

from __future__ import annotations

import io
import random
import zipfile

import pandas as pd
import pytest

from core.table import _names, _tokens, read
from tests.core.files import N, columns, csv, door, kinds, plain, problem, said, telco


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_semicolon_tab_or_bar_file_reads_like_a_comma_file(separator: str) -> None:
    pd.testing.assert_frame_equal(door(separator=separator).rows, door().rows)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_accented_letters_survive_every_common_coding(coding: str) -> None:
    data = csv(columns(city=["Orléans" if i % 2 else "Köln" for i in range(N)])).decode()
    table = read(data.encode(coding), "customers.csv")
    assert set(table.rows["city"]) == {"Orléans", "Köln"}
    assert table.columns[0].name == "age"
    assert said(table, "accented letters") == (coding in ("cp1252", "latin-1"))


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_read_the_same(line_end: str) -> None:
    data = csv(columns()).replace(b"\n", line_end.encode())
    pd.testing.assert_frame_equal(read(data, "x.csv").rows, door().rows)


def test_the_separator_line_that_excel_writes_is_not_a_row() -> None:
    table = read(b"sep=;\n" + csv(columns(), ";"), "x.csv")
    pd.testing.assert_frame_equal(table.rows, door().rows)


def test_a_separator_inside_quotation_marks_is_text() -> None:
    plans = ['"gold; with ""extra"", cheap"' if i % 2 else '"basic"' for i in range(N)]
    for separator in ",;":
        table = door(separator=separator, offer=plans)
        assert set(table.rows["offer"]) == {'gold; with "extra", cheap', "basic"}


def test_a_line_break_inside_quotation_marks_is_text() -> None:
    table = door(offer=['"two\nlines"' if i % 2 else '"one"' for i in range(N)])
    assert set(table.rows["offer"]) == {"two lines", "one"}


def test_rows_are_numbered_from_zero_and_empty_rows_are_skipped() -> None:
    data = csv(columns()).replace(b"\n", b"\n,,\n", 1).replace(b"yes\n", b"yes\n\n  \n", 1)
    table = read(b"\n\n" + data, "x.csv")
    assert list(table.rows.index) == list(range(N))
    assert said(table, "1 empty row", "skipped")


def test_a_separator_at_the_end_of_lines_adds_no_column() -> None:
    lines = csv(columns()).decode().splitlines()
    data = "\n".join([lines[0], *(line + "," for line in lines[1:])]).encode()
    pd.testing.assert_frame_equal(read(data, "x.csv").rows, door().rows)


@pytest.mark.parametrize("extra", ["9", "9,9"])
@pytest.mark.parametrize("line", [2, 3, 40])
def test_a_line_with_too_many_values_is_named(line: int, extra: str) -> None:
    lines = csv(columns()).decode().splitlines()
    lines[line - 1] += "," + extra
    message = problem("\n".join(lines).encode())
    assert f"Line {line} of the file has {3 + len(extra.split(','))} values" in message
    assert "3 column names" in message


def test_the_line_named_counts_line_breaks_in_quotation_marks_and_empty_lines() -> None:
    lines = csv(columns(offer=['"a\nb"'] * N)).decode().splitlines()
    # Each customer fills two lines; the third one starts on line 6, and one empty line comes before it.
    lines.insert(5, "")
    lines[6] = "1,2,3," + lines[6]
    assert "Line 7 of the file" in problem("\n".join(lines).encode())


def test_a_quotation_mark_never_closed_is_a_sentence() -> None:
    lines = csv(columns()).decode().splitlines()
    lines[30] = '33,"basic,no'
    assert "quotation mark" in problem("\n".join(lines).encode())
    lines[30] = '33,basic,"no'
    assert "From line 31 on" in problem("\n".join(lines).encode())


def test_short_lines_are_filled_up_with_gaps() -> None:
    data = csv(columns()).replace(b"27,basic,no\n", b"27\n", 1)
    assert data != csv(columns())
    table = read(data, "x.csv")
    assert said(table, "churn: 1 row without a value dropped")
    assert len(table.rows) == N - 1


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x" * 100)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped("xl/workbook.xml"), "Excel workbook is damaged"),
        (zipped("xl/workbook.bin"), "save it as CSV or .xlsx (File > Save as) and bring that"),
        (zipped("customers.csv"), "compressed file"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "save it as CSV or .xlsx"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10", "picture"),
        (b"<!DOCTYPE html><html><body>a,b</body></html>", "web page"),
        (random.Random(0).randbytes(5000), "no readable text"),
        (b"a,b\n" + b"\x00" * 500, "no readable text"),
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"age,plan,churn\n", "no rows"),
        (b"age\n1\n2\n3\n", "only one column, “age”"),
        (b"Sales report 2025\n" + csv(columns()), "Delete the lines above the column names"),
        (b",,\n" + csv(columns()), "first line is empty"),
        (csv(columns()).split(b"\n", 1)[1], "holds values"),
        (b"x" * 300_000 + b",b\n1,2\n", "too long to hold column names"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    assert words in problem(data)


def test_a_workbook_with_the_wrong_name_is_still_a_workbook() -> None:
    assert "Excel workbook" in problem(zipped("xl/workbook.xml"), "customers.csv")
    assert "Excel workbook" in problem(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old.xls")


@pytest.mark.parametrize("n", [1, 2, 49])
def test_too_few_rows_are_refused_with_the_reason(n: int) -> None:
    message = problem(csv(columns(n)))
    assert f"The file has {n} row" in message
    assert "at least 50" in message
    assert "chance" in message


def test_fifty_rows_are_enough() -> None:
    assert len(door(50).rows) == 50


def test_too_many_columns_name_the_limit_and_the_way_out() -> None:
    message = problem(csv({f"c{i}": [1, 2] for i in range(501)}))
    assert "501 columns" in message
    assert "500" in message


def test_a_file_over_20_mb_is_refused_before_it_is_looked_at() -> None:
    message = problem(b"a,b\n" + b"1,2\n" * (6 * 1024**2))
    assert "The file has 24.0 MB; at most 20 MB" in message


def test_a_cell_of_a_million_characters_is_free_text() -> None:
    for row in (0, 30):
        remarks = ["short"] * N
        remarks[row] = "x" * 1_000_000
        table = door(remark=remarks)
        assert kinds(table)["remark"] == "text"
        assert table.rows["remark"].map(len).max() < 1000
        assert max(map(len, table.notes)) < 1000


@pytest.mark.parametrize("failure", [MemoryError, RuntimeError, RecursionError, pd.errors.ParserError])
def test_a_failure_inside_is_a_sentence_outside(
    monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure("0x7f secret detail")

    monkeypatch.setattr(_tokens.pcsv, "read_csv", fail)
    message = problem(csv(columns()))
    assert "secret" not in message
    assert "bring" in message
    assert ("too large for this computer" in message) == (failure is MemoryError)


def test_a_table_without_anything_to_learn_from_is_refused() -> None:
    data = csv({"id": [f"A{i}" for i in range(N)], "one": ["same"] * N, "churn": ["yes", "no"] * (N // 2)})
    assert "fewer than two columns of this table can be used" in problem(data)


def test_missing_and_repeated_names_are_repaired_with_a_note() -> None:
    header = b"age,,age,churn\n"
    rows = b"".join(b"%d,%d,%d,%s\n" % (i % 9, i % 5, i % 7, b"yes" if i % 3 else b"no") for i in range(N))
    table = read(header + rows, "x.csv")
    assert [column.name for column in table.columns] == ["age", "column 2", "age (2)", "churn"]
    assert said(table, "no name", "column 2")
    assert said(table, "same name", "age (2)")


def test_a_repaired_name_never_takes_one_that_is_there() -> None:
    names, _ = _names.names_of(["a", "a", "a (2)", "", "column 4", "A"])
    assert len(set(names)) == 6
    assert {"a (2)", "column 4"} <= set(names)


def test_labels_are_words() -> None:
    table = read(telco(), "telco.csv")
    labels = {column.name: column.label for column in table.columns}
    assert labels["MonthlyCharges"] == "Monthly charges"
    assert labels["customerID"] == "Customer ID"
    assert labels["tenure"] == "Tenure"


def test_sentences_quote_at_most_40_characters_on_one_line() -> None:
    name = "n" * 200
    table = door(**{name: [1] * N})
    assert max(len(word) for note in table.notes for word in note.split()) <= 42
    message = problem(lambda: door().with_target("churn\x1b[31m\u202e\nreason " + "y" * 500))
    assert len(message) < 200
    assert plain(message)
