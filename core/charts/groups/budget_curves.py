"""What the next unit of money buys in each group, and where two splits of a budget stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.charts.groups._sheet import four, marks
from core.charts.groups.marks import colour, symbol
from core.strategy import Answers, Plan

POINTS = 25  # of a curve, twice: even steps of money and even steps of value
LEAST = 0.3  # of the money over which a curve falls to 1/e: less is never drawn
HIGHEST = 6.0  # times the highest mark: curves that begin above run out of the picture
NEAR = 0.02  # of the height: two lines so close look like one
ON = {"xaxis": "x2", "yaxis": "y2"}


def ends(best: Plan, mine: Plan, groups: Sequence[Answers]) -> tuple[float, float]:
    """The right and the upper end of the curves: every mark is inside."""
    paces = [(_pace(group), first) for group, first in zip(groups, best.first.tolist(), strict=True) if first]
    worth_it = [pace for pace, first in paces if first > 1]
    # where nothing is worth spending, enough of the curve to see that it falls
    seen = LEAST * max(worth_it) if worth_it else max((pace for pace, _ in paces), default=best.budget)
    right = 1.06 * max(best.spend.max(), mine.spend.max(), seen)
    highest = max(best.next_euro.max(), mine.next_euro.max(), 1.3)
    return float(right) or 1.0, 1.12 * float(max(highest, min(best.first.max(), HIGHEST * highest)))


def level(best: Plan) -> float:
    """What the last unit of money buys wherever the best split spends; 0 where it spends nothing."""
    return float(best.next_euro[best.spend > 0].max(initial=0.0))


def above(best: Plan, high: float) -> bool:
    """Whether the best split stops so far above a unit for a unit that a line of its own is seen."""
    return level(best) > 1 + NEAR * high


def lines(
    best: Plan, groups: Sequence[Answers], right: float, chosen: int | None = None
) -> list[dict[str, Any]]:
    """A curve for every group in which money works, that of the chosen one thicker."""
    found = []
    for number in _there(best):
        pace = _pace(groups[number])
        value = np.linspace(0, -np.expm1(-right / pace), POINTS)[1:-1]
        x = np.sort(np.concatenate((np.linspace(0, right, POINTS), -pace * np.log1p(-value))))
        y = best.first[number] * np.exp(-x / pace)
        look = {"color": colour(number), "width": 4 if number == chosen else 2}
        found.append(marks(four(x), four(y), mode="lines", line=look, **{**ON, "cliponaxis": True}))
    return found


def stops(best: Plan, mine: Plan) -> list[dict[str, Any]]:
    """Where the two splits stop: the reader's open, the best filled."""
    there = _there(best)
    looks = (
        (mine, "-open", {"size": 11, "line": {"width": 2}}),
        (best, "", {"size": 14, "line": {"width": 1.5, "color": "$paper"}}),
    )
    inks = [colour(number) for number in there]
    return [
        marks(
            four(plan.spend[there]), four(plan.next_euro[there]),
            marker={"symbol": [symbol(one) + end for one in there], "color": inks, "opacity": 1, **look},
            **ON,
        )
        for plan, end, look in looks
    ]  # fmt: skip


def levels(best: Plan, high: float) -> list[dict[str, Any]]:
    """The line at which a unit buys a unit, and the one at which the best split stops."""
    found = [(1.0, "$missed", "5px,4px")]
    if above(best, high):
        found.append((level(best), "$ink", "2px,3px"))
    return [
        {"type": "line", "xref": "x2 domain", "x0": 0, "x1": 1, "yref": "y2", "y0": four([y])[0],
         "y1": four([y])[0], "layer": "below", "line": {"color": ink, "width": 2, "dash": dash}}
        for y, ink, dash in found
    ]  # fmt: skip


def numbers(best: Plan, right: float, high: float, room: tuple[float, float]) -> list[dict[str, Any]]:
    """The number of each group: over its mark where money stops, beside its mark where none is spent.

    room  pixels of the curves across and up
    """
    wide, tall = room
    there = _there(best)
    spent = [number for number in there if best.spend[number] > 0]
    alone = [number for number in there if best.spend[number] == 0]
    across = _apart([best.spend[number] / right * wide for number in spent], 19, 8, wide - 8)
    up = _apart([best.first[number] / high * tall for number in alone], 17, 8, tall - 8)
    height = level(best) / high * tall + 19
    spots = [(x, height, number) for x, number in zip(across, spent, strict=True)]
    spots += [(18.0, y, number) for y, number in zip(up, alone, strict=True)]
    return [
        {
            "x": four([x / wide * right])[0], "y": four([y / tall * high])[0], "xref": "x2", "yref": "y2",
            "text": f"<b>{number + 1}</b>", "showarrow": False, "font": {"size": 14, "color": colour(number)},
            "bgcolor": "$paper", "borderpad": 0, "xanchor": "center", "yanchor": "middle",
        }
        for x, y, number in spots
    ]  # fmt: skip


def _there(best: Plan) -> list[int]:
    """The groups in which money works."""
    return np.flatnonzero(best.first).tolist()


def _pace(group: Answers) -> float:
    """The money over which the value of the next unit falls to 1/e."""
    return group.people / group.curve.steepness


def _apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places along a line moved so that neighbours are so many pixels apart, within two ends."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    moved = list(places)
    for one in order:
        moved[one] = low = max(moved[one], low)
        low += least
    for one in reversed(order):
        moved[one] = high = min(moved[one], high)
        high -= least
    return moved
