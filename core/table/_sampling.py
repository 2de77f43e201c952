"""Which rows of a larger table are used: drawn at random, always the same ones, in file order."""

from __future__ import annotations

import numpy as np

from core.table._limits import MAX_CELLS, MAX_ROWS

_SEED = 20_240_229


def most_rows(columns: int) -> int:
    """How many rows of a table with that many columns are used at most."""
    return min(MAX_ROWS, MAX_CELLS // max(columns, 1))


def drawn(rows: int, most: int) -> np.ndarray:
    """Numbers of the rows to use, ascending: all of them, or `most` drawn without replacement.

    Each row has the same chance (simple random sampling; Cochran 1977, ch. 2); the seed is fixed.
    """
    if rows <= most:
        return np.arange(rows)
    chosen = np.random.default_rng(_SEED).choice(rows, size=most, replace=False, shuffle=False)
    return np.sort(chosen)


def note(rows: int, used: int) -> str:
    """The sentence that says so."""
    return (
        f"The file has {rows:,} rows; {used:,} of them were drawn at random (always the same ones) and are "
        "used."
    )
