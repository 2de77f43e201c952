"""What units do: how much of each column the groups explain in raw units, and on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.groups._frame import BREAKPOINT, QUIET, Page, cut, frame, least, note
from core.charts.groups._told import share
from core.charts.why.places import quoted
from core.safe import visible
from core.segments import Scaling, Segmentation
from core.words import Noun, count, percent

MOST = 12  # columns drawn
ROW = {True: 28, False: 46}  # pixels of a column's line
HEAD, FOOT = 30, 56
SIZES = {True: 46, False: 66}  # pixels of the strips of sizes
PANELS = {True: ((0.27, 0.6), (0.67, 1.0)), False: ((0.0, 0.46), (0.54, 1.0))}
WAYS = ("raw", "in raw units"), ("scaled", "on one scale")
DROWNED = 0.1  # the share that the groups explain of a column that no longer counts
ALONE = 2.0  # times the next one: a column that decides
SAME = 0.95  # agreement from which two groupings are nearly the same
ROOM_FOR_FIGURE = 1.32  # the longest bar's share of a panel leaves room for "100 %"


def scaled(found: Scaling, names: Sequence[str], noun: Noun, wild: tuple[str, str] | None = None) -> Chart:
    """The share of every column's differences that lies between the groups, with units and without.

    names  of the groups on one scale
    wild   label of a column and name of a row whose cell was made 100 times too large
    """
    worth = found.worth.assign(most=found.worth[["raw", "scaled"]].max(axis=1))
    drawn = worth.nlargest(MOST, "most").sort_values("raw", ascending=False, kind="stable")
    return Chart(
        figure=_figure(found, drawn, len(worth) - len(drawn), noun, wide=True),
        narrow=_figure(found, drawn, len(worth) - len(drawn), noun, wide=False),
        words=_words(found, names, noun, wild),
        caution=(
            "One scale lets every column count as much as every other. That is a choice too: it does not say "
            "which columns ought to count."
        ),
        numbers=lambda: _table(found),
        breakpoint=BREAKPOINT,
    )


def _words(found: Scaling, names: Sequence[str], noun: Noun, wild: tuple[str, str] | None) -> str:
    return " ".join(filter(None, [_units(found), _wild(found, names, noun, wild)]))


def _units(found: Scaling) -> str:
    """Which column decides in raw units, and how even it is on one scale."""
    worth, table = found.worth.sort_values("raw", ascending=False, kind="stable"), found.raw.grid.table
    first = quoted(table, worth["column"].iloc[0])
    top = float(worth["raw"].iloc[0])
    if len(worth) == 1:
        return f"{first} is the only column, so units make no difference."
    next_ = float(worth["raw"].iloc[1])
    raw = f"In raw units the groups explain {share(top)} of the differences in {first}"
    others = "of the other column" if len(worth) == 2 else "of any other column at most"
    if top > ALONE * next_:
        raw = f"In raw units {first} decides: the groups explain {share(top)} of its differences, {others} "
        raw += share(next_)
    else:
        raw += f" and {share(next_)} in {quoted(table, worth['column'].iloc[1])}"
    if found.same >= SAME:
        return f"{raw}. On one scale the groups are nearly the same."
    high, low = float(worth["scaled"].max()), float(worth["scaled"].min())
    if len(worth) == 2:
        return f"{raw}. On one scale they explain {share(high)} of one and {share(low)} of the other."
    return f"{raw}. On one scale the shares run from {share(low)} to {share(high)}."


def _wild(found: Scaling, names: Sequence[str], noun: Noun, wild: tuple[str, str] | None) -> str:
    """The smallest groups, and whether the wild cell has one of its own."""
    raw, own = (int(one.sizes.min()) for one in (found.raw, found.scaled))
    last = f"“{visible(names[int(np.argmin(found.scaled.sizes))], 60)}”"
    if wild is None:
        return f"The smallest group has {noun.of(raw)} in raw units and {count(own)} on one scale ({last})."
    column, row = (visible(part, 60) for part in wild)
    cell = f"one wild cell (“{column}” of {row})"
    alone = [_alone(one, wild[0]) for one in (found.raw, found.scaled)]
    group = f"a group of its own (1 {noun.one})"
    if all(alone):
        return f"In raw units and on one scale alike {cell} gets {group}."
    if alone[0]:
        told = f"In raw units {cell} gets {group}; on one scale the smallest group has {noun.of(own)}."
        left = float(found.worth.set_index("column")["scaled"].get(_named(found, wild[0]), 1.0))
        if left < DROWNED:
            told += f" But the column drowns with it ({share(left)}): mend the cell, no scale does that."
        return told
    if alone[1]:
        return f"On one scale {cell} gets {group}; in raw units the smallest group has {noun.of(raw)}."
    return (
        f"Even with {cell} the smallest group has {noun.of(raw)} in raw units and {count(own)} on one scale."
    )


def _named(found: Scaling, label: str) -> str:
    """The name of the column with this label."""
    names = [axis.column.name for axis in found.scaled.grid.axes if axis.column.label == label]
    return names[0] if names else ""


def _alone(found: Segmentation, label: str) -> bool:
    """Whether the row farthest out on a column is a group by itself."""
    places = [place for place, one in enumerate(found.grid.axes) if one.column.label == label]
    if not places:
        return False
    values = found.grid.raw[:, places[0]]
    row = int(np.argmax(np.abs(values - np.median(values))))
    return bool(found.sizes[found.labels[row]] == 1)


def _figure(found: Scaling, drawn: pd.DataFrame, others: int, noun: Noun, wide: bool) -> dict[str, Any]:
    row, panels = ROW[wide], PANELS[wide]
    tall = row * len(drawn)
    more = 24 if others and not wide else 0
    page = Page(HEAD + tall + FOOT + more + SIZES[wide], least(wide))
    bottom = HEAD + tall
    table = found.raw.grid.table
    columns = [table.column(name).label for name in drawn["column"]]
    bar, off = (0.62, 0.0) if wide else (0.4, 0.2)
    places = [place + off for place in range(len(drawn))]
    traces: list[dict[str, Any]] = []
    shape: dict[str, Any] = {}
    notes = []
    for number, ((way, heading), across) in enumerate(zip(WAYS, panels, strict=True)):
        on = "" if not number else "2"
        shares = [round(100 * part, 1) for part in drawn[way].tolist()]
        shape |= _axes(page, across, on, len(drawn), bottom)
        traces += _bars(shares, places, drawn[way].tolist(), bar, on, ("$wasted", "$accent")[number])
        strip, strip_axes = _sizes((found.raw, found.scaled)[number], across, page, f"{number + 3}")
        traces += strip
        shape |= strip_axes
        notes.append(note(f"<b>{heading}</b>", across[0], page.up(HEAD / 2),
                          font={"size": 15, "color": "$ink"}))  # fmt: skip
    room = page.wide * panels[0][0] - 12 if wide else page.wide
    for place, label in enumerate(columns):
        y = HEAD + row * (place + 0.5) if wide else HEAD + row * place + 13
        notes.append(note(cut(label, room), 0, page.up(y), font={"size": 14, "color": "$ink"}))
    says = f"share of {'each column’s' if wide else 'its'} differences that the groups explain"
    notes.append(note(says, panels[0][0], page.up(bottom + 36)))
    if others:
        many = "1 more column is" if others == 1 else f"{count(others)} more columns are"
        notes.append(note(f"{many} in the table", 0, page.up(bottom + (12 if wide else 62))))
    foot = f"{noun.many} in each group{'' if wide else ', largest first'}"
    y = page.tall - 20 if wide else page.tall - 48
    notes.append(note(cut(foot, room), 0, page.up(y)))
    return {"data": traces, "layout": layout(round(page.tall) + 16, annotations=notes, **shape)}


def _axes(page: Page, across: Sequence[float], on: str, rows: int, bottom: float) -> dict[str, Any]:
    ticks = [0, 50, 100]
    return {
        f"xaxis{on}": axis(
            domain=list(across), anchor=f"y{on}", range=[0, 100 * ROOM_FOR_FIGURE], tickvals=ticks,
            ticktext=["0", "50", "100 %"], tickangle=0, tickfont=QUIET,
            showgrid=False,
        ),
        f"yaxis{on}": hidden_axis(domain=page.rows(HEAD, bottom), range=[rows - 0.5, -0.5], anchor=f"x{on}"),
    }  # fmt: skip


def _bars(
    shares: list[float], places: list[float], parts: list[float], bar: float, on: str, shade: str
) -> list[dict[str, Any]]:
    where = {"xaxis": f"x{on}", "yaxis": f"y{on}", "hoverinfo": "skip", "cliponaxis": False}
    return [
        {"type": "bar", "orientation": "h", "x": shares, "y": places, "width": bar,
         "marker": {"color": shade}, **where},
        {"type": "scatter", "mode": "text", "x": shares, "y": places, "textposition": "middle right",
         "text": [f" {_brief(part)}" for part in parts], "textfont": {"size": 14, "color": "$ink"}, **where},
    ]  # fmt: skip


def _brief(part: float) -> str:
    return "< 1 %".replace("<", "&lt;") if 0 < part < 0.005 else percent(part)


def _sizes(
    found: Segmentation, across: Sequence[float], page: Page, on: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """How the rows are shared out among the groups, the largest first."""
    sizes = found.sizes.tolist()
    room = page.wide * (across[1] - across[0])
    texts = [count(size) if room * size / sum(sizes) > 9 * len(count(size)) + 6 else "" for size in sizes]
    bars = [
        {"type": "bar", "orientation": "h", "x": [size], "y": [0], "xaxis": f"x{on}", "yaxis": f"y{on}",
         "hoverinfo": "skip",
         "marker": {"color": "$panel", "line": {"width": 1, "color": "$faint"}}, "cliponaxis": False}
        for size in sizes
    ]  # fmt: skip
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    write = {
        "type": "scatter", "mode": "text", "text": texts, "y": [0] * len(sizes), "hoverinfo": "skip",
        "x": [start + size / 2 for start, size in zip(starts, sizes, strict=True)],
        "textfont": {"size": 14, "color": "$ink"}, "xaxis": f"x{on}", "yaxis": f"y{on}",
    }  # fmt: skip
    return [*bars, write], {
        f"xaxis{on}": hidden_axis(domain=list(across), range=[0, 1.005 * sum(sizes)], anchor=f"y{on}"),
        f"yaxis{on}": hidden_axis(domain=page.rows(page.tall - 34, page.tall - 6), range=[-0.5, 0.5],
                                  anchor=f"x{on}"),
        "barmode": "stack",
    }  # fmt: skip


def _table(found: Scaling) -> pd.DataFrame:
    table = found.raw.grid.table
    rows = [
        [visible(table.column(str(one.column)).label, 60), one.raw, one.scaled]
        for one in found.worth.itertuples()
    ]
    return frame(
        rows,
        [
            "column",
            "share of its differences explained, raw units",
            "share of its differences explained, one scale",
        ],
    )
