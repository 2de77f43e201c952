"""From which price of a lost customer on another model is the cheaper one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.costs import Costs, choose, contacts, difference, paired_difference, prepare, turning
from core.models import Scores
from tests.core.test_paired import amounts, cost, people, prices, real_prices, scored, two

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
STEPS = 7  # with widest 8: an eighth, a quarter, a half, the present price, twice, four and eight times it


def two_parts(left: list[int], chances: list[float]) -> Scores:
    """The same customers twice, so that what is cheapest in one part is cheapest in the other."""
    fold = [0] * len(left) + [1] * len(left)
    return scored(left * 2, chances * 2, fold)


# Of two leavers and four stayers the careful model finds one leaver and nobody else; the bold one finds
# both, with two stayers. A contact in vain costs 10, so per part and with m for a lost customer
#   careful  min(2 m, m, 40)        bold  min(2 m, 20, 40)
LEFT = [1, 1, 0, 0, 0, 0]
CAREFUL = two_parts(LEFT, [0.9, 0.1, 0.1, 0.1, 0.1, 0.1])
BOLD = two_parts(LEFT, [0.9, 0.9, 0.9, 0.9, 0.1, 0.1])


def test_the_bold_model_is_the_cheaper_one_from_the_price_at_which_the_bills_are_equal() -> None:
    found = turning(CAREFUL.y_true, prepare(BOLD), prepare(CAREFUL), Costs(missed=30, wasted=10), steps=STEPS)
    # prices 30/8 ... 30 x 8; per part min(m, 40) - min(2 m, 20) for six customers
    assert found.prices == pytest.approx([3.75, 7.5, 15, 30, 60, 120, 240])
    assert found.leads == pytest.approx([-3.75 / 6, -7.5 / 6, -5 / 6, 10 / 6, 20 / 6, 20 / 6, 20 / 6])
    assert found.now == pytest.approx(10 / 6)  # 30 - 20, shared by six
    # m = 20, and the line between the leads at 15 and 30 meets nothing there: 15 + 15 x 5 / (5 + 10)
    assert found.turns == pytest.approx((20,))


@pytest.mark.parametrize(("missed", "turns"), [(40, 10), (5, 20)])
def test_where_two_models_cost_the_same_for_a_while_the_turn_is_where_the_other_one_gets_ahead(
    missed: float, turns: float
) -> None:
    # three leavers, six stayers, 10 for a contact in vain:
    #   one    min(3 m, m + 10, 30, 60)     other  min(3 m, 2 m, m + 10, 60)
    # the other is ahead below 10, the two cost the same from 10 to 20, beyond that the one is ahead
    left = [1, 1, 0, 1, 0, 0, 0, 0, 0]
    one = two_parts(left, [0.9, 0.9, 0.9, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1])
    other = two_parts(left, [0.9, 0.7, 0.7, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    found = turning(one.y_true, prepare(one), prepare(other), Costs(missed, 10), steps=STEPS)
    assert found.turns == pytest.approx((turns,))


@LAW
@given(people, prices, st.integers(2, 9))
def test_every_lead_is_the_difference_of_two_bills_with_the_cutoffs_of_that_price(rows, of, steps) -> None:
    first, second = two(rows)
    y = first.y_true.astype(bool)
    found = turning(first.y_true, prepare(first), prepare(second), of, steps=steps)
    for missed, lead in zip(found.prices, found.leads, strict=True):
        at = Costs(float(missed), of.wasted)
        bills = [cost(y, contacts(one, choose(one, at)), at) for one in map(prepare, (first, second))]
        assert lead == pytest.approx((bills[1] - bills[0]) / len(y), abs=1e-8)


@LAW
@given(people, st.one_of(prices, real_prices), st.integers(2, 9))
def test_the_present_price_is_among_those_tried_with_the_lead_of_the_comparison(rows, of, steps) -> None:
    first, second = two(rows)
    found = turning(first.y_true, prepare(first), prepare(second), of, widest=4, steps=steps)
    (at,) = np.flatnonzero(found.prices == of.missed)
    now = paired_difference(first, second, of)
    assert (found.now, found.leads[at], found.real[at]) == (now.value, now.value, now.real)
    assert found.prices[[0, -1]] == pytest.approx([of.missed / 4, of.missed * 4])
    assert (np.diff(found.prices) > 0).all()


@LAW
@given(people, st.one_of(prices, real_prices))
def test_the_other_way_round_every_lead_has_its_sign_turned_and_the_turns_are_the_same(rows, of) -> None:
    first, second = map(prepare, two(rows))
    y = two(rows)[0].y_true
    there, back = (turning(y, *pair, of, steps=9) for pair in ((first, second), (second, first)))
    assert np.array_equal(there.leads, -back.leads)
    assert np.array_equal(there.real, back.real)
    assert there.turns == pytest.approx(back.turns)


@LAW
@given(people, st.builds(Costs, missed=st.floats(0.01, 1e4), wasted=amounts))
def test_there_is_a_turn_for_every_change_of_sign_and_the_nearest_comes_first(rows, of) -> None:
    first, second = two(rows)
    found = turning(first.y_true, prepare(first), prepare(second), of, steps=9)
    told = np.flatnonzero(found.leads)
    changes = [pair for pair in pairwise(told) if found.leads[list(pair)].prod() < 0]
    assert len(found.turns) == len(changes)
    for turn, (before, after) in zip(sorted(found.turns), changes, strict=True):
        assert found.prices[before] <= turn <= found.prices[after]
    away = [abs(np.log(turn / of.missed)) for turn in found.turns]
    assert away == sorted(away)


@pytest.fixture(scope="module")
def close() -> tuple[Scores, Scores]:
    """Two models with equally good chances, for 600 customers in five parts."""
    rng = np.random.default_rng(11)
    left, fold = (np.arange(600) % 4 == 0).astype(int), rng.permutation(np.arange(600) % 5)
    drawn = (np.clip(0.25 * left + 0.6 * rng.random(600), 0.01, 0.99) for _ in range(2))
    one, other = (scored(left, chances, fold) for chances in drawn)
    return one, other


def test_of_several_turns_the_nearest_comes_first(close) -> None:
    found = turning(close[0].y_true, *map(prepare, close), Costs(80, 40))
    away = [max(turn / 80, 80 / turn) for turn in found.turns]
    assert away == sorted(away)
    assert list(found.turns) not in (sorted(found.turns), sorted(found.turns, reverse=True))


def test_a_lead_is_real_only_if_it_is_so_for_models_learnt_on_other_customers_too(close) -> None:
    found = turning(close[0].y_true, *map(prepare, close), Costs(80, 40))
    sure, narrow = [], []
    for missed in found.prices:
        at = Costs(float(missed), 40)
        rules = [contacts(one, choose(one, at)) for one in map(prepare, close)]
        sure.append(paired_difference(*close, at).real)
        narrow.append(difference(close[0].y_true, *rules, at).real)
    assert found.real.tolist() == sure
    assert sure != narrow


@LAW
@given(people, amounts)
def test_where_one_of_the_prices_is_nothing_or_the_models_are_equal_nothing_turns(rows, amount) -> None:
    first, second = two(rows)
    y, one, other = first.y_true, prepare(first), prepare(second)
    free = turning(y, one, other, Costs(0, amount))
    assert free.prices.tolist() == [0]
    assert (free.now, free.turns) == (0, ())
    equal = turning(y, one, one, Costs(amount, 7))
    assert not equal.leads.any()
    assert not equal.real.any()
    assert equal.turns == ()
    # contacts for nothing: the line is drawn under the last leaver of the other parts at any price, so the
    # leads all have one sign
    assert turning(y, one, other, Costs(amount, 0)).turns == ()


@pytest.mark.parametrize("more", [{"widest": 1}, {"widest": np.inf}, {"widest": np.nan}, {"steps": 1}])
def test_prices_that_reach_nowhere_are_refused(more) -> None:
    one, other = prepare(BOLD), prepare(CAREFUL)
    with pytest.raises(ValueError, match="prices"):
        turning(BOLD.y_true, one, other, Costs(30, 10), **more)
