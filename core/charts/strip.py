"""The strip under a tree: how much of the do-nothing bill is saved, on one line with the guess."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.charts.chart import axis, hidden_axis
from core.costs import Saving
from core.words import percent

AXIS = 46  # pixels for the axis and its title
ROW = 52  # pixels for a bar; the guess needs as much above it
FULL = 88  # percent: a bar that ends beyond has its figure above it
QUIET = {"size": 14, "color": "$faint"}


class Saved(NamedTuple):
    """One bar: what a rule saves with its range, in a colour, under a name ("" for the only one)."""

    worth: Saving
    colour: str = "$caught"
    name: str = ""


def with_strip(
    figure: dict[str, Any], bars: Sequence[Saved], guess: float | None = None, whose: str = "unseen"
) -> dict[str, Any]:
    """The drawing with the strip under it; whose customers it is measured on stands in its title."""
    shape = figure["layout"]
    strip = AXIS + ROW * len(bars) + 6
    height = shape["height"] + strip
    low = min(0.0, *(110 * bar.worth.low for bar in bars))
    shape |= {
        "height": height,
        "yaxis": {**shape["yaxis"], "domain": [strip / height, 1]},
        "xaxis2": axis(
            domain=[0.04, 0.94],
            range=[low, 100],
            dtick=50,
            ticksuffix=" %",
            tickfont=QUIET,
            title={"text": f"of the bill saved, on {whose} customers", "font": QUIET},
            anchor="y2",
        ),
        "yaxis2": hidden_axis(
            domain=[AXIS / height, (strip - 6) / height], range=[0.6 - len(bars), 1.2], anchor="x2"
        ),
    }
    traces = [*figure["data"]]
    for place, bar in enumerate(bars):
        traces += _bar(bar, -place, low)
    if guess is not None:
        traces.append(_guessed(guess))
    return {"data": traces, "layout": shape}


def _bar(bar: Saved, y: float, edge: float) -> list[dict[str, Any]]:
    worth = bar.worth
    drawn: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "x": [100 * worth.value],
        "y": [y],
        "width": 0.45 if bar.name else 0.6,
        "marker": {"color": bar.colour},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [100 * (worth.high - worth.value)],
            "arrayminus": [100 * (worth.value - worth.low)],
            "color": "$ink",
            "thickness": 2,
        },
        "hoverinfo": "skip",
        "xaxis": "x2",
        "yaxis": "y2",
    }
    if worth.low == worth.high:
        del drawn["error_x"]
    end = 100 * max(worth.value, worth.high, 0)
    figure = _text(f" {percent(worth.value)}", end, y) if end < FULL else (
        _text(percent(worth.value), 100, y + 0.45, "middle left")
    )  # fmt: skip
    return [drawn, figure, _text(bar.name, edge, y + 0.5)] if bar.name else [drawn, figure]


def _text(words: str, x: float, y: float, side: str = "middle right") -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "text", "x": [x], "y": [y], "text": [words], "cliponaxis": False,
        "textposition": side, "textfont": {"size": 14, "color": "$ink"}, "hoverinfo": "skip",
        "xaxis": "x2", "yaxis": "y2",
    }  # fmt: skip


def _guessed(guess: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [100 * guess],
        "y": [0.85],
        "text": ["your guess"],
        "textposition": "middle right" if guess < 0.7 else "middle left",
        "textfont": {"size": 14, "color": "$guess"},
        "marker": {
            "color": "$guess",
            "symbol": "triangle-down",
            "size": 14,
            "line": {"width": 2, "color": "$paper"},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
        "xaxis": "x2",
        "yaxis": "y2",
    }
