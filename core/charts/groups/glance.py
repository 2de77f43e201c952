"""All groups at a glance: a row per column of the table, a cell per group with its index number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.chart import Chart
from core.charts.groups import _said as said
from core.charts.groups._sheet import (
    BREAKPOINT,
    Sign,
    area,
    key,
    look,
    marks,
    note,
    roll,
    rule,
    sheet,
    short,
    width,
)
from core.charts.groups.marks import called
from core.safe import visible
from core.segments import Segmentation, explained
from core.words import Noun, count

MOST = 12
LARGEST = 999  # index numbers above are written as more than that
EQUAL = 9  # decimals; what differs by less is equal
FULL = 2.0  # standard steps at which a square has its full size


class Form(NamedTuple):
    """A size to draw in: where the cells begin, and per row its height and the middles of label and cell."""

    wide: bool
    start: float
    row: int
    label: int
    cell: int
    side: int  # pixels of the largest square


LAPTOP = Form(True, 0.27, 40, 20, 20, 34)
PHONE_FORM = Form(False, 0.0, 58, 12, 38, 30)
HEAD = 34  # pixels of marks and numbers above the cells


class _Row(NamedTuple):
    """One column of the table.

    name     its label; label the same with the level that is shown
    between  its share of differences that lie between the groups
    indices, z, stands_out  a cell per group
    """

    name: str
    label: str
    between: float
    indices: list[float]
    z: list[float]
    stands_out: list[bool]


def glance(found: Segmentation, names: Sequence[str], noun: Noun, mark: int | None) -> Chart:
    """The columns that tell the groups apart most, twelve at most, the strongest first.

    Of a category the level that is farthest from the average is shown.

    names  one per group; mark the group that is looked at elsewhere
    """
    rows = _rows(found)
    shown = sorted(rows, key=lambda row: -round(row.between, EQUAL))[:MOST]
    sizes = [int(size) for size in found.sizes]
    return Chart(
        figure=_figure(shown, sizes, names, noun, mark, LAPTOP),
        narrow=_figure(shown, sizes, names, noun, mark, PHONE_FORM),
        words=_words(found.clear, shown, sizes, names, noun),
        caution=(
            f"Index numbers compare averages. Inside a group its {noun.many} differ, and a large index may "
            "stand on a small amount."
            + (f" {count(len(rows) - len(shown))} more columns are in the table." if rows[MOST:] else "")
        ),
        numbers=lambda: _table(rows, names),
        breakpoint=BREAKPOINT,
    )


def _rows(found: Segmentation) -> list[_Row]:
    grid, profile = found.grid, found.profiles
    cells = {
        (column, level, group): (index, z, out)
        for group, column, level, index, z, out in zip(
            *(profile[name].tolist() for name in ("segment", "column", "level", "index", "z", "stands_out")),
            strict=True,
        )
    }
    rows = []
    for column, places in zip(grid.columns, grid.parts, strict=True):
        best: tuple[float, int] = (-1.0, 0)
        for place in places.tolist():
            level = grid.axes[place].level or ""
            farthest = max(abs(cells[column.name, level, group][1]) for group in range(found.k))
            best = max(best, (farthest, place), key=lambda one: one[0])
        axis = grid.axes[best[1]]
        line = [cells[column.name, axis.level or "", group] for group in range(found.k)]
        index, z, out = (list(values) for values in zip(*line, strict=True))
        between = explained(np.ascontiguousarray(grid.values[:, places]), found.labels)
        rows.append(_Row(visible(column.label, said.LABEL), said.column(axis), between, index, z, out))
    return rows


def _words(clear: bool, rows: Sequence[_Row], sizes: Sequence[int], names: Sequence[str], noun: Noun) -> str:
    sized = said.largest(sizes, names, noun)
    if not clear:
        return f"{sized} Nothing stands out: tables with shuffled columns are cut as cleanly."
    first = rows[0]
    return (
        f"{sized} {said.quoted(first.name)} tells them apart most: "
        f"{said.share(first.between)} of its differences lie between the groups."
    )


def _figure(
    rows: Sequence[_Row],
    sizes: Sequence[int],
    names: Sequence[str],
    noun: Noun,
    mark: int | None,
    form: Form,
) -> dict[str, Any]:
    k = len(sizes)
    listed, top = roll(names, sizes, noun, 0, form.wide)
    traces, shapes, notes, top = key(_signs(rows), top + 8, form.wide)
    top += 8
    start = top + HEAD
    height = start + form.row * len(rows)
    cell = (1 - form.start) / k
    middles = [form.start + cell * (group + 0.5) for group in range(k)]
    if mark is not None and 0 <= mark < k:
        shapes.append(area(form.start + cell * mark, form.start + cell * (mark + 1), top, height, "$panel"))
    heads = marks(
        [round(x, 5) for x in middles], [top + 10] * k,
        mode="markers", marker=look(range(k), 13),
    )  # fmt: skip
    notes += [
        note(x, top + 25, f"<b>{group + 1}</b>" if group == mark else str(group + 1), side="center", size=14)
        for group, x in enumerate(middles)
    ]
    room = width(form.wide) * (form.start or 1.0) - 12
    for place, row in enumerate(rows):
        y = start + form.row * place
        shapes.append(rule(y))
        notes.append(note(0, y + form.label, short(_label(row), room, 14), size=14))
        notes += [_number(row, group, x, y + form.cell) for group, x in enumerate(middles)]
    squares = _squares(rows, middles, start, min(form.side, cell * width(form.wide) - 2), form)
    shape = sheet(height, shapes=shapes, annotations=notes)
    return {"data": [listed, heads, *traces, *squares], "layout": shape}


def _squares(
    rows: Sequence[_Row], middles: Sequence[float], start: float, side: float, form: Form
) -> list[dict[str, Any]]:
    """Behind what stands out a square that grows with the distance, and a mark on its side."""
    found: dict[str, list[Any]] = {name: [] for name in ("x", "y", "size", "colour", "tip", "kind")}
    for place, row in enumerate(rows):
        y = start + form.row * place + form.cell
        for x, z, out in zip(middles, row.z, row.stands_out, strict=True):
            if not out:
                continue
            size = side * (0.5 + 0.5 * min(abs(z) / FULL, 1))
            found["x"].append(round(x, 5))
            found["y"].append(round(y, 1))
            found["size"].append(round(size, 1))
            found["colour"].append("$caught" if z > 0 else "$wasted")
            found["tip"].append(round(y + (-14 if z > 0 else 14), 1))
            found["kind"].append("triangle-up" if z > 0 else "triangle-down")
    if not found["x"]:
        return []
    plain = {"color": found["colour"], "line": {"width": 0}}
    return [
        marks(found["x"], found["y"],
              marker={**plain, "symbol": "square", "size": found["size"], "opacity": 0.28}),
        marks(found["x"], found["tip"],
              marker={**plain, "symbol": found["kind"], "size": 9, "opacity": 1}),
    ]  # fmt: skip


def _number(row: _Row, group: int, x: float, y: float) -> dict[str, Any]:
    strong = row.stands_out[group]
    return note(x, y, _written(row, group), "$ink" if strong else "$faint", 14, "center")


def _written(row: _Row, group: int) -> str:
    """The index, or the standard steps where there is none."""
    index = row.indices[group]
    if math.isnan(index):
        steps = f"{row.z[group]:+.1f}".replace("-", "−")
        return "0" if steps[1:] == "0.0" else steps
    return f"{LARGEST}+" if index > LARGEST else count(index)


def _label(row: _Row) -> str:
    return f"{row.label} *" if any(math.isnan(index) for index in row.indices) else row.label


def _signs(rows: Sequence[_Row]) -> list[Sign]:
    """What numbers and marks mean, as far as they occur."""
    out = [z for row in rows for z, strong in zip(row.z, row.stands_out, strict=True) if strong]
    signs = [Sign("", "$faint", "index, 100 = average of all")]
    if any(z > 0 for z in out):
        signs.append(Sign("triangle-up", "$caught", "stands out above"))
    if any(z < 0 for z in out):
        signs.append(Sign("triangle-down", "$wasted", "stands out below"))
    if any(math.isnan(index) for row in rows for index in row.indices):
        signs.append(Sign("asterisk-open", "$faint", "standard steps, no index"))
    return signs


def _table(rows: Sequence[_Row], names: Sequence[str]) -> pd.DataFrame:
    """A row per column of the table, for every group its index and its distance in standard steps."""
    told: dict[str, Any] = {
        "column": [visible(row.label) for row in rows],
        "share of differences between groups": [row.between for row in rows],
    }
    for group in range(len(names)):
        name = called(group, names)
        told[f"{name}: index, 100 = average"] = [row.indices[group] for row in rows]
        told[f"{name}: standard steps from average"] = [row.z[group] for row in rows]
    return pd.DataFrame(told)
