"""A yes/no question about one column: how it is said, and who answers yes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core import models
from core.safe import visible
from core.table import Column
from core.words import CURRENCIES, TOGETHER

FIGURE = re.compile(r"[-−]?[\d,]*\.?\d+")


@dataclass(frozen=True)
class Question:
    """One yes/no question.

    column   the name of the column it is about
    text     the question in full: "Days since last call: 4 or less?"
    if_yes   how a yes answers it where "yes" does not say it: "4 or less"
    if_no    the same for a no: "5 or more"
    cut      numbers up to it answer yes; None where levels are asked for
    gap      whether a gap answers yes too
    levels   the texts that answer yes; empty for a number
    other    True: every text but these levels answers yes
    """

    column: str
    text: str
    if_yes: str = ""
    if_no: str = ""
    cut: float | None = None
    gap: bool = False
    levels: tuple[str, ...] = ()
    other: bool = False

    def answers(self, rows: pd.DataFrame) -> np.ndarray:
        """(n,) bool: who answers yes. Numbers are compared in single precision, as trees do."""
        values = rows[self.column]
        if self.cut is not None:
            numbers = _single(values.to_numpy(dtype=float))
            return (numbers <= self.cut) | (np.isnan(numbers) & self.gap)
        if not self.levels:
            return values.isna().to_numpy()
        named = values.isin(self.levels).to_numpy()
        if models.MISSING in self.levels:
            named = named | values.isna().to_numpy()
        return named != self.other


def about_number(column: Column, values: np.ndarray, cut: float) -> Question:
    """ "Is it up to cut?" for a number column; values are the (n,) numbers practised on, NaN for a gap.

    A gap counts as the middle value, and the question says so where there are gaps.
    """
    if_low, if_high, ask = (with_unit(words, column) for words in cut_in_words(values, cut))
    gap = bool(float(np.nanmedian(values.astype(np.float32))) <= cut)
    if np.isnan(values).any():
        if gap:
            if_low, ask = f"{if_low} or missing", f"{ask} or missing"
        else:
            if_high = f"{if_high} or missing"
    return Question(column.name, f"{column.label}: {ask}?", if_low, if_high, cut=float(cut), gap=gap)


def with_unit(words: str, column: Column) -> str:
    """The figures in words with the column's unit, unless its label says it: "up to 7.5 %", "Rs 31"."""
    unit = visible(column.unit, 12)
    if not unit or unit.casefold() in column.label.casefold():
        return words
    unit_first = unit in CURRENCIES
    return FIGURE.sub(
        lambda found: f"{unit}{TOGETHER}{found[0]}" if unit_first else f"{found[0]}{TOGETHER}{unit}", words
    )


def about_gap(column: Column) -> Question:
    """ "Is it missing?" for a number column."""
    return Question(column.name, f"{column.label}: missing?")


def about_level(column: Column, level: str) -> Question:
    """ "Is it this level?" for a category column."""
    return Question(column.name, f"{column.label}: {level}?", levels=(level,))


def about_rare(column: Column, common: tuple[str, ...]) -> Question:
    """ "Is it none of the common levels?" for a category column."""
    return Question(column.name, f"{column.label}: a rare answer?", levels=common, other=True)


def cut_in_words(values: np.ndarray, threshold: float) -> tuple[str, str, str]:
    """A cut as people say it: how the low side answers, how the high side does, and the question.

    values are the (n,) numbers that were cut, in single precision. The figure named is the roundest one
    that parts them in the same way: 4.5 days in whole days becomes "4 or less" against "5 or more".
    """
    known = values[np.isfinite(values)]
    below = _single(known) <= threshold
    low, high = known[below].max(), known[~below].min()
    if len(np.unique(known)) == 2:
        return _figure(low), _figure(high), _figure(low)
    if (known == np.round(known)).all():
        return f"{low:,.0f} or less", f"{high:,.0f} or more", f"{low:,.0f} or less"
    for digits in range(8):
        figure = np.ceil(low * 10**digits) / 10**digits
        if low <= figure < high:
            said = f"{figure + 0.0:,.{digits}f}"
            return f"up to {said}", f"above {said}", f"up to {said}"
    return f"up to {_figure(low)}", f"above {_figure(low)}", f"up to {_figure(low)}"


def _single(values: np.ndarray) -> np.ndarray:
    """Numbers rounded to single precision, but held in double: a cut between two neighbours stays there."""
    return values.astype(np.float32).astype(float)


def _figure(value: Any) -> str:
    """A number in full, without needless decimals."""
    if float(value).is_integer():
        return f"{value + 0.0:,.0f}"
    return f"{value:,}" if abs(value) >= 0.001 else np.format_float_positional(value, trim="-")
