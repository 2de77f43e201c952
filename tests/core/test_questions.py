"""Questions, whoever asks them: planted by one function, answered by customers, billed by one bill."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core import models
from core.costs import Costs
from core.split import halves
from core.table import Column, Table
from core.trees import (
    Question,
    Tree,
    about_gap,
    about_level,
    about_number,
    bill,
    grow,
    offered,
    open_groups,
    part,
    part_of,
    plant,
    questions_of,
    whom,
)
from tests.core.test_trees import figure_in, leaving, table

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
SLOW_LAW = settings(max_examples=20, deadline=None)
PRICES = Costs(missed=80, wasted=40)

# Twelve customers: the first six to practise on, the others unseen.
#
#         0     1      2    3     4      5    |  6     7      8     9    10    11
# calls   1     2      2    gap   8      9    |  2     gap    2     7    9     8
# plan    gold  basic  gap  gold  basic  gold |  gold  basic  gold  gap  gold  silver
# left    no    no     no   yes   yes    yes  |  no    no     yes   yes  no    yes
GAP = math.nan
TWELVE = table(
    {
        "calls": [1, 2, 2, GAP, 8, 9, 2, GAP, 2, 7, 9, 8],
        "plan": np.array(
            ["gold", "basic", None, "gold", "basic", "gold",
             "gold", "basic", "gold", None, "gold", "silver"], dtype=object
        ),
        "left": ["no", "no", "no", "yes", "yes", "yes", "no", "no", "yes", "yes", "no", "yes"],
    },
    labels={"calls": "Calls", "plan": "Plan"},
)  # fmt: skip
ROWS = models.feature_rows(TWELVE)
PRACTICE, UNSEEN = np.arange(6), np.arange(6, 12)

# The middle of the known practice calls (1, 2, 2, 8, 9) is 2, so a gap counts as 2.
GOLD = about_level(TWELVE.column("plan"), "gold")
FEW = about_number(TWELVE.column("calls"), ROWS["calls"].to_numpy()[PRACTICE], 5.0)


def planted(*asked: tuple[int, Question]) -> Tree:
    return plant(ROWS, TWELVE.y, PRACTICE, UNSEEN, asked)


# The reader asks everyone for gold, then those without it for their calls.
#                                        practice            unseen
# group 0  everyone                      3 of 6 left         3 of 6
# group 1  gold: yes                     0 3 5: 2 of 3       6 8 10: 1 of 3
# group 2  gold: no                      1 2 4: 1 of 3       7 9 11: 2 of 3
# group 3  gold: no, few calls: yes      1 2:   0 of 2       7:      0 of 1
# group 4  gold: no, few calls: no       4:     1 of 1       9 11:   2 of 2
YOURS = planted((0, GOLD), (2, FEW))


def machines() -> Tree:
    """The machine's one question: the same pipeline as ever, allowed groups of one customer."""
    pipeline = models.estimator(part_of(TWELVE, PRACTICE), "tree")
    pipeline.set_params(model__max_depth=1, model__min_samples_leaf=1)
    practised = ROWS.iloc[PRACTICE]
    pipeline.fit(practised, TWELVE.y[PRACTICE])
    return planted(*questions_of(TWELVE, practised, models.inputs(pipeline), pipeline["model"].tree_))


def counts(grown: Tree) -> list[tuple[int, int, int, int]]:
    return [(n.practice, n.practice_left, n.unseen, n.unseen_left) for n in grown.nodes]


def fates(of: Tree, questions: int, practice: bool = False) -> tuple[int, int, int, int, float]:
    told = bill(of, questions, PRICES, practice).decision
    return (told.caught, told.missed, told.wasted, told.spared, told.cost)


# -- the reader's questions and the machine's, on paper ----------------------------------------


def test_a_readers_questions_count_twelve_customers_as_on_paper() -> None:
    assert counts(YOURS) == [(6, 3, 6, 3), (3, 2, 3, 1), (3, 1, 3, 2), (2, 0, 1, 0), (1, 1, 2, 2)]
    assert [node.question for node in YOURS.nodes] == [
        "Plan: gold?", "", "Calls: 2 or less or missing?", "", ""
    ]  # fmt: skip
    assert [node.answer for node in YOURS.nodes] == ["", "", "", "2 or less or missing", "8 or more"]
    assert YOURS.path(YOURS.nodes[4]) == "Plan: gold? no, Calls: 2 or less or missing? no"
    assert [node.depth for node in YOURS.nodes] == [0, 1, 1, 2, 2]


