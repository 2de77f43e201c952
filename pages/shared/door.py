"""The door on screen: bring a file, see what was read, say who left."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.table import Table, TableProblem, read
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
    left_out: list[str]


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
    marks = (own.digest, own.target, str(own.positive), *sorted(own.left_out))
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
    own = _Own(table, hashlib.sha256(data).hexdigest(), table.target, table.positive, list(table.left_out))
    st.session_state[MEMORY] = own
    st.rerun()


def _table(own: _Own) -> tuple[Table | None, str]:
    """The table as the reader set it up, and what is still wrong with it."""
    if own.target is None:
        return None, "Choose the column that says who left."
    try:
        table = own.raw.with_target(own.target, own.positive).with_columns_left_out(own.left_out)
        if not table.features:
            return None, "No column is left to learn from. Take at least one out of the list above."
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
        own.target, own.positive = target, None
        st.rerun()
    if own.target is not None:
        values = sorted(own.raw.rows[own.target].dropna().unique().tolist(), key=str)[:OPTIONS]
        shown = [str(value) for value in values]
        now = str(table.positive if table is not None else own.positive)
        positive = st.selectbox(
            "Which value means that the customer left?",
            shown,
            index=shown.index(now) if now in shown else None,
            placeholder="Choose a value",
            key=f"own_positive {own.target}",
        )
        if positive is not None and positive != now:
            own.positive = values[shown.index(positive)]
            st.rerun()
    left_out = st.multiselect(
        "Columns to leave out",
        [name for name in names if name != own.target],
        default=[name for name in own.left_out if name != own.target],
        key=f"own_left_out {own.target}",
    )
    if set(left_out) != set(own.left_out) - {own.target}:
        own.left_out = left_out
        st.rerun()
    notes = (table or own.raw).notes
    if notes:
        st.text("What was read and repaired:\n" + "\n".join(f"• {note}" for note in notes))
    st.dataframe(own.raw.rows.head(5), hide_index=True)
    st.button("Bring another file", on_click=_forget, key="own_forget")


def _forget() -> None:
    st.session_state.pop(MEMORY, None)
