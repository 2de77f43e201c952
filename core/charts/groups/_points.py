"""Rows as points: the two sides in the reader's units, marks by group, and numbered centres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.charts.box.ticks import wide as pixels
from core.charts.chart import axis
from core.charts.groups._crowd import apart, marks_of
from core.charts.groups._frame import QUIET, Page, cut, figure, note, round_steps, rounded
from core.safe import visible
from core.segments import Axis, Grid
from core.words import Noun, count

FEW = 12  # different values up to which points would hide each other
SHIFT = 0.3  # of the step between two values, the most a point is shifted
LONG_TAIL = 20  # times the middle value
HEAD, FOOT = 30, 56  # pixels above and below the points, for the names of the sides
MOST_FIGURES = 215  # pixels of the figures along a side, on a phone


@dataclass(frozen=True, eq=False)
class Side:
    """One side of a picture of points.

    name, unit  what it is
    tenfold     powers of ten from one line to the next where it grows by factors; 0 where by steps
    shifts      the most a point is shifted, in units; 0 where values differ
    ends        the range, in units;  marks, texts  the figures along it
    """

    name: str
    unit: str
    tenfold: int
    shifts: float
    ends: tuple[float, float]
    marks: list[float]
    texts: list[str]

    def even(self) -> list[float]:
        """The range as the axis counts it: in powers of ten where steps are tenfold."""
        return [math.log10(end) for end in self.ends] if self.tenfold else list(self.ends)

    def shape(self, **more: Any) -> dict[str, Any]:
        """The axis."""
        return axis(
            type="log" if self.tenfold else "linear", range=[float(f"{end:.6g}") for end in self.even()],
            tickvals=self.marks, ticktext=self.texts, tickfont=QUIET, ticks="outside", tickcolor="$rule",
            tickangle=0, **more,
        )  # fmt: skip

    def title(self, room: float) -> list[str]:
        """Its name with the unit, in one line or, where steps are tenfold and it is narrow, in two."""
        unit = f", {cut(self.unit, room / 2)}" if self.unit else ""
        if not self.tenfold:
            return [cut(self.name, room, unit)]
        factor = "ten" if self.tenfold == 1 else count(10**self.tenfold)
        remark = f"(each line {factor} times the one before)"
        whole = cut(self.name, 10_000, f"{unit} {remark}")
        return [whole] if pixels(whole) <= room else [cut(self.name, room, unit), remark]

    def drawn(self, values: np.ndarray, shift: np.ndarray | None = None) -> list[float]:
        """Values as they are drawn; shift (n,) -1 to 1."""
        if self.tenfold:
            return [float(f"{value:.4g}") for value in values.tolist()]
        moved = values if shift is None or not self.shifts else values + self.shifts * shift
        return rounded(moved, self.ends[1] - self.ends[0])


@dataclass(frozen=True, eq=False)
class Plane:
    """The two sides, and where every drawn row stands.

    rows  (m,) the rows of the table that are drawn;  xs, ys  m numbers each
    of    how many rows the table has
    """

    across: Side
    upright: Side
    rows: np.ndarray
    xs: list[float]
    ys: list[float]
    of: int

    @property
    def both(self) -> tuple[Side, Side]:
        return self.across, self.upright


def plane(grid: Grid, shown: np.ndarray | None, stand: np.ndarray) -> Plane:
    """The points of a grid with two axes in raw units, with room for centres too.

    stand  (m, 2) where centres ever stand, in units.  ValueError if the grid has more or fewer axes.
    """
    if len(grid.axes) != 2:
        raise ValueError(f"Two columns can be drawn against each other, not {len(grid.axes)}.")
    rows = np.arange(len(grid.raw)) if shown is None else np.asarray(shown)
    raw = grid.raw[rows]
    sides = [_side(one, raw[:, place], stand[:, place]) for place, one in enumerate(grid.axes)]
    shift = np.random.default_rng(0).uniform(-1, 1, (len(rows), 2))
    xs, ys = (side.drawn(raw[:, place], shift[:, place]) for place, side in enumerate(sides))
    return Plane(sides[0], sides[1], rows, xs, ys, len(grid.raw))


def in_units(grid: Grid, centers: np.ndarray) -> np.ndarray:
    """(k, p) centres in raw units."""
    if not grid.scaled:
        return centers
    weights = np.array([one.weight or 1.0 for one in grid.axes])
    return centers / weights + np.array([one.mean for one in grid.axes])


def label(one: Axis) -> str:
    """What an axis of the grid stands for: "Income", "Plan: data"."""
    named = visible(one.column.label, 60)
    return named if one.level is None else f"{named}: {visible(one.level, 30)}"


def _side(one: Axis, values: np.ndarray, stand: np.ndarray) -> Side:
    low, high = float(min(values.min(), stand.min())), float(max(values.max(), stand.max()))
    different = np.unique(values)
    few = len(different) <= FEW
    shifts = SHIFT * float(np.diff(different).min()) if few and len(different) > 1 else 0.0
    tenfold = int(not few and low > 0 and high / float(np.median(values)) > LONG_TAIL)
    if tenfold:
        ends = (low / 1.2, high * 1.2)
        decades = range(math.ceil(math.log10(ends[0])), math.floor(math.log10(ends[1])) + 1)
        tenfold = max(1, math.ceil(len(decades) / 6))
        marks = [10.0**power for power in decades[::tenfold]]
        texts = [figure(mark, min(mark, 1.0)) for mark in marks]
    else:
        rim = 0.04 * (high - low) + shifts or 1.0
        ends = (low - rim, high + rim)
        marks, texts = round_steps(low, high, 5)
        if sum(map(pixels, texts)) > MOST_FIGURES:
            marks, texts = round_steps(low, high, 3)
    named = f" {label(one)} ".casefold()
    unit = "" if f" {one.column.unit} ".casefold() in named else one.column.unit
    if one.level is not None:
        marks, texts, unit = [0.0, 1.0], ["no", "yes"], ""
    return Side(label(one), unit, tenfold, shifts, ends, marks, texts)


def crowd(at: Plane, labels: np.ndarray | None, k: int) -> list[dict[str, Any]]:
    """A trace per group, and a last one for rows that belong to no group yet (all, without labels)."""
    return marks_of(at.xs, at.ys, None if labels is None else labels[at.rows], k)


def centres(at: Plane, places: np.ndarray) -> tuple[list[float], list[float]]:
    """Where centres (k, 2) in units stand in the picture."""
    return at.across.drawn(places[:, 0]), at.upright.drawn(places[:, 1])


def numbers(at: Plane, places: np.ndarray, wide: float, tall: float) -> list[dict[str, Any]]:
    """The numbers of groups whose centres (k, 2) stand at places in units, on so many pixels."""
    # pushed apart in powers of ten where steps are tenfold: there the picture is even
    spots = [np.log10(own) if side.tenfold else own for own, side in zip(places.T, at.both, strict=True)]
    ends = [side.even() for side in at.both]
    found = apart(spots[0].tolist(), spots[1].tolist(), range(len(places)), ends, (wide, tall))
    for name, side in zip("xy", at.both, strict=True):
        for trace in found if side.tenfold else ():
            trace[name] = [None if power is None else float(f"{10**power:.6g}") for power in trace[name]]
    return found


def heads(at: Plane, page: Page, share: float) -> tuple[int, int]:
    """Pixels above and below the points, for the names of the sides."""
    room = page.wide * share - 50
    above, below = len(at.upright.title(room - 20)), len(at.across.title(room))
    return HEAD + 18 * (above - 1), FOOT + 18 * (below - 1)


def sides(
    at: Plane, page: Page, across: Sequence[float], top: float, bottom: float
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The axes of the points between two places of the page, and the name of the upright side above."""
    room = page.wide * (across[1] - across[0]) - 50
    below = {"text": "<br>".join(at.across.title(room)), "font": QUIET, "standoff": 6}
    shape = {
        "xaxis": at.across.shape(domain=list(across), anchor="y", title=below),
        "yaxis": at.upright.shape(domain=page.rows(top, bottom), anchor="x"),
    }
    lines = at.upright.title(room - 20)
    above = note("↑ " + "<br>".join(lines), across[0], page.up(top - 8), yanchor="bottom")
    return shape, [above]


def told(at: Plane, noun: Noun) -> str:
    """What has to be known to read the points: how many are drawn, shifted ones, tenfold steps."""
    said = []
    if len(at.rows) < at.of:
        said.append(f"Of {noun.of(at.of)} {count(len(at.rows))} are drawn.")
    if at.across.shifts or at.upright.shifts:
        said.append("Points are shifted a little so that they do not hide each other.")
    if at.across.tenfold or at.upright.tenfold:
        said.append("The machine measures plain distances, not the tenfold steps of this picture.")
    return "".join(f" {sentence}" for sentence in said)
