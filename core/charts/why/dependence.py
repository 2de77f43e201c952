"""One column across its range: how far each value pushes, a dot per customer, and the line of the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, layout, text
from core.charts.why import _rows
from core.charts.why._told import WITHOUT, told_levels, told_range
from core.charts.why._values import DOT, HOLLOW, QUIET, SQUARE, push_axis, quoted, signed, uncoloured
from core.explain.explanation import Explanation, pushes
from core.models import MISSING
from core.safe import visible
from core.table import Column, Table
from core.verdicts import unit_of
from core.words import count

LEVELS = 8  # levels that get their own row, the most frequent ones
GROUPS, FEWEST = 10, 5  # stretches of equally many customers, and the fewest in one
ENDS = (
    0.025,
    0.05,
)  # of the customers: finer stretches at both ends, where a model that finds few leavers acts
TRIMMED = 0.01  # of the customers at either end, left out where they stretch the picture
STRETCH = 4.0  # times as wide as without them
CAUTION = (
    "At one value the dots lie apart: the other columns play in. A push says what the model uses, not what "
    "changing the value would do."
)


@dataclass(frozen=True, eq=False)
class Group:
    """Customers with the same level, or with neighbouring values.

    pushes  (m,) points
    name    the level as it stands in the table, or "2 others, together"; "" for a stretch of values
    said    the level inside a sentence
    cells   (m,) values of a stretch
    """

    pushes: np.ndarray
    name: str = ""
    said: str = ""
    cells: np.ndarray = field(default_factory=lambda: np.zeros(0))

    @property
    def middle(self) -> float:
        """The middle push, in points."""
        return float(np.median(self.pushes))


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
        levels = _levels(cells, moved)
        drawn = [_row(level) for level in levels]
        return Chart(
            figure=_rows.drawn(drawn, "middle push", wide=True),
            narrow=_rows.drawn(drawn, "middle push", wide=False),
            words=told_levels(about, [(one.said, one.middle) for one in levels], moved, model),
            caution=CAUTION,
            numbers=lambda: _level_table(about, levels),
            breakpoint=_rows.BREAKPOINT,
        )
    values = cells.to_numpy(float)
    inside = _inside(values)
    groups = _stretches(values[inside], moved[inside])
    line = [(float(np.median(one.cells)), one.middle) for one in groups]
    away = int((~inside & ~gap).sum())
    return Chart(
        figure=_figure(about, values, moved, inside, line, wide=True),
        narrow=_figure(about, values, moved, inside, line, wide=False),
        words=told_range(about, values[inside], line, moved[gap], away, moved, model),
        caution=CAUTION,
        numbers=lambda: _range_table(groups, moved[gap]),
    )


def _inside(values: np.ndarray) -> np.ndarray:
    """(n,) bool: the customers drawn along the axis, without gaps and, where these stretch it, far ends."""
    known = ~np.isnan(values)
    low, high = np.quantile(values[known], [TRIMMED, 1 - TRIMMED])
    span = values[known].max() / 2 - values[known].min() / 2
    if high > low and span > STRETCH * (high / 2 - low / 2):
        known &= (np.nan_to_num(values, nan=low) >= low) & (np.nan_to_num(values, nan=low) <= high)
    return known


def _stretches(values: np.ndarray, moved: np.ndarray) -> list[Group]:
    """Tenths of the customers in the order of their values; a value of its own where there are few values."""
    edges = np.unique(values)
    if len(edges) > GROUPS:
        number = max(min(GROUPS, len(values) // FEWEST), 1)
        ends = [end for end in ENDS if end * len(values) >= FEWEST]
        cuts = [*(np.arange(1, number) / number), *ends, *(1 - end for end in ends), 1.0]
        edges = np.unique(np.quantile(values, cuts, method="lower"))
    # Too few customers for a middle push join those below them, the first ones those above.
    fewest = min(FEWEST, len(values) // (2 * GROUPS))
    kept: list[float] = []
    for edge in edges:
        between = (values <= edge) & (values > (kept[-1] if kept else -np.inf))
        if between.sum() >= fewest:
            kept.append(float(edge))
    place = np.searchsorted(kept[:-1], values, side="left")
    return [Group(moved[place == at], cells=values[place == at]) for at in np.unique(place)]


def _levels(cells: pd.Series, moved: np.ndarray) -> list[Group]:
    """The most frequent levels, the others together, and the gaps; the highest middle push first."""
    gap = cells.isna().to_numpy()
    codes, names = pd.factorize(cells)
    sizes = np.bincount(codes[codes >= 0], minlength=len(names))
    order = np.argsort(-sizes, kind="stable")
    found = [Group(moved[codes == code], str(names[code]), quoted(names[code])) for code in order[:LEVELS]]
    found.sort(key=lambda level: -level.middle)
    if rest := order[LEVELS:].tolist():
        name = "1 other" if len(rest) == 1 else f"{count(len(rest))} others, together"
        found.append(Group(moved[np.isin(codes, rest)], name, f"the {name.replace(',', '')}"))
    if gap.any():
        found.append(Group(moved[gap], MISSING, WITHOUT))
    return found


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
    line: Sequence[tuple[float, float]],
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
            "type": "scatter", "mode": "lines+markers", "x": [x for x, _ in line],
            "y": [round(y, 3) for _, y in line], "line": {"color": "$accent", "width": 3},
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
