"""The door on screen: bring a file, say who left, see what was read and put it right."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.table import Table, TableProblem, read, sheet_names
from core.words import CUSTOMER, ROW, percent
from pages.shared import preview
from pages.shared.cached import Case
from pages.shared.prose import plain

MEMORY = "own file"
REFUSED = "own file refused"
SHEETS = "own file sheets"
READING = threading.BoundedSemaphore(1)  # a workbook takes memory while it is read
OPTIONS = 40
LEAVERS, TRIAL, ROWS = "leavers", "trial", "rows"  # what a lesson wants of the file
LEFT = "one column that says who left"
ASKED = {
    LEAVERS: f"Bring a table with one row per customer and {LEFT}.",
    TRIAL: "Bring a table with one row per customer, one column that says who was contacted (drawn by lot), "
    f"and {LEFT}.",
    ROWS: "Bring a table with one row for each customer, shop or district, and two columns or more to "
    "compare them by.",
}
WANTED = "CSV or Excel, up to 20 MB"


@dataclass
class _Own:
    """What this session holds of the reader's file. It goes when the session goes."""

    raw: Table
    digest: str
    target: str | None
    positive: Any
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    data: bytes = b""  # kept only where another sheet may be asked for
    wishes: preview.Wishes = field(default_factory=preview.Wishes)
    settled: tuple[Any, tuple[Table | None, str]] | None = None  # the last answer, and to what


def own_case(step: str, wanted: str = LEAVERS) -> Case | None:
    """The reader's own customers, or None while there is nothing to look at yet.

    step is where the reader is: the settings of the file are folded away again at each. wanted is LEAVERS,
    TRIAL (a column has to say who was contacted) or ROWS (nobody needs to have left).
    """
    own: _Own | None = st.session_state.get(MEMORY)
    if own is None:
        st.markdown(
            f"{ASKED[wanted]} It stays in this browser session, is never saved, and is gone when you close "
            "or reload the page."
        )
        _bring(f"Your file: {WANTED}", "own_upload")
        return None
    rows = wanted == ROWS
    table, problem = _table(own, rows)
    with st.expander(plain(_label(own, table, rows)), expanded=table is None, key=f"own_file_{step}"):
        _settle(own, table, problem, rows)
    table, problem = _table(own, rows)
    if table is None:
        return None
    noun = ROW if rows else CUSTOMER
    return Case("own", table, _version(own, table), _code(own, table), noun)


def _label(own: _Own, table: Table | None, rows: bool) -> str:
    """What the fold holds, in one line."""
    who = f"Your file: {own.raw.source}, {(ROW if rows else CUSTOMER).of(len(own.raw.rows))}"
    return (
        f"{who}. Check or change."
        if rows or table is None or table.target is None
        else f"{who}, {percent(table.y.mean())} left. Check or change."
    )


def _version(own: _Own, table: Table) -> str:
    """A mark of everything that changes a result."""
    columns = [(c.name, c.label, c.kind, c.unit) for c in table.columns]
    marks = (own.digest, own.sheet, own.target, str(own.positive), sorted(table.left_out), columns)
    return hashlib.sha256(repr(marks).encode()).hexdigest()


def _code(own: _Own, table: Table) -> str:
    """The lines of Python that read the file in the same way."""
    sheet = f", sheet={own.sheet!r}" if own.sheet else ""
    lines = [
        "from pathlib import Path",
        "from core.table import read",
        "",
        f"path = Path({table.source!r})",
        f"table = read(path.read_bytes(), path.name{sheet})",
    ]
    if table.target is not None:
        lines.append(f"table = table.with_target({table.target!r}, {table.positive!r})")
    for name, correction in own.wishes.corrections.items():
        told = "".join(f", {what}={value!r}" for what, value in correction.items())
        lines.append(f"table = table.corrected({name!r}{told})")
    lines.append(f"table = table.with_columns_left_out({list(table.left_out)!r})")
    return "\n".join(lines) + "\n"


# -- bringing ----------------------------------------------------------------------------------


def _bring(label: str, key: str) -> None:
    """A place for a file; what was there before stays until a new one could be read."""
    upload = st.file_uploader(label, key=key, max_upload_size=20)
    if upload is None:
        return
    data = upload.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    own: _Own | None = st.session_state.get(MEMORY)
    if own is not None and own.digest == digest:
        return
    sheets = _sheets(data, digest)
    sheet = _which_sheet(sheets, sheets[0], f"{key}_sheet") if len(sheets) > 1 else None
    _take(data, upload.name, digest, sheets, sheet)


def _sheets(data: bytes, digest: str) -> tuple[str, ...]:
    """The sheets of the file last brought, looked up once."""
    kept: tuple[str, tuple[str, ...]] | None = st.session_state.get(SHEETS)
    if kept is None or kept[0] != digest:
        with READING:
            kept = (digest, sheet_names(data))
        st.session_state[SHEETS] = kept
    return kept[1]


