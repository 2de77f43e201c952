"""What is picked, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.charts.groups.marks import called
from core.linked.board import Board
from core.linked.picks import Picks
from core.safe import visible
from core.segments import Axis, Segmentation
from core.words import count, percent

FEW = 10  # rows up to which they are counted rather than told as a share
TOLD = 3  # columns said of those that are picked
APART = 0.5  # standard steps from the average of all
LONGEST = 28  # letters of a column's label
MOST_ROWS = 1_000  # rows of the table under the picture


def picked_words(
    board: Board, picks: Picks, picked: np.ndarray, found: Segmentation, names: Sequence[str]
) -> str:
    """What is picked: how many, how they differ from all, and which group most of them are in."""
    every, some = len(board.rows), int(picked.sum())
    if not picks:
        return (
            f"All {board.noun.of(every)} are here. Pick a group"
            f"{', a stretch of bars or places on the map' if board.drawing else ' or a stretch of bars'}: "
            "everything else shows what you picked."
        )
    told = _picked(board, picks, names)
    if not some:
        return (
            f"No {board.noun.one} is left: none of {board.noun.of(every)} has all of this at once ({told})."
        )
    stands_out = _apart(board, picks, picked, found)
    how = f" Compared with all: {stands_out}." if stands_out else ""
    whose = "" if len(picks.groups) == 1 else f" {_groups(found, board, picked, names)}"
    return f"{count(some)} of {board.noun.of(every)} ({told}).{how}{whose}"


def picked_rows(board: Board, picked: np.ndarray, found: Segmentation, names: Sequence[str]) -> pd.DataFrame:
    """The picked rows, at most MOST_ROWS: what each goes by, its group, and the columns of the bars."""
    places = np.flatnonzero(picked)[:MOST_ROWS]
    rows = board.rows[places]
    table = found.grid.table.rows
    frame: dict[str, list[object]] = {}
    if board.names:
        frame[board.noun.one] = [board.names[place] for place in places]
    else:
        frame[board.noun.one] = [int(row) + 1 for row in rows]
    frame["group"] = [called(int(found.labels[row]), names) for row in rows]
    for one, label in zip(board.bars, board.labels, strict=True):
        name = label if label not in frame else f"{label} (column)"
        frame[name] = table[one.column.name].iloc[rows].tolist()
    return pd.DataFrame(frame)


def _picked(board: Board, picks: Picks, names: Sequence[str]) -> str:
    """The picks in words; all of them have to be there."""
    parts = []
    if picks.groups:
        parts.append(" or ".join(called(group, names) for group in picks.groups))
    parts += [
        f"{visible(board.labels[place], LONGEST)} {board.bars[place].said(*ends)}"
        for place, ends in picks.ranges.items()
    ]
    if picks.around:
        parts.append("inside your line")
    if picks.rows:
        named = board.names and len(picks.rows) <= TOLD
        parts.append(
            " or ".join(board.names[row] for row in picks.rows)
            if named
            else f"{board.noun.of(len(picks.rows))} picked"
        )
    return "; ".join(parts)


def _apart(board: Board, picks: Picks, picked: np.ndarray, found: Segmentation) -> str:
    """The columns in which those picked differ most from all, but for those they were picked by."""
    asked = {board.bars[place].column.name for place in picks.ranges if place < len(board.bars)}
    axes, raw = found.grid.axes, found.grid.raw[board.rows]
    away = [
        (float((raw[picked, place].mean() - axis.mean) / axis.spread) if axis.spread else 0.0, axis)
        for place, axis in enumerate(axes)
        if axis.column.name not in asked
    ]
    strongest = sorted((one for one in away if abs(one[0]) >= APART), key=lambda one: -abs(one[0]))[:TOLD]
    labels = dict(zip((one.column.name for one in board.bars), board.labels, strict=True))
    return ", ".join(
        f"{'higher' if z > 0 else 'lower'} {_inside(_label(labels, axis))}"
        if axis.level is None
        else f"{'more' if z > 0 else 'fewer'} “{_label(labels, axis)}: {visible(axis.level, LONGEST)}”"
        for z, axis in strongest
    )


def _label(labels: dict[str, str], axis: Axis) -> str:
    return visible(labels.get(axis.column.name, axis.column.label), LONGEST)


def _groups(found: Segmentation, board: Board, picked: np.ndarray, names: Sequence[str]) -> str:
    """Which group most of them are in."""
    sizes = np.bincount(found.labels[board.rows][picked], minlength=found.k)
    most, whole = int(np.argmax(sizes)), int(sizes.sum())
    where = f"“{called(most, names)}”"
    if sizes[most] == whole:
        return f"All of them are in {where}." if whole > 1 else f"It is in {where}."
    tied = np.flatnonzero(sizes == sizes[most])
    if len(tied) > 1:
        listed = " and ".join(str(group + 1) for group in tied)
        return f"Most are in groups {listed}, {count(sizes[most])} in each."
    return f"{_share(int(sizes[most]), whole)} of them are in {where}, more than in any other group."


def _share(some: int, whole: int) -> str:
    if whole <= FEW:
        return f"{some} of the {whole}"
    if 2 * some == whole:
        return "Half"
    return percent(some / whole)


def _inside(label: str) -> str:
    """A label in the middle of a sentence: "Median age" -> "median age", but "GDP" stays."""
    label = visible(label, LONGEST)
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
