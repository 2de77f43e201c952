"""Tables with more rows than are used, and lines of every length."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.table import _sampling, _tokens, read
from core.table._layout import below_header, first_rows
from core.table._sampling import drawn, most_rows
from tests.core.files import columns, csv, said


def long_file(rows: int) -> bytes:
    numbers = np.arange(rows)
    return (
        pd.DataFrame({"place": numbers, "v": numbers % 7, "churn": np.where(numbers % 4, "no", "yes")})
        .to_csv(index=False)
        .encode()
    )


def test_of_more_rows_than_are_used_some_are_drawn_and_a_note_says_so() -> None:
    table = read(long_file(201_000), "long.csv")
    assert len(table.rows) == 200_000
    drawn_from = "The file has 201,000 rows; 200,000 of them were drawn at random"
    assert said(table, f"{drawn_from} (always the same ones) and are used.")
    assert said(table, "200,000 rows and 3 columns read from long.csv.")


def test_two_hundred_thousand_rows_are_all_used() -> None:
    table = read(long_file(200_000), "long.csv")
    assert len(table.rows) == 200_000
    assert not said(table, "drawn")


def test_the_rows_drawn_are_the_same_every_time_in_the_order_of_the_file() -> None:
    one, two = drawn(1_000, 300), drawn(1_000, 300)
    assert one.tolist() == two.tolist() == sorted(set(one.tolist()))
    assert len(one) == 300
    assert drawn(5, 300).tolist() == [0, 1, 2, 3, 4]


def test_every_part_of_the_file_is_drawn_from() -> None:
    # 300 of 1,000: about 75 from each quarter; sqrt(250 * 0.3 * 0.7 * 0.75) = 6.3, and 7 of these are 44.
    quarters = np.bincount(drawn(1_000, 300) // 250)
    assert (abs(quarters - 75) < 44).all()


def test_too_many_cells_mean_fewer_rows() -> None:
    assert most_rows(20) == 200_000
    assert most_rows(500) == 20_000
    header = ",".join(["churn", *(f"c{i}" for i in range(499))])
    rows = "\n".join(f"{'yes' if i % 3 else 'no'},{i % 11}" for i in range(100_000))
    table = read(f"{header}\n{rows}\n".encode(), "wide.csv")
    assert table.rows.shape == (20_000, 500)
    assert said(table, "The file has 100,000 rows; 20,000 of them were drawn at random")


@pytest.mark.parametrize("ragged", [False, True])
def test_short_lines_change_nothing_of_which_rows_are_drawn(
    monkeypatch: pytest.MonkeyPatch, ragged: bool
) -> None:
    monkeypatch.setattr(_sampling, "MAX_ROWS", 60)
    lines = csv(columns(90, place=list(range(90)))).decode().splitlines()
    if ragged:
        lines[50] = "27"
    lines.insert(7, ",,,")
    table = read("\n".join(lines).encode(), "x.csv")
    kept = drawn(90, 60)
    assert table.rows["place"].dropna().isin(kept).all()
    assert said(table, "The file has 90 rows; 60 of them were drawn")
    assert said(table, "1 empty row")


CELL = st.text(st.sampled_from('ab1.,-;" \n\t'), max_size=6)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=30), st.sampled_from([",", ";", "\t"]))
def test_both_readers_see_the_same_cells(rows: list[tuple[str, str, str]], separator: str) -> None:
    text = pd.DataFrame(rows, columns=["x", "y", "z"]).to_csv(index=False, sep=separator).encode()
    sample = first_rows(text, separator)
    body = _tokens.Body(text, below_header(text, separator), separator, sample[1:], 3, False, 0)
    slow = _tokens._line_by_line(body)
    if not _tokens._is_regular(body):
        return
    try:
        fast = _tokens._all_at_once(body)
    except pa.ArrowInvalid:
        return
    assert fast is not None
    assert (fast.rows, fast.empty) == (slow.rows, slow.empty)
    for one, other in zip(fast.columns, slow.columns, strict=True):
        texts = other.to_pylist()
        if one.type == pa.float64():
            texts = [None if text is None else float(text) for text in texts]
        assert one.to_pylist() == texts
