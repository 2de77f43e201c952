"""Columns that say the same, and rows that are copies."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.table._twins import _agree, sentence, twins
from tests.core.files import door, said

RANDOM = np.random.default_rng(1)
BASE = RANDOM.normal(size=500)


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_numbers_in_the_same_or_the_opposite_order_are_twins() -> None:
    table = frame(
        a=BASE, b=np.exp(BASE), c=-BASE, d=BASE + RANDOM.normal(size=500), e=RANDOM.normal(size=500)
    )
    assert twins(table) == (("a", "b", "c"),)


def test_groups_that_go_one_to_one_are_twins_with_numbers_too() -> None:
    code = RANDOM.integers(0, 4, 500)
    table = frame(
        word=np.array(["n", "e", "s", "w"], dtype=object)[code],
        number=np.array([7.0, 1.0, 9.0, 3.0])[code],
        other=RANDOM.integers(0, 4, 500).astype(float),
        coarse=np.array(["north", "east", "rest", "rest"], dtype=object)[code],
    )
    assert twins(table) == (("word", "number"),)


@pytest.mark.parametrize(("wrong", "found"), [(8, True), (14, False)])
def test_groups_may_differ_in_two_rows_of_a_hundred(wrong: int, found: bool) -> None:
    # 8 of 500 rows are 1.6 %, 14 are 2.8 %.
    one = np.array(["a", "b"], dtype=object)[RANDOM.integers(0, 2, 500)]
    two = np.where(one == "a", "x", "y").astype(object)
    two[:wrong] = np.where(two[:wrong] == "x", "y", "x")
    assert bool(twins(frame(one=one, two=two))) == found


def test_two_rare_marks_are_no_twins_because_nearly_everybody_has_neither() -> None:
    marks = np.zeros((2, 500))
    marks[0, :4] = marks[1, 4:8] = 1
    assert twins(frame(one=marks[0], two=marks[1])) == ()
    marks[1] = marks[0]
    assert twins(frame(one=marks[0], two=marks[1])) == (("one", "two"),)


def test_rare_marks_that_share_some_rows_are_no_twins() -> None:
    # 10 rows each, 6 in common: 492 of 500 agree, but chance alone leaves only 0.039 open: kappa 0.59.
    one, two = np.zeros((2, 500), dtype=int)
    one[:10] = two[4:14] = 1
    assert (one == two).mean() > 0.98
    assert not _agree(one, two)
    assert _agree(one, one)


def test_numbers_with_gaps_in_other_rows_are_no_twins() -> None:
    one, two = BASE.copy(), BASE.copy()
    one[::3], two[1::3] = np.nan, np.nan
    assert twins(frame(one=one, two=two)) == ()
    assert twins(frame(one=one, two=one * 2)) == (("one", "two"),)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_twins_do_not_depend_on_the_names_of_the_values_or_the_order_of_the_rows(seed: int) -> None:
    random = np.random.default_rng(seed)
    codes = random.integers(0, random.integers(2, 8), (4, 300))
    codes[1] = codes[0]
    one = pd.DataFrame({str(i): code.astype(float) for i, code in enumerate(codes)})
    renamed = pd.DataFrame(
        {str(i): pd.Series([f"v{c}" for c in code], dtype=object) for i, code in enumerate(codes)}
    )
    assert ("0", "1") in [group[:2] for group in twins(one)]
    assert twins(renamed) == twins(renamed.sample(frac=1, random_state=seed).reset_index(drop=True))


def test_the_sentence_names_all_groups() -> None:
    assert sentence([("tenure", "months_active")]) == [
        "“tenure” and “months_active” say nearly the same. Both stay in; an explanation will share the "
        "credit between them."
    ]
    assert sentence([("a", "b"), ("c", "d", "e")]) == [
        "“a” and “b” say nearly the same, and so do “c”, “d” and “e”. All stay in; an explanation will share "
        "the credit between them."
    ]
    assert sentence([]) == []


def test_twins_are_named_as_long_as_both_are_used() -> None:
    months = [i * 37 % 101 for i in range(200)]
    table = door(200, tenure=months, months_active=[m + 1 for m in months])
    assert said(table, "“tenure” and “months_active” say nearly the same. Both stay in")
    assert {"tenure", "months_active"} <= {column.name for column in table.features}
    assert not said(table.without("tenure"), "nearly the same")
    assert said(table.without("tenure").with_columns_left_out([]), "nearly the same")


def test_five_hundred_columns_are_compared() -> None:
    columns = {f"n{i}": RANDOM.normal(size=400) for i in range(240)}
    columns |= {
        f"t{i}": np.array(["a", "b", "c"], dtype=object)[RANDOM.integers(0, 3, 400)] for i in range(240)
    }
    table = pd.DataFrame(columns | {"again": columns["n7"] * 2, "repeat": columns["t9"]})
    assert twins(table) == (("n7", "again"), ("t9", "repeat"))


# --- copies -----------------------------------------------------------------------------------------


def test_exact_copies_are_counted_where_the_table_has_ids() -> None:
    ids = [f"K{i * 7919 % 1000:04d}" for i in range(200)]
    again = [*ids[:-3], ids[0], ids[1], ids[2]]
    first = door(200, customer=ids)
    assert not said(first, "exact cop")
    rows = {name: list(first.rows[name]) for name in ("age", "plan", "churn")}
    for cells in rows.values():
        cells[-3:] = cells[:3]
    table = door(200, **{**rows, "customer": again})
    assert table.column("customer").kind == "id"
    assert said(table, "3 rows are exact copies of other rows: a copy among the practice customers makes the")


def test_equal_rows_of_a_coarse_table_are_no_news() -> None:
    # Age, plan and answer come round every 150 rows: 150 equal pairs, as one expects with 50 ages.
    table = door(300)
    assert table.rows.duplicated().sum() == 150
    assert not said(table, "exact cop")


def test_a_fine_number_makes_a_coincidence_unlikely() -> None:
    # 200 rows, 199 amounts: 19,900 pairs, chance of an equal amount about 1/199, of equal spend as well.
    fine = [round(i * 1.371 % 97, 3) for i in range(200)]
    wide = [i * 7919 % 100003 / 7 for i in range(200)]
    table = {"fine": fine, "wide": wide, "amount": [i * 31 % 199 * 1.5 for i in range(200)]}
    ages = [20 + i * 7 % 50 for i in range(200)]
    plans, churn = ["a", "b"] * 100, ["yes", "no", "no", "no"] * 50
    for cells in (*table.values(), ages, plans, churn):
        cells[-1] = cells[0]
    assert said(door(200, **{**table, "age": ages, "plan": plans, "churn": churn}), "1 row is an exact copy")
