"""K-means one half-step at a time: who joins which centre, where the centres move, what it saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, layout
from core.charts.groups._crowd import bubbles
from core.charts.groups._frame import (
    BREAKPOINT,
    KEY_ROW,
    QUIET,
    Page,
    cut,
    frame,
    group_entries,
    key,
    key_axes,
    key_rows,
    least,
    note,
    round_steps,
    rounded,
)
from core.charts.groups._points import Plane, centres, crowd, heads, in_units, plane, sides, told
from core.charts.groups._told import distance, falls
from core.segments import ASSIGN, Grid, State
from core.words import Noun, count

SPLIT = (0.0, 0.62), (0.7, 1.0)  # points and line on a wide screen, as shares of the width
TALL = {True: 420, False: 290}  # pixels of the points
LINE = 200  # pixels of the line of total distances
Spots = tuple[list[float], list[float]]  # where every centre stands
MARKS = {True: ("circle", "joins"), False: ("diamond", "moves")}


def half_step(
    grid: Grid, states: Sequence[State], place: int, noun: Noun, shown: np.ndarray | None = None
) -> Chart:
    """One moment of k-means on two columns, beside the total distance after every half-step.

    place  0: the first centres, nobody belongs to a group yet; from 1 on the moment after that half-step
    shown  places of the rows that are drawn; None: all

    ValueError if the grid has not exactly two axes, or there is no such half-step.
    """
    if not 0 <= place <= len(states):
        raise ValueError(f"There is no half-step {place}; there are {len(states)}.")
    stood = [in_units(grid, state.centers) for state in states]
    at = plane(grid, shown, np.vstack(stood))
    traces = _moment(states, place, at, [centres(at, one) for one in stood[: max(place, 1)]])
    return Chart(
        figure=_figure(states, place, noun, at, traces, wide=True),
        narrow=_figure(states, place, noun, at, traces, wide=False),
        words=_words(states, place, noun),
        caution=(
            "Distances are squared before they are added up: far rows weigh more. Where the sum ends depends "
            f"on where the centres began.{told(at, noun)}"
        ),
        numbers=lambda: _table(states),
        breakpoint=BREAKPOINT,
    )


def changed(states: Sequence[State], place: int) -> np.ndarray:
    """(n,) bool: the rows that change groups in a half-step; nobody does before the second."""
    if place < 2:
        return np.zeros(len(states[0].labels), dtype=bool)
    return states[place - 1].labels != states[place - 2].labels


def _words(states: Sequence[State], place: int, noun: Noun) -> str:
    k = len(states[0].centers)
    if place == 0:
        stand = "1 centre stands at its" if k == 1 else f"{count(k)} centres stand at their"
        return f"{stand} first place{'s' * (k != 1)}. No {noun.one} belongs to a group yet."
    now = states[place - 1]
    start = f"Half-step {count(place)} of {count(len(states))}:"
    others = int(changed(states, place).sum())
    if now.half == ASSIGN:
        does = f"every {noun.one} joins the nearest centre"
        if place == 1:
            return f"{start} {does} for the first time. Total distance is {distance(now.inertia)}."
        if not others:
            end = "Nobody changes groups any more: the end."
            return f"{start} {does}. {end} Total distance stays at {distance(now.inertia)}."
        does += f"; {count(others)} change{'s' * (others == 1)} groups"
    else:
        does = "every centre moves to the middle of its group"
        if others:
            does += f"; {_taken(others, noun)}"
    saves = falls(states[place - 2].inertia, now.inertia)
    stop = " Here we stop counting." if place == len(states) else ""
    return f"{start} {does}. Total distance {saves}.{stop}"


def _taken(others: int, noun: Noun) -> str:
    """What becomes of centres that nobody belongs to."""
    if others == 1:
        return f"the centre nobody belonged to takes the {noun.one} farthest from its own"
    return f"{count(others)} centres nobody belonged to take the {noun.many} farthest from their own"


def _moment(states: Sequence[State], place: int, at: Plane, paths: Sequence[Spots]) -> list[dict[str, Any]]:
    """Points, rings around who changes groups, the centres and where they came from."""
    now = states[max(place, 1) - 1]
    k = len(now.centers)
    turns = changed(states, place)[at.rows].nonzero()[0].tolist()
    last = paths[-2:] if place and now.half != ASSIGN else []
    return [
        *crowd(at, now.labels if place else None, k),
        {
            "type": "scatter", "mode": "markers", "hoverinfo": "skip",
            "x": [at.xs[row] for row in turns], "y": [at.ys[row] for row in turns],
            "marker": {"symbol": "circle-open", "size": 12, "color": "$ink", "line": {"width": 1}},
        },
        _trail(paths, k, {"color": "$ink", "width": 1.5, "dash": "dot"}),
        _trail(last, k, {"color": "$ink", "width": 3}),
        bubbles(*paths[-1]),
    ]  # fmt: skip


def _trail(paths: Sequence[Spots], k: int, line: dict[str, Any]) -> dict[str, Any]:
    """Where every centre stood, one after the other."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for centre in range(k if paths else 0):
        stood = [(x[centre], y[centre]) for x, y in paths]
        stood = [spot for turn, spot in enumerate(stood) if not turn or spot != stood[turn - 1]]
        xs += [*(x for x, _ in stood), None]
        ys += [*(y for _, y in stood), None]
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _figure(
    states: Sequence[State], place: int, noun: Noun, at: Plane, traces: list[dict[str, Any]], wide: bool
) -> dict[str, Any]:
    across, beside = SPLIT if wide else ((0.0, 1.0), (0.0, 1.0))
    k, columns = len(states[0].centers), 3
    above, below = heads(at, Page(1, least(wide)), across[1])
    end = above + TALL[wide]
    # Wide: line, then key, beside the points; narrow: key, then line, below them.
    keys = above + LINE + 96 if wide else end + below + 30
    start = above if wide else keys + KEY_ROW * key_rows(k, columns) + 40
    last = keys + KEY_ROW * key_rows(k, columns) if wide else start + LINE + 56
    page = Page(max(end + below, last), least(wide))
    shape, notes = sides(at, page, across, above, end)
    drawn, side = _line(states, place, page, beside, start)
    shape |= side
    notes.append(
        note("↑ total distance (squared) · ● joins ◆ moves", beside[0], page.up(start - 8), yanchor="bottom")
    )
    sizes = np.bincount(states[place - 1].labels, minlength=k).tolist() if place else [None] * k
    room = page.wide * (beside[1] - beside[0])
    says = [f"{group + 1} · {'–' if size is None else count(size)}" for group, size in enumerate(sizes)]
    notes.append(note(cut(f"{noun.many} in each group", room), beside[0], page.up(keys - 12)))
    shape |= key_axes(k, columns, page, beside, keys)
    return {
        "data": [*traces, *drawn, key(group_entries(says), columns, room)],
        "layout": layout(round(page.tall) + 16, annotations=notes, **shape),
    }


