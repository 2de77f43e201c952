"""The results that ship beside the tables are what core computes from them."""

import gzip
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from core import explain, models, samples, steady, uplift
from core.explain import shaken
from sample_data import broadband, prepaid, results, trap

TOLERANCE = 1e-4  # two machines may differ in the last digits of a long sum


def shipped(name: str) -> pd.DataFrame:
    return pd.read_csv(samples.FOLDER / f"{name}.scores.csv")


@pytest.mark.parametrize("name", samples.NAMES)
def test_the_shipped_tree_is_grown_from_the_shipped_table(name: str) -> None:
    path = samples.FOLDER / f"{name}.results.json"
    assert results.results_json(samples.load(name)) == path.read_bytes()


@pytest.mark.parametrize("name", samples.NAMES)
def test_shipped_outcomes_and_folds_are_those_of_the_table(name: str) -> None:
    table, frame = samples.load(name), shipped(name)
    assert list(frame.columns) == ["left", "fold", *models.NAMES]
    assert (frame["left"] == table.y).all()
    assert (frame["fold"] == models.folds(table)).all()
    assert frame[list(models.NAMES)].to_numpy().min() > 0
    assert frame[list(models.NAMES)].to_numpy().max() < 1


@pytest.mark.parametrize("name", samples.NAMES)
@pytest.mark.parametrize("model", models.NAMES)
def test_shipped_chances_are_recomputed_for_one_part(name: str, model: str) -> None:
    table, frame = samples.load(name), shipped(name)
    part = models.folds(table)
    here = part == part.max()
    found = models.score_part(table, model, part, int(part.max()))
    assert np.abs(found - frame.loc[here, model]).max() < TOLERANCE


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_model_is_shipped_with_its_refits(name: str) -> None:
    shipped = samples.refits(name)
    assert tuple(shipped) == models.NAMES
    for chances in shipped.values():
        assert chances.shape == (steady.REFITS, len(steady.watched(samples.load(name))))
        assert 0 <= chances.min() < chances.max() <= 1
        assert len(np.unique(chances, axis=0)) == steady.REFITS, "no two refits are the same"


@pytest.mark.parametrize("model", ["tree", "logistic regression"])
@pytest.mark.parametrize("number", [0, steady.REFITS - 1])
def test_a_shipped_refit_is_recomputed(model: str, number: int) -> None:
    shipped = samples.refits("prepaid")[model][number]
    found = steady.refit_chances(samples.load("prepaid"), model, number)
    # shipped to a thousandth, and a tree may fall the other way on another machine for a few
    assert (np.abs(found - shipped) < 0.0011).mean() > 0.99


@pytest.mark.parametrize("name", samples.NAMES)
def test_refits_are_written_as_they_are_shipped(name: str) -> None:
    bytes_shipped = (samples.FOLDER / f"{name}.refits.csv.gz").read_bytes()
    frames = [
        pd.DataFrame({"model": model, **{f"refit {k}": row for k, row in enumerate(chances)}})
        for model, chances in samples.refits(name).items()
    ]
    written = results.refits_csv(pd.concat(frames, ignore_index=True))
    assert gzip.decompress(written) == gzip.decompress(bytes_shipped)
    assert written == results.refits_csv(pd.concat(frames, ignore_index=True)), "no time of day in it"
    assert len(bytes_shipped) < 300_000


@pytest.mark.parametrize("name", ["", "campaign", "../prepaid"])
def test_a_case_without_refits_is_not_found(name: str) -> None:
    with pytest.raises(KeyError, match="no case"):
        samples.refits(name)


def test_the_shipped_changes_through_the_contact_are_recomputed_for_one_part() -> None:
    about = samples.sheet(samples.TRIAL)
    trial = uplift.as_trial(samples.load(samples.TRIAL), about["treatment"], about["treated_value"])
    frame, part = samples.uplift_scores(), uplift.folds(trial)
    assert len(frame) == len(part)
    assert list(frame.columns) == ["risk", *results.CHANGES]
    here = part == part.max()
    found = results.uplift_part(trial, part, int(part.max()))
    shipped = frame[here].reset_index(drop=True)
    # shipped to a ten-thousandth, and a tree may fall the other way on another machine for a few
    assert (np.abs(found - shipped).to_numpy() < TOLERANCE).mean() > 0.99


@pytest.mark.parametrize("name", ["uplift", "campaignx", "../prepaid"])
def test_a_case_nobody_knows_is_not_made(name: str) -> None:
    command = [sys.executable, "-m", "sample_data", name]
    done = subprocess.run(command, cwd=samples.FOLDER.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"There is no case {name}; there are prepaid, broadband, campaign, districts."
    )


