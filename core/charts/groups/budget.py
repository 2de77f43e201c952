"""A budget among the groups: the best split beside the reader's, and where the next euro stops paying."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from core import amounts
from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis
from core.charts.groups import budget_curves as curves
from core.charts.groups import budget_told as told
from core.charts.groups._frame import frame, round_steps
from core.charts.groups._lines import lines
from core.charts.groups._sheet import (
    BREAKPOINT,
    SPARE,
    Sign,
    area,
    key,
    look,
    marks,
    note,
    quiet,
    rule,
    sheet,
    short,
    width,
)
from core.charts.groups.marks import called, colour
from core.strategy import Answers, Outlook, Plan
from core.words import TOGETHER, Noun, count

FOOT = 52
BAR = 12
CURVES = 300  # pixels of the curves, at least
FIGURES = 200  # pixels of the figures along the curves, on a phone
TEXT = {"size": 14, "color": "$faint"}


YOURS = "your split"
NAME = 18  # pixels of a second line of a name
LEAST = 0.01  # money, and value, that an axis reaches at least


class Form(NamedTuple):
    """A size to draw in; places across are shares of the paper, down they are pixels of a row.

    bars   where the bars begin and their amounts end;  row its height
    lines  the middles of name, people, best bar and the reader's bar
    start  where the curves begin;  head pixels above the first row
    """

    wide: bool
    bars: tuple[float, float]
    row: int
    lines: tuple[int, int, int, int]
    start: float
    head: int


LAPTOP = Form(True, (0.25, 0.515), 48, (15, 34, 15, 34), 0.58, 34)
PHONE = Form(False, (0.0, 1.0), 88, (13, 32, 52, 71), 0.14, 12)


class _Asked(NamedTuple):
    """All that the picture shows."""

    best: Plan
    mine: Plan
    groups: Sequence[Answers]
    names: Sequence[str]
    currency: str
    chosen: int | None
    mine_called: str


def budget(
    best: Plan,
    mine: Plan,
    groups: Sequence[Answers],
    names: Sequence[str],
    outlooks: tuple[Outlook, Outlook],
    currency: str,
    noun: Noun,
    chosen: int | None = None,
    mine_called: str = YOURS,
) -> Chart:
    """Money per group in both splits, and what the next unit of money buys after it.

    outlooks     of the best split and of the reader's, drawn alike
    noun         what a row of the table is called
    chosen       the group whose answers the reader is changing: its row, name and curve stand out
    mine_called  what the reader's split is called in the middle of a sentence
    """
    asked = _Asked(best, mine, groups, names, currency, chosen, mine_called)
    return Chart(
        figure=_figure(asked, LAPTOP),
        narrow=_figure(asked, PHONE),
        words=told.words(best, mine, names, outlooks, currency, mine_called),
        caution=told.doubt(outlooks[0]),
        numbers=lambda: _table(asked, outlooks),
        breakpoint=BREAKPOINT,
    )


def _figure(asked: _Asked, form: Form) -> dict[str, Any]:
    """The rows, and the curves beside them or on a phone below them."""
    best, mine, groups, _, currency, chosen, mine_called = asked
    right, high = curves.ends(best, mine, groups)
    right, high = max(right, LEAST), max(high, LEAST)
    signs, shapes, notes, top = key(_signs(best, high, currency, mine_called), 0, form.wide)
    top += form.head
    bars, rules, texts, bottom = _rows(asked, top, form)
    above = top if form.wide else bottom + 44  # the upper end of the curves
    height = max(bottom, above + CURVES)
    room = ((0.99 - form.start) * width(form.wide), height - above)
    xs, across = round_steps(0, right, 4)
    if sum(map(wide_in_pixels, across)) > FIGURES:
        xs, across = round_steps(0, right, 2)
    ys, upright = round_steps(0, high, 5)
    buys = f"↑ what the next {_safe(amounts.coin(currency))} buys, {_sign(currency)}"
    notes.append(quiet(form.start - 0.05 if form.wide else 0.0, above - 18, buys))
    if not best.first.any():
        notes.append(quiet(0.5 + form.start / 2, (above + height) / 2, "money works in no group", "center"))
    shape = sheet(
        height,
        foot=FOOT,
        barmode="overlay",
        xaxis2=axis(
            domain=[form.start, 0.99], anchor="y2", range=[0, right], automargin=False, ticks="outside",
            tickcolor="$rule", tickvals=xs, ticktext=across, tickangle=0, tickfont=TEXT, showgrid=False,
            title={"text": f"money spent on a group, {_sign(currency)}", "font": TEXT, "standoff": 6},
        ),
        yaxis2=axis(
            domain=[0, round(1 - above / round(height), 5)], anchor="x2", range=[0, high], automargin=False,
            tickvals=ys, ticktext=upright, tickfont=TEXT,
        ),
        shapes=[*shapes, *rules, *curves.levels(best, high)],
        annotations=[*notes, *texts, *curves.numbers(best, right, high, room)],
    )  # fmt: skip
    drawn = [*signs, *bars, *curves.lines(best, groups, right, chosen), *curves.stops(best, mine)]
    return {"data": drawn, "layout": shape}


def _rows(asked: _Asked, top: float, form: Form) -> tuple[list[dict], list[dict], list[dict], float]:
    """Traces, lines and texts of the rows (mark, name, people, and a bar with its amount per split), and
    where they end."""
    best, mine, groups, names, currency, chosen, _ = asked
    paper = width(form.wide)
    left = ((form.bars[0] if form.wide else 1.0) * paper) - 28
    shapes, notes, tops, shifts = [], [], [], []
    y = top
    for number, group in enumerate(groups):
        name = lines(called(number, names), left, 15)
        further = NAME * (len(name) - 1)
        tops.append(y)
        shifts.append(0 if form.wide else further)  # on a phone the bars are below the name
        shapes.append(rule(y, 0, form.bars[1]))
        if number == chosen:
            shapes += _band(y, y + form.row + further, form)
        for place, part in enumerate(name):
            shown = f"<b>{part}</b>" if number == chosen else part
            notes.append(note(22 / paper, y + form.lines[0] + NAME * place, shown))
        people = _people(group, float(best.spend[number]), currency, left)
        notes.append(quiet(22 / paper, y + form.lines[1] + further, people))
        y += form.row + further
    middles = [y + form.lines[0] for y in tops]
    traces = [marks([8 / paper] * len(groups), middles, marker=look(range(len(groups)), 13))]
    spent = [[_amount(value, currency) for value in plan.spend.tolist()] for plan in (best, mine)]
    room = SPARE * max(wide_in_pixels(words) for texts in spent for words in texts) + 8
    longest = max(form.bars[1] - form.bars[0] - room / paper, 0.05)
    most = max(best.spend.max(), mine.spend.max()) or 1.0
    inks = [colour(number) for number in range(len(groups))]
    looks = (
        (best, {"color": inks, "line": {"width": 0}}, BAR, "$ink"),
        (mine, {"color": "$paper", "line": {"color": inks, "width": 2}}, BAR - 2, "$faint"),
    )
    for (plan, marker, thick, ink), texts, line in zip(looks, spent, form.lines[2:], strict=True):
        lengths = [round(longest * (value / most), 5) for value in plan.spend.tolist()]
        ys = [y + line + shift for y, shift in zip(tops, shifts, strict=True)]
        traces.append(
            {
                "type": "bar", "orientation": "h", "base": form.bars[0], "y": ys, "width": thick,
                "x": [length or None for length in lengths],  # a bar of no length would show its outline
                "hoverinfo": "skip", "cliponaxis": False, "marker": marker,
            }
        )  # fmt: skip
        for length, middle, words in zip(lengths, ys, texts, strict=True):
            notes.append(note(form.bars[0] + length + 8 / paper, middle, words, ink, 14))
    return traces, shapes, notes, y


def _band(top: float, bottom: float, form: Form) -> list[dict[str, Any]]:
    """What lies behind the row of the group that is being changed: a quiet band with an edge."""
    edge, paper = form.bars[1], width(form.wide)
    return [
        area(-7 / paper, edge, top, bottom, "$panel"),
        area(-7 / paper, -3 / paper, top, bottom, "$accent"),
    ]


def _signs(best: Plan, high: float, currency: str, mine_called: str) -> Iterable[Sign]:
    unit = _safe(amounts.one(currency))
    yield Sign("square", "$faint", "the best split")
    yield Sign("square-open", "$faint", _safe(mine_called))
    if curves.above(best, high):
        last = _safe(
            f"{amounts.coin(currency)} of the best split: {amounts.brief(curves.level(best), currency)}"
        )
        yield Sign("dots", "$ink", f"the last {last}")
    yield Sign("dash", "$missed", f"here {unit} buys {unit}")


def _sign(currency: str) -> str:
    return short(currency, 60, 14)


def _safe(words: str) -> str:
    return short(words, 300, 14)


def _amount(value: float, currency: str) -> str:
    return _safe(amounts.brief(value, currency)) if value else "left alone"


def _people(group: Answers, spent: float, currency: str, room: float) -> str:
    """ "8,000 people, € 4.20 each", shorter where there is little room."""
    if not group.people:
        return "nobody"
    one = round(group.people) == 1
    many = f"{_many(group.people)} {'person' if one else 'people'}"
    if not spent:
        return many
    each = amounts.brief(spent / group.people, currency)
    for told_so in (f"{many}, {each} each", f"{many}, {each}"):
        if wide_in_pixels(told_so) <= room:
            return _safe(told_so)
    return many


def _many(people: float) -> str:
    """ "8,000", "8.3 M"."""
    return f"{people / 1e6:,.1f}{TOGETHER}M" if people >= 1e6 else count(people)


def _table(asked: _Asked, outlooks: tuple[Outlook, Outlook]) -> pd.DataFrame:
    """A row per group: both splits, what they buy, and the range of what they earn."""
    best, mine, groups, names, _, _, mine_called = asked
    told_of = ("money", "say yes", "earned", "8 in 10: from", "8 in 10: to", "value of the next unit")
    headers = ["group", "people", "worth of a yes", "value of the first unit of money"]
    headers += [f"{whose}: {what}" for whose in ("best split", mine_called) for what in told_of]
    rows = []
    for number, group in enumerate(groups):
        row: list[Any] = [called(number, names), group.people, group.worth, float(best.first[number])]
        for plan, found in zip((best, mine), outlooks, strict=True):
            parts = (plan.spend, plan.won, plan.earned, *found.groups.T, plan.next_euro)
            row += [float(part[number]) for part in parts]
        rows.append(row)
    return frame(rows, headers)
