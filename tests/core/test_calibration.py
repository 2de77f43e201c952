"""Honest chances: what was said, what came, and how far off luck alone would be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calibration import FEWEST, calibration, jeffreys

LAW = settings(max_examples=30, deadline=None)
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

customers = st.lists(
    st.tuples(st.integers(0, 1), st.one_of(st.sampled_from([0.1, 0.5, 0.9]), st.floats(0, 1))),
    min_size=1,
    max_size=400,
)


def arrays(rows: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    y, p = zip(*rows, strict=True)
    return np.array(y), np.array(p, dtype=float)


def test_two_groups_on_paper() -> None:
    # 100 customers at 10 %, of whom 16 left; 100 at 60 %, of whom 55 left
    y = np.array([1] * 16 + [0] * 84 + [1] * 55 + [0] * 45)
    found = calibration(y, np.repeat([0.1, 0.6], 100))
    assert found.customers.tolist() == [100, 100]
    assert found.said == pytest.approx([0.1, 0.6])
    assert found.came == pytest.approx([0.16, 0.55])
    # (.06 + .05) / 2
    assert found.off == pytest.approx(0.055)
    # (16 x .81 + 84 x .01 + 55 x .16 + 45 x .36) / 200 = (12.96 + .84 + 8.8 + 16.2) / 200
    assert found.brier == pytest.approx(38.8 / 200)
    # 16 of 100 range from 11 % to 23 %, without 10; 55 of 100 from 47 % to 63 %, with 60
    assert found.honest == 1


def test_jeffreys_interval_as_published() -> None:
    # Brown, Cai & DasGupta (2001) define it as the .05 and .95 points of Beta(x + .5, n - x + .5);
    # for 1 of 1 that is Beta(1.5, .5), whose .05 point is .2284 (by its distribution function)
    low, high = jeffreys([0, 1, 5, 0], [1, 1, 10, 0])
    assert (low[0], high[1]) == (0, 1)
    assert low[1] == pytest.approx(1 - high[0])
    angle = np.arcsin(np.sqrt(low[1]))  # P(X < x) of Beta(1.5, .5) is (2 angle - sin 2 angle) / pi
    assert (2 * angle - np.sin(2 * angle)) / np.pi == pytest.approx(0.05)
    assert low[2] + high[2] == pytest.approx(1)
    assert np.isnan([low[3], high[3]]).all()


def test_the_average_for_everybody_is_honest() -> None:
    y = np.repeat([1, 0], [80, 920])
    found = calibration(y, np.full(1000, 0.08))
    assert found.customers.tolist() == [1000]
    assert found.off == pytest.approx(0)
    assert found.honest == 1
    assert not found.beyond_luck


def test_chances_twice_too_high_are_beyond_luck_and_true_ones_are_not() -> None:
    random = np.random.default_rng(1)
    true = random.uniform(0.02, 0.4, 5_000)
    y = (random.random(5_000) < true).astype(int)
    honest, boastful = calibration(y, true), calibration(y, 2 * true)
    assert not honest.beyond_luck
    assert honest.honest >= 8
    assert boastful.beyond_luck
    assert boastful.honest == 0
    # twice an average chance of .21 is off by .21
    assert boastful.off == pytest.approx(0.21, abs=0.02)


def test_luck_of_one_group_is_that_of_a_binomial() -> None:
    # 400 customers at 50 %: on average sqrt(2 / pi) x 10 = 7.98 away from 200; one in twenty beyond 19.6
    found = calibration(np.repeat([1, 0], 200), np.full(400, 0.5))
    assert found.off_by_luck == pytest.approx(7.98 / 400, rel=0.15)
    assert found.off_unlucky == pytest.approx(19.6 / 400, rel=0.2)


def test_true_chances_are_rarely_beyond_luck() -> None:
    random = np.random.default_rng(5)
    p = random.uniform(0.01, 0.6, 600)
    beyond = [calibration((random.random(600) < p).astype(int), p).beyond_luck for _ in range(100)]
    # one in twenty by definition; 12 of 100 would be three standard deviations away
    assert sum(beyond) <= 12


def test_ten_groups_of_equal_size_where_no_chances_are_tied() -> None:
    found = calibration(np.tile([0, 1], 500), np.linspace(0.01, 0.99, 1000))
    assert found.customers.tolist() == [100] * 10
    assert (
        calibration(np.tile([0, 1], 500), np.linspace(0.01, 0.99, 1000), bins=4).customers.tolist()
        == [250] * 4
    )


@LAW
@given(customers)
def test_everybody_is_counted_once_and_no_tie_is_parted(rows) -> None:
    y, p = arrays(rows)
    found = calibration(y, p)
    assert found.customers.sum() == len(y)
    assert (found.customers * found.came).sum() == pytest.approx(y.sum())
    assert (found.customers * found.said).sum() == pytest.approx(p.sum())
    assert 1 <= len(found.customers) <= max(1, len(y) // FEWEST)
    assert found.customers.min() >= min(FEWEST, len(y))
    edges = np.cumsum(found.customers)[:-1]
    ordered = np.sort(p)
    assert (ordered[edges] > ordered[edges - 1]).all()
    assert (found.low <= found.came).all()
    assert (found.came <= found.high).all()
    assert 0 <= found.off <= 1
    assert 0 <= found.off_by_luck <= 1


@LAW
@given(customers, st.randoms())
def test_the_order_of_customers_makes_no_difference(rows, random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = calibration(*arrays(rows)), calibration(*arrays(shuffled))
    assert one.customers.tolist() == other.customers.tolist()
    assert one.came == pytest.approx(other.came)
    assert (one.off, one.off_by_luck) == pytest.approx((other.off, other.off_by_luck))


@pytest.mark.parametrize(("y", "p"), [([], []), ([1, 0], [0.5]), ([[1], [0]], [[0.5], [0.5]])])
def test_unequal_or_empty_lists_are_refused(y, p) -> None:
    with pytest.raises(ValueError, match="equally long"):
        calibration(np.array(y), np.array(p))
