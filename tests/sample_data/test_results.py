"""The results that ship beside the tables are what core computes from them."""

import numpy as np
import pandas as pd
import pytest

from core import models, samples
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
