"""A small tree that repeats a black box: its verdicts, what it misses, and where it fails."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.explain import DEPTHS, Surrogate, imitate, prepare, surrogate, surrogates
from core.explain.surrogate import FEWEST
from core.split import halves
from core.table import Column, Table

LAW = settings(max_examples=12, deadline=None)
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def table(rows: int = 400) -> Table:
    """Months 0 to 99 in turn, a plan with gaps; every fourth customer left."""
    at = np.arange(rows)
    plan = pd.Series(np.array(["basic", "plus", None], dtype=object)[at % 3])
    data = pd.DataFrame(
        {
            "months": (at * 37 % 100).astype(float),
            "plan": plan,
            "left": pd.Series(np.where(at % 4 == 0, "yes", "no"), dtype=object),
        }
    )
    columns = (
        Column("months", "Months", "number"),
        Column("plan", "Plan", "category"),
        Column("left", "Left", "category"),
    )  # fmt: skip
    return Table(data, columns, "left", "yes")


SMALL = table()
MONTHS = SMALL.rows["months"].to_numpy()
STEP = np.where(MONTHS > 69, 0.8, 0.1)  # contacts the 30 % with 70 months or more


@cache
def fitted(case: str, model: str) -> tuple[Table, object]:
    data = samples.load(case)
    return data, models.fit(data, model)


def told(found: Surrogate, data: Table, chances: np.ndarray, threshold: object) -> None:
    """What has to be true of every small tree."""
    contact = chances >= np.asarray(threshold)
    _, unseen = halves(data.y)
    assert found.unseen.tolist() == unseen.tolist()
    assert found.box.tolist() == contact[unseen].tolist()
    assert found.fidelity == pytest.approx(np.mean(found.verdicts == found.box))
    assert max(node.depth for node in found.tree.nodes) <= found.depth
    leaves = found.tree.leaves(found.tree.most)
    assert sum(leaf.unseen for leaf in leaves) == len(unseen)
    assert sum(leaf.unseen_left for leaf in leaves) == contact[unseen].sum()
    if found.tree.most:
        assert min(leaf.practice for leaf in leaves) >= models.smallest_leaf(len(contact) - len(unseen))
    wrong = {
        leaf.id: leaf.unseen - leaf.unseen_left
        if 2 * leaf.practice_left > leaf.practice
        else leaf.unseen_left
        for leaf in leaves
    }
    assert sum(wrong.values()) == (found.verdicts != found.box).sum()
    if found.worst is None:
        assert found.fidelity == 1
    else:
        assert found.worst.disagreements == wrong[found.worst.node] > 0
        people = {leaf.id: leaf.unseen for leaf in found.tree.leaves(found.tree.most)}
        rates = [wrong[leaf] / people[leaf] for leaf in wrong if people[leaf] >= FEWEST]
        if rates and max(rates) > 0:  # where it fails most often, small groups left aside
            assert wrong[found.worst.node] / people[found.worst.node] == max(rates)
    if found.box.any():
        assert found.found == pytest.approx(found.verdicts[found.box].mean())
    if found.verdicts.any():
        assert found.extra == pytest.approx((~found.box)[found.verdicts].mean())


def test_a_box_that_asks_one_question_is_repeated_in_full() -> None:
    found = imitate(SMALL, STEP, 0.5, 1)
    told(found, SMALL, STEP, 0.5)
    assert (found.fidelity, found.found, found.extra, found.worst) == (1, 1, 0, None)
    assert found.tree.nodes[0].question == "Months: 69 or less?"
    # its counts are the box's contacts, not those who left: all of one side, none of the other
    yes, no = found.tree.nodes[1], found.tree.nodes[2]
    assert (yes.practice_left, no.practice_left) == (0, no.practice)
    assert found.plain == pytest.approx(1 - found.box.mean())


def test_two_separate_stretches_need_two_questions_and_one_misses_one_of_them() -> None:
    # contacts months 0 to 9 and 70 to 99: one question finds the 30 of 40 with 70 or more
    chances = np.where((MONTHS < 10) | (MONTHS > 69), 0.8, 0.1)
    one, two = (imitate(SMALL, chances, 0.5, depth) for depth in (1, 2))
    told(one, SMALL, chances, 0.5)
    young = (MONTHS < 10)[one.unseen]
    assert one.fidelity == pytest.approx(1 - young.mean())
    assert one.found == pytest.approx(1 - young.sum() / one.box.sum())
    assert one.worst is not None
    assert (one.worst.path, one.worst.disagreements) == ("months 69 or less", young.sum())
    assert one.worst.customers == ((MONTHS <= 69)[one.unseen]).sum()
    assert not one.worst.contact
    assert (two.fidelity, two.worst) == (1, None)


@pytest.mark.parametrize(("chance", "contacts"), [(0.1, False), (0.9, True)])
def test_a_box_of_one_verdict_needs_no_question(chance, contacts) -> None:
    found = imitate(SMALL, np.full(400, chance), 0.5, 3)
    assert found.tree.most == 0
    assert (found.fidelity, found.plain, found.worst) == (1, 1, None)
    assert (found.verdicts == contacts).all()
    assert np.isnan(found.found) == np.isnan(found.extra) == (not contacts)


def test_a_chance_at_the_cut_off_is_a_contact() -> None:
    assert imitate(SMALL, np.full(400, 0.5), 0.5, 1).verdicts.all()
    assert not imitate(SMALL, np.full(400, 0.5), np.inf, 1).verdicts.any()


def test_the_black_box_of_the_sample_is_repeated_in_words_of_its_columns() -> None:
    data, pipeline = fitted("prepaid", "boosting")
    chances = models.chances(pipeline, models.feature_rows(data), len(data.rows))
    found = surrogates(pipeline, data, 0.33)
    for one, depth in zip(found, DEPTHS, strict=True):
        assert one.depth == depth
        told(one, data, chances, 0.33)
    assert found[2].fidelity > found[2].plain
    assert found[5].fidelity > found[0].fidelity
    assert found[0].tree.nodes[0].question.startswith("Days since last call: ")


@pytest.mark.parametrize("model", ["tree", "logistic regression"])
def test_one_call_is_the_same_as_chances_first(model) -> None:
    data, pipeline = fitted("broadband", model)
    chances = models.chances(pipeline, models.feature_rows(data), len(data.rows))
    one, other = surrogate(pipeline, data, 3, 0.4), imitate(data, chances, 0.4, 3, prepared=prepare(data))
    assert one.tree == other.tree
    assert one.fidelity == other.fidelity
    assert one.worst == other.worst


def test_a_tree_three_questions_deep_is_repeated_by_one_nearly_in_full() -> None:
    data, pipeline = fitted("broadband", "tree")
    assert surrogate(pipeline, data, 3, 0.4).fidelity > 0.99


@LAW
@given(st.integers(0, 50), st.sampled_from(DEPTHS), st.floats(0, 1), st.booleans())
def test_any_box_adds_up_with_one_cut_off_or_each_their_own(seed, depth, cutoff, own) -> None:
    random = np.random.default_rng(seed)
    chances = np.clip(MONTHS / 100 + random.normal(0, 0.2, 400), 0, 1)
    threshold = random.random(400) if own else cutoff
    told(imitate(SMALL, chances, threshold, depth), SMALL, chances, threshold)


@pytest.mark.parametrize("depth", [-1, 0, 7, 2.5])
def test_a_depth_out_of_range_is_refused(depth) -> None:
    with pytest.raises(ValueError, match="1 to 6"):
        imitate(SMALL, STEP, 0.5, depth)


def test_a_chance_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="one chance"):
        imitate(SMALL, STEP[:-1], 0.5, 1)
