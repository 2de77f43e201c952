"""One group: what sets it apart, as index numbers with 100 for the average of all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis
from core.charts.groups import _said as said
from core.charts.groups import portrait_told as told
from core.charts.groups._index import STEP, Form, bars, end, reach, span, ticks
from core.charts.groups._sheet import (
    BREAKPOINT,
    LINE,
    PHONE,
    Sign,
    key,
    note,
    quiet,
    rule,
    sheet,
    short,
    upright,
    width,
)
from core.charts.groups.marks import colour
from core.safe import visible
from core.segments import Segmentation, Steadiness
from core.words import CURRENCIES, Noun

MOST = 10
FOOT = 52
LAPTOP = Form(True, 0.26, 0.64, 34, 17, 17, 14, 27, 14)
PHONE_FORM = Form(False, 0.03, 0.97, 68, 12, 31, 48, 60, 12)
INDEX, VALUES = 0.71, 0.725  # where on a wide sheet the index ends and the averages begin


def portrait(
    found: Segmentation,
    steady: Steadiness,
    group: int,
    names: Sequence[str],
    noun: Noun,
    called: Callable[[int], str],
    areas: bool = False,
) -> Chart:
    """The columns in which a group is farthest from the average of all, ten at most.

    group   0 to k - 1; names one per group
    called  the name of a row of the table
    areas   whether a row is a place where people live

    IndexError: no such group.
    """
    if not 0 <= group < found.k:
        raise IndexError(f"There is no group {group + 1}.")
    facts = _facts(found, group)
    return Chart(
        figure=_figure(facts[:MOST], group, noun, LAPTOP),
        narrow=_figure(facts[:MOST], group, noun, PHONE_FORM),
        words=told.words(found, steady, group, facts, names, noun, called),
        caution=told.caution(noun, areas),
        numbers=lambda: _table(facts),
        breakpoint=BREAKPOINT,
    )


def _facts(found: Segmentation, group: int) -> list[dict[str, Any]]:
    """The rows of the group's profile with the label, the unit and the spread of their columns."""
    profile = found.profiles
    own = profile[(profile["segment"] == group).to_numpy()]
    rows = [dict(zip(map(str, own.columns), line, strict=True)) for line in own.itertuples(index=False)]
    axes = {(one.column.name, one.level or ""): one for one in found.grid.axes}
    return [
        {**row, "label": said.column(one), "unit": one.column.unit, "spread": one.spread}
        for row in rows
        for one in (axes[row["column"], row["level"]],)
    ]


def _figure(facts: Sequence[Mapping[str, Any]], group: int, noun: Noun, form: Form) -> dict[str, Any]:
    low, high = reach(facts)
    traces, shapes, notes, top = key(_signs(facts, group, noun, (low, high)), 0, form.wide)
    top += LINE + 8 if form.wide else 8
    height = top + form.row * len(facts)
    for place, fact in enumerate(facts):
        y = top + form.row * place
        shapes.append(rule(y))
        notes += _texts(fact, y, form)
    if form.wide:
        notes.append(quiet(INDEX, top - LINE / 2 - 3, "index", "right"))
        notes.append(quiet(VALUES, top - LINE / 2 - 3, "this group; all"))
    middles = [top + form.row * place + form.bar for place in range(len(facts))]
    if form.wide:
        shapes.append(upright(100, top, height, axis="x2"))
    else:  # no line through the texts above the bars
        shapes += [upright(100, y - 8, y + 16, axis="x2") for y in middles]
    traces += bars(facts, middles, (low, high), group, form)
    shape = sheet(
        height,
        foot=FOOT,
        xaxis2=axis(
            domain=[form.start, form.end], anchor="y", range=[low, high], automargin=False, ticks="outside",
            tickcolor="$rule", tickvals=ticks(low, high), tickangle=0,
            tickfont={"size": 14, "color": "$faint"}, showgrid=False,
            title={
                "text": "index, 100 = average of all", "font": {"size": 14, "color": "$faint"}, "standoff": 6
            },
        ),
        shapes=shapes,
        annotations=notes,
    )  # fmt: skip
    return {"data": traces, "layout": shape}


def _texts(fact: Mapping[str, Any], y: float, form: Form) -> list[dict[str, Any]]:
    """The column, its index, and the averages in its unit."""
    ink = "$ink" if fact["stands_out"] else "$faint"
    index = told.index(fact["index"])
    number = f"<b>{index}</b>" if fact["stands_out"] and index != "no index" else index
    averages = _averages(fact)
    if form.wide:
        room = width(True)
        return [
            note(0, y + form.label, short(fact["label"], form.start * room - 12), ink),
            note(INDEX, y + form.values, number, ink, side="right"),
            quiet(VALUES, y + form.values, short(averages, (1 - VALUES) * room, 14)),
        ]
    room = PHONE - 16
    left = room - 1.2 * wide_in_pixels(index) - 10
    return [
        note(0, y + form.label, short(fact["label"], left), ink),
        note(1, y + form.label, number, ink, side="right"),
        quiet(0, y + form.values, short(averages, room, 14)),
    ]


def _averages(fact: Mapping[str, Any]) -> str:
    """The group's average and that of all: "€ 26,400; all: € 18,400"."""
    if fact["level"]:
        return f"{said.share(fact['mean'])}; all: {said.share(fact['overall'])}"
    own = fact["unit"] if fact["unit"] in (*CURRENCIES, "%") else ""  # other units are said once
    return f"{said.amount(fact['mean'], own)}; all: {said.amount(fact['overall'], fact['unit'])}"


def _signs(facts: Sequence[Mapping[str, Any]], group: int, noun: Noun, ends: tuple[int, int]) -> list[Sign]:
    """What the marks mean, as far as they occur."""
    spans = [found for fact in facts if (found := span(fact)) is not None]
    lows, highs = zip(*spans, *((end(fact), end(fact)) for fact in facts), strict=True)
    told = {
        Sign("square", colour(group), "stands out"): any(fact["stands_out"] for fact in facts),
        Sign("line-ew", "$spared", "does not stand out"): not all(fact["stands_out"] for fact in facts),
        Sign("line", "$ink", f"8 in 10 of its {short(noun.many, 100, 14)}"): spans,
        Sign("square-open", "$faint", f"no index: {STEP} = one standard step"): any(
            math.isnan(fact["index"]) for fact in facts
        ),
        Sign("triangle-right-open", "$faint", "goes on beyond"): min(lows) < ends[0] or max(highs) > ends[1],
    }
    return [sign for sign, occurs in told.items() if occurs]


def _table(facts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A row per column or level, with the words of the screen."""
    return pd.DataFrame(
        {
            "column": visible(fact["label"]),
            "index, 100 = average": fact["index"],
            "average of the group": fact["mean"],
            "average of all": fact["overall"],
            "unit": "share" if fact["level"] else visible(fact["unit"], said.UNIT),
            "standard steps from average": fact["z"],
            "8 in 10 lie above": fact["low"],
            "8 in 10 lie below": fact["high"],
            "stands out": "yes" if fact["stands_out"] else "no",
        }
        for fact in facts
    )