def _line(
    states: Sequence[State], place: int, page: Page, across: Sequence[float], top: float
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Total distance after every half-step; the present one is large and has its figure."""
    found = np.array([state.inertia for state in states])
    low, high = float(found.min()), float(found.max())
    rim = 0.12 * (high - low) or max(0.1 * high, 1.0)
    ends = [low - rim, high + 1.6 * rim]
    ys = rounded(found, ends[1] - ends[0])
    xs = list(range(1, len(states) + 1))
    on = {"type": "scatter", "xaxis": "x2", "yaxis": "y2", "hoverinfo": "skip"}
    shade = ["$accent" if x <= place else "$spared" for x in xs]
    marks = [MARKS[state.half == ASSIGN][0] for state in states]
    here, dot = place - 1, 8 if len(states) <= 40 else 5
    traces: list[dict[str, Any]] = [
        {"mode": "lines", "x": xs, "y": ys, "line": {"color": "$spared", "width": 1.5}, **on},
        {"mode": "markers", "x": xs, "y": ys, "marker": {"symbol": marks, "color": shade, "size": dot}, **on},
        {
            "mode": "markers+text", "cliponaxis": False, "x": [xs[here]] if place else [],
            "y": [ys[here]] if place else [], "text": [distance(found[here])] if place else [],
            "textposition": "top left" if place > len(states) / 2 else "top right",
            "textfont": {"size": 15, "color": "$ink"},
            "marker": {"symbol": [marks[here]] if place else [], "color": "$accent", "size": 15,
                       "line": {"width": 2, "color": "$ink"}}, **on,
        },
    ]  # fmt: skip
    quiet = {"tickfont": QUIET, "tickangle": 0}
    steps = [1, *(step for step in map(round, round_steps(1, len(states), 4)[0]) if step > 1)]
    marked, texts = round_steps(low, high, 3)
    return traces, {
        "xaxis2": axis(
            domain=list(across), anchor="y2", range=[0.3, len(states) + 0.7], tickvals=steps,
            ticktext=[count(step) for step in steps], showgrid=False,
            title={"text": "half-step", "font": QUIET, "standoff": 4}, **quiet,
        ),
        "yaxis2": axis(domain=page.rows(top, top + LINE), anchor="x2", range=ends, tickvals=marked,
                       ticktext=texts, **quiet),
    }  # fmt: skip


def _table(states: Sequence[State]) -> pd.DataFrame:
    rows = [
        [place, MARKS[state.half == ASSIGN][1], state.inertia, int(changed(states, place).sum())]
        for place, state in enumerate(states, start=1)
    ]
    return frame(rows, ["half-step", "what happens", "total distance", "rows that change groups"])
