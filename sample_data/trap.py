"""The trap of a case: a table that lacks some causes, and actions that a model would praise.

The data sheet says which columns the firm never recorded and what it could do. Here each model says what
it expects of every action, and the truth answers with the same throw of the dice, once with and once
without the action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from core import models, samples
from core.table import Table

Truth = Callable[[pd.DataFrame], np.ndarray]


def known(table: Table, name: str) -> Table:
    """The table without the columns the firm never recorded."""
    return table.without(*samples.sheet(name)["trap"]["hidden"])


def done(rows: pd.DataFrame, action: Mapping[str, Any]) -> pd.DataFrame:
    """The same customers after an action: a number raised for all, or one level turned into another."""
    column = rows[action["column"]]
    if "add" in action:
        return rows.assign(**{action["column"]: column + action["add"]})
    return rows.assign(**{action["column"]: column.where(column != action["from"], action["to"])})


def trap(
    table: Table, name: str, truth: Truth, progress: Callable[[str], None] = lambda words: None
) -> pd.DataFrame:
    """A row per model and action: action (its place), believed (fall of the average chance of leaving that
    the model expects), kept and lost (customers whom the action makes stay, and leave, in truth)."""
    actions = samples.sheet(name)["trap"]["actions"]
    answers = [answered(table.rows, action, truth) for action in actions]
    recorded = known(table, name)
    rows = models.feature_rows(recorded)
    found = []
    for model in models.NAMES:
        progress(f"{model}, what it believes")
        fitted = models.fit(recorded, model)
        before = fitted.predict_proba(rows)[:, 1].mean()
        for place, action in enumerate(actions):
            believed = before - fitted.predict_proba(done(rows, action))[:, 1].mean()
            found.append({"model": model, "action": place, "believed": believed, **answers[place]})
    return pd.DataFrame(found)


def answered(rows: pd.DataFrame, action: Mapping[str, Any], truth: Truth) -> dict[str, int]:
    """How many customers the action keeps and loses by the true chances, each with one throw for both."""
    throw = np.random.default_rng(0).random(len(rows))
    alone, acted = throw < truth(rows), throw < truth(done(rows, action))
    return {"kept": int((alone & ~acted).sum()), "lost": int((acted & ~alone).sum())}
