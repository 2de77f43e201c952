"""Where many starts end: equal ends piled up, the best and the worst marked, and the reader's own."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.groups._frame import BREAKPOINT, QUIET, Page, frame, least, round_steps
from core.charts.groups._told import distance
from core.segments import Ends
from core.segments.starts import SAME
from core.words import TOGETHER, Noun, count, percent

PILES = {True: 50, False: 20}  # piles that have room beside each other
DOT, SMALLEST = 14, 4  # pixels of a dot
HIGH = 220  # pixels of the highest pile
TOP, FOOT = 58, 84
LITTLE = 1e-3  # of the worst end: a best one below it is about nothing


def starts(ends: Ends, mine: float | None, noun: Noun) -> Chart:
    """A dot per start, where its total distance ended; mine is the end of the reader's own start."""
    return Chart(
        figure=_figure(ends, mine, wide=True),
        narrow=_figure(ends, mine, wide=False),
        words=_words(ends, mine),
        caution=(
            f"The best of {count(len(ends.inertia))} beginnings may still be beaten by another one, and even "
            f"the lowest total distance does not say that the {noun.many} form groups."
        ),
        numbers=lambda: _table(ends),
        breakpoint=BREAKPOINT,
    )


class Scale(NamedTuple):
    """What ends are compared with: the best of them.

    shares  whether the others are said in percent of it, which a best end of about nothing does not allow
    """

    best: float
    worst: float
    shares: bool

    def above(self, end: float | np.ndarray) -> np.ndarray:
        """How far an end lies above the best: percent of it, or the plain difference; 0 for the same end."""
        over = np.asarray(end, dtype=float) - self.best
        same = np.abs(over) <= SAME * (self.best if self.shares else self.worst)
        return np.where(same, 0.0, 100 * over / self.best if self.shares else over)

    def says(self, end: float) -> str:
        """ "stopped 24 % above it" """
        if not self.shares:
            return f"stopped at {distance(end)}"
        over = float(self.above(end)) / 100
        far = f"less than 1{TOGETHER}%" if over < 0.005 else percent(over)
        return f"stopped {far} above it"


def _scale(ends: Ends) -> Scale:
    best, worst = float(ends.inertia.min()), float(ends.inertia.max())
    return Scale(best, worst, best > LITTLE * worst)


def _words(ends: Ends, mine: float | None) -> str:
    scale = _scale(ends)
    many, reached = len(ends.inertia), int((scale.above(ends.inertia) == 0).sum())
    if many == 1:
        said = f"One beginning ended with a total distance of {distance(scale.best)}."
    elif reached == many:
        said = (
            f"All {count(many)} beginnings reached the same end, a total distance of {distance(scale.best)}."
        )
    else:
        only = "only " if reached == 1 else ""
        said = (
            f"Of {count(many)} beginnings {only}{count(reached)} reached the best end, a total distance of "
            f"{distance(scale.best)}; the worst {scale.says(scale.worst)}."
        )
    return said if mine is None else f"{said} {_mine(mine, scale, many)}"


def _mine(mine: float, scale: Scale, many: int) -> str:
    over = float(scale.above(mine))
    if over == 0:
        return "Yours reached it too."
    if over < 0:
        return f"Yours ended even lower, at {distance(mine, 2)}."
    if many > 1 and mine > scale.worst * (1 + SAME):
        return f"Yours, the worst of all, {scale.says(mine)}."
    return f"Yours {scale.says(mine)}."


