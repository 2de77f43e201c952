"""The door on screen: a file someone brings, what was read of it, and what the reader puts right."""

import contextlib
import io
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.words import money
from pages.shared import door
from tests.core.workbooks import workbook
from tests.pages.walk import SEEN, STEPS, address, bring, in_lesson, own_file, picture, pictures


@pytest.mark.parametrize("step", STEPS)
def test_every_step_works_on_a_file_someone_brings(step: str) -> None:
    at = in_lesson(step=step, case="own", questions="2", **SEEN)
    if at.get("file_uploader"):
        at = bring(at, own_file())
    assert not at.exception
    assert pictures(at)[0]["words"]
    assert "months" not in str(address(at))
    assert "mine" not in str(address(at))


def test_a_file_that_cannot_be_read_gets_a_sentence_and_the_choices_stay() -> None:
    at = bring(
        in_lesson(step="tree", case="own", missed="90", **SEEN), b"\x89PNG\r\n\x1a\n" + bytes(200), "x.csv"
    )
    assert not at.exception
    assert len(at.error) == 1
    assert address(at)["missed"] == "90"


def test_another_column_can_be_named_as_the_one_that_says_who_left() -> None:
    at = bring(in_lesson(step="bill", case="own", **SEEN), own_file())
    before = picture(at)["words"]
    at.selectbox("own_positive churned").set_value("no").run()
    assert not at.exception
    assert picture(at)["words"] != before
    at.selectbox("own_target").set_value("months").run()
    assert not at.exception
    assert at.warning


def test_a_link_to_someone_elses_file_asks_for_a_file() -> None:
    at = in_lesson(step="cutoff", case="own", **SEEN)
    assert not at.exception
    assert at.get("file_uploader")


def change(at: AppTest, column: str, **changes: object) -> AppTest:
    """Edit a column's row in the preview: used, label, shown (what it is read as), unit."""
    key = f"own_columns {at.session_state[door.MEMORY].wishes.edition}"
    row = list(preview_of(at)["name"]).index(column)
    at.session_state[key] = {"edited_rows": {row: changes}, "added_rows": [], "deleted_rows": []}
    return at.run()


def preview_of(at: AppTest) -> pd.DataFrame:
    """The preview: a row per column of the file."""
    return next(shown.value for shown in at.dataframe if "examples" in shown.value)


def used(at: AppTest) -> list[str]:
    shown = preview_of(at)
    return list(shown["name"][shown["used"]])


def test_columns_can_be_left_out_and_taken_back_but_never_all_of_them() -> None:
    rows = [f"{i};5;{i % 7};{'ab'[i % 2]};{int(i % 5 == 0)}" for i in range(300)]
    data = "\n".join(["key;const;x;who;state", *rows]).encode()
    at = bring(in_lesson(step="bill", case="own", **SEEN), data)
    assert any("Choose the column" in warning.value for warning in at.warning)
    at.selectbox("own_target").set_value("state").run()
    assert used(at) == ["x", "who", "state"]
    assert used(change(at, "key", used=True)) == ["key", "x", "who", "state"]
    assert used(change(at, "x", used=False)) == ["key", "who", "state"]
    change(at, "key", used=False)
    change(at, "who", used=False)
    assert not at.exception
    assert used(at) == ["who", "state"], "the last one stays in"
    assert any("No column is left to learn from" in warning.value for warning in at.warning)
    assert picture(at)["words"]
    change(at, "const", used=True)
    assert any("same value" in warning.value for warning in at.warning)
    at.selectbox("own_positive state").set_value("0").run()
    assert used(at) == ["x", "who", "state"], "with another answer the proposal stands again"


