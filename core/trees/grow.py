"""Growing: a fitted tree's comparisons as questions a person would ask, the most useful first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from core import models
from core.split import halves
from core.table import Table
from core.trees.question import Question, about_gap, about_level, about_number, about_rare
from core.trees.tree import Tree, plant


def grow(table: Table, random_state: int = 0) -> Tree:
    """The tree of models.NAMES, fitted on the practice half, its questions in order of usefulness.

    The order is the best-first order of Friedman (2001, section 4.2): next comes the question that
    sorts leavers from stayers best. TableProblem if the practice half has not two leavers
    and two stayers.
    """
    y = table.y
    practice, unseen = halves(y, random_state)
    rows = models.feature_rows(table)
    pipeline = models.fit(part_of(table, practice), "tree", random_state)
    meanings = models.inputs(pipeline)
    asked = questions_of(table, rows.iloc[practice], meanings, pipeline["model"].tree_)
    return plant(rows, y, practice, unseen, asked)


def part_of(table: Table, positions: np.ndarray) -> Table:
    """The table with these rows only."""
    return replace(table, rows=table.rows.iloc[positions].reset_index(drop=True))


def questions_of(
    table: Table, rows: pd.DataFrame, meanings: Sequence[models.Input], fitted: Any
) -> list[tuple[int, Question]]:
    """A fitted scikit-learn tree as (group, question) pairs in the order of plant().

    rows are the customers its columns were prepared on, meanings what each of those stands for.
    """
    asked: list[tuple[int, Question]] = []
    group = {0: 0}
    for at in best_first(fitted):
        low, high = int(fitted.children_left[at]), int(fitted.children_right[at])
        question, yes_is_low = _question(table, rows, meanings, fitted.feature[at], fitted.threshold[at])
        asked.append((group[at], question))
        yes, no = 2 * len(asked) - 1, 2 * len(asked)
        group |= {low: yes, high: no} if yes_is_low else {low: no, high: yes}
    return asked


def _question(
    table: Table, rows: pd.DataFrame, meanings: Sequence[models.Input], feature: int, threshold: float
) -> tuple[Question, bool]:
    """The question, and whether the low side of the comparison answers yes."""
    meaning = meanings[feature]
    column = table.column(meaning.column)
    if meaning.level is None:
        return about_number(column, rows[column.name].to_numpy(float), threshold), True
    if column.kind == "number":
        return about_gap(column), False
    if meaning.level == models.RARE:
        own = [m.level for m in meanings if m.column == column.name and m.level not in (None, models.RARE)]
        return about_rare(column, tuple(map(str, own))), False
    return about_level(column, meaning.level), False


def best_first(fitted: Any) -> list[int]:
    """The asking nodes in their order: next is the split that lowers the impurity of all most."""

    def gain(at: int) -> float:
        low, high = fitted.children_left[at], fitted.children_right[at]
        weight, impurity = fitted.weighted_n_node_samples, fitted.impurity
        return weight[at] * impurity[at] - weight[low] * impurity[low] - weight[high] * impurity[high]

    def waiting(nodes: Iterable[int]) -> list[tuple[float, int]]:
        return [(-gain(at), at) for at in nodes if fitted.children_left[at] >= 0]

    order: list[int] = []
    queue = waiting([0])
    while queue:
        _, at = heapq.heappop(queue)
        order.append(int(at))
        for child in waiting([fitted.children_left[at], fitted.children_right[at]]):
            heapq.heappush(queue, child)
    return order
