"""How far the ranking of the columns moves when a model is fitted again on customers drawn anew."""

from __future__ import annotations

import math
from collections import Counter
from textwrap import wrap
from typing import Any, NamedTuple

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.why.moved_told import NOT_AT_ALL, caution, reach, words
from core.charts.why.places import ordinal, places, shortened
from core.safe import visible
from core.table import Table

ROW = {True: 40, False: 58}  # pixels of a column's row, wide and narrow
FOOT = 70  # pixels of the axis and its title
LINE = 18  # pixels of a line of the note below
ROOM = {True: 250, False: 190}  # pixels for a label; on a phone its places stand beside it
DOMAIN = {True: [0.3, 0.82], False: [0.0, 1.0]}  # shares of the width that the axis takes
LETTERS = {True: 120, False: 46}  # of a line of the note
SIZE = 15  # of the letters of a label
DOT = {True: (6, 12), False: (6, 8)}  # pixels of a dot: the least, and more if it is alone in its row
LOWEST = 150  # pixels of a picture with one row
STROKE = {True: 22, False: 15}  # size of the mark of the middle place
STEPS = (1, 2, 5, 10, 20, 50, 100)  # between two places written under the axis
MOST_TICKS = 8
QUIET = {"size": 14, "color": "$faint"}
POINTS = 100  # of chance in a chance of 1


