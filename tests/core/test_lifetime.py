"""What a customer is worth over the years, and when one pays back what it cost to win."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.campaign.lifetime import (
    BEFORE_RENEWAL,
    FIRST_IN_A_YEAR,
    FIRST_NOW,
    VARIANTS,
    balance,
    expected_life,
    lifetime_value,
    margins_after,
    mixed,
    payback,
    per_month,
    per_year,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=80, deadline=None)
margins = st.one_of(st.sampled_from([0.0, 1.0, 100.0]), st.floats(1e-6, 1e6))
any_margins = st.one_of(margins, st.floats(-1e6, -1e-6))
shares = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(1e-9, 1))
discounts = st.one_of(st.sampled_from([0.0, 0.1]), st.floats(-0.99, 3))
costs = st.one_of(st.sampled_from([0.0, 1.0, 300.0]), st.floats(0, 1e6))
variants = st.sampled_from(VARIANTS)


def values(margin: float, retention: float, discount: float) -> list[float]:
    return [lifetime_value(margin, retention, discount, variant) for variant in VARIANTS]


# -- what a customer is worth ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "retention", "discount", "before", "now", "later", "life"),
    [
        # 100 * .8 / (1 + .1 - .8) = 80 / .3, and 110 / .3, and 100 / .3; 1 / (1 - .8) = 5 periods
        (100, 0.8, 0.1, 266.666667, 366.666667, 333.333333, 5),
        (100, 0.8, 0, 400, 500, 500, 5),
        (100, 0.6, 0.12, 115.384615, 215.384615, 192.307692, 2.5),
        (20, 0.97, 0.008, 510.526316, 530.526316, 526.315789, 33.333333),
        (50, 0.95, 0.01, 791.666667, 841.666667, 833.333333, 20),
        (100, 0, 0.1, 0, 100, 90.909091, 1),
    ],
)
def test_the_three_values_of_a_customer_on_paper(
    margin, retention, discount, before, now, later, life
) -> None:
    assert values(margin, retention, discount) == pytest.approx([before, now, later], abs=5e-7)
    assert expected_life(retention) == pytest.approx(life, abs=5e-7)


def test_a_customer_who_never_leaves_and_money_that_never_fades_are_worth_without_end() -> None:
    assert values(100, 1, 0) == [math.inf] * 3
    assert values(100, 0.9, -0.2) == [math.inf] * 3
    assert values(100, 0.3, -0.7) == [math.inf] * 3, "1 - .7 - .3 is a hair above 0 for a computer"
    assert values(-100, 1, 0) == [-math.inf] * 3
    assert values(0, 1, 0) == [0, 0, 0]
    assert expected_life(1) == math.inf


@LAW
@given(st.floats(1, 1e3), st.floats(0, 0.9), st.floats(0, 1))
def test_the_value_is_the_sum_of_its_margins_one_period_after_the_other(margin, retention, discount) -> None:
    still_there = (retention / (1 + discount)) ** np.arange(2_000)
    now = float(margin * still_there.sum())
    assert values(margin, retention, discount) == pytest.approx([now - margin, now, now / (1 + discount)])


@LAW
@given(any_margins, shares, discounts)
def test_a_value_is_always_a_number_and_the_three_differ_as_told(margin, retention, discount) -> None:
    before, now, later = values(margin, retention, discount)
    assert not any(math.isnan(value) for value in (before, now, later))
    if math.isfinite(now):
        size = abs(now) + abs(margin)
        assert now == pytest.approx(before + margin, rel=1e-9, abs=1e-9 * size)
        assert later * (1 + discount) == pytest.approx(now, rel=1e-9, abs=1e-9 * size)


@LAW
@given(margins, shares, shares, discounts, variants)
def test_who_stays_more_is_never_worth_less(margin, one, other, discount, variant) -> None:
    low, high = sorted((one, other))
    less = lifetime_value(margin, low, discount, variant)
    assert less <= lifetime_value(margin, high, discount, variant) * (1 + 1e-12)


# -- months and years --------------------------------------------------------------------------


def test_yearly_rates_in_months_on_paper() -> None:
    # .97 to the power of 12 = .693842; the 12th root of 1.10 = 1.00797414
    assert per_year(0.97, 0).retention == pytest.approx(0.693842, abs=5e-7)
    assert per_month(1, 0.10).discount == pytest.approx(0.00797414, abs=5e-9)


@LAW
@given(st.one_of(st.sampled_from([0.0, 1.0]), st.floats(1e-9, 1)), discounts)
def test_a_year_in_months_and_back_is_the_year(retention, discount) -> None:
    back = per_year(*per_month(retention, discount))
    assert back == pytest.approx((retention, discount), rel=1e-9, abs=1e-12)


def test_a_discount_no_year_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        per_year(0.5, 1e300)


# -- payback -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cost", "margin", "retention", "months"),
    [
        (300, 30, 1, 10),  # 300 / 30
        (300, 30, 0.95, 13.513407),  # ln(1 - 300 * .05 / 30) / ln .95 = ln .5 / ln .95
        (300, 30, 0.91, 24.414892),
        (300, 30, 0.90, math.inf),  # 300 * .1 / 30 = 1, and a hair less for a computer
        (500, 40, 0.97, 15.430593),
        (500, 40, 1, 12.5),
        (0, 30, 0.5, 0),
        (0, 0, 0, 0),
        (300, 0, 0.9, math.inf),
        (300, -5, 0.9, math.inf),
        (30, 30, 0, 1),  # the one margin that comes is the cost
        (31, 30, 0, math.inf),
    ],
)
def test_payback_on_paper(cost, margin, retention, months) -> None:
    assert payback(cost, margin, retention) == pytest.approx(months, abs=5e-7)


@LAW
@given(st.floats(1, 1e4), st.floats(1, 1e4), st.floats(0.01, 0.99))
def test_at_payback_the_margins_are_the_cost(cost, margin, retention) -> None:
    found = payback(cost, margin, retention)
    if math.isinf(found):
        assert margin / (1 - retention) <= cost * (1 + 1e-8)
    else:
        earned = margin * (1 - retention**found) / (1 - retention)
        assert earned == pytest.approx(cost, rel=1e-6)


@LAW
@given(costs, any_margins, shares, st.integers(0, 60))
def test_the_balance_starts_with_the_first_margin_and_passes_nought_at_payback(
    cost, margin, retention, periods
) -> None:
    found = balance(cost, margin, retention, periods)
    assert found.shape == (periods + 1,)
    assert found[0] == pytest.approx(margin - cost)
    if periods:
        assert found[1] == pytest.approx(margin * (1 + retention) - cost)
    assert np.isfinite(found).all()
    months = payback(cost, margin, retention)
    assert not math.isnan(months)
    # after n periods n margins have come, the last of them at period n - 1
    if margin > 0 and 1 < months < periods and abs(months - round(months)) > 1e-6:
        assert found[math.ceil(months) - 1] > -1e-6
        assert found[math.ceil(months) - 2] < 1e-6


def test_a_balance_of_three_years_on_paper() -> None:
    # 100, 100 + 50, 100 + 50 + 25 and 12.5 more, each less 160
    assert balance(160, 100, 0.5, 3).tolist() == [-60, -10, 15, 27.5]


def test_margins_after_three_years_on_paper() -> None:
    # 100 + 50 + 25; without end 100 / .5; nobody stays: the first one, for all that follows
    assert margins_after(100, 0.5, 3) == pytest.approx(175)
    assert margins_after(100, 0.5, math.inf) == 200
    assert [margins_after(100, 0, periods) for periods in (0, 0.5, 1, 7)] == [0, 50, 100, 100]
    assert margins_after(100, 1, 2.5) == 250
    assert margins_after(0, 1, 0) == 0


@LAW
@given(costs, any_margins, shares, st.integers(0, 60))
def test_the_margins_at_whole_years_are_the_balance_and_the_cost(cost, margin, retention, periods) -> None:
    here = margins_after(margin, retention, periods + 1) - cost
    assert here == pytest.approx(balance(cost, margin, retention, periods)[-1], rel=1e-9, abs=1e-6)


@LAW
@given(costs, margins, shares)
def test_the_margins_at_payback_are_the_cost(cost, margin, retention) -> None:
    found = payback(cost, margin, retention)
    if math.isfinite(found):
        assert margins_after(margin, retention, found) == pytest.approx(cost, rel=1e-5, abs=1e-9)


# -- the average misleads ----------------------------------------------------------------------


def test_the_value_of_the_average_is_not_the_average_value() -> None:
    # .9: 100 * .9 / .2 = 450; .5: 100 * .5 / .6 = 83.33; half of each 266.667; .7: 100 * .7 / .4 = 175
    found = mixed(100, (0.9, 0.5), (0.5, 0.5), 0.1, BEFORE_RENEWAL)
    assert found.average_of_values == pytest.approx(266.667, abs=5e-4)
    assert found.value_of_average == pytest.approx(175)
    assert found.missing == pytest.approx(0.34, abs=0.005)


def test_a_group_without_end_makes_the_average_endless() -> None:
    found = mixed(100, (1.0, 0.5), (0.5, 0.5), 0, FIRST_NOW)
    assert (found.average_of_values, found.value_of_average, found.missing) == (math.inf, 400, 1)
    nobody_in_it = mixed(100, (1.0, 0.5), (0.0, 1.0), 0, FIRST_NOW)
    assert (nobody_in_it.average_of_values, nobody_in_it.missing) == (200, 0)
    assert mixed(0, (1.0, 0.5), (0.5, 0.5), 0, FIRST_NOW).missing == 0


@LAW
@given(margins, shares, shares, shares, discounts, variants)
def test_the_short_cut_is_never_above_the_truth(margin, one, other, share, discount, variant) -> None:
    found = mixed(margin, (one, other), (share, 1 - share), discount, variant)
    assert found.value_of_average <= found.average_of_values * (1 + 1e-6)
    assert 0 <= found.missing <= 1


@LAW
@given(margins, shares, discounts, variants)
def test_alike_customers_have_no_trap(margin, retention, discount, variant) -> None:
    assume(1 + discount - retention > 1e-3 or 1 + discount - retention < -1e-3)
    found = mixed(margin, np.array([retention] * 3), np.array([0.2, 0.3, 0.5]), discount, variant)
    assert found.missing == pytest.approx(0, abs=1e-9)


# -- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize("retention", [-0.1, 1.1, math.nan, math.inf])
def test_a_share_who_stay_lies_between_nobody_and_everybody(retention) -> None:
    for attempt in (
        lambda: lifetime_value(100, retention, 0.1, FIRST_NOW),
        lambda: expected_life(retention),
        lambda: per_month(retention, 0.1),
        lambda: per_year(retention, 0.1),
        lambda: payback(100, 10, retention),
        lambda: balance(100, 10, retention, 5),
        lambda: mixed(100, (retention, 0.5), (0.5, 0.5), 0.1, FIRST_NOW),
    ):
        with pytest.raises(ValueError, match=r"between 0 % and 100 %"):
            attempt()


@pytest.mark.parametrize("discount", [-1, -2, math.nan, math.inf])
def test_a_discount_takes_away_less_than_everything(discount) -> None:
    for attempt in (
        lambda: lifetime_value(100, 0.5, discount, FIRST_IN_A_YEAR),
        lambda: per_month(0.5, discount),
        lambda: per_year(0.5, discount),
    ):
        with pytest.raises(ValueError, match="discount rate"):
            attempt()


def test_other_nonsense_is_refused_in_plain_words() -> None:
    with pytest.raises(ValueError, match="margin has to be a number"):
        lifetime_value(math.nan, 0.5, 0.1, FIRST_NOW)
    with pytest.raises(ValueError, match="one of three ways"):
        lifetime_value(100, 0.5, 0.1, "V2")
    for cost in (-1, math.nan, math.inf):
        with pytest.raises(ValueError, match="cost of winning"):
            payback(cost, 10, 0.5)
        with pytest.raises(ValueError, match="cost of winning"):
            balance(cost, 10, 0.5, 3)
    with pytest.raises(ValueError, match="years"):
        balance(10, 10, 0.5, -1)
    for periods in (-1, math.nan):
        with pytest.raises(ValueError, match="years"):
            margins_after(10, 0.5, periods)
    for shares_told in ((0.5, 0.6), (-0.5, 1.5), (math.nan, 0.5)):
        with pytest.raises(ValueError, match="add up to 100 %"):
            mixed(100, (0.5, 0.6), shares_told, 0.1, FIRST_NOW)
    for retentions, shares_told in (((0.5,), (0.5, 0.5)), ((), ())):
        with pytest.raises(ValueError, match="Each group"):
            mixed(100, retentions, shares_told, 0.1, FIRST_NOW)
