"""The questions a reader can put to a group of customers, column by column."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core import models
from core.table import Table
from core.trees.question import Question, about_level, about_number
from core.trees.tree import Tree

MOST_CUTS = 40  # stops on a slider; more cannot be told apart by hand
MOST_LEVELS = 40


def offered(table: Table, rows: pd.DataFrame, column: str) -> tuple[Question, ...]:
    """The questions about a column: cuts from low to high, or levels from the most frequent on.

    rows are the practice customers. Empty if they all have the same value.
    """
    values = rows[column]
    if table.column(column).kind == "category":
        levels = values.fillna(models.MISSING).value_counts().index[:MOST_LEVELS]
        return tuple(about_level(table.column(column), str(level)) for level in levels if len(levels) > 1)
    numbers = values.to_numpy(dtype=float)
    return tuple(about_number(table.column(column), numbers, cut) for cut in _cuts(numbers))


def _cuts(numbers: np.ndarray) -> list[float]:
    """Halfway between neighbouring values; of many, those that part the customers most evenly."""
    known = np.sort(numbers[np.isfinite(numbers)])
    steps = np.unique(known.astype(np.float32)).astype(float)
    cuts = (steps[:-1] + steps[1:]) / 2
    if len(cuts) > MOST_CUTS:
        wanted = np.quantile(known, np.arange(1, MOST_CUTS + 1) / (MOST_CUTS + 1))
        cuts = np.unique(cuts[np.clip(np.searchsorted(cuts, wanted), 0, len(cuts) - 1)])
    return cuts.tolist()


def part(question: Question, rows: pd.DataFrame) -> bool:
    """Whether the question parts these customers: some answer yes, some no."""
    yes = question.answers(rows)
    return bool(yes.any() and not yes.all())


def open_groups(tree: Tree) -> list[int]:
    """The groups a next question can be put to, top to bottom: those with two practice customers or more."""
    return [leaf.id for leaf in tree.leaves(tree.most) if leaf.practice > 1]
