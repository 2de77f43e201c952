"""Bad input, one sentence each: what is wrong with the file, and what its owner does next."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.table import Table, read
from tests.core.files import N, columns, csv, door, kinds, plain, problem, said
from tests.core.workbooks import rows_of, workbook

CITIES = ["Köln" if i % 2 else "Orléans" for i in range(N)]


def put(line: int, new: bytes) -> bytes:
    """A good file with another line in place of one, counted from 1."""
    lines = csv(columns()).split(b"\n")
    lines[line - 1] = new
    return b"\n".join(lines)


REFUSED = {
    "an empty file": (b"", "The file is empty. Save the table as CSV again and bring that."),
    "only names": (
        b"age,plan,churn\n",
        "The file has column names but no rows below them. Save the table with its rows and bring that.",
    ),
    "one column": (
        b"age\n" + b"1\n2\n" * N,
        "The file has only one column, “age”. Columns are told apart by commas, semicolons or tabs: save the "
        "table as CSV with all its columns and bring that.",
    ),
    "one row": (
        csv(columns(1)),
        "The file has 1 row; at least 50 are needed. With fewer customers, chance decides what the models "
        "find. Bring a table with more rows, one per customer.",
    ),
    "noise": (
        random.Random(0).randbytes(5_000),
        "This file holds no readable text. Open the table in a spreadsheet, save it as CSV (File > Save as > "
        "CSV) and bring that.",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        "This is a picture, not a table. Open the table in a spreadsheet, save it as CSV (File > Save as > "
        "CSV) and bring that.",
    ),
    "2,000 columns": (
        csv({f"c{i}": [1, 2] for i in range(2_000)}),
        "The file has 2,000 columns; at most 500 can be read. Delete columns you do not need, save the table "
        "and bring it again.",
    ),
    "a title above the names": (
        b"Sales report 2025,,\n" + csv(columns()),
        "The first line holds “Sales report 2025” and nothing else, but the lines below it have 3 columns. "
        "Delete the lines above the column names, so that the names come first, and bring the file again.",
    ),
    "one value too many": (
        put(3, b"27,basic,no,1"),
        "Line 3 of the file has 4 values, but there are 3 column names. Most often a text in that line holds "
        "a comma: delete the comma, or put the text in quotation marks, and bring the file again.",
    ),
    "a quotation mark never closed": (
        put(3, b'27,"basic,no'),
        "From line 3 on the columns cannot be told apart; most often a quotation mark is opened there and "
        "never closed. Correct the line, or open the table in a spreadsheet, save it as CSV (File > Save as "
        "> CSV) and bring that.",
    ),
    "a password": (
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "This file is protected by a password. Open it, remove the password (File > Info > Protect), save it "
        "and bring it again.",
    ),
    "half a workbook": (
        workbook({"D": rows_of(columns())})[:2_500],
        "This Excel workbook is damaged and cannot be opened. Open it in Excel, save it under a new name "
        "(File > Save as), and bring the new file.",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence_with_a_next_step(
    data: bytes, sentence: str
) -> None:
    assert problem(data) == sentence


def test_a_target_with_one_value_or_with_forty_is_refused() -> None:
    assert problem(lambda: door(one=["a"] * N).with_target("one")) == (
        "“one” has only one value, “a”, so it does not tell who left from who stayed. Bring a table with "
        "customers who left and customers who stayed, or choose another column."
    )
    assert problem(lambda: door(400, many=[f"v{i % 40}" for i in range(400)]).with_target("many")) == (
        "“many” has 40 different values (“v0”, “v1”, “v2” and 37 more). The column that says who left needs "
        "two: left and stayed. Say which value means left, or choose another column."
    )


def test_repeated_and_missing_names_are_made_up_for() -> None:
    twice = read(csv(columns()).replace(b"age,plan", b"age,age", 1), "x.csv")
    assert said(twice, "Columns with the same name were told apart by a number: “age (2)”. Check which")
    none = read(csv(columns()).replace(b"age,plan", b"age,", 1), "x.csv")
    assert said(none, "1 column had no name and is called “column 2”.")


def test_a_column_without_values_and_endless_numbers_are_set_aside() -> None:
    table = door(gone=[""] * N, ratio=["inf" if i == 1 else i % 9 for i in range(N)])
    assert said(table, "Left out: gone (the same value, or none, in every row).")
    assert said(table, "ratio: 1 cell holds a number without end (“inf”) and is treated as missing.")


# --- letters ----------------------------------------------------------------------------------------


def test_lines_in_two_codings_are_all_read_and_counted() -> None:
    lines = csv(columns(city=CITIES)).split(b"\n")
    for place in (5, 9):
        lines[place] = lines[place].decode().encode("cp1252")
    table = read(b"\n".join(lines), "x.csv")
    assert table.rows["city"].tolist() == CITIES
    assert said(
        table,
        "2 lines of the file store accented letters in another way than the others; they were read as "
        "Western European. If a name looks wrong, save the file as “CSV UTF-8” and bring it again.",
    )


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_per_letter_are_read_without_a_mark(coding: str) -> None:
    table = read(csv(columns(city=CITIES)).decode().encode(coding), "x.csv")
    assert table.rows["city"].tolist() == CITIES
    assert table.columns[0].name == "age"


# --- codes ------------------------------------------------------------------------------------------


def test_zeros_in_front_are_kept() -> None:
    codes = [f"{i * 37 % 9:05d}" for i in range(200)]
    table = door(200, post_code=codes, big=[f"1{code}" for code in codes])
    assert table.column("post_code").kind == "category"
    assert table.rows["post_code"].tolist() == codes
    assert said(table, "post_code: Numbers with zeros in front are read as codes, not as amounts.")
    assert table.column("big").kind == "number"


def test_zeros_in_front_are_found_below_the_first_rows() -> None:
    codes = [f"{(2_999 - i) // 4:03d}" for i in range(3_000)]
    assert not any(code.startswith("0") for code in codes[:200])
    table = door(3_000, area=codes)
    assert table.column("area").kind == "text"
    assert table.rows["area"].tolist() == codes


def test_numbers_of_different_length_and_decimals_are_no_codes() -> None:
    table = door(short=[f"0{i % 7}" for i in range(N)], mixed=[i * 3 % 40 for i in range(N)],
                 part=[f"0.{i % 9 + 1}" for i in range(N)])  # fmt: skip
    assert set(kinds(table).values()) == {"number", "category"}
    assert not said(table, "zeros in front")


# --- texts that would do something elsewhere ---------------------------------------------------------

EVIL = {
    "<script>alert(1)</script>": [i % 7 for i in range(N)],
    "**b** [l](http://x.org) `c`": ["=cmd|'/C calc'!A0" if i % 2 else "+1+1" for i in range(N)],
    "![i](x.png) $a_1$": ["<b>x</b>" if i % 2 else "$\\frac{1}{2}$" for i in range(N)],
    "\u202egnihsif\u2066 \u200fname": [i % 5 for i in range(N)],
    "👨‍👩‍👧 size 😀": ["☎️" if i % 2 else "مرحبا" for i in range(N)],
}


def evil() -> Table:
    return read(csv(columns(**EVIL)), "<img src=x>\u202e.csv")


def test_names_and_values_pass_as_plain_text() -> None:
    table = evil()
    found = [column.name for column in table.columns]
    assert found[3:] == [
        "<script>alert(1)</script>",
        "**b** [l](http://x.org) `c`",
        "![i](x.png) $a_1$",
        "gnihsif name",
        "👨‍👩‍👧 size 😀",
    ]
    assert set(table.rows["**b** [l](http://x.org) `c`"]) == {"=cmd|'/C calc'!A0", "+1+1"}
    assert "👨‍👩‍👧" in table.column("👨‍👩‍👧 size 😀").label


def test_no_sign_that_turns_the_text_reaches_a_name_a_label_or_a_sentence() -> None:
    turning = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    name = f"a{turning}b"
    table = read(
        csv(columns(**{name: [f"x{turning}y" if i % 2 else "z" for i in range(N)]})), f"{turning}f.csv"
    )
    chosen = table.with_target("ab").corrected("ab", label=f"l{turning}")
    texts = [
        *table.notes,
        *chosen.notes,
        *(c.name + c.label for c in chosen.columns),
        *chosen.overview["examples"],
    ]
    assert "ab" in [column.name for column in table.columns]
    assert not any(sign in text for text in texts for sign in turning)
    assert all(map(plain, texts))


# --- memory -----------------------------------------------------------------------------------------

MEASURE = """
import sys
import pandas
sys.path.insert(0, sys.argv[1])
from core.table import TableProblem, read
from tests.core.test_table_bad_input import WORST
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
data = WORST[sys.argv[2]]()
before = peak()
try:
    read(data, "x.csv")
except TableProblem:
    pass
print((peak() - before) / 1024)
"""
WORST = {
    "many short lines": lambda: (",".join(f"c{i}" for i in range(500)) + "\n").encode() + b"1\n" * 400_000,
    "five million rows": lambda: b"a,b\n" + b"1,2\n" * (5 * 1024**2 - 10),
    "separators only": lambda: (
        (",".join(f"c{i}" for i in range(500)) + "\n").encode() + (b"," * 499 + b"\n") * 40_000
    ),
    "one long cell": lambda: b"a,b\n" + b"1,2\n" * 60 + b'"' + b"x" * (19 * 1024**2) + b'",2\n',
    "every text its own": lambda: b"a,b\n" + b"".join(b"k%d,t%d\n" % (i, i * 7) for i in range(1_100_000)),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("worst", WORST)
def test_the_worst_files_stay_below_six_times_20_mb_and_200_mb(worst: str) -> None:
    house = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, house, worst], capture_output=True, text=True, check=True
    )
    assert float(run.stdout) < 6 * 20 + 200
