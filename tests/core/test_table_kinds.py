"""What each column is, and what is repaired in its cells."""

from __future__ import annotations

import numpy as np
import pytest

from tests.core.files import N, door, kinds, said


def test_every_kind_of_column_is_told_apart() -> None:
    table = door(
        n=300,
        customer=[f"K-{i * 7919 % 100000:05d}" for i in range(300)],
        customer_id=[i * 7919 % 100000 for i in range(300)],
        row=list(range(1, 301)),
        joined=[f"2024-{i % 12 + 1:02d}-{i % 28 + 1:02d}" for i in range(300)],
        ended=[f"{i % 28 + 1}.{i % 12 + 1}.2024" for i in range(300)],
        billed=[20240100 + i % 28 + 1 for i in range(300)],
        country=["NL"] * 300,
        nothing=[""] * 300,
        zero=[0] * 300,
        remark=[f"called {i % 120} times about the bill and was not happy" for i in range(300)],
        town=[f"town {i % 90}" for i in range(300)],
        state=[f"S{i % 50}" for i in range(300)],
        senior=[i % 2 for i in range(300)],
        spend=[i * 1.37 % 91 for i in range(300)],
        visits=[i * 31 % 211 for i in range(300)],
        phone=["t" if i % 2 else "f" for i in range(300)],
    )
    assert kinds(table) == {
        "age": "number",
        "plan": "category",
        "churn": "category",
        "customer": "id",
        "customer_id": "id",
        "row": "id",
        "joined": "date",
        "ended": "date",
        "billed": "date",
        "country": "constant",
        "nothing": "constant",
        "zero": "constant",
        "remark": "text",
        "town": "text",
        "state": "category",
        "senior": "number",
        "spend": "number",
        "visits": "number",
        "phone": "category",
    }
    assert [c.name for c in table.features] == ["age", "plan", "state", "senior", "spend", "visits", "phone"]
    for column in table.columns:
        unused = column.kind not in ("number", "category")
        assert (column.name in table.left_out) == unused
        assert not unused or said(table, "Left out", column.name)


def test_unique_amounts_are_not_ids() -> None:
    amounts = [(i * 7919 + 13) % 100003 for i in range(300)]
    table = door(n=300, amount_paid=amounts, revenue=[amount / 100 for amount in amounts])
    assert kinds(table)["amount_paid"] == kinds(table)["revenue"] == "number"


@pytest.mark.parametrize("name", ["id", "CustomerId", "CLIENTNUM", "account no", "Unnamed: 0", "user_key"])
def test_whole_numbers_called_an_id_are_an_id(name: str) -> None:
    values = list(range(N)) if name == "Unnamed: 0" else [i * 7919 % 100003 for i in range(N)]
    assert kinds(door(**{name: values}))[name] == "id"


def test_an_id_too_long_for_a_number_keeps_its_last_digit() -> None:
    table = door(customer_id=[9007199254740993 + 2 * i for i in range(N)])
    assert kinds(table)["customer_id"] == "id"
    assert table.rows["customer_id"][0] == "9007199254740993"


def test_card_numbers_are_no_amounts() -> None:
    cards = [f"{5_000_000_000_000_000_000_000 + 7919 * i}" for i in range(N)]
    assert kinds(door(paid_with=cards))["paid_with"] == "id"


