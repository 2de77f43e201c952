"""A hundred of the contacted customers of each list, by what the contact does to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.chart import Chart, layout
from core.charts.people import ACROSS, dot_axes, out_of_hundred
from core.charts.whom.looks import look
from core.uplift import CHANGE, EDGE, RISK, TRUTH, TYPES


class Kind(NamedTuple):
    """One of the four kinds of customers: what it is called, its colour and its shape."""

    name: str
    one: str
    colour: str
    symbol: str


KINDS = {
    "persuadable": Kind("stay more often if contacted", "stays more often if contacted", "$caught", "circle"),
    "sure": Kind("stay either way", "stays either way", "$spared", "circle-open"),
    "lost": Kind("leave either way", "leaves either way", "$missed", "x"),
    "sleeping dog": Kind(
        "leave more often if contacted", "leaves more often if contacted", "$wasted", "diamond"
    ),
}
BECAUSE = " because of the contact"
LINE = 23  # pixels of a line of text
DOTS = {True: 220, False: 110}  # pixels of a block of dots, on a laptop and on a phone
GAP = 14
SHOWN = (RISK, CHANGE, TRUTH)  # more blocks than three do not fit beside each other


def people(
    contacted: Mapping[str, np.ndarray], everyone: np.ndarray, share: float, kept: Mapping[str, float]
) -> Chart:
    """A block of 100 dots for each list SHOWN: the customers it contacts, by the four kinds.

    contacted  list -> kinds (core.uplift.TYPES) of the customers it contacts; all go into the numbers
    everyone   (n,) kinds of all customers
    share      0 to 1, the share contacted
    kept       list -> of 100 it contacts, how many more stay because of the contact; negative: fewer
    """
    found = {name: _hundred(contacted[name]) for name in SHOWN if name in contacted}
    return Chart(
        figure=_figure(found, wide=True),
        narrow=_figure(found, wide=False),
        words=_words(found, share, kept),
        caution=(
            f"A kind is a leaning of at least {round(100 * EDGE)} in 100: of 100 such customers so many more "
            "stay, or leave, if contacted. For a real customer nobody can see it: they are contacted or left "
            "alone, never both. Here we know, because all are simulated."
        ),
        numbers=lambda: _table(contacted, everyone),
        breakpoint=820,
    )


def _hundred(kinds: np.ndarray) -> dict[str, int] | None:
    """Of 100 customers, how many are of each kind; None for an empty list."""
    counts = _counts(kinds)
    return out_of_hundred(counts) if sum(counts.values()) else None


def _counts(kinds: np.ndarray) -> dict[str, int]:
    return {kind: int(np.sum(np.asarray(kinds) == kind)) for kind in TYPES}


def _words(found: Mapping[str, dict[str, int] | None], share: float, kept: Mapping[str, float]) -> str:
    a, b = found.get(RISK), found.get(CHANGE)
    if a is None or b is None:
        return "Nobody is contacted, so there is nobody to show."
    if round(100 * share) == 100:
        told = f"{_leaning(a)}; {_balance(kept[RISK], BECAUSE)}"
        return f"Everyone is contacted, so both lists are the same: of 100, {told}."
    return (
        f"Of 100 contacted from list A, those most at risk, {_leaning(a)}; {_balance(kept[RISK], BECAUSE)}. "
        f"From list B, those whom the contact changes most, it is {b['persuadable']} and "
        f"{b['sleeping dog']}; {_balance(kept[CHANGE])}."
    )


def _leaning(people: dict[str, int]) -> str:
    lean = "leans" if people["persuadable"] == 1 else "lean"
    stay, leave = people["persuadable"], people["sleeping dog"]
    return f"{stay} {lean} towards staying if contacted, and {leave} towards leaving"


def _balance(kept: float, because: str = "") -> str:
    """What the contact does to 100 customers on average, in whole customers."""
    number = round(abs(kept))
    if number == 0:
        return "on balance the contact keeps about as many as it drives away"
    verb = "stay" if kept > 0 else "leave"
    return f"on balance {number} {verb}{'s' if number == 1 else ''}{because}"


def _figure(found: Mapping[str, dict[str, int] | None], wide: bool) -> dict[str, Any]:
    shown = {name: people for name, people in found.items() if people is not None}
    if not shown:
        return _empty()
    across = ACROSS if wide else 2 * ACROSS
    block = LINE + DOTS[wide] + LINE * len(KINDS) + GAP
    inside = block if wide else block * len(shown)
    shape, traces = layout(inside + 16), []
    notes = []
    for place, (name, people) in enumerate(shown.items()):
        axes = "" if place == 0 else str(place + 1)
        start = 0 if wide else place * block
        third = 1 / len(shown)
        x = (place * third, place * third + third * 0.9) if wide else (0.0, 1.0)
        top = 1 - (start + LINE) / inside
        middle = 1 - (start + LINE + DOTS[wide]) / inside
        bottom = 1 - (start + LINE + DOTS[wide] + LINE * len(KINDS)) / inside
        dots_end = x[0] + (x[1] - x[0]) * (0.85 if wide else 1.0)
        shape |= dot_axes((x[0], dots_end), (middle, top), axes, across)
        shape |= _list_axes(x, (bottom, middle), f"{place + 11}")
        traces += _dots(people, axes, across)
        traces += _list(people, f"{place + 11}")
        notes.append(_heading(look(name).name, x[0], 1 - start / inside))
    shape["annotations"] = notes
    return {"data": traces, "layout": shape}


def _empty() -> dict[str, Any]:
    """The picture when nobody is contacted."""
    shape = layout(180) | dot_axes((0.0, 1.0), (0.0, 1.0))
    shape["annotations"] = [_heading("Nobody is contacted.", 0.0, 0.7)]
    return {"data": [], "layout": shape}


def _heading(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "x": x, "y": y, "xref": "paper", "yref": "paper", "text": f"<b>{words}</b>", "showarrow": False,
        "xanchor": "left", "yanchor": "top", "font": {"size": 15, "color": "$ink"},
    }  # fmt: skip


def _dots(people: dict[str, int], axes: str, across: int) -> list[dict[str, Any]]:
    """A trace for each kind, filling rows from the top left."""
    found, start = [], 0
    for kind, number in people.items():
        place = np.arange(start, start + number)
        found.append(
            {
                "type": "scatter", "mode": "markers", "x": (place % across).tolist(),
                "y": (-(place // across)).tolist(), "marker": _marker(kind, 14 if across == ACROSS else 11),
                "hoverinfo": "skip", "xaxis": f"x{axes}", "yaxis": f"y{axes}",
            }
        )  # fmt: skip
        start += number
    return found


def _list(people: dict[str, int], axes: str) -> list[dict[str, Any]]:
    """The four kinds under the dots, each with its sign, its number and its name."""
    return [
        {
            "type": "scatter", "mode": "markers+text", "x": [0], "y": [-row], "marker": _marker(kind, 12),
            "text": [f"  {people[kind]} {KINDS[kind].one if people[kind] == 1 else KINDS[kind].name}"],
            "textposition": "middle right", "textfont": {"size": 14, "color": "$ink"}, "hoverinfo": "skip",
            "cliponaxis": False, "xaxis": f"x{axes}", "yaxis": f"y{axes}",
        }
        for row, kind in enumerate(TYPES)
    ]  # fmt: skip


def _list_axes(x: tuple[float, float], y: tuple[float, float], axes: str) -> dict[str, Any]:
    hidden = {"visible": False, "fixedrange": True}
    return {
        f"xaxis{axes}": {**hidden, "domain": list(x), "range": [-0.8, 19.2], "anchor": f"y{axes}"},
        f"yaxis{axes}": {**hidden, "domain": list(y), "range": [0.5 - len(KINDS), 0.5], "anchor": f"x{axes}"},
    }


def _marker(kind: str, size: int) -> dict[str, Any]:
    look_of = KINDS[kind]
    return {
        "color": look_of.colour, "symbol": look_of.symbol, "size": size,
        "line": {"width": 2 if look_of.symbol.endswith("open") else 0, "color": look_of.colour},
    }  # fmt: skip


def _table(contacted: Mapping[str, np.ndarray], everyone: np.ndarray) -> pd.DataFrame:
    """The numbers behind the dots: customers of each kind on each list, and among all."""
    lists = {look(name).name: _counts(kinds) for name, kinds in contacted.items()}
    lists["all customers"] = _counts(everyone)
    return pd.DataFrame(
        [{"kind": KINDS[kind].one} | {name: lists[name][kind] for name in lists} for kind in TYPES]
    )
