"""Acting on a push: the promise of the model, and the simulated truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.explain.acting import Action, acted

LAW = settings(max_examples=60, deadline=None)


def an_action(kept: int = 12, lost: int = 2, customers: int = 100, cost: float = 1, believed: float = 0.05):
    return Action("Call everyone", "days", cost, believed, kept, lost, customers, "cause")


def test_the_promise_and_the_truth_on_paper() -> None:
    found = acted(an_action(), missed=80)
    # promised: 0.05 x 80 - 1 = 3; in truth: (12 - 2) / 100 x 80 - 1 = 7
    assert found.believed == pytest.approx(3)
    assert found.value == pytest.approx(7)
    # the results: 12 times 1, 2 times -1, 86 times 0, mean 0.1; squares around it: 14 - 100 x 0.01 = 13
    # standard error: 80 x root(13 / 99 / 100) = 2.899; times 1.645: 4.769
    assert (found.low, found.high) == (pytest.approx(2.231, abs=1e-3), pytest.approx(11.769, abs=1e-3))


def test_an_action_that_moves_nobody_loses_its_cost_for_certain() -> None:
    found = acted(an_action(kept=0, lost=0, believed=0.0214), missed=80)
    # promised: 0.0214 x 80 - 1 = 0.712
    assert found.believed == pytest.approx(0.712)
    assert found.low == found.value == found.high == -1


def test_a_rise_of_the_chance_is_a_promise_below_the_cost() -> None:
    # -0.01 x 80 - 2 = -2.8
    assert acted(an_action(cost=2, believed=-0.01), missed=80).believed == pytest.approx(-2.8)


def test_everybody_kept_leaves_no_doubt() -> None:
    found = acted(an_action(kept=3, lost=0, customers=3, cost=0), missed=10)
    assert found.low == found.value == found.high == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"kept": -1}, {"lost": -1}, {"customers": 0, "kept": 0, "lost": 0}, {"kept": 60, "lost": 41},
        {"cost": -1}, {"cost": math.nan}, {"cost": math.inf}, {"believed": math.nan}, {"believed": math.inf},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="to be"):
        acted(an_action(**wrong), missed=80)


@pytest.mark.parametrize("missed", [-1, math.nan, math.inf])
def test_a_price_that_is_none_is_refused(missed) -> None:
    with pytest.raises(ValueError, match="from 0 upwards"):
        acted(an_action(), missed)


@LAW
@given(st.integers(1, 300), st.data(), st.floats(0, 1e4), st.floats(0, 1e5))
def test_value_and_range_are_those_of_the_mean_over_the_customers(n, data, cost, missed) -> None:
    kept = data.draw(st.integers(0, n))
    lost = data.draw(st.integers(0, n - kept))
    found = acted(an_action(kept, lost, n, cost), missed)
    each = missed * np.repeat([1.0, -1.0, 0.0], [kept, lost, n - kept - lost]) - cost
    assert found.value == pytest.approx(each.mean(), rel=1e-6, abs=1e-6)
    half = 1.6448536 * (each.std(ddof=1) if n > 1 else 0.0) / math.sqrt(n)
    assert found.high - found.value == pytest.approx(half, rel=1e-4, abs=1e-3)
    assert found.low <= found.value <= found.high
    if kept == lost == 0:
        assert found.low == found.high