def test_number_columns_are_floats_and_category_columns_are_text_with_none() -> None:
    table = door(points=[i if i else "" for i in range(N)][::-1], colour=["red", "blue", ""] * (N // 3))
    assert table.rows["age"].dtype == np.float64
    assert table.rows["points"].isna().sum() == 1
    assert table.rows["colour"].dtype == object
    assert table.rows["colour"][2] is None


@pytest.mark.parametrize("blank", ["", " ", "NA", "N/A", "null", "-", "?", "nan", "NULL", '"  "', "#N/A"])
def test_every_way_to_write_nothing_is_a_gap(blank: str) -> None:
    points = [blank if i % 20 == 0 else i % 9 for i in range(N)]
    colours = [blank if i % 20 == 0 else ("red", "blue")[i % 2] for i in range(N)]
    table = door(points=points, colour=colours)
    assert kinds(table)["points"] == "number"
    assert table.rows[["points", "colour"]].isna().sum().tolist() == [3, 3]
    assert said(table, "points: 3 cells were blank")
    assert said(table, "colour: 3 cells were blank")


def test_gaps_in_many_columns_are_one_sentence() -> None:
    more = {f"c{k}": ["" if i < k else i * k % 13 for i in range(N)] for k in range(2, 12)}
    table = door(**more)
    assert said(table, "10 columns have blank cells", "c11 (11)")
    assert len(table.notes) < 6


def test_the_same_repair_in_many_columns_does_not_bury_the_other_notes() -> None:
    table = door(**{f"c{k}": ["Yes", "No", "YES"] * (N // 3) for k in range(30)})
    assert said(table, "22 more repairs")
    assert len(table.notes) < 14


def test_the_level_none_is_a_level() -> None:
    assert "None" in set(door(offer=["None", "A", "B"] * (N // 3)).rows["offer"])


def test_words_among_many_numbers_become_gaps_with_a_note() -> None:
    income = [1000 + 10 * i for i in range(N)]
    table = door(income=["unknown" if i == 5 else "ask her" if i == 6 else income[i] for i in range(N)])
    assert kinds(table)["income"] == "number"
    assert said(table, "income: 2 cells held words", "“ask her”")


def test_a_few_numbers_with_one_open_end_stay_a_category() -> None:
    assert kinds(door(children=["0", "1", "2", "3+"] * (N // 4)))["children"] == "category"


@pytest.mark.parametrize(
    ("separator", "texts", "first", "unit"),
    [
        (";", ["1,5", "2,25", "30,0"], 1.5, ""),
        (";", ["1.234,50", "17,25", "2.000,00"], 1234.5, ""),
        (";", ["1.234", "17", "2.000"], 1.234, ""),
        (",", ['"1,234"', "17", '"2,000"'], 1234, ""),
        (",", ['"1,234.50"', "17.25", '"2,000.00"'], 1234.5, ""),
        (",", ['"1,5"', '"2,25"', '"30,0"'], 1.5, ""),
        (",", ["1 234", "17", "2 000"], 1234, ""),
        (",", ["1'234.5", "17", "2'000"], 1234.5, ""),
        (",", ["€ 12.50", "€ 13.00", "€ 9.99"], 12.5, "€"),
        (",", ["12%", "13 %", "9.5%"], 12, "%"),
        (",", ['"($1,200.00)"', "$17", "-$3"], -1200, "$"),
        (",", ["1.234.567", "17", "2.000.000"], 1234567, ""),
        (",", ["1E3 €", ".5 €", "2. €"], 1000, "€"),
    ],
)
def test_numbers_written_by_people_are_numbers(
    separator: str, texts: list[str], first: float, unit: str
) -> None:
    table = door(separator=separator, amount=texts * (N // 3))
    assert kinds(table)["amount"] == "number"
    assert table.rows["amount"][0] == pytest.approx(first)
    assert table.column("amount").unit == unit


def test_in_a_file_with_decimal_commas_a_dot_groups_thousands() -> None:
    table = door(separator=";", price=["1,5", "2,25", "3,0"] * 20, revenue=["1.234", "17", "2.000"] * 20)
    assert table.rows["revenue"][0] == 1234
    assert table.rows["price"][0] == 1.5


def test_the_currency_is_the_one_in_the_cells() -> None:
    assert door(bill=[f"${i % 7}.50" for i in range(N)]).currency == "$"
    assert door().currency == "€"


def test_endless_numbers_become_gaps_with_a_note() -> None:
    table = door(ratio=["inf" if i == 1 else "1e999" if i == 2 else i * 1.5 for i in range(N)])
    assert table.rows["ratio"].isna().sum() == 2
    assert said(table, "ratio: 2 cells hold a number without end (“inf”) and are treated as missing")


def test_stray_case_and_spaces_make_no_new_groups() -> None:
    table = door(
        paperless=["Yes", "No", "YES", "yes ", "Yes", " no", "Yes  ", "Yes", "No", "Yes"] * (N // 10)
    )
    assert set(table.rows["paperless"]) == {"Yes", "No"}
    assert said(table, "paperless", "“YES”", "read as one value, “Yes”")
    assert said(table, "paperless: Stray spaces")


def test_yes_and_y_in_one_column_are_the_same_answer() -> None:
    table = door(paperless=["Yes", "No", "Y", "N", "Yes", "No"] * (N // 6))
    assert set(table.rows["paperless"]) == {"Yes", "No"}
    assert said(table, "paperless", "“Y”", "“Yes”")


def test_true_and_false_are_groups_with_or_without_gaps() -> None:
    table = door(auto=["True", "False"] * (N // 2), card=["true", "", "FALSE"] * (N // 3))
    assert set(table.rows["auto"]) == {"True", "False"}
    assert set(table.rows["card"].dropna()) <= {"True", "False", "true", "FALSE"}
    assert table.rows["card"].isna().sum() == N // 3
