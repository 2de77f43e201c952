"""What a model weighs: every count made a second way, and pages that hold them."""

from __future__ import annotations

import pickle
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import models
from core import weigh as weigh_module
from core.table import Table
from core.weigh import CUSTOMERS, NUMBERS_PER_PAGE, Weight, numbers, weigh
from tests.core.test_trees import leaving, table


@cache
def small() -> Table:
    """Two numbers, one of them with gaps, and a category of three levels: 2 + 1 + 3 inputs."""
    rng = np.random.default_rng(0)
    days, amount = rng.integers(0, 30, 400).astype(float), rng.normal(50, 20, 400)
    amount[::9] = np.nan
    plan = rng.choice(np.array(["basic", "gold", "talk"], dtype=object), 400)
    return table({"days": days, "amount": amount, "plan": plan, "left": leaving(days / 40)})


INPUTS = 6


@cache
def fitted(model: str):
    return models.fit(small(), model)


def printed(tree) -> tuple[int, int]:
    """Questions and leaves of a tree, counted in scikit-learn's own print of it."""
    from sklearn.tree import export_text

    lines = export_text(tree, max_depth=99).splitlines()
    leaves = sum("class:" in line or "value:" in line for line in lines)
    return (len(lines) - leaves) // 2, leaves  # a question is printed once for each answer


def test_a_tree_counts_two_for_a_question_and_one_for_a_leaf() -> None:
    questions, leaves = printed(fitted("tree")["model"])
    assert leaves == questions + 1 > 2
    assert numbers("tree", fitted("tree")) == 2 * questions + leaves


def test_a_forest_counts_all_its_trees() -> None:
    counted = [printed(tree) for tree in fitted("forest")["model"].estimators_]
    assert len(counted) == 200
    assert numbers("forest", fitted("forest")) == sum(2 * q + leaves for q, leaves in counted)


def test_boosting_counts_what_one_meets_walking_down_its_trees() -> None:
    def met(nodes, at: int = 0) -> int:
        node = nodes[at]
        return 1 if node["is_leaf"] else 2 + met(nodes, node["left"]) + met(nodes, node["right"])

    step = fitted("boosting")["model"]
    trees = [tree for (tree,) in step._predictors]
    assert len(trees) == step.n_iter_ == 120
    walked = sum(met(tree.nodes) for tree in trees)
    assert numbers("boosting", fitted("boosting")) == walked
    # a tree of L leaves asks L - 1 questions
    assert walked == sum(3 * tree.get_n_leaf_nodes() - 2 for tree in trees)


def feature_rows():
    return models.feature_rows(small())


def test_a_logistic_regression_counts_a_weight_per_input_and_one_more() -> None:
    assert numbers("logistic regression", fitted("logistic regression")) == INPUTS + 1


def test_a_neural_network_counts_its_weights() -> None:
    # 6 inputs to 32 units, 32 constants, 32 weights to one end, and its constant
    assert numbers("neural network", fitted("neural network")) == INPUTS * 32 + 32 + 32 + 1


def test_a_support_vector_machine_counts_the_customers_it_compares_with() -> None:
    machine = fitted("support vector machine")["model"].calibrated_classifiers_[0].estimator
    compared = len(np.unique(machine.support_))
    assert 0 < compared <= 400
    # each with its inputs and its weight; a limit; two for turning distances into chances
    assert numbers("support vector machine", fitted("support vector machine")) == compared * (INPUTS + 1) + 3


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ValueError, match="no model called 'oracle'; choose one of: tree"):
        numbers("oracle", fitted("tree"))


@pytest.mark.parametrize("model", models.NAMES)
def test_every_model_is_weighed(model: str) -> None:
    found = weigh(model, fitted(model), feature_rows(), fit_seconds=1.5)
    assert found.model == model
    assert found.fit_seconds == 1.5
    assert found.per_thousand > 0
    assert found.size == len(pickle.dumps(fitted(model)))
    assert found.numbers == numbers(model, fitted(model))


class Clerk:
    """A model that only notes how many customers it was given."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def predict_proba(self, rows) -> None:
        self.asked.append(len(rows))

    def __getstate__(self):
        return b"x" * 500

    def __getitem__(self, step: str):
        return fitted("tree")[step]


@pytest.mark.parametrize("customers", [1, 7, 400])
def test_a_thousand_customers_are_scored_and_the_middle_time_counts(customers, monkeypatch) -> None:
    # three runs of 5, 1 and 2 seconds: the middle one took 2
    ticks = iter([0.0, 5, 10, 11, 20, 22])
    monkeypatch.setattr(weigh_module.time, "perf_counter", lambda: next(ticks))
    clerk = Clerk()
    found = weigh("tree", clerk, feature_rows().iloc[:customers], 0.0)
    assert clerk.asked == [CUSTOMERS] * 3
    assert found.per_thousand == 2
    assert 500 < found.size < 700


def test_more_than_a_thousand_customers_are_cut_to_a_thousand() -> None:
    clerk = Clerk()
    many = feature_rows().iloc[np.arange(2_400) % 400]
    weigh("tree", clerk, many, 0.0)
    assert clerk.asked == [CUSTOMERS] * 3


def test_nobody_to_score_is_refused() -> None:
    with pytest.raises(ValueError, match="no customer to score"):
        weigh("tree", fitted("tree"), feature_rows().iloc[:0], 0.0)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (500, 1), (501, 2), (1_000, 2), (102_959, 206)])
def test_pages_on_paper(count: int, pages: int) -> None:
    assert Weight("tree", 0, 0, 0, count).pages == pages


@given(st.integers(1, 10**9))
def test_pages_hold_all_numbers_and_none_is_empty(count: int) -> None:
    pages = Weight("tree", 0, 0, 0, count).pages
    assert (pages - 1) * NUMBERS_PER_PAGE < count <= pages * NUMBERS_PER_PAGE
