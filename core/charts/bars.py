"""Bills side by side: one bar per way of doing it, with its money and, where known, its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.charts.chart import axis, hidden_axis
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
    ends = [max(bar.cost, bar.high or 0) for bar in rows]
    place = list(range(len(rows)))
    on_axes = {"xaxis": f"x{axes}", "yaxis": f"y{axes}", "hoverinfo": "skip", "showlegend": False}
    written = {"type": "scatter", "mode": "text", "cliponaxis": False, **on_axes}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [bar.cost for bar in rows],
            "y": place,
            "marker": {"color": [bar.colour for bar in rows]},
            "width": 0.42,
            **on_axes,
        },
        *(_range(place, bar, on_axes) for place, bar in enumerate(rows)),
        {
            "x": ends,
            "y": place,
            "text": [f" {money(bar.cost, currency)}" for bar in rows],
            "textposition": "middle right",
            "textfont": {"size": 15, "color": "$ink"},
            **written,
        },
        {
            "x": [0] * len(rows),
            "y": [at - 0.4 for at in place],
            "text": [bar.name for bar in rows],
            "textposition": "middle right",
            "textfont": {"size": 15, "color": "$ink"},
            **written,
        },
    ]


def _range(place: int, bar: Bar, on_axes: dict[str, Any]) -> dict[str, Any]:
    """The line from low to high across a bar's end; nothing for a bar without a range."""
    ends = [] if bar.low is None or bar.high is None else [bar.low, bar.high]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": ends,
        "y": [place] * len(ends),
        "line": {"color": "$ink", "width": 2},
        "marker": {"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": "$ink"}},
        **on_axes,
    }


def bar_axes(
    rows: Sequence[Bar], x: tuple[float, float], y: tuple[float, float], unit: str, axes: str = ""
) -> dict[str, Any]:
    """Axes for bars: money below from 0, room for the figures at the ends and a name over each bar."""
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
        f"yaxis{axes}": hidden_axis(domain=list(y), range=[len(rows) - 0.6, -0.7], anchor=f"x{axes}"),
    }


def bill_table(rows: Sequence[Bar], customers: int) -> pd.DataFrame:
    """The numbers behind the bars, per customer and for a base of so many customers."""
    return pd.DataFrame(
        [
            {
                "what we do": bar.name,
                "cost per customer": bar.cost,
                "cost for the whole base": bar.cost * customers,
            }
            for bar in rows
        ]
    )
