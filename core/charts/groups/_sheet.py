"""A sheet of paper measured in pixels from its top, for pictures that are half table."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import axis, hidden_axis, layout, text
from core.charts.groups._said import share
from core.charts.groups.marks import called, colour, symbol
from core.charts.why.places import BROADEST, MEASURED
from core.safe import visible
from core.words import Noun

BREAKPOINT = 900
PHONE = 340
SIDE = 8  # pixels of the margins
LINE = 19  # pixels of a line of small letters
SAMPLE = 22  # pixels of a piece of line in a key
BROKEN = {"dash": "5px,4px", "dots": "2px,3px"}
SPARE = 1.15  # another font may be broader


class Sign(NamedTuple):
    """One entry of a key: how it looks, and what it means.

    kind  "line", "dash", "dots", "band", one of Plotly's marks, or "" for words alone
    """

    kind: str
    colour: str
    said: str


def width(wide: bool) -> int:
    """Pixels of paper there are at least, without the margins."""
    return (BREAKPOINT if wide else PHONE) - 2 * SIDE


def sheet(height: float, foot: int = 0, **more: Any) -> dict[str, Any]:
    """A layout whose x runs from 0 to 1 across the paper and whose y counts pixels downwards."""
    return layout(
        round(height) + foot + 2 * SIDE,
        margin={"l": SIDE, "r": SIDE, "t": SIDE, "b": SIDE + foot},
        xaxis=hidden_axis(domain=[0, 1], range=[0, 1], anchor="y"),
        yaxis=hidden_axis(domain=[0, 1], range=[round(height), 0], anchor="x"),
        **more,
    )


def short(words: object, room: float, size: int = 15) -> str:
    """Any text cut to so many pixels at a size of letters, safe for a label and never taken for a colour."""
    shown = visible(words, 60)
    ends = list(accumulate(_letter(one) * size / MEASURED for one in shown))
    if ends and ends[-1] > room:
        shown = shown[: bisect_right(ends, room - BROADEST["…"] * size / MEASURED)].rstrip() + "…"
    safe = text(shown)
    return f"{safe} " if safe.startswith("$") else safe


@lru_cache(maxsize=4_096)
def _letter(letter: str) -> float:
    """Pixels of one letter, rather too many."""
    return max(wide_in_pixels(letter), BROADEST.get(letter, 0.0))


def named(group: int, names: Sequence[str], tail: str, room: float) -> str:
    """A group's number and name, cut so that it and a tail fit into so many pixels of small letters."""
    return f"{short(called(group, names), room - wide_in_pixels(tail), 14)}{tail}"


def note(
    x: float, y: float, words: str, colour: str = "$ink", size: int = 15, side: str = "left", **more: Any
) -> dict[str, Any]:
    """A text; x is a share of the paper, y a pixel of the sheet."""
    return {
        "x": round(x, 5), "xref": "paper", "y": round(y, 1), "yref": "y", "text": words, "showarrow": False,
        "xanchor": side, "yanchor": "middle", "align": side, "font": {"size": size, "color": colour}, **more,
    }  # fmt: skip


def quiet(x: float, y: float, words: str, side: str = "left", **more: Any) -> dict[str, Any]:
    """A small text that explains."""
    return note(x, y, words, "$faint", 14, side, **more)


def rule(y: float, start: float = 0.0, end: float = 1.0) -> dict[str, Any]:
    """A quiet line across the sheet."""
    return {"type": "line", "xref": "paper", "x0": start, "x1": end, "y0": round(y, 1), "y1": round(y, 1),
            "layer": "below", "line": {"color": "$rule", "width": 1}}  # fmt: skip


def upright(x: float, top: float, bottom: float, ink: str = "$faint", axis: str = "x", **line: Any) -> dict:
    """A line down the sheet at a value of an axis."""
    return {"type": "line", "xref": axis, "x0": x, "x1": x, "y0": round(top, 1), "y1": round(bottom, 1),
            "layer": "below", "line": {"color": ink, "width": 1.5, **line}}  # fmt: skip


