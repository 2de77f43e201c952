"""A list of customers, best first: what contacting its top earns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.uplift import (
    CHANGE,
    RISK,
    SHARES,
    TRUE_RISK,
    TRUTH,
    Contenders,
    Values,
    curve_by_trial,
    estimate,
    profit_by_share,
    ranked_by_trial,
    ranked_truly,
    top,
)

LAW = settings(max_examples=40, deadline=None)
VALUES = Values(clv=500, incentive_cost=30, contact_cost=3)

# Four customers, best first; what each contact is worth: 40, 20, -10, -50
SCORE = np.array([0.9, 0.5, 0.2, -0.3])
WORTH = np.array([40.0, 20.0, -10.0, -50.0])


def test_the_top_half_on_paper() -> None:
    # (40 + 20) / 4 = 15; each customer brings 40, 20, 0, 0: spread 19.1485 (n - 1), over root 4 = 9.5743,
    # times 1.644854 = 15.7483
    found = ranked_truly(SCORE, WORTH, 0.5)
    assert found.value == 15
    assert found.low == pytest.approx(15 - 15.7483, abs=1e-3)
    assert found.high == pytest.approx(15 + 15.7483, abs=1e-3)
    assert found.curve[[0, 25, 50, 75, 100]].tolist() == [0, 10, 15, 12.5, 0]


def test_the_trial_alone_on_paper() -> None:
    # top half: customers 1 (contacted, stayed) and 2 (left alone, left): a half x [1 x 470 - 3 - 0 x 500]
    treated, stayed = [1, 0, 1, 0], [1, 0, 0, 1]
    found = ranked_by_trial(SCORE, treated, stayed, VALUES, 0.5)
    assert found.value == 0.5 * 467
    # everybody: half of the contacted stayed, half of the others: 235 - 3 - 250 = -18
    assert found.curve[100] == -18
    assert np.isnan(found.curve[25]), "one customer was contacted, and nobody to compare with"


def test_where_a_group_is_missing_the_trial_says_nothing() -> None:
    found = ranked_by_trial(SCORE, [1, 1, 0, 0], [1, 0, 1, 0], VALUES, 0.5)
    assert (found.value, found.low, found.high) == (None, None, None)


def test_the_truth_is_a_list_only_where_it_is_known() -> None:
    ones = np.ones(4)
    known = Contenders(SCORE, SCORE, ones, ones, stay_contacted=0.9 * ones, stay_alone=0.7 * ones)
    assert set(known.lists()) == {RISK, CHANGE, TRUTH, TRUE_RISK}
    assert known.lists()[TRUTH] == pytest.approx(0.2 * ones)
    assert known.lists()[TRUE_RISK] == pytest.approx(0.3 * ones)
    assert set(Contenders(SCORE, SCORE, ones, ones).lists()) == {RISK, CHANGE}


@LAW
@given(st.integers(0, 10_000), st.integers(1, 60), st.booleans())
def test_the_curve_by_trial_is_the_estimate_at_every_share(seed: int, size: int, ties: bool) -> None:
    rng = np.random.default_rng(seed)
    score = rng.integers(0, 4, size).astype(float) if ties else rng.random(size)
    treated, stayed = rng.integers(0, 2, size), rng.integers(0, 2, size)
    curve = curve_by_trial(score, treated, stayed, VALUES)
    for place in (0, 20, 55, 100):
        found = estimate(top(score, SHARES[place]), treated, stayed, VALUES)
        if found is None:
            assert np.isnan(curve[place])
        else:
            assert curve[place] == pytest.approx(found.value, abs=1e-9)


@LAW
@given(st.integers(0, 10_000), st.integers(1, 60), st.floats(0, 1))
def test_the_range_holds_the_value_of_the_list(seed: int, size: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    score, worth = rng.random(size), rng.normal(size=size)
    found = ranked_truly(score, worth, share)
    assert found.low <= found.value <= found.high
    assert found.curve == pytest.approx(profit_by_share(score, worth, SHARES))
    # the range is that of the mean over all customers of what the contacted bring
    share = round(share, 2)
    each = np.where(top(score, share), worth, 0.0)
    half = 1.644854 * each.std(ddof=min(1, size - 1)) / size**0.5
    found = ranked_truly(score, worth, share)
    assert found.high - found.value == pytest.approx(half, abs=1e-6)
