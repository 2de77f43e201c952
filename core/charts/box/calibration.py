"""Honest chances as a picture: what each model said, and what share of those customers left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.calibration import Calibration
from core.charts.chart import Chart, axis, layout, text
from core.safe import visible
from core.words import MODEL_NAMES, count, percent, the_model

SIDE = 24  # pixels right of the axes: half of the last figure stands there
LOOKS = (("$accent", "circle"), ("$wasted", "diamond"))  # of the first model of the pair, and of the second
STEPS = (0.2, 0.5, 1, 2, 5, 10, 20)  # between two figures of an axis, in percent
MOST_STEPS = 6
HEAD, SQUARE, FOOT = {True: 30, False: 50}, {True: 400, False: 300}, 62  # pixels over, of and under a panel


def calibration(found: Mapping[str, Calibration], pair: Sequence[str]) -> Chart:
    """A panel for each model of the pair that is there: its chances across, what came upwards.

    found  model (of core.models.NAMES) -> its calibration
    Raises ValueError if neither of the pair is there.
    """
    shown = {model: found[model] for model in dict.fromkeys(pair) if model in found}
    if not shown:
        raise ValueError("There is no model to show.")
    return Chart(
        figure=_figure(shown, pair, wide=True),
        narrow=_figure(shown, pair, wide=False),
        words=" ".join(_sentences(model, one) for model, one in shown.items()),
        caution=(
            "Honest chances are not sharp ones: saying the average of all customers for everybody is "
            "perfectly honest, and useless."
        ),
        numbers=lambda: _table(shown),
        breakpoint=760,
    )


def _name(model: str) -> str:
    return MODEL_NAMES.get(model, visible(model, 40))


def _sentences(model: str, found: Calibration) -> str:
    name = the_model(model)
    if len(found.customers) == 1:
        whom = f"{name[0].upper()}{name[1:]} gives all customers about"
        first = f"{whom} {_chance(found.said[0])}, and {_chance(found.came[0])} left."
    else:
        first = (
            f"Of the customers to whom {name} gives about {_chance(found.said[-1])}, "
            f"{_chance(found.came[-1])} left."
        )
    over = f"Over all {count(len(found.customers))} groups" if len(found.customers) > 1 else "So"
    off, luck = f"{100 * found.off:.1f}", f"{100 * found.off_by_luck:.1f}"
    return f"{first} {over} it is off by {off} points, {_verdict(found, off, luck)}."


def _verdict(found: Calibration, off: str, luck: str) -> str:
    if found.beyond_luck:
        return f"more than luck explains (luck alone gives about {luck})"
    return "as luck alone would make it" if off == luck else f"no more than luck allows (about {luck})"


def _chance(share: float) -> str:
    """A chance in whole percents, small ones with a decimal."""
    return percent(float(share), 1 if 0 < share < 0.095 else 0)


def _figure(shown: Mapping[str, Calibration], pair: Sequence[str], wide: bool) -> dict[str, Any]:
    panels = len(shown)
    panel = HEAD[wide] + SQUARE[wide] + FOOT
    inside = panel if wide else panel * panels
    most = max(float(max(one.high.max(), one.said.max())) for one in shown.values()) * 100
    step = next((size for size in STEPS if most / size <= MOST_STEPS), STEPS[-1])
    top = min(step * np.ceil(most / step), 100.0)
    margin = {"l": 8, "r": SIDE, "t": 8, "b": 8}
    shape, traces, notes = layout(int(inside) + 16, margin=margin), [], []
    for place, (model, one) in enumerate(shown.items()):
        axes = "" if place == 0 else str(place + 1)
        colour, symbol = LOOKS[list(pair).index(model) % len(LOOKS)]
        left = place * 0.54 if wide else 0.0
        start = 0 if wide else place * panel
        ends = (1 - (start + HEAD[wide] + SQUARE[wide]) / inside, 1 - (start + HEAD[wide]) / inside)
        shape |= _axes(axes, (left, left + 0.46 if wide else 1.0), ends, float(top), step)
        traces += [_as_said(float(top), axes), _points(one, colour, symbol, axes)]
        notes.append(_heading(model, one, left, 1 - start / inside, colour, wide))
        notes.append(_diagonal_note(float(top), axes))
    return {"data": traces, "layout": shape | {"annotations": notes}}


def _axes(
    axes: str, x: tuple[float, float], y: tuple[float, float], top: float, step: float
) -> dict[str, Any]:
    quiet = {"size": 14, "color": "$faint"}
    both = {
        "range": [-0.03 * top, 1.02 * top], "tick0": 0, "dtick": step, "ticksuffix": " %", "tickfont": quiet,
    }  # fmt: skip
    return {
        f"xaxis{axes}": axis(
            domain=list(x), anchor=f"y{axes}", title={"text": "chance the model gives", "font": quiet}, **both
        ),
        f"yaxis{axes}": axis(
            domain=list(y), anchor=f"x{axes}", title={"text": "share who left", "font": quiet}, **both
        ),
    }


def _as_said(top: float, axes: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [0, top], "y": [0, top], "hoverinfo": "skip",
        "line": {"color": "$faint", "width": 1.5, "dash": "dash"}, "xaxis": f"x{axes}", "yaxis": f"y{axes}",
    }  # fmt: skip


def _diagonal_note(top: float, axes: str) -> dict[str, Any]:
    """What the diagonal means, in the corner where no point of a sensible model stands."""
    return {
        "x": top, "y": 0.02 * top, "xref": f"x{axes}", "yref": f"y{axes}", "text": "dashed: came as said",
        "showarrow": False, "xanchor": "right", "yanchor": "bottom", "bgcolor": "$paper",
        "font": {"size": 14, "color": "$faint"},
    }  # fmt: skip


def _points(one: Calibration, colour: str, symbol: str, axes: str) -> dict[str, Any]:
    came = 100 * one.came
    return {
        "type": "scatter", "mode": "markers", "x": (100 * one.said).round(3).tolist(),
        "y": came.round(3).tolist(), "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"color": colour, "symbol": symbol, "size": 10},
        "error_y": {
            "type": "data", "symmetric": False, "array": (100 * one.high - came).round(3).tolist(),
            "arrayminus": (came - 100 * one.low).round(3).tolist(), "color": colour, "thickness": 2,
            "width": 4,
        },
        "xaxis": f"x{axes}", "yaxis": f"y{axes}",
    }  # fmt: skip


def _heading(model: str, one: Calibration, x: float, y: float, colour: str, wide: bool) -> dict[str, Any]:
    sign = {"$accent": "●", "$wasted": "◆"}[colour]
    off = f"off by {100 * one.off:.1f} points"
    return {
        "x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False, "xanchor": "left",
        "yanchor": "top", "align": "left", "font": {"size": 15, "color": colour},
        "text": f"{sign} <b>{text(_name(model), 30)}</b>{': ' if wide else '<br>'}{off}",
    }  # fmt: skip


def _table(shown: Mapping[str, Calibration]) -> pd.DataFrame:
    """The numbers behind the points, a row per model and group."""
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "model": _name(model),
                    "customers": one.customers,
                    "chance the model gives": one.said,
                    "share who left": one.came,
                    "lowest": one.low,
                    "highest": one.high,
                }
            )
            for model, one in shown.items()
        ],
        ignore_index=True,
    )
