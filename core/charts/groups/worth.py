"""What each column adds to the groups, and which columns would not be missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from core.charts.chart import Chart
from core.charts.groups import _said as said
from core.charts.groups._sheet import (
    BREAKPOINT,
    Sign,
    key,
    marks,
    note,
    percent_axis,
    quiet,
    rule,
    sheet,
    short,
    width,
)
from core.safe import visible
from core.table import Table
from core.words import Noun, count

MOST = 20
NAMED = 4  # columns named in a sentence
FOOT = 52
NOTHING = "adds nothing"


class Form(NamedTuple):
    """A size to draw in: the stripe of the bars, and per row its height and the middles of label and bar."""

    wide: bool
    start: float
    end: float
    row: int
    label: int
    bar: int


LAPTOP = Form(True, 0.26, 0.82, 28, 14, 14)
PHONE_FORM = Form(False, 0.01, 0.95, 44, 12, 31)


def worth(
    table: Table, worth: pd.DataFrame, noun: Noun, k: int, noise: frozenset[str] = frozenset()
) -> Chart:
    """A bar per column, its share of differences that lie between the groups; a dot for what groups formed
    without it show of it; a line for what groups dealt at random would show.

    worth  of core.segments.column_worth; k the number of groups
    noise  names of columns that mean nothing by construction; none of a real table
    """
    rows: list[dict[str, Any]] = [
        dict(zip(map(str, worth.columns), line, strict=True)) for line in worth.itertuples(index=False)
    ]
    shown = _shown(rows)
    return Chart(
        figure=_figure(table, shown, len(rows), LAPTOP),
        narrow=_figure(table, shown, len(rows), PHONE_FORM),
        words=_words(table, rows, noun, k, noise),
        caution=(
            "A column that sets the groups apart need not matter to the business, and two columns that say "
            "the same count twice."
        ),
        numbers=lambda: _table(table, worth),
        breakpoint=BREAKPOINT,
    )


def _shown(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The columns that are drawn: those that add nothing before all, then the strongest."""
    idle = [row for row in rows if not row["adds"]][-MOST:]
    kept = {row["column"] for row in idle}
    kept |= {row["column"] for row in [row for row in rows if row["adds"]][: MOST - len(idle)]}
    return [row for row in rows if row["column"] in kept]


def _words(table: Table, rows: Sequence[Mapping[str, Any]], noun: Noun, k: int, noise: frozenset[str]) -> str:
    idle = [row["column"] for row in rows if not row["adds"]]
    if idle:
        add, them = ("adds", "it") if len(idle) == 1 else ("add", "them")
        told = (
            f"{_named(table, idle)} {add} nothing to the {k} groups: groups formed without {them} do not "
            f"differ in {them} more than by chance."
        )
    else:
        first = rows[0]
        told = (
            f"Every column adds something to the {k} groups. Most of all {_named(table, [first['column']])}: "
            f"{said.share(first['explained'])} of how the {noun.many} differ in it lies between the groups."
        )
    truth = _truth(table, idle, [row["column"] for row in rows if row["column"] in noise])
    return f"{told} {truth}".strip()


def _truth(table: Table, idle: Sequence[str], noise: Sequence[str]) -> str:
    """Whether the columns that mean nothing by construction are those that were found."""
    if not noise:
        return ""
    missed = [name for name in noise if name not in idle]
    wronged = [name for name in idle if name not in noise]
    parts = []
    if not missed and not wronged:
        parts.append(f"That is right: {'it is' if len(noise) == 1 else 'they are'} pure noise in this case")
    elif not missed:
        parts.append(f"{_named(table, noise)} {_be(noise)} pure noise in this case, and found")
    else:
        parts.append(f"{_named(table, missed)} {_be(missed)} pure noise in this case, and not found out")
    if wronged:
        parts.append(f"{_named(table, wronged)} {_be(wronged)} not made as noise")
    return f"{'; '.join(parts)}."


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _named(table: Table, names: Sequence[str]) -> str:
    labels = [said.quoted(table.column(name).label) for name in names]
    if len(labels) > NAMED:
        rest = len(labels) - NAMED + 1
        labels = [*labels[: NAMED - 1], f"{count(rest)} more columns"]
    return said.joined(labels)


def _figure(table: Table, rows: Sequence[Mapping[str, Any]], columns: int, form: Form) -> dict[str, Any]:
    signs = [
        Sign("square", "$accent", "lies between the groups"),
        Sign("circle", "$ink", "known by groups formed without the column"),
        Sign("line-ns", "$wasted", "what chance would know (95 of 100 less)"),
    ]
    traces, shapes, notes, top = key(signs, 0, form.wide)
    top += 8
    height = top + form.row * len(rows) + (24 if columns > len(rows) else 0)
    ys = [round(top + form.row * place + form.bar, 1) for place in range(len(rows))]
    room = width(form.wide)
    for place, row in enumerate(rows):
        y = top + form.row * place
        shapes.append(rule(y))
        label = table.column(row["column"]).label
        space = form.start * room - 12 if form.wide else room - 110
        notes.append(note(0, y + form.label, short(label, space), "$ink" if row["adds"] else "$faint"))
        if not row["adds"]:
            x, side = (form.end + 0.02, "left") if form.wide else (1, "right")
            notes.append(note(x, y + form.label, NOTHING, "$missed", 14, side))
    if columns > len(rows):
        rest = columns - len(rows)
        more = f"{count(rest)} more column{'s' * (rest > 1)} in the table below"
        notes.append(quiet(0, height - 10, more))
    shape = sheet(
        height,
        foot=FOOT,
        xaxis2=percent_axis(form.start, form.end, "share of the column's differences"),
        shapes=shapes,
        annotations=notes,
    )
    return {"data": [*traces, *_bars(rows, ys)], "layout": shape}


def _bars(rows: Sequence[Mapping[str, Any]], ys: list[float]) -> list[dict[str, Any]]:
    on = {"xaxis": "x2", "yaxis": "y"}
    inks = ["$accent" if row["adds"] else "rgba(0,0,0,0)" for row in rows]
    rims = ["$accent" if row["adds"] else "$missed" for row in rows]
    bar = {
        "type": "bar", "orientation": "h", "y": ys, "x": [round(100 * row["explained"], 2) for row in rows],
        "width": 13, "marker": {"color": inks, "line": {"color": rims, "width": 1.5}}, "opacity": 0.55,
        "hoverinfo": "skip", **on,
    }  # fmt: skip
    chance = marks(
        [round(100 * row["null95"], 2) for row in rows], ys,
        marker={"symbol": "line-ns", "size": 18, "line": {"color": "$wasted", "width": 2.5}},
    )  # fmt: skip
    without = marks(
        [round(100 * row["without"], 2) for row in rows], ys,
        marker={"symbol": "circle", "size": 9, "color": "$ink"},
    )  # fmt: skip
    return [bar, chance | on, without | on]


def _table(table: Table, worth: pd.DataFrame) -> pd.DataFrame:
    """A row per column, with the words of the screen."""
    return pd.DataFrame(
        {
            "column": [visible(table.column(name).label) for name in worth["column"]],
            "share between the groups": worth["explained"].to_numpy(),
            "share between groups formed without it": worth["without"].to_numpy(),
            "the same by chance, 95 of 100 are below": worth["null95"].to_numpy(),
            "adds something": ["yes" if adds else "no" for adds in worth["adds"]],
        }
    )
