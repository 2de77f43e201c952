"""A budget shared among groups: the best split is the best, adds up and agrees with the one for two sides."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import ResponseCurve, split_budget
from core.strategy import Answers, Plan, best_split, split_as

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
KEEPING, WINNING = ResponseCurve(0.70, 0.90, 0.08), ResponseCurve(0.0, 0.04, 0.25)
SIDES = [Answers(1_000, 400.0, KEEPING), Answers(5_000, 350.0, WINNING)]
THREE = [
    Answers(100, 40.0, ResponseCurve(0, 0.5, 0.4)),
    Answers(300, 30.0, ResponseCurve(0, 0.3, 0.5)),
    Answers(50, 90.0, ResponseCurve(0, 0.2, 0.3)),
]

steepness = st.one_of(st.sampled_from([0.0, 0.08, 1.0]), st.floats(1e-4, 10))
curves = st.builds(
    lambda one, other, steep: ResponseCurve(min(one, other), max(one, other), steep),
    st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1)),
    st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1)),
    steepness,
)
people = st.one_of(st.sampled_from([0, 1, 1_000]), st.integers(0, 100_000))
worth = st.one_of(st.sampled_from([0.0, 1.0, 400.0]), st.floats(0, 1e5))
money = st.one_of(st.sampled_from([0.0, 1.0, 20_000.0]), st.floats(0, 1e7))
answers = st.builds(Answers, people, worth, curves)
several = st.lists(answers, min_size=1, max_size=10)


def earns(spend: list[float], groups: list[Answers]) -> float:
    """What spendings earn, summed group by group without the rule that found them."""
    return sum(
        group.worth * group.people * group.curve.gain(own / group.people) - own if group.people else -own
        for own, group in zip(spend, groups, strict=True)
    )


def scale(budget: float, groups: list[Answers]) -> float:
    """The money in question, to which rounding is relative."""
    return 1 + budget + sum(group.people * group.worth for group in groups)


# -- the best split ------------------------------------------------------------------------------


def test_one_group_on_paper() -> None:
    # 100 people, worth 40, half say yes at most, steepness .4: the first euro buys 40 * .5 * .4 = 8
    # it stops where 8 * exp(-.4 s) = 1: s = ln 8 / .4 = 5.1986 each, 519.86 in all; the rest is unspent
    plan = best_split(1_000, THREE[:1])
    assert plan.first.tolist() == [8.0]
    assert plan.spend[0] == pytest.approx(519.860385)
    assert plan.unspent == pytest.approx(480.139615)
    assert plan.next_euro[0] == pytest.approx(1)
    # yes: 100 * .5 * (1 - 1/8) = 43.75, worth 1,750; less 519.86
    assert plan.won[0] == pytest.approx(43.75)
    assert plan.net_value == pytest.approx(1_230.139615)


def test_a_group_whose_first_euro_buys_less_than_the_last_one_elsewhere_is_left_alone() -> None:
    # first euros: 40*.5*.4 = 8, 30*.3*.5 = 4.50, 90*.2*.3 = 5.40
    # from 8 down to 5.40 the first group takes 100/.4 * ln(8/5.4) = 98.26; a budget of 90 ends before that
    plan = best_split(90, THREE)
    assert plan.first == pytest.approx([8, 4.5, 5.4])
    assert plan.spend == pytest.approx([90, 0, 0])
    assert plan.alone == (1, 2)
    assert plan.next_euro == pytest.approx([8 * math.exp(-0.36), 4.5, 5.4])


@pytest.mark.parametrize("budget", [0, 60, 150, 400, 1_000, 2_500])
def test_the_best_of_all_splits_in_steps_of_money_is_no_better_and_close(budget: int) -> None:
    plan = best_split(budget, THREE)
    step = max(budget // 30, 1)
    whole = range(0, budget + 1, step)
    found = max(
        earns([one, two, three], THREE)
        for one, two, three in product(whole, repeat=3)
        if one + two + three <= budget
    )
    assert plan.net_value == pytest.approx(earns(plan.spend.tolist(), THREE))
    assert found <= plan.net_value + 1e-9
    # at most three amounts are rounded down by a step, and no unit of money buys more than the first
    assert plan.net_value - found <= 3 * step * (plan.first.max() - 1)


@pytest.mark.parametrize(
    ("budget", "keep", "win", "unspent", "last", "earned"),
    [
        (2_000, 2_000, 0, 0, 5.453720, 9_828.497),
        (5_000, 5_000, 0, 0, 4.290048, 21_374.396),
        (10_000, 8_488.731, 1_511.269, 0, 3.245273, 34_528.623),
        (20_000, 12_334.885, 7_665.115, 0, 2.385735, 52_463.616),
        (40_000, 20_027.192, 19_972.808, 0, 1.289330, 68_096.780),
        (80_000, 23_203.725, 25_055.259, 31_741.016, 1, 69_241.015),
    ],
)
def test_two_groups_as_in_the_table_of_keeping_and_winning(budget, keep, win, unspent, last, earned) -> None:
    plan = best_split(budget, SIDES)
    assert (*plan.spend, plan.unspent) == pytest.approx((keep, win, unspent), abs=5e-4)
    assert plan.next_euro[0] == pytest.approx(last, abs=5e-7)
    assert plan.net_value == pytest.approx(earned, abs=1e-3)


@LAW
@given(money, answers, answers)
def test_two_groups_are_split_as_between_keeping_and_winning(budget, one, other) -> None:
    plan = best_split(budget, [one, other])
    split = split_budget(budget, one.curve, other.curve, one.people, other.people, one.worth, other.worth)
    near = {"rel": 1e-9, "abs": 1e-9 * (1 + budget)}
    assert (*plan.spend, plan.unspent) == pytest.approx((split.keep, split.win, split.unspent), **near)
    assert plan.net_value == pytest.approx(split.net_value, rel=1e-9, abs=1e-9 * scale(budget, [one, other]))
    assert tuple(plan.first) == (split.first_keep, split.first_win)
    for spent, last in zip(plan.spend, plan.next_euro, strict=True):
        if spent > 0:
            assert last == pytest.approx(split.next_euro, rel=1e-6)


@LAW
@given(money, several, st.integers(0, 2**32 - 1))
def test_no_other_split_of_the_same_budget_earns_more(budget, groups, state) -> None:
    best = best_split(budget, groups)
    near = 1e-9 * scale(budget, groups)
    drawn = np.random.default_rng(state)
    for shares in drawn.dirichlet(np.full(len(groups), 0.5), 40):
        assert split_as(budget, shares.tolist(), groups).net_value <= best.net_value + near
        part = drawn.random()
        assert earns((part * budget * shares).tolist(), groups) <= best.net_value + near


@LAW
@given(money, several)
def test_the_parts_are_the_budget_and_every_group_with_money_stops_at_one_height(budget, groups) -> None:
    plan = best_split(budget, groups)
    for part in (plan.spend, plan.won, plan.next_euro, plan.first):
        assert np.isfinite(part).all()
        assert (part >= 0).all()
    assert plan.spend.sum() + plan.unspent == pytest.approx(budget, rel=1e-9, abs=1e-9)
    assert plan.net_value == pytest.approx(plan.earned.sum())
    assert plan.net_value >= -1e-9 * scale(budget, groups)
    heights = plan.next_euro[plan.spend > 0]
    level = heights.max(initial=1.0)
    assert heights == pytest.approx(level, rel=1e-6)
    assert (plan.next_euro[list(plan.alone)] <= level * (1 + 1e-9)).all() or not budget
    if plan.unspent > 1e-9 * budget:
        assert (plan.next_euro <= 1 + 1e-9).all(), "no money is kept that would buy more than it costs"


@LAW
@given(money, money, several)
def test_more_money_takes_nothing_from_any_group_and_never_earns_less(one, other, groups) -> None:
    less, more = (best_split(budget, groups) for budget in sorted((one, other)))
    assert (more.spend >= less.spend * (1 - 1e-9) - 1e-9).all()
    assert more.net_value >= less.net_value - 1e-9 * scale(more.budget, groups)
    assert set(more.alone) <= set(less.alone)


@LAW
@given(money, several, st.floats(0, 1))
def test_a_higher_ceiling_never_lowers_the_money_of_its_group(budget, groups, ceiling) -> None:
    group = groups[0]
    curve = group.curve
    raised = ResponseCurve(curve.floor, max(ceiling, curve.ceiling), curve.steepness)
    before = best_split(budget, groups)
    after = best_split(budget, [Answers(group.people, group.worth, raised), *groups[1:]])
    assert after.spend[0] >= before.spend[0] * (1 - 1e-9) - 1e-9 * (1 + budget)


def test_a_faster_curve_may_get_less_money_because_it_is_used_up_sooner() -> None:
    # alone with ample money a group gets people * ln(worth * ceiling * steepness) / steepness:
    # 100 * ln(8) / .4 = 519.86, but five times as fast 100 * ln(40) / 2 = 184.44
    slow, fast = (Answers(100, 40.0, ResponseCurve(0, 0.5, pace)) for pace in (0.4, 2.0))
    assert best_split(1_000, [slow]).spend[0] == pytest.approx(519.860385)
    assert best_split(1_000, [fast]).spend[0] == pytest.approx(184.443973)
    # where money is short a faster curve gets more: 8 against 4.50 and 5.40, then 1.50
    slower = [Answers(100, 40.0, ResponseCurve(0, 0.5, 0.075)), *THREE[1:]]
    assert best_split(20, slower).spend[0] == 0
    assert best_split(20, THREE).spend[0] == 20


def test_nobody_nothing_to_win_and_no_effect_get_nothing() -> None:
    empty = [
        Answers(0, 40.0, ResponseCurve(0, 0.5, 0.4)),
        Answers(100, 0.0, ResponseCurve(0, 0.5, 0.4)),
        Answers(100, 40.0, ResponseCurve(0, 0.5, 0.0)),
        Answers(100, 40.0, ResponseCurve(0, 0.0, 0.4)),
    ]
    plan = best_split(1_000, empty)
    assert (plan.spend.tolist(), plan.unspent, plan.alone) == ([0, 0, 0, 0], 1_000, (0, 1, 2, 3))
    assert plan.first.tolist() == [0, 0, 0, 0]
    assert (plan.net_value, best_split(0, THREE).net_value) == (0, 0)


def test_two_groups_that_are_alike_get_the_same() -> None:
    plan = best_split(300, [THREE[0], THREE[0]])
    assert plan.spend.tolist() == [150, 150]


# -- the reader's split --------------------------------------------------------------------------


def test_shares_may_have_any_scale() -> None:
    plans = [split_as(90, shares, THREE) for shares in ([1, 2, 0], [0.1, 0.2, 0.0], [1e300, 2e300, 0])]
    for plan in plans:
        assert plan.spend == pytest.approx([30, 60, 0])
        assert (plan.unspent, plan.alone) == (0, (2,))
    # 30 on 100 people: .5 * (1 - exp(-.4 * .3)) = .0565398 of 100 say yes, worth 40 each, less 30
    assert plans[0].won[0] == pytest.approx(5.653978)
    assert plans[0].earned[0] == pytest.approx(196.159134)
    assert plans[0].next_euro[0] == pytest.approx(8 * math.exp(-0.12))


def test_shares_of_nothing_spend_nothing() -> None:
    plan = split_as(90, [0, 0, 0], THREE)
    assert (plan.spend.tolist(), plan.unspent, plan.net_value) == ([0, 0, 0], 90, 0)


@LAW
@given(money, several)
def test_the_shares_of_the_best_split_give_the_best_split_back(budget, groups) -> None:
    best = best_split(budget, groups)
    again = split_as(float(best.spend.sum()), best.spend.tolist(), groups)
    assert again.spend == pytest.approx(best.spend)
    assert again.net_value == pytest.approx(best.net_value, rel=1e-9, abs=1e-9 * scale(budget, groups))


def test_money_for_a_group_where_nobody_is_is_lost() -> None:
    plan = split_as(50, [1, 0], [Answers(0, 40.0, KEEPING), SIDES[0]])
    assert (plan.won.tolist(), plan.earned.tolist()) == ([0, 0], [-50, 0])


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf])
def test_numbers_below_nothing_or_without_end_are_refused_in_words(wrong: float) -> None:
    refused = {
        "The budget": lambda: best_split(wrong, THREE),
        "The budget has": lambda: split_as(wrong, [1, 1, 1], THREE),
        "The share of group 2": lambda: split_as(1, [1, wrong, 1], THREE),
        "The number of people": lambda: Answers(wrong, 1, KEEPING),
        "What one yes is worth": lambda: Answers(1, wrong, KEEPING),
    }
    for named, call in refused.items():
        with pytest.raises(ValueError, match=f"{named}.*from 0 upwards"):
            call()


def test_a_split_is_for_as_many_groups_as_there_are_and_for_at_least_one() -> None:
    with pytest.raises(ValueError, match="3 groups, but shares for 2"):
        split_as(1, [1, 1], THREE)
    for call in (lambda: best_split(1, []), lambda: split_as(1, [], [])):
        with pytest.raises(ValueError, match="at least one group"):
            call()


def test_a_plan_knows_its_budget() -> None:
    plan = best_split(90, THREE)
    assert isinstance(plan, Plan)
    assert plan.budget == 90
