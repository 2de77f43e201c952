"""What is picked, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.charts.groups.marks import called
from core.linked.board import Board
from core.linked.picks import Picks
from core.safe import visible
from core.segments import Segmentation
from core.words import capital, count, percent

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
        return f"Nobody is left: none of {board.noun.of(every)} has all of this at once ({told})."
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
    parts = []
    if picks.groups:
        parts.append(" or ".join(called(group, names) for group in picks.groups if group < len(names)))
    parts += [
        f"{visible(board.labels[place], LONGEST)} {board.bars[place].said(*_within(board, place, picks))}"
        for place in picks.ranges
        if place < len(board.bars)
    ]
    if picks.around:
        parts.append("inside your line")
    if picks.rows:
        some = [row for row in picks.rows if row < len(board.rows)]
        named = board.names and len(some) <= TOLD
        parts.append(
            " or ".join(board.names[row] for row in some) if named else f"{board.noun.of(len(some))} picked"
        )
    return "; ".join(filter(None, parts)) or "nothing that is here"


def _within(board: Board, place: int, picks: Picks) -> tuple[int, int]:
    first, last = picks.ranges[place]
    end = len(board.bars[place]) - 1
    return min(first, end), min(last, end)


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
        f"{'higher' if z > 0 else 'lower'} {_inside(labels.get(axis.column.name, axis.column.label))}"
        if axis.level is None
        else f"{'more' if z > 0 else 'fewer'} {visible(axis.level, LONGEST)}"
        for z, axis in strongest
    )


def _groups(found: Segmentation, board: Board, picked: np.ndarray, names: Sequence[str]) -> str:
    """Which group most of them are in."""
    sizes = np.bincount(found.labels[board.rows][picked], minlength=found.k)
    most, whole = int(np.argmax(sizes)), int(sizes.sum())
    share = sizes[most] / whole
    where = f"“{called(most, names)}”"
    if sizes[most] == whole:
        return f"All of them are in {where}." if whole > 1 else f"It is in {where}."
    return f"{capital(_share(share))} of them are in {where}, the most in one group."


def _share(share: float) -> str:
    for parts, whole in ((3, 4), (2, 3), (1, 2)):
        if abs(share - parts / whole) < 0.02:
            return f"about {parts} of {whole}"
    return percent(share)


def _inside(label: str) -> str:
    """A label in the middle of a sentence: "Median age" -> "median age", but "GDP" stays."""
    label = visible(label, LONGEST)
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
