"""Extra stayers in the order of each list, as the trial alone shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, layout
from core.charts.whom.looks import LOT, key, line, look
from core.charts.whom.tags import Frame, Line, tags
from core.uplift import Curve, Effect
from core.words import count, figure, span

MOST = 200  # points of a line: more than a screen can show is only weight
WIDE, NARROW = 810, 270  # pixels of the axes on a laptop and on a phone
TALL = 300


def qini(curves: Mapping[str, Curve], effect: Effect) -> Chart:
    """Extra stayers among the contacted customers of the trial against the share of the list seen.

    curves  list (RISK, CHANGE) -> its Qini curve; effect is the average effect of the whole trial
    """
    return Chart(
        figure=_figure(curves, WIDE),
        narrow=_figure(curves, NARROW),
        words=_words(curves, effect),
        caution=(
            "Nobody is seen both ways: extra stayers are those who stayed of the contacted, less what the "
            "same number would be among those left alone. The left end rests on few customers and jumps."
        ),
        numbers=lambda: _table(curves),
    )


def _words(curves: Mapping[str, Curve], effect: Effect) -> str:
    more, low, high = (100 * value for value in (effect.value, effect.low, effect.high))
    range_ = span(figure(round(low, 1)), figure(round(high, 1)))
    change = f"{figure(round(abs(more), 1))} {'more' if more >= 0 else 'fewer'}"
    average = (
        f"Of 100 customers contacted, {change} stayed than of 100 left alone (the change lies {range_})."
    )
    lists = " and ".join(_above(name, curve) for name, curve in curves.items())
    return (
        f"{average} Compared with a list drawn by lot, and averaged over all lengths of the list, among 100 "
        f"customers of the trial {lists}."
    )


def _above(name: str, curve: Curve) -> str:
    """The area between curve and straight line, as extra stayers among 100 customers of the trial."""
    value = 100 * curve.figure
    size = figure(round(abs(value), 2))
    return f"list {look(name).tag} has {size} {'more' if value >= 0 else 'fewer'} stayers"


def _figure(curves: Mapping[str, Curve], wide: int) -> dict[str, Any]:
    thin = {name: _thin(curve) for name, curve in curves.items()}
    ends = [curve.extra_stayers[-1] for curve in curves.values()]
    lot = np.array([0.0, float(ends[0])]) if ends else np.zeros(2)
    traces = [
        line(x.round(3).tolist(), y.round(3).tolist(), look(name), look(name).name)
        for name, (x, y) in thin.items()
    ]
    traces.append(line([0, 100], lot.round(3).tolist(), LOT, LOT.name))
    known = np.concatenate([lot, *(y for _, y in thin.values())])
    low, high = float(known.min()), float(known.max())
    room = 0.1 * ((high - low) or 10.0)
    height = TALL + 22 * len(traces) + 84
    shape, up_to = key(len(traces), height)
    quiet = {"size": 14, "color": "$faint"}
    lines = [Line(look(name).tag, look(name).colour, x, y) for name, (x, y) in thin.items()]
    lines.append(Line(LOT.tag, LOT.colour, np.array([0.0, 100.0]), lot))
    return {
        "data": traces,
        "layout": layout(
            height,
            showlegend=True,
            legend=shape,
            xaxis=axis(
                range=[0, 100], ticksuffix=" %", nticks=6, tickfont=quiet, anchor="y",
                title={"text": "share of the list, best first", "font": quiet},
            ),
            yaxis=axis(
                range=[low - room, high + room], domain=[0, up_to], nticks=6, tickfont=quiet, anchor="x",
                title={"text": "extra stayers in the trial", "font": quiet},
            ),
            shapes=[{"type": "line", "x0": 0, "x1": 100, "y0": 0, "y1": 0,
                     "line": {"color": "$faint", "width": 1.5}}],
            annotations=tags(lines, Frame(0, 100, low - room, high + room, wide, TALL)),
        ),
    }  # fmt: skip


def _thin(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    """The share of the list in percent and extra stayers, at no more than MOST points of the curve."""
    keep = np.unique(np.linspace(0, len(curve.customers) - 1, MOST).astype(int))
    return 100 * curve.customers[keep] / curve.customers[-1], curve.extra_stayers[keep]


def _table(curves: Mapping[str, Curve]) -> pd.DataFrame:
    """The numbers behind the lines: extra stayers at every tenth of the customers."""
    tenths = np.arange(0, 11) / 10
    found: dict[str, Any] = {"share of the list": tenths}
    for name, curve in curves.items():
        at = tenths * curve.customers[-1]
        found[look(name).name] = np.interp(at, curve.customers, curve.extra_stayers)
        found.setdefault("customers", [count(number) for number in at])
    return pd.DataFrame(found)
