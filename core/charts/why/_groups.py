"""Customers in groups: those of a level, or those with neighbouring values."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.charts.why._told import WITHOUT
from core.charts.why._values import quoted
from core.models import MISSING
from core.words import count

LEVELS = 8  # levels that get their own row, the most frequent ones
GROUPS, FEWEST = 10, 5  # stretches of equally many customers, and the fewest in one
# Parts of the customers: finer stretches at both ends, where a model that finds few leavers acts.
ENDS = (0.025, 0.05)
TRIMMED = 0.01  # of the customers at either end, left out where they stretch the picture
STRETCH = 4.0  # times as wide as without them


@dataclass(frozen=True, eq=False)
class Group:
    """Customers with the same level, or with neighbouring values.

    pushes  (m,) points
    name    the level as it stands in the table, or "2 others, together"; "" for a stretch of values
    said    the level inside a sentence
    cells   (m,) values of a stretch
    """

    pushes: np.ndarray
    name: str = ""
    said: str = ""
    cells: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def middle(self) -> float:
        """The middle push, in points."""
        return float(np.median(self.pushes))


def inside(values: np.ndarray) -> np.ndarray:
    """(n,) bool: the customers drawn along the axis, without gaps and, where these stretch it, far ends."""
    known = ~np.isnan(values)
    low, high = np.quantile(values[known], [TRIMMED, 1 - TRIMMED])
    span = values[known].max() / 2 - values[known].min() / 2
    if high > low and span > STRETCH * (high / 2 - low / 2):
        known &= (np.nan_to_num(values, nan=low) >= low) & (np.nan_to_num(values, nan=low) <= high)
    return known


def stretches(values: np.ndarray, moved: np.ndarray) -> list[Group]:
    """Tenths of the customers in the order of their values; a value of its own where there are few values."""
    edges = np.unique(values)
    if len(edges) > GROUPS:
        number = max(min(GROUPS, len(values) // FEWEST), 1)
        ends = [end for end in ENDS if end * len(values) >= FEWEST]
        cuts = [*(np.arange(1, number) / number), *ends, *(1 - end for end in ends), 1.0]
        edges = np.unique(np.quantile(values, cuts, method="lower"))
    # Too few customers for a middle push join those below them, the first ones those above.
    fewest = min(FEWEST, len(values) // (2 * GROUPS))
    kept: list[float] = []
    for edge in edges:
        between = (values <= edge) & (values > (kept[-1] if kept else -np.inf))
        if between.sum() >= fewest:
            kept.append(float(edge))
    place = np.searchsorted(kept[:-1], values, side="left")
    return [Group(moved[place == at], cells=values[place == at]) for at in np.unique(place)]


def levels(cells: pd.Series, moved: np.ndarray) -> list[Group]:
    """The most frequent levels, the others together, and the gaps; the highest middle push first."""
    gap = cells.isna().to_numpy()
    codes, names = pd.factorize(cells)
    sizes = np.bincount(codes[codes >= 0], minlength=len(names))
    order = np.argsort(-sizes, kind="stable")
    found = [Group(moved[codes == code], str(names[code]), quoted(names[code])) for code in order[:LEVELS]]
    found.sort(key=lambda level: -level.middle)
    if rest := order[LEVELS:].tolist():
        name = "1 other" if len(rest) == 1 else f"{count(len(rest))} others, together"
        found.append(Group(moved[np.isin(codes, rest)], name, f"the {name.replace(',', '')}"))
    if gap.any():
        found.append(Group(moved[gap], MISSING, WITHOUT))
    return found
