"""The sweep: whom every cut-off contacts, before any price."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sweep import sweep

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
chances = st.one_of(st.sampled_from([0.0, 0.25, 0.5, math.nextafter(0.5, 1), 1.0]), st.floats(0, 1))
people = st.lists(st.tuples(st.integers(0, 1), chances), min_size=1, max_size=40)


def arrays(rows: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    outcome, chance = zip(*rows, strict=True)
    return np.array(outcome), np.array(chance, dtype=float)


# Five customers, best chance first:   .9 left   .6 stayed   .6 left   .3 stayed   .1 left
# the two at .6 share a row: caught 0 1 2 2 3, wasted 0 0 1 2 2, contacted 0 1 3 4 5
Y = np.array([0, 1, 1, 1, 0])
P = np.array([0.3, 0.1, 0.9, 0.6, 0.6])


def test_the_sweep_over_five_customers_on_paper() -> None:
    found = sweep(Y, P)
    assert found.thresholds.tolist() == [math.inf, 0.9, 0.6, 0.3, 0.1]
    assert found.caught.tolist() == [0, 1, 2, 2, 3]
    assert found.wasted.tolist() == [0, 0, 1, 2, 2]
    assert found.contacted.tolist() == [0, 1, 3, 4, 5]
    assert (found.leavers, found.customers) == (3, 5)


def test_the_fates_of_a_row_on_paper() -> None:
    fates = sweep(Y, P).fates(2)
    assert (fates.threshold, fates.caught, fates.missed, fates.wasted, fates.spared) == (0.6, 2, 1, 1, 1)
    assert (fates.customers, fates.contacted, fates.leavers) == (5, 3, 3)
    assert fates.per_customer(fates.caught) == 0.4  # 2 of 5
    assert sweep(Y, P).fates(2, 0.5).threshold == 0.5


@LAW
@given(people, st.one_of(chances, st.sampled_from([math.inf, -math.inf, -1.0, 2.0])))
def test_the_row_of_a_cutoff_contacts_exactly_those_at_or_above_it(rows, threshold) -> None:
    y, p = arrays(rows)
    found = sweep(y, p)
    row = found.row(threshold)
    assert found.contacted[row] == (p >= threshold).sum()
    assert found.caught[row] == y[p >= threshold].sum()


@LAW
@given(people, st.lists(chances, min_size=1, max_size=8))
def test_a_grid_comes_back_falling_with_the_row_of_each(rows, grid) -> None:
    found = sweep(*arrays(rows))
    cutoffs, places = found.falling(np.array(grid))
    assert cutoffs.tolist() == sorted(grid, reverse=True)
    assert places.tolist() == [found.row(cutoff) for cutoff in cutoffs]


@LAW
@given(people, st.integers(0, 45))
def test_the_fitting_row_is_the_last_within_the_limit(rows, most) -> None:
    found = sweep(*arrays(rows))
    row = found.fitting(most)
    assert found.contacted[row] <= most
    assert row == len(found.thresholds) - 1 or found.contacted[row + 1] > most
    assert found.limited(most) == found.thresholds[row]


@pytest.mark.parametrize(("y", "p"), [([], []), ([1], [0.5, 0.5]), ([1, 0], [0.5])])
def test_outcomes_and_chances_have_to_match(y, p) -> None:
    with pytest.raises(ValueError, match="equally long"):
        sweep(np.array(y), np.array(p))
