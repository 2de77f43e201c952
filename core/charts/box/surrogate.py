"""A small tree that repeats the black box: how much of it, question by question deeper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, layout
from core.costs import Difference
from core.explain import Surrogate
from core.safe import visible
from core.words import count, money, money_span, percent

MOST_SAID = 0.9  # a smaller share of the contacts found is said to be "only" that
LINE = 22  # pixels of a line of the key
TALL = {True: 330, False: 280}
PATH = 240  # letters of the answers that lead to the group where it fails


def surrogate(
    found: Sequence[Surrogate],
    depth: int,
    name: str,
    instead: Difference | None = None,
    currency: str = "",
    guess: float | None = None,
) -> Chart:
    """The share of verdicts repeated, and of contacts found, against the depth of the small tree.

    found    a small tree per depth, shallow ones first
    depth    the one the reader chose
    name     the black box in the middle of a sentence
    instead  what the small tree in its place would save more
    guess    the reader's share of verdicts repeated at this depth, 0 to 1
    Raises ValueError if no tree of that depth is there.
    """
    chosen = next((one for one in found if one.depth == depth), None)
    if chosen is None:
        raise ValueError(f"There is no tree {depth} questions deep.")
    return Chart(
        figure=_figure(found, chosen, guess, wide=True),
        narrow=_figure(found, chosen, guess, wide=False),
        words=_words(chosen, name, instead, currency),
        caution="A tree that repeats the verdicts is a story about the black box, not its reasons.",
        numbers=lambda: _table(found),
    )


def _words(one: Surrogate, box: str, instead: Difference | None, currency: str) -> str:
    deep = f"A tree {one.depth} question{'s' * (one.depth != 1)} deep"
    if one.worst is None:
        text = f"{deep} repeats every verdict of {box} on {count(len(one.box))} unseen customers."
    else:
        text = f"{deep} repeats {_share(one.fidelity)} of the verdicts of {box}{_finds(one)}"
    text += f" The same verdict for everybody repeats {_share(one.plain)}."
    if one.worst is not None:
        wrong, people = count(one.worst.disagreements), count(one.worst.customers)
        gets = "gets" if one.worst.disagreements == 1 else "get"
        where = visible(one.worst.path, PATH)
        text += f" It fails most often with {where}: of these {people}, {wrong} {gets} another verdict."
    if instead is not None:
        text += f" {_in_its_place(instead, currency)}"
    return text


def _in_its_place(instead: Difference, currency: str) -> str:
    """What it would cost to use the small tree."""
    low, high = instead.low, instead.high
    if not instead.real:
        ends = [f"{money(abs(end), currency)} {'more' if end > 0 else 'less'}" for end in (low, high)]
        return f"In its place the copying tree would save from {ends[0]} to {ends[1]} per customer."
    more = "more" if instead.value > 0 else "less"
    span = money_span(min(abs(low), abs(high)), max(abs(low), abs(high)), currency)
    size = money(abs(instead.value), currency)
    return f"In its place the copying tree would save {size} {more} per customer ({span})."


def _finds(one: Surrogate) -> str:
    if np.isnan(one.found):
        return ", which contacts nobody here."
    how = ", but it finds only" if one.found < MOST_SAID else ", and it finds"
    if one.found == 0:
        return ", but it finds none of the customers whom that one contacts."
    return f"{how} {_share(one.found)} of the customers whom that one contacts."


def _share(share: float) -> str:
    """A share in whole percents; one just below all, or just above nothing, is not said to be that."""
    if 0.995 <= share < 1 or 0 < share < 0.005:
        return percent(min(max(share, 0.001), 0.999), 1)
    return percent(share)


def _figure(found: Sequence[Surrogate], chosen: Surrogate, guess: float | None, wide: bool) -> dict[str, Any]:
    depths = [one.depth for one in found]
    repeated = [100 * one.fidelity for one in found]
    finds = [None if np.isnan(one.found) else 100 * one.found for one in found]
    plain = 100 * chosen.plain
    repeats = f"verdicts repeated: {_share(chosen.fidelity)}"
    traces = [
        _line(depths, repeated, repeats, "$accent", "circle", "solid"),
        _line(depths, finds, _found(chosen), "$wasted", "diamond", "dot"),
        {
            "type": "scatter", "mode": "lines", "x": [0.6, 6.4], "y": [plain, plain], "hoverinfo": "skip",
            "name": f"the same verdict for everybody: {_share(chosen.plain)}",
            "line": {"color": "$faint", "width": 2, "dash": "dash"},
        },
    ]  # fmt: skip
    if guess is not None:
        traces.append(_guess(chosen.depth, guess))
    known = [*repeated, *(value for value in finds if value is not None), plain]
    known += [] if guess is None else [100 * guess]
    bottom = max(10 * np.floor(min(known) / 10 - 0.8), -6.0)
    shape, height, up_to = _key(len(traces), wide)
    quiet = {"size": 14, "color": "$faint"}
    return {
        "data": traces,
        "layout": layout(
            height,
            showlegend=True,
            legend=shape,
            margin={"l": 8, "r": 16, "t": 8, "b": 8},
            xaxis=axis(
                range=[0.6, 6.4], tickvals=depths, tickfont=quiet, anchor="y", showgrid=False,
                title={"text": "how many questions deep", "font": quiet},
            ),
            yaxis=axis(
                range=[float(bottom), 107], domain=[0, up_to], dtick=10 if bottom > 40 else 20, tick0=0,
                ticksuffix=" %", tickfont=quiet, anchor="x",
                title={"text": "share repeated, or found", "font": quiet},
            ),
            shapes=[_post(chosen.depth)],
        ),
    }  # fmt: skip


def _line(
    x: Sequence[int], y: Sequence[float | None], name: str, colour: str, symbol: str, dash: str
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "x": list(x), "y": list(y), "name": name,
        "line": {"color": colour, "width": 2.5, "dash": dash}, "hoverinfo": "skip", "cliponaxis": False,
        "marker": {"color": colour, "symbol": symbol, "size": 10},
    }  # fmt: skip


def _guess(depth: int, guess: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [depth], "y": [100 * guess], "hoverinfo": "skip",
        "name": f"your guess: {percent(guess)}", "cliponaxis": False,
        "marker": {"color": "$guess", "symbol": "star", "size": 15},
    }  # fmt: skip


def _post(depth: int) -> dict[str, Any]:
    """The upright line at the chosen depth."""
    return {"type": "line", "x0": depth, "x1": depth, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
            "line": {"color": "$ink", "width": 1.5}}  # fmt: skip


def _found(chosen: Surrogate) -> str:
    """What the key says of the contacts found."""
    if np.isnan(chosen.found):
        return "the black box contacts nobody"
    return f"contacts of the black box found: {_share(chosen.found)}"


def _key(entries: int, wide: bool) -> tuple[dict[str, Any], int, float]:
    """The key over the picture, the picture's height, and up to where the axes may reach in it."""
    rows = -(-entries // 2) if wide else entries
    height = TALL[wide] + LINE * rows + 16
    shape: dict[str, Any] = {
        "x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "itemclick": False, "itemdoubleclick": False,
        "font": {"size": 14}, "traceorder": "normal", "orientation": "h" if wide else "v",
    }  # fmt: skip
    if wide:
        shape |= {"entrywidthmode": "fraction", "entrywidth": 0.45}
    return shape, height, 1 - (LINE * rows + 14) / (height - 16)


def _table(found: Sequence[Surrogate]) -> pd.DataFrame:
    """The numbers behind the lines, a row per depth."""
    return pd.DataFrame(
        [
            {
                "questions deep": one.depth,
                "questions": one.tree.most,
                "verdicts repeated": one.fidelity,
                "the same verdict for everybody": one.plain,
                "contacts found": one.found,
                "contacts the black box would not make": one.extra,
            }
            for one in found
        ]
    )
