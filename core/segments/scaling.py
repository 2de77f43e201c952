"""What units do to groups, and what one wild cell does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from core.segments.grid import grid
from core.segments.segmentation import Segmentation, cut
from core.segments.worth import explained
from core.table import Table, TableProblem

TIMES = 100  # a cell typed with two zeros too many


@dataclass(frozen=True, eq=False)
class Scaling:
    """The same rows grouped in raw units and on one scale.

    raw, scaled  the two groupings
    worth        a row per column in use: column, raw, scaled: share of its variance between the groups
    same         adjusted Rand index of the two groupings (Hubert & Arabie 1985)
    """

    raw: Segmentation
    scaled: Segmentation
    worth: pd.DataFrame
    same: float


def scaling(table: Table, columns: Sequence[str] | None, k: int, random_state: int = 0) -> Scaling:
    """Group twice, with the units as they are and without. TableProblem as in segment()."""
    from sklearn.metrics import adjusted_rand_score

    raw, scaled = (cut(grid(table, columns, scale), k, random_state) for scale in (False, True))
    worth = pd.DataFrame(
        {
            "column": [column.name for column in raw.grid.columns],
            **{
                name: [explained(found.grid.values[:, axes], found.labels) for axes in found.grid.parts]
                for name, found in (("raw", raw), ("scaled", scaled))
            },
        }
    ).sort_values("raw", ascending=False, ignore_index=True)
    return Scaling(raw, scaled, worth, float(adjusted_rand_score(raw.labels, scaled.labels)))


def with_outlier(table: Table, column: str, row: int) -> Table:
    """The same table with one cell typed with two zeros too many.

    column  the name of a number column;  row  the place of the row
    TableProblem if the column holds no numbers.
    """
    if table.column(column).kind != "number":
        raise TableProblem("Only a number can be typed with too many zeros. Choose a column of numbers.")
    rows = table.rows.copy()
    before = rows[column].iloc[row]
    wild = TIMES * (before if pd.notna(before) and before else float(rows[column].max()) or 1.0)
    rows.loc[rows.index[row], column] = wild
    return replace(table, rows=rows)
