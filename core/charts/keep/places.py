"""Labels beside curves: each goes to the first of its spots where nothing else is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

SIZE = 14  # pixels of a letter
LETTER = 0.5  # of its size: how wide a letter is, on average and rather too wide
TALL = 20  # pixels of a line of text
BESIDE, APART = 7, 4  # pixels between a point and its label, across and up
AIR = 2  # pixels around a label, smaller than what parts it from its own point
WIDEST = 2.6  # times the least width: the widest a picture gets
STEP = 3.0  # pixels between two points of a line that a label has to keep clear of


class Spot(NamedTuple):
    """A point, and where its label goes: to the right or left of it, above or below."""

    x: float
    y: float
    right: bool = True
    above: bool = True


class Label(NamedTuple):
    """A text in a colour, and its spots, the best first."""

    text: str
    colour: str
    spots: Sequence[Spot]


@dataclass(frozen=True)
class Plot:
    """The part of a picture with the curves: its least size in pixels and the ends of its axes from 0."""

    width: float
    height: float
    right: float
    top: float

    def pixels(self, x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray) -> np.ndarray:
        """(k, 2) a line as points at most STEP pixels apart, from the lower left corner of the plot."""
        across = np.asarray(x, dtype=float) / self.right * self.width
        up = np.asarray(y, dtype=float) / self.top * self.height
        along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(across), np.diff(up)))))
        places = np.linspace(0, along[-1], int(np.ceil(along[-1] / STEP)) + 1)
        return np.column_stack((np.interp(places, along, across), np.interp(places, along, up)))

    def box(self, text: str, spot: Spot) -> tuple[float, float, float, float]:
        """left, right, bottom, top of a label, in pixels."""
        x, y = spot.x / self.right * self.width, spot.y / self.top * self.height
        wide = LETTER * SIZE * len(text) + 4
        left = x + BESIDE if spot.right else x - BESIDE - wide
        bottom = y + APART if spot.above else y - APART - TALL
        return left, left + wide, bottom, bottom + TALL


def placed(labels: Iterable[Label], plot: Plot, lines: Sequence[np.ndarray]) -> list[dict[str, Any]]:
    """An annotation for each label; lines are what they keep clear of, in pixels as from `Plot.pixels`.

    A label that fits nowhere takes the spot where it covers least. What is clear in the narrowest and in
    the widest picture is clear in between.
    """
    x, y = np.concatenate([np.empty((0, 2)), *lines]).T.copy()
    widths = [(replace(plot, width=plot.width * stretch), x * stretch, y) for stretch in (1.0, WIDEST)]
    taken: list[tuple[str, Spot]] = []
    notes = []
    for label in labels:
        least, best = math.inf, label.spots[0]
        for spot in label.spots:
            covered = 0.0
            for wider, across, up in widths:
                covered += _covered(label.text, spot, wider, across, up, taken)
                if covered >= least:  # no better already
                    break
            if covered < least:
                least, best = covered, spot
            if not covered:
                break
        taken.append((label.text, best))
        notes.append(_note(label, best))
    return notes


def _covered(
    text: str, spot: Spot, plot: Plot, x: np.ndarray, y: np.ndarray, taken: Sequence[tuple[str, Spot]]
) -> float:
    """How much a label would hide: points of lines, and far worse other labels or the picture's edge."""
    left, right, bottom, top = plot.box(text, spot)
    near = (x > left - AIR) & (x < right + AIR) & (y > bottom - AIR) & (y < top + AIR)
    over = max(0.0, -left) + max(0.0, right - plot.width) + max(0.0, -bottom) + max(0.0, top - plot.height)
    others = [plot.box(*other) for other in taken]
    met = sum(left < r and le < right and bottom < t and b < top for le, r, b, t in others)
    return float(np.count_nonzero(near)) + 100 * over + 10_000 * met


def _note(label: Label, spot: Spot) -> dict[str, Any]:
    return {
        "x": spot.x, "y": spot.y, "text": label.text, "showarrow": False, "bgcolor": "$paper",
        "borderpad": 0, "font": {"size": SIZE, "color": label.colour},
        "xanchor": "left" if spot.right else "right", "xshift": BESIDE if spot.right else -BESIDE,
        "yanchor": "bottom" if spot.above else "top", "yshift": APART if spot.above else -APART,
    }  # fmt: skip
