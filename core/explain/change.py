"""The smallest change to one customer that turns the model's verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core import models
from core.explain.likeness import apart, customer, spread
from core.explain.steps import Steps, crossed, extended, steps
from core.safe import visible
from core.table import Column, Table
from core.verdicts import said

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

TRIED_MOST = 6_000  # combinations a search may try; a slow model takes 0.3 ms for each
SIMPLER = 1.5  # one column may move this many times as far as several together
FIRST_BATCH = 128  # rows in the first call of the model, four times as many in each next one
BATCH = 20_000
WALKED = 500  # values of a column that are looked at in one go on the way back


@dataclass(frozen=True)
class Change:
    """A change to one customer that turns the model's verdict, or that none was found.

    values      column -> its new value, in the order of the table; empty if none was found
    chance      the model's chance after the change, 0 to 1; the present one if none was found
    tried       how many changed customers the model was asked about
    exhaustive  True if every change on the grid was tried, or is larger than the one found: nothing
                smaller was overlooked there, or if none was found, there is none
    distance    the differences of the changed columns added up, each 0 to 1
    """

    found: bool
    values: Mapping[str, Any]
    chance: float
    tried: int
    exhaustive: bool
    distance: float


def smallest_change(
    fitted: Pipeline,
    table: Table,
    row: int | pd.DataFrame,
    changeable: Collection[str],
    threshold: float,
    most: int = 3,
) -> Change:
    """The smallest change to at most so many of the columns that gives a customer the other verdict.

    fitted      core.models.fit() of the table; it contacts from the threshold on
    row         a row position, or one row of features
    changeable  names of features that the firm can influence

    An explanation by what would have to be different (Wachter, Mittelstadt & Russell 2018). A change is
    as large as its columns' differences added up (core.explain.likeness.apart); one column wins if it moves
    at most SIMPLER times as far as several together. Then fewer columns, then their order in the table.

    A number may take at most 24 of the values it has in the table, its smallest and largest among them; a
    category one of its 20 most frequent levels; nothing becomes a gap. First single columns are tried, then
    pairs, and so on, nearest first, and never what is larger than a change found before. Where more than
    TRIED_MOST combinations would have to be tried, columns get fewer values; if two each are still too many,
    only the most promising smaller combinations are extended. Both make it less than exhaustive. In the end
    each column walks back towards the customer's own value as far as the verdict allows, over all its values
    in the table; of more than WALKED between the two, over as many, then over those between the best
    two neighbours. That comes on top of TRIED_MOST.

    ValueError for an unknown row, more than one, or a name that is no feature.
    """
    one = customer(table, row)
    unknown = set(changeable) - set(one.columns)
    if unknown:
        raise ValueError(f"No column that the model reads: {', '.join(sorted(map(str, unknown)))}.")
    names = [name for name in one.columns if name in set(changeable)]
    box = _Box(fitted, one, threshold, len(table.rows))
    if not names:
        return Change(False, {}, box.present, 0, True, 0.0)
    ways = steps(table, one, names)
    found, exhaustive = _search(box, ways, min(most, len(names)))
    if found is None:
        return Change(False, {}, box.present, box.tried, exhaustive, 0.0)
    values = {ways.names[ways.owner[step]]: ways.value[step] for step in found}
    values = _walked_back(box, table, values)
    chance = float(box.chances(box.changed(values))[0])
    distance = sum(
        float(apart(pd.Series([value]), one[name].iloc[0], spread(table.column(name), table.rows[name]))[0])
        for name, value in values.items()
    )
    return Change(True, values, chance, box.tried, exhaustive, distance)


class _Box:
    """A fitted model that is asked about one customer, changed in thought; it counts how often."""

    def __init__(self, fitted: Pipeline, one: pd.DataFrame, threshold: float, customers: int) -> None:
        self.fitted, self.one, self.threshold, self.customers = fitted, one, threshold, customers
        self.tried = 0
        self.present = float(self.chances(one)[0])

    def chances(self, rows: pd.DataFrame) -> np.ndarray:
        return models.chances(self.fitted, rows, self.customers)

    def turns(self, chances: np.ndarray) -> np.ndarray:
        return (chances >= self.threshold) != (self.present >= self.threshold)

    def first(self, rows: pd.DataFrame) -> tuple[np.ndarray, int | None]:
        """(n,) chances, and the place of the first row that turns the verdict, alone too.

        A chance may differ in its last digit when a row is asked about together with others.
        """
        self.tried += len(rows)
        chances = self.chances(rows)
        for place in np.flatnonzero(self.turns(chances)):
            if self.turns(self.chances(rows.iloc[int(place) : int(place) + 1])).all():
                return chances, int(place)
        return chances, None

    def changed(self, values: Mapping[str, Any], repeated: int = 1) -> pd.DataFrame:
        """The customer with new values, each one for all or (repeated,) values."""
        rows = self.one.iloc[np.zeros(repeated, dtype=int)].reset_index(drop=True)
        for name, value in values.items():
            cells = np.full(repeated, value, dtype=object) if np.ndim(value) == 0 else value
            rows[name] = pd.Series(cells, dtype=self.one[name].dtype)
        return rows

    def combined(self, ways: Steps, combos: np.ndarray) -> pd.DataFrame:
        """(m, features) the customer with each of (m, columns) combinations of steps."""
        cells = {}
        owner = ways.owner[combos]
        for place in np.unique(owner):
            name = ways.names[place]
            at, part = np.nonzero(owner == place)
            cells[name] = np.full(len(combos), self.one[name].iloc[0], dtype=object)
            cells[name][at] = ways.value[combos[at, part]]
        return self.changed(cells, len(combos))


def _search(box: _Box, ways: Steps, most: int) -> tuple[np.ndarray | None, bool]:
    """The steps of the smallest change on the grid, None if there is none, and whether all were tried."""
    best, limit, exhaustive = None, np.inf, True
    parents = np.empty((1, 0), dtype=int)
    for size in range(1, most + 1):
        budget = max(0, TRIED_MOST - box.tried) // (most - size + 1)
        listed = crossed(ways, size, limit, budget)
        if listed is None:
            combos, complete = extended(ways, parents, limit, budget), False
        else:
            combos, complete = listed
        exhaustive = exhaustive and complete
        chances, found = _ask(box, ways, combos)
        if found is not None:
            best = combos[found]
            limit = round(float(ways.apart[best].sum()) / (SIMPLER if size == 1 else 1), 12)
        parents = combos[np.argsort(np.abs(chances - box.threshold), kind="stable")]
    return best, exhaustive


def _ask(box: _Box, ways: Steps, combos: np.ndarray) -> tuple[np.ndarray, int | None]:
    """The chances of the combinations up to the batch that turns the verdict, and the place of the first."""
    told: list[np.ndarray] = [np.empty(0)]
    start, batch = 0, FIRST_BATCH
    while start < len(combos):
        chances, place = box.first(box.combined(ways, combos[start : start + batch]))
        told.append(chances)
        if place is not None:
            return np.concatenate(told), start + place
        start, batch = start + batch, min(4 * batch, BATCH)
    return np.concatenate(told), None


def _walked_back(box: _Box, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The change with each column as near to the customer's own value as the verdict allows."""
    values, moved = dict(values), True
    while moved:
        moved = False
        for name in list(values):
            way = _way_back(table.column(name), table.rows[name], box.one[name].iloc[0], values[name])
            stop = _nearest_stop(box, values, name, way)
            if stop == len(way):
                continue
            moved = True
            if stop == 0:
                del values[name]
            else:
                values[name] = way[stop]
    return values


