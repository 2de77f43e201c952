"""The smallest change that turns a verdict: sums on paper, and what is true of any table and any model."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.explain.change import (
    FIRST_BATCH,
    SIMPLER,
    TRIED_MOST,
    WALKED,
    Change,
    in_words,
    smallest_change,
)
from core.explain.likeness import apart, customer, spread
from core.explain.steps import MOST_LEVELS, SEARCHED, SLIDER, extended, grid, steps
from core.table import Column
from tests.core.customers import Rule, contacts, table_of, tables

LAW = settings(max_examples=60, deadline=None)
FEES = list(range(21))  # 5th percentile 1, 95th 19: a spread of 18


def spoken(text: str) -> str:
    return text.replace("\u00a0", " ")


def step(table, one, name, value) -> float:
    """How far a new value is from the customer's own."""
    usual = spread(table.column(name), table.rows[name])
    return float(apart(pd.Series([value]), one[name].iloc[0], usual)[0])


def verdicts(box, table, one, changes, threshold) -> np.ndarray:
    """Whether the model itself contacts the customer after each of the changes."""
    rows = pd.concat([one.assign(**change) for change in changes], ignore_index=True)
    rows = rows.astype(one.dtypes.to_dict())
    return models.chances(box, rows, len(table.rows)) >= threshold


def sound(change, box, table, one, changeable, threshold) -> None:
    """What has to be true of every change."""
    assert set(change.values) <= set(changeable)
    assert list(change.values) == [name for name in one.columns if name in change.values]
    assert change.found == bool(change.values)
    assert change.tried >= 0
    before = verdicts(box, table, one, [{}], threshold)[0]
    if not change.found:
        assert (change.chance, change.distance) == (models.chances(box, one, len(table.rows))[0], 0)
        return
    for name, value in change.values.items():
        assert value in set(table.rows[name].dropna())
        assert pd.isna(one[name].iloc[0]) or value != one[name].iloc[0]
    assert verdicts(box, table, one, [change.values], threshold)[0] != before
    assert (change.chance >= threshold) != before
    assert change.distance == pytest.approx(sum(step(table, one, *pair) for pair in change.values.items()))
    for name, value in change.values.items():  # no column can walk back any further
        own, known = one[name].iloc[0], sorted(set(table.rows[name].dropna()))
        nearer = [own] if len(change.values) > 1 else []
        if table.column(name).kind == "number" and pd.notna(own):
            nearer += [each for each in known if min(own, value) < each < max(own, value)]
        if len(nearer) < WALKED and nearer:
            tried = [{**change.values, name: each} for each in nearer]
            assert (verdicts(box, table, one, tried, threshold) == before).all()


def everything(table, one, changeable, most) -> list[dict]:
    """Every change on the grid."""
    ways = {
        name: [value for value in grid(table, name, SEARCHED) if value != one[name].iloc[0]]
        for name in changeable
    }
    return [
        dict(zip(names, values, strict=True))
        for size in range(1, most + 1)
        for names in combinations(changeable, size)
        for values in product(*(ways[name] for name in names))
    ]


def size(table, one, change) -> float:
    return sum(step(table, one, *pair) for pair in change.items()) * (SIMPLER if len(change) > 1 else 1)


# -- on paper ----------------------------------------------------------------------------------


def test_the_smallest_change_on_paper() -> None:
    # Days 1 to 20, contact from 10 on, customer at 14: 9. 5th percentile 2, 95th 19: 5/17.
    table, box = table_of(days=list(range(1, 21))), contacts(lambda rows: rows["days"] >= 10)
    found = smallest_change(box, table, 13, ["days"], 0.5)
    assert (found.found, found.values, found.chance, found.exhaustive) == (True, {"days": 9}, 0.1, True)
    assert found.distance == pytest.approx(5 / 17)
    assert in_words(found, table, 13) == "“Days” from 14 to 9"
    assert smallest_change(box, table, 4, ["days"], 0.5).values == {"days": 10}  # from left alone to contact


