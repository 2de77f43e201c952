"""From what the steps before promised to what the offer really earns: a row per reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.campaign import Bridge, Offer
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.offer.told import CENT, at
from core.charts.steps import QUIET
from core.words import money

PROMISED, VALUES, REFUSALS, OFFERS, CONTACTS, EARNED = (
    "The steps before said",
    "At this step's values",
    "Not everyone accepts",
    "Who accepts gets the offer",
    "Each contact of a leaver costs",
    "It really earns",
)
BECAUSE = {
    VALUES: "a kept leaver and a contacted stayer count differently here",
    REFUSALS: "not every leaver accepts",
    OFFERS: "who accepts gets the offer",
    CONTACTS: "each contact of a leaver costs too",
}


@dataclass(frozen=True)
class _Row:
    """A reason, the money it is about, and where its bar starts and ends."""

    name: str
    amount: float
    start: float
    end: float

    @property
    def total(self) -> bool:
        return self.name in (PROMISED, EARNED)


def bridge(bridge: Bridge, currency: str, promised_at: Offer) -> Chart:
    """The way from the two-price ledger to the profit, in money per customer of the base.

    promised_at is the offer both ledgers are about.
    """
    rows = _rows(bridge)
    figure = _figure(rows, currency)
    return Chart(
        figure=figure,
        narrow=figure,
        words=_words(bridge, rows, currency, promised_at),
        caution=(
            "Both ledgers count the same contacts and believe the same chances. They differ only in what a "
            "contact is said to bring and to cost."
        ),
        numbers=lambda: pd.DataFrame(
            {
                "what": [row.name for row in rows],
                "money per customer": [row.amount for row in rows],
                "so far": [row.end for row in rows],
            }
        ),
    )


def _rows(bridge: Bridge) -> list[_Row]:
    rows = [_Row(PROMISED, bridge.ledger, 0.0, bridge.ledger)]
    for name, change in zip(
        BECAUSE, (bridge.values, bridge.refusals, bridge.offers, bridge.contacts), strict=True
    ):
        rows.append(_Row(name, change, rows[-1].end, rows[-1].end + change))
    return [*rows, _Row(EARNED, bridge.profit, 0.0, bridge.profit)]


def _words(bridge: Bridge, rows: list[_Row], currency: str, promised_at: Offer) -> str:
    if not promised_at.contacted:
        return "At this line nobody is contacted. So both ledgers say the same: it earns nothing."
    start = (
        f"At {at(promised_at)} the steps before "
        f"{_told('promised', 'foretold a loss of', bridge.ledger, currency)} per customer; the offer really "
        f"{_told('earns', 'loses', bridge.profit, currency)}. "
    )
    worst = min(rows[1:-1], key=lambda row: row.amount)
    if worst.amount > -CENT:
        return f"{start}No reason in between takes anything away."
    return f"{start}What takes most away: {BECAUSE[worst.name]} ({money(-worst.amount, currency)})."


def _told(gain: str, loss: str, amount: float, currency: str) -> str:
    if abs(amount) < CENT:
        return f"{gain} nothing"
    return f"{gain if amount > 0 else loss} {money(abs(amount), currency)}"


def _figure(rows: list[_Row], currency: str) -> dict[str, Any]:
    ends = [end for row in rows for end in (row.start, row.end)]
    low, high = min(ends), max(ends)
    wide = (high - low) or 1.0
    shape = layout(
        52 + 60 * len(rows),
        xaxis=axis(
            range=[low - 0.02 * wide, high + 0.55 * wide], tickfont=QUIET, nticks=5, anchor="y",
            title={"text": f"money per customer, {currency}", "font": QUIET},
        ),
        yaxis=hidden_axis(range=[len(rows) - 0.6, -0.75], anchor="x"),
        shapes=[
            {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "y domain",
             "line": {"color": "$faint", "width": 2}},
            *(_step(place, row) for place, row in enumerate(rows[:-1])),
        ],
        annotations=[_name(place, row) for place, row in enumerate(rows)],
    )  # fmt: skip
    return {
        "data": [
            {
                "type": "bar", "orientation": "h", "base": [row.start for row in rows],
                "x": [row.end - row.start for row in rows], "y": list(range(len(rows))), "width": 0.42,
                "marker": {"color": [_colour(row) for row in rows]}, "hoverinfo": "skip",
            },
            {
                "type": "scatter", "mode": "text", "x": [max(row.start, row.end, 0) for row in rows],
                "y": list(range(len(rows))), "text": [_amount(row, currency) for row in rows],
                "textposition": "middle right", "textfont": {"size": 15, "color": "$ink"},
                "cliponaxis": False, "hoverinfo": "skip",
            },
        ],
        "layout": shape,
    }  # fmt: skip


def _step(place: int, row: _Row) -> dict[str, Any]:
    """The thin line from the end of a bar down to the next one, which goes on from there."""
    return {"type": "line", "x0": row.end, "x1": row.end, "y0": place, "y1": place + 1, "layer": "below",
            "line": {"color": "$faint", "width": 1, "dash": "dot"}}  # fmt: skip


def _name(place: int, row: _Row) -> dict[str, Any]:
    """A reason's name over its bar, on paper, so that no line runs through it."""
    return {"x": 0, "xref": "paper", "xanchor": "left", "y": place - 0.41, "text": row.name,
            "showarrow": False, "font": {"size": 15, "color": "$ink"}, "bgcolor": "$paper"}  # fmt: skip


def _colour(row: _Row) -> str:
    if row.total:
        return "$ink" if row.name == PROMISED else "$caught" if row.amount >= 0 else "$missed"
    return "$caught" if row.amount >= 0 else "$missed"


def _amount(row: _Row, currency: str) -> str:
    plus = "+" if row.amount >= CENT and not row.total else ""
    return f" {plus}{money(row.amount, currency)}"