TRUTHS = {"prepaid": prepaid.truth, "broadband": broadband.truth}


@pytest.mark.parametrize("name", samples.NAMES)
def test_shipped_explanations_add_up_for_every_model_and_customer(name: str) -> None:
    frame, table = samples.explained(name), samples.load(name)
    features = [column.name for column in table.features]
    assert list(frame["model"].unique()) == list(models.NAMES)
    for _, part in frame.groupby("model"):
        assert (part["row"].to_numpy() == explain.watched(table)).all()
        total = part["base_value"] + part[features].sum(axis=1)
        assert np.abs(total - part["prediction"]).max() < 2e-6
        assert part["base_value"].nunique() == 1
        assert part["base_value"].iloc[0] == pytest.approx(table.y.mean(), abs=0.012)


@pytest.mark.parametrize("name", samples.NAMES)
@pytest.mark.parametrize("model", ["tree", "logistic regression", "neural network"])
def test_a_shipped_explanation_is_recomputed(name: str, model: str) -> None:
    table, frame = samples.load(name), samples.explained(name)
    shipped = frame[frame["model"] == model].iloc[[0, 77]]
    found = explain.explain(models.fit(table, model), table, shipped["row"])
    features = [column.name for column in table.features]
    for one, (_, row) in zip(found, shipped.iterrows(), strict=True):
        assert list(one.contributions.values()) == pytest.approx(row[features].tolist(), abs=TOLERANCE)
        assert one.error == pytest.approx(row["error"], abs=TOLERANCE)


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_model_is_shipped_with_its_tests_and_one_is_recomputed(name: str) -> None:
    table, frame = samples.load(name), samples.shaken(name)
    tests = ["plain", "twin", "leak", *(f"refit {k}" for k in range(explain.REFITS)), "trap"]
    assert [*frame["test"].unique()] == tests
    assert len(frame[["model", "test"]].drop_duplicates()) == len(models.NAMES) * len(tests)
    for test, found in (
        ("plain", shaken.shaken(table, "tree")),
        ("refit 3", shaken.refitted(table, "tree", 3)),
    ):
        shipped = frame[(frame["model"] == "tree") & (frame["test"] == test)]
        assert list(found["column"]) == list(shipped["column"])
        assert found["mean_abs_contribution"].tolist() == pytest.approx(shipped["push"].tolist(), abs=1e-6)


@pytest.mark.parametrize("model", ["logistic regression", "neural network"])
def test_shipped_pushes_of_other_models_are_recomputed_too(model: str) -> None:
    frame = samples.shaken("prepaid")
    shipped = frame[(frame["model"] == model) & (frame["test"] == "plain")].set_index("column")["push"]
    found = shaken.shaken(samples.load("prepaid"), model).set_index("column")["mean_abs_contribution"]
    assert found[shipped.index].tolist() == pytest.approx(shipped.tolist(), abs=TOLERANCE)


@pytest.mark.parametrize("name", samples.NAMES)
def test_the_tests_start_from_the_ranking_of_everyone(name: str) -> None:
    frame, everyone = samples.shaken(name), samples.explained(name)
    features = [column.name for column in samples.load(name).features]
    for model in models.NAMES:
        plain = frame[(frame["model"] == model) & (frame["test"] == "plain")].set_index("column")["push"]
        pushes = everyone.loc[everyone["model"] == model, features].abs().mean()
        assert plain[features].tolist() == pytest.approx(pushes.tolist(), abs=TOLERANCE)


@pytest.mark.parametrize("name", samples.NAMES)
def test_what_the_truth_answers_is_recomputed(name: str) -> None:
    table, frame = samples.load(name), samples.trap(name)
    recorded = trap.known(table, name)
    fitted, rows = models.fit(recorded, "tree"), models.feature_rows(recorded)
    for place, action in enumerate(samples.sheet(name)["trap"]["actions"]):
        shipped = frame[(frame["model"] == "tree") & (frame["action"] == place)].iloc[0]
        answer = trap.answered(table.rows, action, TRUTHS[name])
        assert {"kept": shipped["kept"], "lost": shipped["lost"]} == answer
        chances = [fitted.predict_proba(some)[:, 1].mean() for some in (rows, trap.done(rows, action))]
        assert chances[0] - chances[1] == pytest.approx(shipped["believed"], abs=1e-6)
