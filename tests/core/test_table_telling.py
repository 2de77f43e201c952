"""Columns that give the answer away, and what so few leavers can tell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.table import Table
from core.table._leaving import share_range
from core.table._telling import sorts, telling
from tests.core.files import door, names, said


def series(*cells: object) -> pd.Series:
    number = all(cell is None or isinstance(cell, (int, float)) for cell in cells)
    return pd.Series(cells, dtype=float if number else object)


def area(cells: pd.Series, y: list[int]) -> float:
    half = np.arange(len(y)) % 2 == 0
    return sorts(cells, np.array(y), half)


def test_a_number_sorts_the_share_of_pairs_it_puts_in_the_right_order() -> None:
    # Leavers 3, 5; stayers 1, 2, 4. Pairs: 3>1, 3>2, 3<4, 5>1, 5>2, 5>4: 5 of 6.
    assert area(series(3, 5, 1, 2, 4), [1, 1, 0, 0, 0]) == pytest.approx(5 / 6)
    # The other direction counts as well.
    assert area(series(-3, -5, -1, -2, -4), [1, 1, 0, 0, 0]) == pytest.approx(5 / 6)
    # Leavers 1, 2; stayers 1, 0, 0. Ties count half: 1=1, 1>0, 1>0, 2>1, 2>0, 2>0: 5.5 of 6.
    assert area(series(1, 2, 1, 0, 0), [1, 1, 0, 0, 0]) == pytest.approx(5.5 / 6)


def test_gaps_of_a_number_are_all_first_or_all_last() -> None:
    # Filled in for leavers only: 3 of 3 leavers above or below both gaps.
    assert area(series(3, 1, 2, None, None), [1, 1, 1, 0, 0]) == 1
    # Gaps first: both leavers, the gap and the 5, lie below both stayers.
    assert area(series(5, None, 6, 7), [1, 1, 0, 0]) == 1


def test_groups_are_learnt_on_one_half_and_judged_on_the_other() -> None:
    # Even places teach a: 1 of 1 left, b: 0 of 1. Odd places: a left, b stayed; all 1 of 1 pairs right.
    assert area(series("a", "a", "b", "b"), [1, 1, 0, 0]) == 1
    # 72 texts, one row each: nothing learnt helps with texts never seen before.
    assert area(series(*[f"t{i}" for i in range(72)]), [1, 1, 0, 0] * 18) == 0.5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.floats(-50, 50), st.floats(0.1, 9))
def test_the_area_is_the_same_under_any_growing_change_of_scale(
    seed: int, shift: float, scale: float
) -> None:
    random = np.random.default_rng(seed)
    y = np.r_[1, 0, random.integers(0, 2, 40)].tolist()
    values = pd.Series(random.integers(0, 9, 42).astype(float))
    found = area(values, y)
    assert 0.5 <= found <= 1
    assert area(values * scale + shift, y) == pytest.approx(found)
    assert area(-values, y) == pytest.approx(found)


def given_away(n: int = 600) -> dict[str, list[object]]:
    random = np.random.default_rng(3)
    left = np.array([i % 3 == 0 for i in range(n)])
    days = np.where(left, random.integers(20, 90, n), random.integers(0, 22, n))
    calls = np.where(random.random(n) < 0.9, left, ~left).astype(int)
    return {
        "days_since_cancel": days.tolist(),
        "offer_code": [f"{'x' if one else 'y'}{i % 45}" for i, one in enumerate(left)],
        "calls": calls.tolist(),
    }


def test_a_column_that_almost_sorts_everybody_is_left_out_and_says_how_well() -> None:
    table = door(600, **given_away())
    assert set(table.left_out) == {"days_since_cancel", "offer_code"}
    proof = "alone sorts 99 of 100 pairs of one who left and one who stayed"
    assert said(table, f"“days_since_cancel” {proof}.")
    assert table.why_left_out("days_since_cancel").endswith(f"after the customer had left: it {proof}")
    assert said(table, "“offer_code” alone sorts 100 of 100 pairs")


def test_a_good_clue_is_no_answer() -> None:
    # 9 of 10 agree with the answer: that is what a good clue looks like.
    table = door(600, **given_away())
    assert "calls" in names(table)


def test_the_reader_can_put_it_back() -> None:
    table = door(600, **given_away()).with_columns_left_out([])
    assert {"days_since_cancel", "offer_code"} <= set(names(table))
    assert not said(table, "alone sorts")


@pytest.mark.parametrize(("leavers", "found"), [(9, False), (10, True)])
def test_with_fewer_than_ten_leavers_nothing_is_judged_by_how_it_sorts(leavers: int, found: bool) -> None:
    y = np.array([1] * leavers + [0] * 60)
    features = {"copy": pd.Series(y + 0.5), "churn_flag": pd.Series(np.arange(len(y)) % 2.0)}
    assert ("copy" in telling(features, y)) == found
    assert "churn_flag" in telling(features, y)


def test_the_sample_of_rows_changes_no_verdict() -> None:
    random = np.random.default_rng(5)
    y = (random.random(30_000) < 0.1).astype(int)
    noise = pd.Series(random.normal(size=30_000))
    features = {
        "sure": pd.Series(y + random.normal(size=30_000) * 0.2),
        "nearly": pd.Series(y + random.normal(size=30_000) * 0.45),
        "noise": noise,
        "many": pd.Series([f"g{i % 900}" for i in range(30_000)]),
    }
    half = random.random(30_000) < 0.5
    wanted = {name for name, cells in features.items() if sorts(cells, y, half) >= 0.98}
    assert set(telling(features, y)) == wanted == {"sure"}


def test_a_column_of_one_text_per_customer_sorts_nobody_by_chance() -> None:
    table = door(600, town=[f"t{i % 55}" for i in range(600)])
    assert "town" in names(table)


def test_a_corrected_column_that_tells_who_left_is_found() -> None:
    # 130 different texts are too many for groups, so nobody looks at them until the reader says they are.
    codes = [f"{'left' if i % 3 == 0 else 'here'} {i % 130}" for i in range(3_900)]
    first: Table = door(3_900, code=codes)
    assert first.column("code").kind == "text"
    groups = first.corrected("code", kind="category")
    assert "code" in groups.left_out
    assert "after the customer had left" in groups.why_left_out("code")


# --- few leavers ------------------------------------------------------------------------------------


def test_the_range_of_a_share_is_the_one_of_the_paper() -> None:
    # Wilson 1927: 10 of 100 gives (0.1 + 0.0192 -+ 1.96 * sqrt(0.0009 + 0.000096)) / 1.0384 = 0.0552, 0.1744.
    assert share_range(10, 100) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert share_range(0, 50)[0] == pytest.approx(0)


def test_few_leavers_come_with_the_range_of_their_share() -> None:
    table = door(200, churn=["yes" if i < 20 else "no" for i in range(200)])
    # 20 of 200: 0.1 with z^2/n = 0.0192: (0.1096 -+ 1.96 * sqrt(0.00045 + 0.000024)) / 1.0192 = 0.066, 0.149.
    assert said(table, "Only 20 customers left", "between 7 % and 15 %", "bring more customers")
