"""The trial: the shipped files are what the generator says, and the offer works where it was put in."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from core import samples
from core.uplift import as_trial, effect, lottery, types
from sample_data.campaign import COLUMNS, ROWS, SEEDS, generate, to_csv, trial, truth, truth_csv

FOLDER = Path(__file__).parents[2] / "sample_data"
ROLES = {"cause", "id", "treatment", "target"}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "campaign.csv")


@pytest.fixture(scope="module")
def sheet() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "campaign.toml").read_text(encoding="utf-8"))


def customer(**facts: float) -> pd.DataFrame:
    """A usual customer of 24 months without complaint, but for what is said."""
    usual = {"tenure_months": 24, "price_index": 100.0, "engagement": 50.0, "complaints": 0}
    return pd.DataFrame([usual | facts])


def test_the_seeds_give_the_shipped_files_byte_for_byte() -> None:
    made = trial()
    assert to_csv(made) == (FOLDER / "campaign.csv").read_bytes()
    assert truth_csv(made) == (FOLDER / "campaign.truth.csv").read_bytes()


def test_the_first_half_is_one_seed_and_the_second_half_the_other(
    frame: pd.DataFrame, sheet: dict[str, Any]
) -> None:
    assert (sheet["seed"], sheet["unseen_seed"]) == SEEDS
    assert (sheet["practice"], sheet["rows"]) == (ROWS, 2 * ROWS) == (20_000, len(frame))
    for place, seed in enumerate(SEEDS):
        half = frame[ROWS * place : ROWS * (place + 1)].drop(columns="customer_id").reset_index(drop=True)
        pd.testing.assert_frame_equal(half, generate(seed).drop(columns="customer_id"), check_dtype=False)
    assert frame["customer_id"].is_unique


def test_the_truth_follows_from_the_file_as_it_is_written(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(truth(frame), truth(trial()))
    assert np.abs(samples.truth() - truth(frame)).to_numpy().max() <= 0.5001e-4


def test_the_formula_on_paper() -> None:
    # usual customer: s = -1.3, leaves 1 / (1 + e^1.3) = .2142; the offer takes 1.6 * .5 away: -2.1, .1091
    assert 1 - truth(customer())["stay_alone"][0] == pytest.approx(0.2142, abs=1e-4)
    assert 1 - truth(customer())["stay_contacted"][0] == pytest.approx(0.1091, abs=1e-4)
    # dear: 120 gives price 2: s = .1, .5250; 1.6 / (1 + e^-5) = 1.5893: -1.4893, .1840
    dear = truth(customer(price_index=120.0))
    assert 1 - dear["stay_alone"][0] == pytest.approx(0.5250, abs=1e-4)
    assert 1 - dear["stay_contacted"][0] == pytest.approx(0.1840, abs=1e-4)


def test_the_offer_helps_where_the_price_hurts_and_not_who_complained_twice() -> None:
    def change(**facts: float) -> float:
        chance = truth(customer(**facts))
        return float((chance["stay_contacted"] - chance["stay_alone"])[0])

    assert change(price_index=120.0) > 0.3
    assert abs(change(price_index=80.0)) < 0.01
    assert change(price_index=120.0, complaints=1) > 0.3
    assert change(price_index=120.0, complaints=2) == 0
    # it wakes up who had forgotten the contract: engagement below 44 and more than 24 months
    assert change(price_index=80.0, engagement=43.9, tenure_months=25) < -0.1
    assert abs(change(price_index=80.0, engagement=44.0, tenure_months=25)) < 0.01
    assert abs(change(price_index=80.0, engagement=43.9, tenure_months=24)) < 0.01


@pytest.mark.parametrize("half", [0, 1])
def test_the_facts_of_the_trial_are_as_published_within_chance(frame: pd.DataFrame, half: int) -> None:
    chance = truth(frame)[ROWS * half : ROWS * (half + 1)]
    risk = 1 - chance["stay_alone"]
    change = chance["stay_contacted"] - chance["stay_alone"]
    # standard errors of 20,000 customers: .0014, .0011 and .0009 for the averages, .0035 at most for shares
    assert risk.mean() == pytest.approx(0.2813, abs=0.0042)
    assert (risk - change).mean() == pytest.approx(0.2206, abs=0.0034)
    assert change.mean() == pytest.approx(0.0606, abs=0.003)
    shares = pd.Series(types(chance["stay_contacted"], chance["stay_alone"])).value_counts(normalize=True)
    published = {"persuadable": 0.452, "sleeping dog": 0.131, "lost": 0.063, "sure": 0.353}
    for name, share in published.items():
        assert shares[name] == pytest.approx(share, abs=0.0105), name
    assert np.corrcoef(risk, change)[0, 1] == pytest.approx(0.335, abs=0.025)


def test_customers_stay_as_often_as_their_true_chance_says(frame: pd.DataFrame) -> None:
    chance = truth(frame)
    contacted, stayed = frame["contacted"] == "yes", (frame["stayed"] == "yes").to_numpy()
    own = np.where(contacted, chance["stay_contacted"], chance["stay_alone"])
    for tenth in np.array_split(np.argsort(own), 10):
        error = np.sqrt(np.sum(own[tenth] * (1 - own[tenth]))) / len(tenth)
        assert abs(stayed[tenth].mean() - own[tenth].mean()) <= 3.5 * error


def test_the_offer_was_drawn_by_lot_and_the_trial_shows_its_effect() -> None:
    about = samples.sheet(samples.TRIAL)
    found = as_trial(samples.load(samples.TRIAL), about["treatment"], about["treated_value"])
    assert lottery(found).drawn
    seen = effect(found)
    # true average of both halves .0593; 1.645 errors of 40,000 customers are about .007
    assert seen.low < 0.0593 < seen.high
    assert seen.high - seen.low < 0.015


def test_neither_the_contact_nor_a_true_chance_is_a_fact_about_the_customer(sheet: dict[str, Any]) -> None:
    table = samples.load(samples.TRIAL)
    assert [c.name for c in table.features] == [c["name"] for c in sheet["columns"] if c["role"] == "cause"]
    assert "contacted" in table.left_out
    assert not {"stay_contacted", "stay_alone"} & set(table.rows)
    assert table.simulated and (table.target, table.positive) == ("stayed", "no")
    for note in table.notes:
        assert "contacted" not in note


def test_the_sheet_lists_exactly_the_columns_and_says_it_is_simulated(
    frame: pd.DataFrame, sheet: dict[str, Any]
) -> None:
    assert [column["name"] for column in sheet["columns"]] == list(frame.columns) == list(COLUMNS)
    assert all(set(c) == {"name", "label", "unit", "kind", "help", "role", "how"} for c in sheet["columns"])
    assert all(len(column["label"]) <= 28 for column in sheet["columns"])
    assert {column["role"] for column in sheet["columns"]} == ROLES
    assert sheet["simulated"] and "simulated" in sheet["summary"]
    assert sheet["positive"] in set(frame[sheet["target"]])
    assert sheet["treated_value"] in set(frame[sheet["treatment"]])


def test_a_cause_on_the_sheet_changes_the_true_chances_and_nothing_else_does(
    frame: pd.DataFrame, sheet: dict[str, Any]
) -> None:
    for column in sheet["columns"]:
        shuffled = frame.assign(**{column["name"]: frame[column["name"]].to_numpy()[::-1]})
        changes = not truth(shuffled).equals(truth(frame))
        assert changes == (column["role"] == "cause"), column["name"]
