"""The model signed off: its bill on unseen customers, between doing nothing and perfect foresight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.charts.box.contest_told import named
from core.charts.box.signed_told import bill_range, caution, table, taking_part, words
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.costs import CONTACT_EVERYONE, DO_NOTHING, PERFECT, Contest, Entry
from core.words import MODEL_NAMES, money

ROW = 62  # pixels
IN_PROPORTION = 2  # times the longest of the others: a longer bill for contacting everyone leaves the picture
BEYOND = 1.3  # times the longest of the others: there it leaves
ROOM = {True: 1.15, False: 1.6}  # times the longest bar, so that its figure has room, wide and narrow
GAP = "\u00a0"  # between a bar and its figure
CUT = " (bar cut off)"
LINE = "line: range of your model's own bill"
QUIET = {"size": 14, "color": "$faint"}


def signed(found: Contest, other: str, customers: int, currency: str) -> Chart:
    """The bill of the model signed, of another model and of the three ways that need none.

    found      everybody's bill, compared with the model signed: its reference is that model
    other      the model it is held against
    customers  of the whole base
    Raises ValueError if one of the five does not take part.
    """
    names = (DO_NOTHING, CONTACT_EVERYONE, other, found.reference, PERFECT)
    rows = [taking_part(found, name) for name in names]
    low, high = bill_range(found)
    return Chart(
        figure=_figure(rows, found.reference, (low, high), currency, wide=True),
        narrow=_figure(rows, found.reference, (low, high), currency, wide=False),
        words=words(found, other, customers, currency),
        caution=caution(found, other),
        numbers=lambda: table(rows, customers, currency),
    )


def _reach(rows: Sequence[Entry], high: float) -> float:
    """How far the bars reach: the longest, unless contacting everyone is out of all proportion."""
    bills = {entry.name: entry.worth.cost_per_customer for entry in rows}
    everyone = bills.pop(CONTACT_EVERYONE)
    longest = max(*bills.values(), high)
    if longest and everyone > IN_PROPORTION * longest:
        return BEYOND * longest
    return max(longest, everyone) or 1.0


def _figure(
    rows: Sequence[Entry], chosen: str, ends: tuple[float, float], currency: str, wide: bool
) -> dict[str, Any]:
    low, high = ends
    reach = _reach(rows, high)
    unit = f"cost per customer, {currency}"
    shape = layout(
        76 + ROW * len(rows),
        xaxis=axis(
            range=[0, ROOM[wide] * reach],
            showgrid=False,
            title={"text": f"{unit}<br>{LINE}" if low < high else unit, "font": QUIET},
            tickfont=QUIET,
            nticks=5,
            anchor="y",
        ),
        yaxis=hidden_axis(range=[len(rows) - 0.6, -0.75], anchor="x"),
    )
    traces: list[dict[str, Any]] = []
    for place, entry in enumerate(rows):
        own, bill = entry.name == chosen, entry.worth.cost_per_customer
        end = min(bill, reach)
        traces.append(
            {"type": "bar", "orientation": "h", "x": [end], "y": [place], "width": 0.42,
             "marker": {"color": "$caught" if own else "$spared"}, "hoverinfo": "skip"}
        )  # fmt: skip
        told = f"{GAP}{'▸ ' if bill > reach else ''}{money(bill, currency)}"
        if own and low < high:
            end, told = high, GAP + told
            traces += [_line(low, high, place, "$paper", 6), _line(low, high, place, "$ink", 2)]
        name = f"<b>Your model: {MODEL_NAMES[chosen]}</b>" if own else named(entry)
        name += CUT if bill > reach else ""
        traces += [_text(name, 0.0, place - 0.42), _text(told, end, place)]
    return {"data": traces, "layout": shape}


def _line(low: float, high: float, place: int, colour: str, width: int) -> dict[str, Any]:
    """A line across the end of a bar; a broad one in the colour of the page sets the other off the bar."""
    return {
        "type": "scatter", "mode": "lines+markers", "x": [low, high], "y": [place, place],
        "line": {"color": colour, "width": width}, "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"symbol": "line-ns", "size": 10 + width, "line": {"width": width, "color": colour}},
    }  # fmt: skip


def _text(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "text", "x": [x], "y": [y], "text": [words], "cliponaxis": False,
        "textposition": "middle right", "textfont": {"size": 15, "color": "$ink"}, "hoverinfo": "skip",
    }  # fmt: skip
