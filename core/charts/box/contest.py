"""The contest: what everybody costs on the same customers, and by how much they really differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.charts.box.contest_told import named, reference, table, words
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.costs import (
    BEST_READABLE,
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    RULE,
    Contest,
    Entry,
)
from core.words import MODEL_NAMES, money

KINDS = ("base lines", "your rule", "you can read it", "black box")
COLOURS = dict(zip(KINDS, ("$spared", "$guess", "$caught", "$ink"), strict=True))
SYMBOLS = dict(zip(KINDS, ("cross", "diamond", "circle", "square"), strict=True))
HOLLOW = "(hollow: maybe no difference)"
UNBOUNDED = (CONTACT_EVERYONE, RULE)  # may cost so much more than the others that those would look alike
ROW = 42  # pixels per row on a laptop
ROW_NARROW = 56  # on a phone, where the name stands above
BEYOND = 1.3  # times the dearest of the others: longer bars leave the picture
GAP = "\u00a0"  # between a range and its figure
WIDER = 4 * GAP  # between a triangle and its figure
DOT = 0.03  # half a dot and some air, as a part of the axis
BILLS = [0.0, 0.40]  # of the width; between the two there is room for figures on either side
LEADS = [0.57, 0.90]
QUIET = {"size": 14, "color": "$faint"}


def contest(
    found: Contest,
    readable: Sequence[str],
    customers: int,
    currency: str,
    bet: str | None = None,
    wanted: int = 0,
) -> Chart:
    """Everybody's bill, and everybody against the reference.

    readable   the models that count as readable
    customers  of the whole base
    bet        the entry the reader bet on
    wanted     how many models there will be, where some are still being worked out
    """
    rows = found.entries
    kinds = [_kind(entry.name, readable) for entry in rows]
    return Chart(
        figure=_wide(rows, kinds, found, currency, bet),
        narrow=_narrow(rows, kinds, found, currency, bet),
        words=words(found, customers, currency, wanted),
        caution=(
            "No model is billed on customers it learnt from, and its cut-off was chosen on others. The range "
            "holds nine times in ten, for customers of the same kind. Next year's may differ by more."
        ),
        numbers=lambda: table(found, currency),
    )


def _kind(name: str, readable: Sequence[str]) -> str:
    if name in (DO_NOTHING, CONTACT_EVERYONE, PERFECT):
        return KINDS[0]
    return KINDS[1] if name == RULE else KINDS[2] if name in readable else KINDS[3]


def _scale(rows: Sequence[Entry]) -> float:
    """How far the axis of bills reaches: the dearest, without bills out of all proportion, and some room."""
    bills = [entry.worth.cost_per_customer for entry in rows]
    usual = [bill for bill, entry in zip(bills, rows, strict=True) if entry.name not in UNBOUNDED]
    return BEYOND * (max(usual) or max(bills) or 1.0)


def _span(rows: Sequence[Entry]) -> tuple[float, float]:
    """How far the axis of differences reaches: all models with their ranges; others may lie beyond it."""
    models = [entry for entry in rows if entry.name in MODEL_NAMES] or [
        entry for entry in rows if entry.name not in UNBOUNDED
    ]
    low, high = min(0.0, *(entry.ahead.low for entry in models)), max(0.0, *(e.ahead.high for e in models))
    room = 0.12 * ((high - low) or 1.0)
    return low - room, high + room


def _bars(
    rows: Sequence[Entry], kinds: Sequence[str], currency: str, bet: str | None
) -> list[dict[str, Any]]:
    """A bar per row, coloured by kind, its money at its end."""
    reach = _scale(rows)
    traces: list[dict[str, Any]] = []
    for kind in KINDS:
        places = [place for place, one in enumerate(kinds) if one == kind]
        if places:
            traces.append(
                {"type": "bar", "orientation": "h", "y": places, "width": 0.55,
                 "x": [min(rows[at].worth.cost_per_customer, reach) for at in places],
                 "marker": {"color": COLOURS[kind]}, "hoverinfo": "skip", "showlegend": False}
            )  # fmt: skip
    for own in (False, True):
        places = [place for place, entry in enumerate(rows) if (entry.name == bet) is own]
        texts = [
            ("▸ " if rows[at].worth.cost_per_customer > reach else " ")
            + money(rows[at].worth.cost_per_customer, currency)
            + ("  your bet" if own else "")
            for at in places
        ]
        traces.append(
            {"type": "scatter", "mode": "text", "y": places, "text": texts, "cliponaxis": False,
             "x": [min(rows[at].worth.cost_per_customer, reach) for at in places],
             "textposition": "middle right", "textfont": {"size": 15, "color": "$guess" if own else "$ink"},
             "hoverinfo": "skip", "showlegend": False}
        )  # fmt: skip
    return traces


def _keys(kinds: Sequence[str]) -> list[dict[str, Any]]:
    """What the colours and shapes mean."""
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": kind, "hoverinfo": "skip",
         "marker": {"size": 12, "symbol": SYMBOLS[kind], "color": COLOURS[kind]}, "showlegend": True}
        for kind in KINDS if kind in kinds
    ]  # fmt: skip


def _inside(entry: Entry, span: tuple[float, float]) -> bool:
    return span[0] <= entry.ahead.value <= span[1]


def _dots(
    rows: Sequence[Entry], kinds: Sequence[str], span: tuple[float, float], axes: str
) -> list[dict[str, Any]]:
    """A dot with its range per row: filled where the difference is real, hollow where it may be none.

    Who lies beyond the axis becomes a triangle at its edge; a range that goes on beyond it ends in one.
    """
    on = {"xaxis": f"x{axes}", "yaxis": f"y{axes}", "hoverinfo": "skip", "showlegend": False}
    inside = [place for place, entry in enumerate(rows) if _inside(entry, span)]
    traces: list[dict[str, Any]] = []
    for place in inside:
        ahead = rows[place].ahead
        if ahead.low < ahead.high:
            traces.append(
                {"type": "scatter", "mode": "lines", "y": [place, place],
                 "x": [max(ahead.low, span[0]), min(ahead.high, span[1])],
                 "line": {"color": COLOURS[kinds[place]], "width": 5}, **on}
            )  # fmt: skip
    fill = [COLOURS[kind] if row.ahead.real else "$paper" for row, kind in zip(rows, kinds, strict=True)]
    traces.append(
        {"type": "scatter", "mode": "markers", "x": [rows[at].ahead.value for at in inside], "y": inside,
         "marker": {
             "size": 11, "symbol": [SYMBOLS[kinds[at]] for at in inside],
             "color": [fill[at] for at in inside],
             "line": {"width": 2.5, "color": [COLOURS[kinds[at]] for at in inside]},
         }, **on}
    )  # fmt: skip
    ends = [(at, side) for at, entry in enumerate(rows) for side in _beyond(entry, span)]
    if ends:
        traces.append(
            {"type": "scatter", "mode": "markers", "x": [span[side == "right"] for _, side in ends],
             "y": [at for at, _ in ends], "cliponaxis": False, "marker": {
                 "size": 11, "symbol": [f"triangle-{side}" for _, side in ends],
                 "color": [COLOURS[kinds[at]] if at in inside else fill[at] for at, _ in ends],
                 "line": {"width": 2, "color": [COLOURS[kinds[at]] for at, _ in ends]}}, **on}
        )  # fmt: skip
    return traces


def _beyond(entry: Entry, span: tuple[float, float]) -> list[str]:
    """On which sides a row leaves the axis: with its range, or altogether."""
    ahead = entry.ahead
    low, high = (ahead.low, ahead.high) if _inside(entry, span) else (ahead.value, ahead.value)
    return [side for side, out in (("left", low < span[0]), ("right", high > span[1])) if out]


def _wide(
    rows: Sequence[Entry], kinds: Sequence[str], found: Contest, currency: str, bet: str | None
) -> dict[str, Any]:
    height, span = 114 + ROW * len(rows), _span(rows)
    bottom, top = 70 / height, 1 - 34 / height
    up_and_down = [len(rows) - 0.5, -0.5]
    shape = layout(
        height,
        legend=_legend(1),
        showlegend=True,
        barmode="overlay",
        xaxis=axis(domain=BILLS, range=[0, _scale(rows) * 1.32], tickfont=QUIET, nticks=5, anchor="y",
                   title={"text": f"cost per customer, {currency}", "font": QUIET}),
        yaxis=axis(domain=[bottom, top], range=up_and_down, anchor="x", showgrid=False, ticks="",
                   tickvals=list(range(len(rows))), ticktext=[named(row) for row in rows],
                   tickfont={"size": 15, "color": "$ink"}),
        xaxis2=_lead_axis(span, found, currency, LEADS, "y2"),
        yaxis2=hidden_axis(domain=[bottom, top], range=up_and_down, anchor="x2"),
        shapes=[_nought("y2", "x2", -0.5, len(rows) - 0.5)],
    )  # fmt: skip
    data = _keys(kinds) + _bars(rows, kinds, currency, bet) + _dots(rows, kinds, span, "2")
    return {"data": [*data, _leads(rows, found, currency, span)], "layout": shape}


def _leads(rows: Sequence[Entry], found: Contest, currency: str, span: tuple[float, float]) -> dict[str, Any]:
    """The difference in figures, outside each range: left of those who save less, right of the others."""
    single, roomier = _single(found), span[0] + span[1] < 0  # left of nought
    left = [roomier if entry.name == single else entry.ahead.value < 0 for entry in rows]
    texts = [
        "compared with this" if entry.name == single else money(entry.ahead.value, currency) for entry in rows
    ]
    dot, places = DOT * (span[1] - span[0]), []
    for entry, less in zip(rows, left, strict=True):
        ahead = entry.ahead
        end = min(ahead.low, ahead.value - dot) if less else max(ahead.high, ahead.value + dot)
        places.append(min(max(end, span[0]), span[1]))  # what stands beyond the axis is not drawn
    gaps = [WIDER if place in span else GAP for place in places]
    return {
        "type": "scatter", "mode": "text", "xaxis": "x2", "yaxis": "y2", "cliponaxis": False,
        "x": places, "y": list(range(len(rows))),
        "text": [f"{gap}{text}{gap}" for text, gap in zip(texts, gaps, strict=True)],
        "textposition": ["middle left" if less else "middle right" for less in left],
        "textfont": {"size": 14, "color": "$ink"}, "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _single(found: Contest) -> str:
    """The one entry everybody is compared with; "" where different ones were best in different parts."""
    if found.reference != BEST_READABLE or found.readable is None:
        return found.reference
    return found.readable.name if found.readable.alone else ""


def _narrow(
    rows: Sequence[Entry], kinds: Sequence[str], found: Contest, currency: str, bet: str | None
) -> dict[str, Any]:
    height, span = 168 + ROW_NARROW * len(rows), _span(rows)
    far = [place for place, entry in enumerate(rows) if not _inside(entry, span)]
    names: list[dict[str, Any]] = []
    for own in (False, True):
        places = [place for place, entry in enumerate(rows) if (entry.name == bet) is own]
        names.append(
            {"type": "scatter", "mode": "text", "x": [span[0]] * len(places),
             "y": [at - 0.45 for at in places],
             "text": [
                 f"{named(rows[at])}: {money(rows[at].worth.cost_per_customer, currency)}"
                 + ("  your bet" if own else "") for at in places
             ],
             "textposition": "middle right", "textfont": {"size": 14, "color": "$guess" if own else "$ink"},
             "cliponaxis": False, "hoverinfo": "skip", "showlegend": False}
        )  # fmt: skip
    shape = layout(
        height,
        legend=_legend(1),
        showlegend=True,
        xaxis=_lead_axis(span, found, currency, [0.02, 0.98], "y"),
        yaxis=hidden_axis(domain=[102 / height, 1 - 66 / height], range=[len(rows) - 0.5, -0.8], anchor="x"),
        shapes=[_nought("y", "x", at - 0.2, at + 0.3) for at in range(len(rows)) if at not in far],
    )
    data = _keys(kinds) + names + _dots(rows, kinds, span, "")
    return {"data": [*data, _far(far, rows, currency, span)], "layout": shape}


def _far(
    far: Sequence[int], rows: Sequence[Entry], currency: str, span: tuple[float, float]
) -> dict[str, Any]:
    """On a phone the figures of those beyond the axis, beside their triangles; others are read off it."""
    less, dot = [rows[at].ahead.value < 0 for at in far], DOT * (span[1] - span[0])
    return {
        "type": "scatter", "mode": "text", "y": list(far), "cliponaxis": False,
        "x": [span[0] + dot if left else span[1] - dot for left in less],
        "text": [money(rows[at].ahead.value, currency) for at in far],
        "textposition": [f"middle {'right' if left else 'left'}" for left in less],
        "textfont": QUIET, "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _legend(top: float) -> dict[str, Any]:
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": top, "yanchor": "top", "itemclick": False,
            "itemdoubleclick": False, "font": {"size": 14}, "traceorder": "normal"}  # fmt: skip


def _lead_axis(
    span: tuple[float, float], found: Contest, currency: str, domain: list[float], anchor: str
) -> dict[str, Any]:
    lines = (
        f"saves more per customer, {currency},",
        *f"than {reference(found)}".replace(" (", "\n(").split("\n"),
    )
    return axis(
        domain=domain, range=list(span), tickfont=QUIET, nticks=6, anchor=anchor,
        title={"text": "<br>".join((*lines, HOLLOW)), "font": QUIET},
    )  # fmt: skip


def _nought(y: str, x: str, top: float, bottom: float) -> dict[str, Any]:
    """The line of no difference, behind the dots of the rows from top to bottom."""
    return {"type": "line", "x0": 0, "x1": 0, "xref": x, "y0": top, "y1": bottom, "yref": y,
            "layer": "below", "line": {"color": "$faint", "width": 2}}  # fmt: skip
