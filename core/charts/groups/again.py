"""What becomes of groups and of the plan when the groups are found anew, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, text
from core.charts.groups import _said as said
from core.charts.groups._frame import round_steps
from core.charts.groups._sheet import (
    BREAKPOINT,
    LINE,
    Sign,
    four,
    key,
    look,
    marks,
    note,
    percent_axis,
    quiet,
    rule,
    sheet,
    width,
)
from core.charts.groups.again_told import says_same, times, words
from core.charts.groups.criteria import wrapped
from core.charts.groups.marks import called, colour
from core.safe import visible
from core.strategy import Again, Held, Refits, Survival
from core.words import Noun, count

LEAST = 0.05  # of all rows, the axis of changes shows at least
LANE, STACK, DOT = 52, 36, 9  # pixels of a lane, of the highest pile of dots in it, and of a dot
FOOT = 54  # pixels of an axis with its title
START, END = 0.34, 0.9  # stripe of the wide picture in which things are measured
LAPTOP_ROW, PHONE_ROW = 30, 46
SECOND = {True: 12, False: 17}  # pixels of a name's second line, on a laptop or not
SAME, OTHER, PLAIN = ("circle", "$caught"), ("x", "$missed"), ("circle", "$ink")


def again(result: Again, survival: Survival | None, names: Sequence[str], noun: Noun, currency: str) -> Chart:
    """A dot per refit for the rows that change group, and a bar per group for those that stay.

    survival  None where there is no plan yet; names one per group
    """
    judged = survival if survival is not None and survival.budget else None  # else there is nothing to split
    return Chart(
        figure=_figure(result, judged, names, noun, wide=True),
        narrow=_figure(result, judged, names, noun, wide=False),
        words=words(result, survival, noun, currency),
        caution=_caution(result, survival, noun),
        numbers=lambda: _table(result, judged, names, noun, currency),
        breakpoint=BREAKPOINT,
    )


def _caution(result: Again, survival: Survival | None, noun: Noun) -> str:
    told = "Only the groups change here; prices and answers stay as they are, right or wrong."
    if survival is not None and says_same(survival):
        told += " “The same” means: the same group gets most, the same groups get nothing."
    if result.fitted < result.rows:
        drawn = f"Each draw holds {count(result.fitted)} of {noun.of(result.rows)}"
        return f"{told} {drawn}, so more of them change than with all."
    return told


def _lanes(result: Again, survival: Survival | None) -> list[tuple[str, Refits, Held | None]]:
    """The sorts of refits that there are."""
    sorts = [
        ("begun", result.begun, survival.begun if survival else None),
        ("drawn", result.drawn, survival.drawn if survival else None),
    ]
    return [sort for sort in sorts if len(sort[1].changed)]


def _figure(
    result: Again, survival: Survival | None, names: Sequence[str], noun: Noun, wide: bool
) -> dict[str, Any]:
    paper = width(wide)
    start, end = (START, END) if wide else (0.03, 0.92)
    lanes = _lanes(result, survival)
    traces, shapes, notes, top = key(_signs(lanes, survival), 0, wide)
    top += 10
    head = 0 if wide else LINE
    most = max([LEAST * result.rows, 5.0, *(float(refits.changed.max()) for _, refits, _ in lanes)])
    per_dot = most / ((end - start) * paper / DOT)  # rows that a dot is wide
    for sort, refits, held in lanes:
        shapes.append(rule(top))
        told = f"{sort} anew {times(len(refits.changed))}"
        largest = f"at most {count(refits.changed.max())}" if refits.changed.any() else "none"
        notes.append(note(0, top + (LANE / 2 if wide else 12), told, size=14))
        notes.append(quiet(1, top + (LANE / 2 if wide else 12), largest, "right"))
        traces.append(_dots(refits, held, top + head, per_dot))
        top += head + LANE
    places, figures = round_steps(0, most, 5 if wide else 3)
    whole = [(place, told) for place, told in zip(places, figures, strict=True) if place == round(place)]
    floor = top
    changes = f"{text(noun.many, 24)} that change group, of {count(result.rows)}"
    top += FOOT + 14
    shapes.append(rule(top))
    bars, labels, height = _bars(result, names, top + 6, wide)
    notes += labels
    shape = sheet(
        height,
        foot=FOOT,
        xaxis2=axis(
            domain=[start, end], anchor="free", position=round(1 - floor / round(height), 5), side="bottom",
            range=[-0.02 * most, 1.04 * most], automargin=False, ticks="outside", tickcolor="$rule",
            tickvals=[place for place, _ in whole], ticktext=[told for _, told in whole], tickangle=0,
            tickfont={"size": 14, "color": "$faint"}, showgrid=False, showline=True,
        ),
        xaxis3=percent_axis(start, end, _title(result, noun)),
        shapes=shapes,
        annotations=[
            *notes,
            quiet((start + end) / 2, floor + 40, changes, "center"),
        ],
    )  # fmt: skip
    return {"data": [*traces, *bars], "layout": shape}


def _title(result: Again, noun: Noun) -> str:
    sort = "drawn" if len(result.drawn.changed) else "begun"
    return f"of its {text(noun.many, 24)} stay, {sort} anew"


def _signs(lanes: Sequence[tuple[str, Refits, Held | None]], survival: Survival | None) -> list[Sign]:
    """What the marks mean, as far as they occur."""
    bars = [
        Sign("square", "$faint", "stay, on average"),
        Sign("line-ns", "$ink", "stay, at worst"),
    ]
    if survival is None:
        return [Sign(*PLAIN, "one try"), *bars]
    kept = {bool(same) for _, _, held in lanes if held is not None for same in held.most}
    same, other = ("best split: same group gets most", "not the same group")
    if not survival.most:
        same, other = ("still best to spend nothing", "spending would pay")
    told = ((True, Sign(*SAME, same)), (False, Sign(*OTHER, other)))
    return [*(sign for ok, sign in told if ok in kept), *bars]


def _dots(refits: Refits, held: Held | None, top: float, per_dot: float) -> dict[str, Any]:
    """A dot per refit, piled up where they would hide each other."""
    changed = refits.changed
    levels: list[int] = [0] * len(changed)
    ends: list[float] = []  # of every level the last place taken
    for place in np.argsort(changed, kind="stable").tolist():
        at = float(changed[place])
        level = next((level for level, end in enumerate(ends) if at - end >= per_dot), len(ends))
        ends[level : level + 1] = [at]
        levels[place] = level
    step = min(DOT, STACK / max(len(ends) - 1, 1))
    heights = top + LANE - 8 - step * np.array(levels)
    looks = [PLAIN] * len(heights) if held is None else [SAME if same else OTHER for same in held.most]
    return marks(
        refits.changed.tolist(), np.round(heights, 1).tolist(), xaxis="x2", yaxis="y",
        marker={
            "symbol": [kind for kind, _ in looks], "color": [ink for _, ink in looks], "size": DOT,
            "opacity": 0.85, "line": {"color": "$paper", "width": 1},
        },
    )  # fmt: skip


def _judged(result: Again) -> Refits:
    """The refits that say most: rows drawn anew, if there are any."""
    return result.drawn if len(result.drawn.changed) else result.begun


def _bars(
    result: Again, names: Sequence[str], top: float, wide: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """A bar per group for the share that stays, with a line at the worst refit, and where they end."""
    k, paper = len(names), width(wide)
    room = START * paper - 30 if wide else paper - 105
    called_so = [wrapped(group, names, room) for group in range(k)]
    more = SECOND[wide] * any("<br>" in name for name in called_so)
    row, middle = (LAPTOP_ROW + more, (LAPTOP_ROW + more) / 2) if wide else (PHONE_ROW + more, 33 + more)
    label = middle if wide else 12 + more / 2
    stayed = _judged(result).stayed if len(_judged(result).stayed) else np.ones((1, k))
    means, worst = stayed.mean(axis=0), stayed.min(axis=0)
    ys = [round(top + row * group + middle, 1) for group in range(k)]
    notes = []
    for group in range(k):
        y = top + row * group + label
        notes.append(note(22 / paper, y, called_so[group], size=14))
        notes.append(note(1, y, said.share(float(means[group])), size=14, side="right"))
    signs = marks([round(8 / paper, 5)] * k, [top + row * group + label for group in range(k)],
                  marker=look(range(k), 13))  # fmt: skip
    on = {"xaxis": "x3", "yaxis": "y"}
    bar = {
        "type": "bar", "orientation": "h", "x": four(100 * means), "y": ys, "width": 14, "hoverinfo": "skip",
        "marker": {"color": [colour(group) for group in range(k)], "line": {"width": 0}},
        "opacity": 0.6, **on,
    }  # fmt: skip
    line = {"symbol": "line-ns", "size": 18, "line": {"color": "$ink", "width": 2.5}}
    ends = marks(four(100 * worst), ys, marker=line, **on)
    return [signs, bar, ends], notes, top + row * k


def _table(
    result: Again, survival: Survival | None, names: Sequence[str], noun: Noun, currency: str
) -> pd.DataFrame:
    """A row per refit, with the words of the screen."""
    rows = []
    for sort, refits, held in _lanes(result, survival):
        for turn, changed in enumerate(refits.changed.tolist()):
            row: dict[str, Any] = {
                "how": f"{sort} anew", "number": turn + 1,
                f"{visible(noun.many)} that change group": changed,
            }  # fmt: skip
            if held is not None:
                row["best split: same group gets most"] = "yes" if held.most[turn] else "no"
                row["best split: same groups left alone"] = "yes" if held.alone[turn] else "no"
                row[f"the plan forgoes, {visible(currency)}"] = float(held.forgone[turn])
            for group in range(len(names)):
                row[f"{called(group, names)}: share that stays"] = float(refits.stayed[turn, group])
            rows.append(row)
    return pd.DataFrame(rows or [{"how": "not found anew"}])
