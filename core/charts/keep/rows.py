"""Amounts as rows: a name, a bar under it, and its money at the end, also where there is none or no end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from core.charts.chart import axis, hidden_axis
from core.charts.keep.places import LETTER
from core.words import money

SIZE = 15
BEYOND = 1.25  # times the longest bar with an end: the length of one without


class Row(NamedTuple):
    """An amount of money with its name and colour; None where there is nothing to count."""

    name: str
    amount: float | None
    colour: str
    gap: float = 0.0  # rows left empty above this one


def rows(
    told: Sequence[Row],
    currency: str,
    x: tuple[float, float],
    y: tuple[float, float],
    width: float,
    axes: str,
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The traces of the rows, and their axes in the part of the picture given.

    width is the least width of that part, in pixels.
    """
    amounts = [row.amount or 0.0 for row in told]
    longest = max([amount for amount in amounts if math.isfinite(amount)], default=0.0) or 1.0
    lengths = [amount if math.isfinite(amount) else BEYOND * longest for amount in amounts]
    figures = ["nothing spent" if row.amount is None else money(row.amount, currency) for row in told]
    places, at = [], 0.0
    for row in told:
        at += row.gap
        places.append(at)
        at += 1
    on = {"xaxis": f"x{axes}", "yaxis": f"y{axes}", "hoverinfo": "skip", "showlegend": False}
    written = {"type": "scatter", "mode": "text", "textposition": "middle right", "cliponaxis": False,
               "textfont": {"size": SIZE, "color": "$ink"}, **on}  # fmt: skip
    traces = [
        {"type": "bar", "orientation": "h", "x": lengths, "y": places, "width": 0.42,
         "marker": {"color": [row.colour for row in told]}, **on},
        {"x": lengths, "y": places, "text": [f" {figure}" for figure in figures], **written},
        {"x": [0] * len(told), "y": [place - 0.42 for place in places], "text": [row.name for row in told],
         **written},
    ]  # fmt: skip
    room = LETTER * SIZE * (max(map(len, figures)) + 2)
    end = max(lengths) or longest
    shape = {
        f"xaxis{axes}": hidden_axis(
            domain=list(x), range=[0, end * width / max(width - room, width / 3)], anchor=f"y{axes}"
        ),
        f"yaxis{axes}": axis(
            visible=False, domain=list(y), range=[places[-1] + 0.4, -0.75], anchor=f"x{axes}"
        ),
    }
    return traces, shape
