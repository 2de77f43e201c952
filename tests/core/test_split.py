"""Two halves: one to practise on, one nobody has looked at."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.split import halves

LAW = settings(max_examples=40, deadline=None)
outcomes = st.lists(st.integers(0, 1), max_size=60).map(np.array)


def test_five_leavers_and_four_stayers_are_parted_three_and_two_to_two_and_two() -> None:
    # of 5 leavers 3 go to practice (the odd one) and 2 stay unseen; of 4 stayers 2 and 2
    y = np.array([1, 1, 1, 1, 1, 0, 0, 0, 0])
    practice, unseen = halves(y)
    assert (y[practice].sum(), len(practice)) == (3, 5)
    assert (y[unseen].sum(), len(unseen)) == (2, 4)


@LAW
@given(outcomes, st.integers(0, 5))
def test_everyone_is_in_exactly_one_half(y, seed) -> None:
    practice, unseen = halves(y, seed)
    assert sorted([*practice, *unseen]) == list(range(len(y)))
    for half in (practice, unseen):
        assert (np.diff(half) > 0).all(), "in the order of the table"


@LAW
@given(outcomes, st.integers(0, 5))
def test_leavers_and_stayers_are_each_cut_in_the_middle_and_an_odd_one_practises(y, seed) -> None:
    practice, unseen = halves(y, seed)
    for outcome in (0, 1):
        assert (y[practice] == outcome).sum() - (y[unseen] == outcome).sum() == (y == outcome).sum() % 2


@LAW
@given(outcomes, st.integers(0, 5))
def test_the_same_seed_makes_the_same_halves(y, seed) -> None:
    for first, second in zip(halves(y, seed), halves(y.copy(), seed), strict=True):
        assert first.tolist() == second.tolist()


def test_another_seed_makes_other_halves() -> None:
    y = np.arange(100) % 2
    assert halves(y, 0)[0].tolist() != halves(y, 1)[0].tolist()


def test_chance_and_not_the_order_of_the_table_decides() -> None:
    practice, _ = halves(np.zeros(1_000))
    # 500 of 1,000 drawn: about 250 of the first 500, give or take 2 x 11
    assert 200 < (practice < 500).sum() < 300
