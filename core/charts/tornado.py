"""What would change the advice: the plan's profit while one value moves, the strongest on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.campaign import Swing
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.words import money, percent, price

# What each belief is called, and what is said about a value of it.
NAMES = {
    "clv": "worth of a leaver who stays",
    "accept_rate": "leavers who accept",
    "incentive_cost": "price of the offer",
    "contact_cost": "price of a contact",
    "driven_away": "stayers driven away by the contact",
}
SAYINGS = {
    "clv": "a leaver who stays is worth {}",
    "accept_rate": "{} of the leavers accept",
    "incentive_cost": "the offer costs {}",
    "contact_cost": "a contact costs {}",
    "driven_away": "the contact drives away {} of the stayers it reaches",
}
SHARES = ("accept_rate", "driven_away")


def tornado(swings: Sequence[Swing], now: float, currency: str) -> Chart:
    """The profit per customer at both ends of each value's range; now is the profit as the values stand."""
    figure = _figure(swings, now, currency)
    return Chart(figure, figure, _words(swings, now, currency), CAUTION, lambda: _table(swings))


CAUTION = (
    "One value moves at a time, and the list of customers stays as it is. In life several move together, and "
    "the ranges are beliefs."
)


def told(name: str, value: float, currency: str) -> str:
    """A value of a belief as people say it."""
    if name in SHARES:
        return percent(value, 0 if round(value, 6) * 100 % 1 == 0 else 1)
    return price(round(value, 2), currency)


def _words(swings: Sequence[Swing], now: float, currency: str) -> str:
    if not swings:
        return "Nothing to change."
    most = swings[0]
    low, high = sorted((most.profit_low, most.profit_high))
    text = (
        f"Most hangs on this: {SAYINGS[most.name].format(told(most.name, most.now, currency))}. Between "
        f"{told(most.name, most.low, currency)} and {told(most.name, most.high, currency)} the plan earns "
        f"from {money(low, currency)} to {money(high, currency)} per customer. "
    )
    turning = [swing for swing in swings if min(swing.profit_low, swing.profit_high) < 0 < _top(swing)]
    if turning:
        names = " and ".join(f"“{NAMES[swing.name]}”" for swing in turning)
        return text + f"Inside the range of {names} the advice turns."
    verb = "earns" if now > 0 else "does not earn"
    return text + f"Within these ranges no single value turns the advice: the plan {verb} throughout."


def _top(swing: Swing) -> float:
    return max(swing.profit_low, swing.profit_high)


def _figure(swings: Sequence[Swing], now: float, currency: str) -> dict[str, Any]:
    ends = [now, 0.0, *(end for swing in swings for end in (swing.profit_low, swing.profit_high))]
    low, high = min(ends), max(ends)
    room = 0.3 * ((high - low) or 1.0)
    traces: list[dict[str, Any]] = []
    for place, swing in enumerate(swings):
        traces += _row(place, swing, now, currency)
    quiet = {"size": 14, "color": "$faint"}
    shape = layout(
        58 + 66 * len(swings),
        barmode="overlay",
        xaxis=axis(
            range=[low - room, high + room],
            title={"text": f"profit per customer, {currency}", "font": quiet},
            tickfont=quiet,
            nticks=5,
            anchor="y",
        ),
        yaxis=hidden_axis(range=[len(swings) - 0.5, -0.9], anchor="x"),
        shapes=[_post(0.0, "$missed", "dash"), _post(now, "$ink", "solid")],
        annotations=[_name(swing, low - room, place) for place, swing in enumerate(swings)],
    )
    return {"data": traces, "layout": shape}


def _row(place: int, swing: Swing, now: float, currency: str) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = []
    for profit in (swing.profit_low, swing.profit_high):
        better = profit >= now
        drawn.append(
            {
                "type": "bar", "orientation": "h", "base": [now], "x": [profit - now], "y": [place],
                "width": 0.4, "marker": {"color": "$caught" if better else "$missed"}, "hoverinfo": "skip",
            }
        )  # fmt: skip
    ends = sorted(((swing.profit_low, swing.low), (swing.profit_high, swing.high)), key=lambda end: end[0])
    for (profit, value), side in zip(ends, ("middle left", "middle right"), strict=True):
        drawn.append(_text(f" {told(swing.name, value, currency)} ", profit, place, side))
    return drawn


def _name(swing: Swing, x: float, place: int) -> dict[str, Any]:
    """What a row is about, over its bars and on paper, so that no line runs through it."""
    return {
        "x": x, "y": place - 0.44, "text": NAMES[swing.name], "showarrow": False, "xanchor": "left",
        "yanchor": "middle", "bgcolor": "$paper", "borderpad": 1, "font": {"size": 15, "color": "$ink"},
    }  # fmt: skip


def _text(words: str, x: float, y: float, side: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "text", "x": [x], "y": [y], "text": [words], "cliponaxis": False,
        "textposition": side, "textfont": {"size": 14, "color": "$ink"}, "hoverinfo": "skip",
    }  # fmt: skip


def _post(x: float, colour: str, dash: str) -> dict[str, Any]:
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain",
            "line": {"color": colour, "width": 2, "dash": dash}}  # fmt: skip


def _table(swings: Sequence[Swing]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "what": NAMES[swing.name],
                "now": swing.now,
                "lowest": swing.low,
                "highest": swing.high,
                "profit at the lowest": swing.profit_low,
                "profit at the highest": swing.profit_high,
                "earns nothing at": swing.flip,
            }
            for swing in swings
        ]
    )
