"""The tree refitted on resampled customers: the stories it tells, and whose fate hangs on the draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import refits as refits_module
from core import samples
from core.costs import Costs
from core.refits import Refit, Workshop, as_tree, contacts, open_workshop, refit, stability
from core.split import halves, redraw
from core.table import Table, TableProblem
from core.trees import bill, whom
from tests.core.test_questions import messy
from tests.core.test_trees import leaving, table

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

SLOW_LAW = settings(max_examples=15, deadline=None)
PRICES = Costs(missed=80, wasted=40)

# -- refits written by hand --------------------------------------------------------------------

Story = tuple[tuple[str, ...], ...]
CALLS: Story = (("calls",),)


def by_hand(verdicts: str, story: Story = CALLS, number: int = 0) -> Refit:
    """A refit that contacts the watched customers marked x.

    Of the 10 customers in its group 0, 8 left: contact. Of the 10 in group 1, 1 left: leave alone.
    """
    leaf = np.array([0 if verdict == "x" else 1 for verdict in verdicts])
    return Refit(number, story, leaf, np.array([10, 10]), np.array([8, 1]), fitted=None)


def test_five_watched_customers_in_ten_refits_on_paper() -> None:
    # customer             1   2   3   4   5
    # contacted by        10   9   5   1   0   of the ten refits
    # so disagree with     0   1   5   1   0   of the others: 2, 3 and 4 are contested, 1 is contacted
    done = [by_hand(verdicts) for verdicts in ("xxxx.", *["xxx.."] * 4, *["xx..."] * 4, "x....")]
    found = stability(done, PRICES)
    assert (found.refits, found.customers) == (10, 5)
    assert found.contested == pytest.approx(3 / 5)
    assert found.contacted == pytest.approx(1 / 5)


@pytest.mark.parametrize("usual", ["x", "."])
def test_one_refit_in_ten_makes_a_customer_contested_and_one_in_eleven_does_not(usual: str) -> None:
    other = "." if usual == "x" else "x"
    ten = [by_hand(other)] + [by_hand(usual)] * 9
    eleven = [by_hand(other)] + [by_hand(usual)] * 10
    assert (stability(ten, PRICES).contested, stability(ten, PRICES).contacted) == (1, 0)
    assert stability(eleven, PRICES).contested == 0
    assert stability(eleven, PRICES).contacted == (usual == "x")


def test_two_refits_in_twenty_are_one_in_ten() -> None:
    assert stability([by_hand(".")] * 2 + [by_hand("x")] * 18, PRICES).contested == 1
    assert stability([by_hand(".")] * 2 + [by_hand("x")] * 19, PRICES).contested == 0  # 2 of 21


def test_the_stories_of_ten_refits_on_paper() -> None:
    # first question   7 ask about calls, 3 about the plan               -> 2 stories, one told 7 times
    # two levels       calls, then plan on the left:                 4
    #                  calls, then age left and plan right:          2
    #                  calls and nothing more:                       1
    #                  plan, then calls on both sides:               3   -> 4 stories, one told 4 times
    # three levels     the four with calls and plan part again:
    #                  3 ask about age next, 1 stops                     -> 5 stories, two told 3 times
    plan_left: Story = (("calls",), ("plan", ""))
    done = [
        *[by_hand("x", (*plan_left, ("age", "", "", "")))] * 3,
        by_hand("x", plan_left),
        *[by_hand("x", (("calls",), ("age", "plan")))] * 2,
        by_hand("x", CALLS),
        *[by_hand("x", (("plan",), ("calls", "calls")))] * 3,
    ]
    found = stability(done, PRICES)
    assert found.stories == (2, 4, 5)
    assert found.same == (7, 4, 3)


def test_a_side_swapped_is_another_story_unless_the_question_is_the_same() -> None:
    done = [by_hand("x", (("calls",), ("age", "plan"))), by_hand("x", (("calls",), ("plan", "age")))]
    assert stability(done, PRICES).stories == (1, 2)


def test_a_refit_that_asks_nothing_tells_no_story() -> None:
    found = stability([by_hand("x", ())] * 3 + [by_hand("x")] * 2, PRICES)
    assert (found.same, found.stories) == ((2,), (1,))
    silent = stability([by_hand("x", ())] * 3, PRICES)
    assert (silent.same, silent.stories) == ((), ())


def test_the_prices_decide_whom_a_refit_contacts() -> None:
    # group 0: 8 of 10 left; group 1: 1 of 10. At 80 and 40 only group 0 is worth it; at 80 and 8, where
    # a tenth of 80 against nine tenths of 8 (8 against 7.2) pays, both; at 1 and 40 neither.
    one = by_hand("xx.")
    assert contacts(one, PRICES).tolist() == [True, True, False]
    assert contacts(one, Costs(80, 8)).tolist() == [True, True, True]
    assert contacts(one, Costs(1, 40)).tolist() == [False, False, False]
    done = [one, by_hand(".xx")]
    assert stability(done, PRICES).contested == pytest.approx(2 / 3)
    assert stability(done, Costs(80, 8)).contested == 0
    assert stability(done, Costs(80, 8)).contacted == 1


def test_without_a_refit_there_is_nothing_to_agree_on() -> None:
    with pytest.raises(ValueError, match="no refit"):
        stability([], PRICES)


@given(
    st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=25),
    st.randoms(use_true_random=False),
)
def test_what_refits_agree_on_does_not_depend_on_their_order(verdicts, shuffler) -> None:
    done = [by_hand("".join(".x"[yes] for yes in row)) for row in verdicts]
    found = stability(done, PRICES)
    shuffler.shuffle(done)
    assert stability(done, PRICES) == found
    # counted customer by customer
    against = [min(sum(customer), len(verdicts) - sum(customer)) for customer in zip(*verdicts, strict=True)]
    assert found.contested == pytest.approx(sum(10 * few >= len(verdicts) for few in against) / 6)
    assert 0 <= found.contacted + found.contested <= 1 + 1e-9


# -- refits of a table -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return open_workshop(messy(7))


@pytest.fixture(scope="module")
def done(workshop: Workshop) -> list[Refit]:
    return [refit(workshop, number) for number in range(12)]


def same(one: Refit, other: Refit) -> bool:
    """Whether two refits are the same tree on the same draw, with the same verdicts."""
    return one.story == other.story and all(
        np.array_equal(getattr(part, name), getattr(whole, name))
        for part, whole, names in (
            (one, other, ("leaf", "people", "left")),
            (one.fitted, other.fitted, ("feature", "threshold", "value")),
        )
        for name in names
    )


def test_the_same_number_gives_the_same_refit_and_other_numbers_others(workshop, done) -> None:
    again = open_workshop(messy(7))
    for one in done[:4]:
        assert same(refit(workshop, one.number), one)
        assert same(refit(again, one.number), one)
    assert not any(same(one, other) for at, one in enumerate(done) for other in done[:at])


def test_every_draw_has_as_many_customers_and_leavers_as_the_practice_half(workshop, done) -> None:
    left = workshop.y[workshop.practice]
    for one in done:
        assert one.people.sum() == len(left)
        assert one.left.sum() == left.sum()
        assert (one.left <= one.people).all()
        root = as_tree(workshop, one).nodes[0]
        assert (root.practice, root.practice_left) == (len(left), left.sum())
        assert (root.unseen, root.unseen_left) == (len(workshop.unseen), workshop.y[workshop.unseen].sum())


def test_a_draw_takes_some_customers_twice_and_some_not_at_all(workshop: Workshop) -> None:
    drawn = redraw(workshop.y[workshop.practice], 3)
    # with replacement about 63 in 100 are drawn at least once: 1 - 1/e
    assert 0.5 < len(set(drawn.tolist())) / len(workshop.practice) < 0.75


def test_the_columns_of_a_story_are_those_its_tree_asks_about(workshop, done) -> None:
    for one in done:
        grown = as_tree(workshop, one)
        for depth, level in enumerate(one.story):
            asked = [node.asked.column for node in grown.nodes if node.turn and node.depth == depth]
            assert sorted(filter(None, level)) == sorted(asked)
            assert len(level) == 2**depth
        assert max(node.depth for node in grown.nodes) == len(one.story)


@SLOW_LAW
@given(st.integers(0, 5_000), st.builds(Costs, missed=st.integers(1, 500), wasted=st.integers(1, 500)))
def test_a_refit_read_as_a_tree_gives_everyone_the_same_verdict(seed: int, of: Costs) -> None:
    made = open_workshop(messy(seed, n=160))
    for number in range(6):
        one = refit(made, number)
        grown = as_tree(made, one)
        told = whom(grown, grown.most, of, made.rows.iloc[made.unseen])
        assert told.tolist() == contacts(one, of).tolist()
        leaves = grown.leaves(grown.most)
        assert sorted((leaf.practice, leaf.practice_left) for leaf in leaves) == sorted(
            zip(one.people.tolist(), one.left.tolist(), strict=True)
        )
        assert bill(grown, grown.most, of).decision.contacted == told.sum()


def test_a_gap_counts_as_the_middle_of_the_whole_half_whatever_is_drawn() -> None:
    # Half of the known are 0, half 1, so one draw has its middle at 0 and the next at 1, while the gaps
    # were filled once, with the middle of the half.
    calls = np.array([0.0, 1.0, np.nan] * 60)
    made = open_workshop(table({"calls": calls, "left": leaving(np.where(calls == 0, 0.9, 0.1))}))
    for number in range(20):
        one = refit(made, number)
        grown = as_tree(made, one)
        told = whom(grown, grown.most, PRICES, made.rows.iloc[made.unseen])
        assert told.tolist() == contacts(one, PRICES).tolist()


def test_only_the_practice_half_is_drawn_from() -> None:
    of = messy(11)
    _, unseen = halves(of.y)
    turned = of.rows.copy()
    for name in ("calls", "close", "town", "plan"):
        turned.loc[unseen, name] = turned.loc[unseen[::-1], name].to_numpy()
    other = replace(of, rows=turned)
    pairs = [[refit(open_workshop(rows), number) for rows in (of, other)] for number in range(4)]
    for one, two in pairs:
        assert same(replace(one, leaf=two.leaf), two)
    assert any(one.leaf.tolist() != two.leaf.tolist() for one, two in pairs)


def plans(*levels: str | None) -> Table:
    """The last level decides most; with it the fee decides next, with the others the calls."""
    rng = np.random.default_rng(5)
    plan = rng.integers(0, len(levels), 1_600)
    fee, calls = rng.integers(0, 10, 1_600), rng.integers(0, 10, 1_600)
    chance = np.where(plan == len(levels) - 1, 0.45 + 0.5 * (fee > 4), 0.05 + 0.3 * (calls > 4))
    names = np.array(levels, dtype=object)[plan]
    return table({"plan": names, "fee": fee, "calls": calls, "left": leaving(chance)})


@pytest.mark.parametrize("levels", [("no", "yes"), ("a", None)])
def test_a_yes_and_a_no_question_about_two_levels_tell_one_story(levels) -> None:
    made = open_workshop(plans(*levels))
    many = [refit(made, number) for number in range(12)]
    asked = {one.fitted.feature[0] for one in many}
    assert len(asked) == 2, "either level is asked for"
    assert {one.story[0] for one in many} == {("plan",)}
    assert stability(many, PRICES).stories[:2] == (1, 1)


def test_a_story_is_told_from_the_side_that_says_no_to_a_level_and_has_the_low_numbers() -> None:
    made = open_workshop(plans("a", "b", "c"))
    for number in range(6):
        # c or not: those with c are asked about the fee, the others about their calls
        assert refit(made, number).story[:2] == (("plan",), ("calls", "fee"))
    rng = np.random.default_rng(6)
    days, fee, calls = (rng.integers(0, 10, 1_600) for _ in range(3))
    chance = np.where(days > 4, 0.45 + 0.5 * (fee > 4), 0.05 + 0.3 * (calls > 4))
    made = open_workshop(table({"days": days, "fee": fee, "calls": calls, "left": leaving(chance)}))
    assert refit(made, 0).story[:2] == (("days",), ("calls", "fee"))


def test_a_table_that_says_nothing_tells_no_story_and_contests_nobody() -> None:
    left = np.array(["yes", "no", "no"] * 30, dtype=object)
    made = open_workshop(table({"fee": np.ones(90), "left": left}))
    many = [refit(made, number) for number in range(5)]
    found = stability(many, Costs(100, 40))
    assert all(one.story == () for one in many)
    assert (found.same, found.stories, found.contested) == ((), (), 0)
    assert found.contacted == 1  # a third leave: 33.3 x 100 is more than 66.7 x 40
    assert stability(many, Costs(10, 40)).contacted == 0
    assert as_tree(made, many[0]).most == 0


def test_of_very_many_unseen_customers_some_are_watched(monkeypatch) -> None:
    monkeypatch.setattr(refits_module, "MOST_WATCHED", 50)
    made = open_workshop(messy(7))
    # 120 unseen customers, of whom every third is watched: 40
    assert len(made.unseen) == 120
    assert len(made.watched) == 40
    assert len(contacts(refit(made, 0), PRICES)) == 40


def test_a_table_with_too_few_leavers_is_refused() -> None:
    with pytest.raises(TableProblem):
        open_workshop(
            table({"fee": np.arange(60.0), "left": np.array(["yes"] * 2 + ["no"] * 58, dtype=object)})
        )


def test_on_the_broadband_case_the_story_changes_below_the_first_question() -> None:
    made = open_workshop(samples.load("broadband"))
    found = stability([refit(made, number) for number in range(60)], PRICES)
    assert 0.03 <= found.contested <= 0.20
    assert found.same[0] >= 50
    assert found.stories[0] <= 3
    assert 4 <= found.stories[1] <= 20
    assert 25 <= found.stories[2] <= 60
    assert found.same[0] >= found.same[1] >= found.same[2]
