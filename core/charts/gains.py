"""Profits side by side: one bar per way of doing it, losses to the left of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.charts.chart import axis, hidden_axis, layout
from core.words import money

DEEPEST = 1.2  # times the best profit: larger losses leave the picture on the left


@dataclass(frozen=True)
class Gain:
    """A way of doing it and its profit per customer; low and high where there is a range."""

    name: str
    profit: float
    colour: str
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value of the row."""
        return (
            min(self.profit, self.profit if self.low is None else self.low),
            max(self.profit, self.profit if self.high is None else self.high),
        )


def gains(rows: Sequence[Gain], currency: str) -> dict[str, Any]:
    """A horizontal bar per row around nothing, its name over it and its money beside it."""
    left, right = _edges(rows)
    traces: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        traces += _row(place, row, left, right, currency)
    quiet = {"size": 14, "color": "$faint"}
    shape = layout(
        52 + 62 * len(rows),
        barmode="overlay",
        xaxis=axis(
            range=[left, right + 0.45 * (right - left)],
            title={"text": f"profit per customer, {currency}", "font": quiet},
            tickfont=quiet,
            nticks=5,
            anchor="y",
        ),
        yaxis=hidden_axis(range=[len(rows) - 0.6, -0.75], anchor="x"),
        shapes=[
            {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "y domain",
             "line": {"color": "$faint", "width": 2}}
        ],
    )  # fmt: skip
    return {"data": traces, "layout": shape}


def _edges(rows: Sequence[Gain]) -> tuple[float, float]:
    """Where the picture begins and its bars end."""
    lowest, highest = min(row.ends[0] for row in rows), max(row.ends[1] for row in rows)
    if highest <= 0:
        return min(lowest, 0.0) * 1.1 or -1.0, 0.0
    return max(min(lowest * 1.1, 0.0), -DEEPEST * highest), highest


def _row(place: int, row: Gain, left: float, right: float, currency: str) -> list[dict[str, Any]]:
    beyond = row.profit < left
    shown = max(row.profit, left)
    told = money(row.profit, currency)
    end = max(row.ends[1], 0.0)
    drawn = [
        {
            "type": "bar", "orientation": "h", "x": [shown], "y": [place], "width": 0.42,
            "marker": {"color": row.colour}, "hoverinfo": "skip",
        },
        _text(row.name, left, place - 0.42),
        _text(f" {told}", end, place) if not beyond else _text(f" ◀ {told}", 0.0, place),
    ]  # fmt: skip
    if row.low is not None and row.high is not None:
        drawn.append(
            {
                "type": "scatter", "mode": "lines+markers", "x": [max(row.low, left), row.high],
                "y": [place, place], "line": {"color": "$faint", "width": 2}, "hoverinfo": "skip",
                "marker": {"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": "$faint"}},
            }
        )  # fmt: skip
    return drawn


def _text(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "text", "x": [x], "y": [y], "text": [words], "cliponaxis": False,
        "textposition": "middle right", "textfont": {"size": 15, "color": "$ink"}, "hoverinfo": "skip",
    }  # fmt: skip


def gain_table(rows: Sequence[Gain], customers: int) -> pd.DataFrame:
    """The numbers behind the bars, per customer and for a base of so many customers."""
    return pd.DataFrame(
        [
            {
                "what we do": row.name,
                "profit per customer": row.profit,
                "lowest": row.ends[0],
                "highest": row.ends[1],
                "profit for the whole base": row.profit * customers,
            }
            for row in rows
        ]
    )
