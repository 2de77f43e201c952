"""The most similar customer with the other verdict: the sum on paper, and by hand for any table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.explain.likeness import apart, customer, spread
from core.explain.opposite import NOTICEABLE, nearest_opposite
from core.table import Column
from tests.core.customers import Rule, contacts, table_of, tables

LAW = settings(max_examples=100, deadline=None)
FEES = list(range(21))  # 5th percentile 1, 95th 19: a spread of 18


def by_hand(table, one, other) -> dict[str, float]:
    """The difference of two customers, a cell at a time."""
    parts = {}
    for column in table.features:
        mine, theirs = one[column.name], other[column.name]
        if pd.isna(mine) or pd.isna(theirs):
            parts[column.name] = float(pd.isna(mine) != pd.isna(theirs))
            continue
        parts[column.name] = float(mine != theirs)
        if column.kind == "number":
            known = sorted(table.rows[column.name].dropna())
            last = len(known) - 1
            usual = known[round(0.95 * last)] - known[round(0.05 * last)] or known[-1] - known[0]
            if usual:
                parts[column.name] = min(1.0, abs(mine - theirs) / usual)
    return parts


def test_the_most_similar_one_on_paper() -> None:
    # Customer 10 has fee 10 and plan a. Contacted are 13 (plan b): (3/18 + 1) / 2 = 0.58, and 16 (plan a):
    # (6/18 + 0) / 2 = 0.17.
    table = table_of(fee=FEES, plan=["a", "b"] * 10 + ["a"])
    chances = np.where(np.isin(FEES, [13, 16]), 0.7, 0.2)
    found = nearest_opposite(contacts(lambda rows: rows["fee"] > 99), table, 10, 0.5, chances)
    assert found is not None
    assert (found.row, found.chance, found.differs) == (16, 0.7, ("fee",))
    assert found.distance == pytest.approx(1 / 6)


def test_of_equally_similar_customers_the_first_is_named() -> None:
    found = nearest_opposite(contacts(lambda rows: abs(rows["fee"] - 10) >= 4), table_of(fee=FEES), 10, 0.5)
    assert found is not None
    assert found.row == 6


def test_what_differs_most_is_named_first_and_a_small_difference_not_at_all() -> None:
    # from customer 0: fee by 1/18, speed by 6/18, plan by a level, town not at all, and age is known
    table = table_of(
        fee=[0, 1, *FEES[2:]],
        speed=[0, 6, *FEES[2:6], 1, *FEES[7:]],
        plan=["a", "b"] + ["a"] * 19,
        town=["x"] * 20 + ["y"],
        age=[None, 30, *FEES[2:]],
    )
    chances = np.where(np.arange(21) == 1, 0.9, 0.1)
    found = nearest_opposite(contacts(lambda rows: rows["fee"] > 99), table, 0, 0.5, chances)
    assert found is not None
    assert found.differs == ("plan", "age", "speed")
    assert found.distance == pytest.approx((1 / 18 + 6 / 18 + 1 + 0 + 1) / 5)


@LAW
@given(tables(), st.integers(0, 5), st.integers(0, 99), st.booleans())
def test_nobody_with_the_other_verdict_is_more_similar(table, row, seed, known) -> None:
    chances = np.random.default_rng(seed).integers(2, 9, len(table.rows)) / 10
    box = Rule(lambda rows: chances if len(rows) == len(chances) else chances[[row]])
    asked = row if known else table.rows.iloc[[row]]
    found = nearest_opposite(box, table, asked, 0.5, chances if known else None)
    one = table.rows.iloc[row]
    others = [k for k in range(len(chances)) if (chances[k] >= 0.5) != (chances[row] >= 0.5)]
    if not others:
        assert found is None
        return
    assert found is not None
    sums = {k: sum(by_hand(table, one, table.rows.iloc[k]).values()) / 4 for k in others}
    assert found.row == min(others, key=lambda k: (round(sums[k], 9), k))
    assert found.distance == pytest.approx(sums[found.row])
    assert found.chance == chances[found.row]
    parts = by_hand(table, one, table.rows.iloc[found.row])
    assert set(found.differs) == {name for name, part in parts.items() if part > NOTICEABLE}
    assert [parts[name] for name in found.differs] == sorted(parts[name] for name in found.differs)[::-1]


def test_a_chance_at_the_cut_off_is_a_contact_and_nobody_is_none() -> None:
    table = table_of(fee=FEES)
    at = Rule(lambda rows: np.full(len(rows), 0.5))
    assert nearest_opposite(at, table, 0, 0.5) is None
    found = nearest_opposite(Rule(lambda rows: np.where(rows["fee"] < 20, 0.5, 0.4)), table, 0, 0.5)
    assert found is not None
    assert found.row == 20


def test_a_changed_customer_is_judged_by_the_model_and_not_by_the_row_it_came_from() -> None:
    table, box = table_of(fee=FEES, plan=["a"] * 21), contacts(lambda rows: rows["fee"] >= 10)
    assert nearest_opposite(box, table, 3, 0.5).row == 10
    changed = table.rows.iloc[[3]].assign(fee=30.0)  # beyond the table: contacted
    assert nearest_opposite(box, table, changed, 0.5).row == 0  # 20 or more away is all one: the first


def test_known_chances_give_the_same_as_asking_the_model() -> None:
    table = samples.load("prepaid")
    fitted = models.fit(table, "tree")
    chances = models.chances(fitted, models.feature_rows(table), len(table.rows))
    assert nearest_opposite(fitted, table, 7, 0.1, chances) == nearest_opposite(fitted, table, 7, 0.1)


@pytest.mark.parametrize("row", [-1, 21, pd.DataFrame({"fee": [1.0, 2.0]}), pd.DataFrame({"other": [1.0]})])
def test_an_unknown_customer_is_refused(row) -> None:
    with pytest.raises(ValueError, match="customer"):
        nearest_opposite(contacts(lambda rows: rows["fee"] > 5), table_of(fee=FEES), row, 0.5)


def test_a_chance_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="one chance"):
        nearest_opposite(contacts(lambda rows: rows["fee"] > 5), table_of(fee=FEES), 0, 0.5, np.ones(20))


def test_the_spread_is_the_range_where_nearly_all_are_alike_and_0_where_all_are() -> None:
    number, plan = Column("fee", "Fee", "number"), Column("plan", "Plan", "category")
    assert spread(number, pd.Series([7.0] * 99 + [9.0])) == 2
    assert spread(number, pd.Series([7.0, 7.0, None])) == spread(number, pd.Series([None, None])) == 0
    assert spread(plan, pd.Series(["a", "b"])) == 0
    assert apart(pd.Series([7.0, 8.0, None]), 7.0, 0.0).tolist() == [0, 1, 1]
    assert apart(pd.Series([7.0, None]), None, 5.0).tolist() == [1, 0]


@pytest.mark.filterwarnings("error")
def test_numbers_without_bounds_stay_between_0_and_1() -> None:
    cells = pd.Series([-1.7e308] * 5 + [1.7e308] * 5 + [None])
    usual = spread(Column("fee", "Fee", "number"), cells)
    assert apart(cells, 1.7e308, usual).tolist() == [1.0] * 5 + [0.0] * 5 + [1.0]


def test_a_customer_is_one_row_of_features_as_the_table_holds_them() -> None:
    table = table_of(fee=[1, 2, None], plan=["a", None, "b"]).without("fee")
    one = customer(table, pd.DataFrame({"extra": [1], "plan": ["b"]}, index=[9]))
    assert one.to_dict("list") == {"plan": ["b"]}
    assert one.index.tolist() == [0]
    assert customer(table_of(fee=[1, 2, None]), 2)["fee"].isna().all()
