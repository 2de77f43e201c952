"""Explanations add up to the model, agree with Shapley's formula, and say how far they may be off."""

from __future__ import annotations

import math
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.pipeline import Pipeline

from core import models, samples
from core.explain import (
    BACKGROUND,
    LOG_ODDS,
    PROBABILITY,
    DoesNotAddUp,
    Explainer,
    Explanation,
    explain,
    explainer,
    importance,
    permutation_shap,
    pushes,
)
from core.explain.sampled import chances_of
from core.explain.to_chances import References, logistic, to_chances
from core.table import Column, Table

LAW = settings(max_examples=15, deadline=None)
EXACT = 1e-6
WITH_LOG_ODDS = ("logistic regression", "boosting")
SAMPLED = ("support vector machine", "neural network")
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def as_table(data: pd.DataFrame, left: np.ndarray) -> Table:
    kinds = {name: "number" if data[name].dtype.kind == "f" else "category" for name in data}
    columns = [Column(name, name.title(), kind) for name, kind in kinds.items()]
    rows = data.assign(left=pd.Series(np.where(left, "yes", "no"), dtype=object))
    return Table(rows, (*columns, Column("left", "Left", "category")), "left", "yes")


@cache
def three_columns() -> Table:
    """Three numbers of which two play together; 240 customers."""
    rng = np.random.default_rng(2)
    data = pd.DataFrame(rng.normal(size=(240, 3)).round(2), columns=["days", "recharges", "speed"])
    score = 1.5 * data["days"] * (data["speed"] < 0.3) - data["recharges"]
    return as_table(data, (rng.random(240) < logistic(score.to_numpy())))


@cache
def fitted(model: str) -> Pipeline:
    return models.fit(three_columns(), model)


@cache
def small_case(name: str) -> Table:
    """The first 700 customers of a sample: what takes a moment to learn."""
    table = samples.load(name)
    return Table(table.rows.iloc[:700], table.columns, table.target, table.positive, table.left_out)


@cache
def ready(name: str, model: str) -> Explainer:
    return explainer(models.fit(small_case(name), model), small_case(name))


def brute_force(value, columns: int) -> np.ndarray:
    """(columns,) Shapley values (1953) of value(set of columns), by the formula over all subsets."""
    found = np.zeros(columns)
    for one in range(columns):
        others = [column for column in range(columns) if column != one]
        for size in range(columns):
            weight = math.factorial(size) * math.factorial(columns - size - 1) / math.factorial(columns)
            for known in combinations(others, size):
                found[one] += weight * (value({*known, one}) - value(set(known)))
    return found


# -- adding up -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", samples.NAMES)
@pytest.mark.parametrize("model", models.NAMES)
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_pushes_of_every_contender_add_up_to_the_models_own_chance(
    name: str, model: str, seed: int
) -> None:
    table, way = small_case(name), ready(name, model)
    rng = np.random.default_rng(seed)
    rows = models.feature_rows(table)
    # Customers nobody has met: every column from somebody else, some cells missing, one level unheard of.
    mixed = pd.DataFrame(
        {column: rows[column].sample(3, random_state=seed + k).to_numpy() for k, column in enumerate(rows)}
    ).astype(rows.dtypes)
    mixed = mixed.mask(rng.random(mixed.shape) < 0.1)
    category = next(column.name for column in table.features if column.kind == "category")
    mixed.loc[0, category] = "never heard of"
    own = way.pipeline.predict_proba(mixed)[:, 1]
    for one, chance in zip(way.explain(mixed), own, strict=True):
        assert one.prediction == pytest.approx(chance, abs=1e-12)
        assert one.base_value + sum(one.contributions.values()) == pytest.approx(chance, abs=EXACT)
        assert list(one.contributions) == [column.name for column in table.features]
        assert (one.error > 0) == (model in SAMPLED)
    if model in WITH_LOG_ODDS:
        log_odds = way.pipeline.decision_function(mixed)
        for one, output in zip(way.explain(mixed, LOG_ODDS), log_odds, strict=True):
            assert one.base_value + sum(one.contributions.values()) == pytest.approx(output, abs=EXACT)


