"""One column across its range: how far each value pushes, a dot per customer, and the line of the middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, layout, text
from core.charts.why import _rows
from core.charts.why._crowds import Crowd, Level
from core.charts.why._groups import Group, inside, levels, stretches
from core.charts.why._told import told_levels, told_range
from core.charts.why._values import DOT, HOLLOW, QUIET, SQUARE, push_axis, signed, uncoloured
from core.explain.explanation import Explanation, pushes
from core.models import MISSING
from core.safe import visible
from core.table import Column, Table
from core.verdicts import unit_of
from core.words import count

CAUTION = (
    "At one value the dots lie apart: the other columns play in. A push says what the model uses, not what "
    "changing the value would do."
)


def dependence(
    explained: Sequence[Explanation], rows: pd.DataFrame, column: str, table: Table, model: str
) -> Chart:
    """Each customer's push of one column, by the customer's value; the line goes through the middle pushes.

    explained, rows  as in overview(): pushes of chances, and the same customers' values in the same order
    A category, or a column of gaps, has a row per level instead. Few very far values are left out and told.
    ValueError without a customer, KeyError if no such column is explained.
    """
    about, moved, cells = table.column(column), 100 * pushes(explained)[column].to_numpy(), rows[column]
    gap = cells.isna().to_numpy()
    if about.kind != "number" or gap.all():
        found = levels(cells, moved)
        drawn = [_row(level) for level in found]
        return Chart(
            figure=_rows.drawn(drawn, "middle push", wide=True),
            narrow=_rows.drawn(drawn, "middle push", wide=False),
            words=told_levels(
                about, [Level(one.said, one.middle, len(one.pushes)) for one in found], moved, model
            ),
            caution=CAUTION,
            numbers=lambda: _level_table(about, found),
            breakpoint=_rows.BREAKPOINT,
        )
    values = cells.to_numpy(float)
    near = inside(values)
    groups = stretches(values[near], moved[near])
    line = [Crowd(float(np.median(one.cells)), one.middle, len(one.pushes)) for one in groups]
    away, average = int((~near & ~gap).sum()), explained[0].base_value
    return Chart(
        figure=_figure(about, values, moved, near, line, wide=True),
        narrow=_figure(about, values, moved, near, line, wide=False),
        words=told_range(about, values[near], line, moved[gap], away, moved, model, average),
        caution=CAUTION,
        numbers=lambda: _range_table(groups, moved[gap]),
    )


def _row(level: Group) -> _rows.Row:
    customers = len(level.pushes)
    return _rows.Row(
        label=level.name,
        said=signed(level.middle),
        note="1 customer" if customers == 1 else f"{count(customers)} customers",
        pushes=level.pushes,
        shade=np.full(customers, QUIET),
        shape=np.full(customers, HOLLOW if level.name == MISSING else SQUARE),
        middle=level.middle,
    )


def _figure(
    about: Column,
    values: np.ndarray,
    moved: np.ndarray,
    inside: np.ndarray,
    line: Sequence[Crowd],
    wide: bool,
) -> dict[str, Any]:
    """Values across, pushes upwards; customers without a value stand apart, at the right."""
    gap = np.isnan(values)
    end = (0.9 if wide else 0.8) if gap.any() else 1.0
    low, high = values[inside].min(), values[inside].max()
    pad = 0.03 * (high - low) or 0.5 * max(abs(high), 1.0)
    quiet = {"size": 14, "color": "$faint"}
    shape = layout(
        420 if wide else 380,
        margin={"l": 8, "r": 14, "t": 30, "b": 8},
        xaxis=axis(
            domain=[0, end], range=[float(low - pad), float(high + pad)], nticks=8 if wide else 4,
            tickangle=0, tickfont=quiet, showgrid=False, anchor="y",
            title={"text": _measure(about, (640 if wide else 285) * end), "font": quiet},
        ),
        xaxis2=axis(
            domain=[min(end + 0.02, 0.99), 1], range=[-1, 1], tickvals=[0], ticktext=[MISSING], tickangle=0,
            tickfont=quiet, showgrid=False, anchor="y", visible=bool(gap.any()),
        ),
        yaxis=axis(**push_axis(moved[inside | gap], 7), anchor="x"),
        shapes=[{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0, "layer": "below",
                 "line": {"color": "$faint", "width": 1.5}}],
        annotations=[
            _over("left", "↑ push, points of chance", "$faint"), _over("right", "◆ middle push", "$accent"),
        ],
    )  # fmt: skip
    far = np.where(np.arange(gap.sum()) % 2, 1, -1) * (np.arange(gap.sum()) % 7) / 10
    traces = [
        _dots(values[inside], moved[inside], DOT, "x"),
        _dots(far, moved[gap], HOLLOW, "x2"),
        {
            "type": "scatter", "mode": "lines+markers", "x": [crowd.value for crowd in line],
            "y": [round(crowd.push, 3) for crowd in line], "line": {"color": "$accent", "width": 3},
            "marker": {"color": "$accent", "symbol": "diamond", "size": 9}, "hoverinfo": "skip",
            "cliponaxis": False,
        },
    ]  # fmt: skip
    return {"data": [trace for trace in traces if trace["x"]], "layout": shape}


def _dots(x: np.ndarray, y: np.ndarray, shape: int, on: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": x.tolist(), "y": y.round(3).tolist(), "xaxis": on,
        "hoverinfo": "skip", "cliponaxis": False,
        "marker": {
            "symbol": shape, "color": "$spared", "size": 7, "opacity": 1,
            "line": {"width": 1.5 if shape == HOLLOW else 0.5, "color": "$paper"},
        },
    }  # fmt: skip


def _over(side: str, words: str, colour: str) -> dict[str, Any]:
    """A text over the picture, at its left or its right."""
    return {
        "x": 0 if side == "left" else 1, "xref": "paper", "xanchor": side, "y": 1, "yref": "paper",
        "yanchor": "bottom", "yshift": 6, "text": words, "showarrow": False,
        "font": {"size": 14, "color": colour},
    }  # fmt: skip


def _measure(about: Column, room: float) -> str:
    """The column with its unit, as much of it as fits below the axis."""
    unit = text(unit_of(about), 12)
    fitting = (
        told
        for letters in range(60, 0, -1)
        if wide_in_pixels(told := text(about.label, letters) + (f", {unit}" if unit else "")) <= room
    )
    return uncoloured(next(fitting, unit))


def _level_table(about: Column, levels: Sequence[Group]) -> pd.DataFrame:
    return pd.DataFrame([{visible(about.label): visible(level.name), **_numbers(level)} for level in levels])


def _range_table(groups: Sequence[Group], without: np.ndarray) -> pd.DataFrame:
    told = [
        {"from": float(group.cells.min()), "to": float(group.cells.max()), **_numbers(group)}
        for group in groups
    ]
    gaps = [{"from": MISSING, "to": MISSING, **_numbers(Group(without))}] if len(without) else []
    return pd.DataFrame([*told, *gaps])


def _numbers(group: Group) -> dict[str, float]:
    return {
        "customers": len(group.pushes),
        "middle push, points": group.middle,
        "largest push up, points": max(float(group.pushes.max()), 0.0),
        "largest push down, points": min(float(group.pushes.min()), 0.0),
    }
