"""The contest: what everybody costs on the same customers, and by how much they really differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.costs import (
    BEST_READABLE,
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    RULE,
    Best,
    Contest,
    Difference,
    Entry,
)
from core.words import MODEL_NAMES, capital, count, money, money_span, percent, the_model

NAMES = {DO_NOTHING: "do nothing", CONTACT_EVERYONE: "contact everyone", RULE: "your rule",
         PERFECT: "perfect foresight", **MODEL_NAMES}  # fmt: skip
KINDS = ("base lines", "your rule", "you can read it", "black box")
COLOURS = dict(zip(KINDS, ("$spared", "$guess", "$caught", "$ink"), strict=True))
SYMBOLS = dict(zip(KINDS, ("triangle-up", "diamond", "circle", "square"), strict=True))
HOLLOW = "hollow: maybe no difference"
UNBOUNDED = (CONTACT_EVERYONE, RULE)  # may cost so much more than the others that those would look alike
ROW = 42  # pixels per row on a laptop
ROW_NARROW = 56  # on a phone, where the name stands above
BEYOND = 1.3  # times the dearest of the others: longer bars leave the picture
GAP = "\u00a0\u00a0"  # between a dot and its figure
QUIET = {"size": 14, "color": "$faint"}
PERFECT_SAYS = "Nobody can match perfect foresight."


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
        words=_words(found, customers, currency, wanted),
        caution=(
            "No model is billed on customers it learnt from, and its line was drawn on others. The range is "
            "for other customers of the same kind. Next year's may differ by more."
        ),
        numbers=lambda: _table(found, currency),
    )


def verdict(found: Contest, bet: str, currency: str, ahead: Difference) -> str:
    """How a bet turned out.

    ahead is what the cheapest entry saves more than the bet; nobody bets on contacting everyone or on
    perfect foresight, so these two do not count.
    """
    bills = {entry.name: entry.worth.cost_per_customer for entry in found.entries if entry.name != PERFECT}
    everyone = bills.pop(CONTACT_EVERYONE)
    cheapest = min(bills, key=bills.__getitem__)
    yours = f"You bet on: {NAMES[bet]}."
    if cheapest == bet or ahead.value == 0:
        least = "Only contacting everyone" if everyone < bills[cheapest] else "Nothing"
        return f"{yours} {least} costs less here."
    if not ahead.real:
        return (
            f"{yours} A good bet: the cheapest here, {_the(cheapest)}, cannot be told apart from it "
            f"(it {_lead(ahead, currency)})."
        )
    return (
        f"{yours} The cheapest here is {_the(cheapest)}: it saves {money(ahead.value, currency)} more "
        f"per customer ({money_span(ahead.low, ahead.high, currency)})."
    )


def _kind(name: str, readable: Sequence[str]) -> str:
    if name in (DO_NOTHING, CONTACT_EVERYONE, PERFECT):
        return KINDS[0]
    return KINDS[1] if name == RULE else KINDS[2] if name in readable else KINDS[3]


def _the(name: str) -> str:
    """A contender in the middle of a sentence."""
    others = {DO_NOTHING: "doing nothing", CONTACT_EVERYONE: "contacting everyone", RULE: NAMES[RULE],
              PERFECT: NAMES[PERFECT]}  # fmt: skip
    return others.get(name) or the_model(name)


def _best(best: Best) -> str:
    """The best of a kind: "the tree", or what was best in most parts."""
    return _the(best.name) if best.alone else f"mostly {_the(best.name)}"


def _reference(found: Contest) -> str:
    if found.reference != BEST_READABLE or found.readable is None:
        return _the(found.reference)
    best = found.readable
    return _the(best.name) if best.alone else f"the best readable model ({_best(best)})"


def _lead(ahead: Difference, currency: str) -> str:
    """A difference that may be none: "saves from 0.12 less to 0.30 more"."""
    nought = money(0, currency)
    low, high = (
        "just as much"
        if money(abs(end), currency) == nought
        else f"{money(abs(end), currency)} {'more' if end > 0 else 'less'}"
        for end in (ahead.low, ahead.high)
    )
    return f"saves {low}" if low == high else f"saves from {low} to {high}"


def _people(customers: int) -> str:
    return f"{count(customers)} {'customer' if customers == 1 else 'customers'}"


def _words(found: Contest, customers: int, currency: str, wanted: int) -> str:
    models = [entry for entry in found.entries if entry.name in MODEL_NAMES]
    unseen = _people(found.entries[0].worth.customers)
    if found.lead is None or found.readable is None or found.box is None:
        return f"{_so_far(models, wanted)}On {unseen} doing nothing costs " + (
            f"{money(found.entries[0].worth.cost_per_customer, currency)} per customer. {PERFECT_SAYS}"
        )
    readable, box, lead = _best(found.readable), _best(found.box), found.lead
    pair = f"{_so_far(models, wanted)}The best black box here is {box}, the best you can read is {readable}. "
    if lead.value == lead.low == lead.high == 0:
        alike = (found.box.contact == found.readable.contact).all()
        return (
            f"{pair}On {unseen} they {'decide alike about everyone' if alike else 'cost exactly the same'}."
        )
    if not lead.real:
        return f"{pair}On {unseen} we cannot tell them apart: the black box {_lead(lead, currency)} per customer."
    base = f"for {_people(customers)} {money(abs(lead.value) * customers, currency)}"
    more = "more" if lead.value > 0 else "less"
    ends = (lead.low, lead.high) if lead.value > 0 else (-lead.high, -lead.low)
    return (
        f"{pair}On {unseen} the black box saves {money(abs(lead.value), currency)} {more} per customer "
        f"({money_span(*ends, currency)}): {base}."
    )


def _so_far(models: Sequence[Entry], wanted: int) -> str:
    are = "is" if len(models) == 1 else "are"
    return f"So far {len(models)} of {wanted} models {are} there. " if len(models) < wanted else ""


def _scale(rows: Sequence[Entry]) -> float:
    """How far the axis of bills reaches: the dearest, without bills out of all proportion, and some room."""
    bills = [entry.worth.cost_per_customer for entry in rows]
    usual = [bill for bill, entry in zip(bills, rows, strict=True) if entry.name not in UNBOUNDED]
    return BEYOND * (max(usual) or max(bills) or 1.0)


def _span(rows: Sequence[Entry]) -> tuple[float, float]:
    """How far the axis of differences reaches: whoever is not out of all proportion, with their ranges."""
    low = min(0.0, *(entry.ahead.low for entry in rows if entry.name not in UNBOUNDED))
    high = max(0.0, *(entry.ahead.high for entry in rows))
    reach = low - (BEYOND - 1) * (high - low)
    low = min(low, *(entry.ahead.low for entry in rows if entry.ahead.low >= reach))
    room = 0.12 * ((high - low) or 1.0)
    return low - room, high + room


def _with_room(span: tuple[float, float]) -> tuple[float, float]:
    """The span with room for figures on both sides."""
    room = span[1] - span[0]
    return span[0] - 0.2 * room, span[1] + 0.28 * room


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
    named = {kind: (SYMBOLS[kind], COLOURS[kind]) for kind in KINDS if kind in kinds}
    named |= {HOLLOW: ("circle-open", "$faint")}
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": name, "hoverinfo": "skip",
         "marker": {"size": 12, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}},
         "showlegend": True}
        for name, (symbol, colour) in named.items()
    ]  # fmt: skip


def _dots(
    rows: Sequence[Entry], kinds: Sequence[str], span: tuple[float, float], axes: str
) -> list[dict[str, Any]]:
    """A dot with its range per row: filled where the difference is real, hollow where it may be none.

    A dot that lies beyond the picture becomes a triangle at its edge.
    """
    on = {"xaxis": f"x{axes}", "yaxis": f"y{axes}", "hoverinfo": "skip", "showlegend": False}
    inside = [place for place, entry in enumerate(rows) if entry.ahead.value >= span[0]]
    outside = [place for place in range(len(rows)) if place not in inside]
    traces: list[dict[str, Any]] = []
    for place in inside:
        ahead = rows[place].ahead
        if ahead.low < ahead.high:
            traces.append(
                {"type": "scatter", "mode": "lines", "x": [ahead.low, ahead.high], "y": [place, place],
                 "line": {"color": COLOURS[kinds[place]], "width": 3}, **on}
            )  # fmt: skip
    traces.append(
        {"type": "scatter", "mode": "markers", "x": [rows[at].ahead.value for at in inside], "y": inside,
         "marker": {
             "size": 13, "symbol": [SYMBOLS[kinds[at]] for at in inside],
             "color": [COLOURS[kinds[at]] if _sure(rows[at]) else "$paper" for at in inside],
             "line": {"width": 2.5, "color": [COLOURS[kinds[at]] for at in inside]},
         }, **on}
    )  # fmt: skip
    if outside:
        traces.append(
            {"type": "scatter", "mode": "markers", "x": [span[0]] * len(outside), "y": outside,
             "cliponaxis": False, "marker": {"size": 13, "symbol": "triangle-left",
                                            "color": [COLOURS[kinds[at]] for at in outside]}, **on}
        )  # fmt: skip
    return traces


def _sure(entry: Entry) -> bool:
    return entry.ahead.real


def _wide(
    rows: Sequence[Entry], kinds: Sequence[str], found: Contest, currency: str, bet: str | None
) -> dict[str, Any]:
    height, span = 96 + ROW * len(rows), _span(rows)
    bottom, top = 52 / height, 1 - 34 / height
    up_and_down = [len(rows) - 0.5, -0.5]
    shape = layout(
        height,
        legend=_legend(1),
        showlegend=True,
        barmode="overlay",
        xaxis=axis(domain=[0, 0.42], range=[0, _scale(rows) * 1.32], tickfont=QUIET, nticks=5, anchor="y",
                   title={"text": f"cost per customer, {currency}", "font": QUIET}),
        yaxis=axis(domain=[bottom, top], range=up_and_down, anchor="x", showgrid=False, ticks="",
                   tickvals=list(range(len(rows))), ticktext=[_row_name(row) for row in rows],
                   tickfont={"size": 15, "color": "$ink"}),
        xaxis2=_lead_axis(_with_room(span), found, currency, [0.5, 1.0], "y2"),
        yaxis2=hidden_axis(domain=[bottom, top], range=up_and_down, anchor="x2"),
        shapes=[_nought("y2", "x2", -0.5, len(rows) - 0.5)],
    )  # fmt: skip
    data = _keys(kinds) + _bars(rows, kinds, currency, bet) + _dots(rows, kinds, span, "2")
    return {"data": [*data, _leads(rows, found, currency, span)], "layout": shape}


def _leads(rows: Sequence[Entry], found: Contest, currency: str, span: tuple[float, float]) -> dict[str, Any]:
    """The difference in figures, outside each range: left of those who save less, right of the others."""
    single, roomier = _single(found), span[0] + span[1] < 0  # left of nought
    left = [roomier if entry.name == single else span[0] <= entry.ahead.value < 0 for entry in rows]
    texts = [
        f"{GAP}compared with this{GAP}" if entry.name == single else money(entry.ahead.value, currency)
        for entry in rows
    ]
    return {
        "type": "scatter", "mode": "text", "xaxis": "x2", "yaxis": "y2", "cliponaxis": False,
        "x": [
            max(entry.ahead.low if less else entry.ahead.high, span[0])
            for entry, less in zip(rows, left, strict=True)
        ],
        "y": list(range(len(rows))), "text": [f"{GAP}{text}{GAP}" for text in texts],
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
    height, span = 172 + ROW_NARROW * len(rows), _span(rows)
    names: list[dict[str, Any]] = []
    for own in (False, True):
        places = [place for place, entry in enumerate(rows) if (entry.name == bet) is own]
        names.append(
            {"type": "scatter", "mode": "text", "x": [span[0]] * len(places),
             "y": [at - 0.45 for at in places],
             "text": [
                 f"{_row_name(rows[at])}: {money(rows[at].worth.cost_per_customer, currency)}"
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
        yaxis=hidden_axis(domain=[84 / height, 1 - 88 / height], range=[len(rows) - 0.5, -0.8], anchor="x"),
        shapes=[_nought("y", "x", at - 0.2, at + 0.3) for at in range(len(rows))],
    )
    return {"data": _keys(kinds) + names + _dots(rows, kinds, span, ""), "layout": shape}


def _legend(top: float) -> dict[str, Any]:
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": top, "yanchor": "top", "itemclick": False,
            "itemdoubleclick": False, "font": {"size": 14}, "traceorder": "normal"}  # fmt: skip


def _lead_axis(
    span: tuple[float, float], found: Contest, currency: str, domain: list[float], anchor: str
) -> dict[str, Any]:
    lines = (
        f"saves more per customer, {currency},",
        *f"than {_reference(found)}".replace(" (", "\n(").split("\n"),
    )
    return axis(
        domain=domain, range=list(span), tickfont=QUIET, nticks=6, anchor=anchor,
        title={"text": "<br>".join(lines), "font": QUIET},
    )  # fmt: skip


def _nought(y: str, x: str, top: float, bottom: float) -> dict[str, Any]:
    """The line of no difference, behind the dots of the rows from top to bottom."""
    return {"type": "line", "x0": 0, "x1": 0, "xref": x, "y0": top, "y1": bottom, "yref": y,
            "layer": "below", "line": {"color": "$faint", "width": 2, "dash": "dash"}}  # fmt: skip


def _row_name(entry: Entry) -> str:
    return capital(NAMES[entry.name])


def _table(found: Contest, currency: str) -> pd.DataFrame:
    """A row per contender: its bill, what it saves, and how far it is ahead of the reference."""
    return pd.DataFrame(
        [
            {
                "who chooses": _row_name(entry),
                "leavers missed": percent(entry.worth.missed, 1),
                "contacts wasted": percent(entry.worth.wasted, 1),
                f"cost per customer, {currency}": entry.worth.cost_per_customer,
                f"saves per customer, {currency}": entry.worth.gain,
                "at least": entry.worth.gain_low,
                "at most": entry.worth.gain_high,
                "of the bill": percent(entry.worth.value, 1),
                f"saves more than {_reference(found)}": entry.ahead.value,
                "more, at least": entry.ahead.low,
                "more, at most": entry.ahead.high,
            }
            for entry in found.entries
        ]
    )