def test_the_machines_question_counts_twelve_customers_as_on_paper() -> None:
    # Calls up to 2 (0 1 2 and the gap 3: 1 of 4 left) against 8 and more (4 5: 2 of 2) sorts best.
    # Unseen: 6, the gap 7 and 8 (1 of 3 left) against 9 10 11 (2 of 3)
    grown = machines()
    assert grown.nodes[0].question == "Calls: 2 or less or missing?"
    assert counts(grown) == [(6, 3, 6, 3), (4, 1, 3, 1), (2, 2, 3, 2)]
    assert counts(grown) == counts(planted((0, FEW))), "a reader's same question counts the same"


def test_one_question_of_the_reader_is_billed_as_on_paper() -> None:
    # gold: 2 of 3 leave, contact. Others: 66.7 stayers x 40 = 33.3 leavers x 80, a tie: leave alone.
    # Unseen: 8 caught, 6 and 10 wasted (80), 9 and 11 missed (160), 7 spared: 240, what doing nothing costs.
    found = bill(YOURS, 1, PRICES)
    assert [leaf.contact for leaf in found.leaves] == [True, False]
    assert [leaf.cost for leaf in found.leaves] == [80, 160]
    assert fates(YOURS, 1) == (1, 2, 2, 1, 240)
    assert found.worth.value == 0
    # Practice: 3 and 5 caught, 0 wasted (40), 4 missed (80), 1 and 2 spared: 120, half of doing nothing.
    assert fates(YOURS, 1, practice=True) == (2, 1, 1, 2, 120)
    assert bill(YOURS, 1, PRICES, practice=True).worth.value == 0.5


def test_two_questions_of_the_reader_are_billed_as_on_paper() -> None:
    # gold: contact. Few calls: 0 of 2 leave, leave alone. Many calls: 1 of 1, contact.
    # Unseen: 8 9 11 caught, 6 and 10 wasted, 7 spared: 80 where doing nothing costs 3 x 80 = 240
    found = bill(YOURS, 2, PRICES)
    assert [(leaf.node.id, leaf.contact, leaf.cost) for leaf in found.leaves] == [
        (1, True, 80), (3, False, 0), (4, True, 0)
    ]  # fmt: skip
    assert [round(leaf.if_contacted) for leaf in found.leaves] == [1333, 4000, 0]
    assert [round(leaf.if_left_alone) for leaf in found.leaves] == [5333, 0, 8000]
    assert fates(YOURS, 2) == (3, 0, 2, 1, 80)
    assert found.worth.value == pytest.approx(2 / 3)
    assert found.worth.customers == 6
    # Practice: 3 4 5 caught, 0 wasted, 1 and 2 spared: 40 of 240
    practised = bill(YOURS, 2, PRICES, practice=True)
    assert fates(YOURS, 2, practice=True) == (3, 0, 1, 2, 40)
    assert [leaf.contact for leaf in practised.leaves] == [True, False, True]
    assert [leaf.cost for leaf in practised.leaves] == [40, 0, 0]
    assert practised.worth.value == pytest.approx(5 / 6)


def test_the_machines_question_is_billed_as_on_paper() -> None:
    # Few calls: 1 of 4 leave, under a third: leave alone. Many: contact.
    # Unseen: 9 and 11 caught, 10 wasted, 8 missed, 6 and 7 spared: 40 + 80 = 120, half of 240
    grown = machines()
    assert fates(grown, 1) == (2, 1, 1, 2, 120)
    assert bill(grown, 1, PRICES).worth.value == 0.5
    # Practice: 4 and 5 caught, 3 missed: 80 of 240
    assert fates(grown, 1, practice=True) == (2, 1, 0, 3, 80)


def test_exactly_those_in_the_contacted_groups_are_marked() -> None:
    assert np.flatnonzero(whom(YOURS, 0, PRICES, ROWS)).tolist() == list(range(12))  # 3 of 6 leave
    assert np.flatnonzero(whom(YOURS, 1, PRICES, ROWS)).tolist() == [0, 3, 5, 6, 8, 10]
    assert np.flatnonzero(whom(YOURS, 2, PRICES, ROWS)).tolist() == [0, 3, 4, 5, 6, 8, 9, 10, 11]
    assert np.flatnonzero(whom(machines(), 1, PRICES, ROWS)).tolist() == [4, 5, 9, 10, 11]
    assert whom(YOURS, 2, PRICES, ROWS.iloc[UNSEEN]).tolist() == [True, False, True, True, True, True]


