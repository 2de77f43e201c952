"""The picture of what the policy is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.decision import decision
from core.costs import Costs, Saving, saving

LAW = settings(max_examples=8, deadline=None)
PRICES = Costs(missed=80, wasted=40)
Y = np.array([1] * 40 + [0] * 60)
REACHED = np.array([True] * 20 + [False] * 20 + [True] * 10 + [False] * 50)
POLICY = "Contact whoever calls."


def said(chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def test_the_worth_of_a_policy_on_paper(sound) -> None:
    # 20 missed x 80 + 10 wasted x 40 = 2,000 over 100 = 20; doing nothing 40 x 80 / 100 = 32
    # saved 12 a customer, 12 / 32 = 37.5 %, said as 38 %; for 1,000 customers 12,000
    chart = decision(saving(Y, REACHED, PRICES), 24, 1_000, "€", POLICY)
    sound(chart)
    words = said(chart)
    assert words.startswith(POLICY)
    for part in ("100 customers", "saves € 12.00 per customer", "38 %", "1,000 customers", "€ 12,000"):
        assert part in words
    # do nothing 40 x 80, contact everyone 60 x 40 (given), the policy, perfect foresight
    assert chart.table["cost per customer"].tolist() == [32, 24, 20, 0]
    assert chart.table["cost for the whole base"].tolist() == [32_000, 24_000, 20_000, 0]


def test_the_range_is_that_of_the_saving() -> None:
    # each customer's gain around 12: 20 caught 68 off, 10 bothered 52 off, 70 others 12 off
    # 20 x 4624 + 10 x 2704 + 70 x 144 = 129600, over 99 and over 100 = 13.0909, root 3.618136,
    # times 1.644854 = 5.951306; for 1,000 customers 12,000 - 5,951 = 6,049 to 17,951
    worth = saving(Y, REACHED, PRICES)
    words = said(decision(worth, 24, 1_000, "€", POLICY))
    assert "€ 12,000, between € 6,049 and € 17,951." in words


def test_a_policy_that_loses_says_so() -> None:
    # contact everyone where 10 of 100 leave: 90 x 40 / 100 = 36 against 10 x 80 / 100 = 8, a loss of 28
    y = np.array([1] * 10 + [0] * 90)
    words = said(decision(saving(y, np.ones(100), PRICES), 36, 1_000, "€", POLICY))
    assert "loses € 28.00" in words
    assert "-€ 28,000" in words


@pytest.mark.parametrize(
    ("y", "reached", "costs"),
    [
        ([1] * 25 + [0] * 75, np.ones(100), Costs(0, 40)),  # leaving costs nothing
        ([0] * 100, np.arange(100) < 75, PRICES),  # nobody leaves
    ],
)
def test_a_policy_loses_even_where_doing_nothing_is_free(sound, y, reached, costs) -> None:
    # 75 wasted contacts x 40 / 100 = 30. Around it 75 are 10 off and 25 are 30 off: 30000 over 99 and
    # over 100 = 3.0303, root 1.740777, times 1.644854 = 2.863323; for 1,000 customers 27,137 to 32,863
    chart = decision(saving(np.array(y), reached, costs), 30, 1_000, "€", POLICY)
    sound(chart)
    words = said(chart)
    assert "loses € 30.00 per customer against doing nothing. For 1,000" in words
    assert "-€ 30,000, between -€ 32,863 and -€ 27,137." in words
    assert "%" not in words, "there is no bill to take a share of"


def test_a_policy_that_costs_as_much_as_doing_nothing_does_not_lose() -> None:
    # 374 leave at 0.08 = 29.92, or everyone is contacted, 8 in vain at 3.74 = 29.92
    y = np.array([1] * 374 + [0] * 8)
    words = said(decision(saving(y, np.ones(382), Costs(0.08, 3.74)), 29.92 / 382, 1_000, "€", POLICY))
    assert "loses" not in words


@pytest.mark.parametrize("currency", ["€", "$", "CHF"])
@pytest.mark.parametrize(
    ("y", "reached", "costs"),
    [
        (Y, REACHED, PRICES),
        (Y, np.zeros(100), PRICES),
        (Y, np.ones(100), PRICES),
        (Y, Y, PRICES),
        (Y, 1 - Y, Costs(1, 1e6)),
        (np.zeros(100), REACHED, PRICES),
        (Y, REACHED, Costs(0, 40)),
        (Y, REACHED, Costs(0, 0)),
    ],
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound(sound, y, reached, costs, currency) -> None:
    worth = saving(y, reached, costs)
    sound(decision(worth, 24.0, 1_000, currency, POLICY))


def test_the_words_follow_the_input() -> None:
    worth = saving(Y, REACHED, PRICES)
    variants = [
        (worth, 24, 1_000, "€", POLICY),
        (saving(Y, ~REACHED, PRICES), 24, 1_000, "€", POLICY),
        (worth, 24, 2_000, "€", POLICY),
        (worth, 24, 1_000, "£", POLICY),
        (worth, 24, 1_000, "€", "Contact nobody."),
    ]
    assert len({decision(*variant).words for variant in variants}) == len(variants)


def test_the_bars_are_the_table_and_the_range_is_drawn() -> None:
    worth = saving(Y, REACHED, PRICES)
    chart = decision(worth, 24, 1_000, "€", POLICY)
    for figure in (chart.figure, chart.narrow):
        drawn = [trace["x"] for trace in figure["data"] if trace["type"] == "bar"]
        assert drawn == [chart.table["cost per customer"].tolist()]
        numbers = [x for trace in figure["data"] for x in trace["x"]]
        for gain in (worth.gain_low, worth.gain_high):
            assert any(x == pytest.approx(32 - gain) for x in numbers)


def test_a_cost_is_never_drawn_below_nought() -> None:
    worth = Saving(1, 0.1, 0, 0.9, 0.7, 1.1, 10, do_nothing=10, gain=9, gain_low=7, gain_high=11)
    for trace in decision(worth, 24, 1_000, "€", POLICY).figure["data"]:
        assert min([*trace["x"], 0]) >= 0


@LAW
@given(st.lists(st.tuples(st.integers(0, 1), st.booleans()), min_size=2, max_size=40), st.integers(0, 300))
def test_any_policy_can_be_drawn(sound, rows, wasted) -> None:
    y, reached = (np.array(part) for part in zip(*rows, strict=True))
    sound(decision(saving(y, reached, Costs(80, wasted)), 24.0, 1_000, "€", POLICY))