def test_a_chance_at_the_cut_off_is_a_contact() -> None:
    table, box = table_of(days=list(range(1, 21))), Rule(lambda rows: rows["days"] / 40)
    assert smallest_change(box, table, 0, ["days"], 0.25).values == {"days": 10}
    assert smallest_change(box, table, 19, ["days"], 0.25).values == {"days": 9}


@pytest.mark.parametrize(("alone", "values"), [(4, {"a": 4}), (3, {"a": 8, "b": 8})])
def test_one_column_wins_if_it_moves_at_most_half_as_far_again_as_two(alone, values) -> None:
    # From 10: a alone by 6/18, or both by 2/18 + 2/18 = 4/18. 6 <= 1.5 * 4 < 7.
    table = table_of(a=FEES, b=FEES)
    box = contacts(lambda rows: ~((rows["a"] <= alone) | ((rows["a"] <= 8) & (rows["b"] <= 8))))
    found = smallest_change(box, table, 10, ["b", "a"], 0.5)
    assert (dict(found.values), found.exhaustive) == (values, True)


def test_of_equal_changes_the_first_column_of_the_table_is_changed() -> None:
    box = contacts(lambda rows: (rows["a"] > 8) & (rows["b"] > 8))
    assert smallest_change(box, table_of(a=FEES, b=FEES), 10, ["b", "a"], 0.5).values == {"a": 8}


def test_three_columns_are_changed_together_where_two_do_not_do() -> None:
    table = table_of(a=FEES, b=FEES, plan=["x", "y", "z"] * 7)
    box = contacts(lambda rows: ~((rows["a"] <= 7) & (rows["b"] >= 12) & (rows["plan"] == "z")))
    found = smallest_change(box, table, 9, ["a", "b", "plan"], 0.5)  # customer 9: plan x
    assert found.values == {"a": 7, "b": 12, "plan": "z"}
    assert found.distance == pytest.approx(2 / 18 + 3 / 18 + 1)
    assert in_words(found, table, 9) == "“A” from 9 to 7, “B” from 9 to 12 and “Plan” from x to z"
    assert not smallest_change(box, table, 9, ["a", "b", "plan"], 0.5, most=2).found


def test_a_gap_can_be_filled_but_nothing_becomes_a_gap() -> None:
    table = table_of(fee=[None, *FEES[1:]], plan=[None, *["a", "b"] * 10])
    filled = smallest_change(contacts(lambda rows: rows["fee"].isna()), table, 0, ["fee"], 0.5)
    assert (filled.values, filled.distance) == ({"fee": 1}, 1)
    assert in_words(filled, table, 0) == "“Fee” from missing to 1"
    named = smallest_change(contacts(lambda rows: rows["plan"] != "b"), table, 0, ["fee", "plan"], 0.5)
    assert named.values == {"plan": "b"}
    for name in ("fee", "plan"):
        box = contacts(lambda rows, name=name: rows[name].isna())
        assert not smallest_change(box, table, 5, ["fee", "plan"], 0.5).found


def test_a_number_walks_back_over_all_its_values_and_not_only_those_searched() -> None:
    # 0 to 4,999, contact up to 1,234: customer 4,999 has to come down to 1,234 and no further
    table = table_of(fee=list(range(5_000)))
    found = smallest_change(contacts(lambda rows: rows["fee"] > 1_234), table, 4_999, ["fee"], 0.5)
    assert found.values == {"fee": 1_234}
    assert (
        found.tried < SEARCHED + 3 * WALKED
    )  # once over the whole way, once between two neighbours, once more
    box = contacts(lambda rows: rows["fee"] < 1_234)
    assert smallest_change(box, table, 0, ["fee"], 0.5).values == {"fee": 1_234}


@pytest.mark.parametrize(
    ("also", "values"),
    [
        ([(0, -1), (-1, -1)], {"a": -1, "b": -1}),  # b walks first, and then a can follow
        ([(-1, 0), (-1, None)], {"a": -1}),  # once a has walked, b need not change at all
    ],
)
def test_columns_walk_back_until_none_can_move(also, values) -> None:
    # both columns 0 to 99, customer at 0; found is a pair on the grid, and its neighbours are not on the grid
    table = table_of(a=list(range(100)), b=list(range(100)))
    start = grid(table, "a", SEARCHED)[5]
    assert start - 1 not in grid(table, "a", SEARCHED)
    free = {(start, start), *((start + a, 0 if b is None else start + b) for a, b in also)}
    box = contacts(lambda rows: [pair not in free for pair in zip(rows["a"], rows["b"], strict=True)])
    found = smallest_change(box, table, 0, ["a", "b"], 0.5)
    assert found.values == {name: start + by for name, by in values.items()}


