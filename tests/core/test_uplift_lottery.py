"""Was it a lottery, what did the contact do on average, and how many customers show it."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.uplift import effect, lottery, needed, trial_of
from core.uplift.lottery import _limit

LAW = settings(max_examples=60, deadline=None)


def customers(rows: int = 600, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "months": rng.integers(1, 70, rows),
            "spend": rng.normal(size=rows),
            "city": rng.choice(["A", "B", "C"], rows),
        }
    )


def outcomes(rows: int, seed: int = 0) -> np.ndarray:
    return (np.random.default_rng([seed, 1]).random(rows) < 0.7).astype(int)


# -- a lottery ----------------------------------------------------------------------------------


def test_a_fair_coin_passes_nineteen_times_in_twenty() -> None:
    passed = []
    for seed in range(40):
        coin = (np.random.default_rng([seed, 2]).random(300) < 0.5).astype(int)
        found = lottery(trial_of(customers(300, seed), coin, outcomes(300, seed)))
        passed.append(found.drawn)
        assert (found.most_telling is None) == found.drawn
        assert found.drawn == (found.auc <= found.limit)
    # of 40 coins 38 pass if 95 of 100 do, and fewer than 35 would happen about once in thirty
    assert sum(passed) >= 35


@pytest.mark.parametrize("column", ["months", "spend", "city"])
def test_a_contact_that_follows_a_column_is_no_lottery_and_the_column_is_named(column) -> None:
    frame = customers()
    high = frame["city"] == "B" if column == "city" else frame[column] > frame[column].median()
    chosen = np.random.default_rng(3).random(len(frame)) < np.where(high, 0.7, 0.3)
    found = lottery(trial_of(frame, chosen.astype(int), outcomes(len(frame))))
    assert not found.drawn
    assert found.auc > 0.6 > found.limit > 0.5
    assert found.most_telling == column


def test_the_limit_is_that_of_a_score_that_knows_nothing() -> None:
    # 50 against 50: (1/4 + 98 / 12) / 2500 = .003367, doubled .006733, error .08206
    # .5 + 1.645 * .08206 = .6350
    assert _limit(50, 50) == pytest.approx(0.6350, abs=1e-4)
    assert 0.5 < _limit(5_000, 5_000) < _limit(500, 9_500) < _limit(50, 50)


# -- the average effect -------------------------------------------------------------------------


def test_the_average_effect_on_paper() -> None:
    # contacted: 80 of 100 stay, left alone: 140 of 200; .8 - .7 = .1
    # error: sqrt(.8 * .2 / 100 + .7 * .3 / 200) = .051478; 1.644854 * .051478 = .084674
    treated = np.repeat([1, 0], [100, 200])
    stayed = np.concatenate([np.arange(100) < 80, np.arange(200) < 140]).astype(int)
    found = effect(trial_of(customers(300), treated, stayed))
    assert (found.contacted_stay, found.alone_stay) == (0.8, 0.7)
    assert found.value == pytest.approx(0.1)
    assert (found.low, found.high) == pytest.approx((0.1 - 0.084674, 0.1 + 0.084674), abs=1e-5)


# -- how many -----------------------------------------------------------------------------------


def test_the_customers_needed_on_paper() -> None:
    # .5 against .6, 95 % and 80 %: (1.95996 sqrt(2 * .55 * .45) + .84162 sqrt(.25 + .24))^2 / .01 = 387.3
    assert needed(0.5, 0.1, power=0.8, level=0.95) == 388
    # 90 %: (1.64485 * .703562 + .84162 * .7)^2 / .01 = 1.746391^2 / .01 = 304.99
    assert needed(0.5, 0.1) == 305


def test_so_many_customers_see_the_effect_as_often_as_promised() -> None:
    number, rng = needed(0.72, 0.06), np.random.default_rng(0)
    alone, contacted = rng.binomial(number, 0.72, 4_000) / number, rng.binomial(number, 0.78, 4_000) / number
    error = np.sqrt((alone * (1 - alone) + contacted * (1 - contacted)) / number)
    seen = (contacted - alone) / error > NormalDist().inv_cdf(0.95)
    assert seen.mean() == pytest.approx(0.8, abs=0.025)


@LAW
@given(st.floats(0.05, 0.95), st.floats(0.001, 0.04), st.floats(0.5, 0.95))
def test_a_smaller_effect_or_more_certainty_needs_more_customers(base, change, power) -> None:
    for sign in (1, -1):
        assert needed(base, sign * change / 2) >= needed(base, sign * change)
        assert needed(base, sign * change, power) <= needed(base, sign * change, power + 0.04)
        assert needed(base, sign * change, power) == needed(1 - base, -sign * change, power)


@pytest.mark.parametrize("wrong", [(0.5, 0), (0.9, 0.2), (0.1, -0.2), (1.2, 0.1), (0.5, 0.1, 1.0)])
def test_shares_outside_0_to_1_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        needed(*wrong)


def test_from_everybody_to_nobody_one_customer_in_each_group_is_enough() -> None:
    assert needed(1, -1) >= 1
