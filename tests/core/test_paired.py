"""Two models on the same customers: cut-offs and models chosen on others, and how real a difference is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.costs import (
    Best,
    Costs,
    Difference,
    best_of,
    choose,
    contacts,
    contacts_chosen_elsewhere,
    curve,
    difference,
    paired_difference,
    prepare,
    saving,
    widening,
)
from core.models import Scores

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
PRICES = Costs(missed=80, wasted=40)
chances = st.sampled_from([0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 0.8, math.nextafter(0.5, 1)])
# whole prices keep every sum exact, so that bills can be compared with ==
prices = st.builds(Costs, missed=st.integers(0, 500), wasted=st.integers(0, 500))
amounts = st.one_of(st.just(0.0), st.floats(0.01, 1e4))  # nothing, or at least a cent
real_prices = st.builds(Costs, missed=amounts, wasted=amounts)
# left, the part, and the chances from each of two models
people = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 2), chances, chances), min_size=4, max_size=30
).filter(lambda rows: len({fold for _, fold, *_ in rows}) > 1)


def scored(y, probability, fold, model: str = "tree") -> Scores:
    return Scores(
        np.array(y, dtype=np.int8), np.array(probability), np.array(fold), np.arange(len(y)), model, 0.0
    )


def two(rows) -> tuple[Scores, Scores]:
    y, fold, first, second = zip(*rows, strict=True)
    return scored(y, first, fold), scored(y, second, fold, "forest")


def cost(y: np.ndarray, contact: np.ndarray, of: Costs) -> float:
    return of.missed * np.count_nonzero(y & ~contact) + of.wasted * np.count_nonzero(~y & contact)


def best_on_others(scores: Scores, part: int, of: Costs) -> tuple[float, float]:
    """The cheapest cut-off of all other parts and its bill, every cut-off tried from the highest on."""
    y, p = scores.y_true[scores.fold != part].astype(bool), scores.probability[scores.fold != part]
    tried = [(cost(y, p >= cutoff, of), -cutoff) for cutoff in [math.inf, *p]]
    bill, turned = min(tried)
    return -turned, bill


# -- a cut-off for each part, chosen on the others ---------------------------------------------


@LAW
@given(people, prices)
def test_each_part_gets_the_cutoff_that_is_cheapest_on_the_others_and_of_equals_the_highest(rows, of) -> None:
    scores, _ = two(rows)
    chosen = choose(prepare(scores), of)
    by_hand = [best_on_others(scores, part, of) for part in sorted(set(scores.fold))]
    assert list(zip(chosen.cutoffs, chosen.bills, strict=True)) == by_hand


@LAW
@given(people, prices)
def test_each_customer_meets_the_cutoff_of_their_own_part(rows, of) -> None:
    scores, _ = two(rows)
    prepared = prepare(scores)
    by_hand = [
        chance >= best_on_others(scores, part, of)[0]
        for chance, part in zip(scores.probability, scores.fold, strict=True)
    ]
    assert contacts(prepared, choose(prepared, of)).tolist() == by_hand


def test_what_is_prepared_knows_in_how_many_parts_the_model_was_learnt() -> None:
    # parts may have any numbers; what counts is which customers share one
    prepared = prepare(scored([1, 0, 1, 0, 1], [0.9, 0.1, 0.8, 0.2, 0.7], [7, 7, 3, 3, 5]))
    assert prepared.folds == 3
    assert prepared.place.tolist() == [2, 2, 0, 0, 1]
    assert [part.customers for part in prepared.others] == [3, 4, 3]


def test_a_single_part_has_no_others_to_choose_on() -> None:
    with pytest.raises(ValueError, match="non-empty"):
        prepare(scored([1, 0], [0.9, 0.1], [0, 0]))


# -- the best of several, chosen on the others -------------------------------------------------

# Two customers a part, a leaver and a stayer; a missed leaver costs 80, a wasted contact 40.
#             part 0: leaver, stayer           part 1: leaver, stayer
# first       .2  .8   cheapest .2,  bill 40   .9  .1   cheapest .9,  bill 0
# second      .7  .3   cheapest .7,  bill 0    .4  .6   cheapest .4,  bill 40
# For part 0 the first is chosen (0 against 40 on part 1): at .9 it contacts nobody, one missed, 80.
# For part 1 the second is chosen (0 against 40 on part 0): at .7 it contacts nobody, one missed, 80.
# Together 160 over 4 customers = 40 a customer. With hindsight the other way round would have cost 0.
# The first alone: at .9 nobody of part 0 (80), at .2 the leaver of part 1 (0): 20 a customer.
# The second alone: at .4 the leaver of part 0 (0), at .7 nobody of part 1 (80): 20 a customer.
LEFT = [1, 0, 1, 0]
PART = [0, 0, 1, 1]
FIRST = scored(LEFT, [0.2, 0.8, 0.9, 0.1], PART, "tree")
SECOND = scored(LEFT, [0.7, 0.3, 0.4, 0.6], PART, "forest")


def best_among(of: Costs, *all_scores: Scores) -> Best:
    prepared = {str(at): prepare(scores) for at, scores in enumerate(all_scores)}
    return best_of(prepared, {name: choose(one, of) for name, one in prepared.items()})


def test_the_best_of_two_on_paper_where_each_is_best_on_the_other_part() -> None:
    best = best_among(PRICES, FIRST, SECOND)
    assert best.names == ("0", "1")
    assert best.contact.tolist() == [False] * 4
    assert not best.alone
    assert best.name == "0"  # of equals the one chosen first
    bills = [saving(FIRST.y_true, contacts_chosen_elsewhere(one, PRICES), PRICES) for one in (FIRST, SECOND)]
    assert [bill.cost_per_customer for bill in bills] == [20, 20]
    assert saving(FIRST.y_true, best.contact, PRICES).cost_per_customer == 40


def test_the_best_is_named_after_the_one_chosen_most_often() -> None:
    best = Best(np.zeros(3, dtype=bool), ("tree", "forest", "forest"))
    assert (best.name, best.alone) == ("forest", False)
    assert Best(np.zeros(3, dtype=bool), ("forest",) * 3).alone


@LAW
@given(people, prices)
def test_of_equal_models_the_first_is_the_best_and_decides_as_it_does_alone(rows, of) -> None:
    scores, _ = two(rows)
    best = best_among(of, scores, scores)
    assert set(best.names) == {"0"}
    assert best.contact.tolist() == contacts_chosen_elsewhere(scores, of).tolist()


@LAW
@given(people, prices)
def test_each_part_is_decided_by_the_model_with_the_lowest_bill_on_the_others(rows, of) -> None:
    models = two(rows)
    best = best_among(of, *models)
    alone = [contacts_chosen_elsewhere(scores, of) for scores in models]
    for at, part in enumerate(sorted(set(models[0].fold))):
        bills = [best_on_others(scores, part, of)[1] for scores in models]
        cheapest = int(bills[1] < bills[0])
        here = models[0].fold == part
        assert best.names[at] == str(cheapest)
        assert best.contact[here].tolist() == alone[cheapest][here].tolist()


@LAW
@given(people, prices, st.integers(0, 2))
def test_nobodys_own_outcome_decides_which_model_decides_about_them(rows, of, part) -> None:
    models = two(rows)
    here = models[0].fold == part
    assume(here.any())
    turned = [replace(one, y_true=np.where(here, 1 - one.y_true, one.y_true)) for one in models]
    before, after = best_among(of, *models), best_among(of, *turned)
    assert before.contact[here].tolist() == after.contact[here].tolist()


@LAW
@given(people, prices)
def test_the_best_chosen_on_others_never_beats_the_one_chosen_with_hindsight(rows, of) -> None:
    models = two(rows)
    y = models[0].y_true.astype(bool)
    hindsight = sum(
        min(curve(one.y_true[one.fold == k], one.probability[one.fold == k], of).best.cost for one in models)
        for k in set(models[0].fold)
    )
    assert cost(y, best_among(of, *models).contact, of) >= hindsight


def test_without_a_model_there_is_no_best() -> None:
    with pytest.raises(ValueError, match="no model"):
        best_of({}, {})


# -- a difference and its range ----------------------------------------------------------------


@LAW
@given(people, st.one_of(prices, real_prices))
def test_two_copies_of_a_model_do_not_differ_at_all(rows, of) -> None:
    scores, _ = two(rows)
    assert paired_difference(scores, replace(scores, model="copy"), of) == Difference(0, 0, 0)


@LAW
@given(people, prices)
def test_a_model_whose_chances_are_half_as_high_ranks_alike_and_saves_as_much(rows, of) -> None:
    scores, _ = two(rows)
    half = replace(scores, probability=scores.probability / 2)
    assert paired_difference(scores, half, of) == Difference(0, 0, 0)


@LAW
@given(people, st.one_of(prices, real_prices))
def test_the_difference_the_other_way_round_has_its_sign_turned(rows, of) -> None:
    one, other = two(rows)
    there, back = paired_difference(one, other, of), paired_difference(other, one, of)
    assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low)
    assert there.low <= there.value <= there.high


@LAW
@given(people, prices)
def test_the_difference_is_that_of_the_two_bills(rows, of) -> None:
    models = two(rows)
    y = models[0].y_true.astype(bool)
    first, second = (cost(y, contacts_chosen_elsewhere(one, of), of) for one in models)
    assert paired_difference(*models, of).value == pytest.approx((second - first) / len(y), abs=1e-8)


@pytest.mark.parametrize(
    "other",
    [
        replace(SECOND, y_true=1 - SECOND.y_true),
        replace(SECOND, ids=SECOND.ids + 1),
        scored(LEFT[:2], [0.7, 0.3], [0, 1]),
    ],
    ids=["others left", "other customers who left alike", "fewer"],
)
def test_two_models_of_different_customers_cannot_be_compared(other: Scores) -> None:
    with pytest.raises(ValueError, match="same customers"):
        paired_difference(FIRST, other, PRICES)


def a_few_hundred(seed: int) -> tuple[Scores, Scores]:
    """Two models of 400 customers: one sees the true chance with more noise than the other."""
    rng = np.random.default_rng(seed)
    truth = rng.beta(1, 3, 400)
    y, fold = rng.random(400) < truth, np.arange(400) % 5
    first, second = (np.clip(truth + rng.normal(0, noise, 400), 0.01, 0.99) for noise in (0.1, 0.3))
    return scored(y, first, fold), scored(y, second, fold)


@pytest.mark.parametrize("level", [0.5, 0.9])
@pytest.mark.parametrize("seed", range(3))
def test_the_range_is_that_of_drawing_customers_anew_with_both_their_bills(seed: int, level: float) -> None:
    models = a_few_hundred(seed)
    y = models[0].y_true.astype(bool)
    bills = [
        np.where(y, np.where(contact, 0, 80), np.where(contact, 40, 0))
        for contact in (contacts_chosen_elsewhere(one, PRICES) for one in models)
    ]
    saved = bills[1] - bills[0]
    rng = np.random.default_rng(100 + seed)
    drawn = [saved[rng.integers(0, len(y), len(y))].mean() for _ in range(4_000)]
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    wider = math.sqrt(1 + 5 / 4 / 2)  # learnt anew in five parts
    value = saved.mean()
    found = paired_difference(*models, PRICES, level)
    near = 0.25 * np.std(saved) / math.sqrt(len(y))  # what a thousand draws leave open
    assert found.value == pytest.approx(value)
    assert found.low == pytest.approx(value - wider * (value - low), abs=near)
    assert found.high == pytest.approx(value + wider * (high - value), abs=near)


def test_a_difference_is_real_if_its_range_leaves_out_nought() -> None:
    real = [Difference(1, 0.1, 2), Difference(-1, -2, -0.1)]
    maybe_none = [Difference(1, 0, 2), Difference(1, -1, 2), Difference(-1, -2, 0), Difference(0, 0, 0)]
    assert all(found.real for found in real)
    assert not any(found.real for found in maybe_none)


def test_a_range_is_widened_by_the_number_of_parts_the_rule_was_learnt_in() -> None:
    # 1 + 2/1/2 = 2, root 1.414214; 1 + 5/4/2 = 1.625, root 1.274755; no parts or one: as it is
    assert [widening(None), widening(1)] == [1, 1]
    assert widening(2) == pytest.approx(1.414214, abs=1e-6)
    assert widening(5) == pytest.approx(1.274755, abs=1e-6)


def test_the_range_of_two_models_is_that_of_rules_learnt_in_their_parts() -> None:
    models = a_few_hundred(7)
    rules = [contacts_chosen_elsewhere(one, PRICES) for one in models]
    found = paired_difference(*models, PRICES)
    assert found == difference(models[0].y_true, *rules, PRICES, folds=5)
    assert found != difference(models[0].y_true, *rules, PRICES)
