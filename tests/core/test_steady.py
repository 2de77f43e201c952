"""A model fitted again: whom the refits watch, what they draw, and whose verdict hangs on the draw."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core import models, samples
from core import steady as steady_module
from core.refits import open_workshop
from core.refits import refit as refit_of_the_tree
from core.split import halves, redraw
from core.steady import CONTESTED, REFITS, WATCHED, refit_chances, steadiness, watched
from core.table import Table, TableProblem
from tests.core.test_models import customers, with_leavers

LAW = settings(max_examples=80, deadline=None)


@pytest.fixture(scope="module")
def table() -> Table:
    return customers()


# -- what the refits agree on ------------------------------------------------------------------


def test_four_customers_in_four_refits_on_paper() -> None:
    chances = [
        [0.9, 0.5, 0.6, 0.1],
        [0.9, 0.5, 0.4, 0.1],
        [0.9, 0.4, 0.4, 0.1],
        [0.9, 0.4, 0.4, 0.1],
    ]
    found = steadiness("tree", np.array(chances), 0.5)
    # contacted by      4    2    1    0   of the four refits: 7 of 16 verdicts
    # pairs that part   0    4    3    0   of the six: 2 x 2 and 1 x 3
    assert found.contacted == pytest.approx(7 / 16)
    assert found.agreement == pytest.approx(1 - (0 + 4 + 3 + 0) / (6 * 4))
    assert found.contested == pytest.approx(2 / 4)
    # second customer: off by .05 four times, so .01 / 3 is its variance; third: .15 once, .05 three times,
    # so .03 / 3; the first and the last never move
    assert found.spread == pytest.approx(((0.01 / 3) ** 0.5 + 0.01**0.5) / 4)
    assert (found.model, found.refits, found.customers) == ("tree", 4, 4)


def test_who_stands_at_the_threshold_is_contacted() -> None:
    chances = np.array([[0.5, 0.5], [0.5, np.nextafter(0.5, 0)]])
    found = steadiness("tree", chances, 0.5)
    assert (found.contacted, found.agreement, found.contested) == (0.75, 0.5, 0.5)


@pytest.mark.parametrize("usual", [0.9, 0.1])
def test_one_refit_in_ten_makes_a_customer_contested_and_one_in_eleven_does_not(usual: float) -> None:
    for refits, contested in ((10, 1), (11, 0), (19, 0), (20, 0)):
        chances = np.full((refits, 1), usual)
        chances[0] = 1 - usual
        assert steadiness("forest", chances, 0.5).contested == contested, refits
    two_of_twenty = np.full((20, 1), usual)
    two_of_twenty[:2] = 1 - usual
    assert steadiness("forest", two_of_twenty, 0.5).contested == 1


@pytest.mark.parametrize(("threshold", "contacted"), [(0.0, 1), (1.1, 0)])
def test_a_line_that_says_the_same_about_everybody_is_perfectly_steady(threshold, contacted) -> None:
    chances = np.random.default_rng(0).random((5, 40))
    found = steadiness("tree", chances, threshold)
    assert (found.agreement, found.contested, found.contacted) == (1, 0, contacted)
    assert found.spread > 0.2


@pytest.mark.parametrize("chances", [np.zeros((0, 3)), np.zeros((1, 3)), np.zeros((4, 0)), np.zeros(3)])
def test_fewer_than_two_refits_or_no_customer_are_refused(chances) -> None:
    with pytest.raises(ValueError, match="Two refits"):
        steadiness("tree", chances, 0.5)


TABLES = hnp.arrays(
    float,
    st.tuples(st.integers(2, 25), st.integers(1, 12)),
    elements=st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 1.0]),
)


@LAW
@given(TABLES, st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_agreement_is_the_average_over_all_pairs_of_refits(chances, threshold) -> None:
    verdicts = chances >= threshold
    pairs = [np.mean(one == other) for one, other in combinations(verdicts, 2)]
    found = steadiness("boosting", chances, threshold)
    assert found.agreement == pytest.approx(np.mean(pairs))
    assert found.contacted == pytest.approx(verdicts.mean())
    against = [min(column.sum(), (~column).sum()) for column in verdicts.T]
    # k refits of n are at least a tenth where 10 k >= n, in whole numbers
    assert found.contested == pytest.approx(np.mean([10 * k >= len(chances) for k in against]))
    assert CONTESTED == 0.1


@LAW
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_refits_and_of_customers_does_not_matter(chances, chance) -> None:
    mixed = chances[chance.sample(range(len(chances)), len(chances))]
    mixed = mixed[:, chance.sample(range(chances.shape[1]), chances.shape[1])]
    one, other = steadiness("tree", chances, 0.5), steadiness("tree", mixed, 0.5)
    for field in ("agreement", "contested", "spread", "contacted"):
        assert getattr(one, field) == pytest.approx(getattr(other, field))


@LAW
@given(TABLES)
def test_whoever_is_not_contested_is_agreed_on_by_nearly_all_pairs(chances) -> None:
    # a customer nobody contests is contacted by under a tenth, so under 2 x .1 x .9 of the pairs part,
    # a little more where there are few refits
    found = steadiness("tree", chances, 0.5)
    refits = len(chances)
    assert 1 - found.agreement <= found.contested * refits / (2 * (refits - 1)) + (1 - found.contested) * (
        0.18 * refits / (refits - 1)
    ) + 1e-9  # fmt: skip


def test_the_doubt_about_the_contested_on_paper() -> None:
    # two customers, three refits: the first is contacted by one of them, the second by all
    chances = np.array([[0.9, 0.9], [0.1, 0.9], [0.1, 0.9]])
    found = steadiness("tree", chances, 0.5)
    assert found.contested == 0.5
    # without the first refit nobody is contested, without either other one the first customer is: shares
    # 0, 1/2 and 1/2, whose variance is 1/18; draws: 2 x 1/18; customers: 1/2 x 1/2 / 2
    assert found.error == pytest.approx((2 / 18 + 1 / 8) ** 0.5)


def test_the_doubt_is_how_far_other_refits_of_other_customers_fall_apart() -> None:
    # 300 times twenty refits of other customers; a draw moves all chances together and each on its own
    rng = np.random.default_rng(0)
    figures = []
    for _ in range(300):
        together, alone = rng.normal(0, 0.05, (20, 1)), rng.normal(0, 0.05, (20, 200))
        figures.append(steadiness("tree", rng.random(200) + together + alone, 0.5))
    apart = np.std([found.contested for found in figures], ddof=1)
    assert np.mean([found.error for found in figures]) == pytest.approx(apart, rel=0.25)


# -- whom they watch ---------------------------------------------------------------------------


def test_the_watched_are_unseen_customers_spread_over_the_whole_half(monkeypatch) -> None:
    table = customers(rows=600)
    _, unseen = halves(table.y)
    assert np.array_equal(watched(table), unseen), "all of them where they are few"
    monkeypatch.setattr(steady_module, "WATCHED", 70)
    here = watched(table)
    assert len(here) == 70
    assert set(here) <= set(unseen)
    steps = np.diff(np.searchsorted(unseen, here))
    assert steps.min() >= 300 // 70
    assert steps.max() <= 300 // 70 + 1


@pytest.mark.parametrize("name", samples.NAMES)
def test_of_a_sample_a_thousand_are_watched_who_leave_about_as_often_as_all(name: str) -> None:
    table = samples.load(name)
    here = watched(table)
    assert len(here) == WATCHED == len(np.unique(here))
    # two standard errors of a share among a thousand
    share = table.y.mean()
    assert table.y[here].mean() == pytest.approx(share, abs=2 * np.sqrt(share * (1 - share) / WATCHED))


# -- one refit ---------------------------------------------------------------------------------


@pytest.mark.parametrize("model", models.NAMES)
def test_a_refit_gives_every_watched_customer_a_chance_and_the_next_another(model: str, table: Table) -> None:
    once, again, other = (refit_chances(table, model, number) for number in (3, 3, 4))
    assert once.shape == watched(table).shape == (200,)
    assert 0 < once.min() <= once.max() < 1
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


def test_a_refit_learns_from_practice_customers_only(table: Table) -> None:
    # nobody watched is learnt from: turning their outcomes around changes no chance
    practice, unseen = halves(table.y)
    drawn = practice[redraw(table.y[practice], 5)]
    assert set(drawn) <= set(practice)
    assert not set(drawn) & set(unseen)
    assert len(drawn) == len(practice)
    assert len(set(drawn)) < len(practice)
    assert table.y[drawn].sum() == table.y[practice].sum()


def test_the_tree_sees_the_same_draw_as_where_its_story_is_told() -> None:
    # no gaps, no rare levels: preparing the columns on the draw or on the half is the same
    table = with_leavers(300, rows=1_000)
    workshop = open_workshop(table)
    one = refit_of_the_tree(workshop, 2)
    leaves = one.left / one.people
    there = np.clip(leaves[one.leaf], 1 / 502, 1 - 1 / 502)
    assert refit_chances(table, "tree", 2) == pytest.approx(there)


def test_refits_of_a_signal_agree_more_than_refits_of_noise() -> None:
    signal, noise = customers(rows=600), with_leavers(240, rows=600)
    agreed = [
        steadiness("tree", np.stack([refit_chances(table, "tree", k) for k in range(6)]), 0.4).agreement
        for table in (signal, noise)
    ]
    assert agreed[0] > agreed[1]


def test_an_unknown_model_and_too_few_leavers_are_refused() -> None:
    with pytest.raises(ValueError, match="no model called"):
        refit_chances(customers(), "oracle", 0)
    # two leavers: one of them in the practice half
    with pytest.raises(TableProblem, match="Only 1 of the 30 customers left"):
        refit_chances(with_leavers(2), "tree", 0)
    with pytest.raises(TableProblem, match="Only 0 of the 30 customers left"):
        refit_chances(with_leavers(0), "tree", 0)


# -- the refits that ship ----------------------------------------------------------------------


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_model_of_a_sample_hangs_on_the_draw_for_some_and_agrees_for_most(name: str) -> None:
    shipped = samples.refits(name)
    line = 2 * samples.load(name).y.mean()
    for model, chances in shipped.items():
        assert chances.shape == (REFITS, WATCHED)
        found = steadiness(model, chances, line)
        assert 0.9 < found.agreement < 0.99
        assert 0.02 < found.contested < 0.25
        assert 0 < found.spread < 0.1