def test_nothing_ticked_changes_nothing() -> None:
    table, box = table_of(fee=FEES), contacts(lambda rows: rows["fee"] > 5)
    assert smallest_change(box, table, 10, [], 0.5) == Change(False, {}, 0.8, 0, True, 0.0)
    assert smallest_change(box, table, 10, ["fee"], 0.5, most=0).tried == 0


def test_columns_without_another_value_change_nothing() -> None:
    table = table_of(flat=[7] * 9, gone=[None] * 9, fee=list(range(9)))
    found = smallest_change(contacts(lambda rows: rows["fee"] > 5), table, 0, ["flat", "gone"], 0.5)
    assert (found.found, found.tried, found.exhaustive) == (False, 0, True)


@pytest.mark.parametrize("names", [["left"], ["away"], ["fee", "none"]])
def test_only_columns_that_the_model_reads_can_be_ticked(names) -> None:
    table = table_of(fee=FEES, away=FEES).without("away")
    with pytest.raises(ValueError, match=names[-1]):
        smallest_change(contacts(lambda rows: rows["fee"] > 5), table, 0, names, 0.5)


@pytest.mark.parametrize("row", [-1, 21, pd.DataFrame({"fee": [1.0, 2.0]})])
def test_an_unknown_customer_is_refused(row) -> None:
    with pytest.raises(ValueError, match="customer"):
        smallest_change(contacts(lambda rows: rows["fee"] > 5), table_of(fee=FEES), row, ["fee"], 0.5)


def test_a_customer_the_reader_changed_is_the_start() -> None:
    table, box = table_of(fee=FEES), contacts(lambda rows: rows["fee"] >= 10)
    found = smallest_change(box, table, pd.DataFrame({"fee": [30]}), ["fee"], 0.5)
    assert (found.values, found.distance) == ({"fee": 9}, 1)


def test_a_verdict_that_turns_only_in_company_is_not_turned() -> None:
    # a last digit that depends on how many rows are asked about together
    box = Rule(lambda rows: np.where(rows["fee"] > 5, 0.5, 0.5 - 1e-16 if len(rows) > 1 else 0.5))
    assert not smallest_change(box, table_of(fee=FEES), 10, ["fee"], 0.5).found


# -- what cannot be searched in full -----------------------------------------------------------


def test_a_long_search_has_an_end_and_says_that_it_was_not_exhaustive() -> None:
    table = table_of(**{name: list(range(100)) for name in "abc"})
    never = contacts(lambda rows: rows["a"] > -1)
    found = smallest_change(never, table, 0, ["a", "b", "c"], 0.5)
    assert (found.found, found.exhaustive) == (False, False)
    assert TRIED_MOST / 2 < found.tried <= TRIED_MOST
    assert smallest_change(never, table, 0, ["a", "b"], 0.5).exhaustive


def test_what_is_larger_than_a_change_found_before_need_not_be_tried() -> None:
    table = table_of(**{name: list(range(100)) for name in "abc"})
    found = smallest_change(contacts(lambda rows: rows["a"] < 10), table, 0, ["a", "b", "c"], 0.5)
    assert (found.values, found.exhaustive) == ({"a": 10}, True)
    assert found.tried < FIRST_BATCH


def test_of_many_columns_the_most_promising_are_extended() -> None:
    names = [f"c{k}" for k in range(120)]
    table = table_of(**{name: [0, 1] * 5 for name in names})
    # each of three columns lowers the chance, and only all of them by enough
    box = Rule(lambda rows: 0.9 - 0.2 * (rows["c7"] + rows["c50"] + rows["c119"]))
    found = smallest_change(box, table, 0, names, 0.4)
    assert (dict(found.values), found.exhaustive) == ({"c7": 1, "c50": 1, "c119": 1}, False)
    assert found.tried <= TRIED_MOST + 10


