"""What a list of contacts earns: on paper, by its laws, and on the simulated trial."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import samples
from core.campaign import Campaign, profit_per_contact
from core.uplift import (
    TYPES,
    Values,
    believed,
    estimate,
    estimate_difference,
    profit_by_share,
    top,
    types,
    worth_of_contact,
)

LAW = settings(max_examples=80, deadline=None)
CHANCE = st.floats(0, 1)
MONEY = st.floats(0, 1_000)
VALUES = Values(clv=500, incentive_cost=30, contact_cost=3)
SCORES = st.lists(st.tuples(st.integers(-3, 3), st.floats(-50, 50)), min_size=1, max_size=30)


# -- one contact --------------------------------------------------------------------------------


def test_a_contact_on_paper() -> None:
    # .8 * (500 - 30) - 3 - .7 * 500 = 376 - 3 - 350 = 23; a customer who stays anyway: 470 - 3 - 500 = -33
    assert worth_of_contact([0.8, 1], [0.7, 1], VALUES) == pytest.approx([23, -33])


@LAW
@given(CHANCE, CHANCE, MONEY, MONEY, MONEY)
def test_if_everyone_at_risk_is_equally_easy_to_keep_a_contact_earns_what_the_classic_ledger_says(
    leaving, accept, clv, incentive, contact
) -> None:
    # change = accept * p, so that 1 - p + accept * p stay if contacted
    campaign = Campaign(clv, accept, incentive, contact)
    found = worth_of_contact(1 - leaving + accept * leaving, 1 - leaving, Values(clv, incentive, contact))
    assert float(found) == pytest.approx(profit_per_contact(campaign, leaving), abs=1e-9)


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf")])
def test_values_are_sums_of_money(wrong) -> None:
    for place in range(3):
        with pytest.raises(ValueError, match="from 0 upwards"):
            Values(*[wrong if here == place else 1.0 for here in range(3)])


def test_what_the_classic_ledger_believes_on_paper() -> None:
    # accept .3, 500 / 30 / 3: a leaver brings .3 * 470 - 3 = 138, a stayer -33
    # p = .5: 52.5, contacted; p = .1: -15.9, left alone; average of 2 customers: 26.25
    found = believed([0.5, 0.1], Campaign(500, 0.3, 30, 3))
    assert found.contact.tolist() == [True, False]
    assert found.value == pytest.approx(26.25)


# -- a list -------------------------------------------------------------------------------------


def test_a_list_on_paper() -> None:
    # best first: 10, then 4 and -2 tied, then -8; a quarter 10 / 4, half: 10 + the average 1 of the two
    found = profit_by_share([3, 2, 2, 1], [10, 4, -2, -8], [0, 0.25, 0.5, 0.75, 1])
    assert found == pytest.approx([0, 2.5, 2.75, 3, 1])


@LAW
@given(SCORES, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows, random) -> None:
    shuffled, shares = rows[:], np.linspace(0, 1, 11)
    random.shuffle(shuffled)
    one, other = (profit_by_share(*zip(*part, strict=True), shares) for part in (rows, shuffled))
    assert one == pytest.approx(other, abs=1e-9)


@LAW
@given(SCORES)
def test_a_list_starts_at_0_and_ends_at_the_average_and_nothing_beats_the_truth(rows) -> None:
    score, worth = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    shares = np.linspace(0, 1, 21)
    found, best = profit_by_share(score, worth, shares), profit_by_share(worth, worth, shares)
    assert found[0] == 0
    assert found[-1] == pytest.approx(worth.mean(), abs=1e-9)
    assert (best >= found - 1e-9).all()
    lot = profit_by_share(np.zeros(len(worth)), worth, shares)
    assert lot == pytest.approx(shares * worth.mean(), abs=1e-9)


def test_lists_that_do_not_match_are_refused() -> None:
    for score, worth in (([], []), ([1, 2], [1])):
        with pytest.raises(ValueError, match="equally long"):
            profit_by_share(score, worth, [0.5])


def test_the_top_of_a_list_has_the_size_asked_for_and_the_highest_scores() -> None:
    assert top([1, 4, 2, 3], 0.5).tolist() == [False, True, False, True]
    assert top(np.zeros(200), 0.2).sum() == 40
    assert not top([1, 2], 0).any() and top([1, 2], 1).all()
    assert np.array_equal(top(np.zeros(200), 0.2), top(np.zeros(200), 0.2))
    assert not np.array_equal(top(np.zeros(200), 0.2, 1), top(np.zeros(200), 0.2))


@LAW
@given(SCORES, st.floats(0, 1))
def test_nobody_left_out_of_the_top_scores_higher_than_somebody_in_it(rows, share) -> None:
    score = np.array([row[0] for row in rows])
    marked = top(score, share)
    assert marked.sum() == round(share * len(score))
    if marked.any() and not marked.all():
        assert score[marked].min() >= score[~marked].max()


# -- types --------------------------------------------------------------------------------------


def test_the_four_types_on_paper() -> None:
    # changes +.2, -.2, 0 with .9 and .2 staying alone, and exactly one half staying
    found = types([0.6, 0.5, 0.9, 0.2, 0.5], [0.4, 0.7, 0.9, 0.2, 0.5])
    assert found.tolist() == ["persuadable", "sleeping dog", "sure", "lost", "sure"]
    assert types([0.6], [0.4], edge=0.3).tolist() == ["lost"]
    assert set(found) == set(TYPES)


# -- by the trial alone -------------------------------------------------------------------------


def test_an_estimate_on_paper() -> None:
    # marked: 4 of 8. Contacted 1, 1 stay: share 1; left alone 1, 0: share .5
    # half of the base: .5 * (1 * 470 - 3 - .5 * 500) = .5 * 217 = 108.5
    # variance .25 * (470^2 * 0 + 500^2 * .5 / 2) = 15,625, error 125; 1.644854 * 125 = 205.607
    contact = [1, 1, 1, 1, 0, 0, 0, 0]
    found = estimate(contact, [1, 1, 0, 0, 1, 0, 1, 0], [1, 1, 1, 0, 0, 0, 1, 1], VALUES)
    assert found is not None
    assert found.value == pytest.approx(108.5)
    assert (found.low, found.high) == pytest.approx((108.5 - 205.607, 108.5 + 205.607), abs=1e-3)


def test_two_lists_on_paper_differ_by_their_two_estimates() -> None:
    # first: contacted 1, 1 of 2, left alone 0, 1: .5 * (470 - 3 - .5 * 500) = 108.5
    # second: contacted 1, 0, left alone 1, 1: .5 * (.5 * 470 - 3 - 500) = -134; 108.5 + 134 = 242.5
    # rows 2 and 3 are on both, yet each moves only one of the two estimates. Squared influences:
    #   rows 1 and 3 (left alone, .5 from .5): (.5 * 500 * .5)^2 / 2 = 7,812.5 each
    #   rows 2 and 4 (contacted, .5 from .5): (.5 * 470 * .5)^2 / 2 = 6,903.125 each
    # in all 29,431.25, error 171.555
    treated, stayed = [1, 0, 1, 0, 1, 0, 1, 0], [1, 0, 1, 1, 0, 1, 1, 1]
    a, b = [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1, 0, 0]
    found = estimate_difference(a, b, treated, stayed, VALUES)
    assert found is not None
    assert found.value == pytest.approx(242.5)
    assert found.high - found.low == pytest.approx(2 * 1.644854 * 171.555, abs=1e-2)


def test_a_customer_on_both_lists_counts_once() -> None:
    # customers 0-3 are on both lists: alone 1, 0 around .5 of 2, influence 250 * .5 / root 2 = 88.39 each.
    # Customers 4 and 5 on the second list too: alone 1, 0, 1 around 2/3, share .75:
    #   375 * (1/3, -2/3, 1/3) / root 6 = 51.03, -102.06, 51.03
    # differences 37.36, -13.67 and 51.03: root of 1,395.8 + 187.0 + 2,604.2 = 64.71, instead of root of
    # 15,625 + 15,625 = 176.78
    treated, stayed = [1, 1, 0, 0, 1, 0, 1, 0], [1, 1, 1, 0, 1, 1, 0, 0]
    a, b = [1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 0, 0]
    found = estimate_difference(a, b, treated, stayed, VALUES)
    assert found is not None
    assert found.high - found.value == pytest.approx(1.644854 * 64.71, abs=0.02)


def two_lists(seed: int, size: int) -> tuple[np.ndarray, ...]:
    """Two lists that may share customers, who was contacted, and who stayed: (size,) bool each."""
    rng = np.random.default_rng(seed)
    a, b, treated = (rng.random(size) < share for share in (0.5, 0.4, 0.5))
    return a, b, treated, rng.random(size) < 0.7


@LAW
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_the_difference_is_what_a_reader_gets_from_the_two_estimates(seed, size) -> None:
    a, b, treated, stayed = two_lists(seed, size)
    one, other = (estimate(marked, treated, stayed, VALUES) for marked in (a, b))
    found = estimate_difference(a, b, treated, stayed, VALUES)
    back = estimate_difference(b, a, treated, stayed, VALUES)
    assert (found is None) == (back is None) == (one is None or other is None)
    if found is not None and back is not None and one is not None and other is not None:
        assert found.value == one.value - other.value
        assert (back.low, back.value, back.high) == pytest.approx((-found.high, -found.value, -found.low))


@LAW
@given(st.integers(0, 10_000), st.integers(30, 60))
def test_the_doubts_of_two_lists_without_a_common_customer_add_up(seed, size) -> None:
    a, b, treated, stayed = two_lists(seed, size)
    only = b & ~a
    sides = [estimate(marked, treated, stayed, VALUES) for marked in (a, only)]
    found = estimate_difference(a, only, treated, stayed, VALUES)
    if found is not None:
        halves = [side.high - side.value for side in sides if side is not None]
        assert found.high - found.value == pytest.approx(np.hypot(*halves), abs=1e-6)


@LAW
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_a_list_differs_from_itself_by_exactly_nothing(seed, size) -> None:
    a, _, treated, stayed = two_lists(seed, size)
    found = estimate_difference(a, a, treated, stayed, VALUES)
    assert found is None or (found.low, found.value, found.high) == (0, 0, 0)


def test_a_missing_group_gives_no_estimate_and_an_empty_list_earns_exactly_nothing() -> None:
    treated, stayed = [1, 1, 0, 0], [1, 0, 1, 0]
    assert estimate([1, 1, 0, 0], treated, stayed, VALUES) is None
    assert estimate([0, 0, 1, 1], treated, stayed, VALUES) is None
    assert estimate_difference([1, 1, 0, 0], [0, 0, 0, 0], treated, stayed, VALUES) is None
    nobody = estimate([0, 0, 0, 0], treated, stayed, VALUES)
    assert nobody is not None and (nobody.low, nobody.value, nobody.high) == (0, 0, 0)
    same = estimate_difference([1, 1, 1, 0], [1, 1, 1, 0], treated, stayed, VALUES)
    assert same is not None and (same.low, same.value, same.high) == (0, 0, 0)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_one_customer_in_each_group_is_a_number_and_no_warning() -> None:
    found = estimate([1, 1], [1, 0], [1, 0], VALUES)
    assert found is not None and found.low == found.value == found.high == pytest.approx(467)


def test_the_range_holds_the_truth_about_nine_times_in_ten() -> None:
    # contacted .8 stay, left alone .7, half of the base marked: .5 * (.8 * 470 - 3 - 350) = 11.5
    rng = np.random.default_rng(0)
    held = []
    for _ in range(400):
        treated, contact = rng.random(600) < 0.5, rng.random(600) < 0.5
        stayed = rng.random(600) < np.where(treated, 0.8, 0.7)
        found = estimate(contact, treated, stayed, VALUES)
        assert found is not None
        held.append(found.low <= 23 * contact.mean() <= found.high)
    # 400 trials: 90 % give or take 3 * 1.5 points
    assert np.mean(held) == pytest.approx(0.9, abs=0.045)


def test_the_range_of_a_difference_holds_the_truth_about_nine_times_in_ten() -> None:
    # of 600 customers 120 are on the first list only, 180 on both, 60 on the second only, 240 on neither
    a, b = np.repeat([True, True, False, False], [120, 180, 60, 240]), np.zeros(600, dtype=bool)
    b[120:360] = True
    alone = np.repeat([0.7, 0.6, 0.8, 0.9], [120, 180, 60, 240])
    contacted = alone + np.repeat([0.2, 0.05, -0.05, 0.0], [120, 180, 60, 240])
    worth = worth_of_contact(contacted, alone, VALUES)
    truth = np.where(a, worth, 0).mean() - np.where(b, worth, 0).mean()
    rng = np.random.default_rng(0)
    held = []
    for _ in range(400):
        treated = rng.random(600) < 0.5
        stayed = rng.random(600) < np.where(treated, contacted, alone)
        found = estimate_difference(a, b, treated, stayed, VALUES)
        assert found is not None
        held.append(found.low <= truth <= found.high)
    assert 0.85 <= np.mean(held) <= 0.95


# -- the simulated trial ------------------------------------------------------------------------


def earned(score: np.ndarray, share: float) -> float:
    """Money per unseen customer that contacting the top share by score really earns."""
    chance = samples.truth()[samples.sheet(samples.TRIAL)["practice"] :]
    worth = worth_of_contact(chance["stay_contacted"], chance["stay_alone"], VALUES)
    return float(profit_by_share(score, worth, [share])[0])


def unseen(name: str) -> np.ndarray:
    return samples.uplift_scores()[name].to_numpy()[samples.sheet(samples.TRIAL)["practice"] :]


def test_knowing_the_true_risk_earns_half_of_what_two_models_do() -> None:
    # a model of the effect: 20.40 within 15 %; the true chances of leaving: 9.76, with no model to go wrong
    alone = samples.truth()["stay_alone"].to_numpy()[samples.sheet(samples.TRIAL)["practice"] :]
    assert earned(unseen("two models"), 0.2) == pytest.approx(20.40, rel=0.15)
    assert earned(1 - alone, 0.2) == pytest.approx(9.76, abs=0.3)
    assert earned(unseen("risk"), 0.2) == pytest.approx(9.97, rel=0.15)


@pytest.mark.parametrize(
    ("name", "shares"),
    [
        ("two models", (12.42, 20.40, 24.44)),
        ("class transformation", (12.37, 20.04, 24.34)),
        ("two models (logistic regression)", (11.26, 17.93, 21.73)),
        ("risk", (4.41, 9.97, 13.49)),
    ],
)
def test_every_list_earns_about_what_it_should(name, shares) -> None:
    for share, wanted in zip((0.1, 0.2, 0.3), shares, strict=True):
        assert earned(unseen(name), share) == pytest.approx(wanted, rel=0.15)


def test_the_trial_alone_agrees_with_the_truth() -> None:
    start = samples.sheet(samples.TRIAL)["practice"]
    table = samples.load(samples.TRIAL)
    treated = (table.rows["contacted"] == "yes").to_numpy()[start:]
    stayed = 1 - table.y[start:]
    for name in ("two models", "risk"):
        found = estimate(top(unseen(name), 0.2), treated, stayed, VALUES)
        assert found is not None
        # a range of nine in ten reaches 1.645 errors; here three of them
        assert abs(found.value - earned(unseen(name), 0.2)) < 3 / 1.645 * (found.high - found.value)
    lists = top(unseen("two models"), 0.2), top(unseen("risk"), 0.2)
    ahead = estimate_difference(*lists, treated, stayed, VALUES)
    assert ahead is not None and ahead.low > 0, "the trial alone shows which list is better"


def test_the_classic_ledger_believes_more_than_it_earns() -> None:
    found = believed(unseen("risk"), Campaign(500, 0.3, 30, 3))
    chance = samples.truth()[samples.sheet(samples.TRIAL)["practice"] :]
    worth = worth_of_contact(chance["stay_contacted"], chance["stay_alone"], VALUES)
    really = float(np.where(found.contact, worth, 0).mean())
    assert found.value == pytest.approx(21.55, rel=0.1)
    assert really == pytest.approx(14.91, rel=0.1)
