"""Extra stayers in the order of each list, as the trial alone shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, layout
from core.charts.whom.looks import LOT, SIDE, key, line, look, share_axis
from core.charts.whom.tags import Frame, Line, tags
from core.uplift import CHANGE, RISK, Curve, Effect
from core.words import count, figure, span

MOST = 200  # points of a line: more than a screen can show is only weight
WIDE, NARROW = 790, 250  # pixels of the axes on a laptop and on a phone
TALL = 300
FIFTH = 0.2  # of the list: what the words are about


def qini(curves: Mapping[str, Curve], effect: Effect, treated_share: float) -> Chart:
    """Extra stayers among the contacted customers of the trial against the share of the list seen.

    curves         list (RISK, CHANGE) -> its Qini curve
    effect         the average effect of the whole trial
    treated_share  the share of the trial's customers who were contacted, above 0 and up to 1
    """
    return Chart(
        figure=_figure(curves, wide=True),
        narrow=_figure(curves, wide=False),
        words=_words(curves, effect, treated_share),
        caution=(
            "Nobody is seen both ways: extra stayers are those who stayed of the contacted, less what the "
            "same number would be among those left alone. The left end rests on few customers and jumps."
        ),
        numbers=lambda: _table(curves, treated_share),
    )


def _words(curves: Mapping[str, Curve], effect: Effect, treated_share: float) -> str:
    more, low, high = (100 * value for value in (effect.value, effect.low, effect.high))
    range_ = span(figure(round(low, 1)), figure(round(high, 1)))
    average = (
        f"Of 100 customers contacted, {figure(round(abs(more), 1))} {_way(more)} stayed than of 100 left "
        f"alone (the change lies {range_})."
    )
    lists = [name for name in (CHANGE, RISK) if name in curves]
    top = {name: round(_at_a_fifth(curves[name], treated_share)) for name in lists}
    over = {name: round(100 * curves[name].figure, 2) for name in lists}
    first = _compared(top, "from list", "", "of 100 contacted stay than of 100 alike left alone")
    last = _compared(
        over, "list", "has ", "stayers among 100 customers of the trial than a list drawn by lot"
    )
    return f"{average} Contact one customer in five: {first}. Averaged over every length of the list, {last}."


def _compared(values: Mapping[str, float], start: str, verb: str, rest: str) -> str:
    """Both lists in one clause: "list B has 5 more ..., list A 3", the way said again where it differs."""
    parts: list[str] = []
    ways = [_way(value) for value in values.values()]
    for (name, value), way in zip(values.items(), ways, strict=True):
        named, size = f"{start} {look(name).tag}", figure(abs(value))
        if not parts:
            parts.append(f"{named} {verb}{size} {way} {rest}")
        else:
            parts.append(f"{named} {size}" if way == ways[0] else f"{named} {size} {way}")
    return ", ".join(parts)


def _way(value: float) -> str:
    return "more" if value >= 0 else "fewer"


def _at_a_fifth(curve: Curve, treated_share: float) -> float:
    """Extra stayers among 100 contacted, a fifth of the way down the list.

    In a small trial the lottery may have contacted more of them than its share says: 100 is the most.
    """
    so_far = FIFTH * float(curve.customers[-1])
    extra = float(np.interp(so_far, curve.customers, curve.extra_stayers))
    return float(np.clip(100 * extra / (so_far * treated_share), -100, 100))


def _figure(curves: Mapping[str, Curve], wide: bool) -> dict[str, Any]:
    thin = {name: _thin(curve) for name, curve in curves.items()}
    ends = [curve.extra_stayers[-1] for curve in curves.values()]
    lot = np.array([0.0, float(ends[0])]) if ends else np.zeros(2)
    traces = [
        line(x.round(3).tolist(), y.round(3).tolist(), look(name), look(name).name)
        for name, (x, y) in thin.items()
    ]
    traces.append(line([0, 100], lot.round(3).tolist(), LOT, LOT.name))
    known = np.concatenate([lot, *(y for _, y in thin.values())])
    low, high = float(known.min()), float(known.max())
    room = 0.1 * ((high - low) or 10.0)
    shape, height, up_to = key(len(traces), TALL, wide)
    quiet = {"size": 14, "color": "$faint"}
    lines = [Line(look(name).tag, look(name).colour, x, y) for name, (x, y) in thin.items()]
    lines.append(Line(LOT.tag, LOT.colour, np.array([0.0, 100.0]), lot))
    frame = Frame(0, 100, low - room, high + room, WIDE if wide else NARROW, TALL)
    return {
        "data": traces,
        "layout": layout(
            height,
            showlegend=True,
            legend=shape,
            margin={"l": 8, "r": SIDE, "t": 8, "b": 8},
            xaxis=share_axis("share of the list, best first"),
            yaxis=axis(
                range=[low - room, high + room], domain=[0, up_to], nticks=6, tickfont=quiet, anchor="x",
                title={"text": "extra stayers in the trial", "font": quiet},
            ),
            shapes=[{"type": "line", "x0": 0, "x1": 100, "y0": 0, "y1": 0,
                     "line": {"color": "$faint", "width": 1.5}}],
            annotations=tags(lines, frame),
        ),
    }  # fmt: skip


def _thin(curve: Curve) -> tuple[np.ndarray, np.ndarray]:
    """The share of the list in percent and extra stayers, at no more than MOST points of the curve."""
    keep = np.unique(np.linspace(0, len(curve.customers) - 1, MOST).astype(int))
    return 100 * curve.customers[keep] / curve.customers[-1], curve.extra_stayers[keep]


def _table(curves: Mapping[str, Curve], treated_share: float) -> pd.DataFrame:
    """The numbers behind the lines, at every tenth of the customers."""
    tenths = np.arange(0, 11) / 10
    everyone = float(next(iter(curves.values())).customers[-1])
    found: dict[str, Any] = {
        "share of the list": tenths,
        "customers": [count(number) for number in tenths * everyone],
        "contacted (approx.)": [count(number) for number in tenths * everyone * treated_share],
    }
    for name in (RISK, CHANGE):
        if name in curves:
            at = np.interp(tenths * everyone, curves[name].customers, curves[name].extra_stayers)
            found[f"extra stayers {look(name).tag}"] = at
    return pd.DataFrame(found)