def test_whom_to_contact_never_depends_on_who_among_the_unseen_left() -> None:
    turned = TWELVE.y.copy()
    turned[UNSEEN] = 1 - turned[UNSEEN]
    other = plant(ROWS, turned, PRACTICE, UNSEEN, YOURS.script)
    assert (whom(other, 2, PRICES, ROWS) == whom(YOURS, 2, PRICES, ROWS)).all()
    for practised in (bill(tree, 2, PRICES, practice=True) for tree in (YOURS, other)):
        assert practised.decision == bill(YOURS, 2, PRICES, practice=True).decision


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ([(1, GOLD)], "Group 1 cannot be asked question 1"),
        ([(-1, GOLD)], "Group -1 cannot be asked question 1"),
        ([(0, GOLD), (3, FEW)], "Group 3 cannot be asked question 2"),
        ([(0, GOLD), (0, FEW)], "Group 0 cannot be asked question 2"),
        ([(0, GOLD), (2, FEW), (2, FEW)], "Group 2 cannot be asked question 3"),
    ],
)
def test_a_group_that_is_not_there_or_was_asked_already_is_refused(asked, refused) -> None:
    with pytest.raises(ValueError, match=refused):
        planted(*asked)


def test_a_question_can_be_put_to_groups_of_two_practice_customers_or_more() -> None:
    assert open_groups(planted()) == [0]
    assert open_groups(planted((0, GOLD))) == [1, 2]
    assert open_groups(YOURS) == [1, 3], "group 4 has one practice customer"


def test_a_question_parts_customers_of_whom_some_say_yes_and_some_no() -> None:
    assert part(GOLD, ROWS)
    assert not part(GOLD, ROWS.iloc[[0, 3]])
    assert not part(GOLD, ROWS.iloc[[1, 2]])
    assert not part(GOLD, ROWS.iloc[[]])
    assert part(about_gap(TWELVE.column("calls")), ROWS)


# -- the machine's tree sends every customer where scikit-learn does ----------------------------


STEP = 2.0**-13  # from 1,024 on, single precision holds every so many and nothing between them


def messy(seed: int, n: int = 240) -> Table:
    """Gaps, rare levels, neighbours in single precision, and levels only the unseen half has."""
    rng = np.random.default_rng(seed)
    calls = np.where(rng.random(n) < 0.3, GAP, rng.integers(0, 6, n))
    close = 1_024 + rng.integers(0, 6, n) * STEP
    close[rng.random(n) < 0.2] = GAP
    town = np.array([f"town {k}" for k in np.minimum(rng.geometric(0.12, n), 40)], dtype=object)
    town[rng.random(n) < 0.1] = None
    plan = rng.choice(np.array(["basic", "gold"], dtype=object), n)
    odd = pd.Series(town).map(pd.Series(town).value_counts()).fillna(30).to_numpy() < 6
    decides = rng.permutation(4)
    chance = 0.15 + 0.2 * np.column_stack(
        [np.isnan(calls) | (calls > 3), close > 1_024 + 3 * STEP, odd, plan == "gold"]
    )[:, decides] @ np.array([2, 1, 0.5, 0.5])
    rows = table({"calls": calls, "close": close, "town": town, "plan": plan, "left": leaving(chance, seed)})
    _, unseen = halves(rows.y)
    rows.rows.loc[rng.choice(unseen, 15), "town"] = "nobody practised on this town"
    rows.rows.loc[rng.choice(unseen, 15), "plan"] = None
    return rows


