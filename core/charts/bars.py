"""Bills side by side: one bar per way of doing it, with its money and, where known, its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.charts.chart import axis
from core.words import money


@dataclass(frozen=True)
class Bar:
    """A way of doing it and its cost per customer; low and high where there is a range."""

    name: str
    cost: float
    colour: str
    low: float | None = None
    high: float | None = None


def bars(rows: Sequence[Bar], currency: str, axes: str = "") -> list[dict[str, Any]]:
    """One horizontal bar per row, the first on top, its money written at its end."""
    above = [None if bar.high is None else bar.high - bar.cost for bar in rows]
    below = [None if bar.low is None else bar.cost - bar.low for bar in rows]
    ends = [max(bar.cost, bar.high or 0) for bar in rows]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [bar.cost for bar in rows],
            "y": [bar.name for bar in rows],
            "marker": {"color": [bar.colour for bar in rows]},
            "error_x": {
                "type": "data",
                "array": above,
                "arrayminus": below,
                "symmetric": False,
                "color": "$ink",
                "thickness": 2,
            },
            "hoverinfo": "skip",
            "xaxis": f"x{axes}",
            "yaxis": f"y{axes}",
            "width": 0.55,
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": ends,
            "y": [bar.name for bar in rows],
            "text": [f" {money(bar.cost, currency)}" for bar in rows],
            "textposition": "middle right",
            "textfont": {"size": 15, "color": "$ink"},
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
            "xaxis": f"x{axes}",
            "yaxis": f"y{axes}",
        },
    ]


def bar_axes(
    rows: Sequence[Bar], x: tuple[float, float], y: tuple[float, float], unit: str, axes: str = ""
) -> dict[str, Any]:
    """Axes for bars: money below from 0, names on the left, room for the figures at the ends."""
    longest = max(max(bar.cost, bar.high or 0) for bar in rows) or 1.0
    return {
        f"xaxis{axes}": axis(
            domain=list(x),
            range=[0, longest * 1.45],
            title={"text": unit, "font": {"size": 14, "color": "$faint"}},
            tickfont={"size": 14, "color": "$faint"},
            nticks=4,
            anchor=f"y{axes}",
        ),
        f"yaxis{axes}": axis(
            domain=list(y), autorange="reversed", tickfont={"size": 15}, showgrid=False, anchor=f"x{axes}"
        ),
    }