def test_labels_kinds_and_units_can_be_put_right() -> None:
    at = bring(in_lesson(step="tree", case="own", questions="1", **SEEN), own_file())
    change(at, "months", label="Months with us", unit="months")
    assert not at.exception
    assert "Months with us" in str(picture(at)["figure"])
    change(at, "months", shown="groups")
    line = preview_of(at).set_index("name").loc["months"]
    assert (line["shown"], line["label"], line["unit"]) == ("groups", "Months with us", "months")
    assert "as you said" in line["done"]
    change(at, "<b>plan</b>", shown="numbers")
    assert not at.exception
    assert preview_of(at).set_index("name").loc["<b>plan</b>", "shown"] == "groups"
    assert any("cannot be read as numbers" in warning.value for warning in at.warning)


def test_a_column_that_gives_the_answer_away_is_left_out_until_the_reader_insists() -> None:
    rng = np.random.default_rng(1)
    left = rng.random(400) < 0.3
    days = np.where(left, rng.integers(1, 30, 400), 0)
    lines = [
        f"{d};{m};{'yes' if x else 'no'}"
        for d, m, x in zip(days, rng.integers(1, 60, 400), left, strict=True)
    ]
    data = "\n".join(["days_gone;months;churned", *lines]).encode()
    at = bring(in_lesson(step="bill", case="own", **SEEN), data)
    assert used(at) == ["months", "churned"]
    assert "days_gone" in at.text[0].value
    assert used(change(at, "days_gone", used=True)) == ["days_gone", "months", "churned"]
    assert "days_gone" not in at.text[0].value


def test_a_new_file_that_cannot_be_read_leaves_the_old_one_in_place() -> None:
    at = bring(in_lesson(step="bill", case="own", **SEEN), own_file())
    before = picture(at)["words"]
    at.get("file_uploader")[0].upload("broken.csv", b"nothing here")
    at.run()
    assert not at.exception
    assert len(at.error) == 1
    assert picture(at)["words"] == before
    at.get("file_uploader")[0].upload("second.csv", own_file(300))
    at.run()
    assert "300" in picture(at)["words"]
    at.button("own_forget").click().run()
    assert not at.exception
    assert at.get("file_uploader")


@pytest.mark.parametrize("changes", [{"used": False}, {"shown": "groups", "label": "Months '=1"}])
def test_do_it_yourself_gives_the_number_of_an_own_file_put_right(
    changes: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = workbook({"Cover": [["nothing"]], "It's data": customers(240)})
    start = in_lesson(step="cutoff", case="own", model="logistic regression", cutoff="35", **SEEN)
    at = bring(start, data, "mine.xlsx")
    at.selectbox("own_upload_sheet").select_index(1).run()
    change(at, "months", **changes)
    assert not at.exception
    words = picture(at)["words"]
    (tmp_path / "mine.xlsx").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[-1].value, {})
    figures = [float(text) for text in re.findall(r"-?\d+\.\d+", printed.getvalue())]
    assert all(money(figure, "€") in words for figure in figures), (figures, words)


def customers(rows: int) -> list[list[object]]:
    """A sheet of customers, of whom a quarter left."""
    return [["months", "plan", "churned"]] + [
        [i % 37, ("gold", "basic")[i % 2], ("yes", "no", "no", "no")[(i * 7) % 4]] for i in range(rows)
    ]


def test_a_workbook_is_read_and_another_sheet_can_be_chosen() -> None:
    data = workbook({"This year": customers(200), "Last year": customers(120)})
    at = bring(in_lesson(step="bill", case="own", **SEEN), data, "book.xlsx")
    assert not at.exception
    assert "200" in picture(at)["words"]
    at.selectbox("own_sheet").select_index(1).run()
    assert not at.exception
    assert "120" in picture(at)["words"]
    assert "Last year" in at.text[0].value


def test_a_first_sheet_without_a_table_leads_to_the_second() -> None:
    data = workbook({"Cover": [["Customers of the year"]], "Data": customers(200)})
    at = bring(in_lesson(step="bill", case="own", **SEEN), data, "book.xlsx")
    assert not at.exception
    assert len(at.error) == 1
    assert "Data" in at.error[0].value
    at.selectbox("own_upload_sheet").select_index(1).run()
    assert not at.exception
    assert "200" in picture(at)["words"]