def _which_sheet(sheets: tuple[str, ...], now: str | None, key: str) -> str:
    """One of the sheets of a workbook; shown by place, since two names may look alike."""
    place = st.selectbox(
        "Which sheet holds the table?",
        range(len(sheets)),
        index=sheets.index(now) if now in sheets else 0,
        format_func=lambda at: f"{at + 1}  {sheets[at]}",
        key=key,
    )
    return sheets[place]


def _take(data: bytes, name: str, digest: str, sheets: tuple[str, ...], sheet: str | None) -> None:
    """Read the file and keep it, or say what is wrong with it, without reading it twice."""
    refused: tuple[tuple[str, str | None], str] | None = st.session_state.get(REFUSED)
    if refused is not None and refused[0] == (digest, sheet):
        st.error(plain(refused[1]))
        return
    try:
        with st.spinner("Reading your file."), READING:
            table = read(data, name, sheet)
    except TableProblem as problem:
        st.session_state[REFUSED] = ((digest, sheet), str(problem))
        st.error(plain(problem))
        return
    kept = data if len(sheets) > 1 else b""
    st.session_state[MEMORY] = _Own(table, digest, table.target, table.positive, sheets, sheet, kept)
    st.rerun()


def _forget() -> None:
    st.session_state.pop(MEMORY, None)


# -- settling ----------------------------------------------------------------------------------


def _table(own: _Own, rows: bool) -> tuple[Table | None, str]:
    """The table as the reader set it up, and what is still wrong with it; rows need nobody who left."""
    asked = (own.sheet, own.target, own.positive, own.wishes, rows)
    if own.settled is None or own.settled[0] != asked:
        own.settled = (asked, _set_up(own, rows))
    return own.settled[1]


def _set_up(own: _Own, rows: bool) -> tuple[Table | None, str]:
    if own.target is None and not rows:
        return None, "Choose the column that says who left."
    try:
        return own.wishes.granted(_unwished(own)), ""
    except TableProblem as problem:
        return None, str(problem)


def _unwished(own: _Own) -> Table:
    """The table before the reader changed how its columns are read."""
    return own.raw if own.target is None else own.raw.with_target(own.target, own.positive)


def _settle(own: _Own, table: Table | None, problem: str, rows: bool) -> None:
    """Controls for who left; below them what was read, and how each column is read."""
    if len(own.sheets) > 1:
        sheet = _which_sheet(own.sheets, own.sheet, "own_sheet")
        if sheet != own.sheet:
            _take(own.data, own.raw.source, own.digest, own.sheets, sheet)
    if not rows or own.target is not None:
        with st.container(horizontal=True):
            _who_left(own, table)
    if problem:
        st.warning(plain(problem))
    if table is not None:
        st.text("What was read and repaired:\n" + "\n".join(f"• {note}" for note in table.notes))
    if table is not None or own.target is None:
        wishes = preview.edit(own.wishes, table or own.raw, lambda: _unwished(own))
        if wishes is not None:
            own.wishes = wishes
            st.rerun()
    st.markdown("The first rows, as they were read:")
    st.dataframe(own.raw.rows.head(5), hide_index=True)
    _bring(f"Another file: {WANTED}", "own_upload_again")
    st.button("Forget this file", on_click=_forget, key="own_forget")


def _who_left(own: _Own, table: Table | None) -> None:
    names = [column.name for column in own.raw.columns]
    mark = f" {own.sheet}" if own.sheet else ""
    target = st.selectbox(
        "Which column says who left?",
        names,
        index=names.index(own.target) if own.target in names else None,
        placeholder="Choose a column",
        width=380,
        key=f"own_target{mark}",
    )
    if target is not None and target != own.target:
        own.target, own.positive = target, None
        own.wishes = own.wishes.for_target(target)
        st.rerun()
    if own.target is None:
        return
    values = sorted(own.raw.rows[own.target].dropna().unique().tolist(), key=str)[:OPTIONS]
    shown = [_shown(value) for value in values]
    now = _shown(table.positive if table is not None else own.positive)
    positive = st.selectbox(
        "Which value means that the customer left?",
        shown,
        index=shown.index(now) if now in shown else None,
        placeholder="Choose a value",
        width=380,
        key=f"own_positive{mark} {own.target}",
    )
    if positive is not None and positive != now:
        own.positive = values[shown.index(positive)]
        own.wishes = own.wishes.for_target(own.target)
        st.rerun()


def _shown(value: Any) -> str:
    """A value of the column that says who left, as it would be typed."""
    return f"{value:g}" if isinstance(value, float) else str(value)
