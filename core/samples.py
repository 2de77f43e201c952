"""The simulated cases, read through the same door as any file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.table import Column, Table, read

FOLDER = Path(__file__).parent.parent / "sample_data"
NAMES = ("prepaid", "broadband")  # who leaves
TRIAL = "campaign"  # whom an offer, drawn by lot, made stay
GROUPED = ("districts", "prepaid")  # who is alike
ALL = (*NAMES, TRIAL, *(name for name in GROUPED if name not in NAMES))


INPUTS = ("input", "noise")  # roles of the columns that groups are formed by


@cache
def sheet(name: str) -> dict[str, Any]:
    """The data sheet of a case: title, summary, currency, columns. KeyError for an unknown name."""
    if name not in ALL:
        raise KeyError(f"There is no case {name!r}; there are {', '.join(ALL)}.")
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load(name: str) -> Table:
    """A case as a Table, with the labels and units of its data sheet. KeyError for an unknown name.

    Who got the offer of a trial is no fact about the customer, so that column is left out. Where nobody
    leaves there is no target, and all columns but those to form groups by are left out.
    """
    about = sheet(name)
    table = read((FOLDER / f"{name}.csv").read_bytes(), f"{name}.csv")
    if "target" in about:
        table = table.with_target(about["target"], about["positive"])
    else:
        away = (column["name"] for column in about["columns"] if column["role"] not in INPUTS)
        table = table.with_columns_left_out(away)
    if "treatment" in about:
        table = table.without(about["treatment"])
    told = {column["name"]: column for column in about["columns"]}
    columns = tuple(
        Column(c.name, told[c.name]["label"], c.kind, told[c.name].get("unit", ""), told[c.name]["help"])
        for c in table.columns
    )
    return replace(table, columns=columns, source=name, currency=about["currency"], simulated=True)


def refits(name: str) -> dict[str, np.ndarray]:
    """Model -> (refits, watched customers) chances to leave, each row from the model fitted anew.

    To three decimals, so that a very small chance is 0. KeyError for a case without refits.
    """
    if name not in NAMES:
        raise KeyError(f"There is no case {name!r} with refits; there are {', '.join(NAMES)}.")
    frame = pd.read_csv(FOLDER / f"{name}.refits.csv.gz")
    parts = frame.groupby("model", sort=False)
    return {str(model): part.drop(columns="model").to_numpy(dtype=float).T for model, part in parts}


def explained(name: str) -> pd.DataFrame:
    """A row per model and explained customer: model, row (its place in load(name)), base_value, prediction,
    error, then the push of every feature, in chances. KeyError for a case without explanations."""
    return _shipped(name, "explained.csv.gz")


def shaken(name: str) -> pd.DataFrame:
    """How far columns push when the explanations are put to the test: model, test, column, push.

    Tests: "plain", "twin", "leak", "refit 0" and so on, and "trap". KeyError as in explained().
    """
    return _shipped(name, "shaken.csv.gz")


def trap(name: str) -> pd.DataFrame:
    """A row per model and action of the data sheet: model, action (its place), believed (fall of the average
    chance of leaving), kept and lost (customers whom it makes stay, and leave, in truth)."""
    return _shipped(name, "trap.csv")


def _shipped(name: str, what: str) -> pd.DataFrame:
    if name not in NAMES:
        raise KeyError(f"There is no case {name!r} with explanations; there are {', '.join(NAMES)}.")
    return pd.read_csv(FOLDER / f"{name}.{what}")


def truth() -> pd.DataFrame:
    """(n, 2) the true chances of staying of the trial's customers, stay_contacted and stay_alone.

    In the order of the rows of load(TRIAL). Known only because the customers are simulated: they show
    what a list of contacts really earns, and are never a feature.
    """
    return pd.read_csv(FOLDER / f"{TRIAL}.truth.csv")


def uplift_scores() -> pd.DataFrame:
    """A row per customer of the trial, in the order of load(TRIAL), each from models that never saw them.

    risk  chance of leaving if left alone; every other column is a change in the chance of staying
    through the contact: "two models", "class transformation", "two models (logistic regression)".
    """
    return pd.read_csv(FOLDER / f"{TRIAL}.scores.csv")


def groups(name: str) -> pd.DataFrame:
    """A row per row of load(name): for every number of groups k the columns "group k" (0 to k - 1, the
    largest first) and "kept k" (share of refits in which the row stays in it)."""
    return _grouped(name, "groups.csv.gz")


def groups_found(name: str) -> pd.DataFrame:
    """A row per number of groups and group: k, group, clear (whether the groups of this k are clearer than
    in shuffled tables), overlap (how like itself the group comes back, 0 to 1)."""
    return _grouped(name, "found.csv")


def evidence(name: str) -> pd.DataFrame:
    """What core.segments.choose_k says of load(name)."""
    return _grouped(name, "evidence.csv")


def column_worth(name: str) -> pd.DataFrame:
    """What core.segments.column_worth says, with the number of groups k in front."""
    return _grouped(name, "worth.csv")


def neighbours(name: str) -> pd.DataFrame:
    """A row per perplexity, seed and row shown: perplexity, seed, row, x, y."""
    return _grouped(name, "near.csv.gz")


def built_in(name: str) -> pd.Series:
    """(n,) the groups a case was built from, by name, in the order of load(name).

    Known only because the rows are simulated, and never a column. KeyError where there are none.
    """
    if name != GROUPED[0]:
        raise KeyError(f"No groups were built into {name!r}.")
    return pd.read_csv(FOLDER / f"{name}.truth.csv")["segment"]


def _grouped(name: str, what: str) -> pd.DataFrame:
    if name not in GROUPED:
        raise KeyError(f"There is no case {name!r} with groups; there are {', '.join(GROUPED)}.")
    return pd.read_csv(FOLDER / f"{name}.{what}")
