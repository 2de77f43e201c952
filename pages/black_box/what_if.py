"""Change the customer: controls inside the table's own values, and what the model then says."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from core import explain, verdicts
from core.charts.why.waterfall import waterfall
from core.charts.why.waterfall_told import chance_said
from core.safe import visible
from core.table import Column
from core.words import count
from pages.black_box.customer import TERMS, explained, one, python, verdict
from pages.black_box.looked import customer_of, model_of
from pages.black_box.pair import WIDTH, cutoff_of
from pages.shared.prose import plain
from pages.shared.questions import names
from pages.shared.step import Step

ROWS = 7  # steps of the staircase that keep their place while a slider moves
SLIDERS = 4  # columns that can be changed at first: those that push most
CHANGED = r"(\d{1,3}:\d{1,3}(,\d{1,3}:\d{1,3})*)?"  # places of columns and of values: no text of a file


def _changes(step: Step) -> dict[int, int]:
    """Place of a column -> place of its new value among explain.grid()."""
    pairs = [pair.split(":") for pair in step.choices.changed.split(",") if pair]
    wide = len(step.case.table.features)
    return {int(column): int(value) for column, value in pairs if int(column) < wide}


def _values(step: Step, row: pd.DataFrame, name: str) -> list[Any]:
    """What a column can be changed into, the customer's own value among it, in order."""
    values = list(explain.grid(step.case.table, name))
    own = row[name].iloc[0]
    if pd.isna(own):
        return [None, *values]
    if step.case.table.column(name).kind == "number":
        return sorted({*values, own})
    return values if own in values else [own, *values]


def _at(values: list[Any], own: Any) -> int:
    return 0 if pd.isna(own) else values.index(own)


def draw(step: Step) -> None:
    """The controls, the answer, and the staircase of the changed customer."""
    table, row, model = step.case.table, one(step), model_of(step)
    before = explained(step, row)
    features = [column.name for column in table.features]
    first = [features.index(name) for name, _ in before.ranked[:SLIDERS]]
    changes = _changes(step)
    shown = [*first, *(place for place in changes if place not in first)]
    labels = names(table)
    after = row.copy()
    changed = []
    for place, value in changes.items():
        values = _values(step, row, features[place])
        cell = values[min(value, len(values) - 1)]
        if not _same(cell, row[features[place]].iloc[0]):
            after[features[place]] = pd.Series([cell], index=row.index, dtype=row[features[place]].dtype)
            changed.append(features[place])
    found = explained(step, after, changed=True)
    threshold = cutoff_of(step, model)
    step.say(
        "changed",
        who=count(customer_of(step) + 1),
        before=chance_said(before.prediction, 1),
        was=verdict(before.prediction, threshold),
        after=chance_said(found.prediction, 1),
        is_now=verdict(found.prediction, threshold),
    )
    _sliders(step, row, shown, labels)
    ranked = [features[place] for place in shown] + [name for name, _ in before.ranked]
    chart = waterfall(
        found, after, table, threshold, model, tuple(changed), before=before.prediction,
        order=list(dict.fromkeys(ranked))[: max(ROWS, len(shown))],
    )  # fmt: skip
    step.show(chart)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        others = [place for place in range(len(features)) if place not in shown]
        if others:
            _another(step, others, labels, row)
        if st.button("Back to the real customer", disabled=not changed, key="undo",
                     on_click=step.choices.set, kwargs={"changed": ""}):  # fmt: skip
            st.rerun()
    step.folds(chart, python(step, {name: after[name].iloc[0] for name in changed}), TERMS,
               technical="technical_what_if")  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) or one == other


def _sliders(step: Step, row: pd.DataFrame, shown: list[int], labels: list[str]) -> None:
    """A control per column, from the smallest to the largest value in the table."""
    table, changes = step.case.table, _changes(step)
    grid = st.grid(2, min_column_width=270, gap="small")
    for place in shown:
        column = table.features[place]
        values = _values(step, row, column.name)
        if len(values) < 2:
            continue
        stops = list(range(len(values)))
        now = min(changes.get(place, _at(values, row[column.name].iloc[0])), len(values) - 1)
        key = f"{step.lesson}.changed.{customer_of(step)}.{place}"
        step.choices.hand(key, now)
        control: Any = st.select_slider if column.kind == "number" else st.selectbox
        with grid:
            control(
                plain(labels[place]),
                stops,
                format_func=_saying(column, values),
                key=key,
                on_change=_take,
                args=(step, place, key, _at(values, row[column.name].iloc[0])),
            )


def _saying(column: Column, values: list[Any]) -> Callable[[int], str]:
    return lambda stop: visible(verdicts.said(column, values[stop]))


def _take(step: Step, place: int, key: str, own: int) -> None:
    """Keep a moved control among the changes; back at the customer's own value it is no change."""
    changes = _changes(step) | {place: int(st.session_state[key])}
    told = {one: value for one, value in changes.items() if one != place or value != own}
    step.choices.set(changed=",".join(f"{one}:{value}" for one, value in told.items()))


def _another(step: Step, others: list[int], labels: list[str], row: pd.DataFrame) -> None:
    """A way to bring one more column among the controls."""
    key = f"{step.lesson}.another"
    st.session_state[key] = None

    def add() -> None:
        place = st.session_state[key]
        values = _values(step, row, step.case.table.features[place].name)
        own = _at(values, row.iloc[0, place])
        step.choices.set(changed=",".join(filter(None, [step.choices.changed, f"{place}:{own}"])))

    st.selectbox(
        "Another column", others, index=None, format_func=lambda place: visible(labels[place]),
        placeholder="Add a column", width=WIDTH, key=key, on_change=add,
    )  # fmt: skip
