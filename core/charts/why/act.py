"""Acting on a push: what the model promised for each action beside what the simulated truth answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.outline import wrapped
from core.charts.why.act_told import order, words
from core.charts.why.fitting import HATCHED, QUIET, Spot, note, room
from core.explain.acting import Acted
from core.safe import visible
from core.words import money, price

BREAKPOINT = 760
AXIS = {True: BREAKPOINT - 40, False: 300}
LINES = {True: (84, 1), False: (32, 2)}  # letters of a line of an action's name, and lines
PITCH = {True: 122, False: 156}  # pixels from one action to the next
BESIDE, THICK, OVER = (
    0.14,
    0.23,
    0.3,
)  # of that: a bar's middle, its thickness, and where the text over it ends
PROMISED, TRUE = "model’s promise", "simulated truth"
NOTHING = "do nothing"


def act(found: Sequence[Acted], currency: str, chosen: str | None, missed: float) -> Chart:
    """For each action the money per customer the model promised, and that in the simulated truth.

    chosen  name of the reader's action, "" for doing nothing, None (or an unknown name) for no choice
    missed  the price of a leaver; the amounts were reckoned with it
    ValueError without an action.
    """
    if not found:
        raise ValueError("There is no action to show.")
    return Chart(
        figure=_figure(found, currency, chosen, missed, wide=True),
        narrow=_figure(found, currency, chosen, missed, wide=False),
        words=words(found, currency, chosen),
        caution=(
            "A push says what the model uses, not what changing it does: only a trial tells that. A promise "
            "is what the model says; it has no range of its own. Extra revenue that an action may bring is "
            "not counted."
        ),
        numbers=lambda: _table(found),
        breakpoint=BREAKPOINT,
    )


def _figure(
    found: Sequence[Acted], currency: str, chosen: str | None, missed: float, wide: bool
) -> dict[str, Any]:
    low, high = room([Spot(0.0), *(spot for one in found for spot in _spots(one, currency))], AXIS[wide])
    notes = [one for place, row in enumerate(found) for one in _texts(row, place, currency, chosen, wide)]
    nothing = f"{NOTHING}: {price(0, currency)}"
    if chosen == "":
        nothing = f"<b>{nothing} · your choice</b>"
    middle = "left" if -low < 0.35 * (high - low) else "right" if high < 0.35 * (high - low) else "center"
    notes.append(
        note(0, -0.95, nothing, middle, font={"size": 14, "color": "$guess" if chosen == "" else "$ink"})
    )
    unit = f"money per customer, {currency}" if wide else f"{currency} per customer"
    title = f"{unit}; a leaver costs {price(missed, currency)}"
    top, bottom = -1.2, len(found) - 0.5
    shape = layout(
        round(PITCH[wide] * (bottom - top)) + 58,
        barmode="overlay",
        margin={"l": 20, "r": 20, "t": 8, "b": 8},
        xaxis=axis(
            range=[low, high], tickfont=QUIET, nticks=6 if wide else 4, anchor="y",
            title={"text": title, "font": QUIET},
        ),
        yaxis=hidden_axis(range=[bottom, top], anchor="x"),
        shapes=[{"type": "line", "x0": 0, "x1": 0, "y0": -0.8, "y1": bottom,
                 "line": {"color": "$ink", "width": 2}}],
        annotations=notes,
    )  # fmt: skip
    return {"data": _traces(found), "layout": shape}


def _beyond(one: Acted) -> tuple[tuple[float, float, float], ...]:
    """For the promise and for the truth: the value, and the lowest and highest end of what is drawn."""
    return (
        (one.believed, min(one.believed, 0.0), max(one.believed, 0.0)),
        (one.value, min(one.low, 0.0), max(one.high, 0.0)),
    )


def _spots(one: Acted, currency: str) -> list[Spot]:
    """The ends of both bars, with the sum behind the end and the name on the other side of nothing."""
    spots = []
    for name, (value, low, high) in zip((PROMISED, TRUE), _beyond(one), strict=True):
        told, called = wide_in_pixels(money(value, currency)) + 16, wide_in_pixels(name) + 16
        left, right = (called, told) if value >= 0 else (told, called)
        spots += [Spot(low, left, 0), Spot(high, 0, right)]
    return spots


def _texts(one: Acted, place: int, currency: str, chosen: str | None, wide: bool) -> list[dict[str, Any]]:
    mine = one.action.name == chosen
    name = f"Your choice: {order(one)}" if mine else visible(one.action.name, 80)
    lines = "".join(f"<b>{line}</b><br>" for line in wrapped(name, *LINES[wide]))
    head = note(
        0, place - OVER, f"{lines}{_cost(one, currency)}", "left", xref="paper", yanchor="bottom",
        align="left", font={"size": 15, "color": "$guess" if mine else "$ink"},
    )  # fmt: skip
    texts = [head]
    for name, up, (value, low, high) in zip((PROMISED, TRUE), (-BESIDE, BESIDE), _beyond(one), strict=True):
        told = money(value, currency)
        here, there = (high, low) if value >= 0 else (low, high)
        side, other = ("left", "right") if value >= 0 else ("right", "left")
        shift = 6 if value >= 0 else -6
        texts += [
            note(here, place + up, told, side, xshift=shift, font={"size": 15, "color": "$ink"}),
            note(there, place + up, name, other, xshift=-shift, font=QUIET),
        ]
    return texts


def _cost(one: Acted, currency: str) -> str:
    if not one.action.cost:
        return "costs nothing"
    return f"costs {money(one.action.cost, currency)} per customer"


def _traces(found: Sequence[Acted]) -> list[dict[str, Any]]:
    """The promises (hatched), the truth (full, losses in their colour), and the ranges of the truth."""
    places = range(len(found))
    thick = {"type": "bar", "orientation": "h", "width": THICK, "hoverinfo": "skip"}
    ranged = [(one.low, one.high, k + BESIDE) for k, one in enumerate(found) if one.low < one.high]
    return [
        {
            **thick, "x": [one.believed for one in found], "y": [k - BESIDE for k in places],
            "marker": {"color": "$spared", "pattern": HATCHED | {"bgcolor": "$spared"}},
        },
        {
            **thick, "x": [one.value for one in found], "y": [k + BESIDE for k in places],
            "marker": {"color": ["$missed" if one.value < 0 else "$caught" for one in found]},
        },
        {
            "type": "scatter", "mode": "lines+markers", "hoverinfo": "skip",
            "x": [x for low, high, _ in ranged for x in (low, high, None)],
            "y": [y for _, _, at in ranged for y in (at, at, None)],
            "line": {"color": "$ink", "width": 2},
            "marker": {"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": "$ink"}},
        },
    ]  # fmt: skip


def _table(found: Sequence[Acted]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "action": visible(one.action.name),
                "cost per customer": one.action.cost,
                "fall of the average chance the model promised, points": 100 * one.action.believed,
                "the model promised, per customer": one.believed,
                "in truth, per customer": one.value,
                "lowest": one.low,
                "highest": one.high,
                "stay because of it": one.action.kept,
                "leave because of it": one.action.lost,
                "customers": one.action.customers,
            }
            for one in found
        ]
    )