def _way_back(column: Column, cells: pd.Series, own: Any, value: Any) -> np.ndarray:
    """The customer's own value, then the column's values between it and the new one, nearest first."""
    if column.kind != "number" or pd.isna(own):
        return np.array([own], dtype=object)
    known = np.unique(cells.dropna().to_numpy(dtype=float))
    between = known[(known > min(own, value)) & (known < max(own, value))]
    return np.array([own, *(between if value > own else between[::-1]).tolist()], dtype=object)


def _nearest_stop(box: _Box, values: Mapping[str, Any], name: str, way: np.ndarray) -> int:
    """The first place on the way back at which the verdict is still turned; len(way) if there is none."""
    low, high = 0, len(way)
    while low < high:
        at = np.unique(np.linspace(low, high - 1, min(WALKED, high - low)).round().astype(int))
        _, place = box.first(box.changed({**values, name: way[at]}, len(at)))
        if place is None:
            return high
        high = int(at[place])
        low = int(at[place - 1]) + 1 if place else high
    return high


def in_words(change: Change, table: Table, row: int | pd.DataFrame) -> str:
    """The change as plain text: "“Recharges in 30 days” from 1 to 3 and “Plan” from basic to talk".

    row is the customer before the change, as for smallest_change(). "" if nothing changes.
    """
    one = customer(table, row)
    told = [_told(table.column(name), one[name].iloc[0], value) for name, value in change.values.items()]
    return " and ".join(part for part in (", ".join(told[:-1]), told[-1]) if part) if told else ""


def _told(column: Column, own: Any, value: Any) -> str:
    before, after = said(column, own), said(column, value)
    if before == after and column.kind == "number":
        after = f"a little {'more' if value > own else 'less'}"
    elif before == after:
        before, after = visible(own), visible(value)
    return f"“{visible(column.label, 60)}” from {before} to {after}"
