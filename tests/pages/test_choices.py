"""The choices of a lesson: settings, their spelling, and what may change them."""

import pytest

from pages.shared.choices import SKIPPED, guess, number, option, switch
from tests.pages.walk import address, in_lesson, picture


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (number("price", 80.0, 0, 1e6), 12345.67),
        (number("customers", 100, 1, 10**9), 987_654_321),
        (option("model", "tree", ("tree", "forest")), "forest"),
        (switch("limited"), True),
        (guess("guess", 0, 100), 35.0),
        (guess("guess", 0, 100), SKIPPED),
    ],
)
def test_what_is_written_to_the_address_is_read_back(setting, value) -> None:
    assert setting.read(setting.write(value)) == value


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-1", "1000001", "1e99"])
def test_a_number_outside_its_bounds_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        number("price", 80.0, 0, 1e6).read(text)


def test_a_control_that_sends_nonsense_changes_nothing() -> None:
    at = in_lesson(step="bill", guess_bill="20")
    before = picture(at)
    at.number_input("churn_costs.missed").set_value(None).run()
    assert not at.exception
    assert picture(at) == before
    assert address(at) == {"step": "bill", "guess_bill": "20"}


def test_the_currency_follows_the_case_until_the_reader_sets_one() -> None:
    at = in_lesson(step="bill", guess_bill="20")
    assert "Rs" in picture(at)["words"]
    at = in_lesson(step="bill", guess_bill="20", case="broadband")
    assert "€" in picture(at)["words"]
    at.selectbox("churn_costs.currency").set_value("£").run()
    assert "£" in picture(at)["words"]
    assert address(at)["currency"] == "£"
