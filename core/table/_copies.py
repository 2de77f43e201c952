"""Rows that are copies of other rows: they are counted and named, and stay in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.table._kinds import Kind
from core.table._saying import many

_FEWER = 1_000  # coincidences expected have to be this many times fewer than the copies found
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD), np.uint64(33))


def note(kinds: Sequence[Kind]) -> list[str]:
    """The sentence on rows equal to an earlier row in all columns, where that can hardly be chance.

    It cannot where the table has ids, or where the number columns make it unlikely: the pairs of equal
    rows to be expected if they were independent, pairs of rows times the product over the columns of the
    sum of squared shares of their values, are _FEWER times fewer than the copies found.
    """
    if not kinds or any(_all_differ(kind) for kind in kinds):
        return []
    mixed = np.zeros(len(kinds[0].values), dtype=np.uint64)
    for kind in kinds:
        if kind.kind != "constant":
            mixed = _mixed(mixed, _bits(kind))
    rows = len(mixed)
    copies = rows - len(np.unique(mixed))
    if not copies or not (any(kind.kind == "id" for kind in kinds) or _expected(kinds) < copies / _FEWER):
        return []
    one = copies == 1
    return [
        f"{many(copies, 'row')} {'is an exact copy' if one else 'are exact copies'} of other rows: a copy "
        "among the practice customers makes the unseen ones look easier. Remove copies if they are not "
        "different customers."
    ]


def _all_differ(kind: Kind) -> bool:
    """True if no two rows can be equal because of this column."""
    return kind.codes is not None and kind.different == len(kind.codes)


def _bits(kind: Kind) -> np.ndarray:
    if kind.codes is not None:
        return kind.codes.astype(np.int64).view(np.uint64)
    return (np.asarray(kind.values, dtype=np.float64) + 0.0).view(np.uint64)


def _mixed(seed: np.ndarray, bits: np.ndarray) -> np.ndarray:
    """64 bits that differ if any column differs (multiply and shift as in Steele, Lea & Flood 2014)."""
    add, times, shift = _MIX
    seed = (seed + add) * times ^ bits
    seed = (seed ^ (seed >> shift)) * times
    return seed ^ (seed >> shift)


def _expected(kinds: Sequence[Kind]) -> float:
    rows = len(kinds[0].values)
    chance = 1.0
    for kind in kinds:
        if kind.kind == "number":
            shares = np.unique(kind.values, return_counts=True)[1] / rows
            chance *= float((shares**2).sum())
    return rows * (rows - 1) / 2 * chance
