"""Five tests of every group: a grid with a mark, a word and a figure in every cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.charts.box.ticks import wide as pixels
from core.charts.chart import Chart
from core.charts.groups import _said as said
from core.charts.groups._sheet import (
    BREAKPOINT,
    LINE,
    SPARE,
    Sign,
    key,
    look,
    marks,
    named,
    note,
    quiet,
    rule,
    sheet,
    short,
    width,
)
from core.charts.groups.criteria_told import words
from core.charts.groups.marks import called
from core.safe import visible
from core.strategy.criteria import (
    ACCESSIBLE,
    ACTIONABLE,
    BORDER,
    COMES_BACK,
    CRITERIA,
    DIFFERENTIABLE,
    FOUND,
    LARGE,
    MEASURABLE,
    PERCENT,
    POINTS,
    SHARE,
    STEPS,
    SUBSTANTIAL,
    Check,
    Criteria,
)
from core.words import TOGETHER, Noun, capital, percent

MARK = {True: ("circle", "$caught"), False: ("x", "$missed"), None: ("circle-open", "$faint")}
WORD = {True: "yes", False: "no", None: "not known"}
MEASURED = {
    MEASURABLE: "is found again",
    SUBSTANTIAL: "its smallest share",
    ACCESSIBLE: "is recognised",
    DIFFERENTIABLE: "against the others",
    ACTIONABLE: "has an action",
}
UNITS = {SHARE: "%", BORDER: "%", PERCENT: "%", POINTS: "points", STEPS: "steps"}
LARGEST = 999  # a figure above is written as more than that
START, HEAD, ROW = 0.28, 46, 42  # of the wide grid: where cells begin, pixels of the heads and of a row
BLOCK = 68  # pixels of one test on a phone


def criteria(result: Criteria, names: Sequence[str], noun: Noun) -> Chart:
    """Groups down, the five tests across; on a phone the tests down.

    names  one per group; noun what a row of the table is called
    """
    return Chart(
        figure=_wide(result, names),
        narrow=_narrow(result, names),
        words=words(result, names, noun),
        caution=(
            "Five times yes is no reason to spend: the money decides. The limits are rules of thumb: "
            f"{percent(COMES_BACK)} found again, {percent(LARGE)} of all, "
            f"{percent(FOUND)} recognised."
        ),
        numbers=lambda: _table(result, names, noun),
        breakpoint=BREAKPOINT,
    )


def _wide(result: Criteria, names: Sequence[str]) -> dict[str, Any]:
    k, cell = len(result.checks), (1 - START) / len(CRITERIA)
    paper = width(True)
    shapes, notes = [], []
    lefts = [START + cell * place for place in range(len(CRITERIA))]
    for criterion, left in zip(CRITERIA, lefts, strict=True):
        notes.append(note(left, 11, f"<b>{capital(criterion)}</b>", size=14))
        notes.append(quiet(left, 30, MEASURED[criterion]))
    for group, checks in enumerate(result.checks):
        y = HEAD + ROW * group
        shapes.append(rule(y))
        notes.append(note(22 / paper, y + ROW / 2, wrapped(group, names, START * paper - 30), size=14))
        for check, left in zip(checks, lefts, strict=True):
            ink = "$faint" if check.ok is None else "$ink"
            notes.append(note(left + 20 / paper, y + ROW / 2, _cell(check), ink, 14))
    middles = [HEAD + ROW * (group + 0.5) for group in range(k)]
    traces = [
        marks([round(8 / paper, 5)] * k, middles, marker=look(range(k), 13)),
        _answers(
            [left + 8 / paper for left in lefts] * k,
            [y for y in middles for _ in CRITERIA],
            [check for checks in result.checks for check in checks],
        ),
    ]
    return {
        "data": traces,
        "layout": sheet(max(HEAD + ROW * k, 140), shapes=shapes, annotations=notes),
    }


def wrapped(group: int, names: Sequence[str], room: float) -> str:
    """A group's number and name in one line or two of so many pixels."""
    name, lines = called(group, names), [""]
    for word in name.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines != [""] and not lines[-1].isdigit() and SPARE * pixels(longer) > room and len(lines) < 2:
            lines.append(word)
        else:
            lines[-1] = longer
    return "<br>".join(short(line, room / SPARE, 14) for line in lines)


