"""What pictures of pushes share: pushes in points, low and high values, dots that do not hide each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.box.ticks import wide
from core.charts.outline import wrapped
from core.safe import visible
from core.table import Column
from core.words import TOGETHER

LABEL = 60  # letters of a column's name that are said
FIGURES = 3  # on an axis of pushes at least, the line of no push among them
SMALLEST = 0.05  # points; less is not told apart from another small push
DOT, SQUARE, UP, DOWN, HOLLOW = 0, 1, 5, 6, 100  # Plotly's numbers for shapes, shorter than their names
QUIET = -0.25  # the shade of a value that is neither low nor high
SHADES = {
    "cmin": QUIET, "cmax": 1, "showscale": False,
    "colorscale": [[0, "$spared"], [0.19, "$spared"], [0.2, "$accent"], [0.6, "$spared"], [1, "$wasted"]],
}  # fmt: skip


def points(size: float) -> str:
    """The size of a push as it is said, in points: 5.1 -> "5.1 points", 0.01 -> "under 0.1 points"."""
    return f"{bare(size)}{TOGETHER}points"


def bare(size: float) -> str:
    """The size of a push without its unit: "5.1", "under 0.1", "0"."""
    size = abs(size)
    if 0 < size < SMALLEST:
        return f"under{TOGETHER}0.1"
    return f"{size:,.1f}" if size else "0"


def signed(push: float) -> str:
    """A push with its direction: "+5.1 points", "no push"."""
    if abs(push) < SMALLEST:
        return points(push) if push else "no push"
    return f"{'−' if push < 0 else '+'}{points(push)}"


def quoted(label: object) -> str:
    """A name or a level inside a sentence."""
    return f"“{visible(label, LABEL)}”"


def fitted(label: object, room: float, lines: int) -> list[str]:
    """A text cut into at most so many lines of so many pixels at size 15, safe for a label."""
    letters = int(room / 6)
    while True:
        shown = wrapped(visible(label, LABEL), letters, lines)
        if letters <= 6 or max(map(wide, shown)) * 15 / 14 <= room:
            return [uncoloured(line) for line in shown]
        letters = int(0.85 * letters)


def uncoloured(words: str) -> str:
    """A text that is not taken for the name of a colour, even if it is called "$missed"."""
    return f"{words} " if words.startswith("$") else words


def shades(column: Column, cells: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """(n,) how high each value is among these, lowest 0 and highest 1, and (n,) the shape that says so too.

    The rank, equal values alike; 0.5 where all are equal. Categories and gaps are QUIET.
    """
    shade, shape = np.full(len(cells), QUIET), np.full(len(cells), SQUARE)
    gap = cells.isna().to_numpy()
    shape[gap] = HOLLOW
    if column.kind == "number" and not gap.all():
        _, place, sizes = np.unique(cells.to_numpy(float)[~gap], return_inverse=True, return_counts=True)
        middle = np.cumsum(sizes) - sizes / 2
        span = middle[-1] - middle[0]
        shade[~gap] = (middle[place] - middle[0]) / span if span else 0.5
        shape[~gap] = np.select([shade[~gap] < 1 / 3, shade[~gap] > 2 / 3], [DOWN, UP], DOT)
    return shade, shape


def rims(shapes: np.ndarray) -> dict[str, Any]:
    """The lines around dots: a hollow dot is its line; around others it would hide crowded neighbours."""
    hollow = shapes == HOLLOW
    return {"width": np.where(hollow, 1.5, 0).tolist() if hollow.any() else 0}


def swarm(places: np.ndarray, row: np.ndarray, size: float, half: float) -> np.ndarray:
    """(n,) how far each dot is moved off its row's middle, in pixels, so that many dots make a bulge.

    places  (n,) pixels along the row; row (n,) int, the number of its row
    size    pixels of a dot; half the most it may move. A crowded row is pressed together as a whole.
    """
    if not len(places):
        return np.zeros(0)
    spot = np.floor((places - places.min()) / size).astype(int)
    key = row * (spot.max() + 1) + spot
    order = np.argsort(key, kind="stable")
    first = np.r_[True, np.diff(key[order]) != 0]
    turn = np.arange(len(key)) - np.maximum.accumulate(np.where(first, np.arange(len(key)), 0))
    off = np.empty(len(key))
    off[order] = np.where(turn % 2, (turn + 1) // 2, -(turn // 2))
    most = np.ones(row.max() + 1)
    np.maximum.at(most, row, np.abs(off))
    return off * np.minimum(size, half / most)[row]


def push_axis(pushes: np.ndarray, most: int) -> dict[str, Any]:
    """Range and figures of an axis of pushes in points, with at most so many steps; 0 is "no push"."""
    low, high = min(float(pushes.min(initial=0.0)), 0.0), max(float(pushes.max(initial=0.0)), 0.0)
    if high - low < 2 * SMALLEST:
        low, high = -1.0, 1.0
    span = high - low
    # Room for half of the words "no push" where the line stands at the rim.
    ends = [min(low - 0.04 * span, -0.09 * span), max(high + 0.04 * span, 0.09 * span)]
    rim = 0.05 * (ends[1] - ends[0])  # no figure that the rim would cut
    for steps in range(most, 3 * most):
        step = _round_step(ends[1] - ends[0], steps)
        first, last = math.ceil((ends[0] + rim) / step), math.floor((ends[1] - rim) / step)
        if last - first >= FIGURES - 1:
            break
    marks = [step * k for k in range(first, last + 1)]
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    texts = [f"{'−' if mark < 0 else '+'}{abs(mark):.{digits}f}" if mark else "no push" for mark in marks]
    return {
        "range": [round(end, 4) for end in ends],
        "tickvals": [round(mark, 6) for mark in marks],
        "ticktext": texts,
        "tickangle": 0,
        "tickfont": {"size": 14, "color": "$faint"},
    }


def _round_step(size: float, most: int) -> float:
    """1, 2 or 5 times a power of ten, so that no more than so many steps fit."""
    power = 10.0 ** math.floor(math.log10(size / most))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor * most >= 0.999 * size)


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
