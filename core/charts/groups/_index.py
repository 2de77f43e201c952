"""Index numbers as bars that start at the average, with a line for where a group's members lie."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from core.charts.groups._sheet import marks
from core.charts.groups.marks import colour

REACHES = ((80, 120), (50, 150), (0, 200), (0, 300))  # ends of the axis
USUAL = 200  # as far as a line of members may stretch the axis
STEP = 50  # index points that one standard step takes where there is no index


class Form(NamedTuple):
    """A size to draw in: the stripe of the bars and their thickness.

    row  pixels of a row; label, values, bar and members are the middles in it of the column's label, the
         averages, the bar and the line of the members
    """

    wide: bool
    start: float
    end: float
    row: int
    label: int
    values: int
    bar: int
    members: int
    thick: int


def reach(facts: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Both ends of the axis: the first that hold all bars, and the members' lines as far as usual."""
    spans = [found for fact in facts if (found := span(fact)) is not None]
    ends = [end(fact) for fact in facts] + [min(max(one, 0), USUAL) for found in spans for one in found]
    return next((one for one in REACHES if one[0] <= min(ends) and max(ends) <= one[1]), REACHES[-1])


def ticks(low: int, high: int) -> list[int]:
    """Round index numbers, five or fewer."""
    step = {40: 10, 100: 25, 200: 50}.get(high - low, 100)
    return list(range(low, high + 1, step))


def end(fact: Mapping[str, Any]) -> float:
    """Where a bar ends, in index points."""
    return 100 + STEP * fact["z"] if math.isnan(fact["index"]) else fact["index"]


def span(fact: Mapping[str, Any]) -> tuple[float, float] | None:
    """Between which index points eight in ten members lie; None for a level."""
    if math.isnan(fact["low"]):
        return None
    if math.isnan(fact["index"]):
        per = STEP / fact["spread"] if fact["spread"] else 0.0
        low, high = (100 + per * (fact[side] - fact["overall"]) for side in ("low", "high"))
    else:
        low, high = (100 * fact[side] / fact["overall"] for side in ("low", "high"))
    return low, high


def bars(
    facts: Sequence[Mapping[str, Any]], ys: Sequence[float], ends: tuple[int, int], group: int, form: Form
) -> list[dict[str, Any]]:
    """From the average to the group, below it where its members lie, and marks where either goes on."""
    inks = [colour(group) if fact["stands_out"] else "$spared" for fact in facts]
    hollow = [math.isnan(fact["index"]) for fact in facts]
    reached = [min(max(end(fact), ends[0]), ends[1]) for fact in facts]
    bar = {
        "type": "bar", "orientation": "h", "base": [100] * len(facts), "y": [round(y, 1) for y in ys],
        "x": [round(at - 100, 2) for at in reached],
        "width": [form.thick if fact["stands_out"] else form.thick // 2 for fact in facts],
        "marker": {
            "color": ["rgba(0,0,0,0)" if empty else ink for ink, empty in zip(inks, hollow, strict=True)],
            "line": {"color": inks, "width": 2},
        },
        "hoverinfo": "skip", "xaxis": "x2", "yaxis": "y",
    }  # fmt: skip
    tips = [
        (at, y, f"triangle-{'right' if at == ends[1] else 'left'}", ink, 15)
        for fact, at, y, ink in zip(facts, reached, ys, inks, strict=True)
        if at != end(fact)
    ]
    return [bar, *_members(facts, [y + form.members - form.bar for y in ys], ends, tips)]


def _members(
    facts: Sequence[Mapping[str, Any]],
    ys: Sequence[float],
    ends: tuple[int, int],
    tips: Sequence[tuple[float, float, str, str, int]],
) -> list[dict[str, Any]]:
    """Thin lines where eight in ten members lie, and the marks of all that goes on beyond the axis.

    tips  what goes on besides: where, at which height, mark, colour, size
    """
    x: list[float | None] = []
    y: list[float | None] = []
    beyond = list(tips)
    for fact, middle in zip(facts, ys, strict=True):
        found = span(fact)
        if found is None:
            continue
        inside = [min(max(one, ends[0]), ends[1]) for one in found]
        x += [*(round(one, 2) for one in inside), None]
        y += [round(middle, 1), round(middle, 1), None]
        for side, at, whole in zip(("left", "right"), inside, found, strict=True):
            if at != whole:
                beyond.append((at, middle, f"triangle-{side}-open", "$ink", 9))
    on = {"xaxis": "x2", "yaxis": "y"}
    traces = [line_of(x, y) | on] if x else []
    if beyond:
        xs, rows, kinds, inks, sizes = (list(part) for part in zip(*beyond, strict=True))
        traces.append(marks(xs, rows, marker={"symbol": kinds, "size": sizes, "color": inks}) | on)
    return traces


def line_of(x: Sequence[float | None], y: Sequence[float | None]) -> dict[str, Any]:
    """Thin lines with gaps where there is no number."""
    return marks(x, y, mode="lines", line={"color": "$ink", "width": 2})
