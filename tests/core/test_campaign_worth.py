"""What an offer earns on customers it was not chosen on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import Campaign, earned, profit_curve, tuned
from core.split import halves
from tests.core.campaigns import campaigns, people

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
# a caught leaver brings .5 x (100 - 20) - 10 = 30 on average, a contacted stayer costs 30
EVEN = Campaign(clv=100, accept_rate=0.5, incentive_cost=20, contact_cost=10)


def test_what_four_customers_earn_on_paper() -> None:
    # contacted leaver 30, contacted stayer -30, two left alone 0: 0 on average
    # between customers: (30^2 + 30^2) / 3 = 600; lottery: .5 x .5 x 80^2 = 1600 in 1 of 4 = 400
    # half the range: 1.644854 x sqrt(1000 / 4)
    found = earned([1, 0, 1, 0], [1, 1, 0, 0], EVEN)
    assert (found.value, found.customers, found.contacted) == (0, 4, 2)
    assert found.high == pytest.approx(1.6448536 * math.sqrt(250), rel=1e-6)
    assert found.low == pytest.approx(-found.high)


def test_the_range_covers_what_happens_as_often_as_it_says() -> None:
    # 1,000 campaigns with 400 customers each, their outcomes and acceptances drawn anew
    rng = np.random.default_rng(3)
    chance = np.linspace(0, 1, 400)
    contact = chance >= 0.4
    truth = (np.where(contact, chance * 30 - (1 - chance) * 30, 0)).mean()
    held = 0
    for _ in range(1_000):
        y = rng.random(400) < chance
        accepts = rng.random(400) < 0.5
        money = np.where(contact, np.where(y, accepts * 80 - 10, -30), 0).mean()
        found = earned(y, contact, EVEN)
        held += found.low - found.value <= money - truth <= found.high - found.value
    assert 880 <= held <= 960  # 900 and a little more: the chances are fixed here


@LAW
@given(people, campaigns, st.floats(0, 1))
def test_the_value_earned_is_that_of_the_curve(rows, campaign, threshold) -> None:
    y, p = rows
    found = earned(y, p >= threshold, campaign)
    offer = profit_curve(y, p, campaign).at(threshold)
    assert found.value == offer.profit_per_customer
    assert found.low <= found.value <= found.high
    assert math.isfinite(found.low)
    assert (found.customers, found.contacted) == (offer.customers, offer.contacted)


def test_nobody_contacted_earns_exactly_nothing() -> None:
    found = earned(np.array([1, 0, 1]), np.zeros(3), EVEN)
    assert (found.value, found.low, found.high, found.contacted) == (0, 0, 0, 0)


@pytest.mark.parametrize(("y", "contact"), [([], []), ([1], [1, 0])])
def test_outcomes_and_contacts_have_to_match(y, contact) -> None:
    with pytest.raises(ValueError, match="equally long"):
        earned(y, contact, EVEN)


# -- a cut-off chosen on other customers ---------------------------------------------------------


@LAW
@given(people, campaigns, st.one_of(st.none(), st.floats(0, 1)), st.integers(0, 3))
def test_each_half_is_billed_at_the_best_cutoff_of_the_other(rows, campaign, most, seed) -> None:
    y, p = rows
    total = 0.0
    for chosen_on, billed_on in (halves(y, seed), halves(y, seed)[::-1]):
        if len(chosen_on) and len(billed_on):
            line = profit_curve(y[chosen_on], p[chosen_on], campaign).within(most).threshold
            total += profit_curve(y[billed_on], p[billed_on], campaign).at(line).profit
    found = tuned(y, p, campaign, most, resamples=20, random_state=seed)
    assert found.value == pytest.approx(total / len(y), abs=1e-5)
    assert found.low <= found.value <= found.high
    assert math.isfinite(found.low)
    assert math.isfinite(found.high)
    assert found == tuned(y, p, campaign, most, resamples=20, random_state=seed)


def drawn_by_hand(y: np.ndarray, p: np.ndarray, resamples: int) -> np.ndarray:
    """The resampled results, one at a time, with the curve of the drawn customers."""
    rng = np.random.default_rng(7)
    sides = halves(y, 7)
    picks = [[side[rng.integers(len(side), size=len(side))] for _ in range(resamples)] for side in sides]
    results = []
    for one, other in zip(*picks, strict=True):
        total = 0.0
        for chosen_on, billed_on in ((one, other), (other, one)):
            line = profit_curve(y[chosen_on], p[chosen_on], EVEN).best.threshold
            total += profit_curve(y[billed_on], p[billed_on], EVEN).at(line).profit
        results.append(total / len(y))
    return np.array(results)


def test_the_range_is_that_of_customers_drawn_anew_by_hand() -> None:
    rng = np.random.default_rng(1)
    p = rng.integers(0, 20, 300) / 20
    y = (rng.random(300) < p).astype(int)
    found = tuned(y, p, EVEN, resamples=400, random_state=2)
    slow = drawn_by_hand(y, p, 400)
    # two sets of 400 draws: their twentieths differ by luck, some tenths of the spread
    assert found.low == pytest.approx(np.quantile(slow, 0.05), abs=0.5 * slow.std())
    assert found.high == pytest.approx(np.quantile(slow, 0.95), abs=0.5 * slow.std())


def test_a_wider_level_is_a_wider_range() -> None:
    rng = np.random.default_rng(1)
    p = rng.random(400)
    y = (rng.random(400) < p).astype(int)
    usual, wide = tuned(y, p, EVEN), tuned(y, p, EVEN, level=0.99)
    assert wide.low < usual.low < usual.value < usual.high < wide.high
    assert wide.value == usual.value


def test_a_chosen_line_earns_less_on_others_than_on_its_own_customers() -> None:
    # chances that mean nothing: what the best line finds in them is luck, so on others it loses
    rng = np.random.default_rng(0)
    p, y = rng.random(400), rng.integers(0, 2, 400)
    assert profit_curve(y, p, EVEN).best.profit_per_customer > tuned(y, p, EVEN).value


def test_a_limit_on_contacts_holds_in_the_half_the_line_is_chosen_on() -> None:
    rng = np.random.default_rng(5)
    p = rng.random(1_000)
    y = (rng.random(1_000) < p).astype(int)
    free, tight = tuned(y, p, EVEN), tuned(y, p, EVEN, most=0.05)
    assert 0 < tight.value < free.value
    # at most 5 of 100, all leavers: 30 each, give or take the other half's chances
    assert tight.value < 0.06 * 30
    assert tuned(y, p, EVEN, most=0).value == 0


def test_a_limit_counts_whole_customers_of_each_half() -> None:
    # 29 of 100 is 29, although 0.29 * 100 is a hair less for a computer
    y, p = np.ones(200), np.arange(200) / 200
    one, other = halves(y)
    lines = [np.sort(p[half])[-29] for half in (one, other)]
    contacted = (p[one] >= lines[1]).sum() + (p[other] >= lines[0]).sum()
    assert tuned(y, p, EVEN, most=0.29).value == pytest.approx(contacted * 30 / 200)


def test_cents_do_not_break_a_tie() -> None:
    # a leaver brings .1, a stayer costs .3. The second half (three leavers, one stayer) earns 0 and chooses
    # nobody; if a rounding error made it choose all, the first (four and two) would lose .2
    campaign = Campaign(clv=0.4, accept_rate=1, incentive_cost=0.3, contact_cost=0)
    found = tuned(np.array([1] * 7 + [0] * 3), np.full(10, 0.5), campaign)
    assert found.value == 0


def test_a_range_holds_its_value_however_few_the_resamples() -> None:
    rng = np.random.default_rng(1)
    p = rng.random(200)
    y = (rng.random(200) < p).astype(int)
    for seed in range(5):
        found = tuned(y, p, EVEN, resamples=1, random_state=seed)
        assert found.low <= found.value <= found.high


@pytest.mark.parametrize("y", [[0], [1], [0, 0], [1, 1], [0, 1], [0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]])
def test_two_customers_or_one_sided_ones_give_numbers(y: list[int]) -> None:
    found = tuned(np.array(y), np.linspace(0.2, 0.8, len(y)), EVEN)
    assert all(math.isfinite(part) for part in vars(found).values())
    if not any(y):
        assert found.value == 0, "nobody leaves, so nobody is contacted"
