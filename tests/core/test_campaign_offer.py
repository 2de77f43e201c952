"""The four values of a campaign: what a contact earns, and where contacting stops paying."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from core.campaign import (
    Campaign,
    break_even,
    campaign_profit,
    dearest_contact,
    dearest_incentive,
    profit_per_contact,
)
from tests.core.campaigns import campaigns, shares

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=60, deadline=None)
USUAL = Campaign(clv=200, accept_rate=0.3, incentive_cost=10, contact_cost=1)


def moved(campaign: Campaign) -> float:
    """The money one contact can move at most: the measure for rounding."""
    return 1 + campaign.clv + campaign.incentive_cost + campaign.contact_cost


@pytest.mark.parametrize("wrong", [-1, -0.01, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("which", ["clv", "incentive_cost", "contact_cost"])
def test_money_is_a_number_from_nought_upwards(which: str, wrong: float) -> None:
    with pytest.raises(ValueError, match=which):
        replace(USUAL, **{which: wrong})


@pytest.mark.parametrize("wrong", [-0.01, 1.01, math.nan, math.inf])
def test_the_acceptance_is_a_share(wrong: float) -> None:
    with pytest.raises(ValueError, match="accept_rate"):
        replace(USUAL, accept_rate=wrong)


def test_the_value_of_a_customer_may_be_below_the_incentive() -> None:
    assert break_even(Campaign(clv=5, accept_rate=1, incentive_cost=10, contact_cost=0)) is None


def test_a_contact_on_paper() -> None:
    # a certain leaver: .3 x (200 - 10) - 1 = 56; a certain stayer: -(10 + 1); one in two: (56 - 11) / 2
    assert profit_per_contact(USUAL, np.array([1, 0, 0.5])) == pytest.approx([56, -11, 22.5])
    assert profit_per_contact(USUAL, 0.5) == pytest.approx(22.5)


def test_two_whole_campaigns_on_paper() -> None:
    # 1,000 contacts: 400 leavers x 56 - 600 stayers x 11 = 15,800, less 2,000 for the campaign
    assert campaign_profit(10_000, 0.10, 0.40, USUAL, fixed_cost=2_000) == 13_800
    # 100 x 56 - 900 x 11
    assert campaign_profit(10_000, 0.10, 0.10, USUAL) == -4_300


@LAW
@given(campaigns, shares)
def test_a_contact_earns_what_the_paper_of_2006_says(campaign, p) -> None:
    # p x [accept x (clv - d) + d] - (d + f), and the two forms of the campaign's profit
    g, clv, d, f = campaign.accept_rate, campaign.clv, campaign.incentive_cost, campaign.contact_cost
    rounding = {"abs": 1e-9 * moved(campaign)}
    found = profit_per_contact(campaign, p)
    assert found == pytest.approx(p * (g * (clv - d) + d) - (d + f), **rounding)
    assert found == pytest.approx(p * g * (clv - f - d) - p * (1 - g) * f - (1 - p) * (f + d), **rounding)


@pytest.mark.parametrize(
    ("g", "clv", "d", "f", "chance"),
    [
        (0.3, 200, 10, 1, 0.164179),
        (0.3, 100, 30, 5, 0.686275),
        (0.3, 500, 50, 5, 0.297297),
        (0.2, 200, 10, 1, 0.229167),
        (0.3, 60, 20, 4, 0.750000),
    ],
)
def test_break_even_chances_known_from_elsewhere(g, clv, d, f, chance) -> None:
    assert break_even(Campaign(clv, g, d, f)) == pytest.approx(chance, abs=5e-7)


@pytest.mark.parametrize(
    ("p", "incentive", "contact"),
    [
        (0.10, 5.376344, -3.300000),
        (0.2654, 18.329198, 7.781800),
        (0.50, 44.615385, 23.500000),
        (0.70, 80.392157, 36.900000),
    ],
)
def test_dearest_incentives_and_contacts_known_from_elsewhere(p, incentive, contact) -> None:
    assert dearest_incentive(USUAL, p) == pytest.approx(incentive, abs=5e-7)
    assert dearest_contact(USUAL, p) == pytest.approx(contact, abs=5e-7)
    assert dearest_incentive(USUAL, np.array([p])).tolist() == [dearest_incentive(USUAL, p)]
    assert dearest_contact(USUAL, np.array([p])).tolist() == [dearest_contact(USUAL, p)]


@LAW
@given(campaigns)
def test_a_contact_earns_nothing_at_break_even_and_a_certain_leaver_decides_whether_there_is_one(c) -> None:
    chance = break_even(c)
    assert (chance is None) == (c.accept_rate * (c.clv - c.incentive_cost) - c.contact_cost <= 0)
    if chance is None:
        assert (profit_per_contact(c, np.linspace(0, 1, 11)) <= 0).all()
    else:
        assert 0 <= chance <= 1
        assert profit_per_contact(c, chance) == pytest.approx(0, abs=1e-9 * moved(c))


@LAW
@given(campaigns, shares)
def test_at_the_dearest_incentive_and_contact_nothing_is_left(campaign, p) -> None:
    incentive, contact = dearest_incentive(campaign, p), dearest_contact(campaign, p)
    assert math.isfinite(incentive)
    assert math.isfinite(contact)
    if contact >= 0:
        left = profit_per_contact(replace(campaign, contact_cost=contact), p)
        assert left == pytest.approx(0, abs=1e-9 * moved(campaign))
    if incentive >= 0 and 1 - p + p * campaign.accept_rate > 1e-12:
        left = profit_per_contact(replace(campaign, incentive_cost=incentive), p)
        assert left == pytest.approx(0, abs=1e-9 * (moved(campaign) + incentive))


def test_nobody_takes_an_incentive_that_no_leaver_accepts() -> None:
    assert dearest_incentive(Campaign(200, 0, 10, 1), 1.0) == 0
    assert dearest_incentive(Campaign(200, 5e-324, 10, 1), 1.0) == 0, "nor one in more than anybody can count"
