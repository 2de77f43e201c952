"""How many groups: four measures of the table, each beside the same measure of shuffled tables."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis
from core.charts.groups import evidence_told as told
from core.charts.groups._sheet import (
    BREAKPOINT,
    BROKEN,
    LINE,
    Sign,
    four,
    key,
    marks,
    note,
    quiet,
    sheet,
    upright,
)
from core.segments import Verdict

OUTSIDE = "not drawn"


class Panel(NamedTuple):
    """One measure: what it asks, what its axis is, and what stands behind its figures."""

    measure: str
    question: str
    unit: str
    suffix: str = ""


PANELS = (
    Panel("elbow", "How tight?", "total distance, squared: less is tighter"),
    Panel("silhouette", "How clear?", "clearness: 1 at best, 0 on the line"),
    Panel("gap", "How far ahead of shuffled tables?", "lead: total distance below theirs", " %"),
    Panel("stability", "Found again?", "1 every time, 0 as by chance"),
)


class Form(NamedTuple):
    """A size to draw in: how many panels stand side by side, and the pixels of one.

    head  for its question and its unit; tall for the picture; foot for the figures below
    start where its picture begins, as a share of its stripe
    """

    wide: bool
    across: int
    head: int
    tall: int
    foot: int
    start: float


LAPTOP = Form(True, 2, 44, 124, 32, 0.12)
PHONE = Form(False, 1, 44, 116, 34, 0.14)
LEAST = {"silhouette": 0.1, "gap": 5.0, "stability": 1.0}  # an axis reaches at least so far
GAP = 0.06  # between stripes, as a share of the paper


def evidence(
    result: pd.DataFrame, verdict: Verdict, guess: int | None, mine: int | None, rows: int | None = None
) -> Chart:
    """Four panels over the number of groups.

    result   of core.segments.choose_k; while shuffled tables are still being cut their columns may be NaN
    verdict  of core.segments.verdict on that result
    guess    how many groups the reader saw; mine how many the reader asks for now
    rows     how many rows the table has, so that a smaller sample can be named
    """
    return Chart(
        figure=_figure(result, verdict, guess, mine, LAPTOP),
        narrow=_figure(result, verdict, guess, mine, PHONE),
        words=told.words(result, verdict),
        caution=told.caution(result, rows),
        numbers=lambda: told.table(result),
        breakpoint=BREAKPOINT,
    )


def _figure(
    result: pd.DataFrame, verdict: Verdict, guess: int | None, mine: int | None, form: Form
) -> dict[str, Any]:
    ks = [int(k) for k in result["k"]]
    traces, shapes, notes, top = key(
        _signs(ks, verdict, guess, mine, bool(result["nulls"].iloc[0])), 0, form.wide
    )
    top += 8
    stripe = (1 - GAP * (form.across - 1)) / form.across
    each = form.head + form.tall + form.foot
    height = round(top + each * len(PANELS) // form.across + LINE)
    axes: dict[str, Any] = {}
    for place, panel in enumerate(PANELS):
        left = place % form.across * (stripe + GAP)
        head = top + place // form.across * each
        start, low, high = head + form.head, head + form.head + form.tall, (len(ks) > 1) * 0.4 + 0.1
        lines = _lines(result, panel.measure)
        ends = _ends(panel.measure, lines)
        number = str(place + 2)
        axes[f"xaxis{number}"] = axis(
            domain=[round(left + form.start * stripe, 4), round(left + stripe, 4)],
            anchor=f"y{number}", range=[ks[0] - high, ks[-1] + high], tickvals=ks, tickangle=0,
            tickfont={"size": 14, "color": "$faint"}, showgrid=False, automargin=False,
        )  # fmt: skip
        axes[f"yaxis{number}"] = axis(
            domain=[round(1 - low / height, 4), round(1 - start / height, 4)], anchor=f"x{number}",
            range=ends, nticks=4, ticksuffix=panel.suffix, automargin=False,
            tickformat="~s" if ends[1] >= 10_000 else ",~r" if ends[1] >= 1_000 else "",
            tickfont={"size": 14, "color": "$faint"},
        )  # fmt: skip
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        pick = verdict.picks[panel.measure] if _picking(result, panel.measure) else None
        traces += [trace | on for trace in _drawn(ks, lines, ends[0], pick, guess, mine)]
        if verdict.groups:
            shapes.append(upright(verdict.k, start, low, "$ink", f"x{number}"))
        notes.append(note(left, head + 11, f"<b>{panel.question}</b>"))
        notes.append(quiet(left, head + 31, panel.unit))
        notes.append(
            note(left + stripe, head + 31, _choice(result, panel.measure, pick), side="right", size=14)
        )
        if place >= len(PANELS) - form.across:
            notes.append(quiet(left + stripe, low + form.foot, "number of groups", "right"))
    shape = sheet(height, shapes=shapes, annotations=notes, **axes)
    return {"data": traces, "layout": shape}


def _signs(
    ks: list[int], verdict: Verdict, guess: int | None, mine: int | None, compared: bool
) -> list[Sign]:
    """What the marks mean; the reader's own numbers are said here and only marked below."""
    signs = [Sign("line", "$accent", "this table")]
    if compared:
        signs.append(Sign("dash", "$faint", "mean of shuffled tables"))
        signs.append(Sign("band", "$spared", "up to 95 of 100 of them"))
        signs.append(Sign("dots", "$wasted", "95 of 100 clouds without gaps"))
    signs.append(Sign("circle-open", "$accent", "what this measure picks"))
    if verdict.groups:
        signs.append(Sign("line-ns", "$ink", f"our answer: {verdict.k}"))
    for kind, ink, said, number in (
        ("triangle-up", "$guess", "your bet", guess),
        ("diamond", "$ink", "you cut now", mine),
    ):
        if number is not None:
            outside = "" if number in ks else f" ({OUTSIDE})"
            signs.append(Sign(kind, ink, f"{said}: none" if number == 1 else f"{said}: {number}{outside}"))
    return signs


