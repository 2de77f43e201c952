"""A column beside its twin, or beside one that knows the answer: how far each pushes before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.why.fitting import QUIET, Spot, named, note, points, room, round_places
from core.safe import visible
from core.table import Table
from core.words import the_model

TWIN, LEAK = "twin", "leak"
CAUTIONS = {
    TWIN: "Two weak pushes may be one strong one cut in half.",
    LEAK: "A column that looks too good may know the answer. Ask when it was written down.",
}
ALONE = "A column with no push may say just as much as the one beside it."
KEPT, NOTHING = 0.9, 0.1  # parts of the push before: from here on it is kept; below, next to nothing
EVEN = 0.35  # a share of the two at least so large is half of it, more or less
TOO_WEAK = 5e-4  # a push that is said to be 0.0 points
BREAKPOINT = 760
NAMES = {True: 260, False: 270}
AXIS = {True: BREAKPOINT - 300, False: 296}
PITCH = {True: 52, False: 76}


class _Row(NamedTuple):
    """A column and its average push before and after; no push where it was not in the table."""

    name: str
    label: str
    before: float | None
    after: float


def credit(
    before: pd.DataFrame,
    after: pd.DataFrame,
    table: Table,
    original: str,
    extra: str,
    label: str,
    model: str,
    kind: str,
    most: int = 6,
) -> Chart:
    """The average push of each column without and with one column more.

    before, after  a row per column: column, mean_abs_contribution (chance, 0 to 1); after has `extra` more
    original       the column the extra one goes with; label is what the extra one is called
    kind           "twin" (it says the same again) or "leak" (it was written down after customers had left)
    most           columns drawn, the strongest after, `original` and `extra` always among them
    ValueError: another kind, or a column that is not where it should be.
    """
    if kind not in CAUTIONS:
        raise ValueError(f"There is no kind {kind!r}: choose {TWIN!r} or {LEAK!r}.")
    was, now = set(before["column"]), set(after["column"])
    if original == extra or original not in was or not {original, extra} <= now:
        raise ValueError("Both columns have to be in the table after, and the original one before too.")
    rows = _rows(before, after, table, extra, label)
    known = {row.name: row for row in rows}
    pair, who = (known[original], known[extra]), the_model(model)
    words = _twin(*pair, who) if kind == TWIN else _leak(*pair, rows[0].after, who)
    shown, rest = _parted(rows, (original, extra), most)
    return Chart(
        figure=_figure(shown, rest, (original, extra), wide=True),
        narrow=_figure(shown, rest, (original, extra), wide=False),
        words=words,
        caution=ALONE if kind == TWIN and _one_sided(*pair) else CAUTIONS[kind],
        numbers=lambda: _table(rows),
        breakpoint=BREAKPOINT,
    )


def _rows(before: pd.DataFrame, after: pd.DataFrame, table: Table, extra: str, label: str) -> list[_Row]:
    """A row per column of the table after, the strongest first."""
    labels = {column.name: column.label for column in table.columns} | {extra: label}
    first = dict(zip(before["column"], before["mean_abs_contribution"].astype(float), strict=True))
    ranked = after.sort_values("mean_abs_contribution", ascending=False, kind="stable")
    return [
        _Row(name, labels[name], None if name == extra else first.get(name, 0.0), float(push))
        for name, push in zip(ranked["column"], ranked["mean_abs_contribution"], strict=True)
    ]


def _parted(rows: Sequence[_Row], pair: tuple[str, str], most: int) -> tuple[list[_Row], list[_Row]]:
    """The rows that are drawn, and the others."""
    free = most - len(pair)
    strongest = [row.name for row in rows if row.name not in pair][: max(free, 0)]
    drawn = {*pair, *strongest}
    return [row for row in rows if row.name in drawn], [row for row in rows if row.name not in drawn]


def _twin(original: _Row, twin: _Row, who: str) -> str:
    name, alone, now, other = visible(original.label, 60), original.before or 0.0, original.after, twin.after
    if alone < TOO_WEAK:
        return (
            f"Alone, “{name}” pushes by under 0.1 points on average, so there is nothing to share with a "
            "twin. Choose a column that pushes more."
        )
    first = f"Alone, “{name}” pushes by {points(alone)} points on average. With a twin beside it in the table"
    if now >= KEPT * alone and other < NOTHING * alone:
        return (
            f"{first} {who} keeps to “{name}”: {points(now)} points, and {points(other)} for the twin. "
            "Another model, or the same one learnt anew, may share."
        )
    if now >= KEPT * alone:
        what = f"it still pushes by {points(now)}, and the twin by {points(other)}"
    elif now < NOTHING * alone and other >= alone / 2:
        what = f"{who} turns to the twin: {points(other)} points, and {points(now)} for “{name}”"
    elif other < NOTHING * alone:
        what = f"it pushes by {points(now)}, and the twin by {points(other)}: the rest moves to other columns"
    elif min(now, other) >= EVEN * (now + other):
        what = f"the two share: {points(now)} and {points(other)} points"
    else:
        what = f"the two share unevenly: {points(now)} points, and {points(other)} for the twin"
    return f"{first} {what}. Nothing in the world has changed."


def _one_sided(original: _Row, twin: _Row) -> bool:
    """Whether one of the two has nearly all the push that both have."""
    weak, strong = sorted((original.after, twin.after))
    return strong >= TOO_WEAK and weak < NOTHING * strong


def _leak(original: _Row, leak: _Row, strongest: float, who: str) -> str:
    name, extra = visible(original.label, 60), visible(leak.label, 60)
    alone, now = original.before or 0.0, original.after
    late = "A column written down only after customers had left"
    if leak.after < TOO_WEAK:
        return f"{late} stays without effect: “{extra}” pushes by under 0.1 points in {who}."
    how = "takes over" if leak.after >= strongest else "joins in"
    if points(now) == points(alone):
        other = f"“{name}” stays at {points(now)}"
    else:
        other = f"“{name}” {'falls' if now < alone else 'rises'} from {points(alone)} to {points(now)}"
    return (
        f"{late} {how}: “{extra}” pushes by {points(leak.after)} points on average, and {other}. On the day "
        f"{who} is needed, that column is still empty."
    )


def _figure(rows: Sequence[_Row], rest: Sequence[_Row], pair: tuple[str, str], wide: bool) -> dict[str, Any]:
    colours = {pair[0]: "$caught", pair[1]: "$wasted"}
    names = [named(row.label, "", "", NAMES[wide]) for row in rows]
    notes = [one for place, row in enumerate(rows) for one in _figures(row, place)]
    if rest:
        others = f"{len(rest)} other{'s' * (len(rest) != 1)}"
        names.append(others if wide else f"{others}: {_together(rest)}")
        notes += [note(0, len(rows), _together(rest), "left", xshift=4)] * wide
    if not wide:
        notes += [note(0, place - 0.44, name, "left", xref="paper") for place, name in enumerate(names)]
    low, high = room([Spot(0.0), *(spot for row in rows for spot in _spots(row))], AXIS[wide])
    places = [100 * place for place in round_places(low / 100, high / 100, 5 if wide else 4)]
    top, bottom = (-0.6 if wide else -0.7), len(names) - (0.5 if wide else 0.55 + 0.4 * bool(rest))
    shape = layout(
        round(PITCH[wide] * (bottom - top)) + 58,
        barmode="overlay",
        margin={"l": 8 if wide else 20, "r": 24, "t": 8, "b": 8},
        xaxis=axis(
            range=[low, high], tickmode="array", tickvals=places, ticktext=[f"{place:g}" for place in places],
            tickfont=QUIET, anchor="y", title={"text": "average push, points of chance", "font": QUIET},
        ),
        yaxis=axis(
            tickmode="array", tickvals=list(range(len(names))), ticktext=names, showgrid=False, ticks="",
            tickfont={"size": 14, "color": "$ink"}, range=[bottom, top], anchor="x",
        ) if wide else hidden_axis(range=[bottom, top], anchor="x"),
        annotations=notes,
    )  # fmt: skip
    return {"data": _traces(rows, colours, wide), "layout": shape}


def _spots(row: _Row) -> list[Spot]:
    """The ends of a row's two bars, with the figures behind them."""
    was = wide_in_pixels(_before(row)) + 14
    return [
        Spot(100 * (row.before or 0.0), 0, was),
        Spot(100 * row.after, 0, wide_in_pixels(f"{points(row.after)} after") + 14),
    ]


