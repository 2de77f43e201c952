"""From the ledger's promise to the profit, and what would change the decision."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import BELIEFS, DRIVEN_AWAY, Bridge, Campaign, Offer, bridge, earns, flips, swings
from core.costs import Costs
from tests.core.campaigns import amounts, campaigns, shares

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=60, deadline=None)
counts = st.integers(0, 500)


def offered(campaign: Campaign, caught: int, missed: int, wasted: int, spared: int) -> Offer:
    profit = float(earns(campaign, caught, wasted))
    return Offer(0.5, caught, missed, wasted, spared, profit, campaign)


offers = st.builds(offered, campaigns, counts, counts, counts, st.integers(1, 500))
prices = st.builds(Costs, missed=amounts, wasted=amounts)
# 100 customers: 10 leavers and 5 stayers contacted.
# a leaver brings .5 x (100 - 20) - 10 = 30, a stayer costs 30: 300 - 150 = 150, 1.50 a customer
PAPER = offered(Campaign(100, 0.5, 20, 10), 10, 5, 5, 80)


def moved(offer: Offer) -> float:
    """Money that changes hands in a campaign, per customer: the measure for rounding."""
    campaign = offer.campaign
    return 1 + campaign.clv + campaign.incentive_cost + campaign.contact_cost


# -- the bridge --------------------------------------------------------------------------------


def test_the_bridge_on_paper() -> None:
    # ledger: 80 x 10 - 40 x 5 = 600. A saved leaver counts 20 more: +200; a contacted stayer 10 less: +50.
    # half refuse: -.5 x 100 x 10 = -500; half of ten get 20: -100; ten contacts of 10: -100. 150 is left.
    found = bridge(PAPER, Costs(missed=80, wasted=40))
    assert found == Bridge(ledger=6, worth=2, stayers=0.5, refusals=-5, offers=-1, contacts=-1, profit=1.5)


@LAW
@given(offers, prices)
def test_the_ledger_and_its_changes_add_up_to_the_profit(offer, costs) -> None:
    found = bridge(offer, costs)
    total = found.ledger + found.worth + found.stayers + found.refusals + found.offers + found.contacts
    assert total == pytest.approx(
        found.profit, abs=1e-5 + 1e-9 * (moved(offer) + costs.missed + costs.wasted)
    )
    assert max(found.refusals, found.offers, found.contacts) <= 0
    assert found.profit == offer.profit_per_customer


@LAW
@given(offers)
def test_prices_that_are_those_of_the_offer_change_nothing(offer) -> None:
    campaign = offer.campaign
    found = bridge(offer, Costs(missed=campaign.clv, wasted=campaign.per_stayer))
    assert (found.worth, found.stayers) == (0, 0)


# -- flip points -------------------------------------------------------------------------------


def test_the_flip_points_on_paper() -> None:
    found = flips(PAPER)
    assert found.clv == 70  # 5 accept: 5 x (clv - 20) = 10 x 10 + 5 x 30
    assert found.accept_rate == 0.3125  # 10 x 80 x rate = 100 + 150
    assert found.incentive_cost == 35  # 5 x 100 - 15 x 10 = (5 + 5) x incentive
    assert found.contact_cost == 20  # 5 x 80 - 5 x 20 = 15 x contact
    assert found.driven_away == 0.3  # 150 = share x 5 x 100


@LAW
@given(offers)
def test_at_every_flip_point_the_same_contacts_earn_nothing(offer) -> None:
    for name, flip in vars(flips(offer)).items():
        if flip is None:
            continue
        assert 0 <= flip < math.inf
        campaign, away = offer.campaign, 0.0
        if name == DRIVEN_AWAY:
            away = flip
        else:
            campaign = replace(campaign, **{name: flip})
        gains = campaign.accept_rate * campaign.clv * offer.caught
        takers = campaign.accept_rate * offer.caught + offer.wasted
        spent = takers * campaign.incentive_cost + offer.contacted * campaign.contact_cost
        spent += away * campaign.clv * offer.wasted
        assert gains - spent == pytest.approx(0, abs=1e-9 * (gains + spent) + 1e-300)


@LAW
@given(offers)
def test_a_profit_has_a_price_at_which_it_is_gone(offer) -> None:
    found = flips(offer)
    if offer.profit > 1e-3:
        assert found.clv <= offer.campaign.clv + 1e-6
        assert found.accept_rate <= offer.campaign.accept_rate + 1e-9
        assert found.incentive_cost >= offer.campaign.incentive_cost - 1e-6
        assert found.contact_cost >= offer.campaign.contact_cost - 1e-6
    if offer.profit < -1e-3:
        assert found.driven_away is None, "what already loses needs nobody driven away"


def test_without_contacts_nothing_can_flip() -> None:
    nobody = offered(Campaign(100, 0.5, 20, 10), 0, 5, 0, 95)
    assert set(vars(flips(nobody)).values()) == {None}


def test_contacts_that_reach_no_leaver_can_only_lose() -> None:
    found = flips(offered(Campaign(100, 0.5, 20, 10), 0, 5, 5, 90))
    assert set(vars(found).values()) == {None}


def test_no_acceptance_above_everyone_is_offered() -> None:
    # even if all ten stay: 10 x (25 - 20) - 100 - 150 is a loss
    assert flips(offered(Campaign(25, 0.5, 20, 10), 10, 5, 5, 80)).accept_rate is None
    # and a customer worth less than the incentive never pays
    assert flips(offered(Campaign(10, 0.5, 20, 10), 10, 5, 5, 80)).accept_rate is None


# -- swings ------------------------------------------------------------------------------------


def test_the_swings_on_paper() -> None:
    # accept .2 to .8: 10 x (80 x rate - 10) - 150 is -90 to 390; contact 0 to 20: 300 to 0;
    # driven away 0 to .5: 150 to -100. Per customer a hundredth of it, the widest first.
    found = swings(PAPER, {"contact_cost": (0, 20), "accept_rate": (0.2, 0.8), DRIVEN_AWAY: (0, 0.5)})
    assert [swing.name for swing in found] == ["accept_rate", "contact_cost", DRIVEN_AWAY]
    ends = [end for swing in found for end in (swing.profit_low, swing.profit_high)]
    assert ends == pytest.approx([-0.9, 3.9, 3, 0, 1.5, -1])
    assert [swing.now for swing in found] == [0.5, 10, 0]
    assert [swing.flip for swing in found] == [0.3125, 20, 0.3]
    assert (found[0].low, found[0].high) == (0.2, 0.8)


@LAW
@given(offers, shares, shares)
def test_a_range_around_the_present_value_swings_around_the_present_profit(offer, down, up) -> None:
    campaign = offer.campaign
    ranges = {
        name: (getattr(campaign, name) * down, getattr(campaign, name) * (1 + up))
        for name in ("clv", "incentive_cost", "contact_cost")
    }
    ranges["accept_rate"] = (campaign.accept_rate * down, min(1.0, campaign.accept_rate * (1 + up)))
    ranges[DRIVEN_AWAY] = (0.0, up)
    found = swings(offer, ranges)
    assert {swing.name for swing in found} == set(BELIEFS)
    hair = 1e-5 + 1e-9 * moved(offer)
    for swing in found:
        ends = sorted((swing.profit_low, swing.profit_high))
        assert ends[0] - hair <= offer.profit_per_customer <= ends[1] + hair
        assert swing.flip == getattr(flips(offer), swing.name)
    spans = [abs(swing.profit_high - swing.profit_low) for swing in found]
    assert spans == sorted(spans, reverse=True)


@pytest.mark.parametrize("wrong", [{"weather": (0, 1)}, {"accept_rate": (0, 1.1)}, {"clv": (-1, 1)},
                                   {DRIVEN_AWAY: (0, 2)}])  # fmt: skip
def test_beliefs_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        swings(PAPER, wrong)