def test_a_search_with_fewer_values_still_reaches_both_ends() -> None:
    table = table_of(**{name: list(range(100)) for name in "abc"})
    box = contacts(lambda rows: (rows["a"] > 0) | (rows["b"] < 99) | (rows["c"] < 99))
    found = smallest_change(box, table, 50, ["a", "b", "c"], 0.5)
    assert (found.values, found.exhaustive) == ({"a": 0, "b": 99, "c": 99}, False)


def test_an_extended_combination_changes_each_column_once_and_is_listed_once() -> None:
    table = table_of(**{name: [0, 1, 2] * 4 for name in "abc"})
    ways = steps(table, customer(table, 0), ["a", "b", "c"])  # two steps each: 0 and 1, 2 and 3, 4 and 5
    pairs = extended(ways, np.array([[0], [2]]), np.inf, 1_000).tolist()
    # a's first step with the four of b and c; b's first with the four of a and c: one pair is in both
    assert sorted(pairs) == [[0, 2], [0, 3], [0, 4], [0, 5], [1, 2], [2, 4], [2, 5]]


def test_the_model_is_asked_about_no_more_rows_at_once_than_there_are_combinations() -> None:
    asked = []
    box = Rule(lambda rows: asked.append(len(rows)) or np.full(len(rows), 0.9))
    found = smallest_change(box, table_of(**{name: list(range(100)) for name in "abcd"}), 0, "abcd", 0.5)
    assert max(asked) <= TRIED_MOST
    assert sum(asked) == found.tried + 1  # and once about the customer


# -- laws --------------------------------------------------------------------------------------


@st.composite
def a_search(draw):
    table = draw(tables())
    row, threshold = draw(st.integers(0, 5)), draw(st.sampled_from([0.2, 0.4, 0.5, 0.7]))
    names = [column.name for column in table.features]
    return table, row, draw(st.lists(st.sampled_from(names), unique=True)), threshold


@LAW
@given(a_search(), st.integers(1, 3), st.integers(0, 999))
def test_a_change_of_any_rule_is_sound_and_nothing_on_the_grid_is_smaller(search, most, seed) -> None:
    table, row, ticked, threshold = search
    one, random = customer(table, row), np.random.default_rng(seed)
    weight = random.normal(0, 1, 6)

    def chance(rows):  # bends, jumps and gaps
        calls, fee = rows["calls"].fillna(4), rows["fee"].fillna(20)
        score = weight[0] * np.sin(calls) + weight[1] * (fee > 1) + weight[2] * (rows["plan"] == "talk")
        score = score + weight[3] * rows["plan"].isna() * calls + weight[4] * (fee > 1) * (calls > 5)
        return 1 / (1 + np.exp(-score.to_numpy(dtype=float) - weight[5]))

    box = Rule(chance)
    found = smallest_change(box, table, row, ticked, threshold, most)
    sound(found, box, table, one, ticked, threshold)
    assert found.exhaustive
    changes = everything(table, one, [name for name in one.columns if name in ticked], most)
    if not changes:
        assert not found.found
        return
    turned = verdicts(box, table, one, changes, threshold) != verdicts(box, table, one, [{}], threshold)[0]
    assert found.found == turned.any()
    if found.found:
        least = min(size(table, one, change) for change, turns in zip(changes, turned, strict=True) if turns)
        assert size(table, one, found.values) <= least + 1e-9


@settings(max_examples=25, deadline=None)
@given(a_search(), st.sampled_from(["tree", "logistic regression"]))
def test_a_change_turns_the_verdict_of_a_fitted_model(search, model) -> None:
    table, row, ticked, _ = search
    fitted = models.fit(table, model)
    chances = models.chances(fitted, models.feature_rows(table), len(table.rows))
    threshold = float(np.median(chances))
    found = smallest_change(fitted, table, row, ticked, threshold)
    sound(found, fitted, table, customer(table, row), ticked, threshold)


