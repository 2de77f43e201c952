"""The door on screen: bring a file, see what was read, say who left."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.table import Column, Table, TableProblem, read
from pages.shared.cached import Case
from pages.shared.prose import plain

MEMORY = "own file"
OPTIONS = 40


@dataclass
class _Own:
    """What this session holds of the reader's file. It goes when the session goes."""

    raw: Table
    digest: str
    target: str | None
    positive: Any
    left_out: list[str] | None = None  # None: as the table proposes
    settled: tuple[Any, tuple[Table | None, str]] | None = None  # the last answer, and to what


def own_case() -> Case | None:
    """The reader's own customers, or None while there is nothing to look at yet."""
    own: _Own | None = st.session_state.get(MEMORY)
    if own is None:
        _bring()
        return None
    table, problem = _table(own)
    label = f"{own.raw.source}: {len(own.raw.rows):,} rows"
    with st.expander(plain(label), expanded=table is None, key="own_file"):
        _settle(own, table)
    table, problem = _table(own)
    if problem:
        st.warning(plain(problem))
    if table is None:
        return None
    marks = (own.digest, own.target, str(own.positive), *sorted(table.left_out))
    return Case("own", table, hashlib.sha256("\x1f".join(map(str, marks)).encode()).hexdigest())


def _bring() -> None:
    st.markdown(
        "Bring a table with one row per customer and one column that says who left. "
        "It stays in this browser session, is never saved, and is gone when you close the page."
    )
    upload = st.file_uploader("Your file: CSV, up to 20 MB", key="own_upload", max_upload_size=20)
    if upload is None:
        return
    data = upload.getvalue()
    try:
        with st.spinner("Reading your file."):
            table = read(data, upload.name)
    except TableProblem as problem:
        st.error(plain(problem))
        return
    own = _Own(table, hashlib.sha256(data).hexdigest(), table.target, table.positive)
    st.session_state[MEMORY] = own
    st.rerun()


def _table(own: _Own) -> tuple[Table | None, str]:
    """The table as the reader set it up, and what is still wrong with it."""
    asked = (own.target, own.positive, own.left_out)
    if own.settled is None or own.settled[0] != asked:
        own.settled = (asked, _set_up(own))
    return own.settled[1]


def _set_up(own: _Own) -> tuple[Table | None, str]:
    if own.target is None:
        return None, "Choose the column that says who left."
    try:
        table = own.raw.with_target(own.target, own.positive)
        if own.left_out is not None:
            table = table.with_columns_left_out(own.left_out)
        return table, ""
    except TableProblem as problem:
        return None, str(problem)


def _settle(own: _Own, table: Table | None) -> None:
    """Controls for who left and what to leave out; below them what was read and repaired."""
    names = [column.name for column in own.raw.columns]
    target = st.selectbox(
        "Which column says who left?",
        names,
        index=names.index(own.target) if own.target in names else None,
        placeholder="Choose a column",
        key="own_target",
    )
    if target != own.target:
        own.target, own.positive, own.left_out = target, None, None
        st.rerun()
    if own.target is not None:
        values = sorted(own.raw.rows[own.target].dropna().unique().tolist(), key=str)[:OPTIONS]
        shown = [_shown(value) for value in values]
        now = _shown(table.positive if table is not None else own.positive)
        positive = st.selectbox(
            "Which value means that the customer left?",
            shown,
            index=shown.index(now) if now in shown else None,
            placeholder="Choose a value",
            key=f"own_positive {own.target}",
        )
        if positive is not None and positive != now:
            own.positive, own.left_out = values[shown.index(positive)], None
            st.rerun()
    if table is not None:
        _leave_out(own, table)
    notes = (table or own.raw).notes
    if notes:
        st.text("What was read and repaired:\n" + "\n".join(f"• {note}" for note in notes))
    st.dataframe(own.raw.rows.head(5), hide_index=True)
    st.button("Bring another file", on_click=_forget, key="own_forget")


def _leave_out(own: _Own, table: Table) -> None:
    """Which of the columns that could be learned from stay out."""
    usable = [
        column.name
        for column in table.columns
        if column.name != table.target and (column.kind in ("number", "category") or _is_key(own, column))
    ]
    now = [name for name in table.left_out if name in usable]
    chosen = st.multiselect(
        "Columns to leave out", usable, default=now, key=f"own_left_out {own.target} {own.positive}"
    )
    if set(chosen) != set(now):
        if len(chosen) == len(usable):
            st.warning("At least one column has to stay in.")
            return
        own.left_out = chosen
        st.rerun()


def _is_key(own: _Own, column: Column) -> bool:
    """An id made of whole numbers: the one kind of id that can be taken for a number after all."""
    return column.kind == "id" and own.raw.rows[column.name].dtype.kind == "f"


def _shown(value: Any) -> str:
    """A value of the column that says who left, as it would be typed."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _forget() -> None:
    st.session_state.pop(MEMORY, None)
