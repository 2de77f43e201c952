"""The contenders: laws every model keeps, on tables small enough to draw here."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from core import models
from core.models import MISSING, NAMES, RARE, Input
from core.models import scores as scoring
from core.models.columns import MOST_LEVELS
from core.table import Column, Table, TableProblem

pytestmark = pytest.mark.filterwarnings("error")


def table_of(**columns: object) -> Table:
    """A table of these columns; "left" holds yes and no. Numbers become float64, words stay words."""
    rows = pd.DataFrame(columns)
    kinds = {
        name: "number" if pd.api.types.is_numeric_dtype(rows[name]) else "category" for name in rows.columns
    }
    rows = rows.astype({name: float if kind == "number" else object for name, kind in kinds.items()})
    described = tuple(Column(name, name, kind) for name, kind in kinds.items())
    return Table(rows, described, target="left", positive="yes")


def customers(rows: int = 400, leavers: float = 0.25, seed: int = 1) -> Table:
    """Silence and the plan matter, the lottery number does not; with gaps in all of them."""
    rng = np.random.default_rng(seed)
    silence = rng.gamma(2, 5, rows)
    plan = rng.choice(["basic", "data", "talk"], rows).astype(object)
    risk = silence + 5 * (plan == "basic") + rng.normal(0, 4, rows)
    left = np.where(risk > np.quantile(risk, 1 - leavers), "yes", "no")
    lottery = rng.normal(size=rows)
    silence[rng.random(rows) < 0.05] = np.nan
    plan[rng.random(rows) < 0.05] = None
    lottery[rng.random(rows) < 0.05] = np.nan
    return table_of(silence=silence, plan=plan, lottery=lottery, left=left)


def with_leavers(number: int, rows: int = 60) -> Table:
    rng = np.random.default_rng(0)
    left = np.array(["no"] * rows, dtype=object)
    left[:number] = "yes"
    return table_of(x=rng.normal(size=rows), plan=rng.choice(["a", "b"], rows), left=left)


@pytest.fixture(scope="module")
def table() -> Table:
    return customers()


@pytest.mark.parametrize("model", NAMES)
def test_every_customer_gets_one_chance_strictly_between_0_and_1(model: str, table: Table) -> None:
    scores = models.score(table, model)
    assert scores.model == model
    assert scores.probability.dtype == np.float64
    assert np.isfinite(scores.probability).all()
    assert 0 < scores.probability.min() <= scores.probability.max() < 1
    assert np.array_equal(scores.ids, np.arange(400))
    assert np.array_equal(scores.y_true, table.y) and scores.y_true.dtype == np.int8
    assert scores.fit_seconds > 0


@pytest.mark.parametrize("model", NAMES)
def test_the_same_seed_gives_the_same_chances(model: str, table: Table) -> None:
    rows = models.feature_rows(table)
    once, again = (models.fit(table, model, random_state=3).predict_proba(rows) for _ in range(2))
    assert np.array_equal(once, again)


def test_the_same_seed_gives_the_same_scores(table: Table) -> None:
    once, again = models.score(table, "tree", random_state=3), models.score(table, "tree", random_state=3)
    assert np.array_equal(once.probability, again.probability)
    assert np.array_equal(once.fold, again.fold)


def test_all_models_are_examined_on_the_same_folds_with_equal_shares_of_leavers(table: Table) -> None:
    parts = [models.score(table, model).fold for model in ("tree", "logistic regression")]
    assert np.array_equal(parts[0], parts[1])
    assert np.array_equal(parts[0], models.folds(table))
    # 400 customers, 100 of them leavers, in 5 parts: 80 and 20 in each.
    assert np.bincount(parts[0]).tolist() == [80] * 5
    assert np.bincount(parts[0], weights=table.y).tolist() == [20] * 5
    assert not np.array_equal(parts[0], models.folds(table, random_state=1))


@pytest.mark.parametrize("model", NAMES)
def test_a_model_finds_what_matters_and_knows_how_many_leave(model: str) -> None:
    table = customers(rows=1_000, leavers=0.15)
    scores = models.score(table, model)
    assert roc_auc_score(scores.y_true, scores.probability) > 0.75
    assert scores.probability.mean() == pytest.approx(0.15, abs=0.025)


@pytest.mark.parametrize("model", NAMES)
def test_nobody_is_scored_by_a_model_that_saw_them(model: str) -> None:
    # A number per customer and 18 made-up groups say nothing about the unseen: only who peeks beats a coin.
    rng = np.random.default_rng(5)
    groups = rng.integers(0, 18, 600).astype(str).astype(object)
    table = table_of(number=rng.random(600), group=groups, left=np.where(rng.random(600) < 0.4, "yes", "no"))
    scores = models.score(table, model)
    assert roc_auc_score(scores.y_true, scores.probability) == pytest.approx(0.5, abs=0.08)


def test_a_chance_comes_from_the_pipeline_that_learnt_from_the_other_folds(table: Table) -> None:
    scores = models.score(table, "logistic regression")
    seen, unseen = scores.fold != 2, scores.fold == 2
    rows = models.feature_rows(table)
    pipeline = models.estimator(table, "logistic regression").fit(rows[seen], table.y[seen])
    assert np.array_equal(scores.probability[unseen], models.chances(pipeline, rows[unseen], trained_on=320))


@pytest.mark.parametrize("model", NAMES)
def test_gaps_and_levels_never_seen_before_get_a_chance_too(model: str, table: Table) -> None:
    pipeline = models.fit(table, model)
    strangers = pd.DataFrame(
        {"silence": [np.nan, 10, 1e6], "plan": [None, "satellite", "talk"], "lottery": [0, np.nan, -1e6]}
    )
    chances = pipeline.predict_proba(strangers)
    assert chances.shape == (3, 2)
    assert np.isfinite(chances).all()
    assert np.allclose(chances.sum(axis=1), 1)


@pytest.mark.parametrize("model", NAMES)
@pytest.mark.parametrize("leavers", (2, 3))
def test_a_handful_of_leavers_is_enough(model: str, leavers: int) -> None:
    scores = models.score(with_leavers(leavers), model)
    assert set(scores.fold) == set(range(leavers))
    assert 0 < scores.probability.min() <= scores.probability.max() < 1


@pytest.mark.parametrize(("leavers", "who"), ((0, "left"), (1, "left"), (59, "stayed"), (60, "stayed")))
def test_one_leaver_or_one_stayer_is_not_enough(leavers: int, who: str) -> None:
    for ask in (models.score, models.fit):
        with pytest.raises(TableProblem, match=f"of the 60 customers {who}"):
            ask(with_leavers(leavers), "tree")


def test_an_unknown_model_is_answered_with_the_names_there_are(table: Table) -> None:
    with pytest.raises(ValueError, match=r"oracle.*support vector machine"):
        models.estimator(table, "oracle")


def test_a_table_without_features_is_a_problem_said_in_words() -> None:
    with pytest.raises(TableProblem, match="no column left"):
        models.estimator(table_of(left=["yes", "no"] * 10), "tree")


@pytest.mark.parametrize("model", NAMES)
def test_numbers_alone_and_categories_alone_are_enough(model: str) -> None:
    left = ["yes", "no", "no", "no"] * 15
    for column in ({"x": np.arange(60.0) % 7}, {"plan": ["a", "b", None] * 20}):
        table = table_of(**column, left=left)
        chances = models.fit(table, model).predict_proba(models.feature_rows(table))
        assert np.isfinite(chances).all()


def test_a_column_of_gaps_alone_does_no_harm(table: Table) -> None:
    rows = table.rows.assign(lottery=np.nan)
    for model in ("tree", "logistic regression"):
        emptied = Table(rows, table.columns, table.target, table.positive)
        assert np.isfinite(models.score(emptied, model).probability).all()


def test_the_tree_asks_at_most_three_questions_and_its_leaves_hold_fifty_customers() -> None:
    tree = models.fit(customers(rows=2_000), "tree")["model"]
    leaves = tree.tree_.children_left == -1
    assert tree.get_depth() == 3
    assert tree.tree_.n_node_samples[leaves].min() >= 50
    # 50 from 1,000 rows on, a twentieth below, never under 5.
    assert [models.smallest_leaf(n) for n in (20, 100, 400, 1_000, 50_000)] == [5, 5, 20, 50, 50]


def test_a_pure_leaf_says_no_more_than_the_rule_of_succession_allows() -> None:
    # 20 customers, all alike within their group: 1/22 and 21/22, not 0 and 1.
    table = table_of(x=[0.0] * 10 + [1.0] * 10, left=["no"] * 10 + ["yes"] * 10)
    chances = models.chances(models.fit(table, "tree"), models.feature_rows(table), trained_on=20)
    assert sorted(set(chances)) == pytest.approx([1 / 22, 21 / 22])


def test_inputs_name_the_column_and_level_behind_every_number_the_model_reads(table: Table) -> None:
    pipeline = models.fit(table, "tree")
    assert models.inputs(pipeline) == (
        Input("silence"),
        Input("lottery"),
        Input("silence", MISSING),
        Input("lottery", MISSING),
        Input("plan", "basic"),
        Input("plan", "data"),
        Input("plan", MISSING),
        Input("plan", "talk"),
    )
    read = pipeline["columns"].transform(models.feature_rows(table))
    assert np.array_equal(read[:, 7] == 1, (table.rows["plan"] == "talk").to_numpy())
    assert np.array_equal(read[:, 2] == 1, table.rows["silence"].isna().to_numpy())


def test_the_rarest_of_many_levels_are_one_group() -> None:
    levels = [f"town {i}" for i in range(30) for _ in range(i + 2)]
    table = table_of(town=levels, left=["yes", "no", "no"] * (len(levels) // 3))
    pipeline = models.fit(table, "tree")
    inputs = models.inputs(pipeline)
    assert len(inputs) == MOST_LEVELS
    assert inputs[-1] == Input("town", RARE)
    assert Input("town", "town 29") in inputs and Input("town", "town 0") not in inputs
    unseen = pipeline["columns"].transform(pd.DataFrame({"town": ["town 0", "nowhere"]}))
    assert unseen[:, -1].tolist() == [1, 1]


def test_the_support_vector_machine_learns_from_a_sample_of_a_large_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = customers(rows=1_000, leavers=0.1)
    monkeypatch.setattr(scoring, "MOST_ROWS_SVM", 200)
    kept = {
        name: models.fit(table, name)["columns"].transformers_[0][1]["scale"].n_samples_seen_.max()
        for name in ("support vector machine", "logistic regression")
    }
    assert kept["support vector machine"] <= 200 < kept["logistic regression"]


def test_the_sample_keeps_the_share_of_leavers_and_at_least_two_of_them() -> None:
    y = np.array([1] * 100 + [0] * 900)
    sample = scoring._sample(y, 200, random_state=0)
    assert (len(set(sample)), y[sample].sum()) == (200, 20)
    assert np.array_equal(sample, scoring._sample(y, 200, random_state=0))
    few = np.array([1] * 3 + [0] * 9_997)
    assert few[scoring._sample(few, 100, random_state=0)].sum() == 2


def test_a_tree_of_the_forest_learns_from_at_most_ten_thousand_rows() -> None:
    for rows, most in ((19_999, None), (20_000, 10_000)):
        large = table_of(x=np.zeros(rows), left=["yes", *["no"] * (rows - 1)])
        assert models.estimator(large, "forest")["model"].max_samples == most


def test_importing_the_module_does_not_import_scikit_learn() -> None:
    asked = "import sys, core.models; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