@pytest.mark.parametrize("model", models.NAMES)
def test_everybody_starts_from_about_the_average_chance(model: str) -> None:
    table, pipeline = three_columns(), fitted(model)
    chances = pipeline.predict_proba(models.feature_rows(table))[:, 1]
    found = explainer(pipeline, table, chances=chances).explain(models.feature_rows(table).iloc[:1])
    assert found[0].base_value == pytest.approx(chances.mean(), abs=0.01)


def test_pushes_that_miss_the_model_are_not_shown() -> None:
    way = explainer(fitted("tree"), three_columns())
    off = Explainer(
        way.pipeline,
        way.features,
        False,
        True,
        0,
        lambda rows, _: (0.5, np.zeros((len(rows), 3)), rows[:, 0]),
    )
    with pytest.raises(DoesNotAddUp, match="does not add up"):
        off.explain(models.feature_rows(three_columns()).iloc[:2])


# -- on paper ------------------------------------------------------------------------------------


def test_of_a_straight_line_the_log_odds_are_weight_times_deviation() -> None:
    table, pipeline = three_columns(), fitted("logistic regression")
    rows = models.feature_rows(table)
    spread = rows.std(ddof=0)
    weights = pipeline["model"].coef_[0]
    for one, (_, row) in zip(
        explain(pipeline, table, [0, 7], LOG_ODDS), rows.iloc[[0, 7]].iterrows(), strict=True
    ):
        expected = weights * ((row - rows.mean()) / spread).to_numpy()
        assert list(one.contributions.values()) == pytest.approx(expected, abs=1e-9)


def test_two_customers_are_turned_from_log_odds_into_chances_on_paper() -> None:
    # One reference at log-odds 0 (chance 1/2), whose pushes are 0 and 0. The customer: +ln 3 and 0, so
    # log-odds ln 3, chance 3/4. All of the quarter is the first column's.
    reference = References(np.zeros((1, 2)), np.zeros(1))
    found = to_chances(np.array([[math.log(3), 0.0]]), np.array([math.log(3)]), reference)
    assert reference.base == 0.5
    assert found == pytest.approx(np.array([[0.25, 0.0]]))
    # Pushed up by 2 ln 3 and down by ln 3: twice a quarter up, a quarter down.
    found = to_chances(np.array([[2 * math.log(3), -math.log(3)]]), np.array([math.log(3)]), reference)
    assert found == pytest.approx(np.array([[0.5, -0.25]]))


