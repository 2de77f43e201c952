"""How far two customers are apart, column by column (Gower 1971)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from core.table import Column, Table

TAILS = (0.05, 0.95)  # a few extreme customers would make everybody else look alike
LARGEST = np.finfo(float).max


def customer(table: Table, row: int | pd.DataFrame) -> pd.DataFrame:
    """(1, features) one customer: a row position of the table, or one row with its features.

    ValueError for a position the table does not have, not exactly one row, or a feature that is not there.
    """
    names = [column.name for column in table.features]
    if isinstance(row, pd.DataFrame):
        if len(row) != 1 or not set(names) <= set(row.columns):
            raise ValueError("One customer is one row with every column that the model reads.")
        one = row[names]
    else:
        if not 0 <= row < len(table.rows):
            raise ValueError(f"There is no customer {row}; the table has {len(table.rows)}, from 0 on.")
        one = table.rows.iloc[[row]][names]
    return one.reset_index(drop=True).astype(table.rows.dtypes[names].to_dict())


def spread(column: Column, cells: pd.Series) -> float:
    """How far a number usually varies, in its own unit; 0 for a category, or without two values.

    From the 5th to the 95th percentile, each a value of the column; the whole range where these are equal.
    """
    known = cells.dropna().to_numpy(dtype=float) if column.kind == "number" else np.empty(0)
    if not known.size:
        return 0.0
    low, high = np.quantile(known, TAILS, method="nearest")
    if low == high:
        low, high = known.min(), known.max()
    with np.errstate(over="ignore"):
        return float(min(high - low, LARGEST))


def apart(cells: pd.Series, own: Any, usual: float) -> np.ndarray:
    """(n,) how far each cell of a column is from a customer's own, 0 to 1.

    A number: the difference as a share of the usual spread, at most 1. Where the spread is 0, as for a
    category: 0 if equal, 1 if not. A gap against a gap is 0, against a value 1.
    """
    if pd.isna(own):
        return cells.notna().to_numpy(dtype=float)
    if not usual:
        return (cells.to_numpy(dtype=object) != own).astype(float)
    with np.errstate(over="ignore"):
        share = np.abs(cells.to_numpy(dtype=float) - float(own)) / usual
    return np.fmin(share, 1.0)  # of a gap and 1 it keeps the 1
