"""The picture of what would change the advice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import DRIVEN_AWAY, Campaign, profit_curve, swings
from core.charts.tornado import NAMES, tornado

LAW = settings(max_examples=10, deadline=None)
Y = np.array([1] * 20 + [0] * 2 + [1] * 20 + [0] * 58)
CHANCE = np.array([0.9] * 22 + [0.1] * 78)
OFFER = Campaign(clv=100, accept_rate=0.3, incentive_cost=30, contact_cost=5)


def a_plan(offer: Campaign = OFFER):
    return profit_curve(Y, CHANCE, offer).at(0.5)


def ranges(offer: Campaign = OFFER) -> dict[str, tuple[float, float]]:
    names = ("clv", "incentive_cost", "contact_cost")
    amounts = {name: (0.75 * getattr(offer, name), 1.25 * getattr(offer, name)) for name in names}
    return {**amounts, "accept_rate": (0.15, 0.45), DRIVEN_AWAY: (0.0, 0.05)}


def said(chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def test_the_strongest_belief_on_paper(sound) -> None:
    # the plan: 20 caught, 2 wasted of 100: (20 x 16 - 2 x 35) / 100 = 2.50
    # at 15 % the leaver brings .15 x 70 - 5 = 5.5: (110 - 70) / 100 = 0.40; at 45 % 26.5: 4.60
    plan = a_plan()
    chart = tornado(swings(plan, ranges()), plan.profit_per_customer, "€")
    sound(chart)
    words = said(chart)
    assert words.startswith("Most hangs on this: 30 % of the leavers accept. Between 15 % and 45 %")
    assert "earns from € 0.40 to € 4.60 per customer" in words
    assert "no single value turns the advice" in words
    assert chart.table.iloc[0][["lowest", "highest"]].tolist() == [0.15, 0.45]
    assert chart.table.iloc[0]["profit at the lowest"] == pytest.approx(0.4)


def test_a_value_that_turns_the_advice_is_named() -> None:
    plan = a_plan()
    found = swings(plan, {**ranges(), "accept_rate": (0.05, 0.45)})
    # at 5 % the leaver brings .05 x 70 - 5 = -1.5
    assert "Inside the range of “leavers who accept” the advice turns" in said(
        tornado(found, plan.profit_per_customer, "€")
    )


def test_every_belief_has_its_name_and_the_strongest_is_on_top() -> None:
    plan = a_plan()
    chart = tornado(swings(plan, ranges()), plan.profit_per_customer, "€")
    assert set(chart.table["what"]) == set(NAMES.values())
    spans = (chart.table["profit at the highest"] - chart.table["profit at the lowest"]).abs().tolist()
    assert spans == sorted(spans, reverse=True)
    tops = [trace["y"][0] for trace in chart.figure["data"] if trace["type"] == "bar"]
    assert tops == sorted(tops)


@LAW
@given(st.builds(Campaign, st.floats(0, 1e5), st.floats(0, 1), st.floats(0, 1e4), st.floats(0, 1e4)))
def test_any_offer_can_be_drawn(sound, offer) -> None:
    plan = a_plan(offer)
    sound(tornado(swings(plan, ranges(offer)), plan.profit_per_customer, "CHF"))