def area(x0: float, x1: float, top: float, bottom: float, fill: str, **more: Any) -> dict[str, Any]:
    """A filled stretch of the sheet."""
    return {
        "type": "rect", "xref": "paper", "x0": round(x0, 5), "x1": round(x1, 5), "y0": round(top, 1),
        "y1": round(bottom, 1), "layer": "below", "fillcolor": fill, "line": {"width": 0}, **more,
    }  # fmt: skip


def marks(x: Sequence[float | None], y: Sequence[float | None], **more: Any) -> dict[str, Any]:
    """Marks on the sheet; more is what Plotly knows of a trace."""
    return {"type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "hoverinfo": "skip",
            "cliponaxis": False, **more}  # fmt: skip


def key(signs: Iterable[Sign], top: float, wide: bool) -> tuple[list[dict], list[dict], list[dict], float]:
    """The traces, shapes and notes of a key, entry after entry while there is room, and where it ends."""
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    paper, x, y = width(wide), 0.0, top + LINE / 2
    dots: list[tuple[float, float, str, str]] = []
    for kind, ink, said in signs:
        sample = SAMPLE if kind else -6
        needed = sample + 8 + SPARE * wide_in_pixels(said)
        if x and x + needed > paper:
            x, y = 0.0, y + LINE
        start, end = x / paper, (x + sample) / paper
        if kind in ("line", *BROKEN):
            dash = {"dash": BROKEN[kind]} if kind in BROKEN else {}
            line = {"mode": "lines", "line": {"color": ink, "width": 2, **dash}}
            traces.append(marks([round(start, 5), round(end, 5)], [y, y], **line))
        elif kind == "band":
            shapes.append(area(start, end, y - 6, y + 6, ink, opacity=0.5))
        elif kind:
            dots.append((round((start + end) / 2, 5), y, kind, ink))
        notes.append(quiet(end + 6 / paper, y, said))
        x += needed + 18
    if dots:
        xs, ys, kinds, inks = zip(*dots, strict=True)
        rim = {"color": list(inks), "width": 2}
        look = {"symbol": list(kinds), "color": list(inks), "size": 12, "opacity": 1, "line": rim}
        traces.append(marks(xs, ys, marker=look))
    return traces, shapes, notes, y + LINE / 2


def roll(
    names: Sequence[str], sizes: Sequence[int], noun: Noun, top: float, wide: bool
) -> tuple[dict[str, Any], float]:
    """All groups with mark, number, name and size, and where the list ends."""
    across = 2 if wide and len(names) > 3 else 1
    down = math.ceil(len(names) / across)
    room = width(wide) / across - 26
    said = []
    for group, size in enumerate(sizes):
        part = share(size / max(sum(sizes), 1))
        many = f"{short(noun.of(size), room / 3, 14)} ({part})" if wide else f"{size:,}"
        said.append(f" {named(group, names, f' · {many}', room)}")
    return marks(
        [round(group // down / across + 8 / width(wide), 5) for group in range(len(names))],
        [top + LINE * (group % down + 0.5) for group in range(len(names))],
        mode="markers+text",
        text=said,
        textposition="middle right",
        textfont={"size": 14, "color": "$ink"},
        marker=look(range(len(names)), 12),
    ), top + LINE * down


def look(groups: Iterable[int], size: float) -> dict[str, Any]:
    """The marks of groups."""
    found = list(groups)
    return {"symbol": [symbol(group) for group in found], "color": [colour(group) for group in found],
            "size": size, "opacity": 1, "line": {"width": 0}}  # fmt: skip


def percent_axis(start: float, end: float, title: str) -> dict[str, Any]:
    """An axis of shares from 0 to 100 % in a stripe of the sheet, with its title below."""
    return axis(
        domain=[start, end], anchor="y", range=[-0.3, 100.3], automargin=False, ticks="outside",
        tickcolor="$rule", tickvals=[0, 25, 50, 75, 100], ticktext=["0", "25", "50", "75", "100 %"],
        tickangle=0, tickfont={"size": 14, "color": "$faint"}, showgrid=False,
        title={"text": title, "font": {"size": 14, "color": "$faint"}, "standoff": 6},
    )  # fmt: skip


def four(values: Iterable[float]) -> list[float | None]:
    """Numbers with four digits, gaps as None, small enough to be sent."""
    return [float(f"{value:.4g}") if math.isfinite(value) else None for value in values]
