"""Two models on the same customers: the plane of two columns, and the customers they differ on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.costs import Costs
from core.table import Column, Table, TableProblem
from core.verdicts import (
    CELLS,
    MOST_LEVELS,
    about,
    chances_on,
    contested,
    contested_table,
    held_in_words,
    most_telling,
    plane,
    typical,
)

LAW = settings(max_examples=60, deadline=None)


def a_table(**columns) -> Table:
    """Numbers and texts as columns, every third customer gone."""
    rows = pd.DataFrame({name: np.array(cells, dtype=float) if _is_number(cells) else
                         pd.Series(cells, dtype=object) for name, cells in columns.items()})  # fmt: skip
    rows["left"] = pd.Series(["yes" if k % 3 == 0 else "no" for k in range(len(rows))], dtype=object)
    kinds = {name: "number" if _is_number(cells) else "category" for name, cells in columns.items()}
    told = tuple(Column(name, name.capitalize(), kind) for name, kind in kinds.items())
    return Table(rows, (*told, Column("left", "Left", "category")), target="left", positive="yes")


def _is_number(cells) -> bool:
    return all(cell is None or not isinstance(cell, str) for cell in cells)


def spoken(text: str) -> str:
    return text.replace("\u00a0", " ")


# -- the plane ---------------------------------------------------------------------------------


def test_a_plane_on_paper() -> None:
    # calls 0, 1, 2 one by one; plan b is more frequent than a; typical fee: the lower middle of 4, 5, 6, 9
    table = a_table(calls=[0, 1, 2, 2], plan=["a", "b", "b", "b"], fee=[9, 4, 5, 6])
    found = plane(table, "calls", "plan")
    assert found.across.values.tolist() == [0, 1, 2]
    assert found.up.labels == ("b", "a")
    assert found.shape == (2, 3)
    assert found.rows["calls"].tolist() == [0, 1, 2, 0, 1, 2]
    assert found.rows["plan"].tolist() == ["b", "b", "b", "a", "a", "a"]
    assert found.rows["fee"].tolist() == [5] * 6


def test_a_number_with_many_values_goes_from_its_first_to_its_last_percentile_in_even_steps() -> None:
    # 0 to 1,000: ends at 10 and 990
    table = a_table(fee=list(range(1_001)), plan=["a", "b"] * 500 + ["a"])
    side = plane(table, "fee", "plan").across
    assert len(side.values) == CELLS
    assert (side.values[0], side.values[-1]) == (10, 990)
    assert np.ptp(np.diff(side.values)) < 1e-9


def test_fractions_are_not_stepped_through_as_whole_numbers() -> None:
    side = plane(a_table(fee=[0, 0.5, 3] * 20, plan=["a", "b", "b"] * 20), "fee", "plan").across
    assert len(side.values) == CELLS


def test_a_number_that_is_nearly_always_the_same_shows_its_whole_range() -> None:
    side = plane(a_table(fee=[7.0] * 999 + [9.0], plan=["a", "b"] * 500), "fee", "plan").across
    assert side.values.tolist() == [7, 8, 9]


def test_a_category_shows_its_most_frequent_levels_and_a_gap_is_one_of_them() -> None:
    cells = [f"level {k:02}" for k in range(20) for _ in range(k + 1)] + [None] * 50
    table = a_table(town=cells, fee=list(range(len(cells))))
    side = plane(table, "town", "fee").across
    assert len(side.labels) == MOST_LEVELS
    assert side.labels[:3] == (models.MISSING, "level 19", "level 18")
    assert side.values[0] is None
    assert side.place(None) == 0
    assert side.place("level 18") == 2
    assert side.place("level 00") is None


def test_a_customer_beyond_the_sides_or_with_a_gap_has_no_place() -> None:
    side = plane(a_table(calls=[0, 1, 2, 2], fee=[1, 2, 3, 4]), "calls", "fee").across
    assert [side.place(cell) for cell in (0, 1.5, 2.5, 2.6, -1, np.nan)] == [0, 1.5, 2.5, None, None, None]


@pytest.mark.parametrize("across, up", [("fee", "fee"), ("fee", "none"), ("left", "fee"), ("fee", "away")])
def test_only_two_different_features_make_a_plane(across, up) -> None:
    table = a_table(fee=[1, 2, 3], away=[1, 2, 3], calls=[1, 2, 3]).without("away")
    with pytest.raises(ValueError, match="two different columns"):
        plane(table, across, up)


def test_a_side_needs_two_cells() -> None:
    with pytest.raises(ValueError, match="two cells"):
        plane(a_table(fee=[1, 2, 3], calls=[1, 2, 3]), "fee", "calls", cells=1)
    assert plane(a_table(fee=[1, 2, 9], calls=[1, 2, 9]), "fee", "calls", cells=2).shape == (2, 2)


@pytest.mark.parametrize("cells", [[5, 5, None], [None, None, None], ["a", "a", "a"]])
def test_a_column_with_one_value_is_refused_by_its_label(cells) -> None:
    with pytest.raises(TableProblem, match="“Flat” holds only one value"):
        plane(a_table(flat=cells, fee=[1, 2, 3]), "fee", "flat")


def test_the_held_customer_keeps_the_other_columns_and_their_gaps() -> None:
    table = a_table(calls=[0, 1, 2], fee=[1, 2, 3], plan=["a", None, "b"], age=[30, None, 50])
    found = plane(table, "calls", "fee", held=1)
    assert found.held == 1
    assert found.rows["plan"].isna().all()
    assert found.rows["age"].isna().all()
    assert found.others["calls"].tolist() == [1]


def test_the_typical_customer_is_the_lower_middle_and_the_most_frequent() -> None:
    # known ages 20, 30, 40, 50: the lower of the two in the middle is 30; x and y tie, x comes first
    table = a_table(age=[50, None, 20, 40, 30], plan=["y", "x", None, "y", "x"], gone=[None] * 5)
    row = typical(table).iloc[0]
    assert (row["age"], row["plan"]) == (30, "x")
    assert pd.isna(row["gone"])


@pytest.mark.parametrize("case", samples.NAMES)
@pytest.mark.parametrize("held", [None, 0])
def test_the_rows_have_what_a_fitted_model_expects(case, held) -> None:
    table = samples.load(case)
    names = [column.name for column in table.features]
    for across, up in ((names[0], names[-1]), (names[1], names[4])):
        found = plane(table, across, up, held, cells=10)
        assert found.rows.columns.tolist() == names
        assert found.rows.dtypes.tolist() == models.feature_rows(table).dtypes.tolist()
        assert found.others.dtypes.tolist() == models.feature_rows(table).dtypes.tolist()


def test_the_chances_on_a_plane_are_those_of_its_rows_with_up_slow() -> None:
    table = samples.load("prepaid")
    fitted = models.fit(table, "tree")
    found = plane(table, "days_since_call", "plan", held=3)
    chance = chances_on(fitted, found, len(table.rows))
    assert chance.shape == (len(found.up.values), len(found.across.values)) == found.shape
    row = models.feature_rows(table).iloc[[3]].copy()
    row["days_since_call"], row["plan"] = found.across.values[20], found.up.values[1]
    assert chance[1, 20] == models.chances(fitted, row, len(table.rows))[0]
    assert len(np.unique(chance)) > 1


# -- in words ----------------------------------------------------------------------------------


def test_the_held_columns_are_said_in_table_order_with_the_rest_counted() -> None:
    table = a_table(fee=[12.5, 1], plan=["data", "x"], age=[None, 3], calls=[1, 2], speed=[7, 8])
    columns = tuple(Column("fee", "Fee", "number", "€") if c.name == "fee" else c for c in table.columns)
    table = Table(table.rows, columns, "left", "yes")
    others = table.rows.iloc[[0]]
    assert spoken(held_in_words(table, others, ("calls",), most=2)) == "Fee € 12.5, Plan data and 2 more"
    assert spoken(held_in_words(table, others, ("calls", "speed"))) == "Fee € 12.5, Plan data and Age missing"
    assert held_in_words(table, others, ("fee", "plan", "age", "calls", "speed")) == ""
    assert held_in_words(table, others, ("fee", "age", "calls", "speed")) == "Plan data"


def test_a_unit_that_the_label_says_is_not_said_again() -> None:
    table = samples.load("prepaid")
    said = held_in_words(table, typical(table), most=2)
    # "Days since last call", in days; "Recharge amount", in Rs
    assert spoken(said).startswith("Days since last call 5, Recharge amount Rs ")


def test_a_share_is_never_rounded_to_nothing_or_to_everything() -> None:
    shown = [spoken(about(share)) for share in (0, 0.001, 0.0051, 0.5, 0.994, 0.999, 1)]
    assert shown == ["0 %", "less than 1 %", "1 %", "50 %", "99 %", "more than 99 %", "100 %"]


# -- contested customers -----------------------------------------------------------------------


Y = np.array([1, 1, 0, 0, 1, 0, 0, 1])
FIRST = np.array([1, 0, 1, 0, 1, 1, 0, 1])
SECOND = np.array([0, 1, 0, 1, 1, 0, 0, 1])
PRICES = Costs(missed=80, wasted=30)


def test_a_contest_on_paper() -> None:
    # they differ on 0 (left, first only), 1 (left, second only), 2 and 5 (stayed, first only),
    # 3 (stayed, second only): the first is wrong on 1, 2, 5, the second on 0, 3
    found = contested(Y, FIRST, SECOND, PRICES)
    assert found.rows.tolist() == [0, 1, 2, 3, 5]
    assert found.first_right.tolist() == [True, False, False, True, False]
    assert (found.first_only_left, found.first_only_stayed) == (1, 2)
    assert (found.second_only_left, found.second_only_stayed) == (1, 1)
    assert found.first_cost == 80 + 2 * 30
    assert found.second_cost == 80 + 30
    assert found.share == 5 / 8


def bill(y: np.ndarray, contact: np.ndarray, costs: Costs) -> float:
    return float(sum(costs.missed if gone else costs.wasted for gone, reached in zip(y, contact, strict=True)
                     if gone != reached))  # fmt: skip


PRICE = st.integers(0, 1_000)


@LAW
@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=60), PRICE, PRICE
)
def test_the_difference_of_the_contested_bills_is_that_of_the_whole_base(people, missed, wasted) -> None:
    y, first, second = np.array(people).T
    costs = Costs(missed, wasted)
    found = contested(y, first, second, costs)
    assert found.second_cost - found.first_cost == bill(y, second, costs) - bill(y, first, costs)
    counts = (
        found.first_only_left,
        found.first_only_stayed,
        found.second_only_left,
        found.second_only_stayed,
    )
    assert sum(counts) == len(found.rows) == (first != second).sum()
    assert found.first_right.sum() == found.first_only_left + found.second_only_stayed
    swapped = contested(y, second, first, costs)
    assert (swapped.first_cost, swapped.second_cost) == (found.second_cost, found.first_cost)


def test_no_quarrel_and_nothing_but_quarrel() -> None:
    none = contested(Y, FIRST, FIRST, PRICES)
    assert (len(none.rows), none.share, none.first_cost, none.second_cost) == (0, 0, 0, 0)
    every = contested(Y, FIRST == 1, FIRST == 0, PRICES)
    assert every.share == 1


@pytest.mark.parametrize("lengths", [(3, 2, 3), (3, 3, 2), (2, 3, 3), (0, 0, 0)])
def test_lists_of_different_lengths_or_without_anybody_are_refused(lengths) -> None:
    with pytest.raises(ValueError, match="equally long"):
        contested(*(np.zeros(length) for length in lengths), PRICES)


def test_the_most_telling_are_those_whose_chances_lie_furthest_apart() -> None:
    found = contested(Y, FIRST, SECOND, PRICES)
    # apart by 0.2, 0.5, 0.2, 0.9, (0.8 but agreed on), 0.5
    first = np.array([0.9, 0.1, 0.8, 0.0, 0.1, 0.7, 0.0, 0.9])
    second = np.array([0.7, 0.6, 0.6, 0.9, 0.9, 0.2, 0.0, 0.9])
    assert most_telling(found, first, second).tolist() == [3, 1, 5, 0, 2]
    assert most_telling(found, first, second, most=2).tolist() == [3, 1]
    ties = contested(np.ones(500), np.ones(500), np.zeros(500), PRICES)
    apart = np.where(np.arange(500) % 7 == 3, 0.3, 0.2)
    assert most_telling(ties, 0.5 + apart, np.full(500, 0.5)).tolist() == list(range(3, 87, 7))
    assert len(most_telling(contested(Y, FIRST, FIRST, PRICES), first, second)) == 0


def test_the_list_says_what_each_said_and_who_was_right() -> None:
    table = a_table(fee=[12.5, 1, None], plan=["data", None, "<b>x</b>"])
    y = np.array([1, 0, 1])
    chances = {"tree": np.array([0.41, 0.12, 0.999]), "logistic regression": np.array([0.1, 0.6, 0.001])}
    verdicts = {"tree": np.array([True, False, True]), "logistic regression": np.array([False, False, False])}
    shown = contested_table(table, [2, 0], y, chances, verdicts, ["plan", "fee"])
    assert shown.columns.tolist() == [
        "customer", "Plan", "Fee", "what happened", "tree", "straight-line score", "who was right"
    ]  # fmt: skip
    assert [[spoken(str(cell)) for cell in row] for row in shown.to_numpy()] == [
        ["3", "<b>x</b>", "missing", "left", "contact, more than 99 %", "leave alone, less than 1 %", "tree"],
        ["1", "data", "12.5", "left", "contact, 41 %", "leave alone, 10 %", "tree"],
    ]
    stayed = contested_table(table, [1], y, chances, verdicts, [])
    assert stayed["who was right"].tolist() == ["tree and straight-line score"]
    nobody = contested_table(table, [1], 1 - y, chances, verdicts, [])
    assert nobody["who was right"].tolist() == ["nobody"]
    assert len(contested_table(table, [], y, chances, verdicts, ["fee"])) == 0


def test_columns_of_the_same_label_keep_their_own_heading() -> None:
    table = a_table(fee=[1, 2, 3], cost=[4, 5, 6], own=[7, 8, 9])
    same = {"fee": "Fee", "cost": "Fee", "own": "tree"}
    columns = tuple(Column(c.name, same.get(c.name, c.label), c.kind) for c in table.columns)
    table = Table(table.rows, columns, "left", "yes")
    one = {"tree": np.array([0.5, 0.5, 0.5])}
    shown = contested_table(table, [0], table.y, one, {"tree": one["tree"] > 0}, ["fee", "cost", "own"])
    assert shown.columns.tolist()[1:4] == ["Fee", "Fee (2)", "tree (2)"]
