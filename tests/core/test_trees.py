"""The readable tree: its order of questions, its wording, and its bill on customers it never saw."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from core.costs import Costs, saving
from core.models import smallest_leaf
from core.split import halves
from core.table import Column, Table, TableProblem
from core.trees import Node, Tree, bill, cut_in_words, grow

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
PRICES = Costs(missed=80, wasted=40)

# A tree for paper. Practice customers left of the bar, unseen ones right of it, leavers in brackets.
#
#   everyone 100 (30) | 100 (30)
#   1. Calls: 4 or less?
#      no  ->  20 (16) |  20 (15)
#      yes ->  80 (14) |  80 (15)
#              2. Plan: gold?
#                 yes ->  30 (10) | 20  (5)
#                 no  ->  50  (4) | 60 (10)
ROOT = Node(0, -1, 0, "", "Calls: 4 or less?", 1, 1, 4, 100, 30, 100, 30)
FEW = Node(1, 0, 1, "4 or less", "Plan: gold?", 2, 3, 2, 80, 14, 80, 15)
OTHER = Node(2, 1, 2, "", "", 0, -1, -1, 50, 4, 60, 10)
GOLD = Node(3, 1, 2, "", "", 0, -1, -1, 30, 10, 20, 5)
MANY = Node(4, 0, 1, "5 or more", "", 0, -1, -1, 20, 16, 20, 15)
PAPER = Tree((ROOT, FEW, OTHER, GOLD, MANY))


def table(columns: dict[str, object], labels: dict[str, str] | None = None) -> Table:
    """A table whose column "left" says who left; numbers and texts are told apart by their type."""
    rows = pd.DataFrame(
        {
            name: np.asarray(values, dtype=object if np.asarray(values).dtype.kind in "OU" else float)
            for name, values in columns.items()
        }
    )
    kinds = {name: "number" if rows[name].dtype.kind == "f" else "category" for name in rows}
    labels = labels or {}
    return Table(
        rows=rows,
        columns=tuple(Column(name, labels.get(name, name), kind) for name, kind in kinds.items()),
        target="left",
        positive="yes",
    )


def leaving(chance: np.ndarray, seed: int = 1) -> np.ndarray:
    return np.where(np.random.default_rng(seed).random(len(chance)) < chance, "yes", "no").astype(object)


def first_question(grown: Tree) -> Node:
    return next(node for node in grown.nodes if node.turn == 1)


# -- the order of the questions ----------------------------------------------------------------


def test_without_a_question_everyone_is_one_group() -> None:
    assert PAPER.shown(0) == PAPER.leaves(0) == [ROOT]


def test_the_groups_are_drawn_from_top_to_bottom_yes_first() -> None:
    assert PAPER.leaves(1) == [FEW, MANY]
    assert PAPER.leaves(2) == [GOLD, OTHER, MANY]
    assert PAPER.shown(2) == [ROOT, FEW, GOLD, OTHER, MANY]
    assert PAPER.most == 2


def test_more_questions_than_the_tree_has_change_nothing() -> None:
    assert PAPER.shown(99) == PAPER.shown(2)


def test_a_group_is_named_by_the_answers_that_lead_to_it() -> None:
    assert PAPER.path(ROOT) == "everyone"
    assert PAPER.path(MANY) == "Calls: 4 or less? no"
    assert PAPER.path(GOLD) == "Calls: 4 or less? yes, Plan: gold? yes"
    assert PAPER.path(OTHER) == "Calls: 4 or less? yes, Plan: gold? no"


@st.composite
def some_trees(draw) -> Tree:
    """Any tree of up to seven questions, asked in any order in which a group is asked after its parent."""
    size = draw(st.integers(0, 7))
    parts = [
        dict(id=0, parent=-1, depth=0, practice=draw(st.integers(1, 300)), unseen=draw(st.integers(2, 300)))
    ]
    for part in parts:
        part["practice_left"] = draw(st.integers(0, part["practice"]))
        part["unseen_left"] = draw(st.integers(0, part["unseen"]))
    for turn in range(1, size + 1):
        open_groups = [part for part in parts if "turn" not in part and part["practice"] > 1]
        if not open_groups:
            break
        above = draw(st.sampled_from(open_groups))
        practice = draw(st.integers(1, above["practice"] - 1))
        unseen = draw(st.integers(0, above["unseen"]))
        practice_left = draw(
            st.integers(
                max(0, practice - (above["practice"] - above["practice_left"])),
                min(practice, above["practice_left"]),
            )
        )
        unseen_left = draw(
            st.integers(
                max(0, unseen - (above["unseen"] - above["unseen_left"])), min(unseen, above["unseen_left"])
            )
        )
        low = dict(practice=practice, practice_left=practice_left, unseen=unseen, unseen_left=unseen_left)
        high = {name: above[name] - count for name, count in low.items()}
        above["turn"], above["yes"], above["no"] = turn, len(parts), len(parts) + 1
        for child in (low, high):
            parts.append(dict(id=len(parts), parent=above["id"], depth=above["depth"] + 1, **child))
    return Tree(
        tuple(
            Node(
                **{"answer": "", "turn": 0, "yes": -1, "no": -1, **part},
                question=f"Question {part['turn']}?" if "turn" in part else "",
            )
            for part in parts
        )
    )


COUNTS = ("practice", "practice_left", "unseen", "unseen_left")


def assert_orderly(grown: Tree) -> None:
    """Every number of questions parts the same customers, one group more at a time."""
    before: list[Node] = []
    for questions in range(grown.most + 1):
        leaves, shown = grown.leaves(questions), grown.shown(questions)
        assert len(leaves) == questions + 1
        assert len(shown) == 2 * questions + 1
        for name in COUNTS:
            assert sum(getattr(leaf, name) for leaf in leaves) == getattr(grown.nodes[0], name)
        ids = [node.id for node in shown]
        assert len(set(ids)) == len(ids)
        for node in shown:
            assert node.parent < 0 or ids.index(node.parent) < ids.index(node.id)
            assert grown.asks(node, questions) == (node not in leaves)
        if before:
            gone = [node for node in before if node not in leaves]
            fresh = [node for node in leaves if node not in before]
            assert len(gone) == 1
            assert gone[0].turn == questions
            assert [node.id for node in fresh] == [gone[0].yes, gone[0].no]
        before = leaves


@LAW
@given(some_trees())
def test_each_question_parts_exactly_one_group_in_two(grown: Tree) -> None:
    assert_orderly(grown)


# -- the bill ----------------------------------------------------------------------------------


def test_the_bill_of_two_questions_on_paper() -> None:
    # Decided on practice, per 100 customers of the group, contacting against leaving alone:
    #   GOLD   100 x 20/30 x 40 = 2,667   100 x 10/30 x 80 = 2,667   equal: leave alone
    #   OTHER  100 x 46/50 x 40 = 3,680   100 x  4/50 x 80 =   640   leave alone
    #   MANY   100 x  4/20 x 40 =   800   100 x 16/20 x 80 = 6,400   contact
    # Billed on unseen customers: GOLD 5 x 80 = 400, OTHER 10 x 80 = 800, MANY 5 stayers x 40 = 200
    #   together 1,400, where doing nothing costs 30 x 80 = 2,400
    found = bill(PAPER, 2, PRICES)
    assert [leaf.node for leaf in found.leaves] == [GOLD, OTHER, MANY]
    assert [leaf.contact for leaf in found.leaves] == [False, False, True]
    assert [round(leaf.if_contacted) for leaf in found.leaves] == [2667, 3680, 800]
    assert [round(leaf.if_left_alone) for leaf in found.leaves] == [2667, 640, 6400]
    assert [leaf.cost for leaf in found.leaves] == [400, 800, 200]
    decided = found.decision
    assert (decided.caught, decided.missed, decided.wasted, decided.spared) == (15, 15, 5, 65)
    assert decided.cost == 1_400
    assert decided.threshold == pytest.approx(1 / 3)  # 40 / (80 + 40)
    assert found.worth.cost_per_customer == 14
    assert found.worth.do_nothing == 24
    assert found.worth.value == pytest.approx(1 - 1_400 / 2_400)


def test_with_no_question_the_bill_is_doing_nothing_or_contacting_everyone() -> None:
    alone = bill(PAPER, 0, PRICES)  # 30 in 100 leave, under a third: leave alone, 30 x 80
    assert (alone.leaves[0].contact, alone.decision.cost) == (False, 2_400)
    everyone = bill(PAPER, 0, Costs(missed=100, wasted=40))  # over 40 / 140: contact, 70 x 40
    assert (everyone.leaves[0].contact, everyone.decision.cost) == (True, 2_800)


def test_whom_to_contact_is_decided_on_practice_and_billed_on_unseen_customers() -> None:
    # Practice: 8 of 10 left, so contact. Unseen: 1 of 10 left, so 9 contacts are wasted, 9 x 40 = 360;
    # leaving them alone would have cost 1 x 80.
    group = Node(0, -1, 0, "", "", 0, -1, -1, practice=10, practice_left=8, unseen=10, unseen_left=1)
    found = bill(Tree((group,)), 0, PRICES)
    assert found.leaves[0].contact
    assert (found.leaves[0].if_contacted, found.leaves[0].if_left_alone) == (
        pytest.approx(800),  # 100 x 2/10 x 40
        pytest.approx(6_400),  # 100 x 8/10 x 80
    )
    assert found.decision.cost == 360
    assert found.worth.value == -3.5  # 1 - 360 / 80


def test_a_group_that_nobody_unseen_falls_into_costs_nothing() -> None:
    root = Node(0, -1, 0, "", "Calls: 4 or less?", 1, 1, 2, 20, 10, 10, 4)
    empty = Node(1, 0, 1, "4 or less", "", 0, -1, -1, 10, 9, 0, 0)
    rest = Node(2, 0, 1, "5 or more", "", 0, -1, -1, 10, 1, 10, 4)
    found = bill(Tree((root, empty, rest)), 1, PRICES)
    assert [leaf.cost for leaf in found.leaves] == [0, 320]  # 4 x 80
    assert found.worth.value == 0


prices = st.builds(Costs, missed=st.integers(0, 500), wasted=st.integers(0, 500))


@LAW
@given(some_trees(), prices)
@example(PAPER, Costs(0, 0))
def test_the_bill_is_the_sum_of_its_groups_and_the_worth_of_its_contacts(grown: Tree, of: Costs) -> None:
    for questions in range(grown.most + 1):
        found = bill(grown, questions, of)
        root, decided = grown.nodes[0], found.decision
        assert decided.cost == pytest.approx(sum(leaf.cost for leaf in found.leaves))
        assert decided.cost == pytest.approx(of.missed * decided.missed + of.wasted * decided.wasted)
        assert decided.customers == root.unseen
        assert decided.leavers == root.unseen_left
        assert decided.contacted == sum(leaf.node.unseen for leaf in found.leaves if leaf.contact)
        assert found.worth.cost_per_customer == pytest.approx(decided.cost_per_customer)
        # customer by customer, written out
        outcomes: list[int] = []
        contacts: list[bool] = []
        for leaf in found.leaves:
            stayed = leaf.node.unseen - leaf.node.unseen_left
            outcomes += [1] * leaf.node.unseen_left + [0] * stayed
            contacts += [leaf.contact] * leaf.node.unseen
        expected = saving(np.array(outcomes), np.array(contacts), of)
        for name in ("cost_per_customer", "missed", "wasted", "value", "low", "high", "do_nothing"):
            assert getattr(found.worth, name) == pytest.approx(getattr(expected, name), rel=1e-9, abs=1e-9)


@LAW
@given(some_trees(), prices)
def test_every_group_gets_the_cheaper_action_on_practice_customers(grown: Tree, of: Costs) -> None:
    for leaf in bill(grown, grown.most, of).leaves:
        contacting = of.wasted * (leaf.node.practice - leaf.node.practice_left)
        leaving_alone = of.missed * leaf.node.practice_left
        if contacting != leaving_alone:
            assert leaf.contact == (contacting < leaving_alone)
        assert leaf.if_contacted * leaf.node.practice == pytest.approx(100 * contacting)
        assert leaf.if_left_alone * leaf.node.practice == pytest.approx(100 * leaving_alone)


@LAW
@given(some_trees(), prices)
def test_on_the_practice_customers_a_question_never_makes_the_bill_dearer(grown: Tree, of: Costs) -> None:
    bills = [
        sum(
            min(leaf.if_contacted, leaf.if_left_alone) * leaf.node.practice
            for leaf in bill(grown, questions, of).leaves
        )
        for questions in range(grown.most + 1)
    ]
    for before, after in pairwise(bills):
        assert after <= before * (1 + 1e-9) + 1e-9


def test_a_group_at_the_break_even_share_is_left_alone() -> None:
    # a third leave: contacting 100 costs 66.7 x 40, leaving them alone 33.3 x 80, the same
    for customers in range(3, 3_000, 3):
        group = Node(0, -1, 0, "", "", 0, -1, -1, customers, customers // 3, 10, 3)
        assert not bill(Tree((group,)), 0, PRICES).leaves[0].contact


@LAW
@given(st.integers(1, 50_000), st.integers(1, 50_000), st.integers(1, 20))
def test_prices_in_cents_do_not_break_a_tie(missed, wasted, times) -> None:
    # as many leavers as a contact costs cents, as many stayers as a leaver does: both bills are the same
    leavers, stayers = wasted * times, missed * times
    of = Costs(missed / 100, wasted / 100)
    tied = Node(0, -1, 0, "", "", 0, -1, -1, leavers + stayers, leavers, 10, 3)
    assert not bill(Tree((tied,)), 0, of).leaves[0].contact


def test_one_leaver_more_than_the_break_even_share_tips_it() -> None:
    # 1,000 leavers among 3,000 tie; 1,001: contacting 1,999 x 40 = 79,960 against 1,001 x 80 = 80,080
    group = Node(0, -1, 0, "", "", 0, -1, -1, 3_000, 1_001, 10, 3)
    assert bill(Tree((group,)), 0, PRICES).leaves[0].contact


# -- growing -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shop() -> Table:
    """1,200 customers: calls decide most, then the plan; noise decides nothing."""
    rng = np.random.default_rng(0)
    n = 1_200
    calls = rng.integers(0, 10, n).astype(float)
    plan = rng.choice(["basic", "gold"], n)
    chance = np.where(calls >= 5, 0.7, np.where(plan == "gold", 0.3, 0.05))
    return table(
        {"noise": rng.random(n), "calls": calls, "plan": plan, "left": leaving(chance)},
        labels={"calls": "Calls to the hotline", "plan": "Plan"},
    )


@pytest.fixture(scope="module")
def grown(shop: Table) -> Tree:
    return grow(shop)


def test_the_first_question_is_the_one_that_sorts_best(grown: Tree) -> None:
    first = first_question(grown)
    assert first.id == 0
    assert first.question == "Calls to the hotline: 4 or less?"
    assert grown.nodes[first.yes].answer == "4 or less"
    assert grown.nodes[first.no].answer == "5 or more"


def test_the_second_question_asks_for_the_plan_of_those_who_call_little(grown: Tree) -> None:
    second = next(node for node in grown.nodes if node.turn == 2)
    assert re.fullmatch(r"Plan: (basic|gold)\?", second.question)
    assert grown.path(second) == "Calls to the hotline: 4 or less? yes"


def test_a_grown_tree_asks_up_to_seven_questions_three_deep(grown: Tree) -> None:
    assert 2 <= grown.most <= 7
    assert max(node.depth for node in grown.nodes) <= 3
    assert [node.id for node in grown.nodes] == list(range(len(grown.nodes)))
    assert sorted(node.turn for node in grown.nodes if node.turn) == list(range(1, grown.most + 1))
    assert_orderly(grown)


def test_no_group_is_too_small_to_learn_from(grown: Tree) -> None:
    assert min(node.practice for node in grown.nodes) >= smallest_leaf(grown.nodes[0].practice)


def test_the_questions_part_the_customers_as_they_say(shop: Table, grown: Tree) -> None:
    # answer by hand what the first question asks, on both halves
    for name, part in zip(("practice", "unseen"), halves(shop.y), strict=True):
        few = shop.rows["calls"].to_numpy()[part] <= 4
        yes = grown.nodes[grown.nodes[0].yes]
        assert getattr(yes, name) == few.sum()
        assert getattr(yes, f"{name}_left") == shop.y[part][few].sum()
        assert getattr(grown.nodes[0], name) == len(part)


def test_the_tree_never_looks_at_unseen_customers(shop: Table, grown: Tree) -> None:
    _, unseen = halves(shop.y)
    turned = shop.rows.copy()
    turned.loc[unseen, "calls"] = 9 - turned.loc[unseen, "calls"]
    other = grow(Table(rows=turned, columns=shop.columns, target="left", positive="yes"))
    assert [(n.question, n.turn, n.practice, n.practice_left) for n in other.nodes] == [
        (n.question, n.turn, n.practice, n.practice_left) for n in grown.nodes
    ]
    assert [n.unseen for n in other.nodes] != [n.unseen for n in grown.nodes]


def test_the_same_table_and_seed_grow_the_same_tree(shop: Table, grown: Tree) -> None:
    assert grow(shop) == grown
    assert grow(shop, random_state=1) != grown


def test_the_order_of_the_questions_is_by_how_much_they_sort(grown: Tree) -> None:
    def uneven(node: Node) -> float:
        """Gini impurity times customers (practice)."""
        share = node.practice_left / node.practice
        return node.practice * 2 * share * (1 - share)

    def gain(node: Node) -> float:
        return uneven(node) - uneven(grown.nodes[node.yes]) - uneven(grown.nodes[node.no])

    for questions in range(grown.most):
        waiting = [node for node in grown.leaves(questions) if node.turn]
        asked = next(node for node in waiting if node.turn == questions + 1)
        assert gain(asked) == pytest.approx(max(map(gain, waiting)))


def test_a_level_is_asked_for_by_its_name() -> None:
    plan = np.array(["basic", "gold", "silver"] * 200)
    grown = grow(table({"plan": plan, "left": leaving(np.where(plan == "gold", 0.9, 0.1))}, {"plan": "Plan"}))
    first = first_question(grown)
    assert first.question == "Plan: gold?"
    assert grown.nodes[first.yes].practice_left > grown.nodes[first.no].practice_left
    assert grown.nodes[first.yes].answer == grown.nodes[first.no].answer == ""


def test_a_gap_among_levels_is_asked_for() -> None:
    plan = np.array(["basic", "gold", None] * 200, dtype=object)
    gone = leaving(np.where(plan == None, 0.9, 0.1))  # noqa: E711
    grown = grow(table({"plan": plan, "left": gone}, {"plan": "Plan"}))
    assert first_question(grown).question == "Plan: missing?"
    assert grown.nodes[first_question(grown).yes].practice_left > 50


def test_a_gap_among_numbers_is_asked_for() -> None:
    fee = np.array([10.0, 20.0, 30.0, math.nan] * 150)
    gone = leaving(np.where(np.isnan(fee), 0.9, 0.1))
    grown = grow(table({"fee": fee, "left": gone}, {"fee": "Fee"}))
    first = first_question(grown)
    assert first.question == "Fee: missing?"
    assert grown.nodes[first.yes].practice_left > grown.nodes[first.no].practice_left


def gappy(cut: float, values: np.ndarray, gaps: str = "both") -> Table:
    """Who has more than cut leaves more often; a tenth of the values are gaps, who leave like the middle."""
    middle = np.median(values)
    gone = leaving(np.where(values > cut, 0.8, 0.1))
    empty = np.random.default_rng(3).random(len(values)) < 0.1
    gone[empty] = leaving(np.full(empty.sum(), 0.8 if middle > cut else 0.1), seed=4)
    practice, unseen = halves((gone == "yes").astype(int))
    empty[{"both": [], "practice": unseen, "unseen": practice}[gaps]] = False
    calls = np.where(empty, math.nan, values)
    return table({"calls": calls, "left": gone}, {"calls": "Calls"})


TO_NINE = np.arange(1_200) % 10.0  # middle value 4 or 5


@pytest.mark.parametrize(
    ("cut", "values", "question", "if_yes", "if_no"),
    [
        # the middle value lies below the cut, so a gap is answered yes
        (6, TO_NINE, "Calls: 6 or less or missing?", "6 or less or missing", "7 or more"),
        # above it, so a gap is answered no, and the question does not name it
        (2, TO_NINE, "Calls: 2 or less?", "2 or less", "3 or more or missing"),
        (0.6, TO_NINE / 10 + 0.01, "Calls: up to 0.6 or missing?", "up to 0.6 or missing", "above 0.6"),
        (0, np.minimum(TO_NINE % 3, 1), "Calls: 0?", "0", "1 or missing"),
        (0, (TO_NINE > 6) * 1.0, "Calls: 0 or missing?", "0 or missing", "1"),
    ],
)
def test_a_gap_in_a_number_is_said_where_the_middle_value_falls(cut, values, question, if_yes, if_no) -> None:
    rows = gappy(cut, values)
    grown = grow(rows)
    first = first_question(grown)
    yes, no = grown.nodes[first.yes], grown.nodes[first.no]
    assert (first.question, yes.answer, no.answer) == (question, if_yes, if_no)
    assert grown.path(yes) == f"{question} yes"
    # counted by hand: the gaps are in the group that says so
    calls = rows.rows["calls"].to_numpy()
    for name, part in zip(("practice", "unseen"), halves(rows.y), strict=True):
        here = calls[part]
        assert getattr(yes, name) == (here <= cut).sum() + np.isnan(here).sum() * ("missing" in if_yes)
        assert getattr(no, name) == (here > cut).sum() + np.isnan(here).sum() * ("missing" in if_no)
        assert np.isnan(here).any()


def test_gaps_are_said_only_where_there_were_some_to_practise_on() -> None:
    said = {gaps: first_question(grow(gappy(6, TO_NINE, gaps))).question for gaps in ("practice", "unseen")}
    assert said == {"practice": "Calls: 6 or less or missing?", "unseen": "Calls: 6 or less?"}


def test_a_column_without_gaps_never_says_missing(grown: Tree) -> None:
    assert not any("missing" in node.question + node.answer for node in grown.nodes)


def test_rare_levels_are_asked_for_together() -> None:
    rng = np.random.default_rng(2)
    town = np.where(rng.random(2_000) < 0.9, rng.integers(0, 19, 2_000), rng.integers(19, 60, 2_000))
    names = np.array([f"town {k}" for k in range(60)])[town]
    grown = grow(table({"town": names, "left": leaving(np.where(town >= 19, 0.9, 0.1))}, {"town": "Town"}))
    assert first_question(grown).question == "Town: a rare answer?"


def test_a_yes_or_no_number_is_asked_for_by_its_value() -> None:
    senior = np.array([0.0, 1.0] * 300)
    grown = grow(table({"senior": senior, "left": leaving(0.1 + 0.8 * senior)}, {"senior": "Senior"}))
    first = first_question(grown)
    assert first.question == "Senior: 0?"
    assert (grown.nodes[first.yes].answer, grown.nodes[first.no].answer) == ("0", "1")


def test_a_table_that_says_nothing_grows_a_tree_without_questions() -> None:
    grown = grow(table({"fee": np.ones(100), "left": np.array(["yes", "no"] * 50, dtype=object)}))
    assert grown.most == 0
    assert len(grown.nodes) == 1
    assert bill(grown, 0, PRICES).decision.customers == 50


def test_a_table_with_too_few_leavers_is_refused() -> None:
    gone = np.array(["yes"] * 2 + ["no"] * 98, dtype=object)
    with pytest.raises(TableProblem):
        grow(table({"fee": np.arange(100.0), "left": gone}))


# -- a cut in words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "threshold", "expected"),
    [
        # whole numbers: 4.5 lies between 4 and 5
        ([3, 4, 5, 6], 4.5, ("4 or less", "5 or more", "4 or less")),
        ([1000, 2000, 3000], 2500.0, ("2,000 or less", "3,000 or more", "2,000 or less")),
        ([3, 4, math.nan, 6], 5.0, ("4 or less", "6 or more", "4 or less")),
        # decimals: the shortest figure from 61.3 up to, but not with, 69.9
        ([10.5, 61.3, 69.9], 65.6, ("up to 62", "above 62", "up to 62")),
        ([10.5, 61.31, 61.39], 61.35, ("up to 61.31", "above 61.31", "up to 61.31")),
        # 1 would be rounder, but 1.0 itself is on the other side
        ([0.5, 1.0, 1.5], 0.75, ("up to 0.5", "above 0.5", "up to 0.5")),
        ([0.0, 0.25, 0.31], 0.28, ("up to 0.3", "above 0.3", "up to 0.3")),
        ([1.5, 1234.5, 1300.5], 1250.0, ("up to 1,235", "above 1,235", "up to 1,235")),
        # two values: the question names one of them
        ([0, 1, 1], 0.5, ("0", "1", "0")),
        ([0.5, 1.5], 1.0, ("0.5", "1.5", "0.5")),
    ],
)
def test_a_cut_is_said_the_way_people_say_it(values, threshold, expected) -> None:
    assert cut_in_words(np.array(values, dtype=float), threshold) == expected


def figure_in(words: str) -> float:
    return float(re.search(r"[-−]?[\d,]*\.?\d+(e[-+]?\d+)?", words).group().replace(",", ""))


def assert_words_part_alike(values: np.ndarray, threshold: float) -> None:
    if_low, if_high, question = cut_in_words(values, threshold)
    low = values <= threshold
    assert question == if_low
    if len(np.unique(values)) == 2:
        assert (values == figure_in(if_low)).tolist() == low.tolist()
        assert (values == figure_in(if_high)).tolist() == (~low).tolist()
    else:
        assert (values <= figure_in(if_low)).tolist() == low.tolist()
        edge = figure_in(if_high)
        high = values >= edge if "or more" in if_high else values > edge
        assert high.tolist() == (~low).tolist()


def halfway(values: np.ndarray, at: int) -> float:
    """A threshold as a tree sets it: the middle between two neighbouring values."""
    ordered = np.unique(values)
    at %= len(ordered) - 1
    return float(ordered[at] / 2 + ordered[at + 1] / 2)


@LAW
@given(st.lists(st.integers(-9_999, 9_999), min_size=3, max_size=30, unique=True), st.integers(0, 99))
def test_whole_numbers_in_words_part_the_customers_as_the_cut_does(values, at) -> None:
    numbers = np.array(values, dtype=float)
    assert_words_part_alike(numbers, halfway(numbers, at))


@LAW
@given(
    st.lists(st.integers(-999_999, 9_999_999), min_size=2, max_size=30, unique=True),
    st.integers(1, 5),
    st.integers(0, 99),
)
def test_decimals_in_words_part_the_customers_as_the_cut_does(values, digits, at) -> None:
    numbers = np.array(values) / 10.0**digits
    assume(len(np.unique(numbers)) > 2)
    assert_words_part_alike(numbers, halfway(numbers, at))


@LAW
@given(st.lists(st.integers(-99_999, 99_999), min_size=2, max_size=2, unique=True))
def test_two_values_are_told_apart_by_name(values) -> None:
    numbers = np.array(values, dtype=float)
    assert_words_part_alike(numbers, halfway(numbers, 0))


@LAW
@given(
    st.lists(st.integers(0, 999_999), min_size=3, max_size=30, unique=True),
    st.integers(1, 4),
    st.integers(0, 99),
)
def test_no_shorter_figure_would_part_the_customers_alike(values, digits, at) -> None:
    numbers = np.array(values) / 10.0**digits
    assume(not (numbers == np.round(numbers)).all())
    threshold = halfway(numbers, at)
    said = cut_in_words(numbers, threshold)[0]
    _, _, decimals = said.partition(".")
    low, high = numbers[numbers <= threshold].max(), numbers[numbers > threshold].min()
    if decimals:
        shorter = math.ceil(low * 10 ** (len(decimals) - 1)) / 10 ** (len(decimals) - 1)
        assert not low <= shorter < high


def test_nought_has_no_sign() -> None:
    assert cut_in_words(np.array([-1.2, -0.5, 0.7]), 0.1)[0] == "up to 0"


@pytest.mark.parametrize("values", [(1_000_000, 2_000_000), (1_234_567.25, 1_234_567.5)])
def test_two_large_values_are_told_apart_in_full(values) -> None:
    if_low, if_high, _ = cut_in_words(np.array(values), sum(values) / 2)
    assert "e+" not in if_low
    assert (figure_in(if_low), figure_in(if_high)) == values


@pytest.mark.parametrize("values", [(0.00001, 0.00002), (0.000000001, 0.000000002, 3.5)])
def test_small_values_are_said_in_full(values) -> None:
    if_low, _, _ = cut_in_words(np.array(values), (values[0] + values[1]) / 2)
    assert "e-" not in if_low
