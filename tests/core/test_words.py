"""Numbers the way people say them, and one name for every idea."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, words
from core.words import (
    CURRENCIES,
    GLOSSARY,
    MODEL_NAMES,
    TOGETHER,
    capital,
    count,
    figure,
    money,
    money_span,
    one_line,
    percent,
    price,
    span,
    the_model,
)

LAW = settings(max_examples=40, deadline=None)
amounts = st.floats(-1e9, 1e9, allow_nan=False)


def plain(text: str) -> str:
    """The same text with ordinary spaces and hyphens."""
    return text.replace(TOGETHER, " ").replace("−", "-")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (7, "7"),
        (999.6, "1,000"),
        (10_000, "10,000"),
        (-1234, "-1,234"),
        (-0.4, "0"),
        (1e9, "1,000,000,000"),
    ],
)
def test_a_count_is_a_whole_number_with_thousands(value, said) -> None:
    assert plain(count(value)) == said


@pytest.mark.parametrize(
    ("share", "digits", "said"),
    [
        (0.083, 0, "8 %"),
        (0.083, 1, "8.3 %"),
        (0, 0, "0 %"),
        (1, 0, "100 %"),
        (-0.25, 0, "-25 %"),
        (-0.001, 0, "0 %"),
        (-0.001, 1, "-0.1 %"),
        (-0.0004, 1, "0.0 %"),
        (0.265, 1, "26.5 %"),
        (2.5, 0, "250 %"),
    ],
)
def test_a_share_is_said_in_percent(share, digits, said) -> None:
    assert plain(percent(share, digits)) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (6.608, "€ 6.61"),
        (0, "€ 0.00"),
        (99.99, "€ 99.99"),
        (100, "€ 100"),
        (660_800, "€ 660,800"),
        (-5.5, "-€ 5.50"),
        (-1234.4, "-€ 1,234"),
        (-0.001, "€ 0.00"),
        (-0.0, "€ 0.00"),
        (1e9, "€ 1,000,000,000"),
        (math.inf, "no limit"),
        (math.nan, "unknown"),
    ],
)
def test_an_amount_is_said_with_cents_below_a_hundred(amount, said) -> None:
    assert plain(money(amount, "€")) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (80.0, "€ 80"),
        (80, "€ 80"),
        (0.0, "€ 0"),
        (12.5, "€ 12.50"),
        (1e6, "€ 1,000,000"),
        (100.5, "€ 100.50"),
        (120.75, "€ 120.75"),
        (1234.5, "€ 1,234.50"),
        (-80, "-€ 80"),
        (-120.75, "-€ 120.75"),
    ],
)
def test_a_price_is_said_as_it_was_typed(amount, said) -> None:
    assert plain(price(amount, "€")) == said


@LAW
@given(st.integers(-(10**9), 10**9))
def test_a_typed_price_keeps_its_cents(cents) -> None:
    said = plain(price(cents / 100, "€"))
    assert round(100 * float(said.replace("€ ", "").replace(",", ""))) == cents
    assert said.startswith("-€ " if cents < 0 else "€ ")
    assert ("." in said) == (cents % 100 != 0)


@LAW
@given(amounts, st.sampled_from(CURRENCIES))
def test_no_line_breaks_inside_a_number_and_minus_is_a_minus(amount, currency) -> None:
    for text in (money(amount, currency), price(amount, currency), percent(amount), count(amount)):
        assert " " not in text
        assert "-" not in text
    assert currency + TOGETHER in money(amount, currency)
    assert percent(amount).endswith(TOGETHER + "%")


@LAW
@given(amounts)
def test_what_is_said_is_the_number_to_half_its_last_digit(amount) -> None:
    said = float(plain(money(amount, "€")).replace("€ ", "").replace(",", ""))
    assert abs(said - amount) <= (0.005 if abs(amount) < 100 else 0.5) + 1e-6
    assert abs(float(plain(percent(amount)).removesuffix(" %")) - 100 * amount) <= 0.5 + 1e-6 * abs(amount)
    assert abs(float(plain(count(amount)).replace(",", "")) - amount) <= 0.5


@LAW
@given(st.floats(0, 1e9))
def test_a_loss_is_said_like_a_gain_with_a_minus_before_it(amount) -> None:
    assert money(-amount, "€") in ("−" + money(amount, "€"), money(amount, "€"))
    if amount >= 0.01:
        assert money(-amount, "€") == "−" + money(amount, "€")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (14, "days", "14 days"),
        (1, "days", "1 day"),
        (0.996, "months", "1 month"),
        (-1, "days", "-1 day"),
        (1, "s", "1 s"),
        (1, "mbps", "1 mbps"),
        (1, "gas", "1 gas"),
        (1, "%", "1 %"),
        (3.2, "%", "3.2 %"),
        (0, "days", "0 days"),
        (12.5, "€", "€ 12.5"),
        (-12.5, "€", "-€ 12.5"),
        (1234, "Rs", "Rs 1,234"),
        (7, "Mbit/s", "7 Mbit/s"),
        (1234567.89, "", "1,234,567.9"),
        (12.34, "", "12.3"),
        (9.994, "", "9.99"),
        (9.996, "", "10"),
        (2.5, "", "2.5"),
        (100.0, "", "100"),
        (-0.0, "", "0"),
        (0.00417, "", "0.0042"),
        (-0.0099, "", "-0.0099"),
        (1e-12, "", "0"),
        (-1e-12, "", "0"),
        (math.nan, "", "missing"),
        (math.nan, "€", "missing"),
    ],
)
def test_a_value_is_said_as_people_write_it(value, unit, said) -> None:
    assert plain(figure(value, unit)) == said


@LAW
@given(amounts, st.sampled_from([*CURRENCIES, "", "days", "%"]))
def test_a_value_and_its_unit_stay_together_and_are_near_the_truth(value, unit) -> None:
    said = figure(value, unit)
    assert " " not in said and "-" not in said
    number = re.sub(r"[^\d.-]", "", plain(said))
    assert float(number) == pytest.approx(value, abs=0.0501 if abs(value) >= 10 else 0.00501)


def test_a_range_is_said_in_words() -> None:
    assert plain(money_span(1.2, 1.9, "€")) == "between € 1.20 and € 1.90"
    assert span("5", "6") == "between 5 and 6"
    assert plain(money_span(-3, 4, "CHF")) == "between -CHF 3.00 and CHF 4.00"


@pytest.mark.parametrize(
    ("value", "line"),
    [("a\n b\t\tc", "a b c"), ("  a  ", "a"), (5, "5"), ("€\u00a05  each", "€\u00a05 each"), ("\n", "")],
)
def test_any_text_fits_on_one_line_and_keeps_what_belongs_together(value, line) -> None:
    assert one_line(value) == line


def test_every_idea_has_one_name_of_its_own() -> None:
    names = [term.plain for term in GLOSSARY.values()]
    assert len(set(names)) == len(names)
    assert len({name.lower() for name in names}) == len(names)
    assert all(key == term.technical for key, term in GLOSSARY.items())


@pytest.mark.parametrize("term", GLOSSARY.values(), ids=lambda term: term.technical)
def test_every_meaning_is_a_sentence(term: words.Term) -> None:
    assert term.meaning[0].isupper()
    assert term.meaning.endswith(".")
    assert term.plain == term.plain.strip()


def test_every_model_has_a_plain_name() -> None:
    assert set(MODEL_NAMES) == set(models.NAMES)
    assert len(set(MODEL_NAMES.values())) == len(MODEL_NAMES)
    assert set(MODEL_NAMES.values()) <= {term.plain for term in GLOSSARY.values()}


def test_models_are_called_as_one_says_them() -> None:
    assert [the_model(model) for model in MODEL_NAMES] == [
        "the tree", "the straight-line score", "the forest", "boosting", "the support vector machine",
        "the neural network",
    ]  # fmt: skip
    assert the_model("oracle") == "the oracle"
    assert [capital(text) for text in ("the tree", "", "x")] == ["The tree", "", "X"]
