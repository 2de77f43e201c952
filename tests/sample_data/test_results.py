"""The results that ship beside the tables are what core computes from them."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from core import models, samples, uplift
from sample_data import results

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
    assert done.stderr.startswith(f"There is no case {name}; there are prepaid, broadband, campaign.")
