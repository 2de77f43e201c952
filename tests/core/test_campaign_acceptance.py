"""A belief about how many leavers accept."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import Acceptance

LAW = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(("alpha", "beta"), [(0, 1), (1, 0), (-1, 2), (math.nan, 1), (1, math.inf)])
def test_a_belief_needs_two_numbers_above_nought(alpha: float, beta: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Acceptance(alpha, beta)


def test_knowing_nothing_makes_every_rate_equally_likely() -> None:
    flat = Acceptance(1, 1)
    assert flat.density == pytest.approx(np.ones(201))
    # a flat belief stays above 5 % and below 95 % nine times in ten
    assert (flat.low, flat.high) == pytest.approx((0.05, 0.95))


def test_the_likeliest_rate_on_paper() -> None:
    # the peak of Beta(a, b) is at (a - 1) / (a + b - 2): 5 / 18 = 0.2778, next grid point 0.28
    usual = Acceptance(6, 14)
    assert usual.rates[usual.density.argmax()] == pytest.approx(0.28)
    assert usual.low < 0.3 < usual.high


@LAW
@given(st.floats(0.05, 0.95), st.floats(2, 400), st.floats(1.5, 10))
def test_more_leavers_asked_make_the_range_narrower(rate: float, asked: float, times: float) -> None:
    few, many = (Acceptance(rate * n, (1 - rate) * n) for n in (asked, times * asked))
    assert many.high - many.low < few.high - few.low


@LAW
@given(st.floats(0.01, 500), st.floats(0.01, 500))
def test_any_belief_can_be_drawn(alpha: float, beta: float) -> None:
    belief = Acceptance(alpha, beta)
    assert np.isfinite(belief.density).all()
    assert belief.density.max() == 1
    assert 0 <= belief.low <= belief.high <= 1
