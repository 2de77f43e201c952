"""What a plan earns when answers are guesses: ranges agree with the formula, plans meet on the same draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import ResponseCurve
from core.strategy import Answers, best_split, outlook, split_as
from core.strategy.uncertain import SHARED

LAW = settings(max_examples=40, deadline=None)
GROUPS = [
    Answers(1_000, 40.0, ResponseCurve(0, 0.5, 0.4)),
    Answers(3_000, 30.0, ResponseCurve(0, 0.3, 0.5)),
    Answers(500, 90.0, ResponseCurve(0, 0.2, 0.3)),
]
PLAN = best_split(5_000, GROUPS)
shares = st.lists(st.floats(0, 1), min_size=3, max_size=3)


@pytest.mark.parametrize("off", [0.1, 0.3, 1.0])
def test_the_range_of_one_group_agrees_with_the_formula(off: float) -> None:
    # 8 in 10 answers lie between 1 / (1 + off) and 1 + off times the one given
    plan = best_split(2_000, GROUPS[:1])
    found = outlook(plan, GROUPS[:1], off)
    brings = 40 * plan.won[0]
    assert found.low + 2_000 == pytest.approx(brings / (1 + off), rel=0.02)
    assert found.high + 2_000 == pytest.approx(brings * (1 + off), rel=0.02)
    assert found.groups[0] == pytest.approx((found.low, found.high))
    assert found.middle == plan.net_value


def test_the_chance_of_a_loss_agrees_with_the_formula() -> None:
    # with off = .3 and 1.3 times the money at stake, a loss needs an answer below 1 / 1.3: 1 draw in 10
    group = Answers(1_000, 1.0, ResponseCurve(0, 0.5, 0.4))
    plan = split_as(100, [1], [group])
    priced = Answers(1_000, 130 / plan.won[0], group.curve)
    found = outlook(split_as(100, [1], [priced]), [priced], 0.3)
    assert found.loses == pytest.approx(0.1, abs=0.02)


def cut(number: int) -> tuple[float, float]:
    """The range of a plan when every group is cut into so many alike parts."""
    parts = [Answers(one.people / number, one.worth, one.curve) for one in GROUPS[:1] for _ in range(number)]
    found = outlook(best_split(2_000, parts), parts)
    return found.low, found.high


@pytest.mark.parametrize("number", [2, 4, 10])
def test_a_finer_cut_of_the_same_people_makes_a_plan_look_only_a_little_surer(number: int) -> None:
    # half of the doubt is shared: the variance of the mean of n is 1/2 + 1/2 / n, never below 1/2
    whole, finer = cut(1), cut(number)
    part = (finer[1] - finer[0]) / (whole[1] - whole[0])
    assert part == pytest.approx(math.sqrt(SHARED + (1 - SHARED) / number), abs=0.02)
    assert 0.7 < part < 1


@pytest.mark.parametrize("anew", [1, 2, 3, 4])
def test_the_ends_of_the_range_stay_when_the_doubt_is_drawn_anew(anew: int) -> None:
    first, other = outlook(PLAN, GROUPS), outlook(PLAN, GROUPS, random_state=anew)
    assert other.low == pytest.approx(first.low, rel=0.02)
    assert other.high == pytest.approx(first.high, rel=0.02)


@pytest.mark.parametrize("k", [2, 5, 10])
def test_the_doubt_of_two_groups_goes_together_halfway(k: int) -> None:
    draws = np.log(outlook_factors(k))
    together = np.corrcoef(draws.T)[~np.eye(k, dtype=bool)]
    assert together == pytest.approx(SHARED, abs=0.03)
    # 8 in 10 of each group between 1 / 1.3 and 1.3
    inside = (np.abs(draws) <= math.log(1.3)).mean(axis=0)
    assert inside == pytest.approx(0.8, abs=0.01)


def outlook_factors(k: int) -> np.ndarray:
    """(draws, k) what the answers of k groups are multiplied by, read from plans for one group each."""
    groups = [Answers(1e9, 1.0, ResponseCurve(0, 0.01, 0.4))] * k
    found = []
    for number in range(k):
        plan = split_as(100, np.eye(k)[number].tolist(), groups)
        found.append((outlook(plan, groups).nets + 100) / plan.won[number])
    return np.column_stack(found)


@LAW
@given(shares, st.floats(0, 3))
def test_lows_are_below_highs_and_losses_are_a_share(split, off) -> None:
    plan = split_as(5_000, split, GROUPS)
    found = outlook(plan, GROUPS, off, draws=300)
    assert found.low <= found.high
    assert (found.groups[:, 0] <= found.groups[:, 1]).all()
    assert found.groups.shape == (3, 2)
    assert 0 <= found.loses <= 1
    most = sum(group.people * group.worth for group in GROUPS) - plan.spend.sum()
    assert found.nets.max() <= most + 1e-6, "nobody says yes twice"


@LAW
@given(shares, st.floats(0, 3), st.floats(0, 3))
def test_more_doubt_never_narrows_the_range_of_a_group(split, one, other) -> None:
    plan = split_as(5_000, split, GROUPS)
    less, more = (outlook(plan, GROUPS, off, draws=300).groups for off in sorted((one, other)))
    assert (more[:, 0] <= less[:, 0] + 1e-6).all()
    assert (more[:, 1] >= less[:, 1] - 1e-6).all()


@pytest.mark.parametrize("offs", [(0.0, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 1.0)])
def test_more_doubt_widens_the_range_of_all(offs) -> None:
    less, more = (outlook(PLAN, GROUPS, off) for off in offs)
    assert more.high - more.low > less.high - less.low


def test_without_doubt_there_is_no_range() -> None:
    found = outlook(PLAN, GROUPS, off=0)
    assert (found.low, found.high) == pytest.approx((PLAN.net_value, PLAN.net_value))
    assert found.groups == pytest.approx(np.column_stack((PLAN.earned, PLAN.earned)))
    assert found.loses == 0
    bad = split_as(50_000, [1, 1, 1], GROUPS)
    assert outlook(bad, GROUPS, off=0).loses == (bad.net_value < 0)


def test_where_nothing_is_spent_all_is_zero() -> None:
    found = outlook(split_as(5_000, [0, 0, 0], GROUPS), GROUPS)
    assert (found.low, found.high, found.middle, found.loses) == (0, 0, 0, 0)
    assert not found.groups.any()


def test_everybody_says_yes_once_at_most() -> None:
    sure = [Answers(100, 10.0, ResponseCurve(0, 1.0, 50.0))]
    found = outlook(split_as(100, [1], sure), sure, off=2)
    assert found.high == pytest.approx(100 * 10 - 100)


def test_plans_meet_on_the_same_draws() -> None:
    best, mine = outlook(PLAN, GROUPS), outlook(split_as(5_000, [0, 0, 1], GROUPS), GROUPS)
    assert best.better(best) == 0
    assert best.better(mine) + mine.better(best) == pytest.approx(1)
    assert best.better(mine) > 0.9
    # a plan that spends half on the same group earns less on every draw: both move together
    half = split_as(2_500, PLAN.spend.tolist(), GROUPS)
    assert best.better(outlook(half, GROUPS)) == 1
    assert outlook(PLAN, GROUPS).nets.tolist() == best.nets.tolist()
    assert outlook(PLAN, GROUPS, random_state=1).nets.tolist() != best.nets.tolist()


@pytest.mark.parametrize("other", [{"off": 0.5}, {"draws": 100}, {"random_state": 1}])
def test_plans_from_other_draws_are_not_compared(other) -> None:
    with pytest.raises(ValueError, match="same draws"):
        outlook(PLAN, GROUPS).better(outlook(PLAN, GROUPS, **other))


@pytest.mark.parametrize("off", [-0.1, math.nan, math.inf])
def test_a_doubt_below_nothing_or_without_end_is_refused(off: float) -> None:
    with pytest.raises(ValueError, match="from 0 upwards"):
        outlook(PLAN, GROUPS, off)


def test_a_plan_needs_the_answers_of_its_own_groups() -> None:
    with pytest.raises(ValueError, match="for 3 groups, but there are answers for 2"):
        outlook(PLAN, GROUPS[:2])
