"""Who left, and the columns the reader takes out and puts back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.table import read
from tests.core.files import N, columns, csv, door, kinds, problem, said, telco


def test_the_telco_table_comes_in_as_everybody_knows_it() -> None:
    table = read(telco(), "telco.csv")
    assert (table.target, table.positive) == ("Churn", "Yes")
    assert table.y.sum() == 75
    assert table.left_out == ("customerID",)
    assert said(table, "TotalCharges: 11 cells were blank and are treated as missing.")
    assert said(table, "“Churn”", "“Yes” means left", "75 of 300 customers, 25 %")
    assert kinds(table)["SeniorCitizen"] == kinds(table)["TotalCharges"] == "number"
    assert set(table.rows["OnlineSecurity"]) == {"Yes", "No", "No internet service"}
    assert len(table.features) == 9
    assert table.source == "telco.csv"


@pytest.mark.parametrize(
    ("name", "stayed", "left"),
    [
        ("Churn", "No", "Yes"),
        ("churned", "N", "Y"),
        ("is_churn", "0", "1"),
        ("Exited", "0", "1"),
        ("left", "f", "t"),
        ("Cancelled", "false", "TRUE"),
        ("Churn?", "False.", "True."),
        ("Attrition_Flag", "Existing Customer", "Attrited Customer"),
        ("Status", "active", "closed"),
        ("account_status", "Active", "Inactive"),
        ("Segment", "stayed", "churned"),
        ("gekündigt", "nein", "ja"),
        ("churn", "non", "oui"),
        ("attrition", "Not churned", "Churned"),
        ("is_active", "1", "0"),
        ("renewed", "yes", "no"),
        ("churn", "-1", "1"),
        ("target", "0", "1"),
        ("terminated", "no", "yes"),
        ("churned_q3", "no", "yes"),
    ],
)
@pytest.mark.parametrize("leavers", [20, 40])
def test_the_column_that_says_who_left_is_found(name: str, stayed: str, left: str, leavers: int) -> None:
    table = columns(region=["north", "south"] * (N // 2))
    del table["churn"]
    table[name] = [left if i < leavers else stayed for i in range(N)]
    found = read(csv(table), "x.csv")
    assert found.target == name
    if name == "Churn?":
        return
    assert found.y.sum() == leavers
    assert said(found, name, "means left")


def test_of_two_unknown_words_the_rarer_one_left() -> None:
    table = door(churn=["B" if i % 5 == 0 else "A" for i in range(N)])
    assert table.positive == "B"
    assert said(table, "“B” means left because it is the rarer value")


@pytest.mark.parametrize(
    "more",
    [
        {"churn_reason": ["price", "moved", "service"] * 20},
        {"Churn Score": [i % 50 for i in range(N)]},
        {"marital_status": ["single", "married"] * 30},
        {"churn_risk": ["yes", "no"] * 30},
        {"left_handed": ["yes", "no"] * 30},
        {"payment": ["partly", "full"] * 30},
    ],
)
def test_what_only_sounds_like_the_answer_is_not_proposed(more: dict[str, list[object]]) -> None:
    table = columns(**more)
    del table["churn"]
    found = read(csv(table), "x.csv")
    assert found.target is None
    assert said(found, "Choose it")
    assert "Choose it" in problem(lambda: found.y)


def test_the_better_name_wins() -> None:
    table = door(n=120, status=["open", "closed"] * 60, is_active=[0, 1] * 60, exited=[0, 0, 1] * 40)
    assert table.target == "churn"


def test_a_status_with_a_third_value_is_proposed_with_left_against_the_rest() -> None:
    table = columns(**{"Customer Status": ["Churned", "Stayed", "Joined", "Stayed"] * (N // 4)})
    del table["churn"]
    found = read(csv(table), "x.csv")
    assert (found.target, found.positive) == ("Customer Status", "Churned")
    assert found.y.sum() == N // 4
    assert said(found, "“Stayed” and “Joined” means stayed") or said(
        found, "“Stayed” and “Joined” mean stayed"
    )


@pytest.mark.parametrize("positive", ["1", 1, 1.0, "1.0", True, np.int64(1), np.float64(1)])
def test_the_positive_value_matches_as_text_and_as_number(positive: object) -> None:
    table = door(flag=[1 if i % 4 == 0 else 0 for i in range(N)]).with_target("flag", positive)
    assert table.y.sum() == N // 4
    assert str(table.positive) == "1"


@pytest.mark.parametrize("positive", ["Yes", "yes", " YES ", "yEs"])
def test_the_positive_value_matches_in_any_case(positive: str) -> None:
    assert door().with_target("churn", positive).y.sum() == N // 3


def test_true_matches_the_word_true() -> None:
    assert door(gone=["TRUE", "false"] * (N // 2)).with_target("gone", True).y.sum() == N // 2


def test_any_group_can_be_the_answer_when_the_value_is_given() -> None:
    table = door().with_target("plan", "gold")
    assert table.y.tolist() == (table.rows["plan"] == "gold").astype(int).tolist()
    assert table.positive == "gold"
    assert {"age", "plan"} & {column.name for column in table.features} == {"age"}


def test_a_target_that_does_not_sort_in_two_is_refused_with_its_values() -> None:
    table = door(n=300, country=["NL"] * 300, customer=[f"K{i}" for i in range(300)], half=["x", ""] * 150)
    message = problem(lambda: table.with_target("plan"))
    assert "“plan” has 3 different values" in message
    assert "“gold”" in message
    assert "which value means left" in message
    assert "only one value, “NL”" in problem(lambda: table.with_target("country"))
    assert "150 blank cells" in problem(lambda: table.with_target("half"))
    assert "300 different values" in problem(lambda: table.with_target("customer", "K1"))
    assert "no column “nope”" in problem(lambda: table.with_target("nope"))
    assert "no value “maybe”" in problem(lambda: table.with_target("churn", "maybe"))


def test_rows_that_do_not_say_are_dropped_and_come_back_with_another_target() -> None:
    answers = ["" if i < 5 else "yes" if i % 3 else "no" for i in range(N)]
    table = door(left=answers)
    assert table.target == "churn"
    other = table.with_target("left")
    assert len(other.rows) == N - 5
    assert list(other.rows.index) == list(range(N - 5))
    assert said(other, "left: 5 rows without a value dropped")
    again = other.with_target("churn")
    pd.testing.assert_frame_equal(again.rows, table.rows)
    assert again.notes == table.notes
    assert again.columns == table.columns


def test_a_target_filled_in_for_few_rows_is_refused() -> None:
    table = door(left=["" if i < 20 else "yes" if i % 3 else "no" for i in range(N)])
    assert "“left” is filled in for 40 rows only" in problem(lambda: table.with_target("left"))


def test_a_number_that_becomes_the_target_is_a_category_until_another_is_chosen() -> None:
    table = door(senior=[i // 2 % 2 for i in range(N)])
    assert table.column("senior").kind == "number"
    chosen = table.with_target("senior")
    assert chosen.column("senior").kind == "category"
    assert chosen.with_target("churn").column("senior").kind == "number"


@pytest.mark.parametrize(("n", "leavers", "warned"), [(90, 29, True), (90, 30, False), (90, 61, True)])
def test_few_leavers_or_few_stayers_are_mentioned(n: int, leavers: int, warned: bool) -> None:
    table = door(n, churn=["yes" if i < leavers else "no" for i in range(n)])
    assert said(table, "Only 29 customers") == warned


def test_a_column_left_with_one_value_in_the_rows_kept_is_left_out() -> None:
    asked = ["yes" if i % 2 else "no" for i in range(N)]
    answers = ["" if i < 5 else "yes" if i % 3 else "no" for i in range(N)]
    table = door(asked=asked, early=["x" if i < 5 else "y" for i in range(N)], left=answers)
    assert "early" in [column.name for column in table.features]
    other = table.with_target("left")
    assert "early" in other.left_out
    assert said(other, "Left out: early (one value in the rows kept)")
    assert "early" not in other.with_target("churn").left_out


def test_a_name_about_leaving_is_enough_to_be_left_out() -> None:
    table = door(churn_score=[i * 31 % 97 for i in range(N)])
    assert table.column("churn_score").kind == "number"
    assert table.left_out == ("churn_score",)
    assert "churn_score" in [column.name for column in table.with_columns_left_out([]).features]


def test_columns_that_tell_the_answer_are_left_out_until_another_target_is_chosen() -> None:
    table = door(
        n=90,
        churn_value=[1 if i % 3 == 0 else 0 for i in range(90)],
        goodbye=[("price", "moved")[i % 2] if i % 3 == 0 else "" for i in range(90)],
        copy=[7 if i % 3 == 0 else 8 for i in range(90)],
        half=["a" if i % 2 else "b" for i in range(90)],
    )
    assert set(table.left_out) == {"churn_value", "goodbye", "copy"}
    assert said(table, "after the customer had left", "churn_value", "goodbye", "copy")
    other = table.with_target("half")
    assert set(other.left_out) == {"churn", "churn_value"}
    assert not said(other, "goodbye", "after the customer")


def test_a_column_taken_out_is_no_feature() -> None:
    table = door().without("plan")
    assert [column.name for column in table.features] == ["age"]
    assert table.left_out == ("plan",)
    assert table.without("plan").left_out == ("plan",)


def test_the_target_and_unknown_columns_cannot_be_taken_out() -> None:
    assert "“churn” says who left" in problem(lambda: door().without("churn"))
    assert "no column “nope”" in problem(lambda: door().without("nope"))
    assert "No column is left" in problem(lambda: door().without("age", "plan"))


def test_exactly_these_columns_are_left_out() -> None:
    table = door(country=["NL"] * N).without("plan")
    again = table.with_columns_left_out(["age"])
    assert set(again.left_out) == {"age", "country"}
    assert [column.name for column in again.features] == ["plan"]
    assert set(again.with_columns_left_out([]).left_out) == {"country"}


def test_an_id_made_of_numbers_can_come_back_and_one_made_of_text_cannot() -> None:
    table = door(account_id=[i * 7919 % 100003 for i in range(N)], name=[f"K{i}" for i in range(N)])
    assert set(table.left_out) == {"account_id", "name"}
    back = table.with_columns_left_out([])
    assert back.left_out == ("name",)
    assert back.column("account_id").kind == "number"
    assert "account_id" in [column.name for column in back.features]


def test_what_the_reader_took_out_stays_out_with_another_target() -> None:
    table = door(gender=["f", "m"] * (N // 2)).without("age").with_target("gender")
    assert "age" in table.left_out


def test_taking_out_changes_no_number() -> None:
    table = door()
    assert (table.without("plan").y == table.y).all()
    assert table.without("plan").rows is table.rows


def test_there_is_no_column_of_an_unknown_name() -> None:
    assert door().column("age").kind == "number"
    with pytest.raises(KeyError):
        door().column("nope")
