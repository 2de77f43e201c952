"""Groups of customers side by side: leavers missed, stayers contacted in vain, and the bill."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.box.fairness_told import named, of_hundred, words
from core.charts.chart import Chart, axis, hidden_axis, layout, text
from core.fairness import FEW, SMALL
from core.words import count, money

MOST_ROWS = 10  # groups that are drawn
HEAD, FOOT = 34, 66  # pixels over and under a panel
ROW = {True: 50, False: 56}
LETTER = 8.5  # pixels of a letter, on the wide side
PANEL = {True: 220, False: 310}  # pixels of a panel where the screen is small for the picture
LINE = 44  # letters of a line on a phone
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)  # between two figures of an axis, of 100
MOST_STEPS = 5
NAMES_END = 0.2  # up to where the names of the groups reach on a laptop


class Panel(NamedTuple):
    """One of the three measures: its columns, its heading, its unit, and how it looks."""

    value: str
    low: str
    high: str
    heading: str
    unit: str
    nobody: str
    colour: str
    symbol: str


def groups(frame: pd.DataFrame, label: str, currency: str, name: str) -> Chart:
    """Three panels with a row per group; frame is core.fairness.by_group(), drawn in its order.

    label  the column the groups come from
    name   the model in the middle of a sentence
    Raises ValueError without a group.
    """
    if frame.empty:
        raise ValueError("There is no group to show.")
    drawn = frame.head(MOST_ROWS)
    return Chart(
        figure=_figure(drawn, currency, wide=True),
        narrow=_figure(drawn, currency, wide=False),
        words=words(frame, label, name, MOST_ROWS),
        caution=(
            "Where groups leave at different rates, no rule but a perfect one can make all these mistakes "
            "equally often. And a model that does not use the column is not fair for that."
        ),
        numbers=lambda: _table(frame),
        breakpoint=900,
    )


def _panels(currency: str) -> tuple[Panel, Panel, Panel]:
    return (
        Panel("missed", "missed_low", "missed_high", "Leavers missed", "of 100 leavers", "nobody left",
              "$missed", "circle"),
        Panel("wasted", "wasted_low", "wasted_high", "Contacted in vain", "of 100 stayers", "nobody stayed",
              "$wasted", "diamond"),
        Panel("cost_per_customer", "cost_low", "cost_high", "Cost", f"{text(currency, 12)} per customer", "",
              "$ink", "square"),
    )  # fmt: skip


def _figure(drawn: pd.DataFrame, currency: str, wide: bool) -> dict[str, Any]:
    tall = ROW[wide] * len(drawn)
    block = HEAD + tall + FOOT
    inside = block if wide else 3 * block
    shape, traces, notes = layout(inside + 16), [], []
    width = (1 - NAMES_END - 0.08) / 3
    for place, panel in enumerate(_panels(currency)):
        axes = "" if place == 0 else str(place + 1)
        left = NAMES_END + place * (width + 0.04) if wide else 0.0
        start = 0 if wide else place * block
        y = (1 - (start + HEAD + tall) / inside, 1 - (start + HEAD) / inside)
        shape |= _axes(drawn, panel, axes, (left, left + width if wide else 1.0), y, currency, wide)
        traces += _dots(drawn, panel, axes, currency)
        notes.append(_note(f"<b>{panel.heading}</b>", left, 1 - start / inside, "paper", "paper", panel))
        if not wide:
            notes += _names(drawn, f"y{axes}", wide)
    if wide:
        notes += _names(drawn, "y", wide)
    return {"data": traces, "layout": shape | {"annotations": notes}}


def _axes(
    drawn: pd.DataFrame,
    panel: Panel,
    axes: str,
    x: tuple[float, float],
    y: tuple[float, float],
    currency: str,
    wide: bool,
) -> dict[str, Any]:
    quiet = {"size": 14, "color": "$faint"}
    first = -0.5 if wide else -0.75
    reach = [
        high / (1 - min(LETTER * len(said) / PANEL[wide], 0.6))
        for high, said in zip(_ends(drawn, panel), _figures(drawn, panel, currency), strict=True)
    ]
    ticks: dict[str, Any] = {"nticks": 4}
    if panel.value != "cost_per_customer":
        top = max(_ends(drawn, panel))
        step = next((size for size in STEPS if top / size <= MOST_STEPS), STEPS[-1])
        ticks = {"tickvals": [round(step * at, 1) for at in range(int(top / step + 1.5))]}
    return {
        f"xaxis{axes}": axis(
            domain=list(x), range=[0, max(reach) or 1.0], anchor=f"y{axes}", tickfont=quiet, **ticks,
            title={"text": panel.unit, "font": quiet},
        ),
        f"yaxis{axes}": hidden_axis(
            domain=list(y), range=[len(drawn) + first, first], anchor=f"x{axes}",
        ),
    }  # fmt: skip


def _scaled(drawn: pd.DataFrame, panel: Panel, name: str) -> np.ndarray:
    """(groups,) one of the panel's columns in the panel's unit."""
    return drawn[name].to_numpy(float) * (1 if panel.value == "cost_per_customer" else 100)


def _ends(drawn: pd.DataFrame, panel: Panel) -> list[float]:
    """(groups,) where each group's row ends, 0 where there is nothing to draw."""
    return np.nan_to_num(_scaled(drawn, panel, panel.high)).tolist()


