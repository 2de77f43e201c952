"""Other ways to look: on paper, as laws, and how far they agree."""

import numpy as np
import pandas as pd
import pytest

from core import segments
from core.table import TableProblem


@pytest.fixture(scope="module")
def three() -> segments.Segmentation:
    rng = np.random.default_rng(5)
    middle = np.repeat([[0.0, 0.0, 0.0], [8.0, 0.0, 4.0], [0.0, 8.0, 4.0]], [40, 30, 20], axis=0)
    return segments.segment(
        pd.DataFrame(middle + rng.normal(0, 0.7, middle.shape), columns=["a", "b", "c"]), None, 3
    )


def test_directions_share_all_differences_and_do_not_go_together(three: segments.Segmentation) -> None:
    found = segments.directions(three.grid)
    assert found.share.sum() == pytest.approx(1)
    assert (np.diff(found.share) <= 0).all()
    together = np.corrcoef(found.places.T)
    assert together == pytest.approx(np.eye(3), abs=1e-9)
    for axis in range(3):
        for along in range(3):
            measured = np.corrcoef(three.grid.values[:, axis], found.places[:, along])[0, 1]
            assert found.loadings[axis, along] == pytest.approx(measured, abs=1e-9)
    assert (found.loadings.max(axis=0) >= -found.loadings.min(axis=0)).all()


def test_a_family_tree_agrees_where_groups_are_clear(three: segments.Segmentation) -> None:
    tree = segments.family(three.grid)
    assert len(tree.merges) == len(tree.rows) - 1
    for k in (1, 2, 3, 10):
        assert len(np.unique(tree.cut(k))) == k
        below, above = tree.height(k)
        assert below <= above
    agree = segments.agreement(three, tree.rows, tree.cut(3))
    assert (agree.same, agree.index) == (1.0, 1.0)
    assert segments.agreement(three, tree.rows, tree.cut(2)).same == pytest.approx(70 / 90)


def test_five_points_join_on_paper() -> None:
    # 0 1 | 10 11 | 30 on a line: cut in three, then the two near pairs join.
    rows = pd.DataFrame({"a": [0.0, 1.0, 10.0, 11.0, 30.0] * 2})
    tree = segments.family(segments.grid(rows))
    assert np.bincount(tree.cut(3)).tolist() == [4, 4, 2]
    assert np.bincount(tree.cut(2)).tolist() == [8, 2]


def test_mixtures_add_up_to_one_and_are_never_negative(three: segments.Segmentation) -> None:
    made = segments.parts(three.grid, 3)
    assert made.weights.sum(axis=1) == pytest.approx(np.ones(90))
    assert (made.weights >= 0).all()
    assert 0 <= made.error < 0.2
    assert (np.diff(np.bincount(made.strongest, minlength=3)) <= 0).all()
    with pytest.raises(TableProblem, match="more parts"):
        segments.parts(three.grid, 4)


def test_near_points_stay_near_and_a_shuffled_picture_keeps_few(three: segments.Segmentation) -> None:
    rows = segments.shown(90)
    places = segments.neighbours(three.grid, rows, 10, 0)
    kept = segments.kept_neighbours(three.grid.values, places)
    dealt = segments.kept_neighbours(three.grid.values, np.random.default_rng(0).permutation(places))
    assert kept > 0.5 > 0.3 > dealt
    assert segments.kept_neighbours(three.grid.values, three.grid.values) == 1


def test_of_many_rows_a_sample_is_shown() -> None:
    assert segments.shown(1_000).tolist() == list(range(1_000))
    rows = segments.shown(5_000)
    assert len(rows) == 1_000 == len(set(rows.tolist()))
    assert (np.diff(rows) > 0).all()


def test_one_column_has_no_directions() -> None:
    grid = segments.grid(pd.DataFrame({"a": np.arange(20.0)}))
    for look in (segments.directions, lambda grid: segments.parts(grid, 1)):
        with pytest.raises(TableProblem, match="two columns"):
            look(grid)
