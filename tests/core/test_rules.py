"""The tree as sentences: they say whom to contact, and nothing else is needed."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.costs import Costs
from core.table import Column, Table
from core.trees import (
    Question,
    Tree,
    about_gap,
    about_level,
    about_number,
    contacts,
    grow,
    plant,
    rules,
    whom,
)
from core.trees.condition import needed, phrases
from core.trees.question import about_rare
from tests.core.test_questions import messy

LAW = settings(max_examples=15, deadline=None)
PRICES = Costs(missed=80, wasted=40)
GAP = float("nan")
DAYS = Column("days", "Days since last call", "number")
AMOUNT = Column("amount", "Recharge amount", "number", "Rs")
PLAN = Column("plan", "Plan", "category")
WHOLE = np.arange(31.0)  # 0 to 30 days
SPLIT = np.array([0.0, 19.5, 20.25, 31, 40])
PRICE_LISTS = [PRICES, Costs(300, 50), Costs(10, 100), Costs(100, 0), Costs(0, 10), Costs(0, 0)]


def text(found) -> list[str]:
    return [rule.text.replace("\u00a0", " ") for rule in found]


def said(*path: tuple[Question, bool]) -> str:
    return " and ".join(phrases(needed(path))).replace("\u00a0", " ")


@cache
def sample(name: str) -> tuple[Table, Tree]:
    of = samples.load(name)
    return of, grow(of)


# -- the sentences of a paper-sized tree -------------------------------------------------------

# Twelve customers. The first question parts 0 to 4 days from 5 and more, the second asks the latter
# about gold. 5 days or more without gold: 4 customers, of whom 3 left. Contacting four costs 40,
# leaving them alone 240. Elsewhere nobody left.
DAYS_OF = [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9]
PLAN_OF = ["gold", "basic"] * 3 + ["basic"] * 4 + ["gold"] * 2
LEFT = np.array([0] * 6 + [1, 1, 1, 0] + [0, 0])
ROWS = pd.DataFrame({"days": np.array(DAYS_OF, dtype=float), "plan": np.array(PLAN_OF, dtype=object)})
EVERYONE = np.arange(12)
SHORT = about_number(DAYS, ROWS["days"].to_numpy(), 4.5)
GOLD = about_level(PLAN, "gold")
PAPER = plant(ROWS, LEFT, EVERYONE, EVERYONE, [(0, SHORT), (2, GOLD)])


def test_a_sentence_for_each_group_to_contact_and_one_for_the_rest() -> None:
    found = rules(PAPER, 2, PRICES)
    assert text(found) == [
        "Contact: days since last call 5 or more and plan is not “gold”.",
        "Leave everybody else alone.",
    ]
    assert [rule.contact for rule in found] == [True, False]
    assert contacts(found, ROWS).tolist() == [False] * 6 + [True] * 4 + [False] * 2
    assert found[0].node == PAPER.nodes[4]
    assert found[-1].node is None


def test_groups_that_are_all_contacted_share_a_sentence() -> None:
    # one question: of the 6 with 5 days or more 3 left, 3 x 10 for contacts against 3 x 80
    assert text(rules(PAPER, 1, Costs(80, 10))) == [
        "Contact: days since last call 5 or more.",
        "Leave everybody else alone.",
    ]
    leaving = np.where(ROWS["days"] > 4.5, 1, 0)  # now all with 5 days or more left, gold or not
    planted = plant(ROWS, leaving, EVERYONE, EVERYONE, [(0, SHORT), (2, GOLD)])
    found = rules(planted, 2, PRICES)
    assert text(found) == ["Contact: days since last call 5 or more.", "Leave everybody else alone."]
    assert found[0].node == planted.nodes[2]


def test_the_largest_group_comes_first() -> None:
    # 5 days or more, gold: 2 customers; 0 to 4 days: 6 customers; both leave
    leaving = np.where((ROWS["days"] < 4.5) | (ROWS["plan"] == "gold"), 1, 0)
    planted = plant(ROWS, leaving, EVERYONE, EVERYONE, [(0, SHORT), (2, GOLD)])
    assert text(rules(planted, 2, PRICES)) == [
        "Contact: days since last call 4 or less.",
        "Contact: days since last call 5 or more and plan is “gold”.",
        "Leave everybody else alone.",
    ]


@pytest.mark.parametrize("questions", [0, 1, 2, 99])
def test_nobody_to_contact_is_one_sentence(questions: int) -> None:
    found = rules(PAPER, questions, Costs(1, 1_000))
    assert text(found) == ["Leave everybody alone."]
    assert not found[0].contact
    assert not contacts(found, ROWS).any()


def test_everybody_to_contact_is_one_sentence() -> None:
    everybody = plant(ROWS, np.ones(12, dtype=int), EVERYONE, EVERYONE, [(0, SHORT), (2, GOLD)])
    for questions in (0, 1, 2):
        found = rules(everybody, questions, PRICES)
        assert text(found) == ["Contact everybody."]
        assert contacts(found, ROWS).all()


def test_a_tree_without_questions_contacts_everybody_or_nobody() -> None:
    # 3 of 12 left: contacting all wastes 9 contacts
    bare = plant(ROWS, LEFT, EVERYONE, EVERYONE, [])
    assert text(rules(bare, 0, Costs(80, 26))) == ["Contact everybody."]  # 234 against 240
    assert text(rules(bare, 0, Costs(80, 27))) == ["Leave everybody alone."]  # 243 against 240


# -- the sample cases --------------------------------------------------------------------------


@pytest.mark.parametrize("name", samples.NAMES)
@pytest.mark.parametrize("costs", PRICE_LISTS, ids=str)
def test_the_sentences_contact_whom_the_tree_contacts(name: str, costs: Costs) -> None:
    of, grown = sample(name)
    rows = models.feature_rows(of)
    for questions in range(grown.most + 1):
        found = rules(grown, questions, costs)
        assert (contacts(found, rows) == whom(grown, questions, costs, rows)).all()
        assert len({rule.text for rule in found}) == len(found)


def test_three_customers_by_the_sentences_of_the_sample() -> None:
    of, grown = sample("prepaid")
    found = rules(grown, 7, PRICES)
    assert text(found) == [
        "Contact: days since last call 20 or more and recharge amount Rs 31 or less.",
        "Contact: days since last call 19 or less and dropped calls above 7.5 %.",
        "Leave everybody else alone.",
    ]
    # silent for 25 days and Rs 20: the first sentence; 25 days and Rs 50: neither, since the second
    # one is for 19 days or less; 3 days, and 8 % of the calls dropped: the second
    rows = models.feature_rows(of).iloc[:3].copy()
    rows["days_since_call"] = [25.0, 25, 3]
    rows["recharge_amount"] = [20.0, 50, 50]
    rows["dropped_calls"] = [1.0, 9, 8]
    assert contacts(found, rows).tolist() == [True, False, True]
    assert whom(grown, 7, PRICES, rows).tolist() == [True, False, True]


# -- what need not be said ---------------------------------------------------------------------


def asked(column: Column, values: np.ndarray, cut: float) -> Question:
    return about_number(column, values, cut)


def test_of_two_bounds_on_the_same_side_the_narrower_is_said() -> None:
    first, second = asked(DAYS, WHOLE, 14.5), asked(DAYS, WHOLE, 19.5)
    assert said((first, False), (second, False)) == "days since last call 20 or more"
    assert said((second, True), (first, True)) == "days since last call 14 or less"
    assert needed(((first, False), (second, False))) == ((second, False),)


def test_two_bounds_on_different_sides_are_a_range() -> None:
    low, high = asked(DAYS, WHOLE, 4.5), asked(DAYS, WHOLE, 14.5)
    assert said((high, True), (low, False)) == "days since last call from 5 to 14"
    assert said((asked(DAYS, WHOLE, 5.5), True), (low, False)) == "days since last call exactly 5"
    low, high = asked(AMOUNT, SPLIT, 19.75), asked(AMOUNT, SPLIT, 35)
    assert said((low, False), (high, True)) == "recharge amount above Rs 20 and up to Rs 31"


def test_missing_is_said_where_a_gap_meets_every_bound() -> None:
    gaps = np.append(WHOLE, GAP)  # the middle value is 15, and a gap counts as that
    low, high, higher = (asked(DAYS, gaps, cut) for cut in (4.5, 9.5, 19.5))
    assert said((higher, True)) == "days since last call 19 or less (or missing)"
    assert said((low, False)) == "days since last call 5 or more (or missing)"
    assert said((low, False), (higher, True)) == "days since last call from 5 to 19 (or missing)"
    assert said((high, True)) == "days since last call 9 or less"
    assert said((low, False), (high, True)) == "days since last call from 5 to 9"
    assert said((higher, False)) == "days since last call 20 or more"


def test_a_question_about_gaps_is_said_once() -> None:
    gaps = np.append(WHOLE, GAP)
    missing, low = about_gap(DAYS), asked(DAYS, gaps, 4.5)
    assert said((missing, True)) == "days since last call missing"
    assert said((missing, False)) == "days since last call not missing"
    assert said((low, False), (missing, False)) == "days since last call 5 or more"
    assert said((low, False), (missing, True)) == "days since last call missing"


def test_answers_already_ruled_out_are_not_said() -> None:
    gold, basic, rare = (
        about_level(PLAN, "gold"),
        about_level(PLAN, "basic"),
        about_rare(PLAN, ("gold", "basic")),
    )
    assert said((gold, False), (basic, True)) == "plan is “basic”"
    assert said((gold, False), (basic, False)) == "plan is neither “gold” nor “basic”"
    assert said((gold, False), (rare, True)) == "plan is a rare answer"
    assert said((rare, False), (gold, True)) == "plan is “gold”"
    assert said((about_level(PLAN, models.MISSING), False)) == "plan is not missing"


def test_a_column_of_two_values_is_said_with_is() -> None:
    assert (
        said((asked(Column("sms", "SMS sent", "number"), np.array([0.0, 1]), 0.5), False)) == "SMS sent is 1"
    )


def test_columns_are_said_in_the_order_of_asking_and_once_each() -> None:
    path = ((asked(DAYS, WHOLE, 4.5), False), (GOLD, True), (asked(DAYS, WHOLE, 9.5), False))
    assert phrases(needed(path)) == ["days since last call 10 or more", "plan is “gold”"]


def test_text_from_a_file_stays_on_one_line() -> None:
    plan = Column("plan", "Plan: <b>\n\u202e", "category")
    assert said((about_level(plan, "=SUM(A1)\n: x?"), True)) == "plan: <b> is “=SUM(A1) : x?”"


# -- laws --------------------------------------------------------------------------------------


@LAW
@given(st.integers(0, 10_000), st.sampled_from(PRICE_LISTS), st.integers(0, 9))
def test_the_sentences_contact_whom_the_tree_contacts_also_with_gaps(seed, costs, questions) -> None:
    of = messy(seed)
    grown, rows = grow(of), models.feature_rows(of)
    found = rules(grown, questions, costs)
    assert (contacts(found, rows) == whom(grown, questions, costs, rows)).all()


GAPS = np.append(np.arange(6.0), GAP)
ANYTHING = st.one_of(
    st.sampled_from([0.5, 1.5, 2.5, 3.5, 4.5]).map(lambda cut: about_number(DAYS, GAPS, cut)),
    st.just(about_gap(DAYS)),
    st.sampled_from(["gold", "basic", models.MISSING]).map(lambda level: about_level(PLAN, level)),
    st.just(about_rare(PLAN, ("gold", "basic"))),
)
EVERY_KIND = pd.DataFrame(
    [(days, plan) for days in GAPS for plan in ("gold", "basic", "silver", None)], columns=["days", "plan"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(ANYTHING, st.booleans()), max_size=5))
def test_leaving_out_the_needless_changes_nothing(path) -> None:
    def met(conditions) -> np.ndarray:
        holds = [question.answers(EVERY_KIND) == answer for question, answer in conditions]
        return np.logical_and.reduce([np.ones(len(EVERY_KIND), dtype=bool), *holds])

    kept = needed(tuple(path))
    assert (met(kept) == met(path)).all()
    assert set(kept) <= set(path)
    assert len(phrases(kept)) <= len({question.column for question, _ in path}) + 1
