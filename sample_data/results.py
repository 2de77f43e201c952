"""The results that ship beside a table, made by core's own functions, so that nobody waits for them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import asdict

import numpy as np
import pandas as pd

from core import explain, models, steady, trees, uplift
from core.explain import shaken
from core.table import Table

DIGITS = 6  # a chance to a millionth: finer is noise between two machines
UPLIFT_DIGITS = 4  # 40,000 customers: a ten-thousandth keeps the file small
PUSH_DIGITS = 7  # pushes have to add up
REFIT_DIGITS = 3  # two refits differ by far more than a thousandth

# Column of the shipped file: learner and base of a change through the contact.
CHANGES = {
    "two models": ("two models", "boosting"),
    "class transformation": ("class transformation", "boosting"),
    "two models (logistic regression)": ("two models", "logistic regression"),
}


def scores(table: Table, progress: Callable[[str], None] = lambda model: None) -> pd.DataFrame:
    """A row per customer: left (0/1), fold, and each model's chance for a customer it never saw."""
    columns: dict[str, np.ndarray] = {}
    for model in models.NAMES:
        progress(model)
        found = models.score(table, model)
        columns |= {"left": found.y_true, "fold": found.fold, model: found.probability.round(DIGITS)}
    return pd.DataFrame(columns)


def scores_csv(frame: pd.DataFrame) -> bytes:
    """The scores as they are shipped."""
    return frame.to_csv(index=False, float_format=f"%.{DIGITS}f", lineterminator="\n").encode()


def refits(table: Table, progress: Callable[[str], None] = lambda model: None) -> pd.DataFrame:
    """A row per model and watched customer: the model, then the chance each refit gives the customer."""
    frames = []
    for model in models.NAMES:
        progress(f"{model} again")
        chances = {f"refit {k}": steady.refit_chances(table, model, k) for k in range(steady.REFITS)}
        frames.append(pd.DataFrame({"model": model, **chances}))
    return pd.concat(frames, ignore_index=True)


def refits_csv(frame: pd.DataFrame) -> bytes:
    """The refits as they are shipped, compressed without the time of day."""
    text = frame.to_csv(index=False, float_format=f"%.{REFIT_DIGITS}f", lineterminator="\n")
    return gzip.compress(text.encode(), mtime=0)


def explained(table: Table, progress: Callable[[str], None] = lambda model: None) -> pd.DataFrame:
    """A row per model and explained customer: model, row, base_value, prediction, error, then the pushes.

    The model is fitted on all customers.
    """
    places, frames = shaken.watched(table), []
    rows = models.feature_rows(table)
    for model in models.NAMES:
        progress(f"{model} explained")
        fitted = models.fit(table, model)
        chances = fitted.predict_proba(rows)[:, 1]
        found = explain.explainer(fitted, table, chances=chances).explain(rows.iloc[places])
        told = {name: [getattr(one, name) for one in found] for name in ("base_value", "prediction", "error")}
        frame = pd.DataFrame({"model": model, "row": places, **told})
        frames.append(pd.concat([frame, explain.pushes(found)], axis=1))
    return pd.concat(frames, ignore_index=True)


def shaking(
    table: Table, recorded: Table, progress: Callable[[str], None] = lambda words: None
) -> pd.DataFrame:
    """How far columns push when the explanations are put to the test: model, test, column, push.

    Tests: "plain"; "twin" (of the strongest column); "leak"; "refit 0" and so on; and "trap" on the table
    as the firm recorded it.
    """
    frames = []
    for model in models.NAMES:

        def told(test: str, found: pd.DataFrame, model: str = model) -> pd.DataFrame:
            progress(f"{model}, {test}")
            frame = found.rename(columns={"mean_abs_contribution": "push"})
            frames.append(frame.assign(model=model, test=test))
            return found

        first = told("plain", shaken.shaken(table, model))["column"][0]
        told("twin", shaken.shaken(shaken.with_twin(table, first), model))
        told("leak", shaken.shaken(shaken.with_leak(table), model))
        for number in range(shaken.REFITS):
            told(f"refit {number}", shaken.refitted(table, model, number))
        told("trap", shaken.shaken(recorded, model))
    return pd.concat(frames, ignore_index=True)[["model", "test", "column", "push"]]


def pushes_csv(frame: pd.DataFrame) -> bytes:
    """Pushes as they are shipped, compressed without the time of day."""
    text = frame.to_csv(index=False, float_format=f"%.{PUSH_DIGITS}f", lineterminator="\n")
    return gzip.compress(text.encode(), mtime=0)


def uplift_part(trial: uplift.Trial, part: np.ndarray, k: int) -> pd.DataFrame:
    """A row per customer of part k: risk, and each change through the contact, from the other parts."""
    columns = {"risk": uplift.risk_part(trial, part, k)}
    for name, (learner, base) in CHANGES.items():
        columns[name] = uplift.fit_part(trial, part, k, learner, base)
    return pd.DataFrame(columns)


def uplift_scores(
    table: Table, treatment: str, progress: Callable[[str], None] = lambda score: None
) -> pd.DataFrame:
    """A row per customer of a trial: risk, and each change through the contact, cross-fitted."""
    progress("risk")
    columns = {"risk": uplift.risk(table, treatment, table.target or "")}
    for name, (learner, base) in CHANGES.items():
        progress(name)
        columns[name] = uplift.fit(table, treatment, table.target or "", learner, base)
    return pd.DataFrame(columns).round(UPLIFT_DIGITS) + 0.0


def uplift_csv(frame: pd.DataFrame) -> bytes:
    """The scores of a trial as they are shipped."""
    return frame.to_csv(index=False, float_format=f"%.{UPLIFT_DIGITS}f", lineterminator="\n").encode()


def results_json(table: Table) -> bytes:
    """The grown tree's questions as they are shipped, a line per question and the group it is put to."""
    lines = ",\n".join(
        "  " + json.dumps({"group": group, **asdict(question)}, ensure_ascii=False)
        for group, question in trees.grow(table).script
    )
    return f'{{"tree": [\n{lines}\n]}}\n'.encode()
