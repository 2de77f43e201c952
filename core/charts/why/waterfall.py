"""One customer's waterfall: from the average chance, push by push, to the chance the model gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.why.fitting import HATCHED, QUIET, Spot, named, note, room, round_places, signed
from core.charts.why.waterfall_told import chance_said, cutoff_said, told
from core.explain.explanation import Explanation
from core.safe import visible
from core.table import Table
from core.verdicts import said

BREAKPOINT = 760
NAMES = {True: 300, False: 270}  # pixels a name may take: beside its bar on a laptop, over it on a phone
AXIS = {True: BREAKPOINT - 340, False: 296}  # pixels of the axis, at the least
PITCH = {True: 40, False: 54}  # pixels from one step to the next
HEAD, FOOT = 0.9, 58  # steps over the first one for the words of the cut-off; pixels under the last one
ADDS_UP = 5e-4  # chance: half of the last figure shown


class _Step(NamedTuple):
    """A push as it is drawn: who pushes, with which value, from which chance to which."""

    label: str
    value: str
    mark: str
    push: float
    start: float

    @property
    def end(self) -> float:
        return self.start + self.push


def waterfall(
    explained: Explanation,
    row: pd.DataFrame,
    table: Table,
    threshold: float,
    model: str,
    changed: Collection[str] = (),
    most: int = 7,
) -> Chart:
    """The pushes of one customer, the strongest first; they add up to the chance the model gives.

    explained  in chances (0 to 1)
    row        (1, features) the customer, in the columns of the table
    threshold  the cut-off, 0 to 1; above 1 nobody is contacted
    changed    names of the columns the reader changed
    most       columns with a step of their own; the others share one
    ValueError: not exactly one row, or pushes that do not add up to the chance.
    """
    if abs(explained.gap) > ADDS_UP:
        raise ValueError("The pushes do not add up to the chance the model gives.")
    words = told(explained, row, table, threshold, model)
    steps = _steps(explained, row, table, changed, most)
    return Chart(
        figure=_figure(explained, steps, threshold, wide=True),
        narrow=_figure(explained, steps, threshold, wide=False),
        words=words,
        caution=(
            "This says what the model looked at for this customer, not why the customer would leave, and "
            "not what would happen if we changed it."
        ),
        numbers=lambda: _table(explained, row, table, changed),
        breakpoint=BREAKPOINT,
    )


def _steps(
    explained: Explanation, row: pd.DataFrame, table: Table, changed: Collection[str], most: int
) -> list[_Step]:
    """A step per column that pushes, at most so many, then one for all others together."""
    ranked = explained.ranked
    alone = [(name, push) for name, push in ranked[: max(most, 0)] if push != 0]
    steps, at = [], explained.base_value
    for name, push in alone:
        column = table.column(name)
        mark = " (changed)" if name in changed else ""
        steps.append(_Step(column.label, said(column, row[name].iloc[0]), mark, push, at))
        at += push
    others = [name for name, _ in ranked[len(alone) :]]
    if others:
        moved = sum(name in changed for name in others)
        mark = f" ({moved} changed)" if moved else ""
        # What is left up to the chance itself, so that no rounding opens a step at the end.
        steps.append(_Step(_others(len(others), bool(alone)), "", mark, explained.prediction - at, at))
        if all(explained.contributions[name] == 0 for name in others):
            steps[-1] = steps[-1]._replace(push=0.0)
    return steps


def _others(number: int, some: bool) -> str:
    if some:
        return f"{number} other{'s' * (number != 1)}"
    return "The only column" if number == 1 else f"All {number} columns"


def _figure(explained: Explanation, steps: Sequence[_Step], threshold: float, wide: bool) -> dict[str, Any]:
    last = len(steps) + 1
    low, high = room(_spots(explained, steps, threshold), AXIS[wide])
    names = [
        "Average chance",
        *(named(s.label, s.value, s.mark, NAMES[wide]) for s in steps),
        "This customer",
    ]
    values = [explained.base_value, explained.prediction]
    notes = [
        *(_beside(step, place) for place, step in enumerate(steps, 1)),
        *(note(100 * max(v, 0), place, f" {chance_said(v, 1)}", "left", font={"size": 15, "color": "$ink"})
          for v, place in zip(values, (0, last), strict=True)),
        *([] if wide else [_over(name, place) for place, name in enumerate(names)]),
    ]  # fmt: skip
    shapes = []
    if threshold <= 1:
        notes.append(_cutoff_words(threshold, low, high, wide))
        shapes.append(_cutoff(threshold, last))
    top, bottom = -HEAD - (0.35 if wide else 0.75), last + 0.5
    places = [100 * v for v in round_places(max(low / 100, 0), min(high / 100, 1), 5 if wide else 4)]
    ticks = {"tickmode": "array", "tickvals": places, "ticktext": [f"{v:g} %" for v in places]}
    side = (
        axis(tickmode="array", tickvals=list(range(last + 1)), ticktext=names, showgrid=False,
             tickfont={"size": 14, "color": "$ink"}, range=[bottom, top], anchor="x", ticks="")
        if wide else hidden_axis(range=[bottom, top], anchor="x")
    )  # fmt: skip
    shape = layout(
        round(PITCH[wide] * (bottom - top)) + FOOT,
        barmode="overlay",
        margin={"l": 8 if wide else 20, "r": 24, "t": 8, "b": 8},
        xaxis=axis(
            range=[low, high], tickfont=QUIET, anchor="y",
            title={"text": "chance of leaving, percent", "font": QUIET}, **ticks,
        ),
        yaxis=side,
        shapes=shapes,
        annotations=notes,
    )  # fmt: skip
    return {"data": _traces(explained, steps, wide), "layout": shape}


def _spots(explained: Explanation, steps: Sequence[_Step], threshold: float) -> list[Spot]:
    """Everything that needs room on the axis, with the pixels of what is written beside it."""
    beside = max((wide_in_pixels(signed(step.push)) for step in steps), default=0.0) + 34
    totals = [Spot(100 * v, 0, 62) for v in (explained.base_value, explained.prediction)]
    ends = [Spot(100 * step.end, *((0, beside) if step.push >= 0 else (beside, 0))) for step in steps]
    line = [Spot(100 * threshold, 8, 8)] if threshold <= 1 else []
    return [Spot(0.0), *totals, *ends, *line]


def _beside(step: _Step, place: int) -> dict[str, Any]:
    """The push behind the end of its bar, with the way it points."""
    size = signed(step.push)
    if size == "0":
        return note(100 * step.end, place, "about 0" if step.push else "no push", "left", xshift=4)
    up = step.push > 0
    return note(
        100 * step.end, place, f"{size} ▶" if up else f"◀ {size}", "left" if up else "right",
        xshift=4 if up else -4, font={"size": 15, "color": "$missed" if up else "$caught"},
    )  # fmt: skip


def _over(name: str, place: int) -> dict[str, Any]:
    """What a step is about, over its bar at the left edge."""
    return note(0, place - 0.45, name, "left", xref="paper")


def _cutoff(threshold: float, last: int) -> dict[str, Any]:
    return {
        "type": "line", "x0": 100 * threshold, "x1": 100 * threshold, "y0": last + 0.5, "y1": -HEAD,
        "line": {"color": "$ink", "width": 2, "dash": "dash"},
    }  # fmt: skip


def _cutoff_words(threshold: float, low: float, high: float, wide: bool) -> dict[str, Any]:
    at = 100 * max(threshold, 0)
    side = "left" if high - at >= at - low else "right"
    words = f"contact from {cutoff_said(max(threshold, 0))} on"
    return note(at, -HEAD - (0 if wide else 0.3), words, side, xshift=4 if side == "left" else -4)


def _traces(explained: Explanation, steps: Sequence[_Step], wide: bool) -> list[dict[str, Any]]:
    """The two chances, the pushes up, the pushes down (hatched), and the lines that join them."""
    totals = [(0, explained.base_value), (len(steps) + 1, explained.prediction)]
    numbered = list(enumerate(steps, 1))
    thick = 0.62 if wide else 0.4
    ends = [(0, explained.base_value), *((k, step.end) for k, step in numbered)]
    return [
        _bars([(place, 0.0, chance) for place, chance in totals], thick, {"color": "$spared"}),
        _bars([(k, s.start, s.push) for k, s in numbered if s.push > 0], thick, {"color": "$missed"}),
        _bars(
            [(k, s.start, s.push) for k, s in numbered if s.push < 0],
            thick,
            {"color": "$caught", "pattern": HATCHED | {"bgcolor": "$caught"}},
        ),
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": "$faint", "width": 1},
            "x": [x for _, end in ends for x in (100 * end, 100 * end, None)],
            "y": [y for k, _ in ends for y in (k - thick / 2, k + 1 + thick / 2, None)],
        },
    ]  # fmt: skip


def _bars(parts: Sequence[tuple[int, float, float]], width: float, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "y": [place for place, _, _ in parts], "width": width,
        "base": [100 * start for _, start, _ in parts], "x": [100 * push for _, _, push in parts],
        "marker": marker, "hoverinfo": "skip",
    }  # fmt: skip


def _table(explained: Explanation, row: pd.DataFrame, table: Table, changed: Collection[str]) -> pd.DataFrame:
    """Every column with its value and its push, and the chance each leads to."""
    columns = {column.name: column for column in table.columns}
    at, rows = explained.base_value, []
    for name, push in explained.ranked:
        at += push
        value = said(columns[name], row[name].iloc[0]) + (" (changed)" if name in changed else "")
        rows.append((visible(columns[name].label), value, 100 * push, 100 * at))
    found = [
        ("Average chance", "", None, 100 * explained.base_value),
        *rows,
        ("This customer", "", None, 100 * explained.prediction),
    ]
    names = ["column", "this customer's value", "push, points", "chance so far, percent"]
    return pd.DataFrame(found, columns=names)
