"""What one column is worth in points: a number for each step of it, a category for each answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core import models
from core.safe import visible
from core.table import Column
from core.words import CURRENCIES, TOGETHER, figure

OTHER = "any other"
BLANK = "(blank)"
LETTERS = 60  # of an answer on the card


@dataclass(frozen=True, eq=False)
class Reading:
    """A column made ready for adding up, once for every card.

    values   (n,) numbers, NaN for a gap; of a category the positions in answers
    answers  the texts of a category as the model reads them, the last one for gaps; empty for a number
    """

    values: np.ndarray
    answers: tuple[str, ...] = ()


def read(column: Column, values: pd.Series) -> Reading:
    """The (n,) values of a column made ready."""
    if column.kind == "number":
        return Reading(values.to_numpy(dtype=float))
    codes, found = pd.factorize(values)
    return Reading(codes, (*(str(answer) for answer in found), models.MISSING))


@dataclass(frozen=True)
class Line:
    """One line of the card.

    column  the fact it is about
    what    "for each 2 days", "missing", or the answer that earns the points
    step    the amount that earns the points once; None where they are earned as a whole
    points  whole points, below 0 where the fact speaks for staying
    """

    column: Column
    what: str
    step: float | None
    points: int


@dataclass(frozen=True)
class Working:
    """One line at work on one customer: the fact as text, and its points to one decimal."""

    line: Line
    value: str
    points: float


@dataclass(frozen=True)
class NumberFact:
    """Points for each step of a number, counted from `above`; `gap` points where it is missing.

    gaps_seen  whether the model has met gaps, which then are a line
    """

    column: Column
    step: float
    above: float
    points: int
    gap: int
    gaps_seen: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines worth printing: none if no customer earns a point."""
        each = (self._each(),) if self.points else ()
        return (*each, self._missing()) if self.gaps_seen and (self.gap or each) else each

    def earned(self, read: Reading) -> np.ndarray:
        """(n,) points, counted exactly and rounded last, to one decimal."""
        exact = np.round(self.points * (read.values - self.above) / self.step, 1)
        return np.where(np.isnan(read.values), self.gap, exact) + 0.0

    def working(self, read: Reading) -> Working:
        """The line at work on the only customer read."""
        number = float(read.values[0])
        line = self._missing() if math.isnan(number) else self._each()
        return Working(line, figure(number, visible(self.column.unit, 12)), float(self.earned(read)[0]))

    def _each(self) -> Line:
        start = f"for each {_amount(self.step, self.column)}"
        what = f"{start} above {_amount(self.above, self.column)}" if self.above else start
        return Line(self.column, what, self.step, self.points)

    def _missing(self) -> Line:
        return Line(self.column, models.MISSING, None, self.gap)


@dataclass(frozen=True)
class CategoryFact:
    """Points for each answer; `other` for answers without points of their own.

    others_seen  whether the model has met such answers, which then are a line
    """

    column: Column
    answers: dict[str, int]
    other: int
    others_seen: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines worth printing, most points first; of two answers only the one with points."""
        found = [self._line(answer) for answer in self.answers]
        found += [Line(self.column, OTHER, None, self.other)] if self.others_seen else []
        if not any(line.points for line in found):
            return ()
        found.sort(key=lambda line: -line.points)
        return tuple(found[:1] if len(found) == 2 else found)

    def earned(self, read: Reading) -> np.ndarray:
        """(n,) whole points."""
        worth = [self.answers.get(answer, self.other) for answer in read.answers]
        return np.array(worth, dtype=float)[read.values]

    def working(self, read: Reading) -> Working:
        """The line at work on the only customer read."""
        answer = read.answers[read.values[0]]
        line = self._line(answer)
        return Working(line, _shown(answer), float(line.points))

    def _line(self, answer: str) -> Line:
        if answer not in self.answers:
            return Line(self.column, OTHER, None, self.other)
        return Line(self.column, _shown(answer), None, self.answers[answer])


def number_fact(
    column: Column,
    values: np.ndarray,
    centre: float,
    spread: float,
    weight: float,
    gap: float,
    gaps_seen: bool,
) -> tuple[NumberFact, float]:
    """A number in whole points, and the points everybody has for it.

    values  (n,) of the column, NaN for a gap
    weight  points for one spread above the centre
    gap     points where it is missing
    """
    step = _step(values, spread)
    above = _above(values)
    points = round(weight * step / spread) if spread else 0
    # At the centre the rounded points are the exact ones, so that rounding errors stay small around it.
    fixed = -points * (centre - above) / step
    return NumberFact(column, step, above, points, round(gap - fixed), gaps_seen), fixed


def category_fact(
    column: Column, weights: dict[str, float], other: float | None
) -> tuple[CategoryFact, float]:
    """A category in whole points, its lowest answer at 0, and the points everybody has for it.

    weights  points of each answer
    other    points of all rare answers; None if the model has met none, which counts as 0
    """
    lowest = min([*weights.values(), *([] if other is None else [other])])
    answers = {answer: round(weight - lowest) for answer, weight in weights.items()}
    return CategoryFact(column, answers, round((other or 0.0) - lowest), other is not None), lowest


def _step(values: np.ndarray, spread: float) -> float:
    """1, 2 or 5 times a power of ten, at most one spread; at least 1 for whole numbers."""
    known = values[np.isfinite(values)]
    if not spread or not len(known):
        return 1.0
    power = math.floor(math.log10(spread))
    round_ones = [float(f"{factor}e{power}") for factor in (1, 2, 5)]
    step = max([one for one in round_ones if one <= spread * (1 + 1e-9)], default=round_ones[0])
    return max(step, 1.0) if (known == np.round(known)).all() else step


def _above(values: np.ndarray) -> float:
    """A round whole number to count from where all values lie far from 0, as years do; else 0."""
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)
    if high == low or not (low > high - low or -high > high - low):
        return 0.0
    power = max(10.0 ** math.floor(math.log10(high - low)), 1.0)
    return math.floor(low / power) * power


def _amount(value: float, column: Column) -> str:
    """An amount with its unit: "2 days", "Rs 20", "0.5 %"."""
    unit = visible(column.unit, 12)
    if abs(value) >= 1e-6:
        return figure(value, unit)
    small = np.format_float_positional(value, trim="-")
    return f"{unit}{TOGETHER}{small}" if unit in CURRENCIES else f"{small}{TOGETHER}{unit}".strip(TOGETHER)


def _shown(answer: str) -> str:
    return visible(answer, LETTERS) or BLANK
