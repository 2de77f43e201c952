"""Rows of dots, one dot per customer: beside or, on a phone, below the name and the figure of its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import axis, hidden_axis, layout
from core.charts.why._values import (
    DOT,
    DOWN,
    HOLLOW,
    QUIET,
    SHADES,
    SQUARE,
    UP,
    fitted,
    push_axis,
    rims,
    swarm,
)

BREAKPOINT = 820
LOWEST = 72  # pixels of all rows together
LINE, SIDE, FOOT = 19, 8, 58  # pixels of a line of text, of the margins, of the axis below
STARTS = (0.0, 0.27, 0.43)  # where names, figures and dots start on a wide screen, as shares of the width
FIGURE = 112  # pixels a figure takes on a phone
LONGEST_BAR = 0.4  # of the room for the figures; the figure itself stands behind its bar
TITLE = {
    True: "← lowers the chance of leaving · push, points of chance · lifts it →",
    False: "← lowers · push, points of chance · lifts →",
}
KEY = {
    DOWN: (0.0, "low value"),
    DOT: (0.5, "middle"),
    UP: (1.0, "high value"),
    SQUARE: (QUIET, "a word, not a number"),
    HOLLOW: (QUIET, "missing"),
}


def _nothing() -> np.ndarray:
    return np.zeros(0)


@dataclass(frozen=True, eq=False)
class Row:
    """One line of the picture.

    label   its name, as it stands in the table; said the figure beside it; note a quiet word below the name
    bar     length of a bar before the figure, in points; None without one
    pushes  (m,) points, a dot each; shade and shape (m,) how each dot looks, as shades() gives them
    middle  where a mark stands among the dots, in points; None without one
    """

    label: str
    said: str
    note: str = ""
    bar: float | None = None
    pushes: np.ndarray = field(default_factory=_nothing)
    shade: np.ndarray = field(default_factory=_nothing)
    shape: np.ndarray = field(default_factory=_nothing)
    middle: float | None = None


class _Place(NamedTuple):
    """Where a row is, in pixels from the first one's top: its rim, the lines of its text, its dots."""

    top: float
    bottom: float
    texts: list[tuple[float, str, str]]
    dots: float


def drawn(rows: Sequence[Row], heading: str, wide: bool, key: Sequence[int] = ()) -> dict[str, Any]:
    """The picture; heading says what the figures are, key which shapes are explained above the rows."""
    places = _placed(rows, wide)
    keyed, keys = _key(key, wide)
    head, tall = 1.4 * LINE * keys + LINE + 6, max(places[-1].bottom, LOWEST)
    start = STARTS[2] if wide else 0.0
    pushes = np.concatenate([row.pushes for row in rows])
    across = push_axis(pushes, 8 if wide else 5)
    height = round(tall + head)
    cut = round(tall / height, 5)
    shape = layout(
        height + FOOT + SIDE,
        margin={"l": SIDE, "r": SIDE, "t": SIDE, "b": FOOT},
        xaxis=axis(
            domain=[start, 1], anchor="y", automargin=False, ticks="outside", tickcolor="$rule", **across,
            title={"text": TITLE[wide], "font": {"size": 14, "color": "$faint"}, "standoff": 8},
        ),
        xaxis2=hidden_axis(domain=[STARTS[1], STARTS[2] - 0.015], range=[0, _longest(rows) / LONGEST_BAR],
                           anchor="y"),
        xaxis3=hidden_axis(domain=[0, 1], range=[0, _width(wide)], anchor="y2"),
        yaxis=hidden_axis(domain=[0, cut], range=[tall, 0], anchor="x"),
        yaxis2=hidden_axis(domain=[cut, 1], range=[0, -head], anchor="x3"),
        shapes=[_between(place.bottom) for place in places[:-1]] + [_no_push(tall)],
        annotations=_texts(rows, places, heading, wide),
    )  # fmt: skip
    keyed["y"] = [round(y - head, 1) for y in keyed["y"]]
    pixels = _width(wide) * (1 - start)
    traces = [_dots(rows, places, across["range"], pixels, wide), _middles(rows, places), keyed]
    traces += _bars(rows, places) if wide else []
    return {"data": [trace for trace in traces if trace["x"]], "layout": shape}


def _width(wide: bool) -> int:
    """Pixels the picture has at least, without its margins."""
    return (BREAKPOINT if wide else 340) - 2 * SIDE


def _longest(rows: Sequence[Row]) -> float:
    """The longest bar, in points; a very small one stays short, because its words are long."""
    return max((row.bar or 0.0 for row in rows), default=0.0) or 1.0


def _placed(rows: Sequence[Row], wide: bool) -> list[_Place]:
    places: list[_Place] = []
    top = 0.0
    room = _width(wide) * STARTS[1] - 8 if wide else _width(wide) - FIGURE
    for row in rows:
        names = fitted(row.label, room, 2)
        lines = [(name, "$ink") for name in names] + ([(row.note, "$faint")] if row.note else [])
        text = LINE * len(lines)
        if wide:
            tall = max(46 if len(row.pushes) else 36, text + 8)
            start, dots = top + (tall - text) / 2, top + tall / 2
        else:
            tall = text + (52 if len(row.pushes) else 8)
            start, dots = top + 4, top + text + 27
        texts = [(start + LINE * (at + 0.5), words, colour) for at, (words, colour) in enumerate(lines)]
        places.append(_Place(top, top + tall, texts, dots))
        top += tall
    return places


