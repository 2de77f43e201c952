"""Extra stayers in the order of a score: two trials on paper, and the laws of the curves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.uplift import qini_curve, uplift_curve

LAW = settings(max_examples=60, deadline=None)

# Score, contacted, stayed. In the first as many stay of those contacted as of those left alone.
# fmt: off
FIRST = [
    (.30, 1, 1), (.28, 0, 0), (.25, 1, 1), (.20, 0, 0), (.15, 1, 1), (.12, 0, 1),
    (.08, 1, 0), (.05, 0, 1), (.00, 1, 1), (-.05, 0, 1), (-.12, 1, 0), (-.20, 0, 1),
]
WITH_TIES = [
    (.40, 1, 1), (.40, 0, 0), (.30, 1, 1), (.30, 0, 1), (.25, 1, 1), (.20, 0, 0), (.15, 1, 0), (.10, 0, 0),
    (.05, 1, 1), (.05, 0, 1), (.00, 1, 1), (.00, 0, 0), (-.05, 1, 0), (-.10, 0, 1), (-.15, 1, 0),
    (-.20, 0, 1),
]
# Six customers in, of the first: 3 of 3 contacted stayed, 1 of 3 left alone.
#   Qini: 3 - 1 * 3 / 3 = 2; uplift: (3 / 3 - 1 / 3) * 6 = 4
QINI = [0, 1, 1, 2, 2, 3, 2, 5 / 3, 1, 1.5, 1, .4, 0]
UPLIFT = [0, 1, 2, 3, 4, 5, 4, 35 / 12, 2, 2.7, 2, 11 / 15, 0]
# With ties, four in: 2 of 2 contacted stayed, 1 of 2 left alone. Qini: 2 - 1 * 2 / 2 = 1; uplift: .5 * 4 = 2
AT = [0, 2, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15, 16]
TIED_QINI = [0, 1, 1, 1.5, 2, 5 / 3, 2, 2, 3, 8 / 3, 2, 11 / 7, 1]
TIED_UPLIFT = [0, 2, 2, 2.5, 4, 35 / 12, 4, 4, 6, 104 / 21, 4, 165 / 56, 2]
# fmt: on
TRIALS = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=40
)


def test_the_curves_of_a_trial_on_paper() -> None:
    qini, uplift = qini_curve(*zip(*FIRST, strict=True)), uplift_curve(*zip(*FIRST, strict=True))
    assert qini.customers.tolist() == uplift.customers.tolist() == list(range(13))
    assert qini.extra_stayers == pytest.approx(QINI, abs=1e-8)
    assert uplift.extra_stayers == pytest.approx(UPLIFT, abs=1e-8)


def test_customers_with_equal_scores_fall_on_one_point() -> None:
    qini, uplift = qini_curve(*zip(*WITH_TIES, strict=True)), uplift_curve(*zip(*WITH_TIES, strict=True))
    assert qini.customers.tolist() == uplift.customers.tolist() == AT
    assert qini.extra_stayers == pytest.approx(TIED_QINI, abs=1e-8)
    assert uplift.extra_stayers == pytest.approx(TIED_UPLIFT, abs=1e-8)


@pytest.mark.parametrize(
    ("curve", "trial", "area", "above"),
    [
        (qini_curve, FIRST, 16.56666667, 16.56666667),
        (uplift_curve, FIRST, 29.35, 29.35),
        (qini_curve, WITH_TIES, 26.90476190, 18.90476190),
        (uplift_curve, WITH_TIES, 52.31547619, 36.31547619),
    ],
)
def test_the_areas_on_paper(curve, trial, area, above) -> None:
    # with ties the curves end at 1 and 2: the straight line takes 16 * 1 / 2 = 8 and 16 * 2 / 2 = 16
    found = curve(*zip(*trial, strict=True))
    assert found.area == pytest.approx(area, abs=1e-8)
    assert found.above_random == pytest.approx(above, abs=1e-8)
    assert found.figure == pytest.approx(above / len(trial) ** 2, abs=1e-8)


@pytest.mark.parametrize(("trial", "quarter", "half"), [(FIRST, 1.0, 2 / 3), (WITH_TIES, 0.5, 0.5)])
def test_the_difference_in_the_best_quarter_and_the_best_half(trial, quarter, half) -> None:
    # the uplift curve over the customers so far; 3 of 12: 3 / 3, 6 of 12: 4 / 6; 4 of 16: 2 / 4, 8: 4 / 8
    found = uplift_curve(*zip(*trial, strict=True))
    for share, wanted in ((0.25, quarter), (0.5, half)):
        place = found.customers.tolist().index(share * len(trial))
        assert found.extra_stayers[place] / found.customers[place] == pytest.approx(wanted, abs=1e-6)


def test_a_list_drawn_by_lot_lies_on_the_straight_line() -> None:
    # all scores equal: one step from nobody to everybody
    _, treated, stayed = zip(*WITH_TIES, strict=True)
    for curve in (qini_curve, uplift_curve):
        found = curve(np.zeros(16), treated, stayed)
        assert found.customers.tolist() == [0, 16]
        assert found.above_random == 0


@pytest.mark.parametrize("curve", [qini_curve, uplift_curve])
@pytest.mark.parametrize("arm", [0, 1])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_missing_group_counts_nothing(curve, arm) -> None:
    found = curve([3, 2, 1], [arm] * 3, [1, 0, 1])
    # contacted only: 1, 1, 2 stayers, as a share so far 1, 1/2, 2/3 of 1, 2, 3 customers: the same.
    # Left alone only: nobody contacted stayed; the uplift curve still counts 0 - 1, 0 - 1/2, 0 - 2/3
    if arm:
        assert found.extra_stayers == pytest.approx([0, 1, 1, 2])
    else:
        wanted = [0, 0, 0, 0] if curve is qini_curve else [0, -1, -1, -2]
        assert found.extra_stayers == pytest.approx(wanted)


@pytest.mark.parametrize("curve", [qini_curve, uplift_curve])
@pytest.mark.parametrize("lists", [([], [], []), ([1, 2], [1], [0, 1]), ([1, 2], [1, 0], [0])])
def test_lists_that_do_not_match_are_refused(curve, lists) -> None:
    with pytest.raises(ValueError, match="equally long"):
        curve(*lists)


@LAW
@given(TRIALS, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows, random) -> None:
    shuffled = rows[:]
    random.shuffle(shuffled)
    for curve in (qini_curve, uplift_curve):
        one, other = curve(*zip(*rows, strict=True)), curve(*zip(*shuffled, strict=True))
        assert one.customers.tolist() == other.customers.tolist()
        assert one.extra_stayers.tolist() == other.extra_stayers.tolist()


@LAW
@given(TRIALS)
def test_every_curve_ends_at_the_effect_on_all(rows) -> None:
    score, treated, stayed = (np.array(part) for part in zip(*rows, strict=True))
    if 0 < treated.sum() < len(treated):
        change = stayed[treated == 1].mean() - stayed[treated == 0].mean()
        everyone = uplift_curve(score, treated, stayed).extra_stayers[-1]
        assert everyone == pytest.approx(change * len(rows))
        contacted = qini_curve(score, treated, stayed).extra_stayers[-1]
        assert contacted == pytest.approx(change * treated.sum())


@LAW
@given(TRIALS)
def test_rising_scores_give_the_same_curve(rows) -> None:
    score, treated, stayed = (np.array(part) for part in zip(*rows, strict=True))
    for curve in (qini_curve, uplift_curve):
        one, other = curve(score, treated, stayed), curve(np.exp(score / 2), treated, stayed)
        assert one.extra_stayers.tolist() == other.extra_stayers.tolist()
