"""The figures along the side of a map: round numbers, or the names of levels."""

from __future__ import annotations

import math
import unicodedata
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from core.charts.chart import text
from core.verdicts import Axis

THIN, LETTER, BROAD, FULL = 4.5, 7.0, 10.0, 14.0  # pixels of a letter at size 14, rather too many
LEVEL = 12  # letters of a level that are shown
BIG = ((1e9, "bn"), (1e6, "M"))


class Ticks(NamedTuple):
    """Marks along a side.

    places  in steps of the grid; texts what stands there; angle of the texts, 0 or -90
    size    pixels they take away from the side
    """

    places: list[float]
    texts: list[str]
    angle: int
    size: int


def wide(words: str) -> float:
    """About how many pixels a line takes at size 14."""
    return sum(_letter(letter) for letter in unescape(words))


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    if letter.isupper() or letter in "mw%@…":
        return BROAD
    return THIN if letter in " -ijlt.,:;'()" else LETTER


def ticks(side: Axis, room: float, upright: bool = False) -> Ticks:
    """The marks for a side of so many pixels; upright sides are read line by line."""
    places, texts = _levels(side) if side.labels else _numbers(side, room, upright)
    longest = max((wide(words) for words in texts), default=0.0)
    if upright:
        return Ticks(places, texts, 0, round(longest) + 8)
    widths = [wide(words) for words in texts]
    tight = max((one + other for one, other in pairwise(widths)), default=0) / 2 + 8
    if side.labels and tight > room / len(texts):
        return Ticks(places, texts, -90, round(longest) + 8)
    return Ticks(places, texts, 0, 26)


def _levels(side: Axis) -> tuple[list[float], list[str]]:
    return [place + 0.5 for place in range(len(side.labels))], [text(label, LEVEL) for label in side.labels]


def _numbers(side: Axis, room: float, upright: bool) -> tuple[list[float], list[str]]:
    low, high = float(side.values[0]), float(side.values[-1])
    for most in (5, 4, 3, 2):
        step = _round_step(high - low, most)
        values = [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]
        texts = [_figure(value, step) for value in values]
        needed = sum(wide(words) + 12 for words in texts)
        if upright or needed <= room:
            break
    scale = (len(side.values) - 1) / (high - low)
    return [round((value - low) * scale + 0.5, 2) for value in values], texts


def _round_step(size: float, most: int) -> float:
    """1, 2 or 5 times a power of ten, so that no more than so many steps fit (about)."""
    rough = size / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def _figure(value: float, step: float) -> str:
    """A value on a side with such steps: "1,500", "0.25", "3.5M"."""
    minus = "−" if value < 0 else ""
    for unit, sign in BIG:
        if step >= unit / 10 and abs(value) < 1e6 * unit:
            return f"{minus}{_plain(abs(value) / unit, step / unit)}{sign if value else ''}"
    return minus + _plain(abs(value), step)


def _plain(size: float, step: float) -> str:
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{size:,.{digits}f}" if digits <= 6 and size < 1e9 else f"{size:.2g}"
