"""The most similar customer whom the model gives the other verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core import models
from core.explain.likeness import apart, customer, spread
from core.table import Table

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

NOTICEABLE = 0.1  # of the spread of a number; less is not worth a word


@dataclass(frozen=True)
class Opposite:
    """The most similar customer with the other verdict.

    row       row position in the table
    distance  mean difference over the features, 0 (the same in all) to 1
    chance    what the model gives this customer, 0 to 1
    differs   names of the features that differ by more than a tenth of their spread, or in their level: the
              most different first, equal ones in the order of the table
    """

    row: int
    distance: float
    chance: float
    differs: tuple[str, ...]


def nearest_opposite(
    fitted: Pipeline,
    table: Table,
    row: int | pd.DataFrame,
    threshold: float,
    chances: np.ndarray | None = None,
) -> Opposite | None:
    """The customer of the table with the other verdict who differs least; None if nobody has it.

    fitted   core.models.fit() of the table; it contacts from the threshold on
    row      a row position, or one row of features: a customer the reader has changed
    chances  (n,) the fitted model's chances for the table's rows, where they are known already

    The distance is Gower's (1971): the mean over the features of a difference from 0 to 1. Of a number it
    is a share of the spread from its 5th to its 95th percentile (of its range where these are equal), at
    most 1; of a category 0 or 1; a gap against a gap is 0, against a value 1. Of equally similar customers
    the one with the smaller row position. ValueError for an unknown row, more than one, or not one chance
    for each row of the table.
    """
    asked = customer(table, row)
    everyone = len(table.rows)
    if chances is None:
        chances = models.chances(fitted, models.feature_rows(table), everyone)
    if len(chances) != everyone:
        raise ValueError("Every customer needs one chance.")
    own = models.chances(fitted, asked, everyone)[0] if isinstance(row, pd.DataFrame) else chances[row]
    others = np.flatnonzero((chances >= threshold) != (own >= threshold))
    if not others.size:
        return None
    spreads = {column.name: spread(column, table.rows[column.name]) for column in table.features}
    total = np.zeros(len(others))
    for name, usual in spreads.items():
        total += apart(table.rows[name].iloc[others], asked[name].iloc[0], usual)
    distance = np.round(total / len(spreads), 12)  # so that sums equal but for their last digit tie
    found = int(others[np.argmin(distance)])
    parts = {
        name: float(apart(table.rows[name].iloc[[found]], asked[name].iloc[0], usual)[0])
        for name, usual in spreads.items()
    }
    return Opposite(
        row=found,
        distance=float(distance.min()),
        chance=float(chances[found]),
        differs=tuple(
            name for name in sorted(parts, key=lambda name: -parts[name]) if parts[name] > NOTICEABLE
        ),
    )