def _dots(
    rows: Sequence[Row], places: Sequence[_Place], ends: Sequence[float], pixels: float, wide: bool
) -> dict[str, Any]:
    """All dots as one trace; each keeps its push and is moved only across its row."""
    number = np.repeat(np.arange(len(rows)), [len(row.pushes) for row in rows])
    pushes = np.concatenate([row.pushes for row in rows])
    size, half = (6.0, 17.0) if wide else (5.0, 19.0)
    off = swarm((pushes - ends[0]) / (ends[1] - ends[0]) * pixels, number, size, half)
    shapes = np.concatenate([row.shape for row in rows]).astype(int)
    middles = np.array([place.dots for place in places])[number]
    return {
        "type": "scatter", "mode": "markers", "x": pushes.round(3).tolist(), "hoverinfo": "skip",
        "y": (middles + off).round(1).tolist(), "cliponaxis": False,
        "marker": {
            "symbol": shapes.tolist(),
            "color": np.concatenate([row.shade for row in rows]).round(2).tolist(),
            "size": size + 0.5, "opacity": 1, "line": rims(shapes), **SHADES,
        },
    }  # fmt: skip


def _middles(rows: Sequence[Row], places: Sequence[_Place]) -> dict[str, Any]:
    """An upright mark in the middle of a row's dots."""
    marked = [
        (row.middle, place.dots) for row, place in zip(rows, places, strict=True) if row.middle is not None
    ]
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "cliponaxis": False,
        "line": {"color": "$accent", "width": 4},
        "x": list(chain.from_iterable((round(x, 3), round(x, 3), None) for x, _ in marked)),
        "y": list(chain.from_iterable((y - 19, y + 19, None) for _, y in marked)),
    }  # fmt: skip


def _bars(rows: Sequence[Row], places: Sequence[_Place]) -> list[dict[str, Any]]:
    """The figures, each behind its bar."""
    ys = [place.dots for place in places]
    ends = [row.bar or 0.0 for row in rows]
    on = {"xaxis": "x2", "hoverinfo": "skip", "cliponaxis": False}
    return [
        {"type": "bar", "orientation": "h", "x": ends, "y": ys, "width": 16,
         "marker": {"color": "$caught"}, **on},
        {"type": "scatter", "mode": "text", "x": ends, "y": ys, "text": [f" {row.said}" for row in rows],
         "textposition": "middle right", "textfont": {"size": 15, "color": "$ink"}, **on},
    ]  # fmt: skip


def _key(shapes: Sequence[int], wide: bool) -> tuple[dict[str, Any], int]:
    """What the shapes mean, side by side while there is room, and how many lines that takes."""
    xs, ys, texts = [], [], []
    x, line = 6.0, 0
    for shape in shapes:
        needed = wide_in_pixels(KEY[shape][1]) + 38
        if x > 6 and x + needed - 20 > _width(wide):
            x, line = 6.0, line + 1
        xs.append(round(x, 1))
        ys.append(LINE * (1.4 * line + 0.5))
        texts.append(f" {KEY[shape][1]}")
        x += needed
    return {
        "type": "scatter", "mode": "markers+text", "x": xs, "y": ys, "text": texts, "xaxis": "x3",
        "yaxis": "y2",
        "textposition": "middle right", "textfont": {"size": 14, "color": "$faint"}, "hoverinfo": "skip",
        "cliponaxis": False, "marker": {
            "symbol": list(shapes), "color": [KEY[shape][0] for shape in shapes], "size": 10,
            "opacity": 1, "line": rims(np.array(shapes)), **SHADES,
        },
    }, line + 1 if shapes else 0  # fmt: skip


def _between(y: float) -> dict[str, Any]:
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "layer": "below",
            "line": {"color": "$rule", "width": 1}}  # fmt: skip


def _no_push(tall: float) -> dict[str, Any]:
    return {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": tall, "layer": "below",
            "line": {"color": "$faint", "width": 1.5}}  # fmt: skip


def _texts(rows: Sequence[Row], places: Sequence[_Place], heading: str, wide: bool) -> list[dict[str, Any]]:
    """The names, what the figures are, and on a phone the figures, at the right."""
    texts = [_text(0, y, words, colour) for place in places for y, words, colour in place.texts]
    x, side = (STARTS[1], "left") if wide else (1, "right")
    marked = any(row.middle is not None for row in rows)
    over = _text(x, -LINE / 2 - 3, f"▮ {heading}" if marked else heading, "$faint", side)
    texts.append(over | {"yref": "y2", "font": {"size": 14, "color": "$accent" if marked else "$faint"}})
    if not wide:
        texts += [
            _text(1, place.texts[0][0], row.said, "$ink", "right")
            for row, place in zip(rows, places, strict=True)
        ]
    return texts


def _text(x: float, y: float, words: str, colour: str, side: str = "left") -> dict[str, Any]:
    """A text on paper, so that no line runs through it."""
    return {
        "x": x, "xref": "paper", "y": round(y, 1), "text": words, "showarrow": False, "xanchor": side,
        "yanchor": "middle", "align": side, "bgcolor": "$paper", "borderpad": 0,
        "font": {"size": 15 if colour == "$ink" else 14, "color": colour},
    }  # fmt: skip
