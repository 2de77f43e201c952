"""What the columns of a customer could be instead: values of the table, one column or several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from core.explain.likeness import apart, spread
from core.table import Table

SLIDER = 60  # values of a number that a hand can tell apart
SEARCHED = 24  # values of a number that a search tries
MOST_LEVELS = 20  # of a category
LISTED = 50_000  # combinations that are sorted before any is tried
PARENTS = 10  # combinations that are worth extending, where there are too many for all


def grid(table: Table, column: str, most: int = SLIDER) -> tuple[Any, ...]:
    """The values a feature could take, all of them found in the table and none a gap.

    A number: all its values, rising, if there are at most `most`; else its smallest, its largest and
    quantiles between them, and where many customers share a quantile, values spread evenly over the rest.
    A category: its levels, the most frequent first, equally frequent ones in the alphabet, at most
    MOST_LEVELS and `most`. Empty where every cell is a gap. ValueError for a column that is no feature or
    fewer than 2 values.
    """
    kinds = {one.name: one.kind for one in table.features}
    if column not in kinds:
        raise ValueError(f"No column that the model reads: {column}.")
    if most < 2:
        raise ValueError("A grid has at least its smallest and its largest value.")
    known = table.rows[column].dropna()
    if kinds[column] == "category":
        ranked = sorted(known.value_counts().items(), key=lambda pair: (-pair[1], str(pair[0])))
        return tuple(level for level, _ in ranked[: min(most, MOST_LEVELS)])
    numbers = known.to_numpy(dtype=float)
    values = np.unique(numbers)
    if len(values) > most:
        usual = np.unique(np.quantile(numbers, np.linspace(0, 1, most), method="nearest"))
        others = np.setdiff1d(values, usual)
        values = np.union1d(usual, others[_even(len(others), most - len(usual))])
    return tuple(values.tolist())


def _even(many: int, wanted: int) -> np.ndarray:
    """At most so many places out of `many`, evenly spaced, the first and the last among them."""
    return np.unique(np.linspace(0, many - 1, min(many, wanted)).round().astype(int))


@dataclass(frozen=True, eq=False)
class Steps:
    """Every value that one customer's ticked columns could take instead of their own.

    names   the ticked columns
    number  for each of them, whether it is a number
    owner   (s,) int, the place in names of the column a step belongs to, rising
    value   (s,) object, the new cell
    apart   (s,) how far it is from the customer's own, 0 to 1
    """

    names: tuple[str, ...]
    number: tuple[bool, ...]
    owner: np.ndarray
    value: np.ndarray
    apart: np.ndarray

    def distance(self, combos: np.ndarray) -> np.ndarray:
        """(m,) the summed differences of (m, columns) combinations of steps."""
        return np.round(self.apart[combos].sum(axis=1), 12)  # so that sums equal but for a last digit tie

    def thinned(self, near: np.ndarray, fine: int) -> list[np.ndarray]:
        """For each column the steps among the (s,) bool near, at most `fine` of them: of a number its
        smallest, its largest and some between, of a category the most frequent."""
        found = [np.flatnonzero(near & (self.owner == place)) for place in range(len(self.names))]
        return [
            ids[_even(len(ids), fine)] if number else ids[:fine]
            for ids, number in zip(found, self.number, strict=True)
        ]


def steps(table: Table, one: pd.DataFrame, names: Sequence[str]) -> Steps:
    """The steps of a customer, one row of features, in the columns named."""
    owner, value, far = [], [], []
    for place, name in enumerate(names):
        column, cells, own = table.column(name), table.rows[name], one[name].iloc[0]
        values = pd.Series([v for v in grid(table, name, SEARCHED) if pd.isna(own) or v != own], dtype=object)
        owner.append(np.full(len(values), place))
        value.append(values.to_numpy())
        far.append(apart(values, own, spread(column, cells)))
    return Steps(
        names=tuple(names),
        number=tuple(table.column(name).kind == "number" for name in names),
        owner=np.concatenate(owner),
        value=np.concatenate(value),
        apart=np.concatenate(far),
    )


def crossed(steps: Steps, size: int, limit: float, budget: int) -> tuple[np.ndarray, bool] | None:
    """(m, size) every way to change so many columns, nearest first, and whether none was left out.

    Only what is nearer than the limit, in summed differences. Where that is more than the budget, or more
    than LISTED come into question, each column gets fewer values. None if it is too much with two values
    each. Equally near ones are in the order of the columns and of their values.
    """
    near = np.round(steps.apart, 12) < limit
    most = budget if np.isinf(limit) else LISTED
    for fine in range(SEARCHED, 1, -1):
        picked = steps.thinned(near, fine)
        if _ways(picked, size) > most:
            continue
        combos = _nearest(steps, _product(picked, size), limit)
        if len(combos) <= budget:
            return combos, bool(sum(map(len, picked)) == near.sum())
    return None


def extended(steps: Steps, parents: np.ndarray, limit: float, budget: int) -> np.ndarray:
    """(m, size) the first of the (p, size - 1) parents with one more column changed, nearest first."""
    near = np.round(steps.apart, 12) < limit
    for fine in range(SEARCHED, 1, -1):
        ids = np.concatenate(steps.thinned(near, fine))
        if len(ids) * PARENTS <= budget:
            break
    kept = parents[: max(1, budget // max(1, len(ids)))]
    combos = np.column_stack([np.repeat(kept, len(ids), axis=0), np.tile(ids, len(kept))])
    again = (steps.owner[combos[:, :-1]] == steps.owner[combos[:, -1:]]).any(axis=1)
    return _nearest(steps, np.unique(np.sort(combos[~again], axis=1), axis=0), limit)


def _ways(picked: Sequence[np.ndarray], size: int) -> int:
    """How many combinations there are: the elementary symmetric sum of the numbers of steps."""
    ways = [1] + [0] * size
    for ids in picked:
        for k in range(size, 0, -1):
            ways[k] += ways[k - 1] * len(ids)
    return ways[size]


def _product(picked: Sequence[np.ndarray], size: int) -> np.ndarray:
    parts = [
        np.stack(np.meshgrid(*chosen, indexing="ij"), axis=-1).reshape(-1, size)
        for chosen in combinations([ids for ids in picked if len(ids)], size)
    ]
    return np.concatenate(parts) if parts else np.empty((0, size), dtype=int)


def _nearest(steps: Steps, combos: np.ndarray, limit: float) -> np.ndarray:
    distance = steps.distance(combos)
    near = distance < limit
    return combos[near][np.argsort(distance[near], kind="stable")]
