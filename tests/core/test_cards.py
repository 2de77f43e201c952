"""Twelve cards: the facts on them, the deal, the score, and how much of it is luck."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core import samples
from core.cards import CARDS, FACTS, Luck, Onward, Score, deal, facts, leavers_dealt, luck, onward, play
from core.costs import Costs, billed, saving
from core.split import halves
from core.table import Column, Table

LAW = settings(max_examples=60, deadline=None)
PRICES = Costs(missed=80, wasted=40)
prices = st.builds(Costs, st.integers(0, 300), st.integers(0, 300))
outcomes = st.lists(st.integers(0, 1), min_size=1, max_size=CARDS)


def score_of(found: int, missed: int, wasted: int, spared: int, costs: Costs = PRICES) -> Score:
    return Score(found, missed, wasted, spared, float(billed(costs, missed, wasted)))


def scores(most: int = CARDS) -> st.SearchStrategy[Score]:
    counts = st.tuples(*[st.integers(0, most // 4)] * 4).filter(sum)
    return counts.map(lambda four: score_of(*four))


def table_of(left: np.ndarray, **columns: object) -> Table:
    """A table with these columns; numbers are numbers, anything else is groups."""
    rows = pd.DataFrame(columns)
    kinds = {name: "number" if rows[name].dtype.kind == "f" else "category" for name in rows}
    rows["gone"] = np.where(left, "Yes", "No")
    told = [Column(name, name, kinds.get(name, "category")) for name in rows]
    return Table(rows, tuple(told), "gone", "Yes")


def names(table: Table, most: int = FACTS) -> list[str]:
    return [fact.column.name for fact in facts(table, np.arange(len(table.rows)), most)]


# The facts


def test_facts_are_ordered_by_how_often_they_rank_a_leaver_and_a_stayer_rightly() -> None:
    # leavers 1, 2; stayers 3, 4: "clear" ranks all 4 pairs alike, "mixed" (1, 4 against 2, 3) 2 of 4, which
    # is a coin's share; "part" (1, 3 against 2, 4) 3 of 4
    left = np.array([1, 1, 0, 0])
    table = table_of(left, mixed=[1.0, 4, 2, 3], part=[1.0, 3, 2, 4], clear=[4.0, 3, 2, 1])
    assert names(table) == ["clear", "part", "mixed"]


def test_high_and_low_are_the_outer_fifths_of_the_practice_customers() -> None:
    # practice rows hold 0 to 10: a fifth lie below 2, a fifth above 8; the unseen ones do not count
    left = np.array([1, 0] * 8)
    days = np.array([*range(11), 500.0, 600, 700, 800, np.nan])
    (fact, plan) = facts(table_of(left, days=days, plan=list("abababababababab")), np.arange(11))[:2]
    if fact.column.name == "plan":
        fact, plan = plan, fact
    assert (fact.low, fact.high) == (2.0, 8.0)
    said = [fact.standing(value) for value in (0, 1, 2, 5, 8, 9, np.nan)]
    assert said == ["low", "low", "", "", "", "high", ""]
    assert plan.standing(5) == ""


def test_a_column_of_gaps_is_neither_high_nor_low_and_comes_last() -> None:
    left = np.arange(40) % 2
    table = table_of(left, empty=np.full(40, np.nan), same=np.ones(40), told=left + 0.5)
    found = facts(table, np.arange(40))
    assert [fact.column.name for fact in found] == ["told", "empty", "same"]
    assert [fact.standing(1.0) for fact in found] == ["", "", ""]


@pytest.mark.parametrize("kind", ["number", "category"])
@pytest.mark.parametrize("seed", range(5))
def test_a_planted_column_comes_first(kind: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left = rng.random(600) < 0.2
    noise = {f"noise {i}": rng.normal(size=600) for i in range(20)}
    groups = {f"groups {i}": rng.choice(list("abcdefgh"), 600) for i in range(20)}
    hint = np.where(rng.random(600) < 0.7, left, rng.random(600) < 0.5)
    planted = ~hint + rng.normal(size=600) / 10 if kind == "number" else np.where(hint, "late", "on time")
    table = table_of(left, **noise, planted=planted, **groups)
    assert names(table)[0] == "planted"


@pytest.mark.parametrize("seed", range(5))
def test_many_groups_cannot_win_by_chance(seed: int) -> None:
    # 300 customers in 150 groups: learnt and judged on the same customers such groups would look telling
    rng = np.random.default_rng(seed)
    left = rng.random(300) < 0.3
    weak = np.where(rng.random(300) < 0.5, left, rng.random(300) < 0.5)
    table = table_of(left, streets=rng.integers(0, 150, 300).astype(str), weak=weak.astype(str))
    assert names(table) == ["weak", "streets"]


def test_a_number_counts_in_either_direction() -> None:
    left = np.repeat([1, 0], 20)
    rng = np.random.default_rng(0)
    table = table_of(left, noise=rng.normal(size=40), low=left * -5 + rng.normal(size=40))
    assert names(table)[0] == "low"


def test_a_gap_counts_as_the_middle_value() -> None:
    # leavers: gap, gap; stayers 1, 2, 8, 9: the gaps stand at 5, above two and below two, a coin's share;
    # "other" ranks 6 of the 8 pairs rightly
    left = np.array([1, 1, 0, 0, 0, 0])
    table = table_of(left, gaps=[np.nan, np.nan, 1, 2, 8, 9], other=[5.0, 6, 1, 2, 3, 7])
    assert names(table) == ["other", "gaps"]


def test_a_gap_among_groups_is_a_group() -> None:
    left = np.arange(80) % 2
    rng = np.random.default_rng(0)
    table = table_of(
        left, noise=rng.choice(["a", "b"], 80), gaps=np.array([None, "known"], dtype=object)[1 - left]
    )
    assert names(table)[0] == "gaps"


def test_equally_telling_columns_come_in_the_order_of_the_table() -> None:
    # four leavers among eight; each of b, a and c tells them apart, in a different order within the kinds
    left = np.repeat([0, 1], 4)
    rows = {"b": [1.0, 2, 3, 4, 5, 6, 7, 8], "a": [4.0, 3, 2, 1, 8, 7, 6, 5], "c": [2.0, 4, 1, 3, 7, 5, 8, 6]}
    assert names(table_of(left, **rows)) == ["b", "a", "c"]


@pytest.mark.parametrize("change", [lambda x: 12 * x, lambda x: -(x**3), lambda x: np.exp(x / 3)])
def test_a_near_copy_of_a_number_is_skipped(change) -> None:
    rng = np.random.default_rng(1)
    left = rng.random(400) < 0.3
    charge = left + rng.normal(size=400)
    table = table_of(left, charge=charge, year=change(charge), other=rng.normal(size=400))
    assert names(table) == ["charge", "other"]


def test_a_number_like_another_but_not_nearly_a_copy_is_kept() -> None:
    rng = np.random.default_rng(1)
    left = rng.random(400) < 0.3
    charge = left + rng.normal(size=400)
    like = charge + 0.5 * rng.normal(size=400)
    assert sorted(names(table_of(left, charge=charge, like=like))) == ["charge", "like"]


def test_there_are_never_more_facts_than_asked_for_nor_more_than_columns() -> None:
    rng = np.random.default_rng(2)
    left = rng.random(100) < 0.5
    table = table_of(left, **{f"c{i}": rng.normal(size=100) for i in range(8)})
    assert [len(names(table, most)) for most in (1, 3, FACTS, 20)] == [1, 3, 5, 8]
    assert names(table, 3) == names(table, 20)[:3]
    assert names(table_of(left, only=rng.choice(["a", "b"], 100))) == ["only"]


def test_facts_are_judged_on_practice_customers_only() -> None:
    # "before" tells leavers apart in the first half only, "after" in the second half only
    left = np.arange(200) % 2
    first = np.arange(200) < 100
    rng = np.random.default_rng(3)
    table = table_of(
        left,
        before=np.where(first, left, 0) + rng.normal(size=200) / 10,
        after=np.where(first, 0, left) + rng.normal(size=200) / 10,
    )
    assert facts(table, np.flatnonzero(first), 1)[0].column.name == "before"
    assert facts(table, np.flatnonzero(~first), 1)[0].column.name == "after"


def test_a_large_table_is_judged_on_at_most_5000_practice_customers_evenly_spaced() -> None:
    # of 15,000 customers every third is judged: what only the others say is not heard
    left, third = np.arange(15_000) // 3 % 2, np.arange(15_000) % 3 == 0
    noise = np.random.default_rng(4).normal(size=15_000)
    table = table_of(left, others=np.where(third, noise, left), thirds=np.where(third, left, noise))
    assert names(table, 1) == ["thirds"]
    assert facts(table, np.flatnonzero(~third), 1)[0].column.name == "others"


@pytest.mark.parametrize("left", [np.zeros(60, dtype=int), np.ones(60, dtype=int), np.arange(60) == 0])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_facts_are_found_where_hardly_anybody_left_or_stayed(left) -> None:
    table = table_of(left, days=np.arange(60.0), plan=list("ab") * 30)
    assert set(names(table)) == {"days", "plan"}


def test_a_column_left_out_is_no_fact() -> None:
    table = samples.load("prepaid")
    practice, _ = halves(table.y)
    best = facts(table, practice)[0].column.name
    assert best not in [fact.column.name for fact in facts(table.without(best), practice)]


def test_facts_need_practice_customers() -> None:
    with pytest.raises(ValueError, match="practice"):
        facts(table_of(np.array([0, 1]), days=[1.0, 2.0]), np.array([], dtype=int))


# The deal


# Of twelve customers .08 x 12 = .96, 3.24, 6 and 11.4 usually leave: the next whole number is 1, 4, 7 and 12,
# but no deal starts below 3 or above 6
USUAL = [(8, (3, 6)), (27, (4, 7)), (50, (6, 9)), (95, (6, 9))]  # of 100 customers


@pytest.mark.parametrize(("of_100", "dealt"), USUAL)
def test_more_leavers_are_dealt_than_usual_but_never_more_than_nine(of_100, dealt) -> None:
    assert leavers_dealt(np.array(([1] * of_100 + [0] * (100 - of_100)) * 10)) == dealt


@pytest.mark.parametrize(
    ("left", "stayed", "dealt"),
    [
        (0, 300, (0, 0)),  # nobody left
        (2, 300, (2, 2)),  # both of the two
        (95, 5, (7, 9)),  # 12 cards, 5 stayers: 7 leavers at least
        (4, 3, (4, 4)),  # 7 customers: all of them
    ],
)
def test_no_more_leavers_or_stayers_are_announced_than_there_are(left, stayed, dealt) -> None:
    y = np.array([1] * left + [0] * stayed)
    assert leavers_dealt(y) == dealt
    assert dealt[0] <= y[deal(y, np.arange(len(y)), 1)].sum() <= dealt[1]


@pytest.mark.parametrize(("of_100", "dealt"), USUAL)
def test_every_number_of_leavers_that_is_announced_comes_up_and_no_other(of_100, dealt) -> None:
    # 1,000 unseen customers with that share, and 1,000 practice customers half of whom left, who do not count
    unseen, practice = np.arange(1000) % 100 < of_100, np.arange(1000) % 2
    y = np.concatenate([unseen, practice]).astype(int)
    fewest, most = dealt
    found = {int(y[deal(y, np.arange(1000), number)].sum()) for number in range(100)}
    assert found == set(range(fewest, most + 1))


@LAW
@given(st.integers(60, 400), st.floats(0.05, 0.95), st.integers(0, 10_000))
def test_a_deal_is_twelve_unseen_customers_with_as_many_leavers_as_announced(
    customers, share, number
) -> None:
    rng = np.random.default_rng(customers)
    y = (rng.random(customers) < share).astype(int)
    y[:40] = np.arange(40) % 2  # at least 9 leavers and 9 stayers in the unseen half
    _, unseen = halves(y)
    dealt = deal(y, unseen, number)
    fewest, most = leavers_dealt(y[unseen])
    assert len(set(dealt.tolist())) == CARDS
    assert set(dealt.tolist()) <= set(unseen.tolist())
    assert fewest <= y[dealt].sum() <= most


@LAW
@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 10_000))
def test_a_full_deal_holds_more_leavers_than_usual_where_fewer_than_half_leave(left, more, number) -> None:
    stayed = left + more
    assume(left + stayed > CARDS)
    y = np.array([1] * left + [0] * stayed)
    dealt = y[deal(y, np.arange(len(y)), number)].sum() / CARDS
    # where exactly half leave, 6 of 12 are as many as usual: no deal is made to start above six
    assert dealt > y.mean() if more else dealt >= y.mean()


@pytest.mark.parametrize("usual", range(1, 6))
def test_where_a_whole_number_of_twelve_leave_at_least_one_more_is_dealt(usual) -> None:
    y = np.array(([1] * usual + [0] * (CARDS - usual)) * 25)
    fewest, most = leavers_dealt(y)
    assert (fewest, most) == (max(3, usual + 1), max(6, usual + 4))


def test_the_same_number_deals_the_same_cards_and_other_numbers_deal_others() -> None:
    y = (np.arange(1000) % 5 == 0).astype(int)
    _, unseen = halves(y)
    deals = [deal(y, unseen, number).tolist() for number in range(50)]
    assert deals == [deal(y, unseen, number).tolist() for number in range(50)]
    assert len({tuple(sorted(cards)) for cards in deals}) == 50


def test_all_numbers_of_leavers_from_three_to_six_come_up_at_any_place() -> None:
    y = (np.arange(1000) % 5 == 0).astype(int)
    dealt = np.array([y[deal(y, np.arange(1000), number)] for number in range(200)])
    assert set(dealt.sum(axis=1)) == {3, 4, 5, 6}
    # a leaver stands at each place in 4.5 / 12 = 37.5 % of deals: 75 of 200, give or take 7
    assert (abs(dealt.sum(axis=0) - 75) < 30).all()


@pytest.mark.parametrize(
    ("leavers", "stayers", "least", "most"),
    [
        (0, 50, 0, 0),  # nobody to find
        (2, 50, 2, 2),  # as far as there are so many
        (50, 0, 12, 12),  # nobody stayed
        (50, 1, 11, 11),  # the one stayer is dealt
        (50, 5, 7, 9),  # all five stayers are dealt, or fewer
        (50, 8, 6, 9),
        (0, 0, 0, 0),  # nobody at all
        (5, 7, 5, 5),  # exactly twelve: all of them
        (4, 3, 4, 4),  # fewer than twelve: all of them
        (1, 0, 1, 1),
    ],
)
def test_small_unseen_halves_are_dealt_as_far_as_they_go(leavers, stayers, least, most) -> None:
    y = np.array([1] * leavers + [0] * stayers, dtype=int)
    for number in range(20):
        dealt = deal(y, np.arange(len(y)), number)
        assert len(set(dealt.tolist())) == min(CARDS, len(y))
        assert least <= y[dealt].sum() <= most


# The score


def test_a_score_on_paper() -> None:
    # 12 cards, 4 leavers; marked: 3 leavers and 2 stayers. 1 missed at 80 and 2 wasted at 40: 80 + 80 = 160
    left = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    marked = np.array([1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
    score = play(left, marked, PRICES)
    assert score == Score(found=3, missed=1, wasted=2, spared=6, cost=160.0)
    assert (score.leavers, score.stayers, score.marked) == (4, 8, 5)


@LAW
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=CARDS), prices)
def test_the_bill_is_the_sum_over_the_cards_and_every_card_counts_once(played, costs) -> None:
    left, marked = np.array(played).T
    score = play(left, marked, costs)
    each = [costs.missed * (gone and not m) + costs.wasted * (m and not gone) for gone, m in played]
    assert score.cost == pytest.approx(sum(each))
    assert score.found + score.missed + score.wasted + score.spared == len(played)
    assert (score.leavers, score.marked) == (left.sum(), marked.sum())


@LAW
@given(outcomes, prices)
def test_marking_exactly_the_leavers_costs_nothing(left, costs) -> None:
    assert play(np.array(left), np.array(left), costs).cost == 0


@pytest.mark.parametrize(("left", "marked"), [([], []), ([1, 0], [True]), ([[1]], [True])])
def test_cards_and_marks_have_to_match(left, marked) -> None:
    with pytest.raises(ValueError, match="equally long"):
        play(np.array(left), np.array(marked), PRICES)


# Luck


def test_luck_on_paper() -> None:
    # one leaver, one stayer; a coin pays 0, 40, 80 or 120, each in 1 of 4 games: 60 on average.
    # Whoever paid 40 (found the leaver, wasted the contact) is met by 0 and 40: 2 of 4
    assert luck(score_of(1, 0, 1, 0), PRICES) == Luck(coin=60, coin_low=0, coin_high=120, as_well=0.5)


def test_the_range_of_coins_leaves_out_a_twentieth_on_either_side() -> None:
    # five leavers at 80, no stayers: bills 0, 80, ... 400 in 1, 5, 10, 10, 5, 1 of 32 games. Up to 0: 3.1 %,
    # up to 80: 18.8 %, so the range starts at 80; up to 240: 81.3 %, up to 320: 96.9 %, so it ends at 320
    told = luck(score_of(5, 0, 0, 0), PRICES)
    assert (told.coin, told.coin_low, told.coin_high, told.as_well) == (200, 80, 320, 1 / 32)


def brute_force(left: list[int], costs: Costs) -> np.ndarray:
    """(2 ** n,) the bill of every way a coin can fall."""
    ways = product([False, True], repeat=len(left))
    return np.array([play(np.array(left), np.array(way), costs).cost for way in ways])


@LAW
@given(st.lists(st.integers(0, 1), min_size=1, max_size=8), st.data(), prices)
def test_luck_agrees_with_throwing_every_coin(left, data, costs) -> None:
    marked = data.draw(st.lists(st.booleans(), min_size=len(left), max_size=len(left)))
    score = play(np.array(left), np.array(marked), costs)
    told, bills = luck(score, costs), np.sort(brute_force(left, costs))
    assert told.coin == pytest.approx(bills.mean())
    assert told.as_well == pytest.approx((bills <= score.cost).mean(), abs=1e-12)
    assert ((bills >= told.coin_low) & (bills <= told.coin_high)).mean() >= 0.9
    assert (bills < told.coin_low).mean() < 0.05 + 1e-12
    assert (bills > told.coin_high).mean() <= 0.05 + 1e-12


@LAW
@given(st.integers(0, 6), st.integers(0, 6), prices)
def test_every_coin_does_as_well_as_the_dearest_bill_and_fewer_as_it_falls(leavers, stayers, costs) -> None:
    assume(leavers + stayers)
    every = [
        score_of(leavers - missed, missed, wasted, stayers - wasted, costs)
        for missed in range(leavers + 1)
        for wasted in range(stayers + 1)
    ]
    every.sort(key=lambda score: score.cost)
    chances = [luck(score, costs).as_well for score in every]
    assert chances[-1] == 1
    for (one, chance), (two, dearer) in pairwise(zip(every, chances, strict=True)):
        assert chance < dearer if one.cost < two.cost else chance == dearer


def test_equal_bills_are_equal_also_with_prices_in_cents() -> None:
    # three missed at 0.10 cost as much as one wasted at 0.30, though 3 * 0.1 is not 0.3 for a computer
    costs = Costs(0.1, 0.3)
    told = [luck(score_of(0, 3, 0, 1, costs), costs), luck(score_of(3, 0, 1, 0, costs), costs)]
    assert told[0] == told[1]


def test_where_contacts_and_misses_cost_nothing_everybody_does_as_well() -> None:
    assert luck(score_of(1, 3, 2, 6, Costs(0, 0)), Costs(0, 0)) == Luck(0, 0, 0, 1)


# Going on like this

UNSEEN = np.array([1] * 100 + [0] * 900)


def test_going_on_like_this_on_paper() -> None:
    # missed 1 of 4 leavers, wasted 2 of 8 stayers; of 1,000 unseen customers 100 leave:
    # .1 x 1/4 x 80 + .9 x 2/8 x 40 = 2 + 9 = 11 a customer
    told = onward(score_of(3, 1, 2, 6), UNSEEN, PRICES)
    assert told.value == pytest.approx(11)
    assert told.low < 11 < told.high


def test_the_range_of_one_share_alone_is_jeffreys_interval() -> None:
    # wasted contacts are free, so only the share missed counts: 1 of 4, Beta(1.5, 3.5), whose middle nine
    # tenths run from .0460 to .6507 (Brown, Cai & DasGupta 2001: the interval for 1 of 4); times 80 x .1
    from scipy.stats import beta

    told = onward(score_of(3, 1, 2, 6), UNSEEN, Costs(80, 0))
    assert [told.low, told.high] == pytest.approx(beta(1.5, 3.5).ppf([0.05, 0.95]) * 8, rel=1e-3)


def test_the_range_agrees_with_drawing_both_shares() -> None:
    rng = np.random.default_rng(0)
    drawn = 8 * rng.beta(1.5, 3.5, 400_000) + 36 * rng.beta(2.5, 6.5, 400_000)
    told = onward(score_of(3, 1, 2, 6), UNSEEN, PRICES)
    assert [told.low, told.high] == pytest.approx(np.quantile(drawn, [0.05, 0.95]), rel=0.01)


@LAW
@given(scores(), outcomes, prices, st.floats(0.5, 0.99))
def test_the_figure_lies_in_its_range_and_the_range_between_the_possible_bills(
    score, y, costs, level
) -> None:
    told = onward(score, np.array(y), costs, level)
    dearest = costs.missed * np.mean(y) + costs.wasted * (1 - np.mean(y))
    assert 0 <= told.low <= told.value <= told.high <= dearest + 1e-9


@LAW
@given(scores(), prices)
def test_the_range_narrows_when_the_same_shares_come_from_ten_times_the_cards(score, costs) -> None:
    assume(score.leavers and score.stayers)  # no number of cards says more about a kind that is not on them
    assume(0 < score.marked < score.leavers + score.stayers)  # else the figure is known, without a range
    counts = (score.found, score.missed, score.wasted, score.spared)
    few, many = (onward(score_of(*(k * n for n in counts)), UNSEEN, costs) for k in (1, 10))
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low <= few.high - few.low + 1e-9
    if costs.missed or costs.wasted:
        assert many.high - many.low < few.high - few.low


@LAW
@given(scores(), prices)
def test_a_wider_level_gives_a_wider_range(score, costs) -> None:
    narrow, wide = (onward(score, UNSEEN, costs, level) for level in (0.5, 0.95))
    assert wide.low <= narrow.low + 1e-12
    assert wide.high >= narrow.high - 1e-12


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_share_the_cards_say_nothing_about_counts_as_a_coins() -> None:
    # no leavers dealt, 3 of 12 stayers wasted: .1 x 1/2 x 80 + .9 x 3/12 x 40 = 4 + 9 = 13
    assert onward(score_of(0, 0, 3, 9), UNSEEN, PRICES).value == pytest.approx(13)
    # no stayers dealt, 3 of 12 leavers missed: .1 x 3/12 x 80 + .9 x 1/2 x 40 = 2 + 18 = 20
    assert onward(score_of(9, 3, 0, 0), UNSEEN, PRICES).value == pytest.approx(20)


def test_going_on_marking_nobody_or_everyone_has_one_known_bill_on_paper() -> None:
    # of 1,000 unseen customers 100 leave: nobody contacted .1 x 80 = 8; everyone contacted .9 x 40 = 36
    assert onward(score_of(0, 4, 0, 8), UNSEEN, PRICES) == Onward(8, 8, 8)
    assert onward(score_of(4, 0, 8, 0), UNSEEN, PRICES) == Onward(36, 36, 36)
    # one customer treated otherwise, and nothing is known for sure any more
    for score in (score_of(1, 3, 0, 8), score_of(0, 4, 1, 7), score_of(3, 1, 8, 0), score_of(4, 0, 7, 1)):
        told = onward(score, UNSEEN, PRICES)
        assert told.low < told.value < told.high


cents = st.integers(0, 30_000).map(lambda amount: amount / 100)


@LAW
@given(
    st.integers(0, 6),
    st.integers(0, 6),
    st.lists(st.integers(0, 1), min_size=1, max_size=200).map(np.array),
    st.builds(Costs, cents, cents),
    st.floats(0.5, 0.99),
)
def test_marking_nobody_is_doing_nothing_and_marking_all_is_contacting_everyone_to_the_last_digit(
    leavers, stayers, y, costs, level
) -> None:
    assume(leavers + stayers)
    everyone = saving(y, np.ones(len(y), dtype=bool), costs)
    nothing, contacted = everyone.do_nothing, everyone.cost_per_customer
    nobody_marked, all_marked = (
        score_of(0, leavers, 0, stayers, costs),
        score_of(leavers, 0, stayers, 0, costs),
    )
    assert onward(nobody_marked, y, costs, level) == Onward(nothing, nothing, nothing)
    assert onward(all_marked, y, costs, level) == Onward(contacted, contacted, contacted)


def test_going_on_needs_unseen_customers() -> None:
    with pytest.raises(ValueError, match="unseen"):
        onward(score_of(1, 1, 1, 1), np.array([]), PRICES)
