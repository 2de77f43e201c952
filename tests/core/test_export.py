"""Tables that leave the app: nothing in them runs."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.export import safe_csv
from core.safe import STARTS_A_FORMULA
from core.safe import cell as safe_cell

LAW = settings(max_examples=40, deadline=None)
MARK = b"\xef\xbb\xbf"


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x","y")', "-"),
        *("＝1+1", "＋1", "－1", "＠SUM(A1)"),  # full-width: some spreadsheets read them as the others
    ],
)
def test_a_text_that_starts_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["", "gold", "a=b", "5-3", "'=1", "€ 5", 5, -5, -5.5, 0.0, True, None, np.int64(-3)]
)
def test_anything_else_stays_as_it_is(cell: object) -> None:
    assert safe_cell(cell) is cell


def test_a_small_table_on_paper() -> None:
    frame = pd.DataFrame({"=plan": ["gold", "=1+1"], "fee": [-2, 3], "gain": [-0.5, 1.25]})
    assert safe_csv(frame) == MARK + b"'=plan,fee,gain\r\ngold,-2,-0.5\r\n'=1+1,3,1.25\r\n"


def test_spreadsheets_are_told_that_it_is_unicode() -> None:
    data = safe_csv(pd.DataFrame({"größe": ["€ 5", "数"]}))
    assert data.startswith(MARK)
    assert cells(data) == [["größe"], ["€ 5"], ["数"]]


def test_quotes_commas_and_line_breaks_survive() -> None:
    odd = ['say "hi"', "a,b", "a\nb", "a\rb", "a\r\nb"]
    assert cells(safe_csv(pd.DataFrame({"x": odd}))) == [["x"], *([cell] for cell in odd)]


def test_gaps_stay_gaps_and_headings_may_be_numbers() -> None:
    data = safe_csv(pd.DataFrame({5: [None, "x"], 6: [1.5, np.nan]}))
    assert cells(data) == [["5", "6"], ["", "1.5"], ["x", ""]]


def test_the_table_itself_is_left_alone() -> None:
    frame = pd.DataFrame({"=a": ["=1"]})
    safe_csv(frame)
    assert frame.to_dict("list") == {"=a": ["=1"]}


def test_a_heading_that_stands_twice_is_made_safe_twice() -> None:
    frame = pd.DataFrame([["=1", "b"]], columns=["=x", "=x"])
    assert cells(safe_csv(frame)) == [["'=x", "'=x"], ["'=1", "b"]]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_line_end_inside_a_text_cannot_start_a_row_of_its_own(end: str) -> None:
    data = safe_csv(pd.DataFrame({f"pl{end}an": [f"gold{end}=1+1"]}))
    assert data == MARK + f'"pl{end}an"\r\n"gold{end}=1+1"\r\n'.encode()
    assert cells(data) == [[f"pl{end}an"], [f"gold{end}=1+1"]]


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
texts = st.one_of(texts, st.text(st.sampled_from('=+-@\t\r\n＝＋－＠",a1'), max_size=6))


@LAW
@given(st.lists(st.tuples(texts, st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6)), min_size=1, max_size=6))
def test_no_text_leaves_as_a_formula_and_no_number_changes(rows) -> None:
    written = cells(safe_csv(pd.DataFrame(rows, columns=["text", "whole", "decimal"])))[1:]
    for (text, whole, decimal), (said, number, fraction) in zip(rows, written, strict=True):
        assert not said.startswith(STARTS_A_FORMULA)
        assert said in (text, "'" + text)
        assert (int(number), float(fraction)) == (whole, decimal)
