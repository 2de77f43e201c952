"""The whole strategy on one sheet: per group an offer, a way to reach it, its money and what that earns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from core import amounts
from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis
from core.charts.groups import budget_told as budget
from core.charts.groups import strategy_told as told
from core.charts.groups._frame import round_steps
from core.charts.groups._lines import lines
from core.charts.groups._sheet import (
    BREAKPOINT,
    SPARE,
    area,
    four,
    marks,
    note,
    quiet,
    rule,
    sheet,
    short,
    upright,
    width,
)
from core.charts.groups.marks import colour, symbol
from core.charts.groups.strategy_told import Row
from core.strategy import Answers, Outlook, Plan
from core.words import Noun

FOOT = 52
BAR = 14
TEXT = {"size": 14, "color": "$faint"}
HEADS = ("group", "offer, and the way to them", "money", "what it earns; line: 8 in 10")


class Form(NamedTuple):
    """A size to draw in: where its columns begin and end, as shares of the paper.

    Wide columns stand beside each other in rows of 68 pixels; narrow ones below each other.
    """

    wide: bool
    group: tuple[float, float]
    action: tuple[float, float]
    money: tuple[float, float]
    earned: tuple[float, float]
    currency: str


@dataclass
class _Drawn:
    """What has been put on the sheet so far; whiskers are places down the sheet, one per row."""

    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    whiskers: list[float] = field(default_factory=list)


def strategy(
    plan: Plan,
    outlook: Outlook,
    groups: Sequence[Answers],
    names: Sequence[str],
    sizes: Sequence[int] | np.ndarray,
    offers: Sequence[str],
    channels: Sequence[str],
    noun: Noun,
    currency: str,
) -> Chart:
    """A row per group, the one with most money first; groups left alone come last.

    sizes  (k,) rows of the table;  offers, channels  the reader's words, empty where there are none
    """
    found = told.rows(plan, outlook, names, [int(size) for size in sizes], offers, channels, noun)
    laptop = Form(True, (0.0, 0.235), (0.245, 0.465), (0.48, 0.69), (0.71, 0.985), currency)
    phone = Form(False, (0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.04, 0.96), currency)
    return Chart(
        figure=_figure(plan, outlook, found, laptop),
        narrow=_figure(plan, outlook, found, phone),
        words=told.words(plan, outlook, found, names, currency),
        caution=budget.doubt(outlook),
        numbers=lambda: told.table(found, groups),
        breakpoint=BREAKPOINT,
    )


def _figure(plan: Plan, outlook: Outlook, rows: Sequence[Row], form: Form) -> dict[str, Any]:
    drawn = _Drawn()
    top = _together(drawn, plan, outlook, form)
    if form.wide:
        for (x, _), words in zip((form.group, form.action, form.money, form.earned), HEADS, strict=True):
            drawn.notes.append(quiet(x, top + 14, words))
        top += 28
    y, lengths = top, _lengths(rows, form)
    for row, length in zip(rows, lengths, strict=True):
        drawn.shapes.append(rule(y))
        y = (_beside if form.wide else _below)(drawn, row, length, y, form)
    if not plan.spend.any():
        return {"data": drawn.traces, "layout": sheet(y, shapes=drawn.shapes, annotations=drawn.notes)}
    low, high = _ends(rows)
    _earnings(drawn, rows, (low, high), form)
    if form.wide:
        drawn.shapes.append(upright(0, top, y, axis="x2"))
    places, texts = round_steps(low, high, 4)
    if sum(map(wide_in_pixels, texts)) > 0.7 * (form.earned[1] - form.earned[0]) * width(form.wide):
        places, texts = round_steps(low, high, 2)
    title = f"earned after the money spent, {short(form.currency, 60, 14)}"
    shape = sheet(
        y,
        foot=FOOT,
        barmode="overlay",
        xaxis2=axis(
            domain=list(form.earned), anchor="y", range=[low, high], automargin=False, ticks="outside",
            tickcolor="$rule", tickvals=places, ticktext=texts, tickangle=0, tickfont=TEXT, showgrid=False,
            title={"text": title, "font": TEXT, "standoff": 6},
        ),
        shapes=drawn.shapes,
        annotations=drawn.notes,
    )  # fmt: skip
    return {"data": drawn.traces, "layout": shape}


def _together(drawn: _Drawn, plan: Plan, outlook: Outlook, form: Form) -> float:
    """All groups together in a strip of its own, and where it ends."""
    gone, left, step = told.parted(plan)
    spent = f"<b>{_amount(gone, form, step)}</b> spent"
    earned = _earns(outlook.middle, form, "<b>", "</b>")
    held = _safe(amounts.between(outlook.low, outlook.high, form.currency, outlook.middle, short=True))
    kept = f"{_amount(left, form, step)} unspent" if left else ""
    if form.wide:
        drawn.shapes.append(area(0, 1, 0, 50, "$panel"))
        drawn.notes += [
            note(0.012, 25, "<b>All groups together</b>"),
            note(form.money[0], 16 if kept else 25, spent),
            quiet(form.money[0], 36, kept),
            note(0.99, 16 if held else 25, earned, side="right"),
            quiet(0.99, 36, held, "right"),
        ]
        return 58
    y = 15.0
    for words, quieter in ((spent, False), (kept, True), (f"all together {earned}", False), (held, True)):
        if words:
            drawn.notes.append((quiet if quieter else note)(0.02, y, words))
            y += 20
    drawn.shapes.append(area(0, 1, 0, y - 4, "$panel"))
    return y + 8


def _beside(drawn: _Drawn, row: Row, length: float, y: float, form: Form) -> float:
    """A row with its columns beside each other, and where it ends."""
    paper = width(True)
    end = _named(drawn, row, y + 17, (form.group[1] - form.group[0]) * paper - 26, paper)
    for place, (words, ink) in enumerate(_action(row, (form.action[1] - form.action[0]) * paper - 6)):
        drawn.notes.append(note(form.action[0], y + 17 + 18 * place, words, ink, 14))
    _spent(drawn, row, length, y + 17, form)
    drawn.whiskers.append(y + 40)
    return max(y + 68, end)


def _below(drawn: _Drawn, row: Row, length: float, y: float, form: Form) -> float:
    """A row with its parts below each other, and where it ends."""
    paper = width(False)
    y = _named(drawn, row, y + 15, paper - 26, paper) + 5
    for words, ink in _action(row, paper):
        drawn.notes.append(note(0, y, words, ink, 14))
        y += 18
    y += 4 if row.spend else 0
    _spent(drawn, row, length, y, form)
    drawn.whiskers.append(y + 43)
    return y + (61 if row.spend else 16)


def _named(drawn: _Drawn, row: Row, y: float, room: float, paper: float) -> float:
    """Mark, name and size of a group, grey where it is left alone, and where they end."""
    mark = {"symbol": symbol(row.group), "color": colour(row.group) if row.spend else "$spared", "size": 14,
            "opacity": 1, "line": {"width": 0}}  # fmt: skip
    drawn.traces.append(marks([8 / paper], [y], marker=mark))
    for line in lines(row.name, room, 15):
        drawn.notes.append(note(22 / paper, y, line, "$ink" if row.spend else "$faint"))
        y += 19
    drawn.notes.append(quiet(22 / paper, y + 1, short(row.size, room, 14)))
    return y + 16


def _action(row: Row, room: float) -> list[tuple[str, str]]:
    """The offer in at most two lines and the channel in one, each with its colour."""
    ink = "$ink" if row.spend and row.offer != told.NO_OFFER else "$faint"
    found = [(line, ink) for line in lines(row.offer, room)]
    return [*found, *([(short(row.channel, room, 14), "$faint")] if row.channel else [])]


def _spent(drawn: _Drawn, row: Row, length: float, y: float, form: Form) -> None:
    """The money as a bar with its amount, and below it how many say yes."""
    start = form.money[0]
    if not row.spend:
        drawn.notes.append(quiet(start, y, "left alone"))
        return
    bar = {"type": "bar", "orientation": "h", "base": start, "x": [round(length, 5)], "y": [y], "width": BAR,
           "hoverinfo": "skip", "cliponaxis": False, "marker": {"color": colour(row.group)}}  # fmt: skip
    drawn.traces.append(bar)
    drawn.notes.append(note(start + length + 6 / width(form.wide), y, _amount(row.spend, form), size=14))
    earns = "" if form.wide else f", {_earns(row.earned, form)}"
    drawn.notes.append(quiet(start, y + 20, f"{row.yeses}{earns}"))


def _lengths(rows: Sequence[Row], form: Form) -> list[float]:
    """The lengths of the bars as shares of the paper, with room for the amounts after them."""
    amounts = max(wide_in_pixels(_amount(row.spend, form)) for row in rows)
    room = form.money[1] - form.money[0] - (SPARE * amounts + 8) / width(form.wide)
    most = max(row.spend for row in rows) or 1.0
    return [max(room, 0.03) * row.spend / most for row in rows]


def _ends(rows: Sequence[Row]) -> tuple[float, float]:
    """The ends of the axis of what is earned; nothing earned is always on it."""
    values = [0.0, *(value for row in rows for value in (row.low, row.high, row.earned))]
    low, high = min(values), max(values)
    spare = 0.04 * (high - low) or 1.0
    return low - spare, high + spare


def _earnings(drawn: _Drawn, rows: Sequence[Row], ends: tuple[float, float], form: Form) -> None:
    """A point with its whisker for every group that gets money, and on a wide sheet its amount above."""
    low, high = ends
    start, end = form.earned
    for row, y in zip(rows, drawn.whiskers, strict=True):
        if not row.spend:
            continue
        ink = colour(row.group)
        mark = {"symbol": symbol(row.group), "color": ink, "size": 11, "opacity": 1, "line": {"width": 0}}
        line = {"color": ink, "width": 3}
        drawn.traces.append(marks(four((row.low, row.high)), [y, y], mode="lines", xaxis="x2", line=line))
        drawn.traces.append(marks(four([row.earned]), [y], xaxis="x2", marker=mark))
        if not form.wide:
            drawn.shapes.append(upright(0, y - 10, y + 10, axis="x2"))
            continue
        amount = _amount(row.earned, form)
        half = SPARE * wide_in_pixels(amount) / 2 / width(True)
        at = start + (end - start) * (row.earned - low) / (high - low)
        at = min(max(at, start + half), 1 - half)
        drawn.notes.append(note(at, y - 21, amount, size=14, side="center", bgcolor="$paper", borderpad=0))


def _earns(value: float, form: Form, *bold: str) -> str:
    """ "earns € 1,230", "loses € 40"."""
    start, end = bold or ("", "")
    return f"{'loses' if value < 0 else 'earns'} {start}{_amount(abs(value), form)}{end}"


def _amount(value: float, form: Form, step: float = 0.0) -> str:
    return _safe(amounts.brief(value, form.currency, step))


def _safe(words: str) -> str:
    return short(words, 400, 14)
