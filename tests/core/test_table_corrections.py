"""What the reader knows better about a column, and what the table then says of itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.table import Table, read
from tests.core.files import N, columns, csv, door, kinds, names, plain, problem, said


def table(**more: list[object]) -> Table:
    return door(
        120,
        stars=[i * 7 % 5 + 1 for i in range(120)],
        rooms=[("2", "3", "4")[i // 5 % 3] for i in range(120)],
        account_id=[i * 7919 % 100003 for i in range(120)],
        joined=[f"2024-01-{i % 28 + 1:02d}" for i in range(120)],
        town=[f"town {i % 70}" for i in range(120)],
        country=["NL"] * 120,
        **more,
    )


def test_a_number_read_as_groups_is_text_and_comes_back_unchanged() -> None:
    first = table(ratio=[0.1 * (i % 7) for i in range(120)])
    for name in ("stars", "ratio"):
        groups = first.corrected(name, kind="category")
        assert groups.column(name).kind == "category"
        assert all(isinstance(cell, str) for cell in groups.rows[name])
        assert said(groups, "Read as you said", f"“{name}” as groups")
        back = groups.corrected(name, kind="number")
        pd.testing.assert_frame_equal(back.rows, first.rows)
        assert back.notes == first.notes
        assert back.columns == first.columns
    assert set(first.corrected("stars", kind="category").rows["stars"]) == {"1", "2", "3", "4", "5"}


def test_groups_of_numbers_can_be_read_as_numbers_and_back() -> None:
    groups = table().corrected("stars", kind="category").corrected("stars", label="Rating")
    assert groups.corrected("stars", kind="number").column("stars").label == "Rating"
    open_end = door(children=["0", "1", "2", "3+"] * (N // 4))
    message = problem(lambda: open_end.corrected("children", kind="number"))
    assert message == ("“children” holds words (“3+”), so it cannot be read as numbers. Leave it as groups.")
    message = problem(lambda: open_end.corrected("plan", kind="number"))
    assert "“plan” holds words (“basic”, “plus” and “gold”), so it cannot be read as numbers." in message


def test_ids_dates_and_free_text_can_become_groups_and_are_used_then() -> None:
    first = table()
    for name in ("account_id", "joined", "town"):
        assert name in first.left_out
        groups = first.corrected(name, kind="category")
        assert name in names(groups)
        assert name not in groups.left_out
        assert not said(groups, "Left out", name)
        again = groups.corrected(name, kind=kinds(first)[name])
        pd.testing.assert_frame_equal(again.rows, first.rows)
        assert again.left_out == first.left_out
        assert again.notes == first.notes


def test_an_id_of_whole_numbers_can_become_a_number() -> None:
    number = table().corrected("account_id", kind="number")
    assert number.rows["account_id"].dtype == np.float64
    assert "account_id" in names(number)
    assert "“joined” holds dates (“2024-01-01” and “2024-01-02”), so it cannot be read as numbers" in problem(
        lambda: table().corrected("joined", kind="number")
    )


def test_more_than_a_thousand_texts_are_no_groups() -> None:
    data = csv(columns(1_001, key=[f"K{i}" for i in range(1_001)]))
    message = problem(lambda: read(data, "x.csv").corrected("key", kind="category"))
    assert message == ("“key” has 1,001 different values; at most 1,000 can be groups. Leave it as it is.")


def test_a_constant_can_become_nothing_else() -> None:
    for kind in ("number", "category"):
        message = problem(lambda kind=kind: table().corrected("country", kind=kind))
        assert "“country” has the same value, or none, in every row" in message


def test_the_column_that_says_who_left_keeps_its_kind_but_not_its_label() -> None:
    message = problem(lambda: table().corrected("churn", kind="number"))
    assert "“churn” says who left, so it stays as it is." in message
    told = table().corrected("churn", label="Gone", kind="category")
    assert told.column("churn").label == "Gone"
    assert told.target == "churn"


@pytest.mark.parametrize("kind", ["date", "id", "text", "constant", "nonsense"])
def test_no_other_kind_can_be_chosen(kind: str) -> None:
    assert "numbers or as groups" in problem(lambda: table().corrected("age", kind=kind))


def test_labels_and_units_are_one_short_line_without_signs_that_turn_the_text() -> None:
    column = (
        table()
        .corrected("age", label=" Age\u202e\n of\x00 the customer 👨‍👩‍👧 ", unit="years\u200f")
        .column("age")
    )
    assert (column.label, column.unit) == ("Age of the customer 👨‍👩‍👧", "years")
    long = table().corrected("age", label="x" * 500, unit="y" * 500).column("age")
    assert (len(long.label), len(long.unit)) == (60, 12)
    for empty in ("", " \u202e "):
        assert table().corrected("age", label="X").corrected("age", label=empty).column("age").label == "Age"
    assert table().corrected("age", unit="km").corrected("age", unit="").column("age").unit == ""


def test_only_the_label_of_the_corrected_column_changes() -> None:
    first = table()
    told = first.corrected("age", label="How old")
    assert told.rows is first.rows
    assert [c for c in told.columns if c.name != "age"] == [c for c in first.columns if c.name != "age"]
    assert told.notes == first.notes


def test_what_the_reader_left_out_stays_out_when_it_is_corrected() -> None:
    assert "stars" in table().without("stars").corrected("stars", kind="category").left_out
    assert "stars" in table().with_columns_left_out(["stars"]).corrected("stars", kind="category").left_out


def test_what_the_reader_put_back_stays_in_when_another_column_is_corrected() -> None:
    first = table(churn_score=[i * 31 % 97 for i in range(120)])
    assert "churn_score" in first.left_out
    back = first.with_columns_left_out([]).corrected("stars", kind="category")
    assert "churn_score" in names(back)


def test_rows_that_do_not_say_who_left_come_back_with_their_corrected_cells() -> None:
    answers = ["" if i < 5 else "yes" if i % 3 else "no" for i in range(120)]
    first = table(left=answers).with_target("left")
    groups = first.corrected("stars", kind="category")
    assert len(groups.rows) == 115
    whole = groups.with_target("churn")
    assert len(whole.rows) == 120
    assert whole.column("stars").kind == "category"
    assert all(isinstance(cell, str) for cell in whole.rows["stars"])


# --- what the table says of itself ------------------------------------------------------------------


def test_every_column_says_why_it_is_left_out_and_only_then() -> None:
    first = table(churn_score=[i * 31 % 97 for i in range(120)]).without("stars")
    why = {name: first.why_left_out(name) for name in kinds(first)}
    assert why["age"] == why["churn"] == ""
    assert why["stars"] == "you left it out"
    assert "it names customers" in why["account_id"]
    assert "dates in the past" in why["joined"]
    assert "same value" in why["country"]
    assert "free text" in why["town"]
    assert "written down after the customer had left" in why["churn_score"]
    assert {name for name, reason in why.items() if reason} == set(first.left_out)
    with pytest.raises(KeyError):
        first.why_left_out("nope")


def test_a_note_about_a_column_left_out_goes_when_the_column_comes_back() -> None:
    first = table(churn_score=[i * 31 % 97 for i in range(120)])
    assert said(first, "Left out: account_id")
    assert said(first, "after the customer had left: churn_score")
    back = first.with_columns_left_out([])
    assert not said(back, "account_id", "Left out")
    assert not said(back, "churn_score")
    assert said(back, "Left out: joined")
    again = back.with_columns_left_out(["churn_score"])
    assert said(again, "after the customer had left: churn_score")


def test_notes_of_a_table_made_by_hand_stay() -> None:
    made = Table(door().rows, door().columns, "churn", "yes", notes=("Made by hand.",))
    assert made.without("plan").notes == ("Made by hand.",)
    assert said(made.with_target("churn"), "Made by hand.")


def test_the_overview_has_a_row_per_column_in_the_order_of_the_file() -> None:
    first = table(bill=["€ 12.50" if i % 4 else "" for i in range(120)], dull=["", "x" * 50] * 60)
    view = first.overview
    assert list(view.columns) == ["name", "label", "kind", "unit", "used", "filled", "examples", "done"]
    assert view["name"].tolist() == [column.name for column in first.columns]
    row = view.set_index("name").to_dict("index")
    assert row["age"] == {
        "label": "Age", "kind": "number", "unit": "", "used": True, "filled": 1.0,
        "examples": "20, 27, 34", "done": "",
    }  # fmt: skip
    assert row["bill"]["filled"] == 0.75
    assert row["churn"]["used"] and "“yes” means left" in row["churn"]["done"]
    assert row["plan"]["examples"] == "basic, plus, gold"
    assert "Left out: every row has its own value" in row["account_id"]["done"]
    for name, line in row.items():
        assert line["used"] == (first.why_left_out(name) == "")


def test_the_overview_shows_what_was_repaired_and_no_text_that_harms() -> None:
    evil = ["<b>\u202eevil</b>\n" + "x" * 60 if i % 2 else "=cmd|' /C calc'!A0" for i in range(N)]
    view = door(evil=[f'"{text}"' for text in evil], paid=["Yes", "No", "YES"] * (N // 3)).overview.set_index(
        "name"
    )
    assert view.loc["evil", "examples"] == "=cmd|' /C calc'!A0, <b>evil</b> xxxxxxx…"
    assert "“YES”" in view.loc["paid", "done"]
    assert all(plain(text) for text in view["examples"])


def test_the_overview_of_a_table_with_gaps_only_in_front_finds_examples() -> None:
    late = ["" if i < 1_500 else f"v{i % 3}" for i in range(1_600)]
    view = door(1_600, late=late).overview.set_index("name")
    assert view.loc["late", "examples"] == "v0, v1, v2"