def _narrow(result: Criteria, names: Sequence[str]) -> dict[str, Any]:
    k, paper = len(result.checks), width(False)
    shapes, notes = [], []
    for group in range(k):
        notes.append(
            note(22 / paper, LINE * (group + 0.5), named(group, names, "", (paper - 26) / SPARE), size=14)
        )
    listed = marks(
        [round(8 / paper, 5)] * k, [LINE * (group + 0.5) for group in range(k)], marker=look(range(k), 12)
    )
    found = {check.ok for checks in result.checks for check in checks}
    signs = [Sign(*MARK[ok], WORD[ok]) for ok in (True, False, None) if ok in found]
    traces, more, told, top = key(signs, LINE * k + 8, False)
    shapes += more
    notes += told
    top += 10
    middles = [(group + 0.5) / k for group in range(k)]
    heads = marks([round(x, 5) for x in middles], [top + 10] * k, marker=look(range(k), 13))
    notes += [quiet(x, top + 27, str(group + 1), "center") for group, x in enumerate(middles)]
    top += 38
    xs, ys, checks = [], [], []
    for place, criterion in enumerate(CRITERIA):
        y = top + BLOCK * place
        shapes.append(rule(y))
        own = [result.of(group, criterion) for group in range(k)]
        notes.append(note(0, y + 13, _head(criterion, own), size=14))
        for check, x in zip(own, middles, strict=True):
            xs.append(x)
            ys.append(y + 33)
            checks.append(check)
            ink = "$faint" if check.ok is None else "$ink"
            notes.append(note(x, y + 53, _short(check), ink, 14, "center"))
    height = top + BLOCK * len(CRITERIA)
    shape = sheet(height, shapes=shapes, annotations=notes)
    return {"data": [listed, *traces, heads, _answers(xs, ys, checks)], "layout": shape}


def _head(criterion: str, checks: Sequence[Check]) -> str:
    """ "Measurable: is found again, %"."""
    unit = next((UNITS[check.sort] for check in checks if check.sort in UNITS), "")
    border = " (* border)" if any(check.sort == BORDER for check in checks) else ""
    return f"<b>{capital(criterion)}</b>: {MEASURED[criterion]}{f', {unit}' if unit else ''}{border}"


def _answers(xs: Sequence[float], ys: Sequence[float], checks: Sequence[Check]) -> dict[str, Any]:
    """Yes, no and not known as marks that differ in shape and colour."""
    kinds, inks = zip(*(MARK[check.ok] for check in checks), strict=True)
    rim = {"color": list(inks), "width": 2}
    return marks(
        [round(x, 5) for x in xs], ys,
        marker={"symbol": list(kinds), "color": list(inks), "size": 11, "opacity": 1, "line": rim},
    )  # fmt: skip


def _cell(check: Check) -> str:
    """ "yes, 99 %", "no, −12 points", "not known"."""
    if check.ok is None or math.isnan(check.figure):
        return WORD[check.ok]
    if check.sort == BORDER:
        figure = f"border {said.share(check.figure)}"
    elif check.sort == SHARE:
        figure = said.share(check.figure)
    else:
        figure = f"{_signed(check)}{TOGETHER}{UNITS[check.sort]}"
    return f"{WORD[check.ok]}, {figure}"


def _short(check: Check) -> str:
    """The figure alone, or a word where there is none."""
    if check.ok is None:
        return "?"
    if math.isnan(check.figure):
        return WORD[check.ok]
    if check.sort not in (SHARE, BORDER):
        return _signed(check).removeprefix("+")
    told = said.share(check.figure).removesuffix(f"{TOGETHER}%")
    return told.replace("under 0.1", "&lt;1").replace("over ", "&gt;") + "*" * (check.sort == BORDER)


def _signed(check: Check) -> str:
    """A distance from the others: "+126", "−1.2", "999+"."""
    size = f"{abs(check.figure):.1f}" if check.sort == STEPS else f"{abs(check.figure):,.0f}"
    if abs(check.figure) > LARGEST:
        size = f"{LARGEST}+"
    if float(size.strip("+")) == 0:
        return "0"
    return f"{'+' if check.figure > 0 else '−'}{size}"


def _table(result: Criteria, names: Sequence[str], noun: Noun) -> pd.DataFrame:
    """A row per group and test, with the words of the screen."""
    return pd.DataFrame(
        {
            "group": called(group, names),
            "test": check.criterion,
            "answer": WORD[check.ok],
            f"what is known of its {visible(noun.many)}": check.why,
        }
        for group, checks in enumerate(result.checks)
        for check in checks
    )
