"""Where the rows of a table lie: a sample's own map, a map of the reader's, or columns with coordinates."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import streamlit as st

from core import geo, linked, samples
from core.linked import Board
from core.table import TableProblem
from pages.segments.rows import able, called, label_of
from pages.shared.cached import sample
from pages.shared.cached.kept import latest
from pages.shared.prose import plain
from pages.shared.step import Step

MEMORY = "own map"
REFUSED = "own map refused"
READING = threading.BoundedSemaphore(1)  # a map takes memory while it is read
MEGABYTES = 20
MAP_CODE = """\
path = Path({path!r})
joined = geo.joined(geo.read_map(path.read_bytes(), path.name), table)
drawing, rows = geo.drawing(joined.map), joined.row
"""
POINTS_CODE = """\
points, rows = geo.places(table), linked.drawn_rows(len(table.rows))
drawing = geo.drawing(replace(points, xy=points.xy[rows]))
"""


@dataclass(frozen=True, eq=False)
class _OwnMap:
    """What this session holds of the reader's map. It goes when the session goes."""

    digest: str
    name: str
    map: geo.Map


@dataclass(frozen=True, eq=False)
class Placed:
    """A board, what has to be said of its map, and the lines of Python that make it from a table.

    notes say how the map was read, and which rows are not on it.
    """

    board: Board
    notes: tuple[str, ...]
    code: str


def placed(step: Step) -> Placed:
    """The board of a step's table; of a sample shared by all visitors."""
    if not step.case.own:
        return sample_placed(step.case.name)
    own: _OwnMap | None = st.session_state.get(MEMORY)
    key = (step.case.version, own.digest if own else None)
    return latest("board", key, lambda: _made(step, own.map if own else None, own.name if own else ""))


@cache
def sample_placed(name: str) -> Placed:
    case = sample(name)
    path = samples.FOLDER / f"{name}.geojson"
    shapes = geo.read_map(path.read_bytes(), path.name) if path.exists() else None
    return _made(Step("segments", "where", case, None), shapes, path.name)  # type: ignore[arg-type]


def _made(step: Step, shapes: geo.Map | None, name: str) -> Placed:
    """The board with the map; where that does not fit the table, with what the table itself knows."""
    table = step.case.table
    notes: tuple[str, ...] = ()
    if shapes is not None:
        try:
            joined = geo.joined(shapes, table)
        except TableProblem as problem:
            notes = (str(problem),)
        else:
            drawing = geo.drawing(joined.map)
            notes = (*joined.map.notes, *joined.notes, *drawing.notes)
            path = name if step.case.own else f"sample_data/{name}"
            return Placed(_board(step, drawing, joined.row), notes, MAP_CODE.format(path=path))
    points = geo.places(table)
    if points is None:
        return Placed(_board(step), notes, "drawing = rows = None\n")
    rows = linked.drawn_rows(len(table.rows))
    drawing = geo.drawing(replace(points, xy=points.xy[rows]))
    return Placed(_board(step, drawing, rows), (*notes, *points.notes, *drawing.notes), POINTS_CODE)


def _board(step: Step, drawing: geo.Drawing | None = None, row_of: np.ndarray | None = None) -> Board:
    table, columns = step.case.table, able(step)
    rows = range(len(table.rows) if len(table.rows) <= linked.MOST_NAMES else 0)
    names = [called(step, row) for row in rows]
    labels = [label_of(step, name) for name in columns]
    return linked.board(table, columns, labels, step.case.noun, names, drawing, row_of)


def bring(step: Step) -> None:
    """A place for the reader's own map, and what was said of it."""
    own: _OwnMap | None = st.session_state.get(MEMORY)
    label = f"Your map: {own.name}" if own else "Add a map"
    with st.popover(plain(label), key="own_map"):
        st.markdown(
            "A file with the shapes of your rows, such as districts: GeoJSON, up to 20 MB. Each shape needs "
            "a name or code that also stands in a column of your table. Like your table, the map stays in "
            "this browser session."
        )
        upload = st.file_uploader("Your map", key="own_map_upload", max_upload_size=MEGABYTES)
        if upload is not None:
            _take(step, upload.getvalue(), upload.name)
        if own is not None:
            st.button("Forget this map", on_click=_forget, key="own_map_forget")


def _take(step: Step, data: bytes, name: str) -> None:
    """Read a map and keep it, or say what is wrong with it, without reading it twice."""
    digest = hashlib.sha256(data).hexdigest()
    own: _OwnMap | None = st.session_state.get(MEMORY)
    if own is not None and own.digest == digest:
        return
    mark = (digest, step.case.version)
    refused: tuple[tuple[str, str], str] | None = st.session_state.get(REFUSED)
    if refused is not None and refused[0] == mark:
        st.error(plain(refused[1]))
        return
    try:
        with st.spinner("Reading your map."), READING:
            shapes = geo.read_map(data, name)
            geo.joined(shapes, step.case.table)
    except TableProblem as problem:
        st.session_state[REFUSED] = (mark, str(problem))
        st.error(plain(problem))
        return
    st.session_state[MEMORY] = _OwnMap(digest, name, shapes)
    st.rerun()


def _forget() -> None:
    st.session_state.pop(MEMORY, None)
    st.session_state.pop("own_map_upload", None)
