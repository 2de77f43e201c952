"""Groups found anew: rows that change are counted right, and so is what keeping a plan would forgo."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import ResponseCurve
from core.segments import Segmentation, grid, segment
from core.segments.segmentation import cut
from core.strategy import Again, Answers, Refits, again, best_split, split_as, survives

LAW = settings(max_examples=40, deadline=None)


def blobs(apart: float, rows: int = 60, seed: int = 0) -> pd.DataFrame:
    """Three heaps so far from each other; 0 for one heap."""
    rng = np.random.default_rng(seed)
    middles = np.array([[0.0, 0], [apart, 0], [0, apart]])
    return pd.DataFrame(middles[np.arange(rows) % 3] + rng.normal(size=(rows, 2)), columns=["a", "b"])


@pytest.fixture(scope="module")
def clear() -> Segmentation:
    return segment(blobs(20), None, 3)


def refits(*people: tuple[float, ...]) -> Refits:
    many = len(people)
    return Refits(np.zeros(many, dtype=int), np.ones((many, 2)), np.array(people, dtype=float).reshape(-1, 2))


def groups_of(*people: float, worth: float = 100.0) -> list[Answers]:
    return [Answers(number, worth, ResponseCurve(0, 0.5, 0.1)) for number in people]


def test_groups_far_apart_come_back_row_by_row(clear) -> None:
    result = again(clear, others=4, drawn=6)
    assert result.begun.changed.tolist() == [0] * 4
    assert result.drawn.changed.tolist() == [0] * 6
    assert (result.drawn.stayed == 1).all()
    assert (result.drawn.people == clear.sizes).all()
    assert (result.rows, result.fitted) == (60, 60)


def test_more_rows_change_where_there_is_nothing_to_find(clear) -> None:
    noise = again(segment(blobs(0), None, 3), others=4, drawn=6)
    assert noise.drawn.changed.mean() > 3 > again(clear, 4, 6).drawn.changed.mean()


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 5), st.integers(0, 1000))
def test_nobody_is_lost_between_groups(seed, state) -> None:
    found = cut(grid(blobs(1, seed=seed)), 4)
    people = np.arange(60.0)
    result = again(found, others=2, drawn=2, random_state=state, people=people)
    assert result.people.sum() == people.sum()
    for part in (result.begun, result.drawn):
        assert part.people.sum(axis=1) == pytest.approx(people.sum())
        # rows that stay, group by group, are all but those that change
        assert part.stayed @ found.sizes == pytest.approx(60 - part.changed)
        assert (part.people >= 0).all()


def test_the_same_state_gives_the_same_refits(clear) -> None:
    noise = segment(blobs(0), None, 3)
    one, other = again(noise, 3, 3, 7), again(noise, 3, 3, 7)
    assert one.drawn.changed.tolist() == other.drawn.changed.tolist()
    assert again(noise, 3, 3, 8).drawn.changed.tolist() != one.drawn.changed.tolist()


def test_gaps_in_people_count_as_nobody_and_negative_ones_are_refused(clear) -> None:
    people = np.ones(60)
    people[:3] = np.nan
    assert again(clear, 1, 1, people=people).people.sum() == 57
    with pytest.raises(ValueError, match="from 0 upwards"):
        again(clear, 1, 1, people=-people[3:])
    with pytest.raises(ValueError, match="number of people"):
        again(clear, 1, 1, people=people[3:])


def test_nothing_is_forgone_where_the_groups_stay() -> None:
    asked = groups_of(100, 300)
    plan = best_split(500, asked)
    kept = Again(refits((100, 300)), refits((100, 300), (100, 300)), 400, np.array([100.0, 300]), 400)
    held = survives(kept, 500, asked, plan)
    assert held.drawn.forgone.tolist() == [0, 0]
    assert held.drawn.most.all()
    assert held.drawn.alone.all()
    assert (held.already, held.most, held.alone) == (0, (1,), ())


def test_what_keeping_the_plan_forgoes_on_paper() -> None:
    # All 100 on the first group, then everybody is found in the second: the plan wins nobody and loses 100.
    # Best now, 1 for each of 100 people: 100 * 100 * 0.5 * (1 - exp(-0.1)) - 100 = 375.81.
    # Forgone: 375.81 + 100.
    # The best split was to give both the same; to the second alone is another group left alone.
    asked = groups_of(100, 100)
    plan = split_as(100, (1, 0), asked)
    moved = Again(refits(), refits((0, 100)), 200, np.array([100.0, 100]), 200)
    held = survives(moved, 100, asked, plan)
    assert held.drawn.forgone[0] == pytest.approx(5000 * (1 - math.exp(-0.1)))
    assert held.drawn.middle == held.drawn.high == held.drawn.forgone[0]
    assert held.drawn.most[0]  # it shared the lead
    assert not held.drawn.alone[0]
    assert (held.most, held.alone, held.spent, held.budget) == ((0, 1), (), 100, 100)
    # today both are alike and 50 each is best: 2 * 5000 * (1 - exp(-0.05)) against 5000 * (1 - exp(-0.1))
    assert held.already == pytest.approx(10_000 * (1 - math.exp(-0.05)) - 5000 * (1 - math.exp(-0.1)))
    assert (held.begun.middle, held.begun.high) == (0, 0)


def test_the_readers_own_number_of_people_grows_as_the_group_does() -> None:
    # half of the 100 people can be reached; the group doubles, so half of 200 can
    asked = groups_of(50, 0)
    moved = Again(refits(), refits((200, 0)), 100, np.array([100.0, 0]), 100)
    held = survives(moved, 1e6, asked, split_as(0, (0, 0), asked))
    assert held.drawn.forgone[0] == pytest.approx(best_split(1e6, groups_of(100, 0)).net_value)


def test_a_plan_without_money_survives_where_nothing_pays() -> None:
    asked = groups_of(100, 100, worth=1.0)
    kept = Again(refits((90, 110)), refits((110, 90)), 200, np.array([100.0, 100]), 200)
    held = survives(kept, 1000, asked, best_split(1000, asked))
    assert held.most == ()
    assert held.begun.most.all()
    assert held.drawn.alone.all()


def test_groups_that_get_the_same_share_the_lead() -> None:
    asked = groups_of(100, 100)
    changed = Again(refits((90, 110)), refits((110, 90)), 200, np.array([100.0, 100]), 200)
    held = survives(changed, 100, asked, best_split(100, asked))
    assert held.most == (0, 1)
    assert held.begun.most.all()
    assert held.drawn.most.all()


@pytest.mark.parametrize("shares", [(1, 0), (0, 0), (1, 3)])
def test_where_no_row_changes_the_best_split_is_the_same_whatever_the_plan(shares) -> None:
    asked = groups_of(100, 300)
    kept = Again(refits((100, 300)), refits((300, 100)), 400, np.array([100.0, 300]), 400)
    held = survives(kept, 500, asked, split_as(500, shares, asked))
    assert held.begun.most.tolist() == held.begun.alone.tolist() == [True]
    assert held.begun.forgone[0] == pytest.approx(held.already)
    assert not held.drawn.most[0]  # the second group was three times the first, then it is a third of it


@LAW
@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=1, max_size=4),
    st.floats(0, 5000),
    st.floats(0, 1),
)
def test_no_plan_beats_the_best_split(people, budget, first) -> None:
    asked = groups_of(200, 300)
    plan = split_as(budget, (first, 1 - first), asked)
    changed = Again(refits(), refits(*people), 500, np.array([200.0, 300]), 500)
    held = survives(changed, budget, asked, plan)
    assert (held.drawn.forgone >= 0).all()
    assert held.drawn.middle <= held.drawn.forgone.max()
    assert held.drawn.middle <= held.drawn.high <= held.drawn.forgone.max()


def test_plans_that_do_not_fit_are_refused() -> None:
    asked = groups_of(100, 100)
    result = Again(refits(), refits((90, 110)), 200, np.array([100.0, 100]), 200)
    with pytest.raises(ValueError, match="more than the budget"):
        survives(result, 50, asked, best_split(100, asked))
    with pytest.raises(ValueError, match="for 2 groups"):
        survives(result, 100, groups_of(1, 2, 3), best_split(100, groups_of(1, 2, 3)))
