"""The picture of what doing nothing costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.bill import bill
from core.costs import Costs

LAW = settings(max_examples=8, deadline=None)
PRICES = Costs(missed=80, wasted=40)
HUNDRED = np.array([1] * 25 + [0] * 75)


def said(chart) -> str:
    return chart.words.replace("\u00a0", " ")


def test_the_bill_of_a_hundred_customers_on_paper(sound) -> None:
    # 25 of 100 leave at 80: 25 x 80 / 100 = 20 a customer, and 10,000 x 20 = 200,000
    # range of the share: .25 +- 1.645 x root(.25 x .75 / 100) = .25 +- .0712, so .1788 to .3212;
    # times 80 x 10,000: 143,015 to 256,985
    chart = bill(HUNDRED, PRICES, 10_000, "€", guess=30)
    sound(chart)
    words = said(chart)
    for part in ("100 customers 25 left", "25.0 %", "€ 80", "€ 20.00", "10,000", "€ 200,000"):
        assert part in words
    assert "between € 143,0" in words
    assert "€ 256,9" in words


def test_the_table_has_the_three_bills_no_model_is_needed_for() -> None:
    table = bill(HUNDRED, PRICES, 10_000, "€").table
    # 25 x 80 / 100 = 20, 75 x 40 / 100 = 30, and 0
    assert table["cost per customer"].tolist() == [20, 30, 0]
    assert table["cost for the whole base"].tolist() == [200_000, 300_000, 0]


@pytest.mark.parametrize(
    ("y", "costs", "customers", "currency", "guess"),
    [
        (HUNDRED, PRICES, 100_000, "€", None),
        (HUNDRED, PRICES, 100_000, "$", 0),
        (HUNDRED, PRICES, 100, "CHF", 100),
        (HUNDRED, Costs(0, 0), 100, "Rs", 50),
        (HUNDRED, Costs(1e6, 1e6), 1_000_000_000, "Rs", 3),
        (np.zeros(50), PRICES, 100, "€", 5),
        (np.ones(50), PRICES, 100, "€", 5),
        (np.array([1, 0]), PRICES, 100, "€", 99.6),
    ],
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound(sound, y, costs, customers, currency, guess) -> None:
    sound(bill(y, costs, customers, currency, guess))


def test_the_words_follow_the_input() -> None:
    base = dict(y=HUNDRED, costs=PRICES, customers=10_000, currency="€")
    others = [
        dict(y=HUNDRED[10:]),
        dict(costs=Costs(81, 40)),
        dict(customers=20_000),
        dict(currency="£"),
    ]
    words = {bill(**{**base, **other}).words for other in ({}, *others)}
    assert len(words) == 5


def test_the_dots_are_the_share_and_the_ring_is_the_guess() -> None:
    chart = bill(HUNDRED, PRICES, 10_000, "€", guess=30)
    for figure in (chart.figure, chart.narrow):
        sizes = {trace.get("name"): len(trace["x"]) for trace in figure["data"] if trace.get("name")}
        assert (sizes["25 left"], sizes["75 stayed"], sizes["your guess: 30"]) == (25, 75, 30)
    unguessed = bill(HUNDRED, PRICES, 10_000, "€")
    assert not any("guess" in str(trace.get("name")) for trace in unguessed.figure["data"])


def test_the_bars_are_the_table() -> None:
    chart = bill(HUNDRED, PRICES, 10_000, "€")
    for figure in (chart.figure, chart.narrow):
        drawn = [trace["x"] for trace in figure["data"] if trace["type"] == "bar"]
        assert drawn == [chart.table["cost per customer"].tolist()]


@LAW
@given(st.lists(st.integers(0, 1), min_size=2, max_size=60), st.integers(0, 500), st.integers(0, 100))
def test_any_bill_can_be_drawn(sound, y, missed, guess) -> None:
    sound(bill(np.array(y), Costs(missed, 40), 1_000, "€", guess))
