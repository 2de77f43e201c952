"""What contacting at every cut-off earns, and the best of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import Campaign, profit_curve, profit_per_contact
from tests.core.campaigns import campaigns, chances, people, shares

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=60, deadline=None)
# a caught leaver brings .5 x (100 - 20) - 10 = 30, a contacted stayer costs 20 + 10 = 30
EVEN = Campaign(clv=100, accept_rate=0.5, incentive_cost=20, contact_cost=10)
# .9 left   .6 stayed   .6 left   .3 stayed   .1 left
#   30      the pair at .6: 30 - 30, so 30 still   .3: 0   .1: 30
Y = np.array([0, 1, 1, 1, 0])
P = np.array([0.3, 0.1, 0.9, 0.6, 0.6])
whole = st.builds(
    Campaign,
    clv=st.integers(0, 500),
    accept_rate=st.sampled_from([0, 0.25, 0.5, 1]),
    incentive_cost=st.integers(0, 100),
    contact_cost=st.integers(0, 100),
)


def by_hand(y: np.ndarray, p: np.ndarray, campaign: Campaign, threshold: float) -> float:
    """One contacted customer after the other."""
    return sum(profit_per_contact(campaign, float(left)) for left in y[p >= threshold])


def test_the_profits_of_five_customers_on_paper() -> None:
    found = profit_curve(Y, P, EVEN)
    assert found.profit.tolist() == [0, 30, 30, 0, 30]
    assert found.best == found.at(0.9), "of the three that earn 30 the one with the fewest contacts"
    assert found.best.profit_per_customer == 6  # 30 / 5
    assert (found.nobody.profit, found.everyone.profit) == (0, 30)
    assert found.perfect.profit == 90  # three leavers
    assert found.no_information == found.everyone
    assert found.share_of_gain(found.perfect) == 1
    assert found.share_of_gain(found.nobody) == -0.5  # (0 - 30) / (90 - 30)


def test_an_offer_says_its_counts() -> None:
    offer = profit_curve(Y, P, EVEN).at(0.6)
    assert (offer.caught, offer.missed, offer.wasted, offer.spared) == (2, 1, 1, 1)
    assert (offer.customers, offer.contacted, offer.kept) == (5, 3, 1.0)  # half of two stay for it
    assert (offer.share, offer.profit_per_customer, offer.campaign) == (0.6, 6, EVEN)


def test_the_table_behind_the_curve_has_its_numbers() -> None:
    table = profit_curve(Y, P, EVEN).table()
    assert list(table.columns) == [
        "cut-off",
        "caught leavers",
        "missed leavers",
        "offers to stayers",
        "profit per customer",
    ]
    assert table["cut-off"].tolist() == [1, 0.9, 0.6, 0.3, 0.1]
    assert table["profit per customer"].tolist() == [0, 6, 6, 0, 6]


@LAW
@given(people, whole)
def test_every_row_of_the_curve_is_the_profit_counted_by_hand(rows, campaign) -> None:
    y, p = rows
    found = profit_curve(y, p, campaign)
    for row, threshold in enumerate(found.thresholds):
        assert found.profit[row] == by_hand(y, p, campaign, threshold)
        assert found.at(threshold).profit == found.profit[row]


@LAW
@given(people, whole)
def test_the_best_is_the_dearest_by_hand_and_of_equals_the_highest_cutoff(rows, campaign) -> None:
    y, p = rows
    profits = {t: by_hand(y, p, campaign, t) for t in [math.inf, *p.tolist()]}
    best = profit_curve(y, p, campaign).best
    assert best.profit == max(profits.values())
    assert best.threshold == max(t for t, profit in profits.items() if profit == best.profit)


@LAW
@given(people, whole, st.lists(chances, min_size=1, max_size=8))
def test_the_best_of_a_grid_is_the_best_counted_by_hand(rows, campaign, grid) -> None:
    y, p = rows
    profits = {t: by_hand(y, p, campaign, t) for t in grid}
    best = profit_curve(y, p, campaign).best_of(np.array(grid))
    assert best.profit == max(profits.values())
    assert best.threshold == max(t for t, profit in profits.items() if profit == best.profit)


@LAW
@given(people, whole, st.integers(0, 40))
def test_a_limit_is_kept_and_nothing_within_it_earns_more(rows, campaign, contacts) -> None:
    y, p = rows
    found = profit_curve(y, p, campaign)
    best = found.within(contacts / len(y))
    fits = [t for t in [math.inf, *p.tolist()] if (p >= t).sum() <= contacts]
    assert best.contacted <= contacts
    assert best.profit == max(by_hand(y, p, campaign, t) for t in fits)
    assert found.within(None) == found.within(1) == found.best
    assert found.within(0) == found.nobody


@LAW
@given(people, campaigns)
def test_no_cutoff_beats_perfect_foresight_nor_loses_to_knowing_nothing(rows, campaign) -> None:
    found = profit_curve(*rows, campaign)
    cent = 1e-5  # profits are rounded to a millionth
    assert found.nobody.profit == 0
    assert found.perfect.profit >= found.best.profit - cent
    assert found.best.profit >= found.no_information.profit >= 0
    assert np.isfinite(found.profit).all()
    assert np.isfinite(found.table().to_numpy()).all()
    share = found.share_of_gain(found.best)
    assert share is None or -1e-6 <= share <= 1 + 1e-6


@LAW
@given(people, campaigns, shares)
def test_the_counts_of_an_offer_add_up_to_the_customers(rows, campaign, threshold) -> None:
    y, p = rows
    for offer in (profit_curve(y, p, campaign).at(threshold), profit_curve(y, p, campaign).perfect):
        assert offer.caught + offer.missed == y.sum()
        assert offer.customers == len(y)
        assert 0 <= offer.kept <= offer.caught


@pytest.mark.parametrize("whole_percent", range(101))
def test_a_limit_counts_whole_customers(whole_percent: int) -> None:
    # 29 of 100 is 29, although 0.29 * 100 is a hair less for a computer
    found = profit_curve(np.ones(100), np.arange(1, 101) / 200, EVEN)
    assert found.within(whole_percent / 100).contacted == whole_percent


def test_without_leavers_perfect_foresight_contacts_nobody() -> None:
    found = profit_curve(np.zeros(4), np.full(4, 0.5), EVEN)
    assert found.perfect == found.nobody == found.best
    assert found.share_of_gain(found.best) is None


def test_where_all_leave_knowing_nothing_is_as_good_as_knowing_all() -> None:
    found = profit_curve(np.ones(4), np.full(4, 0.5), EVEN)
    assert found.perfect.profit == found.no_information.profit == 120
    assert found.share_of_gain(found.best) is None