def assert_same_groups_as_scikit_learn(of: Table) -> None:
    grown, y = grow(of), of.y
    practice, unseen = halves(y)
    rows = models.feature_rows(of)
    pipeline = models.fit(part_of(of, practice), "tree")
    went = pipeline["model"].decision_path(pipeline["columns"].transform(rows)).toarray().T.astype(bool)
    theirs = {frozenset(np.flatnonzero(node).tolist()) for node in went}
    ours: dict[int, frozenset[int]] = {}
    for questions in range(grown.most + 1):
        group = grown.groups(rows, questions)
        for leaf in grown.leaves(questions):
            ours[leaf.id] = frozenset(np.flatnonzero(group == leaf.id).tolist())
        assert set(group.tolist()) <= {leaf.id for leaf in grown.leaves(questions)}
    assert set(ours.values()) == theirs
    assert len(ours) == len(grown.nodes) == len(theirs)
    halved = {name: set(half.tolist()) for name, half in (("practice", practice), ("unseen", unseen))}
    for node in grown.nodes:
        for name, half in halved.items():
            here = sorted(ours[node.id] & half)
            assert getattr(node, name) == len(here)
            assert getattr(node, f"{name}_left") == y[here].sum()


@SLOW_LAW
@given(st.integers(0, 10_000))
def test_every_customer_goes_where_scikit_learn_sends_them(seed: int) -> None:
    assert_same_groups_as_scikit_learn(messy(seed))


def test_the_tables_of_this_law_ask_every_kind_of_question() -> None:
    asked = {q.text for seed in range(12) for _, q in grow(messy(seed)).script}
    for kind in (
        "calls: missing?",
        "town: a rare answer?",
        "close: up to 1,024.000",
        "plan: ",
        "or missing?",
    ):
        assert any(kind in text for text in asked), kind


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_cut_between_two_neighbours_of_single_precision_parts_them(step: int) -> None:
    # the cut lies halfway between two floats that have nothing between them, so it must not be rounded
    low = 1_024 + step * STEP
    close = np.array([low, low + STEP] * 100)
    of = table({"close": close, "left": leaving(np.where(close > low, 0.9, 0.1))})
    assert 30 < grow(of).nodes[1].practice < 70
    assert_same_groups_as_scikit_learn(of)


@SLOW_LAW
@given(st.integers(0, 10_000), st.builds(Costs, missed=st.integers(0, 500), wasted=st.integers(0, 500)))
def test_the_customers_marked_are_those_billed(seed: int, of: Costs) -> None:
    rows = messy(seed)
    grown, y, features = grow(rows), rows.y, models.feature_rows(rows)
    for half, practice in zip(halves(y), (True, False), strict=True):
        for questions in range(grown.most + 1):
            marked = whom(grown, questions, of, features.iloc[half])
            told = bill(grown, questions, of, practice).decision
            assert told.caught == y[half][marked].sum()
            assert told.wasted == (1 - y[half][marked]).sum()
            assert told.missed == y[half][~marked].sum()
            assert told.spared == (1 - y[half][~marked]).sum()


@SLOW_LAW
@given(st.integers(0, 10_000))
def test_the_script_planted_again_gives_the_same_tree(seed: int) -> None:
    rows = messy(seed)
    grown = grow(rows)
    again = plant(models.feature_rows(rows), rows.y, *halves(rows.y), grown.script)
    assert again == grown
    assert planted(*YOURS.script) == YOURS


# -- the questions offered ---------------------------------------------------------------------

FLOATS = st.one_of(
    st.integers(-999, 999).map(float),
    st.integers(-99_999, 99_999).map(lambda k: k / 100),
    st.integers(0, 12).map(lambda k: 1 + k * 2.0**-24),  # finer than single precision
    st.integers(0, 12).map(lambda k: 16_777_216.0 + k),  # whole numbers finer than single precision
)
NUMBERS = st.lists(st.one_of(st.just(GAP), FLOATS), min_size=1, max_size=80)
LEVELS = st.lists(
    st.one_of(st.none(), st.integers(0, 60).map(lambda k: f"level {k}"), st.just("missing")),
    min_size=1,
    max_size=120,
)


def column(kind: str, values: list) -> tuple[Table, pd.DataFrame]:
    rows = pd.DataFrame({"it": np.array(values, dtype=float if kind == "number" else object)})
    return Table(rows=rows, columns=(Column("it", "It", kind),)), rows


def asked_about(kind: str, values: list) -> tuple[Question, ...]:
    return offered(*column(kind, values), "it")