@LAW
@given(seed=st.integers(0, 10_000), size=st.floats(0.0, 30.0))
def test_turning_log_odds_into_chances_keeps_the_sum_and_no_push_grows_wild(seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    ours, theirs = rng.normal(size=(3, 4)) * size, rng.normal(size=(5, 4)) * size
    ours[0] = theirs[0]  # the very same customer: no slope between them
    base = rng.normal()
    references = References(theirs, base + theirs.sum(axis=1))
    log_odds = base + ours.sum(axis=1)
    found = to_chances(ours, log_odds, references)
    assert references.base + found.sum(axis=1) == pytest.approx(logistic(log_odds), abs=1e-9)
    farthest = np.abs(ours[:, None] - theirs[None]).mean(axis=1) / 4  # the curve is never steeper than 1/4
    assert (np.abs(found) <= farthest + 1e-9).all()


def test_the_ranking_averages_the_sizes_of_pushes() -> None:
    two = [Explanation(0.1, {"a": 0.2, "b": -0.3}, 0.0), Explanation(0.1, {"a": -0.4, "b": 0.1}, -0.2)]
    found = importance(two)
    assert list(found["column"]) == ["a", "b"]
    assert found["mean_abs_contribution"].tolist() == pytest.approx([0.3, 0.2])
    assert two[0].gap == pytest.approx(0.0)
    assert two[1].ranked[0] == ("a", -0.4)
    with pytest.raises(ValueError, match="no customer"):
        pushes([])


# -- against Shapley's formula -------------------------------------------------------------------


@pytest.mark.parametrize("model", models.NAMES)
def test_on_three_columns_every_explainer_agrees_with_the_formula(model: str) -> None:
    table, pipeline = three_columns(), fitted(model)
    rows = models.feature_rows(table)
    background = rows.iloc[10:40]
    scale = LOG_ODDS if model in WITH_LOG_ODDS else PROBABILITY
    output = (
        pipeline.decision_function if scale == LOG_ODDS else lambda some: pipeline.predict_proba(some)[:, 1]
    )
    for at, one in zip([0, 5], explain(pipeline, table, [0, 5], scale, background), strict=True):

        def value(known: set[int], at: int = at) -> float:
            some = background.copy()
            for place in known:
                some.iloc[:, place] = rows.iloc[at, place]
            return float(np.mean(output(some)))

        assert list(one.contributions.values()) == pytest.approx(brute_force(value, 3), abs=EXACT)
        assert one.base_value == pytest.approx(value(set()), abs=EXACT)
        assert one.error == 0


@pytest.mark.parametrize("model", ["tree", "forest", "boosting"])
def test_without_a_background_trees_agree_with_the_formula_on_their_own_customers(model: str) -> None:
    table, pipeline = three_columns(), fitted(model)
    rows = models.feature_rows(table).iloc[[3, 8]]
    scale = LOG_ODDS if model == "boosting" else PROBABILITY
    inputs = pipeline["columns"].transform(rows)
    grown = trees_of(pipeline["model"])
    start = float(pipeline["model"]._baseline_prediction[0, 0]) if model == "boosting" else 0.0
    for row, one in zip(inputs, explain(pipeline, table, rows, scale), strict=True):

        def value(known: set[int], row: np.ndarray = row) -> float:
            return start + sum(expected(tree, row, known) for tree in grown)

        assert list(one.contributions.values()) == pytest.approx(brute_force(value, 3), abs=EXACT)


def trees_of(step) -> list[list[tuple]]:
    """Each tree as nodes (column, cut, low, high, customers, value); column -1 in a leaf."""
    if hasattr(step, "tree_"):
        return [nodes_of(step.tree_)]
    if hasattr(step, "estimators_"):
        return [
            [(*node[:5], node[5] / len(step.estimators_)) for node in nodes_of(one.tree_)]
            for one in step.estimators_
        ]
    return [
        [
            (
                -1 if n["is_leaf"] else n["feature_idx"],
                n["num_threshold"],
                n["left"],
                n["right"],
                n["count"],
                n["value"],
            )
            for n in one.nodes
        ]
        for round_of in step._predictors
        for one in round_of
    ]


def nodes_of(tree) -> list[tuple]:
    share = tree.value[:, 0, 1] / tree.value[:, 0].sum(axis=1)
    column = np.where(tree.children_left < 0, -1, tree.feature)
    return list(
        zip(
            column,
            tree.threshold,
            tree.children_left,
            tree.children_right,
            tree.weighted_n_node_samples,
            share,
            strict=True,
        )
    )


def expected(tree: list[tuple], row: np.ndarray, known: set[int], at: int = 0) -> float:
    """What a tree says of a customer of whom only some columns are known: where a question cannot be
    answered, both sides by how many customers went there (EXPVALUE, Lundberg et al. 2020)."""
    column, cut, low, high, customers, value = tree[at]
    if column < 0:
        return float(value)
    if column in known:
        return expected(tree, row, known, low if row[column] <= cut else high)
    both = [(tree[side][4] / customers, expected(tree, row, known, side)) for side in (low, high)]
    return sum(share * one for share, one in both)


@pytest.mark.parametrize("model", SAMPLED)
def test_the_stated_error_is_honest(model: str) -> None:
    table = small_case("prepaid").without("plan", "region", "months_customer", "data_mb", "balance")
    pipeline = models.fit(table, model)
    rows = models.feature_rows(table).iloc[[1, 4]]
    for one, exact in zip(
        explain(pipeline, table, rows, random_state=1),
        explain(pipeline, table, rows, random_state=2),
        strict=True,
    ):
        apart = [one.contributions[name] - exact.contributions[name] for name in one.contributions]
        assert 0 < one.error < 0.05
        # Two samples differ by the root of two errors; eight columns, so four times that is far out.
        assert max(map(abs, apart)) < 4 * math.hypot(one.error, exact.error)


def test_more_orders_leave_a_smaller_error_and_few_columns_none() -> None:
    rng = np.random.default_rng(0)
    background, customer = rng.normal(size=(20, 6)), rng.normal(size=6)

    def output(rows: np.ndarray) -> np.ndarray:
        return rows[:, 0] * rows[:, 1] * rows[:, 2] + np.sin(
            rows[:, 3] * rows[:, 4] * rows[:, 5]
        )  # in threes

    groups = [np.array([k]) for k in range(6)]
    few, many = (permutation_shap(output, customer, background, groups, n)[1].max() for n in (10, 400))
    assert many < few / 3  # 40 times the orders: about a sixth
    three = [np.array([0, 1]), np.array([2, 3]), np.array([4, 5])]
    values, error = permutation_shap(output, customer, background, three)
    assert error.max() == 0
    assert values.sum() == pytest.approx(output(customer[None])[0] - output(background).mean())


def test_the_support_vector_machine_is_asked_by_matrix_products_with_its_own_answer() -> None:
    pipeline = fitted("support vector machine")
    encoded = pipeline["columns"].transform(models.feature_rows(three_columns()))
    assert chances_of(pipeline["model"])(encoded) == pytest.approx(
        pipeline["model"].predict_proba(encoded)[:, 1], abs=1e-12
    )


# -- odd tables ----------------------------------------------------------------------------------


def odd_tables() -> dict[str, Table]:
    rng = np.random.default_rng(1)
    left = np.arange(60) % 3 == 0
    number = pd.Series(rng.normal(size=60) + left)
    gaps = number.where(rng.random(60) < 0.7)
    levels = pd.Series(rng.choice(["a", "b", "=SUM(A1)"], 60), dtype=object)
    return {
        "one column": as_table(pd.DataFrame({"x": number}), left),
        "a constant beside it": as_table(pd.DataFrame({"x": number, "same": 4.0}), left),
        "gaps": as_table(pd.DataFrame({"x": gaps, "level": levels.where(gaps.notna())}), left),
        "nothing but a constant": as_table(pd.DataFrame({"same": np.full(60, 1.0)}), left),
    }


@pytest.mark.parametrize("model", models.NAMES)
@pytest.mark.parametrize("name", odd_tables())
def test_odd_tables_are_explained_like_any_other(name: str, model: str) -> None:
    table = odd_tables()[name]
    rows = models.feature_rows(table)
    for one in explain(models.fit(table, model), table, rows.iloc[:3]):
        assert abs(one.gap) < EXACT
        assert one.contributions.get("same", 0.0) == pytest.approx(0.0, abs=1e-12)


def test_what_cannot_be_asked_is_refused() -> None:
    table = three_columns()
    with pytest.raises(ValueError, match="in chances only"):
        explain(fitted("forest"), table, [0], LOG_ODDS)
    with pytest.raises(ValueError, match="no scale 'odds'"):
        explain(fitted("tree"), table, [0], "odds")
    with pytest.raises(ValueError, match="at least one customer"):
        explain(fitted("tree"), table, [0], background=models.feature_rows(table).iloc[:0])


def test_the_background_of_a_sampled_model_is_stated() -> None:
    assert explainer(fitted("neural network"), three_columns()).background == BACKGROUND
    assert explainer(fitted("tree"), three_columns()).background == 0
