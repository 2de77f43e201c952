"""All that the browser needs to filter by itself: bars, places and names, sent once."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from core.geo import Drawing
from core.linked.bars import Bars, bars
from core.linked.picks import Picks, inside
from core.safe import visible
from core.segments import MOST_COLUMNS
from core.table import Table
from core.words import Noun

MOST_SHOWN = 10_000  # rows; of a larger table so many are drawn by lot
MOST_NAMES = 2_000  # rows up to which each can be picked from a list
LONGEST = 30  # letters of a name


@dataclass(frozen=True, eq=False)
class Board:
    """Rows that can be picked on a map, in bars and by group.

    rows     (n,) their places in the table
    bars     a column each, in the order of the table
    labels   what the columns are called, no two alike
    noun     what a row is called
    names    (n,) what each row goes by; none where they are too many for a list
    drawing  the map; None without one
    shapes   (s,) the place among rows of every shape of the map, -1 for none; empty where places are points
    x, y     (n,) where each row lies on the map; -1 for nowhere
    """

    rows: np.ndarray
    bars: tuple[Bars, ...]
    labels: tuple[str, ...]
    noun: Noun
    names: tuple[str, ...]
    drawing: Drawing | None
    shapes: np.ndarray
    x: np.ndarray
    y: np.ndarray

    def there(self, picks: Picks, groups: int) -> Picks:
        """What of the picks is here; groups is how many there are."""
        return picks.within([len(one) for one in self.bars], groups, len(self.rows))

    def picked(self, picks: Picks, groups: np.ndarray) -> np.ndarray:
        """(n,) bool: the rows that are picked; the picks have to be there. groups (n,) int, of each row."""
        found = np.ones(len(self.rows), bool)
        if picks.groups:
            found &= np.isin(groups, picks.groups)
        for place, (first, last) in picks.ranges.items():
            codes = self.bars[place].codes
            found &= (codes >= first) & (codes <= last)
        if picks.around or picks.rows:
            here = np.zeros(len(self.rows), bool)
            if picks.around:
                here |= inside(picks.around, self.x, self.y) & (self.x >= 0)
            here[list(picks.rows)] = True
            found &= here
        return found

    @cached_property
    def sent(self) -> str:
        """What the browser is sent, as one text."""
        told: dict[str, Any] = {
            "n": len(self.rows),
            "noun": list(self.noun),
            "columns": [
                {"label": label, "unit": one.unit, "low": one.low, "high": one.high}
                for one, label in zip(self.bars, self.labels, strict=True)
            ],
            "codes": base64.b64encode(np.concatenate([one.codes for one in self.bars]).tobytes()).decode(),
            "names": list(self.names),
            "map": None,
        }  # fmt: skip
        if self.drawing is not None:
            told["map"] = {
                "width": self.drawing.box[0],
                "height": self.drawing.box[1],
                "shapes": self.drawing.shapes if any(self.drawing.shapes) else (),
                "row": self.shapes.tolist() if any(self.drawing.shapes) else (),
                "x": self.x.tolist(),
                "y": self.y.tolist(),
            }
        return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def drawn_rows(many: int) -> np.ndarray:
    """The rows of a table of so many that a board shows, in order."""
    if many <= MOST_SHOWN:
        return np.arange(many)
    return np.sort(np.random.default_rng(0).choice(many, MOST_SHOWN, replace=False))


def board(
    table: Table,
    columns: Sequence[str],
    labels: Sequence[str],
    noun: Noun,
    names: Sequence[str],
    drawing: Drawing | None = None,
    row_of: np.ndarray | None = None,
) -> Board:
    """The board of a table.

    columns  names of the columns to draw as bars, at most MOST_COLUMNS of them are
    labels   what they are called on screen
    names    (rows,) what each row goes by, or none
    drawing  the map
    row_of   (s,) int, the row of every shape of the map, -1 for none; of a map of places, the rows it was
             made of

    Of more than MOST_SHOWN rows so many are drawn by lot.
    """
    many = len(table.rows)
    rows = drawn_rows(many)
    place_of = np.full(many + 1, -1)  # the last one for shapes without a row
    place_of[rows] = np.arange(len(rows))
    x, y = np.full(len(rows), -1), np.full(len(rows), -1)
    shapes = np.zeros(0, int)
    if drawing is not None and row_of is not None:
        shapes = place_of[row_of[drawing.drawn]]
        there = np.flatnonzero(shapes >= 0)[::-1]  # of several shapes of one row the first says where it is
        x[shapes[there]], y[shapes[there]] = drawing.middles[there].T
    chosen = list(columns)[:MOST_COLUMNS]
    named = len(names) and len(rows) <= MOST_NAMES
    return Board(
        rows,
        tuple(bars(table.column(name), table.rows[name].iloc[rows]) for name in chosen),
        tuple(visible(label) for label in list(labels)[: len(chosen)]),
        noun,
        tuple(visible(names[row], LONGEST) for row in rows.tolist()) if named else (),
        drawing,
        shapes,
        x,
        y,
    )
