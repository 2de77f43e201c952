"""The card of points at work on one customer: fact by fact to the total, beside the limit."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout, text
from core.points import PointsCard, limit_text, meaning, said_points, worked_table
from core.safe import visible
from core.words import count, percent

MOST = 8  # facts with a row of their own
ROW, HEAD, FOOT, MARGINS = 52, 30, 60, 16  # pixels
LETTERS = {True: (60, 40), False: (26, 14)}  # the most of a fact and of its value, wide and narrow
ROOM = {True: 860, False: 316}  # pixels for both together
SIZE = 15


class Row(NamedTuple):
    """A row of the picture: a fact with its value, and its points."""

    fact: str
    value: str
    points: float


def points(card: PointsCard, row: pd.DataFrame, name: str) -> Chart:
    """The sum for one customer; row is that customer as a table of one row, name what to call them."""
    rows, total = _rows(card, row), float(card.total(row)[0])
    return Chart(
        figure=_figure(card, rows, total, wide=True),
        narrow=_figure(card, rows, total, wide=False),
        words=_words(card, total, name),
        caution="Points say how the score counts, not what would happen if we changed the customer.",
        numbers=lambda: worked_table(card, row),
        breakpoint=900,
    )


def _rows(card: PointsCard, row: pd.DataFrame) -> list[Row]:
    """The facts with the most points, up or down, first; the rest in one row."""
    found = [Row(w.line.column.label, w.value, w.points) for w in card.worked(row)]
    found.sort(key=lambda one: -abs(one.points))
    if len(found) <= MOST + 1:
        return found
    rest = found[MOST:]
    return [
        *found[:MOST],
        Row(
            f"The other {count(len(rest))} facts together",
            "",
            round(math.fsum(one.points for one in rest), 1),
        ),
    ]


def _words(card: PointsCard, total: float, name: str) -> str:
    who = visible(name, 40)
    has = f"{who[:1].upper()}{who[1:]} has {said_points(total)}."
    does = "contact" if total >= card.limit else "leave alone"
    if math.isfinite(card.limit):
        verdict = f"From {limit_text(card)} on we contact, so: {does}."
    else:
        verdict = f"This cut-off contacts {'everybody' if card.limit < 0 else 'nobody'}, so: {does}."
    return f"{has} {verdict} The card gives the model's verdict for {_nearly(card.agreement)} customers."


def _nearly(share: float) -> str:
    """A share of customers, never rounded up to all of them."""
    return "all" if share == 1 else f"{percent(math.floor(share * 1_000 + 1e-9) / 1_000, 1)} of"


def _figure(card: PointsCard, rows: list[Row], total: float, wide: bool) -> dict[str, Any]:
    ends, at = [0.0], 0.0
    for row in rows:
        at = round(at + row.points, 1)
        ends.append(at)
    low, high = min(*ends, total, _finite(card.limit)), max(*ends, total, _finite(card.limit))
    length = (high - low) or 1.0
    left, right = low - 0.02 * length, high + length * (0.12 if wide else 0.3)
    height = HEAD + ROW * (len(rows) + 1) + FOOT + MARGINS
    quiet = {"size": 14, "color": "$faint"}
    shape = layout(
        height,
        xaxis=axis(
            range=[left, right], tickfont=quiet, nticks=8 if wide else 5, anchor="y",
            title={"text": "points", "font": quiet},
        ),
        yaxis=hidden_axis(
            domain=[FOOT / (height - MARGINS), 1], range=[len(rows) + 0.6, -0.4 - HEAD / ROW], anchor="x"
        ),
    )  # fmt: skip
    notes = []
    for place, (row, start, end) in enumerate(zip(rows, ends, ends[1:], strict=False)):
        notes += [
            _note(left, place - 0.3, _label(row, wide)),
            _note(max(start, end), place + 0.12, f" {_signed(row.points)}"),
        ]
    notes.append(_note(left, len(rows) - 0.3, f"<b>{_total_said(card, total)}</b>"))
    shape["shapes"] = [_connector(end, place) for place, end in enumerate(ends[1:])]
    if math.isfinite(card.limit):
        shape["shapes"].append(_limit_line(card.limit))
        notes.append(_limit_note(card, left, right))
    shape["annotations"] = notes
    return {"data": [*_bars(rows, ends), _total_bar(total, len(rows), total >= card.limit)], "layout": shape}


def _label(row: Row, wide: bool) -> str:
    """The fact and its value, the fact cut until both fit."""
    if not row.value:
        return text(row.fact)
    fact, value = (visible(part, most) for part, most in zip(row[:2], LETTERS[wide], strict=True))
    while _across(fact) + _across(value) > ROOM[wide]:
        fact = visible(fact, len(fact) - 1)
    return f"{text(fact)}: {text(value)}"


def _across(said: str) -> float:
    """About how many pixels a text takes, rather too many."""
    return SIZE * sum(0.75 if sign.isupper() or sign in "mw%&@…" else 0.55 for sign in said)


def _finite(limit: float) -> float:
    return limit if math.isfinite(limit) else 0.0


def _signed(points: float) -> str:
    """Points with their sign: "+24", "−3.5", "0"."""
    figure = said_points(points).split()[0]
    return f"+{figure}" if points > 0 else figure


def _total_said(card: PointsCard, total: float) -> str:
    return f"Total: {meaning(card, total).partition(',')[0]}"


def _bars(rows: list[Row], ends: list[float]) -> list[dict[str, Any]]:
    """A step per row, from where the row above ended."""
    return [
        {
            "type": "bar", "orientation": "h", "base": ends[:-1], "x": [row.points for row in rows],
            "y": [place + 0.12 for place in range(len(rows))], "width": 0.4, "hoverinfo": "skip",
            "marker": {"color": ["$caught" if row.points >= 0 else "$spared" for row in rows]},
        }
    ]  # fmt: skip


def _total_bar(total: float, place: int, contact: bool) -> dict[str, Any]:
    """The total, in the colour of what it means."""
    look = "caught" if contact else "spared"
    return {
        "type": "bar", "orientation": "h", "x": [total], "y": [place + 0.12], "width": 0.4,
        "hoverinfo": "skip",
        "marker": {"color": f"${look}_fill", "line": {"color": f"${look}", "width": 2}},
    }  # fmt: skip


def _connector(end: float, place: int) -> dict[str, Any]:
    """From where a step ends down to where the next one starts."""
    return {
        "type": "line", "x0": end, "x1": end, "y0": place + 0.12, "y1": place + 1.12, "layer": "below",
        "line": {"color": "$faint", "width": 1, "dash": "dot"},
    }  # fmt: skip


def _limit_line(limit: float) -> dict[str, Any]:
    return {
        "type": "line", "x0": limit, "x1": limit, "y0": 0, "y1": 1, "yref": "y domain",
        "line": {"color": "$ink", "width": 2, "dash": "dash"},
    }  # fmt: skip


def _limit_note(card: PointsCard, left: float, right: float) -> dict[str, Any]:
    """What the dashed line is, at its top, turned to the side with room."""
    share = (card.limit - left) / (right - left)
    side = "left" if share < 0.25 else "right" if share > 0.75 else "center"
    return _note(card.limit, -0.4 - HEAD / ROW / 2, f"limit: {limit_text(card)}", side)


def _note(x: float, y: float, said: str, side: str = "left") -> dict[str, Any]:
    """A text on paper, so that no line runs through it."""
    return {
        "x": x, "y": y, "text": said, "showarrow": False, "xanchor": side, "yanchor": "middle",
        "bgcolor": "$paper", "borderpad": 1, "font": {"size": SIZE, "color": "$ink"},
    }  # fmt: skip
