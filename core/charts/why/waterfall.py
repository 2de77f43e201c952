"""One customer's waterfall: from the average chance, push by push, to the chance the model gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.why.fitting import HATCHED, QUIET, Spot, named, room, round_places
from core.charts.why.steps import Step, steps, written
from core.charts.why.waterfall_notes import HEAD, beside, cutoff, cutoff_words, over, total
from core.charts.why.waterfall_told import chance_said, cutoff_said, decimals, told
from core.explain.explanation import Explanation
from core.safe import visible
from core.table import Table
from core.verdicts import said

BREAKPOINT = 760
NAMES = {True: 300, False: 270}  # pixels a name may take: beside its bar on a laptop, over it on a phone
AXIS = {True: BREAKPOINT - 340, False: 296}  # pixels of the axis, at the least
PITCH = {True: 40, False: 54}  # pixels from one step to the next
FOOT = 58  # pixels under the last step
TOTAL = 62  # pixels of a chance behind its bar
ADDS_UP = 5e-4  # chance: half of the last figure shown
CUSTOMER, BEFORE, GUESS = "This customer", "As in the table", "Your guess"
LOOKS = {BEFORE: "$faint", GUESS: "$guess"}  # of their figures


class _Picture(NamedTuple):
    """All that is drawn: the steps, the rows below them with their chances, and whether the axis stays."""

    explained: Explanation
    steps: list[Step]
    below: dict[str, float]
    threshold: float
    fixed: bool

    @property
    def last(self) -> int:
        """The row of the customer's chance."""
        return len(self.steps) + 1

    @property
    def digits(self) -> int:
        return decimals(self.explained)


def waterfall(
    explained: Explanation,
    row: pd.DataFrame,
    table: Table,
    threshold: float,
    model: str,
    changed: Collection[str] = (),
    most: int = 7,
    *,
    guess: float | None = None,
    before: float | None = None,
    fixed: bool = False,
    order: Sequence[str] | None = None,
) -> Chart:
    """The pushes of one customer, the strongest first; they add up to the chance the model gives.

    explained  in chances (0 to 1)
    row        (1, features) the customer, in the columns of the table
    threshold  the cut-off, 0 to 1; above 1 nobody is contacted
    changed    names of the columns the reader changed
    most       columns with a step of their own; the others share one
    guess      the chance the reader guessed, 0 to 1
    before     the chance of the customer as it is in the table, 0 to 1, where columns were changed
    fixed      whether the axis goes from 0 to 100 % whatever the pushes; it does with changed or before
    order      columns with a step of their own, in this order, whatever they push; instead of `most`
    ValueError: not exactly one row, or pushes that do not add up to the chance. KeyError: a column of the
    order is not explained.
    """
    if abs(explained.gap) > ADDS_UP:
        raise ValueError("The pushes do not add up to the chance the model gives.")
    if len(row) != 1:
        raise ValueError("A customer is exactly one row.")
    found = steps(explained, row, table, changed, most, order)
    chances = {CUSTOMER: explained.prediction, BEFORE: before, GUESS: guess}
    below = {name: chance for name, chance in chances.items() if chance is not None}
    fixed = fixed or bool(changed) or before is not None
    picture = _Picture(explained, found, below, threshold, fixed)
    figures = {step.name: written(step, picture.digits) for step in found if step.units}
    smallest = min((abs(step.push) for step in found if step.name and step.push), default=0.0)
    return Chart(
        figure=_figure(picture, wide=True),
        narrow=_figure(picture, wide=False),
        words=told(explained, row, table, threshold, model, changed, figures, smallest),
        caution=(
            "This says what the model looked at for this customer, not why the customer would leave, and "
            "not what would happen if we changed it."
        ),
        numbers=lambda: _table(explained, row, table, changed, below),
        breakpoint=BREAKPOINT,
    )


