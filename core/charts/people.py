"""A hundred people as dots: the share of everything, as many as one can count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

# How each fate looks: colour, shape (so that nobody needs the colour) and what it is called.
FATES: dict[str, tuple[str, str]] = {
    "caught": ("$caught", "circle"),
    "missed": ("$missed", "x"),
    "wasted": ("$wasted", "diamond"),
    "spared": ("$spared", "circle-open"),
    "left": ("$missed", "x"),
    "stayed": ("$spared", "circle-open"),
    "contested": ("$ink", "triangle-up"),
    "refused": ("$missed", "triangle-down"),
}
ACROSS = 10  # dots in a row; on a phone twice as many, so that the picture stays on one screen


def out_of_hundred(counts: Mapping[str, float]) -> dict[str, int]:
    """Counts scaled to exactly 100, the largest remainders rounded up (Hamilton's method)."""
    total = sum(counts.values())
    exact = {name: 100 * value / total for name, value in counts.items()}
    whole = {name: int(value) for name, value in exact.items()}
    missing = 100 - sum(whole.values())
    for name in sorted(exact, key=lambda n: whole[n] - exact[n])[:missing]:
        whole[name] += 1
    return whole


def dots(
    people: Mapping[str, int], names: Mapping[str, str], axes: str = "", across: int = ACROSS
) -> list[dict[str, Any]]:
    """A trace per fate, filling rows from the top left in the order given.

    people  fate -> number of dots (100 in all); names  fate -> legend text
    """
    traces, start = [], 0
    for fate, number in people.items():
        colour, symbol = FATES[fate]
        place = np.arange(start, start + number)
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": (place % across).tolist(),
                "y": (-(place // across)).tolist(),
                "marker": {
                    "color": colour,
                    "symbol": symbol,
                    "size": 14 if across == ACROSS else 11,
                    "line": {"width": 2 if symbol.endswith("open") else 0, "color": colour},
                },
                "name": f"{number} {names[fate]}",
                "hoverinfo": "skip",
                "xaxis": f"x{axes}",
                "yaxis": f"y{axes}",
                "showlegend": True,
            }
        )
        start += number
    return traces


def ring(number: int, name: str, axes: str = "", across: int = ACROSS) -> dict[str, Any]:
    """A ring around the first so many dots: a guess, drawn into the picture."""
    place = np.arange(number)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": (place % across).tolist(),
        "y": (-(place // across)).tolist(),
        "marker": {
            "color": "$guess",
            "symbol": "circle-open",
            "size": 23 if across == ACROSS else 17,
            "line": {"width": 2},
        },
        "name": name,
        "hoverinfo": "skip",
        "xaxis": f"x{axes}",
        "yaxis": f"y{axes}",
        "showlegend": True,
    }


def legend(top: float) -> dict[str, Any]:
    """The legend of the dots, its upper edge at a height of the picture."""
    return {"orientation": "h", "x": 0, "xanchor": "left", "y": top, "yanchor": "top", "itemclick": False,
            "itemdoubleclick": False, "font": {"size": 14}}  # fmt: skip


def dot_axes(
    x: tuple[float, float], y: tuple[float, float], axes: str = "", across: int = ACROSS
) -> dict[str, Any]:
    """The two hidden axes the dots stand on, in the part of the picture given."""
    hidden = {"visible": False, "fixedrange": True}
    return {
        f"xaxis{axes}": {**hidden, "domain": list(x), "range": [-0.8, across - 0.2], "anchor": f"y{axes}"},
        f"yaxis{axes}": {
            **hidden,
            "domain": list(y),
            "range": [0.3 - 100 // across, 0.7],
            "anchor": f"x{axes}",
        },
    }
