"""How a picture of groups is put together: its page in pixels, texts cut to their room, and the key."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.box.ticks import wide as pixels
from core.charts.chart import hidden_axis, text
from core.charts.groups.marks import colour, symbol
from core.charts.why.places import BROADEST
from core.safe import visible

BREAKPOINT = 820
LONGEST = 60  # letters of a name that are ever drawn
KEY_ROW, KEY_MARK = 26, 26  # pixels of a line of the key, and of the mark before its text
QUIET = {"size": 14, "color": "$faint"}
BIG = ((1e12, " trillion"), (1e9, " bn"), (1e6, " M"))


@dataclass(frozen=True)
class Page:
    """The room between the margins; places are pixels from the top.

    tall  pixels;  wide  pixels at least
    """

    tall: float
    wide: float

    def up(self, place: float) -> float:
        """A place as a share of the paper."""
        return round(1 - place / self.tall, 5)

    def rows(self, top: float, bottom: float) -> list[float]:
        """The domain of an upright axis between two places."""
        return [self.up(bottom), self.up(top)]


def least(wide: bool) -> int:
    """Pixels between the margins of the narrowest screen a figure is drawn for."""
    return (BREAKPOINT if wide else 340) - 16


def cut(words: object, room: float, tail: str = "") -> str:
    """Any text with a tail of our own, safe for a label and cut to so many pixels at size 14."""
    shown = visible(words, LONGEST)
    room -= pixels(tail)
    ends = list(accumulate(max(pixels(letter), BROADEST.get(letter, 0)) for letter in shown))
    if ends and ends[-1] > room:
        shown = shown[: max(bisect_right(ends, room - pixels("…")), 1)].rstrip() + "…"
    return uncoloured(text(shown) + tail)


def uncoloured(words: str) -> str:
    """A text that is not taken for the name of a colour, even if it is called "$ink"."""
    return f"{words} " if words.startswith("$") else words


def note(words: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    """A text at a place of the paper, to its right."""
    return {
        "text": words, "x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False,
        "xanchor": "left", "yanchor": "middle", "align": "left", "font": QUIET, **more,
    }  # fmt: skip


class Entry(NamedTuple):
    """A line of the key: a mark, its colour, and what it stands for, safe for a label."""

    symbol: str
    colour: str
    says: str


def group_entries(says: Sequence[str]) -> list[Entry]:
    """A line of the key for every group."""
    return [Entry(symbol(group), colour(group), words) for group, words in enumerate(says)]


def key(entries: Sequence[Entry], columns: int, room: float, on: str = "3") -> dict[str, Any]:
    """The key as a trace on the axes x<on> and y<on>, read line by line."""
    step = room / columns
    return {
        "type": "scatter", "mode": "markers+text", "xaxis": f"x{on}", "yaxis": f"y{on}", "hoverinfo": "skip",
        "x": [round(10 + step * (place % columns), 1) for place in range(len(entries))],
        "y": [place // columns + 0.5 for place in range(len(entries))],
        "text": [f" {entry.says}" for entry in entries], "textposition": "middle right",
        "textfont": {"size": 14, "color": "$ink"}, "cliponaxis": False,
        "marker": {
            "symbol": [entry.symbol for entry in entries], "color": [entry.colour for entry in entries],
            "size": 12, "line": {"width": 0},
        },
    }  # fmt: skip


def key_axes(
    number: int, columns: int, page: Page, across: Sequence[float], top: float, on: str = "3"
) -> dict[str, Any]:
    """The axes the key of so many lines stands on, from a place of the page down."""
    rows = key_rows(number, columns)
    room = page.wide * (across[1] - across[0])
    return {
        f"xaxis{on}": hidden_axis(domain=list(across), range=[0, room], anchor=f"y{on}"),
        f"yaxis{on}": hidden_axis(domain=page.rows(top, top + KEY_ROW * rows), range=[rows, 0],
                                  anchor=f"x{on}"),
    }  # fmt: skip


def key_rows(number: int, columns: int) -> int:
    return max(math.ceil(number / columns), 1)


def rounded(values: np.ndarray, span: float) -> list[float]:
    """Values to a ten-thousandth of the span they are drawn in: all that a screen shows."""
    digits = 4 - math.floor(math.log10(span)) if span > 0 else 4
    return np.round(np.asarray(values, dtype=float), min(digits, 12)).tolist()


def round_steps(low: float, high: float, most: int) -> tuple[list[float], list[str]]:
    """Round figures between two ends, 1, 2 or 5 times a power of ten apart, and how they are written."""
    if not high > low:
        return [low], [figure(low, 1.0)]
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(power * by for by in (1, 2, 5, 10) if power * by * most >= 0.999 * (high - low))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    places = [number * step for number in range(first, last + 1)]
    return [float(f"{place:.10g}") for place in places], [figure(place, step) for place in places]


def figure(value: float, step: float) -> str:
    """A value in steps of so much: "1,500", "0.25", "3.5 M"."""
    minus, size, sign = "−" if value < 0 else "", abs(value), ""
    for unit, name in BIG:
        if size >= unit and step >= unit / 1000:
            size, step, sign = size / unit, step / unit, name
            break
    if size >= 1e15 or 0 < step < 1e-6:
        return f"{minus}{size:.2g}{sign}"
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{minus}{size:,.{digits}f}{sign}"


def frame(rows: Iterable[Sequence[Any]], headers: Sequence[str]) -> pd.DataFrame:
    """A table whose headers differ, whatever the columns of the reader's table are called."""
    seen: dict[str, int] = {}
    told = []
    for header in headers:
        shown = visible(header, LONGEST)
        seen[shown] = seen.get(shown, 0) + 1
        told.append(shown if seen[shown] == 1 else f"{shown} ({seen[shown]})")
    return pd.DataFrame(list(rows), columns=told)
