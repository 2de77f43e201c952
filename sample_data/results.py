"""The results that ship beside a table, made by core's own functions, so that nobody waits for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

import numpy as np
import pandas as pd

from core import models, trees
from core.table import Table

DIGITS = 6  # a chance to a millionth: finer is noise between two machines


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


def results_json(table: Table) -> bytes:
    """The grown tree's questions as they are shipped, a line per question and the group it is put to."""
    lines = ",\n".join(
        "  " + json.dumps({"group": group, **asdict(question)}, ensure_ascii=False)
        for group, question in trees.grow(table).script
    )
    return f'{{"tree": [\n{lines}\n]}}\n'.encode()