class _Lines(NamedTuple):
    seen: np.ndarray
    null: np.ndarray
    high: np.ndarray
    cloud: np.ndarray  # the 95 % point of clouds without gaps; only clearness has one


def _lines(result: pd.DataFrame, measure: str) -> _Lines:
    """The measure of this table, its mean over shuffled ones, their 95 % point; NaN where unknown."""
    if measure == "gap":
        ahead = 100 * -np.expm1(-result["gap"].to_numpy(float))
        even = np.where(np.isnan(ahead), np.nan, 0.0)
        return _Lines(ahead, even, even, np.full(len(even), np.nan))
    name = {"elbow": "inertia"}.get(measure, measure)
    cloud = result["silhouette_cloud95"].to_numpy(float) if measure == "silhouette" else np.nan
    seen, null, high = (result[f"{name}{which}"].to_numpy(float) for which in ("", "_null", "_null95"))
    return _Lines(seen, null, high, np.broadcast_to(cloud, seen.shape))


def _ends(measure: str, lines: _Lines) -> list[float]:
    known = np.concatenate([[0.0], *lines])
    known = known[np.isfinite(known)]
    low, high = float(known.min()), float(known.max())
    if measure in LEAST:
        high = max(high, LEAST[measure])
    span = high - low or 1.0
    low -= 0.1 * span if low < 0 or measure == "gap" else 0.0  # the line of shuffled tables lies on 0
    return [float(f"{low:.4g}"), float(f"{high + 0.12 * span:.4g}")]


def _drawn(
    ks: list[int], lines: _Lines, floor: float, pick: int | None, guess: int | None, mine: int | None
) -> list[dict[str, Any]]:
    """The band and the dashed line of shuffled tables, the dotted one of clouds, this table, and marks."""
    traces = []
    seen, null, high, cloud = (four(values) for values in lines)
    if None not in null:
        band = {
            "mode": "lines",
            "line": {"width": 0},
            "fill": "toself",
            "fillcolor": "$spared",
            "opacity": 0.5,
        }
        if lines.high.tolist() != lines.null.tolist():
            traces.append(marks([*ks, *ks[::-1]], [*null, *high[::-1]], **band))
        dash = {"mode": "lines+markers", "line": {"color": "$faint", "width": 2, "dash": BROKEN["dash"]}}
        traces.append(marks(ks, null, marker={"size": 3, "color": "$faint"}, **dash))
    if None not in cloud:
        dots = {"mode": "lines", "line": {"color": "$wasted", "width": 2, "dash": BROKEN["dots"]}}
        traces.append(marks(ks, cloud, **dots))
    if None not in seen:
        line = {"mode": "lines+markers", "line": {"color": "$accent", "width": 2.5}}
        traces.append(marks(ks, seen, marker={"size": 7, "color": "$accent"}, **line))
    if pick is not None:
        ring = {"symbol": "circle-open", "size": 17, "color": "$accent", "line": {"width": 2.5}}
        traces.append(marks([pick], [seen[ks.index(pick)]], marker=ring))
    apart = 0.22 if guess == mine else 0.0  # two marks on one number stand side by side
    for number, move, kind, ink in (
        (guess, -apart, "triangle-up", "$guess"),
        (mine, apart, "diamond", "$ink"),
    ):
        if number in ks:
            traces.append(marks([number + move], [floor], marker={"symbol": kind, "size": 12, "color": ink}))
    return traces


def _picking(result: pd.DataFrame, measure: str) -> bool:
    """Whether the measure can choose already: two of them need shuffled tables."""
    return measure in ("elbow", "silhouette") or bool(result["nulls"].iloc[0])


def _choice(result: pd.DataFrame, measure: str, pick: int | None) -> str:
    if not _picking(result, measure):
        return "not yet"
    return "picks none" if pick is None else f"picks {pick}"
