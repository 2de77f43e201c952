"""The preview: a row per column of the reader's file, how it was read, and what the reader changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import streamlit as st

from core.table import Table, TableProblem
from pages.shared.prose import plain

KINDS = {
    "number": "numbers",
    "category": "groups",
    "id": "names of rows",
    "date": "dates",
    "constant": "always the same",
    "text": "free text",
}
CORRECTED = {"label": "label", "shown": "kind", "unit": "unit"}  # column of the editor -> what it corrects


@dataclass(frozen=True)
class Wishes:
    """What the reader changed of the way the columns were read.

    corrections  column name -> keyword arguments of Table.corrected
    left_out     the columns that stay out; None: as the table proposes
    edition      counts the changes, so that the editor starts afresh after each
    problem      why the last change could not be made
    """

    corrections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: tuple[str, ...] | None = None
    edition: int = 0
    problem: str = ""

    def granted(self, table: Table) -> Table:
        """The table as the reader wishes it. TableProblem if its cells do not allow it."""
        for name, correction in self.corrections.items():
            table = table.corrected(name, **correction)
        return table if self.left_out is None else table.with_columns_left_out(self.left_out)

    def for_target(self, name: str) -> Wishes:
        """The wishes once this column says who left: its kind is settled, and what it told is open again."""
        kept = {k: v for k, v in self.corrections.get(name, {}).items() if k != "kind"}
        return replace(self, corrections={**self.corrections, name: kept}, left_out=None, problem="")


def edit(wishes: Wishes, table: Table, base: Callable[[], Table]) -> Wishes | None:
    """Show the columns and take changes: the new wishes, or None if nothing was changed.

    table  as it is now; base  makes the same before any wish
    """
    overview = table.overview.assign(shown=lambda rows: rows["kind"].map(KINDS))
    kinds = dict.fromkeys([KINDS["number"], KINDS["category"], *overview["shown"]])
    key = f"own_columns {wishes.edition}"
    if wishes.problem:
        st.warning(plain(wishes.problem))
    st.markdown("How each column was read. Change what is wrong: its label, its kind, its unit, its use.")
    st.data_editor(
        overview,
        key=key,
        hide_index=True,
        disabled=["name", "filled", "examples", "done"],
        column_order=["used", "name", "label", "shown", "unit", "examples", "filled", "done"],
        column_config={
            "used": st.column_config.CheckboxColumn("Use", width="small"),
            "name": st.column_config.TextColumn("Column"),
            "label": st.column_config.TextColumn("Label", max_chars=60),
            "shown": st.column_config.SelectboxColumn("Read as", options=list(kinds), required=True),
            "unit": st.column_config.TextColumn("Unit", max_chars=12, width="small"),
            "examples": st.column_config.TextColumn("For example"),
            "filled": st.column_config.ProgressColumn("Filled in", format="percent", width="small"),
            "done": st.column_config.TextColumn("What was done", width="large"),
        },
    )
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    changes = {overview["name"].iloc[int(row)]: change for row, change in edited.items() if change}
    return _changed(wishes, overview, changes, base()) if changes else None


def _changed(
    wishes: Wishes, overview: pd.DataFrame, changes: Mapping[str, Mapping[str, Any]], base: Table
) -> Wishes:
    """The wishes with the changes made in the editor, or as they were with the reason why not."""
    new = replace(wishes, edition=wishes.edition + 1, problem="")
    out = dict(zip(overview["name"], ~overview["used"], strict=True))
    kind_of = {shown: kind for kind, shown in KINDS.items()}
    corrections = {name: dict(told) for name, told in wishes.corrections.items()}
    for name, change in changes.items():
        told = {CORRECTED[what]: value or "" for what, value in change.items() if what in CORRECTED}
        if "kind" in told:
            told["kind"] = kind_of[told["kind"]]
            out[name] = False
        if told:
            corrections[name] = {**corrections.get(name, {}), **told}
        if "used" in change:
            out[name] = not change["used"]
    use = wishes.left_out is not None or any({"used", "shown"} & change.keys() for change in changes.values())
    left_out = tuple(name for name, stays in out.items() if stays) if use else None
    new = replace(new, corrections=corrections, left_out=left_out)
    try:
        table = new.granted(base)
    except TableProblem as problem:
        return replace(wishes, edition=wishes.edition + 1, problem=str(problem))
    asked_in = [name for name, change in changes.items() if change.get("used")]
    refused = [name for name in asked_in if table.why_left_out(name)]
    if refused:
        name = refused[0]
        why = table.why_left_out(name)
        return replace(
            new, problem=f"“{name}” cannot be used as it is read: {why}. Change what it is read as."
        )
    return new