@LAW
@given(NUMBERS)
@example([1 + 2.0**-23, 1 + 3 * 2.0**-24])
@example([16_777_218.0, 16_777_219.0])
@example([0.0, 1.0, GAP])
def test_every_cut_parts_the_customers_and_says_who_answers_yes(values) -> None:
    questions = asked_about("number", values)
    _, rows = column("number", values)
    cuts = [question.cut for question in questions]
    assert len(cuts) <= 40
    assert cuts == sorted(set(cuts))
    several = len({value for value in values if not math.isnan(value)}) > 2
    for question in questions:
        assert part(question, rows)
        says = question.text.removeprefix("It: ").removesuffix("?")
        figure = figure_in(says)
        for value, yes in zip(values, question.answers(rows).tolist(), strict=True):
            if math.isnan(value):
                assert yes == ("missing" in says) == ("missing" in question.if_yes)
                assert yes != ("missing" in question.if_no)
            else:
                assert yes == (value <= figure if several else value == figure)


@LAW
@given(LEVELS)
def test_every_level_parts_the_customers_and_says_who_answers_yes(values) -> None:
    questions = asked_about("category", values)
    _, rows = column("category", values)
    told = ["missing" if value is None else value for value in values]
    assert len(questions) == (min(len(set(told)), 40) if len(set(told)) > 1 else 0)
    often = []
    for question in questions:
        assert part(question, rows)
        level = question.text.removeprefix("It: ").removesuffix("?")
        assert question.answers(rows).tolist() == [value == level for value in told]
        often.append(told.count(level))
    assert often == sorted(often, reverse=True)
    assert not often or often[0] == max(map(told.count, told))


def test_the_cuts_of_whole_numbers_on_paper() -> None:
    # 1, 2 and 5, middle 2: a gap says yes from the cut at 3.5 on
    questions = asked_about("number", [1, 2, 2, 5, GAP])
    assert [(q.cut, q.text) for q in questions] == [
        (1.5, "It: 1 or less?"),
        (3.5, "It: 2 or less or missing?"),
    ]
    assert [(q.if_yes, q.if_no) for q in questions] == [
        ("1 or less", "2 or more or missing"),
        ("2 or less or missing", "5 or more"),
    ]


def test_the_levels_on_paper_come_by_how_many_have_them() -> None:
    questions = asked_about("category", ["b", "a", None, "b", None, "b"])
    assert [question.text for question in questions] == ["It: b?", "It: missing?", "It: a?"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("number", [3.0] * 5),
        ("number", [GAP] * 5),
        ("number", [1.0, 1 + 1e-9, 1 + 2e-9]),  # the same number in single precision
        ("category", ["a"] * 5),
        ("category", [None] * 5),
    ],
)
def test_a_column_in_which_everyone_is_alike_offers_no_question(kind, values) -> None:
    assert asked_about(kind, values) == ()


def test_of_a_thousand_cuts_forty_are_offered_that_part_the_customers_evenly() -> None:
    values = np.random.default_rng(0).lognormal(3, 1, 1_000)
    questions = asked_about("number", values.tolist())
    assert len(questions) == 40
    below = [question.answers(pd.DataFrame({"it": values})).sum() for question in questions]
    # forty cuts make 41 parts of 1,000 / 41 = 24.4 customers
    assert np.diff([0, *below, 1_000]).min() >= 23
    assert np.diff([0, *below, 1_000]).max() <= 26


def test_of_sixty_levels_the_forty_most_frequent_are_offered() -> None:
    values = [f"level {k}" for k in range(60) for _ in range(k + 1)]
    assert [q.levels[0] for q in asked_about("category", values)] == [f"level {k}" for k in range(59, 19, -1)]


@pytest.mark.parametrize(
    ("unit", "label", "text", "if_no"),
    [
        ("%", "Dropped calls", "Dropped calls: 4\u00a0% or less?", "5\u00a0% or more"),
        ("Rs", "Amount", "Amount: Rs\u00a04 or less?", "Rs\u00a05 or more"),
        ("days", "Days since last call", "Days since last call: 4 or less?", "5 or more"),
        ("<b>", "Fee", "Fee: 4\u00a0<b> or less?", "5\u00a0<b> or more"),
    ],
)
def test_a_cut_is_said_with_its_unit_unless_the_label_says_it(unit, label, text, if_no) -> None:
    asked = about_number(Column("x", label, "number", unit), np.array([3.0, 4, 5, 6]), 4.5)
    assert (asked.text, asked.if_no) == (text, if_no)