def _figures(drawn: pd.DataFrame, panel: Panel, currency: str) -> list[str]:
    """What stands at the end of each group's row."""
    values = drawn[panel.value].to_numpy(float)
    if panel.value == "cost_per_customer":
        return [f" {money(value, text(currency, 12))}" for value in values]
    return [f" {panel.nobody}" if np.isnan(value) else f" {of_hundred(value)}" for value in values]


def _dots(drawn: pd.DataFrame, panel: Panel, axes: str, currency: str) -> list[dict[str, Any]]:
    """A range, a dot and its figure per group; hollow for a small group, words where there is nobody."""
    on = {"xaxis": f"x{axes}", "yaxis": f"y{axes}", "hoverinfo": "skip", "type": "scatter"}
    value, low, high = (_scaled(drawn, panel, name) for name in (panel.value, panel.low, panel.high))
    known = np.flatnonzero(np.isfinite(value))
    gap = np.full(len(known), None)
    hollow = drawn["small"].to_numpy()
    return [
        {
            "mode": "lines", "x": np.stack([low[known], high[known], gap], axis=1).ravel().tolist(),
            "y": np.repeat(known, 3).tolist(), "line": {"color": panel.colour, "width": 2}, **on,
        },
        {
            "mode": "markers", "x": value[known].tolist(), "y": known.tolist(), "cliponaxis": False,
            "marker": {
                "size": 11, "color": panel.colour, "line": {"color": panel.colour, "width": 2},
                "symbol": [f"{panel.symbol}-open" if hollow[at] else panel.symbol for at in known],
            },
            **on,
        },
        {
            "mode": "text", "x": _ends(drawn, panel), "y": list(range(len(drawn))),
            "text": _figures(drawn, panel, currency), "textposition": "middle right", "cliponaxis": False,
            "textfont": {"size": 15, "color": "$ink"}, **on,
        },
    ]  # fmt: skip


def _names(drawn: pd.DataFrame, y_axis: str, wide: bool) -> list[dict[str, Any]]:
    """The group's name and how many customers it has: two lines beside its row, or one over it."""
    found = []
    rows = zip(drawn["group"], drawn["customers"], drawn["leavers"], strict=True)
    for place, (group, customers, leavers) in enumerate(rows):
        people = f"{count(customers)} customer{'s' * (customers != 1)}{_few(customers, leavers)}"
        name = text(named(group), 26 if wide else LINE - len(people) - 2)
        said, off = (f"{name}<br>{people}", 0.0) if wide else (f"{name}, {people}", -0.42)
        found.append(_note(said, 0.0, place + off, "paper", y_axis))
    return found


def _few(customers: int, leavers: int) -> str:
    """What a small group has too few of."""
    if customers < SMALL:
        return ", few"
    return ", few leavers" if leavers < FEW else ", few stayers" if customers - leavers < FEW else ""


def _note(words: str, x: float, y: float, xref: str, yref: str, panel: Panel | None = None) -> dict[str, Any]:
    return {
        "x": x, "y": y, "xref": xref, "yref": yref, "text": words, "showarrow": False, "xanchor": "left",
        "yanchor": "middle" if panel is None else "top", "align": "left", "bgcolor": "$paper",
        "font": {"size": 15, "color": "$ink" if panel is None else panel.colour},
    }  # fmt: skip


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with names a person would give its columns."""
    plain = {
        "group": "group",
        "customers": "customers",
        "leavers": "leavers",
        "missed": "leavers missed (share)",
        "missed_low": "leavers missed, lowest",
        "missed_high": "leavers missed, highest",
        "wasted": "stayers contacted (share)",
        "wasted_low": "stayers contacted, lowest",
        "wasted_high": "stayers contacted, highest",
        "contacted": "customers contacted (share)",
        "cost_per_customer": "cost per customer",
        "cost_low": "cost, lowest",
        "cost_high": "cost, highest",
        "small": "few customers",
    }
    return frame[list(plain)].rename(columns=plain)
