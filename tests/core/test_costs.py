"""Two prices: the bill of every cut-off, the comparison of models, and what a saving is worth."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core import costs as costs_module
from core.costs import (
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    WHOLE_PERCENTS,
    Costs,
    compare,
    compare_scores,
    contacts_chosen_elsewhere,
    cost_curve,
    curve,
    difference,
    draw_line,
    saving,
)
from core.models import Scores
from core.table import Column, Table, TableProblem

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
PRICES = Costs(missed=80, wasted=40)
GRID = [0.0, 0.1, 0.25, 0.3, 0.5, 0.75, 0.9, 1.0]

# chances with many ties, and some that differ by the smallest step a computer knows
chances = st.one_of(
    st.sampled_from([*GRID, math.nextafter(0.5, 1), math.nextafter(0.5, 0)]),
    st.floats(0, 1),
)
people = st.lists(st.tuples(st.integers(0, 1), chances), min_size=1, max_size=40)
# whole prices keep every sum exact, so that bills can be compared with ==
prices = st.builds(Costs, missed=st.integers(0, 500), wasted=st.integers(0, 500))
cents = st.integers(0, 50_000)
real_prices = st.builds(Costs, missed=st.floats(0.01, 1e4), wasted=st.floats(0.01, 1e4))
cutoffs = st.one_of(chances, st.sampled_from([0.0, 1.0, math.inf, -math.inf, -1.0, 2.0]))


def arrays(rows: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    outcome, chance = zip(*rows, strict=True)
    return np.array(outcome), np.array(chance, dtype=float)


def counted(y: np.ndarray, p: np.ndarray, threshold: float) -> tuple[int, int, int, int]:
    """caught, missed, wasted, spared, one customer after the other."""
    fates = [(left, chance >= threshold) for left, chance in zip(y, p, strict=True)]
    return (
        sum(1 for left, contact in fates if left and contact),
        sum(1 for left, contact in fates if left and not contact),
        sum(1 for left, contact in fates if not left and contact),
        sum(1 for left, contact in fates if not left and not contact),
    )


def billed(y: np.ndarray, p: np.ndarray, threshold: float, of: Costs) -> float:
    _, missed, wasted, _ = counted(y, p, threshold)
    return of.missed * missed + of.wasted * wasted


# -- the prices --------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [-1, -0.01, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("which", ["missed", "wasted"])
def test_a_price_is_a_number_from_nought_upwards(which: str, wrong: float) -> None:
    with pytest.raises(ValueError, match=which):
        Costs(**{"missed": 1.0, "wasted": 1.0, which: wrong})


def test_a_price_may_be_nought() -> None:
    assert Costs(0, 0) == Costs(0.0, 0.0)


# -- the curve ---------------------------------------------------------------------------------

# Five customers, best chance first:   .9 left   .6 stayed   .6 left   .3 stayed   .1 left
# cut-off   contacted                  caught  missed  wasted   bill at 80 and 40
# infinity  nobody                     0       3       0        3 x 80           = 240
# 0.9       1                          1       2       0        2 x 80           = 160
# 0.6       3 (the two at .6 together) 2       1       1        1 x 80 + 1 x 40  = 120
# 0.3       4                          2       1       2        1 x 80 + 2 x 40  = 160
# 0.1       everyone                   3       0       2                 2 x 40  =  80
Y = np.array([0, 1, 1, 1, 0])
P = np.array([0.3, 0.1, 0.9, 0.6, 0.6])


def test_the_bills_of_five_customers_on_paper() -> None:
    found = curve(Y, P, PRICES)
    assert found.thresholds.tolist() == [math.inf, 0.9, 0.6, 0.3, 0.1]
    assert found.caught.tolist() == [0, 1, 2, 2, 3]
    assert found.wasted.tolist() == [0, 0, 1, 2, 2]
    assert found.total.tolist() == [240, 160, 120, 160, 80]
    assert (found.leavers, found.customers) == (3, 5)
    assert found.best == found.contact_everyone == found.at(0.1)
    assert found.best.cost_per_customer == 16  # 80 / 5


def test_contacting_nobody_costs_every_leaver() -> None:
    nothing = curve(Y, P, PRICES).do_nothing
    assert nothing.cost == 3 * 80
    assert (nothing.contacted, nothing.threshold, nothing.missed) == (0, math.inf, 3)


def test_contacting_everyone_costs_every_stayer() -> None:
    everyone = curve(Y, P, PRICES).contact_everyone
    assert everyone.cost == 2 * 40
    assert (everyone.contacted, everyone.wasted, everyone.missed) == (5, 2, 0)


def test_perfect_foresight_costs_nothing() -> None:
    perfect = curve(Y, P, PRICES).perfect
    assert (perfect.cost, perfect.caught, perfect.missed, perfect.wasted, perfect.spared) == (0, 3, 0, 0, 2)


def test_a_decision_says_its_shares() -> None:
    chosen = curve(Y, P, PRICES).at(0.6)
    assert (chosen.customers, chosen.contacted, chosen.leavers) == (5, 3, 3)
    assert chosen.per_customer(chosen.caught) == 0.4  # 2 of 5


def test_the_table_behind_the_curve_has_its_numbers() -> None:
    table = curve(Y, P, PRICES).table()
    assert list(table.columns) == [
        "cut-off",
        "caught leavers",
        "missed leavers",
        "wasted contacts",
        "cost per customer",
    ]
    assert table["cut-off"].tolist()[1:] == [0.9, 0.6, 0.3, 0.1]
    assert table["cut-off"].iloc[0] >= 1, "nobody"
    # per customer: 240, 160, 120, 160 and 80, each over 5
    assert table["cost per customer"].tolist() == [48, 32, 24, 32, 16]
    assert table["missed leavers"].tolist() == [3, 2, 1, 1, 0]


@LAW
@given(people, prices)
def test_the_curve_starts_with_nobody_and_ends_with_everyone(rows, of) -> None:
    y, p = arrays(rows)
    found = curve(y, p, of)
    assert (found.caught[0], found.wasted[0], found.thresholds[0]) == (0, 0, math.inf)
    assert (found.caught[-1], found.wasted[-1]) == (y.sum(), len(y) - y.sum())
    assert found.do_nothing.cost == of.missed * y.sum()
    assert found.contact_everyone.cost == of.wasted * (len(y) - y.sum())
    assert found.perfect.cost == 0


@LAW
@given(people, prices)
def test_every_row_of_the_curve_is_the_bill_counted_by_hand(rows, of) -> None:
    y, p = arrays(rows)
    found = curve(y, p, of)
    assert found.thresholds[1:].tolist() == sorted(set(p.tolist()), reverse=True)
    for row, threshold in enumerate(found.thresholds):
        assert found.total[row] == billed(y, p, threshold, of)


@LAW
@given(people, prices)
def test_a_lower_cutoff_never_loses_a_caught_leaver_or_a_wasted_contact(rows, of) -> None:
    found = curve(*arrays(rows), of)
    assert (np.diff(found.caught) >= 0).all()
    assert (np.diff(found.wasted) >= 0).all()
    assert (np.diff(found.caught + found.wasted) > 0).all(), "every row makes a difference"


@LAW
@given(people, prices, cutoffs)
def test_the_bill_at_any_cutoff_is_the_bill_counted_by_hand(rows, of, threshold) -> None:
    y, p = arrays(rows)
    chosen = curve(y, p, of).at(threshold)
    assert (chosen.caught, chosen.missed, chosen.wasted, chosen.spared) == counted(y, p, threshold)
    assert chosen.cost == billed(y, p, threshold, of)
    assert chosen.threshold == threshold
    assert chosen.customers == len(y)


@LAW
@given(people, prices, st.data())
def test_a_cutoff_on_a_chance_includes_it_and_a_hair_above_does_not(rows, of, data) -> None:
    y, p = arrays(rows)
    here = data.draw(st.sampled_from(p.tolist()))
    found = curve(y, p, of)
    for threshold in (here, math.nextafter(here, -1), math.nextafter(here, 2)):
        assert found.at(threshold).contacted == (p >= threshold).sum()
    assert found.at(here).contacted - found.at(math.nextafter(here, 2)).contacted == (p == here).sum()


@LAW
@given(people, prices)
def test_the_best_cutoff_is_the_cheapest_and_of_equals_the_highest(rows, of) -> None:
    y, p = arrays(rows)
    bills = {t: billed(y, p, t, of) for t in [math.inf, *p.tolist()]}
    best = curve(y, p, of).best
    assert best.cost == min(bills.values())
    assert best.threshold == max(t for t, cost in bills.items() if cost == best.cost)


def test_prices_in_cents_do_not_break_a_tie() -> None:
    # three missed at 0.10 cost as much as one wasted at 0.30, so nobody need be contacted
    found = curve(np.array([1, 1, 1, 0]), np.full(4, 0.5), Costs(missed=0.1, wasted=0.3))
    assert found.best.contacted == 0


@LAW
@given(people, cents, cents)
def test_prices_in_cents_tie_where_whole_cents_do(rows, missed, wasted) -> None:
    y, p = arrays(rows)
    found = curve(y, p, Costs(missed / 100, wasted / 100))
    in_cents = curve(y, p, Costs(missed, wasted))  # exact
    assert found.best.threshold == in_cents.best.threshold
    assert found.cheapest_of(WHOLE_PERCENTS).threshold == in_cents.cheapest_of(WHOLE_PERCENTS).threshold
    assert found.total == pytest.approx(in_cents.total / 100, abs=1e-6)


@LAW
@given(people, prices, st.lists(cutoffs, min_size=1, max_size=12))
def test_the_cheapest_of_a_grid_is_the_cheapest_counted_by_hand(rows, of, grid) -> None:
    y, p = arrays(rows)
    bills = {t: billed(y, p, t, of) for t in grid}
    found = curve(y, p, of).cheapest_of(np.array(grid))
    assert found.cost == min(bills.values())
    assert found.threshold == max(t for t, cost in bills.items() if cost == found.cost)


@LAW
@given(people, prices, st.integers(0, 45))
def test_a_limit_is_never_passed_and_no_lower_cutoff_fits(rows, of, most) -> None:
    y, p = arrays(rows)
    line = curve(y, p, of).limited(most)
    assert (p >= line).sum() <= most
    for lower in p[p < line]:
        assert (p >= lower).sum() > most


@LAW
@given(people, st.floats(1, 1e4), st.floats(1, 1e4), st.sampled_from([0.25, 0.5, 2.0, 8.0]), cutoffs)
def test_twice_the_prices_are_twice_the_bills(rows, missed, wasted, factor, threshold) -> None:
    # bills are rounded to a millionth: half of one, times 8, and half of another
    y, p = arrays(rows)
    one, other = curve(y, p, Costs(missed, wasted)), curve(y, p, Costs(missed * factor, wasted * factor))
    assert other.total == pytest.approx(one.total * factor, abs=1e-5)
    assert other.at(one.best.threshold).cost == pytest.approx(other.best.cost, abs=1e-5)
    saved = one.saving(one.at(threshold))
    assert other.saving(other.at(threshold)) == pytest.approx(saved, rel=1e-5, abs=1e-5)


@LAW
@given(people, prices, st.randoms(use_true_random=False))
def test_the_order_of_the_customers_does_not_matter(rows, of, random) -> None:
    shuffled = random.sample(rows, len(rows))
    one, other = curve(*arrays(rows), of), curve(*arrays(shuffled), of)
    assert one.thresholds.tolist() == other.thresholds.tolist()
    assert one.total.tolist() == other.total.tolist()


@LAW
@given(people, prices)
def test_doing_nothing_saves_nothing_and_perfect_foresight_everything(rows, of) -> None:
    found = curve(*arrays(rows), of)
    assert found.saving(found.do_nothing) == 0
    assert found.saving(found.perfect) == (1 if found.do_nothing.cost else 0)
    assert found.saving(found.best) >= 0


def test_without_a_bill_there_is_nothing_to_save() -> None:
    found = curve(np.zeros(4), np.full(4, 0.5), PRICES)
    assert found.saving(found.contact_everyone) == 0
    assert found.best.contacted == 0


@pytest.mark.parametrize(("y", "p"), [([], []), ([1], [0.5, 0.5]), ([1, 0], [0.5])])
def test_outcomes_and_chances_have_to_match(y, p) -> None:
    with pytest.raises(ValueError, match="equally long"):
        curve(np.array(y), np.array(p), PRICES)


def test_the_cost_curve_of_scores_is_that_of_their_chances() -> None:
    scores = Scores(Y.astype(np.int8), P, np.array([0, 0, 1, 1, 1]), np.arange(5), "tree", 0.0)
    assert cost_curve(scores, PRICES).total.tolist() == [240, 160, 120, 160, 80]


# -- drawing a line ----------------------------------------------------------------------------

whole_chances = st.integers(0, 20).map(lambda k: k / 20)
half = st.lists(st.tuples(st.integers(0, 1), whole_chances), min_size=1, max_size=30)


@LAW
@given(half, half, prices, whole_chances)
def test_one_line_is_drawn_on_practice_and_unseen_customers(practice, unseen, of, cutoff) -> None:
    one, other = curve(*arrays(practice), of), curve(*arrays(unseen), of)
    line = draw_line(one, other, cutoff)
    assert line.practice == one.at(cutoff)
    assert line.unseen == other.at(cutoff)
    assert line.cheapest == one.cheapest_of(WHOLE_PERCENTS)
    assert line.standard == one.at(0.5)
    assert not line.limited


@LAW
@given(half, half, prices, whole_chances, st.integers(0, 20))
def test_a_limit_moves_the_line_up_and_never_down(practice, unseen, of, cutoff, twentieths) -> None:
    one, other = curve(*arrays(practice), of), curve(*arrays(unseen), of)
    most = twentieths / 20
    line = draw_line(one, other, cutoff, most)
    assert line.practice.threshold >= cutoff
    assert line.unseen.threshold == line.practice.threshold
    assert line.unseen == other.at(line.practice.threshold)
    assert line.practice.contacted <= most * one.customers + 1e-9
    assert line.limited == (line.practice.threshold > cutoff)


def test_a_limit_of_two_in_five_moves_the_line_above_the_pair_it_cannot_part() -> None:
    # .9 | .6 .6 | .3 | .1: two contacts reach .9 alone, since the two at .6 come together
    found = curve(Y, P, PRICES)
    line = draw_line(found, found, 0.2, most=2 / 5)
    assert line.limited
    assert (line.practice.threshold, line.practice.contacted) == (0.9, 1)


def test_a_limit_of_nobody_contacts_nobody() -> None:
    found = curve(Y, P, PRICES)
    line = draw_line(found, found, 0.2, most=0)
    assert line.limited
    assert line.practice == found.do_nothing


def test_a_limit_that_already_fits_leaves_the_line_where_it_is() -> None:
    # cut-off .5 contacts the three at .9, .6, .6; a team that can contact three has no reason to move it
    found = curve(Y, P, PRICES)
    line = draw_line(found, found, 0.5, most=3 / 5)
    assert not line.limited
    assert line.practice.threshold == 0.5


def test_a_team_that_can_contact_everyone_has_no_limit() -> None:
    found = curve(Y, P, PRICES)
    line = draw_line(found, found, 0.0, most=1.0)
    assert not line.limited
    assert line.practice.threshold == 0


@pytest.mark.parametrize("whole", range(101))
def test_a_limit_counts_whole_customers(whole: int) -> None:
    # 29 of 100 is 29, although 0.29 * 100 is a hair less for a computer
    p = np.arange(1, 101) / 200
    found = curve(np.arange(100) % 2, p, PRICES)
    assert draw_line(found, found, 0.0, most=whole / 100).practice.contacted == whole


@LAW
@given(half, prices, whole_chances, st.integers(0, 20))
def test_a_limit_moves_the_line_exactly_where_it_binds(practice, of, cutoff, twentieths) -> None:
    y, p = arrays(practice)
    found = curve(y, p, of)
    line = draw_line(found, found, cutoff, twentieths / 20)
    assert line.limited == (20 * (p >= cutoff).sum() > twentieths * len(y))
    if not line.limited:
        assert line.practice == found.at(cutoff)


# -- the saving and its range ------------------------------------------------------------------

# Ten customers, four leave; two leavers are caught, two missed, one of six stayers is bothered.
#   bill            2 x 80 + 1 x 40            = 200, a customer 20
#   doing nothing   4 x 80                     = 320, a customer 32
#   left of it      200 / 320                  = 0.625, so 0.375 is saved
# Spread: each customer's bill minus 0.625 of their do-nothing bill
#   caught leaver 0 - 50 = -50 (2)   missed leaver 80 - 50 = 30 (2)   bothered 40 (1)   others 0 (5)
#   squares 2 x 2500 + 2 x 900 + 1600 = 8400, over 10 - 1 = 933.33, root 30.5505
#   30.5505 / 32 / root of 10 = 0.301905; times 1.644854 (nine in ten) = 0.496590
# In money: 32 - 20 = 12 gained. Spread: each customer's do-nothing cost minus cost, around 12
#   caught leaver 80 - 12 = 68 (2)   bothered -40 - 12 = -52 (1)   others 0 - 12 = -12 (7)
#   squares 2 x 4624 + 2704 + 7 x 144 = 12960, over 10 - 1 = 1440, root 37.9473
#   37.9473 / root of 10 = 12; times 1.644854 = 19.738244
TEN = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
REACHED = np.array([1, 1, 0, 0, 1, 0, 0, 0, 0, 0], dtype=bool)


def test_the_range_of_ten_customers_on_paper() -> None:
    worth = saving(TEN, REACHED, PRICES)
    assert worth.value == 0.375
    assert worth.low == pytest.approx(0.375 - 0.496590, abs=1e-5)
    assert worth.high == pytest.approx(0.375 + 0.496590, abs=1e-5)
    assert (worth.cost_per_customer, worth.do_nothing, worth.customers) == (20, 32, 10)
    assert (worth.missed, worth.wasted) == (0.2, 0.1)
    assert worth.gain == 12  # 0.375 x 32
    assert worth.gain_low == pytest.approx(12 - 19.738244, abs=1e-5)
    assert worth.gain_high == pytest.approx(12 + 19.738244, abs=1e-5)


# The rule was learnt anew in K parts: the variance times 1 + K/(K-1), the width times its root.
@pytest.mark.parametrize(
    ("folds", "wider"),
    [(None, 1), (1, 1), (2, math.sqrt(2)), (5, math.sqrt(1.625)), (10, math.sqrt(14 / 9))],  # 5: 1 + 5/4/2
)
def test_a_rule_learnt_in_parts_has_a_wider_range(folds: int | None, wider: float) -> None:
    worth = saving(TEN, REACHED, PRICES, folds=folds)
    assert (worth.value, worth.gain) == (0.375, 12)
    assert worth.high - worth.value == pytest.approx(0.496590 * wider, abs=1e-5)
    assert worth.value - worth.low == pytest.approx(0.496590 * wider, abs=1e-5)
    assert worth.gain_high - worth.gain == pytest.approx(19.738244 * wider, abs=1e-5)
    assert worth.gain - worth.gain_low == pytest.approx(19.738244 * wider, abs=1e-5)


def test_a_range_of_half_the_certainty_is_narrower() -> None:
    wide, narrow = saving(TEN, REACHED, PRICES), saving(TEN, REACHED, PRICES, level=0.5)
    assert narrow.value == wide.value
    # 0.301905 x 0.674490
    assert narrow.high - narrow.value == pytest.approx(0.203632, abs=1e-5)
    # 12 x 0.674490
    assert (narrow.gain, narrow.gain_high - narrow.gain) == (12, pytest.approx(8.093878, abs=1e-5))


marked = st.lists(st.tuples(st.integers(0, 1), st.booleans()), min_size=2, max_size=40)


@LAW
@given(marked, real_prices)
def test_a_range_holds_its_value(rows, of) -> None:
    y, reached = (np.array(part) for part in zip(*rows, strict=True))
    worth = saving(y, reached, of)
    assert worth.low <= worth.value <= worth.high
    assert worth.gain_low <= worth.gain <= worth.gain_high
    assert worth.customers == len(y)
    assert worth.value <= 1


@LAW
@given(marked, real_prices, st.sampled_from([None, 2, 5]))
def test_the_gain_is_the_mean_of_what_each_customer_saves(rows, of, folds) -> None:
    y, reached = (np.array(part) for part in zip(*rows, strict=True))
    worth = saving(y, reached, of, folds=folds)
    each = [of.missed if left and contact else -of.wasted if contact else 0 for left, contact in rows]
    assert worth.gain == pytest.approx(np.mean(each), rel=1e-9, abs=1e-9)
    assert worth.gain == pytest.approx(worth.do_nothing - worth.cost_per_customer)
    assert worth.gain == pytest.approx(
        worth.value * worth.do_nothing if y.any() else -worth.cost_per_customer
    )
    error = (
        1.644854
        * np.std(each, ddof=1)
        / math.sqrt(len(y))
        * (math.sqrt(1 + folds / (folds - 1) / 2) if folds else 1)
    )
    assert worth.gain_high - worth.gain == pytest.approx(error, rel=1e-5, abs=1e-6)
    assert worth.gain - worth.gain_low == pytest.approx(error, rel=1e-5, abs=1e-6)


@LAW
@given(people, prices, cutoffs)
def test_the_saving_of_a_cutoff_is_the_one_the_curve_tells(rows, of, threshold) -> None:
    y, p = arrays(rows)
    assume(len(y) > 1)
    found = curve(y, p, of)
    worth = saving(y, p >= threshold, of)
    assert worth.value == pytest.approx(found.saving(found.at(threshold)), rel=1e-9, abs=1e-9)
    assert worth.cost_per_customer == pytest.approx(found.at(threshold).cost_per_customer)
    assert worth.do_nothing == pytest.approx(found.do_nothing.cost_per_customer)


@LAW
@given(marked, real_prices)
def test_more_customers_of_the_same_kind_narrow_the_range(rows, of) -> None:
    y, reached = (np.array(part) for part in zip(*rows, strict=True))
    few, many = saving(y, reached, of), saving(np.tile(y, 4), np.tile(reached, 4), of)
    assert many.value == pytest.approx(few.value, rel=1e-9, abs=1e-9)
    # four times the customers, half the width; a little less, since 1/(n-1) becomes 4/(4n-1)
    n = len(y)
    shrunk = math.sqrt((n - 1) / (4 * n - 1))
    assert many.high - many.low == pytest.approx((few.high - few.low) * shrunk, rel=1e-6, abs=1e-6)
    width = (few.gain_high - few.gain_low) * shrunk
    assert many.gain_high - many.gain_low == pytest.approx(width, rel=1e-6, abs=1e-6)


@LAW
@given(st.lists(st.integers(0, 1), min_size=2, max_size=40), real_prices)
def test_contacting_nobody_saves_nothing_for_certain(y, of) -> None:
    worth = saving(np.array(y), np.zeros(len(y)), of)
    assert worth.value == worth.low == worth.high == 0
    assert worth.gain == worth.gain_low == worth.gain_high == 0


@LAW
@given(marked, prices)
def test_where_nobody_leaves_nothing_can_be_saved_and_every_contact_is_lost(rows, of) -> None:
    reached = np.array([contact for _, contact in rows])
    worth = saving(np.zeros(len(rows)), reached, of)
    assert (worth.value, worth.low, worth.high, worth.do_nothing) == (0, 0, 0, 0)
    assert worth.cost_per_customer == pytest.approx(of.wasted * reached.mean())
    assert worth.gain == pytest.approx(-worth.cost_per_customer, abs=1e-8)
    assert worth.gain_low <= worth.gain <= worth.gain_high


def test_the_range_of_a_loss_where_nobody_leaves_on_paper() -> None:
    # five of ten contacted in vain at 40: -20 a customer, each 20 off: 10 x 400 / 9 = 444.44, root 21.0819,
    # over root of 10 = 6.666667, times 1.644854 = 10.965691
    worth = saving(np.zeros(10), np.arange(10) < 5, PRICES)
    assert worth.gain == -20
    assert worth.gain_low == pytest.approx(-20 - 10.965691, abs=1e-5)
    assert worth.gain_high == pytest.approx(-20 + 10.965691, abs=1e-5)


@pytest.mark.parametrize("folds", [None, 5])
@pytest.mark.parametrize(
    ("left", "contact", "value", "gain"),
    [(1, True, 1, 80), (1, False, 0, 0), (0, True, 0, -40), (0, False, 0, 0)],
)
def test_one_customer_alone_has_no_spread(left, contact, value, gain, folds) -> None:
    worth = saving(np.array([left]), np.array([contact]), PRICES, folds=folds)
    assert (worth.low, worth.value, worth.high) == (value,) * 3
    assert (worth.gain_low, worth.gain, worth.gain_high) == (gain,) * 3


def test_perfect_foresight_saves_everything_for_certain() -> None:
    worth = saving(TEN, TEN.astype(bool), PRICES)
    assert (worth.value, worth.low, worth.high, worth.cost_per_customer) == (1, 1, 1, 0)
    # how much money that is depends on how many leave: 4 leavers 80 - 32 = 48 off, 6 stayers 32 off
    # 4 x 2304 + 6 x 1024 = 15360, over 9 and over 10 = 170.67, root 13.063945, times 1.644854 = 21.488282
    assert (worth.gain, worth.gain_high - worth.gain) == (32, pytest.approx(21.488282, abs=1e-5))


# -- the honest comparison ---------------------------------------------------------------------


def scored(y: list[int], p: list[float], fold: list[int], model: str = "tree") -> Scores:
    return Scores(
        np.array(y, dtype=np.int8), np.array(p), np.array(fold), np.arange(len(y)), model, fit_seconds=1.5
    )


# Two folds whose chances sit at different heights.
#   fold 0: leaver .8, stayer .6    on itself the cheapest cut-off is .8, a bill of 0
#   fold 1: leaver .4, stayer .2    on itself the cheapest cut-off is .4, a bill of 0
# Chosen on the other fold: .4 contacts both of fold 0 (one wasted, 40), .8 nobody of fold 1 (one
# missed, 80). Together 120 over 4 customers = 30 a customer, of 40 for doing nothing.
APART = scored([1, 0, 1, 0], [0.8, 0.6, 0.4, 0.2], [0, 0, 1, 1])


def test_a_cutoff_is_chosen_on_the_other_folds_only() -> None:
    for fold in (0, 1):
        here = APART.fold == fold
        assert curve(APART.y_true[here], APART.probability[here], PRICES).best.cost == 0
    assert contacts_chosen_elsewhere(APART, PRICES).tolist() == [True, True, False, False]
    told = compare_scores(APART.y_true, [APART], PRICES).iloc[-1]
    assert told["cost_per_customer"] == 30
    assert told["saving"] == 0.25  # 1 - 30 / 40
    assert (told["missed"], told["wasted"]) == (0.25, 0.25)


def test_models_have_the_wider_range_of_rules_learnt_in_parts_and_base_lines_have_not() -> None:
    # everyone: bills 0, 40, 0, 40 minus half of 80, 0, 80, 0 are -40, 40, -40, 40: 6400 over 3 = 2133.33,
    #   root 46.188022, over 40 and over root of 4 = 0.577350, times 1.644854 = 0.949657
    # the tree: bills 0, 40, 80, 0 minus 3/4 of those are -60, 40, 20, 0: 5600 over 3 = 1866.67,
    #   root 43.204938, over 40 and over root of 4 = 0.540062, times 1.644854 = 0.888323;
    #   learnt in two parts: times root of 1 + 2/1/2 = 1.256277
    rows = compare_scores(APART.y_true, [APART], PRICES).set_index("model")
    everyone, model = rows.loc[CONTACT_EVERYONE], rows.loc["tree"]
    assert everyone["saving_low"] == pytest.approx(0.5 - 0.949657, abs=1e-5)
    assert everyone["saving_high"] == pytest.approx(0.5 + 0.949657, abs=1e-5)
    assert model["saving_low"] == pytest.approx(0.25 - 1.256277, abs=1e-5)
    assert model["saving_high"] == pytest.approx(0.25 + 1.256277, abs=1e-5)


def test_a_cutoff_chosen_on_everyone_would_have_looked_cheaper() -> None:
    # .4 on all four: both leavers caught, one wasted: 40 over 4 customers = 10, three times too good
    assert cost_curve(APART, PRICES).best.cost_per_customer == 10


folded = st.lists(st.tuples(st.integers(0, 1), chances, st.integers(0, 2)), min_size=4, max_size=30)


@LAW
@given(folded, prices, st.data())
def test_nobodys_own_outcome_decides_whether_they_are_contacted(rows, of, data) -> None:
    y, p, fold = (list(part) for part in zip(*rows, strict=True))
    assume(len(set(fold)) > 1)
    scores = scored(y, p, fold)
    here = scores.fold == data.draw(st.sampled_from(sorted(set(fold))))
    turned = replace(scores, y_true=np.where(here, 1 - scores.y_true, scores.y_true))
    before, after = contacts_chosen_elsewhere(scores, of), contacts_chosen_elsewhere(turned, of)
    assert before[here].tolist() == after[here].tolist()


@LAW
@given(folded, prices)
def test_no_honest_rule_beats_the_cutoffs_chosen_with_hindsight(rows, of) -> None:
    y, p, fold = (list(part) for part in zip(*rows, strict=True))
    assume(len(set(fold)) > 1)
    scores = scored(y, p, fold)
    hindsight = sum(
        curve(scores.y_true[scores.fold == k], scores.probability[scores.fold == k], of).best.cost
        for k in set(fold)
    )
    told = compare_scores(scores.y_true, [scores], of)["cost_per_customer"].iloc[-1]
    assert told * len(y) >= hindsight - 1e-9


COLUMNS = [
    "model",
    "missed",
    "wasted",
    "cost_per_customer",
    "saving",
    "saving_low",
    "saving_high",
    "fit_seconds",
]


def customers(n: int = 120) -> Table:
    rng = np.random.default_rng(0)
    calls = rng.integers(0, 10, n).astype(float)
    left = np.where(rng.random(n) < np.where(calls > 5, 0.8, 0.1), "yes", "no")
    rows = pd.DataFrame(
        {"calls": calls, "plan": rng.choice(["basic", "plus"], n).astype(object), "left": left.astype(object)}
    )
    return Table(
        rows=rows,
        columns=(
            Column("calls", "Calls", "number"),
            Column("plan", "Plan", "category"),
            Column("left", "Left", "category"),
        ),
        target="left",
        positive="yes",
    )


def test_a_comparison_has_three_base_lines_and_a_row_per_model() -> None:
    table = customers()
    told = compare(table, PRICES, ["tree", "logistic regression"])
    assert list(told.columns) == COLUMNS
    assert told["model"].tolist() == [
        DO_NOTHING,
        CONTACT_EVERYONE,
        PERFECT,
        "tree",
        "logistic regression",
    ]
    share = table.y.mean()
    nothing, everyone, perfect, *models = told.to_dict("records")
    assert nothing["cost_per_customer"] == pytest.approx(80 * share)
    assert everyone["cost_per_customer"] == pytest.approx(40 * (1 - share))
    assert (nothing["missed"], nothing["wasted"], nothing["saving"]) == (pytest.approx(share), 0, 0)
    assert (everyone["missed"], everyone["wasted"]) == (0, pytest.approx(1 - share))
    assert (perfect["cost_per_customer"], perfect["saving"], perfect["missed"], perfect["wasted"]) == (
        0,
        1,
        0,
        0,
    )
    for line in (nothing, everyone, perfect):
        assert line["fit_seconds"] == 0
    for line in models:
        assert line["fit_seconds"] > 0
        assert line["cost_per_customer"] == pytest.approx(80 * line["missed"] + 40 * line["wasted"])
        assert line["saving"] == pytest.approx(1 - line["cost_per_customer"] / (80 * share))
        assert line["saving_low"] < line["saving"] < line["saving_high"]


def test_every_contender_is_compared_when_none_is_named(monkeypatch) -> None:
    asked = []

    def score(table: Table, model: str, random_state: int) -> Scores:
        asked.append((model, random_state))
        n = len(table.y)
        return Scores(table.y, np.linspace(0, 1, n), np.arange(n) % 5, np.arange(n), model, 0.0)

    monkeypatch.setattr("core.models.score", score)
    told = compare(customers(), PRICES, random_state=7)
    from core.models import NAMES

    assert asked == [(name, 7) for name in NAMES]
    assert told["model"].tolist()[3:] == list(NAMES)


def test_a_comparison_without_models_has_the_three_base_lines(monkeypatch) -> None:
    monkeypatch.setattr("core.models.score", lambda *_: pytest.fail("no model was asked for"))
    table = customers()
    told = compare(table, PRICES, models=[])
    assert list(told.columns) == COLUMNS
    assert told["model"].tolist() == [DO_NOTHING, CONTACT_EVERYONE, PERFECT]
    pd.testing.assert_frame_equal(told, compare_scores(table.y, [], PRICES))


def test_the_base_lines_of_five_customers_on_paper() -> None:
    # 3 of 5 leave: nothing 3 x 80 = 240, 48 a customer; everyone 2 x 40 = 80, 16 a customer: 2/3 saved
    told = compare_scores(Y, [], PRICES)
    assert told["cost_per_customer"].tolist() == [48, 16, 0]
    assert told["saving"].tolist() == [0, pytest.approx(2 / 3), 1]


def test_the_same_comparison_twice_gives_the_same_numbers() -> None:
    first, second = (compare(customers(), PRICES, ["tree"]).drop(columns="fit_seconds") for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_a_table_in_which_everyone_stayed_cannot_be_compared() -> None:
    table = customers()
    table.rows["left"] = "no"
    with pytest.raises(TableProblem):
        compare(table, PRICES, ["tree"])


def test_nine_in_ten_is_said_once() -> None:
    assert costs_module.LEVEL == 0.90
    assert saving(TEN, REACHED, PRICES) == saving(TEN, REACHED, PRICES, level=0.90)


# -- two rules on the same customers -----------------------------------------------------------

rules = st.lists(st.tuples(st.integers(0, 1), st.booleans(), st.booleans()), min_size=1, max_size=40)


def test_the_lead_of_one_rule_over_another_on_paper() -> None:
    # left        yes  yes  no   no
    # one rule    x         x          bills  0  80  40  0
    # the other                        bills 80  80   0  0    saved by the first: 80, 0, -40, 0, mean 10
    # Four customers drawn anew out of 80, 0, -40, 0: what they save is the average of the four. One draw
    # in 256 has four of -40 (an average of -40), one in 256 four of 80. Four draws of 64 hold three or
    # more of -40 without a single 80 (-40 or -30: 1 + 8 of 256, 3.5 %); with "two of -40, no 80" (24 of
    # 256, -20) it is 12.9 %. So the lowest twentieth ends at -20. From the top: 80 (1), 60 (8), 50 (4),
    # 40 (24 of 256): 0.4, 3.5, 5.1 %: the highest twentieth ends at 50, or just below it.
    found = difference(np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0]), np.zeros(4), PRICES)
    assert found.value == 10
    assert found.low == -20
    assert found.high in (40, 50)


def test_a_lead_of_rules_learnt_anew_is_stretched_around_its_value() -> None:
    # two parts: the root of 1 + 2/1/2 = 1.414214; five parts: the root of 1 + 5/4/2 = 1.274755
    told = (np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0]), np.zeros(4), PRICES)
    once, five = difference(*told), difference(*told, folds=5)
    assert five.value == once.value
    assert five.high - five.value == pytest.approx(1.274755 * (once.high - once.value), abs=1e-4)
    assert five.value - five.low == pytest.approx(1.274755 * (once.value - once.low), abs=1e-4)


def test_one_customer_alone_has_no_range() -> None:
    found = difference(np.array([1]), np.array([True]), np.array([False]), PRICES)
    assert (found.value, found.low, found.high) == (80, 80, 80)


@LAW
@given(rules, st.one_of(prices, real_prices))
def test_two_equal_rules_do_not_differ_at_all(rows, of) -> None:
    y, contact, _ = (np.array(part) for part in zip(*rows, strict=True))
    found = difference(y, contact, contact.copy(), of)
    assert (found.value, found.low, found.high) == (0, 0, 0)


@LAW
@given(rules, st.one_of(prices, real_prices))
def test_the_lead_of_the_other_rule_is_the_same_with_its_sign_turned(rows, of) -> None:
    y, contact, other = (np.array(part) for part in zip(*rows, strict=True))
    one, back = difference(y, contact, other, of), difference(y, other, contact, of)
    assert (one.value, one.low, one.high) == (-back.value, -back.high, -back.low)
    assert one.low <= one.value <= one.high


@LAW
@given(rules, st.one_of(prices, real_prices))
def test_a_lead_is_what_one_rule_saves_more_than_the_other(rows, of) -> None:
    y, contact, other = (np.array(part) for part in zip(*rows, strict=True))
    one, two = (saving(y, rule, of) for rule in (contact, other))
    found = difference(y, contact, other, of)
    assert found.value == pytest.approx(two.cost_per_customer - one.cost_per_customer, rel=1e-9, abs=1e-6)
    assert found.value == pytest.approx(one.gain - two.gain, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("folds", [None, 5])
def test_a_lead_over_doing_nothing_has_the_range_of_the_gain(folds: int | None) -> None:
    y, contact = np.tile(TEN, 100), np.tile(REACHED, 100)
    of = saving(y, contact, PRICES, folds=folds)
    found = difference(y, contact, np.zeros(len(y)), PRICES, folds=folds)
    assert found.value == pytest.approx(of.gain)
    near = 0.07 * (of.gain_high - of.gain_low)  # 800 draws leave that much
    assert (found.low, found.high) == pytest.approx((of.gain_low, of.gain_high), abs=near)


def test_the_range_of_a_lead_holds_the_truth_nine_times_in_ten() -> None:
    # A quarter leave. The first rule reaches 7 in 10 leavers and 2 in 10 stayers, the other 5 and 1:
    # it saves 80 x 0.25 x 0.2 - 40 x 0.75 x 0.1 = 4 - 3 = 1 more per customer.
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(400):
        y = rng.random(400) < 0.25
        contact = rng.random(400) < np.where(y, 0.7, 0.2)
        other = rng.random(400) < np.where(y, 0.5, 0.1)
        found = difference(y, contact, other, PRICES)
        held += found.low <= 1 <= found.high
    assert 0.85 <= held / 400 <= 0.95


def test_a_surer_range_is_wider() -> None:
    y, contact, other = np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0]), np.zeros(4)
    at = [difference(y, contact, other, PRICES, level) for level in (0.5, 0.9, 0.99)]
    assert at[0].high < at[1].high < at[2].high
    assert at[1] == difference(y, contact, other, PRICES)
