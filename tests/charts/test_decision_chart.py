"""The picture of what the plan is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import Campaign, Earned, earned
from core.charts.decision import decision

LAW = settings(max_examples=8, deadline=None)
OFFER = Campaign(clv=100, accept_rate=0.3, incentive_cost=30, contact_cost=5)
Y = np.array([1] * 40 + [0] * 60)
REACHED = np.array([True] * 20 + [False] * 20 + [True] * 2 + [False] * 58)
POLICY = "Contact whoever calls."


def said(chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def test_the_worth_of_a_plan_on_paper(sound) -> None:
    # a contacted leaver brings .3 x 70 - 5 = 16, a contacted stayer costs 35:
    # (20 x 16 - 2 x 35) / 100 = 2.50 a customer; for 1,000 customers 2,500
    chart = decision(earned(Y, REACHED, OFFER), -14.6, 6.4, 1_000, "€", POLICY)
    sound(chart)
    words = said(chart)
    assert words.startswith(POLICY)
    for part in ("100 customers", "earns € 2.50 for each customer", "1,000 customers: € 2,500"):
        assert part in words
    # nobody, everyone (40 x 16 - 60 x 35) / 100, the plan, perfect foresight 40 x 16 / 100
    assert chart.table["profit per customer"].tolist() == [0, -14.6, 2.5, 6.4]
    assert chart.table["profit for the whole base"].tolist() == [0, -14_600, 2_500, 6_400]


def test_a_plan_that_loses_says_so() -> None:
    words = said(decision(earned(Y, np.ones(100), OFFER), -14.6, 6.4, 1_000, "€", POLICY))
    assert "loses € 14.60 for each customer" in words
    assert "-€ 14,600" in words


def test_a_range_around_nothing_is_called_luck() -> None:
    words = said(decision(Earned(0.5, -0.2, 1.2, 100, 20), -14.6, 6.4, 1_000, "€", POLICY))
    assert "nothing but luck" in words
    words = said(decision(Earned(0.5, 0.2, 0.8, 100, 20), -14.6, 6.4, 1_000, "€", POLICY))
    assert "luck" not in words


def test_a_huge_loss_leaves_the_picture_but_keeps_its_figure() -> None:
    chart = decision(Earned(0.5, 0.2, 0.8, 100, 20), -30.9, 1.3, 1_000, "€", POLICY)
    left, right = chart.figure["layout"]["xaxis"]["range"]
    assert -2 < left < 0 < right < 3
    shown = [x for trace in chart.figure["data"] for x in trace["x"]]
    assert min(shown) >= left
    assert any(
        "◀" in text and "30.90" in text for trace in chart.figure["data"] for text in trace.get("text", [])
    )


@pytest.mark.parametrize("currency", ["€", "$", "CHF"])
@pytest.mark.parametrize(
    "offer", [OFFER, Campaign(0, 0, 0, 0), Campaign(10, 1, 50, 0), Campaign(1e6, 0.5, 0, 1)]
)
@pytest.mark.parametrize("reached", [REACHED, np.zeros(100), np.ones(100), Y])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound(sound, offer, reached, currency) -> None:
    everyone = earned(Y, np.ones(100), offer).value
    sound(
        decision(
            earned(Y, reached, offer), everyone, max(0.0, 0.4 * offer.per_leaver), 1_000, currency, POLICY
        )
    )


def test_the_words_follow_the_input() -> None:
    worth = earned(Y, REACHED, OFFER)
    variants = [
        (worth, -14.6, 6.4, 1_000, "€", POLICY),
        (earned(Y, ~REACHED, OFFER), -14.6, 6.4, 1_000, "€", POLICY),
        (worth, -14.6, 6.4, 2_000, "€", POLICY),
        (worth, -14.6, 6.4, 1_000, "£", POLICY),
        (worth, -14.6, 6.4, 1_000, "€", "Contact nobody."),
    ]
    assert len({decision(*variant).words for variant in variants}) == len(variants)


def test_the_bars_are_the_table_and_the_range_is_drawn() -> None:
    worth = earned(Y, REACHED, OFFER)
    chart = decision(worth, -1.0, 6.4, 1_000, "€", POLICY)
    drawn = [trace["x"][0] for trace in chart.figure["data"] if trace["type"] == "bar"]
    assert drawn == chart.table["profit per customer"].tolist()
    numbers = [x for trace in chart.figure["data"] for x in trace["x"]]
    assert worth.low in numbers
    assert worth.high in numbers


@LAW
@given(
    st.lists(st.tuples(st.integers(0, 1), st.booleans()), min_size=1, max_size=40),
    st.builds(Campaign, st.floats(0, 1e5), st.floats(0, 1), st.floats(0, 1e4), st.floats(0, 1e4)),
)
def test_any_plan_can_be_drawn(sound, rows, offer) -> None:
    y, reached = (np.array(part) for part in zip(*rows, strict=True))
    everyone = earned(y, np.ones(len(y)), offer).value
    sound(decision(earned(y, reached, offer), everyone, 0.0, 1_000, "€", POLICY))
