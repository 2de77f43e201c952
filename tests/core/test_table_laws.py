"""What holds for every file: a Table or a TableProblem, in plain sentences."""

from __future__ import annotations

import io
import random

import numpy as np
import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.table import TableProblem, read
from tests.core.files import N, columns, csv, door, plain, telco
from tests.core.workbooks import date, rows_of, sheet, workbook


def test_every_sentence_is_plain_text() -> None:
    for table in (read(telco(), "telco.csv"), door(n=90, churn_value=[i % 3 for i in range(90)])):
        for note in table.notes:
            assert plain(note)
            assert note.endswith((".", "!"))
            assert not any(
                mark in note for mark in ("`", "**", "<", "$", "NaN", "dtype", "pars", "delimiter")
            )


def keeps_the_promise(data: bytes) -> None:
    try:
        table = read(data, "x.csv")
    except TableProblem as message:
        assert 10 < len(str(message)) < 1000
        assert "could not be read as a table" not in str(message), message.__cause__
        assert plain(str(message))
        return
    assert len(table.rows) >= 50
    assert list(table.rows.columns) == [column.name for column in table.columns]
    assert len(set(table.rows.columns)) == len(table.columns)
    assert list(table.rows.index) == list(range(len(table.rows)))
    for column in table.columns:
        cells = table.rows[column.name]
        if column.kind == "number":
            assert cells.dtype == np.float64
            assert not np.isinf(cells).any()
        elif column.kind == "category" and column.name != table.target:
            assert all(cell is None or (isinstance(cell, str) and cell) for cell in cells)
    if table.target is not None:
        assert set(table.y) == {0, 1}
    assert table.target not in [column.name for column in table.features]
    assert all(plain(note) and len(note) < 1500 for note in table.notes)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000))
@example(b"\xff\xfe\x00")
@example(b'"')
@example(b"sep=,\n")
@example(b"PK\x03\x04")
def test_any_bytes_are_a_table_or_a_table_problem(data: bytes) -> None:
    keeps_the_promise(data)


DAMAGE = b', ; \t " \n \r \x00 \xff \xef\xbb\xbf inf 1e400 NA - 1,5 =1+1 <b> True ,,,, 2024-01-01'.split(b" ")
ANYTHING = st.sampled_from([*DAMAGE, b" ", b"9" * 400, b"\xe2\x80\xae"]) | st.binary(max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 12), ANYTHING), max_size=12))
def test_a_good_file_with_damage_is_a_table_or_a_table_problem(damage: list[tuple[int, int, bytes]]) -> None:
    data = csv(columns(date=["2024-01-31"] * N, spend=[i * 1.5 for i in range(N)], id=list(range(N))))
    for start, length, new in damage:
        start %= len(data) + 1
        data = data[:start] + new + data[start + length :]
    keeps_the_promise(data)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3).map(tuple), min_size=50, max_size=55),
    st.lists(st.text(max_size=8), min_size=3, max_size=3),
)
def test_any_texts_in_a_well_made_file_are_a_table_or_a_table_problem(
    rows: list[tuple[str, ...]], names: list[str]
) -> None:
    stream = io.StringIO()
    pd.DataFrame(rows, columns=names).to_csv(stream, index=False)
    keeps_the_promise(stream.getvalue().encode("utf-8", errors="replace"))


GOOD_BOOK = workbook(
    {"Data": rows_of(columns(day=[date(45322 + i) for i in range(N)])), "Notes": [["hello"]]}
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD_BOOK)), st.integers(0, 7)), max_size=6), st.integers(0, 4000)
)
def test_a_workbook_cut_off_or_with_flipped_bits_is_a_table_or_a_table_problem(
    flips: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(GOOD_BOOK)
    for place, bit in flips:
        data[place % len(data)] ^= 1 << bit
    keeps_the_promise(bytes(data[: len(data) - cut] if cut < 2_000 else data))


VALUE = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(st.characters(codec="utf-8"), max_size=9)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUE, max_size=4), max_size=6), st.integers(0, 60))
def test_any_cells_in_a_workbook_are_a_table_or_a_table_problem(odd: list[list[object]], place: int) -> None:
    rows = rows_of(columns())
    legal = [[_legal(cell) for cell in row] for row in odd]
    keeps_the_promise(workbook({"Data": [*rows[:place], *legal, *rows[place:]]}))


def _legal(cell: object) -> object:
    """XML knows no control characters and no endless numbers."""
    if isinstance(cell, float) and not np.isfinite(cell):
        return None
    return "".join(c for c in cell if c.isprintable()) if isinstance(cell, str) else cell


def test_a_workbook_whose_xml_is_damaged_is_a_table_or_a_table_problem() -> None:
    rng = random.Random(2)
    page = sheet(rows_of(columns()))
    for _ in range(40):
        start = rng.randrange(len(page))
        new = rng.choice(
            ["", "<", ">", "&", '"', "<c/>", 'r="ZZZZ9999999"', 't="s"', "\ufffe", "<v>1e999</v>"]
        )
        keeps_the_promise(workbook({"Data": page[:start] + new + page[start + rng.randrange(30) :]}))
