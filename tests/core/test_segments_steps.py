"""K-means by half-steps: laws, a sum on paper, and agreement with scikit-learn."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import segments
from core.table import TableProblem


def points_of(seed: int, rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, columns)) * 10


CASES = st.tuples(st.integers(0, 10_000), st.integers(4, 60), st.integers(1, 5), st.integers(1, 4))


def test_four_points_on_paper() -> None:
    # Points 0, 1, 9, 10 on a line; centres begin at 0 and 1.
    # assign: 0 | 1 9 10, distances 0 + 0 + 64 + 81 = 145; move: centres 0 and 20/3,
    # distances (17/3)^2 + (7/3)^2 + (10/3)^2 = (289 + 49 + 100) / 9 = 48.667
    # assign: 0 1 | 9 10: 0 + 1 + 49/9 + 100/9 = 17.556; move: 0.5 and 9.5: 4 * 0.25 = 1; assign: the same.
    states = segments.half_steps(np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([[0.0], [1.0]]))
    assert [state.half for state in states] == ["assign", "move", "assign", "move", "assign"]
    assert [state.inertia for state in states] == pytest.approx([145, 438 / 9, 1 + 149 / 9, 1, 1])
    assert states[-1].labels.tolist() == [0, 0, 1, 1]
    assert states[-1].centers.ravel().tolist() == [0.5, 9.5]


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_total_distance_never_rises_and_the_end_is_scikit_learns(case: tuple[int, int, int, int]) -> None:
    from sklearn.cluster import KMeans

    seed, rows, columns, k = case
    points = points_of(seed, rows, columns)
    start = segments.start(points, k, seed=seed)
    states = segments.half_steps(points, start)
    distance = [state.inertia for state in states]
    assert all(after <= before * (1 + 1e-12) for before, after in pairwise(distance))
    theirs = KMeans(k, init=start, n_init=1, tol=0, algorithm="lloyd").fit(points)
    assert np.array_equal(states[-1].labels, theirs.labels_)
    assert states[-1].centers == pytest.approx(theirs.cluster_centers_)
    assert states[-1].inertia == pytest.approx(theirs.inertia_)


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_every_half_step_is_what_it_says(case: tuple[int, int, int, int]) -> None:
    seed, rows, columns, k = case
    points = points_of(seed, rows, columns)
    states = segments.half_steps(points, segments.start(points, k, "spread", seed))
    for state in states:
        assert state.inertia == pytest.approx(((points - state.centers[state.labels]) ** 2).sum())
        if state.half == "assign":
            assert np.array_equal(state.labels, segments.nearest(points, state.centers))
        else:
            for group in set(state.labels.tolist()):
                assert state.centers[group] == pytest.approx(points[state.labels == group].mean(axis=0))


def test_an_empty_centre_takes_the_farthest_point_as_in_scikit_learn() -> None:
    from sklearn.cluster import KMeans

    points = np.array([[0.0], [1.0], [2.0], [50.0]])
    start = np.array([[0.0], [1.0], [900.0]])  # nobody is nearest to the third
    states = segments.half_steps(points, start)
    theirs = KMeans(3, init=start, n_init=1, tol=0).fit(points)
    assert sorted(np.bincount(states[-1].labels)) == sorted(np.bincount(theirs.labels_))
    assert states[-1].inertia == pytest.approx(theirs.inertia_)
    assert all(a.inertia >= b.inertia for a, b in pairwise(states))


@pytest.mark.parametrize("offset", (0.0, 1e9))
def test_points_far_from_zero_are_grouped_as_well(offset: float) -> None:
    points = np.array([[0.0], [1.0], [9.0], [10.0]]) + offset
    assert segments.half_steps(points, points[:2])[-1].labels.tolist() == [0, 0, 1, 1]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        segments.half_steps(np.zeros((3, 2)), np.zeros((2, 3)))
    with pytest.raises(ValueError, match="numbers"):
        segments.half_steps(np.array([[np.nan]]), np.zeros((1, 1)))


@pytest.mark.parametrize("kind", ("drawn", "spread"))
def test_a_start_stands_on_points_and_needs_enough_of_them(kind: str) -> None:
    points = np.repeat(points_of(1, 5, 2), 3, axis=0)
    start = segments.start(points, 5, kind, seed=2)
    assert len(np.unique(start, axis=0)) == 5
    assert all((points == one).all(axis=1).any() for one in start)
    with pytest.raises(TableProblem, match="Only 5 rows differ"):
        segments.start(points, 6, kind)


def test_picked_rows_have_to_differ() -> None:
    points = np.array([[0.0], [0.0], [3.0]])
    assert segments.picked(points, [0, 2]).tolist() == [[0.0], [3.0]]
    with pytest.raises(TableProblem, match="same point"):
        segments.picked(points, [0, 1])


def test_many_beginnings_know_the_best_and_the_stuck() -> None:
    # Three heaps in a row, the middle one twice as large: a start with two centres in it gets stuck.
    rng = np.random.default_rng(0)
    points = np.concatenate([rng.normal(m, 0.5, (n, 1)) for m, n in ((0, 20), (10, 60), (20, 20))])
    found = segments.ends(points, 3)
    assert len(found.inertia) == segments.STARTS
    assert 0 < found.reached < segments.STARTS
    assert found.inertia[found.worst] > 1.5 * found.inertia[found.best]
    assert segments.walk(points, 3, seed=found.worst)[-1].inertia == found.inertia[found.worst]