class Row(NamedTuple):
    """A column over the refits: its name and its place in each; None where it is not looked at."""

    name: str
    places: tuple[int | None, ...]

    @property
    def ordered(self) -> list[int | None]:
        """The places, the best first."""
        return sorted(self.places, key=_late)

    @property
    def middle(self) -> int | None:
        """The middle place; of two middle ones the better."""
        return self.ordered[(len(self.places) - 1) // 2]


def moved(found: pd.DataFrame, table: Table, model: str, refits_wanted: int, most: int = 8) -> Chart:
    """A line per column from its best to its worst place over the refits, the best middle place on top.

    found          (refits so far, columns) mean size of the push, 0..1; a column per feature of the table
    model          the model that was refitted
    refits_wanted  how many refits there will be
    most           columns drawn at most
    ValueError without a refit or a column, KeyError for a column that is not in the table.
    """
    if found.empty:
        raise ValueError("There is no refit to show.")
    rows = _rows(found)
    shown = [row for row in rows if set(row.places) != {None}][:most] or rows[:most]
    return Chart(
        figure=_figure(shown, len(rows) - len(shown), table, wide=True),
        narrow=_figure(shown, len(rows) - len(shown), table, wide=False),
        words=words([row.places for row in rows], [row.name for row in rows], table, model, refits_wanted),
        caution=caution([row.places for row in rows]),
        numbers=lambda: _table(rows, found, table),
        breakpoint=900,
    )


def _late(place: int | None) -> float:
    """A place for sorting: not looked at comes last."""
    return math.inf if place is None else place


def _rows(found: pd.DataFrame) -> list[Row]:
    """The columns by their middle place, then by their average one."""
    ranks = places(found.T)
    rows = [
        Row(str(name), tuple(None if math.isnan(place) else int(place) for place in ranks.loc[name]))
        for name in ranks.index
    ]
    last = len(rows)
    average = {row.name: sum(last if p is None else p for p in row.places) for row in rows}
    return sorted(rows, key=lambda row: (_late(row.middle), average[row.name]))


def _figure(shown: list[Row], others: int, table: Table, wide: bool) -> dict[str, Any]:
    worst = max((place for row in shown for place in row.places if place is not None), default=1)
    idle = any(place is None for row in shown for place in row.places)
    none = worst + max(1.0, 0.15 * worst)  # where "not at all" stands
    end = none if idle else float(worst)
    pad = max(0.6, 0.1 * (end - 1)) if idle else max(0.5, 0.06 * (end - 1))
    span = (1 - max(0.5, 0.06 * (end - 1)), end + pad)
    tall = ROW[wide] * len(shown)
    note = _key(others, wide)
    foot = FOOT + LINE * (note.count("<br>") + 1)
    height = max(tall + foot, LOWEST)
    ticks = _ticks(worst, none if idle else None, span)
    down = 0 if wide else 11
    middles = [ROW[wide] * (at + 0.5) + down for at in range(len(shown))]
    shape = layout(
        height + 16,
        xaxis=axis(
            domain=DOMAIN[wide], range=list(span), tickvals=list(ticks), ticktext=list(ticks.values()),
            tickfont=QUIET, tickangle=0, anchor="y",
            title={"text": "place in the ranking (1st: looked at most)", "font": QUIET},
        ),
        yaxis=hidden_axis(domain=[foot / height, 1], range=[tall + 6, 0], anchor="x"),
        annotations=[
            *(text for at, row in enumerate(shown) for text in _beside(row, at, table, wide)),
            _text(0, 0, note, QUIET, yref="paper", yanchor="bottom"),
        ],
    )  # fmt: skip
    return {"data": _marks(shown, middles, none, wide), "layout": shape}


def _marks(shown: list[Row], middles: list[float], none: float, wide: bool) -> list[dict[str, Any]]:
    """A line from best to worst, a dot for each place taken, a stroke at the middle one."""
    on = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    least, more = DOT[wide]

    def x(place: int | None) -> float:
        return none if place is None else float(place)

    taken = [
        (x(place), y, times / len(row.places), place is None)
        for row, y in zip(shown, middles, strict=True)
        for place, times in Counter(row.places).items()
    ]
    ends = [(x(row.ordered[0]), x(row.ordered[-1])) for row in shown]
    return [
        {
            "mode": "lines", "line": {"color": "$spared", "width": 3}, **on,
            "x": [value for low, high in ends for value in (low, high, None)],
            "y": [value for y in middles for value in (y, y, None)],
        },
        {
            "mode": "markers", "x": [dot[0] for dot in taken], "y": [dot[1] for dot in taken], **on,
            "marker": {
                "color": "$accent", "opacity": 1, "line": {"color": "$accent", "width": 2},
                "size": [round(least + more * math.sqrt(dot[2]), 1) for dot in taken],
                "symbol": ["circle-open" if dot[3] else "circle" for dot in taken],
            },
        },
        {
            "mode": "markers", "x": [x(row.middle) for row in shown], "y": middles, **on,
            "marker": {"symbol": "line-ns", "size": STROKE[wide], "line": {"color": "$ink", "width": 3}},
        },
    ]  # fmt: skip


def _ticks(worst: int, none: float | None, span: tuple[float, float]) -> dict[float, str]:
    """The places written under the axis, and "not at all" where some column was not looked at."""
    step = next((step for step in STEPS if worst <= MOST_TICKS * step), math.ceil(worst / MOST_TICKS))
    values = range(1, worst + 1, step) if step <= 2 else [1, *range(step, worst + 1, step)]
    if none is None:
        return {float(value): ordinal(value) for value in values}
    free = none - 0.22 * (span[1] - span[0])
    return {float(value): ordinal(value) for value in values if value <= free} | {none: NOT_AT_ALL}


def _beside(row: Row, at: int, table: Table, wide: bool) -> list[dict[str, Any]]:
    """A column's label, and its best and worst place."""
    ink = {"size": SIZE, "color": "$ink"}
    label = shortened(table, row.name, ROOM[wide], SIZE)
    told = reach(row.places)
    if wide:
        y = ROW[True] * (at + 0.5)
        return [_text(0, y, label, ink), _text(0.85, y, told, ink)]
    y = ROW[False] * at + 13
    return [_text(0, y, label, ink), _text(1, y, told, ink, xanchor="right")]


def _text(x: float, y: float, words: str, font: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "x": x, "xref": "paper", "y": y, "text": words, "showarrow": False, "xanchor": "left",
        "yanchor": "middle", "align": "left", "bgcolor": "$paper", "font": font, **more,
    }  # fmt: skip


def _key(others: int, wide: bool) -> str:
    """What the signs mean, and how many columns are not drawn."""
    said = "Dot: a place it took, larger if it took it more often. Upright stroke: its middle place."
    if others:
        said += f" {others:,} other column{'s are' if others > 1 else ' is'} not drawn."
    return "<br>".join(wrap(said, LETTERS[wide]))


def _table(rows: list[Row], found: pd.DataFrame, table: Table) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "column": visible(table.column(row.name).label),
                "best place": row.ordered[0],
                "middle place": row.middle,
                "worst place": row.ordered[-1],
                "refits": len(row.places),
                "of them not looked at": row.places.count(None),
                "average push, points of chance": POINTS * float(found[row.name].mean()),
            }
            for row in rows
        ]
    ).astype(dict.fromkeys(("best place", "middle place", "worst place"), "Int64"))
