"""Money against the cut-off: the steps, marks, posts and labels of every picture with that axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.charts.chart import axis
from core.sweep import Sweep

Span = tuple[float, float]
QUIET = {"size": 14, "color": "$faint"}


def cutoff_axes(x: Span, y: Span, money: Span, unit: str) -> dict[str, Any]:
    """The axes, in the part of the picture given: cut-offs in percent below, money from low to high."""
    return {
        "xaxis": axis(
            domain=list(x), range=[0, 100], ticksuffix=" %", tickfont=QUIET, nticks=6,
            title={"text": "cut-off: contact at or above this chance", "font": QUIET}, anchor="y",
        ),
        "yaxis": axis(
            domain=list(y), range=list(money), tickfont=QUIET, nticks=5,
            title={"text": unit, "font": QUIET}, anchor="x",
        ),
    }  # fmt: skip


def steps(sweep: Sweep, total: np.ndarray) -> dict[str, Any]:
    """The (k,) totals of a sweep, per customer, as steps: between two chances nothing can change."""
    x = np.concatenate(([100.0], np.minimum(sweep.thresholds[1:], 1) * 100, [0.0]))
    y = np.append(total, total[-1]) / sweep.customers
    x, y = thin(x, y)
    return {
        "type": "scatter", "mode": "lines", "x": x.tolist(), "y": y.tolist(),
        "line": {"color": "$ink", "width": 2.5, "shape": "hv"}, "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def thin(x: np.ndarray, y: np.ndarray, most: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """At most so many steps, evenly over the cut-offs: more than a screen can show is only weight."""
    if len(x) <= most:
        return np.round(x, 3), np.round(y, 4)
    grid = np.linspace(0, 100, most)[::-1]
    keep = np.unique(np.searchsorted(-x, -grid).clip(0, len(x) - 1))
    return np.round(x[keep], 3), np.round(y[keep], 4)


def mark(threshold: float, y: float, colour: str, symbol: str, size: int) -> dict[str, Any]:
    """A single point at a cut-off (infinity stands at the right edge)."""
    return {
        "type": "scatter", "mode": "markers", "x": [min(threshold, 1) * 100],
        "y": [y], "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
        "marker": {"color": colour, "symbol": symbol, "size": size, "line": {"width": 2, "color": "$paper"}},
    }  # fmt: skip


def label(x: float, y: float, text: str, colour: str, side: str, rise: str, lift: int = 0) -> dict[str, Any]:
    """Text beside a point: side is the edge of the text at the point, rise its upper or lower edge."""
    return {
        "x": x, "y": y, "text": text, "showarrow": False, "xanchor": side, "yanchor": rise, "yshift": lift,
        "xshift": 6 if side == "left" else -6, "font": {"size": 14, "color": colour}, "bgcolor": "$paper",
        "opacity": 0.95, "borderpad": 1,
    }  # fmt: skip


def rule(y: float, colour: str, dash: str = "dash") -> dict[str, Any]:
    """A level line across all cut-offs."""
    return {"type": "line", "x0": 0, "x1": 100, "y0": y, "y1": y,
            "line": {"color": colour, "width": 2, "dash": dash}}  # fmt: skip


def post(chance: float, colour: str, dash: str) -> dict[str, Any]:
    """An upright line at a cut-off."""
    return {"type": "line", "x0": chance * 100, "x1": chance * 100, "y0": 0, "y1": 1, "yref": "y domain",
            "line": {"color": colour, "width": 2, "dash": dash}}  # fmt: skip


def people_legend(top: float) -> dict[str, Any]:
    """The legend below the dots, one line each, its upper edge at a height of the picture."""
    return {"orientation": "v", "x": 0, "xanchor": "left", "y": top, "yanchor": "top", "itemclick": False,
            "itemdoubleclick": False, "font": {"size": 14}, "traceorder": "normal"}  # fmt: skip