def _before(row: _Row) -> str:
    return "before: not in the table" if row.before is None else f"{points(row.before)} before"


def _figures(row: _Row, place: int) -> list[dict[str, Any]]:
    was = note(100 * (row.before or 0.0), place - 0.17, _before(row), "left", xshift=4, font=QUIET)
    now = f"{points(row.after)} after"
    return [was, note(100 * row.after, place + 0.17, now, "left", xshift=4)]


def _together(rest: Sequence[_Row]) -> str:
    was, now = sum(row.before or 0.0 for row in rest), sum(row.after for row in rest)
    return f"{'together ' * (len(rest) > 1)}{points(was)} before, {points(now)} after"


def _traces(rows: Sequence[_Row], colours: Mapping[str, str], wide: bool) -> list[dict[str, Any]]:
    """The pushes before (outlined and hatched) and after (full)."""
    places = range(len(rows))
    painted = [colours.get(row.name, "$spared") for row in rows]
    thick = {"type": "bar", "orientation": "h", "width": 0.3 if wide else 0.26, "hoverinfo": "skip"}
    return [
        {
            **thick, "x": [100 * (row.before or 0.0) for row in rows], "y": [k - 0.17 for k in places],
            "marker": {
                "color": painted, "pattern": {"shape": "/", "size": 7, "solidity": 0.3},
                "line": {"color": painted, "width": [1.5 * bool(row.before) for row in rows]},
            },
        },
        {
            **thick, "x": [100 * row.after for row in rows], "y": [k + 0.17 for k in places],
            "marker": {"color": painted},
        },
    ]  # fmt: skip


def _table(rows: Sequence[_Row]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "column": visible(row.label),
                "average push before, points": None if row.before is None else 100 * row.before,
                "average push after, points": 100 * row.after,
            }
            for row in rows
        ]
    )