@pytest.mark.parametrize("model", ["forest", "logistic regression"])
def test_a_change_turns_the_verdict_on_the_sample(model) -> None:
    table = samples.load("prepaid")
    fitted = models.fit(table, model)
    chances = models.chances(fitted, models.feature_rows(table), len(table.rows))
    ticked, turned = ["recharges", "data_speed", "plan"], 0
    for row in np.flatnonzero(chances >= 0.12)[:6].tolist():
        found = smallest_change(fitted, table, row, ticked, 0.12)
        sound(found, fitted, table, customer(table, row), ticked, 0.12)
        turned += found.found
    assert turned


# -- the grid ----------------------------------------------------------------------------------


def test_few_values_are_all_on_the_grid_and_gaps_are_not() -> None:
    table = table_of(fee=[3, None, 1, 3, 2.5], plan=["b", None, "c", "b", "a"], gone=[None] * 5)
    assert grid(table, "fee") == (1, 2.5, 3)
    assert grid(table, "plan") == ("b", "a", "c")
    assert grid(table, "gone") == ()


@LAW
@given(
    st.lists(st.one_of(st.integers(-50, 50), st.floats(-1e9, 1e9), st.none(), st.just(0)), min_size=2),
    st.integers(2, 70),
)
def test_the_grid_of_a_number_rises_through_its_own_values_from_end_to_end(cells, most) -> None:
    found, known = (
        grid(table_of(fee=[*cells, 1.0]), "fee", most),
        {cell for cell in cells if cell is not None},
    )
    known |= {1.0}
    assert list(found) == sorted(set(found))
    assert len(found) == min(most, len(known))
    assert set(found) <= known
    assert (found[0], found[-1]) == (min(known), max(known))


def test_a_number_that_is_mostly_0_still_has_a_full_grid() -> None:
    found = grid(table_of(fee=[0] * 900 + list(range(1, 101))), "fee")
    assert (len(found), found[0], found[-1]) == (SLIDER, 0, 100)


def test_a_category_has_its_most_frequent_levels_on_the_grid() -> None:
    levels = [f"level {k:02}" for k in range(30) for _ in range(k + 1)]
    assert grid(table_of(town=levels), "town")[:2] == ("level 29", "level 28")
    assert len(grid(table_of(town=levels), "town")) == MOST_LEVELS
    assert grid(table_of(town=levels), "town", 2) == ("level 29", "level 28")


def test_a_grid_needs_a_feature_and_two_values() -> None:
    with pytest.raises(ValueError, match="left"):
        grid(table_of(fee=FEES), "left")
    with pytest.raises(ValueError, match="smallest"):
        grid(table_of(fee=FEES), "fee", 1)


# -- in words ----------------------------------------------------------------------------------


def told(values, **columns) -> str:
    return spoken(in_words(Change(True, values, 0.1, 1, True, 1.0), table_of(**columns), 0))


def test_no_change_is_no_sentence() -> None:
    assert told({}, fee=[1, 2]) == ""


def test_a_step_too_small_to_be_said_is_called_a_little() -> None:
    assert told({"fee": 12.34}, fee=[12.31, 12.34]) == "“Fee” from 12.3 to a little more"
    assert told({"fee": 12.31}, fee=[12.34, 12.31]) == "“Fee” from 12.3 to a little less"


def test_long_levels_that_start_alike_are_said_in_full() -> None:
    long = "the plan with everything in it and "
    assert told({"plan": long + "b"}, plan=[long + "a", long + "b"]) == f"“Plan” from {long}a to {long}b"


def test_a_unit_is_said_and_a_hostile_text_stays_on_one_line() -> None:
    table = table_of(fee=[1, 3], plan=["a\n\u202eb", "=SUM(A1)"])
    columns = (Column("fee", "Re\ncharges", "number", "days"), *table.columns[1:])
    table = type(table)(table.rows, columns, "left", "yes")
    found = Change(True, {"fee": 3.0, "plan": "=SUM(A1)"}, 0.1, 1, True, 1.0)
    assert (
        spoken(in_words(found, table, 0))
        == "“Re charges” from 1 day to 3 days and “Plan” from a b to =SUM(A1)"
    )
