"""The contest: who takes part, whom everybody is compared with, and who leads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.costs import (
    BEST_READABLE,
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    RULE,
    Contest,
    Costs,
    Difference,
    contacts_chosen_elsewhere,
    contest,
    difference,
    prepare,
    saving,
)
from core.models import NAMES, READABLE
from tests.core.test_paired import FIRST, LEFT, PRICES, SECOND, people, prices, real_prices, scored, two

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
Y = np.array(LEFT)
RULES = np.array([True, True, False, False])
READ, BOX = "tree", "forest"  # one of either kind
ON_PAPER = {READ: prepare(FIRST), BOX: prepare(SECOND)}


def names(found: Contest) -> list[str]:
    return [entry.name for entry in found.entries]


def held(rows, of: Costs, against: str = BEST_READABLE) -> Contest:
    """A contest of two models and a rule that contacts every other customer."""
    first, second = two(rows)
    rule = np.arange(len(rows)) % 2 == 0
    contenders = {READ: prepare(first), BOX: prepare(second)}
    return contest(first.y_true, contenders, READABLE, rule, of, against)


# -- who takes part ----------------------------------------------------------------------------


def test_base_lines_stand_first_then_the_rule_and_the_models_as_given_and_foresight_last() -> None:
    contenders = {name: ON_PAPER[READ] for name in reversed(NAMES)}
    found = contest(Y, contenders, READABLE, RULES, PRICES)
    assert names(found) == [DO_NOTHING, CONTACT_EVERYONE, RULE, *reversed(NAMES), PERFECT]


def test_without_a_rule_there_is_no_entry_for_it() -> None:
    assert names(contest(Y, ON_PAPER, READABLE, None, PRICES)) == [
        DO_NOTHING,
        CONTACT_EVERYONE,
        READ,
        BOX,
        PERFECT,
    ]


def test_an_entry_is_found_by_its_name() -> None:
    found = contest(Y, ON_PAPER, READABLE, RULES, PRICES)
    assert found.entry(RULE) is found.entries[2]
    assert found.entry("boosting") is None


def test_everybodys_bill_on_paper() -> None:
    # part 0: leaver, stayer; part 1: leaver, stayer; a missed leaver 80, a wasted contact 40
    # nobody contacted: 160; everyone: 80; the rule contacts part 0: 40 + 80 = 120; each model misses one
    # leaver: 80; foresight: 0. Over four customers: 40, 20, 30, 20, 20, 0.
    found = contest(Y, ON_PAPER, READABLE, RULES, PRICES, against=RULE)
    assert [entry.worth.cost_per_customer for entry in found.entries] == [40, 20, 30, 20, 20, 0]
    assert [entry.ahead.value for entry in found.entries] == [-10, 10, 0, 10, 10, 30]
    assert found.entry(READ).contact.tolist() == [False, False, True, False]
    assert found.entry(BOX).contact.tolist() == [True, False, False, False]
    # what one saves at the first customer, the other saves at the third
    assert found.lead.value == 0
    assert found.lead.low == -found.lead.high < 0


@LAW
@given(people, st.one_of(prices, real_prices))
def test_everybody_is_billed_for_whom_they_contact(rows, of) -> None:
    found = held(rows, of)
    first, second = two(rows)
    folds = len(set(first.fold))
    y = first.y_true.astype(bool)
    own = {
        DO_NOTHING: (np.zeros(len(y), dtype=bool), None),
        CONTACT_EVERYONE: (np.ones(len(y), dtype=bool), None),
        RULE: (np.arange(len(y)) % 2 == 0, None),
        READ: (contacts_chosen_elsewhere(first, of), folds),
        BOX: (contacts_chosen_elsewhere(second, of), folds),
        PERFECT: (y, None),
    }
    for entry in found.entries:
        contact, parts = own[entry.name]
        assert entry.contact.tolist() == contact.tolist()
        assert entry.worth == saving(y, contact, of, folds=parts)


# -- whom everybody is compared with -----------------------------------------------------------


@pytest.mark.parametrize("against", [DO_NOTHING, CONTACT_EVERYONE, RULE, READ, BOX, PERFECT])
@LAW
@given(rows=people, of=prices)
def test_whoever_is_named_is_the_reference_and_does_not_differ_from_itself(rows, of, against) -> None:
    found = held(rows, of, against)
    assert found.reference == against
    reference = found.entry(against)
    assert reference.ahead == Difference(0, 0, 0)
    for entry in found.entries:
        saved = reference.worth.cost_per_customer - entry.worth.cost_per_customer
        assert entry.ahead.value == pytest.approx(saved, abs=1e-8)


@LAW
@given(people, prices)
def test_the_best_readable_is_the_reference_if_nobody_is_named(rows, of) -> None:
    found = held(rows, of)
    assert found.reference == BEST_READABLE
    assert found.readable.alone  # there is but one
    assert found.entry(READ).ahead == Difference(0, 0, 0)
    named = held(rows, of, READ)
    assert [entry.ahead for entry in found.entries] == [entry.ahead for entry in named.entries]


def test_the_best_readable_may_be_another_in_each_part() -> None:
    # tree and straight-line score are each best on the other part: together they contact nobody
    contenders = {"tree": prepare(FIRST), "logistic regression": prepare(SECOND)}
    found = contest(Y, contenders, READABLE, None, PRICES)
    assert found.readable.names == ("tree", "logistic regression")
    assert found.entry(DO_NOTHING).ahead == Difference(0, 0, 0)
    assert found.entry("tree").ahead.value == 20  # 40 - 20


@pytest.mark.parametrize("against", ["boosting", RULE, "nobody we know"])
def test_one_who_does_not_take_part_gives_way_to_doing_nothing(against: str) -> None:
    found = contest(Y, ON_PAPER, READABLE, None, PRICES, against)
    assert found.reference == DO_NOTHING
    assert found.entry(DO_NOTHING).ahead == Difference(0, 0, 0)
    for entry in found.entries:
        assert entry.ahead.value == entry.worth.gain


def test_only_what_was_learnt_in_parts_has_the_wider_range() -> None:
    for against, folds in ((DO_NOTHING, None), (READ, 2), (BEST_READABLE, 2)):
        found = contest(Y, ON_PAPER, READABLE, RULES, PRICES, against)
        reference = found.entry(READ if against == BEST_READABLE else against).contact
        told = found.entry(RULE).ahead
        assert told == difference(Y, RULES, reference, PRICES, folds=folds)
        learnt = found.entry(BOX)
        assert learnt.ahead == difference(Y, learnt.contact, reference, PRICES, folds=2)
        assert learnt.ahead != difference(Y, learnt.contact, reference, PRICES)


# -- who leads ---------------------------------------------------------------------------------


@LAW
@given(people, st.one_of(prices, real_prices), st.sampled_from([BEST_READABLE, DO_NOTHING, RULE]))
def test_the_lead_is_what_the_best_black_box_saves_more_than_the_best_readable(rows, of, against) -> None:
    first, second = two(rows)
    turned = scored(first.y_true, 1 - first.probability, first.fold)
    contenders = {
        "tree": prepare(first),
        "logistic regression": prepare(second),
        "forest": prepare(turned),
        "boosting": prepare(second),
    }
    found = contest(first.y_true, contenders, READABLE, None, of, against)
    assert set(found.readable.names) <= {"tree", "logistic regression"}
    assert set(found.box.names) <= {"forest", "boosting"}
    folds = len(set(first.fold))
    assert found.lead == difference(first.y_true, found.box.contact, found.readable.contact, of, folds=folds)
    bills = [saving(first.y_true, best.contact, of).cost_per_customer for best in (found.readable, found.box)]
    assert found.lead.value == pytest.approx(bills[0] - bills[1], abs=1e-6)


@pytest.mark.parametrize("kind", ["readable", "box"])
def test_with_models_of_one_kind_only_nobody_leads(kind: str) -> None:
    there = {READ: ON_PAPER[READ]} if kind == "readable" else {BOX: ON_PAPER[BOX]}
    found = contest(Y, there, READABLE, RULES, PRICES)
    assert found.lead is None
    assert (found.readable is None) == (kind == "box")
    assert (found.box is None) == (kind == "readable")
    assert found.reference == (BEST_READABLE if kind == "readable" else DO_NOTHING)
    assert names(found) == [DO_NOTHING, CONTACT_EVERYONE, RULE, *there, PERFECT]


def test_without_models_there_are_base_lines_and_the_rule_compared_with_doing_nothing() -> None:
    found = contest(Y, {}, READABLE, RULES, PRICES)
    assert names(found) == [DO_NOTHING, CONTACT_EVERYONE, RULE, PERFECT]
    assert (found.readable, found.box, found.lead, found.reference) == (None, None, None, DO_NOTHING)
    assert [entry.ahead.value for entry in found.entries] == [0, 20, 10, 40]


# -- at the edges ------------------------------------------------------------------------------


@LAW
@given(people)
def test_at_prices_of_nought_nobody_costs_anything_and_nobody_leads(rows) -> None:
    found = held(rows, Costs(0, 0))
    assert found.lead == Difference(0, 0, 0)
    for entry in found.entries:
        assert (entry.worth.cost_per_customer, entry.ahead) == (0, Difference(0, 0, 0))


@LAW
@given(people, prices)
def test_where_nobody_leaves_nothing_beats_doing_nothing(rows, of) -> None:
    found = held([(0, *rest) for _, *rest in rows], of, DO_NOTHING)
    assert not found.entry(PERFECT).contact.any()
    assert found.entry(DO_NOTHING).worth.do_nothing == 0
    for entry in found.entries:
        assert entry.ahead.value <= 0
        assert entry.worth.value == 0
    for model in (READ, BOX):
        assert not found.entry(model).contact.any(), "of equally cheap cut-offs the highest"
    assert found.lead == Difference(0, 0, 0)


@LAW
@given(people, prices)
def test_where_everybody_leaves_contacting_everyone_is_as_good_as_foresight(rows, of) -> None:
    found = held([(1, *rest) for _, *rest in rows], of, PERFECT)
    assert found.entry(CONTACT_EVERYONE).ahead == Difference(0, 0, 0)
    assert found.entry(CONTACT_EVERYONE).worth.cost_per_customer == 0
    assert found.entry(DO_NOTHING).worth.cost_per_customer == of.missed
    assert all(entry.ahead.value <= 0 for entry in found.entries)


@LAW
@given(people, st.one_of(prices, real_prices))
def test_nobody_saves_more_than_foresight(rows, of) -> None:
    found = held(rows, of, PERFECT)
    assert found.entry(PERFECT).worth.cost_per_customer == 0
    assert all(entry.ahead.value <= 0 for entry in found.entries)
