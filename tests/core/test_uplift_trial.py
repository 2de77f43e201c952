"""A trial from a table: which column is the contact, and sentences where it cannot be one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.table import Table, TableProblem, read
from core.uplift import as_trial, candidates, trial_of

ROWS = 120


def customers(**columns: list) -> pd.DataFrame:
    """120 customers: contacted every other one, stayed two of three."""
    number = np.arange(ROWS)
    frame = {
        "months": number % 37,
        "visits": number % 11,
        "plan": np.where(number % 5 < 2, "basic", "gold"),
        "offer": np.where(number % 2, "mail", "none"),
        "stayed": np.where(number % 3, "yes", "no"),
    }
    return pd.DataFrame(frame | columns)


def table(frame: pd.DataFrame, target: str = "stayed", positive: str = "no") -> Table:
    return read(frame.to_csv(index=False).encode(), "trial.csv").with_target(target, positive)


def said(problem: pytest.ExceptionInfo) -> str:
    return str(problem.value)


# -- which column -------------------------------------------------------------------------------


def test_columns_of_two_values_are_offered_and_those_that_sound_like_a_contact_first() -> None:
    # months and visits have more values, stayed says who left
    assert candidates(table(customers())) == ("offer", "plan")
    named = customers().rename(columns={"plan": "Control group", "offer": "size"})
    assert candidates(table(named)) == ("Control group", "size")


def test_a_table_without_such_a_column_offers_none() -> None:
    assert candidates(table(customers().drop(columns=["offer", "plan"]))) == ()


# -- from a column and its value ----------------------------------------------------------------


def test_a_trial_knows_who_was_contacted_and_who_stayed() -> None:
    trial = as_trial(table(customers()), "offer", "mail")
    number = np.arange(ROWS)
    assert trial.treated.tolist() == (number % 2).tolist()
    assert trial.stayed.tolist() == (number % 3 > 0).astype(int).tolist()
    assert (trial.treatment, trial.outcome) == ("offer", "stayed")
    assert [c.name for c in trial.table.features] == ["months", "visits", "plan"]


def test_the_other_value_turns_the_groups_around() -> None:
    whole = table(customers())
    one, other = as_trial(whole, "offer", "mail"), as_trial(whole, "offer", "none")
    assert (one.treated + other.treated == 1).all()


def test_a_number_may_be_given_as_text_or_as_a_number() -> None:
    whole = table(customers(offer=[1, 0] * (ROWS // 2)))
    for value in (1, 1.0, "1"):
        assert as_trial(whole, "offer", value).treated.tolist() == [1, 0] * (ROWS // 2)


def test_customers_without_an_entry_are_set_aside_with_a_note() -> None:
    frame = customers()
    frame.loc[:9, "offer"] = None
    trial = as_trial(table(frame), "offer", "mail")
    assert len(trial.table.rows) == len(trial.treated) == len(trial.stayed) == ROWS - 10
    assert trial.stayed[0] == 1, "customer 10 stayed, customer 0 did not"
    assert trial.table.notes[-1] == "10 of 120 customers are set aside: “offer” is empty for them."


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("colour", "red", "The file has no column “colour”. Choose one of its columns."),
        ("stayed", "yes", "“stayed” says who left. Choose another column for who was contacted."),
        ("visits", 1, "“visits” has 11 different values."),
        ("offer", "phone", "“offer” never says phone. It says none or mail: choose which of the two"),
    ],
)
def test_what_cannot_be_a_contact_is_said_in_the_readers_names(column, value, sentence) -> None:
    with pytest.raises(TableProblem) as problem:
        as_trial(table(customers()), column, value)
    assert said(problem).startswith(sentence)


def test_a_column_with_one_value_is_no_trial() -> None:
    with pytest.raises(TableProblem) as problem:
        trial_of(customers(offer=["mail"] * ROWS), "offer", "stayed")
    assert said(problem).startswith("“offer” says the same for every customer.")


@pytest.mark.parametrize(("left", "fine"), [(9, False), (10, True)])
def test_ten_of_either_outcome_are_needed_in_both_groups(left, fine) -> None:
    number = np.arange(ROWS)
    contacted, stayed = number % 2, np.ones(ROWS, dtype=int)
    stayed[np.flatnonzero(contacted)[:left]] = 0
    stayed[np.flatnonzero(contacted == 0)[:30]] = 0
    if fine:
        assert trial_of(customers(), contacted, stayed).treated.sum() == 60
        return
    with pytest.raises(TableProblem) as problem:
        trial_of(customers(), contacted, stayed)
    assert said(problem).startswith("Of the 60 customers who were contacted, only 9 left.")


def test_an_empty_group_is_no_trial() -> None:
    with pytest.raises(TableProblem, match="No customer was left alone"):
        trial_of(customers(), np.ones(ROWS, dtype=int), np.arange(ROWS) % 2)


def test_a_table_of_nothing_but_contact_and_outcome_is_refused() -> None:
    bare = customers(offer=["yes", "no"] * (ROWS // 2))[["offer", "stayed"]]
    with pytest.raises(TableProblem, match="no column left to learn from"):
        trial_of(bare, "offer", "stayed")
    with pytest.raises(TableProblem, match=r"[Nn]o column is left to learn from"):
        as_trial(table(customers()[["offer", "stayed"]]), "offer", "mail")


# -- from names or lists ------------------------------------------------------------------------


@pytest.mark.parametrize("values", [("yes", "no"), (1, 0), (True, False), ("TRUE", "false")])
def test_yes_true_and_1_mean_contacted(values) -> None:
    frame = customers(offer=[*values] * (ROWS // 2))
    assert trial_of(frame, "offer", "stayed").treated.tolist() == [1, 0] * (ROWS // 2)


@pytest.mark.parametrize("values", [("mail", "none"), ("yes", "1")])
def test_two_values_neither_or_both_of_which_mean_yes_are_asked_about(values) -> None:
    with pytest.raises(TableProblem, match="not clear which of the two means yes"):
        trial_of(customers(offer=[*values] * (ROWS // 2)), "offer", "stayed")


def test_the_target_of_a_table_says_who_left_whatever_its_words() -> None:
    left = customers().rename(columns={"stayed": "left"})
    left["left"] = np.where(left["left"] == "yes", "no", "yes")
    found = trial_of(table(left, "left", "yes"), np.arange(ROWS) % 2, "left")
    assert found.stayed.tolist() == (np.arange(ROWS) % 3 > 0).astype(int).tolist()


def test_a_column_with_gaps_is_asked_about() -> None:
    frame = customers(offer=["yes", "no"] * (ROWS // 2))
    frame.loc[3, "offer"] = None
    with pytest.raises(TableProblem, match="“offer” is empty for some customers"):
        trial_of(frame, "offer", "stayed")
    with pytest.raises(TableProblem, match="no column “coupon”"):
        trial_of(frame, "coupon", "stayed")


@pytest.mark.parametrize("wrong", [[1, 0], [2] * ROWS, [0.5] * ROWS])
def test_a_list_that_is_not_0_or_1_for_each_customer_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="0 or 1"):
        trial_of(customers(), wrong, np.arange(ROWS) % 2)


def test_neither_contact_nor_outcome_nor_a_copy_of_them_is_ever_a_feature() -> None:
    frame = customers(offer=["yes", "no"] * (ROWS // 2))
    frame["copy"] = np.where(frame["stayed"] == "yes", "here", "gone")
    named = trial_of(frame, "offer", "stayed")
    listed = trial_of(frame, (frame["offer"] == "yes").astype(int), (frame["stayed"] == "yes").astype(int))
    for trial in (named, listed):
        assert [c.name for c in trial.table.features] == ["months", "visits", "plan"]


def test_a_hostile_name_is_cut_short_in_a_sentence() -> None:
    with pytest.raises(TableProblem) as problem:
        trial_of(customers(), "x\n" * 1_000, "stayed")
    assert "\n" not in said(problem) and len(said(problem)) < 120
