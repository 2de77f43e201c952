"""What the door lets in, what it repairs, and what it says when it does not."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import _reading
from core.table import Table, TableProblem, read

N = 60


def columns(n: int = N, **more: list[object]) -> dict[str, list[object]]:
    """A small good table: 0, 1, 2 ... with every third customer gone."""
    return {
        "age": [20 + i * 7 % 50 for i in range(n)],
        "plan": [("basic", "plus", "gold")[i // 2 % 3] for i in range(n)],
        "churn": ["yes" if i % 3 == 0 else "no" for i in range(n)],
        **more,
    }


def csv(table: dict[str, list[object]], separator: str = ",") -> bytes:
    lines = [
        separator.join(table),
        *(separator.join(map(str, row)) for row in zip(*table.values(), strict=True)),
    ]
    return ("\n".join(lines) + "\n").encode()


def door(n: int = N, separator: str = ",", **more: list[object]) -> Table:
    return read(csv(columns(n, **more), separator), "customers.csv")


def kinds(table: Table) -> dict[str, str]:
    return {column.name: column.kind for column in table.columns}


def said(table: Table, *words: str) -> bool:
    """True if one note holds all the words."""
    notes = [note.replace("\u00a0", " ") for note in table.notes]
    return any(all(word in note for word in words) for note in notes)


def problem(data: bytes | Callable[[], object], filename: str = "customers.csv") -> str:
    with pytest.raises(TableProblem) as caught:
        data() if callable(data) else read(data, filename)
    return str(caught.value)


def plain(sentence: str) -> bool:
    """One line without control characters; the space before a per cent sign does not break."""
    return sentence.replace("\u00a0", " ").isprintable()


def telco() -> bytes:
    """A file shaped like the table everybody uses: 11 blank TotalCharges in 300 rows."""
    rng = random.Random(1)
    names = (
        "customerID,gender,SeniorCitizen,Partner,tenure,PhoneService,OnlineSecurity,Contract,MonthlyCharges"
    )
    lines = [names + ",TotalCharges,Churn"]
    for i in range(300):
        months = 0 if i < 11 else rng.randint(1, 72)
        monthly = round(rng.uniform(18, 118), 2)
        lines.append(
            f"{i:04d}-{rng.choice('ABCDEF')}QWZX,{rng.choice(['Male', 'Female'])},{rng.randint(0, 1)},"
            f"{rng.choice(['Yes', 'No'])},{months},{rng.choice(['Yes', 'No'])},"
            f"{rng.choice(['Yes', 'No', 'No internet service'])},"
            f"{rng.choice(['Month-to-month', 'One year', 'Two year'])},{monthly},"
            f"{round(months * monthly, 2) if months else ' '},{'Yes' if i % 4 == 0 else 'No'}"
        )
    return "\n".join(lines).encode()


# --- the grid ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_semicolon_tab_or_bar_file_reads_like_a_comma_file(separator: str) -> None:
    pd.testing.assert_frame_equal(door(separator=separator).rows, door().rows)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_accented_letters_survive_every_common_coding(coding: str) -> None:
    data = csv(columns(city=["Orléans" if i % 2 else "Köln" for i in range(N)])).decode()
    table = read(data.encode(coding), "customers.csv")
    assert set(table.rows["city"]) == {"Orléans", "Köln"}
    assert table.columns[0].name == "age"
    assert said(table, "accented letters") == (coding in ("cp1252", "latin-1"))


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_read_the_same(line_end: str) -> None:
    data = csv(columns()).replace(b"\n", line_end.encode())
    pd.testing.assert_frame_equal(read(data, "x.csv").rows, door().rows)


def test_the_separator_line_that_excel_writes_is_not_a_row() -> None:
    table = read(b"sep=;\n" + csv(columns(), ";"), "x.csv")
    pd.testing.assert_frame_equal(table.rows, door().rows)


def test_a_separator_inside_quotation_marks_is_text() -> None:
    plans = ['"gold; with ""extra"", cheap"' if i % 2 else '"basic"' for i in range(N)]
    for separator in ",;":
        table = door(separator=separator, offer=plans)
        assert set(table.rows["offer"]) == {'gold; with "extra", cheap', "basic"}


def test_a_line_break_inside_quotation_marks_is_text() -> None:
    table = door(offer=['"two\nlines"' if i % 2 else '"one"' for i in range(N)])
    assert set(table.rows["offer"]) == {"two lines", "one"}


def test_rows_are_numbered_from_zero_and_empty_rows_are_skipped() -> None:
    data = csv(columns()).replace(b"\n", b"\n,,\n", 1).replace(b"yes\n", b"yes\n\n  \n", 1)
    table = read(b"\n\n" + data, "x.csv")
    assert list(table.rows.index) == list(range(N))
    assert said(table, "1 empty row", "skipped")


def test_a_separator_at_the_end_of_lines_adds_no_column() -> None:
    lines = csv(columns()).decode().splitlines()
    data = "\n".join([lines[0], *(line + "," for line in lines[1:])]).encode()
    pd.testing.assert_frame_equal(read(data, "x.csv").rows, door().rows)


@pytest.mark.parametrize("extra", ["9", "9,9"])
@pytest.mark.parametrize("line", [2, 3, 40])
def test_a_line_with_too_many_values_is_named(line: int, extra: str) -> None:
    lines = csv(columns()).decode().splitlines()
    lines[line - 1] += "," + extra
    message = problem("\n".join(lines).encode())
    assert f"Line {line} of the file has {3 + len(extra.split(','))} values" in message
    assert "3 column names" in message


def test_the_line_named_counts_line_breaks_in_quotation_marks_and_empty_lines() -> None:
    lines = csv(columns(offer=['"a\nb"'] * N)).decode().splitlines()
    # Each customer fills two lines; the third one starts on line 6, and one empty line comes before it.
    lines.insert(5, "")
    lines[6] = "1,2,3," + lines[6]
    assert "Line 7 of the file" in problem("\n".join(lines).encode())


def test_a_quotation_mark_never_closed_is_a_sentence() -> None:
    lines = csv(columns()).decode().splitlines()
    lines[30] = '33,"basic,no'
    assert "quotation mark" in problem("\n".join(lines).encode())


def test_short_lines_are_filled_up_with_gaps() -> None:
    data = csv(columns()).replace(b"27,basic,no\n", b"27\n", 1)
    assert data != csv(columns())
    table = read(data, "x.csv")
    assert said(table, "churn: 1 row without a value dropped")
    assert len(table.rows) == N - 1


# --- what cannot be read ----------------------------------------------------------------------------


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x" * 100)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped("xl/workbook.xml"), "Excel workbook; save it as CSV (File > Save as > CSV) and bring that"),
        (zipped("customers.csv"), "compressed file"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "save it as CSV"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10", "picture"),
        (b"<!DOCTYPE html><html><body>a,b</body></html>", "web page"),
        (random.Random(0).randbytes(5000), "no readable text"),
        (b"a,b\n" + b"\x00" * 500, "no readable text"),
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"age,plan,churn\n", "no rows"),
        (b"age\n1\n2\n3\n", "only one column, “age”"),
        (b"Sales report 2025\n" + csv(columns()), "Delete the lines above the column names"),
        (b",,\n" + csv(columns()), "first line is empty"),
        (csv(columns()).split(b"\n", 1)[1], "holds values"),
        (b"x" * 300_000 + b",b\n1,2\n", "too long to hold column names"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    assert words in problem(data)


def test_a_workbook_with_the_wrong_name_is_still_a_workbook() -> None:
    assert "Excel workbook" in problem(zipped("xl/workbook.xml"), "customers.csv")
    assert "Excel workbook" in problem(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old.xls")


@pytest.mark.parametrize("n", [1, 2, 49])
def test_too_few_rows_are_refused_with_the_reason(n: int) -> None:
    message = problem(csv(columns(n)))
    assert f"The file has {n} row" in message
    assert "at least 50" in message
    assert "chance" in message


def test_fifty_rows_are_enough() -> None:
    assert len(door(50).rows) == 50


def test_too_many_rows_name_the_limit_and_the_way_out() -> None:
    data = b"a,b\n" + b"1,2\n" * 200_001
    message = problem(data)
    assert "200,000 rows" in message
    assert "random part" in message


def test_too_many_columns_name_the_limit_and_the_way_out() -> None:
    message = problem(csv({f"c{i}": [1, 2] for i in range(501)}))
    assert "501 columns" in message
    assert "500" in message


def test_a_file_over_20_mb_is_refused_before_it_is_looked_at() -> None:
    message = problem(b"a,b\n" + b"1,2\n" * (6 * 1024**2))
    assert "The file has 24.0 MB; at most 20 MB" in message


def test_a_small_file_cannot_ask_for_a_gigabyte() -> None:
    message = problem((",".join(f"c{i}" for i in range(500)) + "\n" + "1\n" * 100_000).encode())
    assert "10 million cells" in message


def test_a_cell_of_a_million_characters_is_free_text() -> None:
    for row in (0, 30):
        remarks = ["short"] * N
        remarks[row] = "x" * 1_000_000
        table = door(remark=remarks)
        assert kinds(table)["remark"] == "text"
        assert table.rows["remark"].map(len).max() < 1000
        assert max(map(len, table.notes)) < 1000


@pytest.mark.parametrize("failure", [MemoryError, RuntimeError, RecursionError, pd.errors.ParserError])
def test_a_failure_inside_is_a_sentence_outside(
    monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure("0x7f secret detail")

    monkeypatch.setattr(_reading.pd, "read_csv", fail)
    message = problem(csv(columns()))
    assert "secret" not in message
    assert "bring" in message
    assert ("too large for this computer" in message) == (failure is MemoryError)


def test_a_table_without_anything_to_learn_from_is_refused() -> None:
    data = csv({"id": [f"A{i}" for i in range(N)], "one": ["same"] * N, "churn": ["yes", "no"] * (N // 2)})
    assert "Fewer than two columns can be used" in problem(data)


# --- names ------------------------------------------------------------------------------------------


def test_missing_and_repeated_names_are_repaired_with_a_note() -> None:
    header = b"age,,age,churn\n"
    rows = b"".join(b"%d,%d,%d,%s\n" % (i % 9, i % 5, i % 7, b"yes" if i % 3 else b"no") for i in range(N))
    table = read(header + rows, "x.csv")
    assert [column.name for column in table.columns] == ["age", "column 2", "age (2)", "churn"]
    assert said(table, "no name", "column 2")
    assert said(table, "same name", "age (2)")


def test_a_repaired_name_never_takes_one_that_is_there() -> None:
    names, _ = _reading._names(["a", "a", "a (2)", "", "column 4", "A"])
    assert len(set(names)) == 6
    assert {"a (2)", "column 4"} <= set(names)


def test_labels_are_words() -> None:
    table = read(telco(), "telco.csv")
    labels = {column.name: column.label for column in table.columns}
    assert labels["MonthlyCharges"] == "Monthly charges"
    assert labels["customerID"] == "Customer ID"
    assert labels["tenure"] == "Tenure"


def test_sentences_quote_at_most_40_characters_on_one_line() -> None:
    name = "n" * 200
    table = door(**{name: [1] * N})
    assert max(len(word) for note in table.notes for word in note.split()) <= 42
    message = problem(lambda: door().with_target("churn\x1b[31m\u202e\nreason " + "y" * 500))
    assert len(message) < 200
    assert plain(message)


# --- kinds ------------------------------------------------------------------------------------------


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
    assert said(table, "ratio: 2 cells are not a finite number")


def test_stray_case_and_spaces_make_no_new_groups() -> None:
    table = door(
        paperless=["Yes", "No", "YES", "yes ", "Yes", " no", "Yes  ", "Yes", "No", "Yes"] * (N // 10)
    )
    assert set(table.rows["paperless"]) == {"Yes", "No"}
    assert said(table, "paperless", "“YES”", "read as one value, “Yes”")
    assert said(table, "paperless: stray spaces")


def test_yes_and_y_in_one_column_are_the_same_answer() -> None:
    table = door(paperless=["Yes", "No", "Y", "N", "Yes", "No"] * (N // 6))
    assert set(table.rows["paperless"]) == {"Yes", "No"}
    assert said(table, "paperless", "“Y”", "“Yes”")


def test_true_and_false_are_groups_with_or_without_gaps() -> None:
    table = door(auto=["True", "False"] * (N // 2), card=["true", "", "FALSE"] * (N // 3))
    assert set(table.rows["auto"]) == {"True", "False"}
    assert set(table.rows["card"].dropna()) <= {"True", "False", "true", "FALSE"}
    assert table.rows["card"].isna().sum() == N // 3


# --- who left ---------------------------------------------------------------------------------------


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


# --- columns the reader takes out and puts back -----------------------------------------------------


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


# --- laws -------------------------------------------------------------------------------------------


def test_every_sentence_is_plain_text() -> None:
    for table in (read(telco(), "telco.csv"), door(n=90, churn_value=[i % 3 for i in range(90)])):
        for note in table.notes:
            assert plain(note)
            assert note.endswith((".", "!"))
            assert not any(
                mark in note for mark in ("`", "**", "<", "$", "NaN", "dtype", "pars", "delimiter")
            )


def keeps_the_promise(data: bytes) -> None:
    try:
        table = read(data, "x.csv")
    except TableProblem as message:
        assert 10 < len(str(message)) < 1000
        assert "could not be read as a table" not in str(message), message.__cause__
        assert plain(str(message))
        return
    assert len(table.rows) >= 50
    assert list(table.rows.columns) == [column.name for column in table.columns]
    assert len(set(table.rows.columns)) == len(table.columns)
    assert list(table.rows.index) == list(range(len(table.rows)))
    for column in table.columns:
        cells = table.rows[column.name]
        if column.kind == "number":
            assert cells.dtype == np.float64
            assert not np.isinf(cells).any()
        elif column.kind == "category" and column.name != table.target:
            assert all(cell is None or (isinstance(cell, str) and cell) for cell in cells)
    if table.target is not None:
        assert set(table.y) == {0, 1}
    assert table.target not in [column.name for column in table.features]
    assert all(plain(note) and len(note) < 1500 for note in table.notes)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000))
@example(b"\xff\xfe\x00")
@example(b'"')
@example(b"sep=,\n")
@example(b"PK\x03\x04")
def test_any_bytes_are_a_table_or_a_table_problem(data: bytes) -> None:
    keeps_the_promise(data)


DAMAGE = b', ; \t " \n \r \x00 \xff \xef\xbb\xbf inf 1e400 NA - 1,5 =1+1 <b> True ,,,, 2024-01-01'.split(b" ")
ANYTHING = st.sampled_from([*DAMAGE, b" ", b"9" * 400, b"\xe2\x80\xae"]) | st.binary(max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 12), ANYTHING), max_size=12))
def test_a_good_file_with_damage_is_a_table_or_a_table_problem(damage: list[tuple[int, int, bytes]]) -> None:
    data = csv(columns(date=["2024-01-31"] * N, spend=[i * 1.5 for i in range(N)], id=list(range(N))))
    for start, length, new in damage:
        start %= len(data) + 1
        data = data[:start] + new + data[start + length :]
    keeps_the_promise(data)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3).map(tuple), min_size=50, max_size=55),
    st.lists(st.text(max_size=8), min_size=3, max_size=3),
)
def test_any_texts_in_a_well_made_file_are_a_table_or_a_table_problem(
    rows: list[tuple[str, ...]], names: list[str]
) -> None:
    stream = io.StringIO()
    pd.DataFrame(rows, columns=names).to_csv(stream, index=False)
    keeps_the_promise(stream.getvalue().encode("utf-8", errors="replace"))
