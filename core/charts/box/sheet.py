"""A sheet of maps: where each stands, the figures along the outer sides, the names over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from core.charts.box.ticks import Ticks, ticks, wide
from core.charts.chart import axis, layout, text
from core.verdicts import Axis, Plane, unit_of

QUIET = {"size": 14, "color": "$faint"}


class Sheet(NamedTuple):
    """A size to draw on: maps beside each other, and in pixels the least width it is made for, the height of
    a map and of the key."""

    columns: int
    width: int
    tall: int
    key: int


LAPTOP = Sheet(3, 900, 230, 30)
PHONE = Sheet(2, 340, 150, 52)
LETTER, LINE = 7, 18  # pixels of a letter and a line of a map's name
ROTATED = 16  # pixels a level takes on the side it is listed along
GAP = 14  # between two maps


def arranged(plane: Plane, headings: Sequence[tuple[str, bool]], sheet: Sheet) -> dict[str, Any]:
    """The layout of the maps, each under its heading; the bold ones are marked True."""
    up = ticks(plane.up, sheet.tall, upright=True)
    left, right = up.size + 12, 10
    tall = max(sheet.tall, ROTATED * len(plane.up.labels))
    columns = sheet.columns
    room = (sheet.width - left - right - GAP * (columns - 1)) / columns
    if ROTATED * len(plane.across.labels) > room:
        columns, room = 1, sheet.width - left - right
    along = ticks(plane.across, room)
    names = ["<br>".join(map(text, wrap(heading, int(room / LETTER)))) for heading, _ in headings]
    over = LINE * max(name.count("<br>") + 1 for name in names) + 6
    rows = -(-len(headings) // columns)
    between = over + GAP
    inner = rows * (tall + between) - between
    margin = {"l": left, "r": right, "t": sheet.key + 24 + over, "b": along.size + 30}
    whole = sheet.width - left - right
    shape = layout(inner + margin["t"] + margin["b"], margin=margin, showlegend=True, legend=_key(sheet))
    for number in range(len(headings)):
        row, column = divmod(number, columns)
        start, top = column * (room + GAP) / whole, 1 - row * (tall + between) / inner
        x, y = axis_name("x", number), axis_name("y", number)
        lowest = number + columns >= len(headings)
        shape[x.replace("x", "xaxis")] = _side(plane.across, along, lowest, y, start, start + room / whole)
        shape[y.replace("y", "yaxis")] = _side(plane.up, up, column == 0, x, top - tall / inner, top)
    over_maps = {"y": 1, "yanchor": "bottom", "yshift": over}
    under_maps = {"y": 0, "yanchor": "top", "yshift": -along.size - 4}
    bold = [in_pair for _, in_pair in headings]
    shape["annotations"] = [
        *(_name(name, in_pair, at) for at, (name, in_pair) in enumerate(zip(names, bold, strict=True))),
        _title("↑", plane.up, sheet, {"xshift": 4 - left, **over_maps}),
        _title("→", plane.across, sheet, {"xshift": 4 - left, **under_maps}),
    ]
    return shape


def axis_name(way: str, number: int) -> str:
    """What Plotly calls the axis of a map, counted from 0: "x", "x2", "y3"."""
    return way + (str(number + 1) if number else "")


def _key(sheet: Sheet) -> dict[str, Any]:
    pairs = {"entrywidthmode": "fraction", "entrywidth": 0.48} if sheet is PHONE else {}
    return {
        **pairs,
        "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container",
        "yanchor": "top", "itemclick": False, "itemdoubleclick": False, "font": {"size": 14},
        "traceorder": "normal",
    }  # fmt: skip


def _side(side: Axis, marks: Ticks, told: bool, anchor: str, start: float, end: float) -> dict[str, Any]:
    return axis(
        range=[0, len(side.values)],
        tickvals=marks.places,
        ticktext=marks.texts,
        tickangle=marks.angle,
        showticklabels=told,
        tickfont=QUIET,
        ticks="outside" if told else "",
        ticklen=4,
        tickcolor="$rule",
        showgrid=False,
        showline=True,
        mirror=True,
        automargin=False,
        anchor=anchor,
        domain=[round(max(start, 0), 5), round(min(end, 1), 5)],
    )


def _name(words: str, in_pair: bool, number: int) -> dict[str, Any]:
    return {
        "x": 0, "xref": f"{axis_name('x', number)} domain", "xanchor": "left", "y": 1, "align": "left",
        "yref": f"{axis_name('y', number)} domain", "yanchor": "bottom", "showarrow": False, "borderpad": 2,
        "text": f"<b>{words}</b>" if in_pair else words, "font": {"size": 14, "color": "$ink"},
    }  # fmt: skip


def _title(arrow: str, side: Axis, sheet: Sheet, place: Mapping[str, Any]) -> dict[str, Any]:
    """What a side measures, as much of it as fits across the picture."""
    unit = text(unit_of(side.column), 12)
    fitting = (
        told
        for letters in range(60, 0, -1)
        if wide(told := f"{arrow} {text(side.column.label, letters)}" + (f", {unit}" if unit else ""))
        <= sheet.width - 16
    )
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "yref": "paper", "showarrow": False, "align": "left",
        "text": next(fitting), "font": QUIET, **place,
    }  # fmt: skip
