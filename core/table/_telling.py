"""Columns that tell who left instead of foretelling it: by their name, or by how well they sort alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.table._kinds import MOST_LEVELS
from core.table._leaving import is_about_leaving

FEWEST = 10  # leavers, and stayers; below, a column can sort them perfectly by chance
SORTS = 0.98
_LOOKS_GOOD = 0.95  # on the sample of rows, before all rows are looked at
_SAMPLE = 500  # leavers, and stayers
_SEED = 7


@dataclass(frozen=True)
class Why:
    """Why choosing the target leaves a column out.

    text   the reason as part of a sentence
    proof  what the column does, the rest of a sentence that starts with its name; "" if there is none
    tells  True if the column tells who left instead of foretelling it
    """

    text: str
    proof: str = ""
    tells: bool = True

    @property
    def in_words(self) -> str:
        """The reason with its proof."""
        return f"{self.text}: it {self.proof}" if self.proof else self.text


SPENT = Why("one value in the rows kept", tells=False)
_LATE = "it seems to be written down after the customer had left"


def telling(features: Mapping[str, pd.Series], y: np.ndarray) -> dict[str, Why]:
    """Features that tell who left: named after it, or sorting leavers from stayers almost perfectly alone.

    y  (n,) 1 where the customer left. How well a column sorts is judged with FEWEST of each, by sorts().
    """
    found = {name: Why(_LATE) for name in features if is_about_leaving(name)}
    left, stayed = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    if min(len(left), len(stayed)) < FEWEST:
        return found
    random = np.random.default_rng(_SEED)
    some = np.sort(np.concatenate([_some(left, random), _some(stayed, random)]))
    half = random.random(len(y)) < 0.5
    for name, cells in features.items():
        area = sorts(cells.iloc[some], y[some], half[some])
        if area >= _LOOKS_GOOD and len(some) < len(y):
            area = sorts(cells, y, half)
        if area >= SORTS:
            pairs = f"{int(100 * area)} of 100 pairs of one who left and one who stayed"
            found[name] = Why(_LATE, f"alone sorts {pairs}")
    return {name: found[name] for name in features if name in found}


def _some(rows: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return rows if len(rows) <= _SAMPLE else random.choice(rows, _SAMPLE, replace=False)


def sorts(cells: pd.Series, y: np.ndarray, half: np.ndarray) -> float:
    """Of all pairs of a leaver and a stayer, the share a column puts in the right order; ties count half.

    That is the area under the ROC curve (Hanley & McNeil 1982), 0.5 to 1. Numbers sort by value, in either
    direction, gaps all first or all last. Texts sort by the share who left at each (gaps are one more text):
    learnt on the rows in half and judged on the others, so that many texts cannot do it by chance; where
    each of a few texts goes with one outcome only, the area is 1 without that.
    """
    is_number = cells.dtype.kind == "f"
    values = cells.to_numpy()
    if is_number:
        _, codes = np.unique(values, return_inverse=True)  # gaps come last
        left, stayed = _counts(codes, y)
        areas = [_area(left, stayed)]
        if np.isnan(values).any():
            areas.append(_area(np.roll(left, 1), np.roll(stayed, 1)))
        if len(left) > 2:
            return max(max(area, 1 - area) for area in areas)
    else:
        codes, _ = pd.factorize(values, use_na_sentinel=False)
        left, stayed = _counts(codes, y)
    if len(left) <= MOST_LEVELS and not ((left > 0) & (stayed > 0)).any():
        return 1.0
    if is_number:
        return max(max(area, 1 - area) for area in areas)
    learnt = _counts(codes[half], y[half], len(left))
    seen = learnt[0] + learnt[1]
    share = np.full(len(left), learnt[0].sum() / max(seen.sum(), 1))
    share[seen > 0] = (learnt[0] / np.maximum(seen, 1))[seen > 0]
    judged = ~half
    if not 0 < y[judged].sum() < judged.sum():
        return 0.5
    _, ranks = np.unique(share[codes[judged]], return_inverse=True)
    return _area(*_counts(ranks, y[judged]))


def _counts(codes: np.ndarray, y: np.ndarray, levels: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Leavers and stayers at each level."""
    customers = np.bincount(codes, minlength=levels)
    left = np.bincount(codes, weights=y, minlength=levels)
    return left, customers - left


def _area(left: np.ndarray, stayed: np.ndarray) -> float:
    """The area from leavers and stayers per level, levels ascending."""
    below = np.cumsum(stayed) - stayed
    return float((left * (below + stayed / 2)).sum() / (left.sum() * stayed.sum()))
