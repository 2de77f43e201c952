"""A column as a few bars with round borders, so that what is picked can be said and sent in a few signs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.safe import visible
from core.table import Column
from core.words import TOGETHER, figure

GAP = 255  # the bar of a row without a value: never drawn, never picked
MOST_BARS = 20
WANTED = 16  # bars between the lowest and the highest hundredth
ENDS = (0.01, 0.99)
LOPSIDED = 4.0  # how much longer the upper half has to be than the lower one for borders that multiply
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TIMES = (  # borders in every decade, the finest first
    (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0),
    (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0),
    (1.0, 2.0, 3.0, 5.0),
    (1.0, 3.0),
    (1.0,),
)
LONGEST = 24  # letters of a level
OTHERS = "others"


@dataclass(frozen=True, eq=False)
class Bars:
    """A column cut into bars.

    column   the table's column
    codes    (n,) uint8, the bar of every row; GAP where there is no value
    borders  values at which the next bar begins, one fewer than bars; none for a category
    low      (b,) what a bar begins at, in words; "" where it is open below
    high     (b,) what it ends at; "" where it is open above
    """

    column: Column
    codes: np.ndarray
    borders: tuple[float, ...]
    low: tuple[str, ...]
    high: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.low)

    @property
    def unit(self) -> str:
        """The unit of its borders."""
        return self.column.unit if self.column.kind == "number" else ""

    def said(self, first: int, last: int) -> str:
        """The bars from first to last in words: "12 to 15 %", "below 12 km", "200 and more"."""
        low, high = self.low[first], self.high[last]
        unit = f"{TOGETHER}{self.unit}" if self.unit else ""
        if low == high:
            return f"{low}{unit}" if low else "any value"
        if not low:
            return f"below {high}{unit}"
        return f"{low} to {high}{unit}" if high else f"{low}{unit} and more"


def bars(column: Column, cells: pd.Series) -> Bars:
    """The bars of a column.

    cells  (n,) numbers with NaN for gaps, or texts with None for gaps

    A category has a bar per level, the most frequent first, the rarest together. Numbers with few different
    values have a bar for each; others have round borders between the lowest and the highest hundredth and
    are open at both ends. Where most are small and a few large, the borders multiply.
    """
    return _levels(column, cells) if column.kind == "category" else _numbers(column, cells)


def _levels(column: Column, cells: pd.Series) -> Bars:
    levels = cells.value_counts().index.tolist()
    shown = levels if len(levels) <= MOST_BARS else levels[: MOST_BARS - 1]
    names = [visible(level, LONGEST) for level in shown] + [OTHERS] * (len(shown) < len(levels))
    places = {level: min(place, len(names) - 1) for place, level in enumerate(levels)}
    codes = cells.map(places).fillna(GAP).to_numpy(dtype=np.uint8)
    return Bars(column, codes, (), tuple(names), tuple(names))


def _numbers(column: Column, cells: pd.Series) -> Bars:
    values = cells.to_numpy(dtype=float)
    there = ~np.isnan(values)
    distinct = np.unique(values[there])
    if len(distinct) <= MOST_BARS:
        borders = distinct[1:]
        low = high = tuple(figure(value) for value in distinct.tolist()) or ("",)
    else:
        borders = _borders(values[there], distinct)
        told = tuple(figure(value) for value in borders.tolist())
        low, high = ("", *told), (*told, "")
    codes = np.full(len(values), GAP, np.uint8)
    codes[there] = np.searchsorted(borders, values[there], side="right")
    return Bars(column, codes, tuple(borders.tolist()), low, high)


def _borders(values: np.ndarray, distinct: np.ndarray) -> np.ndarray:
    """Round borders, each with values on both sides."""
    start, middle, end = np.quantile(values, (ENDS[0], 0.5, ENDS[1])).tolist()
    if start >= end:
        start, end = float(distinct[0]), float(distinct[-1])
    if start > 0 and end - middle > LOPSIDED * (middle - start):
        found = _multiplied(start, end)
    else:
        found = _even(start, end)
    return found[(found > distinct[0]) & (found <= distinct[-1])]


def _even(start: float, end: float) -> np.ndarray:
    rough = (end - start) / WANTED
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in STEPS if step * scale >= rough * 0.999) * scale
    first, last = math.floor(start / step), math.ceil(end / step)
    digits = max(0, 1 - math.floor(math.log10(step)))
    return np.round(np.arange(first, last + 1) * step, digits)


def _multiplied(start: float, end: float) -> np.ndarray:
    decades = range(math.floor(math.log10(start)), math.ceil(math.log10(end)) + 1)
    for within in TIMES:
        found = np.array([float(f"{times * 10.0**decade:.2g}") for decade in decades for times in within])
        found = found[(found > start) & (found < end)]
        if len(found) < MOST_BARS:
            break
    return found if len(found) > 2 else _even(start, end)
