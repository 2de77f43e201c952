"""The rows on the two directions along which they differ most, and what runs along each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.groups._crowd import apart, marks_of
from core.charts.groups._frame import (
    BREAKPOINT,
    KEY_ROW,
    QUIET,
    Page,
    cut,
    figure,
    frame,
    group_entries,
    key,
    key_axes,
    key_rows,
    least,
    note,
    rounded,
)
from core.charts.groups._points import label
from core.charts.groups._told import share
from core.charts.groups.marks import called
from core.safe import visible
from core.segments import Directions, Segmentation
from core.segments.halfsteps import nearest
from core.words import Noun, count

SPLIT = (0.0, 0.6), (0.66, 1.0)  # points and lists on a wide screen, as shares of the width
TALL = {True: 410, False: 300}  # pixels of the points
HEAD, FOOT = 48, 50
STRONGEST, NAMED, SAID = 6, 3, 2  # columns in a list, in the name of a direction, and in a sentence
ROW, LIST_HEAD = 25, 30  # pixels of a list
HARDLY = 0.3  # of a column that runs along less closely nothing is said
APART, MOSTLY = 0.9, 0.7  # of the rows nearest to their own middle
WHICH = ("first", "second")
LETTERS = 24  # of a column's label in the name of a direction


def directions(
    found: Segmentation, d: Directions, shown: np.ndarray | None, names: Sequence[str], noun: Noun
) -> Chart:
    """The rows on the first two directions, in the colours of their groups, beside what each is made of.

    shown  places of the rows that are drawn; None: all

    ValueError if there are fewer than two directions.
    """
    if d.places.shape[1] < 2:
        raise ValueError("One direction is too few to draw.")
    rows = np.arange(len(d.places)) if shown is None else np.asarray(shown)
    middles = np.array([d.places[found.labels == group, :2].mean(axis=0) for group in range(found.k)])
    ends = [_ends(np.concatenate([d.places[rows, side], middles[:, side]])) for side in (0, 1)]
    xs, ys = (rounded(d.places[rows, side], ends[side][1] - ends[side][0]) for side in (0, 1))
    traces = marks_of(xs, ys, found.labels[rows], found.k)[:-1]
    drawn = f" Of {noun.of(len(d.places))} {count(len(rows))} are drawn." if len(rows) < len(d.places) else ""
    return Chart(
        figure=_figure(found, d, ends, traces, middles, names, wide=True),
        narrow=_figure(found, d, ends, traces, middles, names, wide=False),
        words=_words(found, d, middles, noun),
        caution=(_left_out(d) + drawn),
        numbers=lambda: _table(found, d),
        breakpoint=BREAKPOINT,
    )


def _both(d: Directions) -> float:
    return float(d.share[:2].sum())


def _left_out(d: Directions) -> str:
    if d.places.shape[1] == 2:
        return (
            "Two columns have only two directions, so this picture leaves nothing out, nor does it add any."
        )
    return (
        f"A flat picture leaves out {share(max(1 - _both(d), 0.0))} of all differences: groups that overlap "
        "here may stand apart in what it leaves out."
    )


def _strongest(d: Directions, side: int) -> list[int]:
    """The axes of the grid that run along a direction most closely."""
    return np.argsort(-np.abs(d.loadings[:, side]), kind="stable")[:STRONGEST].tolist()


def _runs(found: Segmentation, d: Directions, side: int) -> list[tuple[str, str]]:
    """What there is more or less of along a direction: ("more", "Income")."""
    pulls = d.loadings[:, side]
    return [
        ("more" if pulls[place] > 0 else "less", label(found.grid.axes[place]))
        for place in _strongest(d, side)[:NAMED]
        if abs(pulls[place]) >= HARDLY
    ]


def _words(found: Segmentation, d: Directions, middles: np.ndarray, noun: Noun) -> str:
    runs = [
        " and ".join(f"{way} “{visible(name, 60)}”" for way, name in _runs(found, d, side)[:SAID])
        for side in (0, 1)
    ]
    first, second, both = share(float(d.share[0])), share(float(d.share[1])), share(_both(d))
    start = f"The first direction ({first} of all differences) {_towards(runs[0])}"
    own = float((nearest(d.places[:, :2], middles) == found.labels).mean())
    how = (
        "the groups hardly mix here"
        if own >= APART
        else "neighbouring groups mix here"
        if own >= MOSTLY
        else "the groups mix here, and what sets them apart lies in the rest"
    )
    return (
        f"{start}, the second ({second}) {_towards(runs[1])}; together they show {both}. In this picture "
        f"{share(own)} of the {noun.many} lie nearest to the middle of their own group: {how}."
    )


def _towards(runs: str) -> str:
    return f"runs towards {runs}" if runs else "follows no column closely"


def _ends(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    rim = 0.05 * (high - low)
    if high - low < 1e-9:
        return low - 1.0, high + 1.0
    return low - rim, high + rim


def _title(found: Segmentation, d: Directions, side: int, room: float, arrow: str) -> list[str]:
    """The name of a direction in two lines: how much it shows, and what runs along it."""
    runs = _runs(found, d, side)
    said = f"{WHICH[side]} direction, {share(float(d.share[side]))} of all differences"
    for many in range(len(runs), 0, -1):
        each = room / many - 42
        words = ", ".join(f"{way} {cut(name, min(each, 8 * LETTERS))}" for way, name in runs[:many])
        if many == 1 or each > 90:
            break
    else:
        words = "no column runs along it closely"
    return [said, f"{words} {arrow}" if side == 0 else f"{arrow} {words}"]


def _figure(
    found: Segmentation, d: Directions, ends: Sequence[tuple[float, float]], traces: list[dict[str, Any]],
    middles: np.ndarray, names: Sequence[str], wide: bool,
) -> dict[str, Any]:  # fmt: skip
    across, beside = SPLIT if wide else ((0.0, 1.0), (0.0, 1.0))
    columns = 2 if wide else 1
    length = min(STRONGEST, len(d.loadings))
    block = LIST_HEAD + ROW * length
    below = HEAD + TALL[wide] + FOOT
    keys = max(below, 2 * block + 60) + 4 if wide else below + 4
    tall = keys + KEY_ROW * key_rows(found.k, columns)
    lists = (0, block + 30) if wide else (tall + 16, tall + 16 + block + 20)
    page = Page(tall if wide else lists[1] + block + 30, least(wide))
    room = page.wide * across[1] - 20
    line = {"showticklabels": False, "zeroline": True, "zerolinecolor": "$rule", "showgrid": False,
            "showline": True, "mirror": True}  # fmt: skip
    shape = {
        "xaxis": axis(
            domain=list(across), anchor="y", range=list(ends[0]), **line,
            title={"text": "<br>".join(_title(found, d, 0, room, "→")), "font": QUIET, "standoff": 6},
        ),
        "yaxis": axis(domain=page.rows(HEAD, HEAD + TALL[wide]), anchor="x", range=list(ends[1]), **line),
    }  # fmt: skip
    notes = [note("<br>".join(_title(found, d, 1, room, "↑")), 0, page.up(HEAD - 4), yanchor="bottom")]
    xs, ys = middles.T.tolist()
    numbers = apart(xs, ys, range(found.k), ends, (page.wide * across[1], TALL[wide]))
    drawn: list[dict[str, Any]] = []
    for side, top in enumerate(lists):
        bars, axes, said = _list(found, d, side, page, beside, top)
        drawn += bars
        shape |= axes
        notes += said
    says = [
        cut(called(group, names), page.wide / columns - 34, f" · {count(found.sizes[group])}")
        for group in range(len(names))
    ]
    shape |= key_axes(found.k, columns, page, (0.0, 1.0), keys)
    return {
        "data": [*traces, *numbers, *drawn, key(group_entries(says), columns, page.wide)],
        "layout": layout(round(page.tall) + 16, annotations=notes, **shape),
    }


def _list(
    found: Segmentation, d: Directions, side: int, page: Page, across: Sequence[float], top: float
) -> tuple[list[dict[str, Any]], dict[str, Any], list[dict[str, Any]]]:
    """How closely the strongest columns run along a direction, from -1 to 1."""
    chosen = _strongest(d, side)
    middle = across[0] + 0.55 * (across[1] - across[0])
    on = f"{side + 4}"
    where = {"xaxis": f"x{on}", "yaxis": f"y{on}", "hoverinfo": "skip", "cliponaxis": False}
    pulls = [round(float(d.loadings[place, side]), 3) for place in chosen]
    bottom = top + LIST_HEAD + ROW * len(chosen)
    places = list(range(len(chosen)))
    bars: list[dict[str, Any]] = [
        {"type": "bar", "orientation": "h", "x": [abs(pull) for pull in pulls], "y": places, "width": 0.6,
         "marker": {"color": ["$accent" if pull > 0 else "$wasted" for pull in pulls]}, **where},
        {"type": "scatter", "mode": "text", "x": [abs(pull) for pull in pulls], "y": places,
         "text": [f" {_signed(pull)}" for pull in pulls], "textposition": "middle right",
         "textfont": {"size": 14, "color": "$ink"}, **where},
    ]  # fmt: skip
    room = page.wide * (middle - across[0]) - 10
    notes = [note(f"<b>along the {WHICH[side]} direction</b>", across[0], page.up(top + LIST_HEAD / 2),
                  font={"size": 15, "color": "$ink"})]  # fmt: skip
    notes += [
        note(cut(label(found.grid.axes[place]), room), across[0],
             page.up(top + LIST_HEAD + ROW * (turn + 0.5)), font={"size": 14, "color": "$ink"})
        for turn, place in enumerate(chosen)
    ]  # fmt: skip
    if side:
        notes.append(note("1 goes with it, −1 against it, 0 neither", across[0], page.up(bottom + 14)))
    return bars, {
        f"xaxis{on}": hidden_axis(domain=[middle, across[1]], range=[0, 1.6], anchor=f"y{on}"),
        f"yaxis{on}": hidden_axis(domain=page.rows(top + LIST_HEAD, bottom),
                                  range=[len(chosen) - 0.5, -0.5], anchor=f"x{on}"),
    }, notes  # fmt: skip


def _signed(pull: float) -> str:
    said = figure(abs(pull), 0.01)
    return f"{'−' if pull < 0 else '+'}{said}" if float(said) else said


def _table(found: Segmentation, d: Directions) -> pd.DataFrame:
    rows = [
        [label(one), float(d.loadings[place, 0]), float(d.loadings[place, 1])]
        for place, one in enumerate(found.grid.axes)
    ]
    return frame(rows, ["column", "runs along the first direction", "runs along the second direction"])