def _figure(picture: _Picture, wide: bool) -> dict[str, Any]:
    low, high = _ends(picture, wide)
    names = [
        "Average chance",
        *(named(s.label, s.value, s.mark, NAMES[wide]) for s in picture.steps),
        *picture.below,
    ]
    end = len(names) - 1
    unit = (high - low) / AXIS[wide]
    notes = [
        *(beside(step, place, picture.digits, (low, high), unit)
          for place, step in enumerate(picture.steps, 1)),
        total(picture.explained.base_value, 0, chance_said(picture.explained.base_value, picture.digits)),
        *(total(chance, place, _said(name, chance, picture.digits), LOOKS.get(name, "$ink"))
          for place, (name, chance) in enumerate(picture.below.items(), picture.last)),
        *([] if wide else [over(name, place) for place, name in enumerate(names)]),
    ]  # fmt: skip
    shapes = []
    if picture.threshold <= 1:
        notes.append(cutoff_words(picture.threshold, low, high, wide))
        shapes = cutoff(picture.threshold, end, wide)
    top, bottom = -HEAD - (0.35 if wide else 0.75), end + 0.5
    places = [100 * v for v in round_places(max(low / 100, 0), min(high / 100, 1), 5 if wide else 4)]
    ticks = {"tickmode": "array", "tickvals": places, "ticktext": [f"{v:g} %" for v in places]}
    side = (
        axis(tickmode="array", tickvals=list(range(len(names))), ticktext=names, showgrid=False,
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
    return {"data": _traces(picture, wide), "layout": shape}


def _said(name: str, chance: float, digits: int) -> str:
    return cutoff_said(chance) if name == GUESS else chance_said(chance, digits)


def _ends(picture: _Picture, wide: bool) -> tuple[float, float]:
    """The ends of the axis, with room for what is written; a fixed one stays unless a step leaves it."""
    chances = [picture.explained.base_value, *picture.below.values()]
    if picture.fixed:
        beyond = [Spot(100 * step.end, 4, 4) for step in picture.steps if not 0 <= step.end <= 1]
        return room([Spot(0.0), Spot(100.0, 0, TOTAL), *beyond], AXIS[wide])
    sizes = (wide_in_pixels(written(step, picture.digits)) for step in picture.steps)
    taken = max(sizes, default=0.0) + 34
    totals = [Spot(100 * chance, 0, TOTAL) for chance in chances]
    ends = [Spot(100 * step.end, *((0, taken) if step.push >= 0 else (taken, 0))) for step in picture.steps]
    line = [Spot(100 * picture.threshold, 8, 8)] if picture.threshold <= 1 else []
    return room([Spot(0.0), *totals, *ends, *line], AXIS[wide])


def _traces(picture: _Picture, wide: bool) -> list[dict[str, Any]]:
    """The two chances, the pushes up, the pushes down (hatched), the lines that join them, and what the
    chance is compared with: thin the one before, as an outline the guess."""
    base, below = picture.explained.base_value, picture.below
    numbered = list(enumerate(picture.steps, 1))
    thick = 0.62 if wide else 0.4
    ends = [(0, base), *((k, step.end) for k, step in numbered)]
    row = {name: picture.last + k for k, name in enumerate(below)}
    compared = [
        _bars([(row[name], 0.0, below[name])], width, marker)
        for name, width, marker in (
            (BEFORE, thick / 2, {"color": "$spared"}),
            (GUESS, thick, {"color": "rgba(0,0,0,0)", "line": {"color": "$guess", "width": 2}}),
        )
        if name in below
    ]
    return [
        _bars([(0, 0.0, base), (row[CUSTOMER], 0.0, below[CUSTOMER])], thick, {"color": "$spared"}),
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
        *compared,
    ]  # fmt: skip


def _bars(parts: Sequence[tuple[int, float, float]], width: float, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "y": [place for place, _, _ in parts], "width": width,
        "base": [100 * start for _, start, _ in parts], "x": [100 * push for _, _, push in parts],
        "marker": marker, "hoverinfo": "skip",
    }  # fmt: skip


def _table(
    explained: Explanation, row: pd.DataFrame, table: Table, changed: Collection[str], below: dict[str, float]
) -> pd.DataFrame:
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
        *((name, "", None, 100 * chance) for name, chance in below.items()),
    ]
    names = ["column", "this customer's value", "push, points", "chance so far, percent"]
    return pd.DataFrame(found, columns=names)