def _figure(ends: Ends, mine: float | None, wide: bool) -> dict[str, Any]:
    scale = _scale(ends)
    over = np.sort(scale.above(ends.inertia))
    own = None if mine is None else float(scale.above(mine))
    low, high = min(0.0, own or 0.0), max(float(over[-1]), own or 0.0)
    marks, texts = round_steps(low, high, 4)
    if low == high:
        low, high, marks, texts = -0.5, 0.5, [0.0], ["0"]
    places, sizes = _piles(over, (high - low) / PILES[wide])
    page = Page(TOP + HIGH + FOOT, least(wide))
    dot = min(DOT, HIGH / max(sizes))
    rim = 0.05 * (high - low)
    percents, unit = (" %", ", %") if scale.shares else ("", "")
    shape = {
        "xaxis": axis(
            range=[low - rim, high + rim], anchor="y", tickvals=marks, showgrid=False, tickangle=0,
            ticktext=[f"{text}{percents}" for text in texts], tickfont=QUIET, ticks="outside",
            title={"text": f"total distance at the end, above the best{unit}", "font": QUIET, "standoff": 6},
        ),
        "yaxis": hidden_axis(range=[-34, HIGH + TOP], anchor="x"),
        "shapes": [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0,
             "line": {"color": "$rule", "width": 1}},
            {"type": "line", "x0": places[0], "x1": places[0], "y0": dot * sizes[0] + 2,
             "y1": HIGH + 26, "line": {"color": "$accent", "width": 1}},
        ],
        "annotations": _notes(ends, places, sizes, dot, (low + high) / 2),
    }  # fmt: skip
    return {"data": [*_dots(places, sizes, dot), _own(own, (low + high) / 2)],
            "layout": layout(round(page.tall) + 16, **shape)}  # fmt: skip


def _piles(over: np.ndarray, width: float) -> tuple[list[float], list[int]]:
    """Where piles of nearly equal ends stand, and how many each holds; the best stay by themselves."""
    places, sizes = [float(over[0])], [0]
    for end in over.tolist():
        if end > places[-1] + (width if places[-1] > over[0] else 0.0):
            places.append(max(end, float(over[0]) + width) if len(places) == 1 else end)
            sizes.append(0)
        sizes[-1] += 1
    return places, sizes


def _dots(places: list[float], sizes: list[int], dot: float) -> list[dict[str, Any]]:
    """A pile of dots per end: the best blue, the worst diamonds."""
    last = len(places) - 1
    kinds = (("circle", "$accent", [0]), ("circle", "$spared", list(range(1, last))),
             ("diamond", "$missed", [last] if last else []))  # fmt: skip
    return [
        {
            "type": "scatter", "mode": "markers", "hoverinfo": "skip", "cliponaxis": False,
            "x": [float(f"{places[pile]:.6g}") for pile in piles for _ in range(sizes[pile])],
            "y": [round(dot * (turn + 0.5), 1) for pile in piles for turn in range(sizes[pile])],
            "marker": {"symbol": mark, "color": shade, "size": max(dot - 1, SMALLEST)},
        }
        for mark, shade, piles in kinds
    ]  # fmt: skip


def _own(own: float | None, middle: float) -> dict[str, Any]:
    """Where the reader's own start ended, below the line."""
    return {
        "type": "scatter", "mode": "markers+text", "hoverinfo": "skip", "cliponaxis": False,
        "x": [] if own is None else [float(f"{own:.6g}")], "y": [] if own is None else [-14],
        "text": [] if own is None else [" yours " ],
        "textposition": "middle left" if own is not None and own > middle else "middle right",
        "textfont": {"size": 15, "color": "$guess"},
        "marker": {"symbol": "triangle-up", "size": 15, "color": "$guess"},
    }  # fmt: skip


def _notes(
    ends: Ends, places: list[float], sizes: list[int], dot: float, middle: float
) -> list[dict[str, Any]]:
    """What the best and the worst end are; the worst stands lower, so that they do not meet."""
    text = {"showarrow": False, "font": {"size": 15, "color": "$ink"}, "yanchor": "bottom"}
    best = float(ends.inertia.min())
    every = "all" if sizes[0] == len(ends.inertia) else count(sizes[0])
    notes = [{**text, "x": places[0], "y": HIGH + 26, "xanchor": "left",
              "text": f"best end {distance(best)}: {every} of {count(len(ends.inertia))}"}]  # fmt: skip
    if len(places) > 1:
        worst = float(ends.inertia.max())
        side, moved = ("right", 8) if places[-1] > middle else ("left", -8)
        notes.append({**text, "x": places[-1], "y": dot * sizes[-1] + 2, "xanchor": side,
                      "xshift": moved, "text": f"worst {distance(worst)}"})  # fmt: skip
    return notes


def _table(ends: Ends) -> pd.DataFrame:
    scale = _scale(ends)
    rows = zip(range(1, len(ends.inertia) + 1), ends.inertia.tolist(), scale.above(ends.inertia).tolist(),
               strict=True)  # fmt: skip
    head = "above the best, %" if scale.shares else "above the best"
    return frame(rows, ["beginning", "total distance at the end", head])
