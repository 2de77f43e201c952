"""From what the steps before promised to what the offer really earns: a row per reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.campaign import Bridge, Campaign, Offer
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.offer.told import CENT, EACH, at
from core.charts.steps import QUIET
from core.costs import Costs
from core.words import money, price

PROMISED, EARNED = "The line's bill said it saves", "It really earns"
PITCH, TALL = 60, 78  # pixels from row to row, under names of one line and of two
BAR = 25  # pixels
LETTERS = 40  # that a phone has room for in a line


@dataclass(frozen=True)
class _Row:
    """A reason, the money it is about, where its bar starts and ends, and what only a wide picture adds."""

    name: str
    amount: float
    start: float
    end: float
    more: str = ""

    @property
    def total(self) -> bool:
        return self.name in (PROMISED, EARNED)

    @property
    def wide(self) -> str:
        return self.name + self.more

    @property
    def narrow(self) -> str:
        """The name on a phone: in two lines if it is long."""
        return self.name if len(self.name) <= LETTERS else self.name.replace(", ", ",<br>")


def bridge(bridge: Bridge, costs: Costs, currency: str, promised_at: Offer) -> Chart:
    """The way from the two-price ledger to the profit, in money per customer of the base.

    promised_at is the offer both ledgers are about, costs the two prices of the first one.
    """
    rows = _rows(bridge, costs, promised_at.campaign, currency)
    return Chart(
        figure=_figure(rows, [row.wide for row in rows], currency),
        narrow=_figure(rows, [row.narrow for row in rows], currency),
        words=_words(bridge, rows, currency, promised_at),
        caution=(
            "Both ledgers count the same contacts and believe the same chances. They differ only in what a "
            "contact is said to bring and to cost."
        ),
        numbers=lambda: pd.DataFrame(
            {
                "what": [row.wide for row in rows],
                "money per customer": [row.amount for row in rows],
                "so far": [row.end for row in rows],
            }
        ),
    )


def _rows(bridge: Bridge, costs: Costs, campaign: Campaign, currency: str) -> list[_Row]:
    saved = f"{price(campaign.clv, currency)}, not {price(costs.missed, currency)}"
    reached = f"{price(campaign.per_stayer, currency)}, not {price(costs.wasted, currency)}"
    rows = [_Row(PROMISED, bridge.ledger, 0.0, bridge.ledger)]
    for name, change, more in (
        (f"A saved leaver counts {saved}", bridge.worth, ""),
        (f"A stayer we reach costs {reached}", bridge.stayers, " (offer and contact)"),
        ("Not everyone accepts", bridge.refusals, ""),
        ("Who accepts gets the offer", bridge.offers, ""),
        ("Each contact of a leaver costs", bridge.contacts, ""),
    ):
        if change:
            rows.append(_Row(name, change, rows[-1].end, rows[-1].end + change, more))
    return [*rows, _Row(EARNED, bridge.profit, 0.0, bridge.profit)]


def _words(bridge: Bridge, rows: list[_Row], currency: str, promised_at: Offer) -> str:
    if not promised_at.contacted:
        return "At this line nobody is contacted. So both ledgers say the same: it earns nothing."
    start = (
        f"At {at(promised_at)} the line's bill said it "
        f"{_told('saves', 'loses', bridge.ledger, currency)}{EACH}; the offer really "
        f"{_told('earns', 'loses', bridge.profit, currency)}. "
    )
    changes = [row for row in rows if not row.total and abs(row.amount) >= CENT]
    if not changes:
        return f"{start}No reason in between changes it by a cent."
    most = min(changes, key=lambda row: row.amount)
    if bridge.profit < bridge.ledger and most.amount < 0:
        return f"{start}What takes most away: {_reason(most)} ({money(-most.amount, currency)})."
    most = max(changes, key=lambda row: abs(row.amount))
    return f"{start}The largest change: {_reason(most)} ({_amount(most, currency)})."


def _reason(row: _Row) -> str:
    return row.name[0].lower() + row.name[1:]


def _told(gain: str, loss: str, amount: float, currency: str) -> str:
    if abs(amount) < CENT:
        return f"{gain} nothing"
    return f"{gain if amount > 0 else loss} {money(abs(amount), currency)}"


def _figure(rows: list[_Row], names: list[str], currency: str) -> dict[str, Any]:
    ends = [end for row in rows for end in (row.start, row.end)]
    low, high = min(ends), max(ends)
    wide = (high - low) or 1.0
    pitch = TALL if any("<br>" in name for name in names) else PITCH
    bar = BAR / pitch
    shape = layout(
        52 + pitch * len(rows),
        xaxis=axis(
            range=[low - 0.02 * wide, high + 0.55 * wide], tickfont=QUIET, nticks=5, anchor="y",
            title={"text": f"money per customer we have, {currency}", "font": QUIET},
        ),
        yaxis=hidden_axis(range=[len(rows) - 0.6, -0.8], anchor="x"),
        shapes=[
            {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "y domain",
             "line": {"color": "$faint", "width": 2}},
            *(_step(place, row) for place, row in enumerate(rows[:-1])),
        ],
        annotations=[_name(place - bar / 2, name) for place, name in enumerate(names)],
    )  # fmt: skip
    return {
        "data": [
            {
                "type": "bar", "orientation": "h", "base": [row.start for row in rows],
                "x": [row.end - row.start for row in rows], "y": list(range(len(rows))), "width": bar,
                "marker": {"color": [_colour(row) for row in rows]}, "hoverinfo": "skip",
            },
            {
                "type": "scatter", "mode": "text", "x": [max(row.start, row.end, 0) for row in rows],
                "y": list(range(len(rows))), "text": [f" {_amount(row, currency)}" for row in rows],
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


def _name(top: float, name: str) -> dict[str, Any]:
    """A reason's name over the top of its bar, on paper, so that no line runs through it."""
    return {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yanchor": "bottom", "yshift": 1,
            "text": name, "align": "left", "showarrow": False, "font": {"size": 15, "color": "$ink"},
            "bgcolor": "$paper"}  # fmt: skip


def _colour(row: _Row) -> str:
    if row.total:
        return "$ink" if row.name == PROMISED else "$caught" if row.amount >= 0 else "$missed"
    return "$caught" if row.amount >= 0 else "$missed"


def _amount(row: _Row, currency: str) -> str:
    plus = "+" if row.amount >= CENT and not row.total else ""
    return f"{plus}{money(row.amount, currency)}"
