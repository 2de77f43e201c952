"""The next euro: a budget shared between keeping customers and winning new ones."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign.budget import Split, split_budget
from core.campaign.optimum import unlimited
from core.campaign.response import ResponseCurve, as_curve

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=80, deadline=None)
KEEPING, WINNING = (0.70, 0.90, 0.08), (0.04, 0.25)
EXAMPLE = {"customers": 1_000, "prospects": 5_000, "value_kept": 400.0, "value_won": 350.0}

shares = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1))
steepness = st.one_of(st.sampled_from([0.0, 0.08, 1.0]), st.floats(1e-4, 10))
curves = st.builds(
    lambda one, other, steep: ResponseCurve(min(one, other), max(one, other), steep),
    shares,
    shares,
    steepness,
)
people = st.one_of(st.sampled_from([0, 1, 1_000]), st.integers(0, 100_000))
worth = st.one_of(st.sampled_from([0.0, 1.0, 400.0]), st.floats(0, 1e5))
money = st.one_of(st.sampled_from([0.0, 1.0, 20_000.0]), st.floats(0, 1e7))


def example(budget: float) -> Split:
    return split_budget(budget, KEEPING, WINNING, **EXAMPLE)


def net_value(keep, win, keeping, winning, customers, prospects, value_kept, value_won):
    """What a split earns, summed on both sides without the rule that found it."""
    saved = customers * keeping.gain(keep / customers) if customers else 0.0
    won = prospects * winning.gain(win / prospects) if prospects else 0.0
    return value_kept * saved + value_won * won - keep - win


# -- the curve ---------------------------------------------------------------------------------


def test_a_curve_from_four_answers_on_paper() -> None:
    # from .7 without money to .9 with unlimited money, 10 each reach .8, half the way: ln 2 / 10
    curve = ResponseCurve.from_answers(floor=0.7, ceiling=0.9, spend=10, rate=0.8)
    assert curve.steepness == pytest.approx(math.log(2) / 10)
    assert [curve.rate(spend) for spend in (0, 10, 20, 1e6)] == pytest.approx([0.7, 0.8, 0.85, 0.9])
    assert curve.slope(0) == pytest.approx(0.2 * math.log(2) / 10)


@LAW
@given(st.floats(0, 0.4), st.floats(0.6, 1), st.floats(0.01, 1e4), st.floats(0.41, 0.59))
def test_a_curve_from_answers_gives_the_answers_back(floor, ceiling, spend, rate) -> None:
    curve = ResponseCurve.from_answers(floor, ceiling, spend, rate)
    assert curve.rate(spend) == pytest.approx(rate)
    assert curve.rate(0) == floor
    assert curve.rate(1e9 * spend) == pytest.approx(ceiling)


@LAW
@given(curves, st.floats(0, 1e3), st.floats(0, 1e3))
def test_more_money_never_lowers_the_rate_and_never_helps_faster(curve, one, other) -> None:
    less, more = sorted((one, other))
    assert curve.floor <= curve.rate(less) <= curve.rate(more) <= curve.ceiling + 1e-12
    assert curve.slope(less) >= curve.slope(more) >= 0


@LAW
@given(curves, st.floats(1e-6, 1e3))
def test_the_spend_where_a_slope_is_reached_has_that_slope(curve, slope) -> None:
    spend = curve.spend_where(slope)
    assert spend >= 0
    if spend:
        assert curve.slope(spend) == pytest.approx(slope)
    else:
        assert curve.slope(0) <= slope


def test_a_slope_of_nothing_is_never_reached() -> None:
    assert as_curve(KEEPING).spend_where(0) == math.inf
    assert as_curve((0.5, 0.5, 1.0)).spend_where(0) == 0, "a flat curve needs no money"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ((0.7, 0.9, 10, 0.7), r"contradict.*\(70\.0.%\).*without any money \(70\.0.%\)"),
        ((0.7, 0.9, 10, 0.9), r"contradict.*unlimited money \(90\.0.%\)"),
        ((0.7, 0.9, 10, 0.6), "contradict"),
        ((0.9, 0.7, 10, 0.8), "contradict"),
        ((0.7, 0.7, 10, 0.7), "contradict"),
        ((0.7, 0.9, 0, 0.8), "more than 0"),
        ((0.7, 0.9, -1, 0.8), "more than 0"),
        ((-0.1, 0.9, 10, 0.8), "between 0 % and 100 %"),
        ((0.7, 1.1, 10, 0.8), "between 0 % and 100 %"),
        ((0.7, 0.9, math.nan, 0.8), "number"),
        ((0.7, 0.9, 1e-320, 0.8), "no curve fits"),
        ((0.33, 0.99, 10, math.nextafter(0.99, 0)), "no curve fits"),
        ((0.0, 1.0, 10, math.nextafter(1, 0)), None),
        ((0.5, 0.5 + 4e-16, 10, 0.5 + 3e-16), None),
    ],
)
def test_answers_that_contradict_each_other_are_told_so(answers, sentence) -> None:
    if sentence is None:
        assert math.isfinite(ResponseCurve.from_answers(*answers).steepness)
    else:
        with pytest.raises(ValueError, match=sentence):
            ResponseCurve.from_answers(*answers)


@pytest.mark.parametrize(
    "wrong", [(0.9, 0.7, 1), (-0.1, 0.5, 1), (0.5, 1.1, 1), (0.5, 0.9, -1), (0.5, 0.9, math.inf)]
)
def test_a_curve_that_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"has to|have to"):
        ResponseCurve(*wrong)


def test_a_curve_may_be_told_in_two_or_three_numbers() -> None:
    assert as_curve(WINNING) == ResponseCurve(0.0, 0.04, 0.25)
    assert as_curve(KEEPING) == ResponseCurve(0.70, 0.90, 0.08)


# -- the split ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "keep", "win", "unspent", "last", "saved", "won", "earned"),
    [
        (2_000, 2_000, 0, 0, 5.453720, 29.571242, 0, 9_828.497),
        (5_000, 5_000, 0, 0, 4.290048, 65.935991, 0, 21_374.396),
        (10_000, 8_488.731, 1_511.269, 0, 3.245273, 98.585215, 14.555821, 34_528.623),
        (20_000, 12_334.885, 7_665.115, 0, 2.385735, 125.445785, 63.672292, 52_463.616),
        (40_000, 20_027.192, 19_972.808, 0, 1.289330, 159.708442, 126.324008, 68_096.780),
        (80_000, 23_203.725, 25_055.259, 31_741.016, 1, 168.750000, 142.857143, 69_241.015),
    ],
)
def test_keep_first_then_both_then_stop(budget, keep, win, unspent, last, saved, won, earned) -> None:
    # first euro: .2 * .08 * 400 = 6.40 for keeping, .04 * .25 * 350 = 3.50 for winning
    # with 2,000 all for keeping, 2 on each of 1,000: 6.40 * exp(-.08 * 2) = 5.4537 by the last euro
    found = example(budget)
    assert (found.first_keep, found.first_win) == pytest.approx((6.40, 3.50))
    assert (found.keep, found.win, found.unspent) == pytest.approx((keep, win, unspent), abs=5e-4)
    assert found.next_euro == pytest.approx(last, abs=5e-7)
    assert (found.saved, found.won) == pytest.approx((saved, won), abs=5e-7)
    assert found.net_value == pytest.approx(earned, abs=1e-3)


def test_the_same_from_curves_and_the_other_way_round() -> None:
    assert split_budget(20_000, as_curve(KEEPING), as_curve(WINNING), **EXAMPLE) == example(20_000)
    swapped = split_budget(20_000, WINNING, KEEPING, 5_000, 1_000, 350.0, 400.0)
    found = example(20_000)
    assert (swapped.win, swapped.keep) == pytest.approx((found.keep, found.win))
    assert swapped.net_value == pytest.approx(found.net_value)


@LAW
@given(money, curves, curves, people, people, worth, worth)
def test_the_parts_are_the_budget_and_no_euro_would_do_better_elsewhere(
    budget, keeping, winning, customers, prospects, value_kept, value_won
) -> None:
    found = split_budget(budget, keeping, winning, customers, prospects, value_kept, value_won)
    numbers = [found.keep, found.win, found.unspent, found.next_euro, found.saved, found.won]
    assert all(math.isfinite(number) and number >= 0 for number in numbers)
    assert found.keep + found.win + found.unspent == pytest.approx(budget, rel=1e-9, abs=1e-9)
    assert found.net_value >= -1e-6 * (1 + budget)
    assert found.next_euro >= 1 - 1e-9
    sides = [
        (found.keep, customers, keeping, value_kept),
        (found.win, prospects, winning, value_won),
    ]
    for spent, number, curve, value in sides:
        last = curve.slope(spent / number) * value if number else 0.0
        if spent > 1e-6:
            assert last == pytest.approx(found.next_euro, rel=1e-6)
        else:
            assert last <= max(found.next_euro, 1) * (1 + 1e-6)
    if found.unspent > 0:
        assert found.next_euro == 1


@LAW
@given(money, money, curves, curves, people, people, worth, worth)
def test_more_money_never_earns_less(
    one, other, keeping, winning, customers, prospects, value_kept, value_won
) -> None:
    less, more = sorted((one, other))
    told = (keeping, winning, customers, prospects, value_kept, value_won)
    low, high = split_budget(less, *told), split_budget(more, *told)
    assert high.net_value >= low.net_value - 1e-9 * (1 + more + customers * value_kept)
    assert high.next_euro <= low.next_euro * (1 + 1e-9)
    assert (high.keep, high.win) >= (low.keep * (1 - 1e-9), low.win * (1 - 1e-9))


@LAW
@given(money, curves, curves, people, people, worth, worth)
def test_no_other_split_of_the_same_budget_earns_more(
    budget, keeping, winning, customers, prospects, value_kept, value_won
) -> None:
    told = (keeping, winning, customers, prospects, value_kept, value_won)
    best = split_budget(budget, *told).net_value
    near = 1e-9 * (1 + budget + customers * value_kept + prospects * value_won)
    for keep in np.linspace(0, budget, 41).tolist():
        for spent in np.linspace(0, 1, 11).tolist():
            assert net_value(keep, (budget - keep) * spent, *told) <= best + near


def test_nothing_to_share_and_nobody_to_share_it_among_are_numbers() -> None:
    nothing = example(0)
    assert (nothing.keep, nothing.win, nothing.unspent, nothing.net_value) == (0, 0, 0, 0)
    assert nothing.next_euro == pytest.approx(6.40), "what the first euro would buy"
    nobody = split_budget(1_000, KEEPING, WINNING, 0, 0, 400, 350)
    assert (nobody.unspent, nobody.next_euro, nobody.first_keep, nobody.first_win) == (1_000, 1, 0, 0)
    worthless = split_budget(1_000, KEEPING, WINNING, 1_000, 5_000, 0, 0)
    assert (worthless.keep, worthless.win, worthless.unspent) == (0, 0, 1_000)
    # .2 * .08 * 50 = .80 and .04 * .25 * 50 = .50: not even the first euro is worth it
    dear = split_budget(1_000, KEEPING, WINNING, 1_000, 5_000, 50, 50)
    assert (dear.keep, dear.win, dear.unspent, dear.next_euro) == (0, 0, 1_000, 1)


@pytest.mark.parametrize("wrong", [-1.0, math.nan, math.inf])
@pytest.mark.parametrize("which", ["budget", "customers", "prospects", "value_kept", "value_won"])
def test_what_cannot_be_shared_out_is_refused(which, wrong) -> None:
    told = {"budget": 1_000, **EXAMPLE, which: wrong}
    with pytest.raises(ValueError, match="from 0 upwards"):
        split_budget(told.pop("budget"), KEEPING, WINNING, **told)


# -- without a limit ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "discount", "winning", "keeping", "expected"),
    [
        (100, 0.10, (0.30, 0.05), (0.85, 0.06),
         (39.833923, 0.772118, 213.997643, 23.325198, 0.206541, 20.874094, 112.932519, 51.590492)),
        (100, 0.10, (0.05, 0.40), (0.85, 0.06),
         (39.833923, 0.772118, 213.997643, 3.634855, 0.038318, 4.565027, 94.861168, 51.590492)),
        (50, 0.15, (0.40, 0.10), (0.70, 0.15),
         (14.288374, 0.617909, 81.211022, 11.781751, 0.276864, 10.702657, 42.554291, 23.123738)),
    ],
)  # fmt: skip
def test_the_best_spending_without_a_limit_as_published(margin, discount, winning, keeping, expected) -> None:
    # first row: 100 + (100 * .772118 - 39.833923) / (1.1 - .772118) = 213.9976; 23.325198 / .206541 = 112.93
    found = unlimited(margin, discount, winning, keeping)
    told = (
        found.spend_keep,
        found.retention,
        found.value,
        found.spend_win,
        found.won_rate,
        found.per_prospect,
        found.average_win,
        found.average_keep,
    )
    assert told == pytest.approx(expected, abs=1e-6)
    assert found.marginal == pytest.approx(found.value)


@pytest.mark.parametrize(("winning", "ratio"), [((0.30, 0.05), 2.189), ((0.05, 0.40), 1.839)])
def test_the_average_ratio_moves_while_the_last_costs_stay_equal(winning, ratio) -> None:
    found = unlimited(100, 0.10, winning, (0.85, 0.06))
    assert found.average_win is not None
    assert found.average_keep is not None
    assert found.average_win / found.average_keep == pytest.approx(ratio, abs=5e-4)
    assert found.marginal == pytest.approx(213.997643, abs=1e-6)


@LAW
@given(st.floats(0, 1e3), st.floats(0.01, 1), curves, curves)
def test_no_other_spending_earns_more_and_the_last_costs_are_equal(
    margin, discount, winning, keeping
) -> None:
    found = unlimited(margin, discount, winning, keeping)
    if found.marginal is not None:
        assert 1 / keeping.slope(found.spend_keep) == pytest.approx(found.value, rel=1e-6)
        assert 1 / winning.slope(found.spend_win) == pytest.approx(found.value, rel=1e-6)
    near = 1e-9 * (1 + found.value)
    for spend in np.linspace(0, margin * (1 + discount), 60).tolist():
        rate = keeping.rate(spend)
        value = margin + (margin * rate - spend) / (1 + discount - rate)
        assert value <= found.value + near
    for spend in np.linspace(0, 2 * found.value, 60).tolist():
        assert winning.rate(spend) * found.value - spend <= found.per_prospect + near


@LAW
@given(st.floats(-1e3, 1e3), st.floats(-2, 2), curves, curves)
def test_any_spending_is_a_number_or_refused_in_words(margin, discount, winning, keeping) -> None:
    try:
        found = unlimited(margin, discount, winning, keeping)
    except ValueError as told:
        assert "discount rate" in str(told)
        assert discount <= keeping.ceiling - 1 + 1e-6
        return
    averages = (found.average_win, found.average_keep, found.marginal)
    numbers = [number for number in averages if number is not None]
    assert all(math.isfinite(number) for number in (*numbers, found.value, found.per_prospect))
    assert (found.average_win is None) == (found.spend_win == 0 or found.won_rate == 0)
    assert (found.average_keep is None) == (found.spend_keep == 0 or found.retention == 0)


def test_nobody_worth_winning_costs_nothing() -> None:
    # first euro of winning: .01 * .01 * 214 = .02, less than a euro
    found = unlimited(100, 0.10, (0.01, 0.01), (0.85, 0.06))
    assert (found.spend_win, found.won_rate, found.average_win, found.marginal) == (0, 0, None, None)
    assert found.average_keep == pytest.approx(51.590492, abs=1e-6)
    free = unlimited(0, 0.10, (0.30, 0.05), (0.85, 0.06))
    assert (free.spend_keep, free.spend_win, free.value) == (0, 0, 0)
    assert (free.average_win, free.average_keep, free.marginal) == (None, None, None)


@pytest.mark.parametrize(("margin", "discount"), [(math.nan, 0.1), (100, math.inf)])
def test_the_margin_and_the_discount_are_numbers(margin, discount) -> None:
    with pytest.raises(ValueError, match="numbers"):
        unlimited(margin, discount, WINNING, KEEPING)


def test_customers_worth_more_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="more than any number"):
        unlimited(100, 0, WINNING, (1.0, 0.1))
    with pytest.raises(ValueError, match="above −100 %"):
        unlimited(100, -1, WINNING, (0.0, 0.1))
