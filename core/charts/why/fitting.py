"""Labels that fit: pushes in points, texts cut to their place, and an axis with room for what is written."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any, NamedTuple

from core.charts.box.ticks import wide
from core.charts.chart import text
from core.safe import visible

QUIET = {"size": 14, "color": "$faint"}
HATCHED = {"shape": "/", "size": 8, "solidity": 0.25, "fgcolor": "$paper"}  # needs a bgcolor
ROUNDS = 40  # each brings the ends of the axis several times closer to where they come to rest
STEPS = (1, 2, 5)
CUT = "…"


class Spot(NamedTuple):
    """A place on an axis, and how many pixels of text stand to its left and to its right."""

    value: float
    left: float = 0.0
    right: float = 0.0


def points(push: float) -> str:
    """The size of a push in points of chance, without its sign: 0.123 -> "12.3", 0.0004 -> "0.04"."""
    size = 100 * abs(push)
    written = f"{size:.{1 if size >= 0.095 else 2}f}"
    return "0" if float(written) == 0 else written


def signed(push: float) -> str:
    """A push in points with its sign: 0.123 -> "+12.3", -0.021 -> "−2.1"."""
    size = points(push)
    return size if size == "0" else f"{'+' if push > 0 else '−'}{size}"


def shortened(words: str, pixels: float) -> str:
    """The words, cut with an ellipsis where they would take more pixels at size 14; not yet made safe."""
    taken, fits = 0.0, 0
    for place, letter in enumerate(words):
        taken += wide(letter)
        if taken <= pixels - wide(CUT):
            fits = place + 1
        if taken > pixels:
            return words[:fits].rstrip() + CUT
    return words


def named(label: object, value: str, mark: str, pixels: float) -> str:
    """A column's label, a value and a mark in one line of so many pixels, safe inside a label.

    A long label is cut first, but keeps a third of the line; then the value; never the mark.
    """
    left = pixels - wide(mark)
    told = shortened(f": {visible(value, 80)}", left * 2 / 3) if value else ""
    return text(f"{shortened(visible(label, 60), left - wide(told))}{told}{mark}", 200)


def room(spots: Sequence[Spot], pixels: float) -> tuple[float, float]:
    """The ends of an axis of so many pixels on which every text at its spot is inside."""
    low, high = min(spot.value for spot in spots), max(spot.value for spot in spots)
    if high - low <= 1e-9:
        low, high = low - 0.5, high + 0.5
    first, last = low, high
    for _ in range(ROUNDS):
        unit = (high - low) / pixels
        low = min(first, *(spot.value - spot.left * unit for spot in spots))
        high = max(last, *(spot.value + spot.right * unit for spot in spots))
    return low, high


def round_places(low: float, high: float, most: int) -> list[float]:
    """At most so many evenly spaced round values from low to high (0 among them if it lies between)."""
    size, tens = (high - low) / most, 1e-9
    while tens * 10 <= size:
        tens *= 10
    step = next((k * tens for k in STEPS if k * tens >= size), 10 * tens)
    # A hair's breadth more, because 1 is no whole number of times 0.2 to a computer.
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(k * step, 9) for k in range(first, last + 1)]


def note(x: float, y: float, words: str, side: str, **more: Any) -> dict[str, Any]:
    """A text on paper, so that no line runs through it; side is its edge at the place."""
    return {
        "x": x, "y": y, "text": words, "showarrow": False, "xanchor": side, "yanchor": "middle",
        "bgcolor": "$paper", "borderpad": 1, "font": {"size": 14, "color": "$ink"}, **more,
    }  # fmt: skip
