"""Groups of rows that are alike: the evidence for their number, the groups, and other ways to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from core import samples, segments
from core.segments import Grid, Scaling, Search, Segmentation, State, Steadiness
from core.words import count
from pages.shared.behind import Behind
from pages.shared.cached.kept import ONE_AT_A_TIME, Case, kept, latest, sample
from pages.shared.cached.leavers import BREATH

T = TypeVar("T")
Columns = tuple[str, ...]  # names of the columns that count; none: all that can
OWN_NULLS = 40  # shuffled tables of a reader's own choice: each takes its time
OWN_ROWS = 3_000  # rows they are made of, at most
LARGE = 100_000  # cells from which on a word is said while they are worked on
LOOKED_FOR = range(2, 9)  # numbers of groups that an eye may see on two columns
SHUFFLES = 5  # of two columns


@dataclass(frozen=True, eq=False)
class Evidence:
    """What is known of the number of groups by now.

    result  what core.segments.choose_k returns; None before the table itself is measured
    done    pieces of work done, wanted how many there are
    """

    result: pd.DataFrame | None
    done: int
    wanted: int

    @property
    def complete(self) -> bool:
        return self.done == self.wanted


def usable(case: Case) -> list[str]:
    """The names of the columns that can take part in grouping."""
    return latest("usable columns", case.version, lambda: segments.usable(case.table)[0])


def points(case: Case, columns: Columns = ()) -> Grid:
    """The rows as points; of a sample with all its columns shared by all visitors."""
    if not case.own and not columns:
        return _sample_points(case.name)
    work = partial(segments.grid, case.table, columns or None)
    return latest(f"points of {len(columns)}", (case.version, columns), work)


@cache
def _sample_points(name: str) -> Grid:
    return segments.grid(sample(name).table)


def evidence(case: Case, columns: Columns = ()) -> Evidence:
    """The measures for every number of groups. What is not shipped fills in behind the picture."""
    if not case.own and not columns:
        return Evidence(_sample_evidence(case.name), 1, 1)
    work = _searching(case, columns)
    done = work.look()
    search = work.prepared
    result = search.result(done) if search is not None and done else None
    return Evidence(result, len(done), work.pieces)


@cache
def _sample_evidence(name: str) -> pd.DataFrame:
    return samples.evidence(name)


def _searching(case: Case, columns: Columns) -> Behind[Search, tuple[str, segments.Measured]]:
    def start(tell: Callable[[float, str], None]) -> Behind[Search, tuple[str, segments.Measured]]:
        search = segments.begin(points(case, columns), nulls=OWN_NULLS, most_rows=OWN_ROWS)
        return Behind(
            search.pieces, lambda: search, lambda search, k: search.piece(k), turn=ONE_AT_A_TIME, rest=BREATH
        )

    return kept(case, f"evidence of {columns}", start)


def grouped(case: Case, k: int, columns: Columns = ()) -> Segmentation:
    """The rows in k groups. TableProblem where there cannot be so many."""
    if not case.own and not columns:
        return _sample_grouped(case.name, k)
    grid = points(case, columns)
    return _once(case, grid, f"{k} groups", columns, lambda: segments.cut(grid, k))


def _once(case: Case, grid: Grid, what: str, columns: Columns, work: Callable[[], T]) -> T:
    """A result kept by the session; for a large table a word is said while it is worked out."""
    if grid.values.size < LARGE:
        return latest(what, (case.version, columns), work)

    return kept(case, f"{what} of {columns}", lambda tell: _told(len(grid.values), work))


def _told(rows: int, work: Callable[[], T]) -> T:
    """Work with a word on what is going on."""
    with st.spinner(f"Sorting {count(rows)} rows into groups."):
        return work()


@cache
def _sample_grouped(name: str, k: int) -> Segmentation:
    labels = _sample_groups(name)[f"group {k}"].to_numpy(dtype=int)
    found = _sample_found(name)
    clear = bool(found.loc[found["k"] == k, "clear"].iloc[0])
    return segments.regrouped(_sample_points(name), labels, clear)


@cache
def _sample_groups(name: str) -> pd.DataFrame:
    return samples.groups(name)


@cache
def _sample_found(name: str) -> pd.DataFrame:
    return samples.groups_found(name)


def steadiness(case: Case, k: int, columns: Columns = ()) -> Steadiness:
    """Whether the groups come back on other rows of the same kind."""
    if not case.own and not columns:
        return _sample_steadiness(case.name, k)
    found = grouped(case, k, columns)
    return _once(case, found.grid, f"{k} groups again", columns, lambda: segments.steadiness(found))


@cache
def _sample_steadiness(name: str, k: int) -> Steadiness:
    found = _sample_found(name)
    overlap = found.loc[found["k"] == k, "overlap"].to_numpy()
    return Steadiness(_sample_groups(name)[f"kept {k}"].to_numpy(), overlap, segments.REFITS)


def worth(case: Case, k: int, columns: Columns = ()) -> pd.DataFrame:
    """Which columns add something to k groups."""
    if not case.own and not columns:
        shipped = _sample_worth(case.name)
        return shipped[shipped["k"] == k].drop(columns="k").reset_index(drop=True)
    found = grouped(case, k, columns)
    work = partial(segments.column_worth, found.grid, k, found.labels)
    return _once(case, found.grid, f"{k} groups without columns", columns, work)


@cache
def _sample_worth(name: str) -> pd.DataFrame:
    return samples.column_worth(name)


# -- two columns, by eye and half-step by half-step ----------------------------------------------


def two(case: Case, across: str, up: str, shuffled: int = 0) -> Grid:
    """The rows that are shown on two columns; shuffled, the columns are shuffled with this seed."""

    def work() -> Grid:
        grid = points(case, (across, up))
        grid = grid.some(segments.shown(len(grid.values)))
        return segments.shuffled(grid, np.random.default_rng(shuffled)) if shuffled else grid

    return latest(f"two columns {shuffled}", (case.version, across, up), work)


def on_two(case: Case, across: str, up: str, k: int, shuffled: bool = False) -> Segmentation:
    """K-means on two columns of the rows that are shown, or on the same two shuffled."""
    key = (case.version, across, up)
    grid = two(case, across, up, int(shuffled))
    return latest(f"{k} groups on two columns {shuffled}", key, lambda: segments.cut(grid, k))


def clearest(case: Case, across: str, up: str) -> tuple[int, float, float]:
    """The number of groups that two columns fall into most clearly, how clearly, and the clearest that the
    same columns, shuffled several times, fall into as many."""

    def work() -> tuple[int, float, float]:
        found = segments.clearness(two(case, across, up), LOOKED_FOR)
        if not found:
            return 1, 0.0, 0.0
        k = max(found, key=lambda k: found[k])
        shuffled = (two(case, across, up, seed) for seed in range(1, SHUFFLES + 1))
        return k, found[k], max(segments.clearness(grid, [k])[k] for grid in shuffled)

    return latest("clearest on two columns", (case.version, across, up), work)


def walked(case: Case, across: str, up: str, start: tuple[object, ...]) -> list[State]:
    """Every half-step from a beginning: (kind, k, seed), or (picked, *places among the rows shown)."""

    def work() -> list[State]:
        values = two(case, across, up).values
        if start[0] == segments.PICKED:
            rows = [int(str(row)) for row in start[1:]]
            return segments.half_steps(values, segments.picked(values, rows))
        kind, k, seed = start
        return segments.walk(values, int(str(k)), str(kind), int(str(seed)))

    return latest("half-steps", (case.version, across, up, start), work)


def ends(case: Case, across: str, up: str, k: int, kind: str) -> segments.Ends:
    """What became of many beginnings."""
    key = (case.version, across, up, k, kind)
    return latest("ends", key, lambda: segments.ends(two(case, across, up).values, k, kind))


def scaling(case: Case, k: int, columns: Columns, wild: tuple[str, int] | None) -> Scaling:
    """The groups in raw units and on one scale, perhaps with one wild cell: its column and row."""
    key = (case.version, k, columns, wild)

    def work() -> Scaling:
        table = case.table if wild is None else segments.with_outlier(case.table, *wild)
        return segments.scaling(table, columns or None, k)

    if points(case, columns).values.size < LARGE:
        return latest(f"scaling {k}", key, work)
    return latest(f"scaling {k}", key, lambda: _told(len(case.table.rows), work))


# -- other ways to look --------------------------------------------------------------------------


def directions(case: Case, columns: Columns = ()) -> segments.Directions:
    return latest("directions", (case.version, columns), lambda: segments.directions(points(case, columns)))


def family(case: Case, columns: Columns = ()) -> segments.Family:
    return latest("family", (case.version, columns), lambda: segments.family(points(case, columns)))


def by_chance(case: Case, k: int, way: str, columns: Columns = ()) -> float:
    """In a shuffled table: the share of the rows that a "family" tree, or "parts", sort as k-means does."""

    def work() -> float:
        grid = points(case, columns)
        grid = segments.shuffled(grid.some(segments.shown(len(grid.values))), np.random.default_rng(0))
        other = segments.family(grid).cut(k) if way == "family" else segments.parts(grid, k).strongest
        return segments.agreement(segments.cut(grid, k), np.arange(len(other)), other).same

    return latest(f"{way} by chance {k}", (case.version, columns), work)


def parts(case: Case, k: int, columns: Columns = ()) -> segments.Parts:
    return latest(f"{k} parts", (case.version, columns), lambda: segments.parts(points(case, columns), k))


def neighbours(case: Case, perplexity: int, seed: int, columns: Columns = ()) -> np.ndarray | None:
    """The picture of near points; None while it is being worked out."""
    if not case.own and not columns:
        return _sample_neighbours(case.name)[perplexity, seed]
    grid = points(case, columns)
    rows = segments.shown(len(grid.values))

    def start(tell: Callable[[float, str], None]) -> Behind[None, np.ndarray]:
        return Behind(
            1,
            lambda: None,
            lambda _, k: segments.neighbours(grid, rows, perplexity, seed),
            turn=ONE_AT_A_TIME,
        )

    done = kept(case, f"neighbours {perplexity} {seed} {columns}", start).look()
    return done[0] if done else None


def kept_neighbours(case: Case, perplexity: int, seed: int, columns: Columns = ()) -> float:
    """Of the ten nearest of every row, the share that are still near in that picture."""
    places = neighbours(case, perplexity, seed, columns)
    assert places is not None, "asked for before it was there"
    values = points(case, columns).values
    before = values[segments.shown(len(values))]
    key = (case.version, perplexity, seed, columns)
    return latest("kept neighbours", key, lambda: segments.kept_neighbours(before, places))


@cache
def _sample_neighbours(name: str) -> dict[tuple[int, int], np.ndarray]:
    frame = samples.neighbours(name)
    found = {}
    for perplexity, seed in frame[["perplexity", "seed"]].drop_duplicates().itertuples(index=False):
        part = frame[(frame["perplexity"] == perplexity) & (frame["seed"] == seed)]
        found[int(perplexity), int(seed)] = part[["x", "y"]].to_numpy()
    return found


def warm_groups() -> None:
    """What a first visitor of the lesson would otherwise wait for."""
    for name in samples.GROUPED:
        _sample_points(name)
        _sample_evidence(name)
        _sample_groups(name)
        _sample_found(name)
