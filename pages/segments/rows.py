"""What the steps share: the columns that count, the number of groups, and what rows are called."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core import samples, segments
from core.safe import visible
from core.segments import Segmentation, Verdict
from core.table import TableProblem
from pages.shared import cached
from pages.shared.cached import Evidence
from pages.shared.choices import nearest
from pages.shared.prose import plain
from pages.shared.questions import WIDTH, names
from pages.shared.step import Step

MOST_GROUPS = 10
USUAL = 4  # groups, where the evidence names no number
PLACES = r"(\d{1,3}(\.\d{1,3})*)?"


def able(step: Step) -> list[str]:
    """Columns that can take part in grouping, those to look at first in front."""
    found = cached.usable(step.case)
    first = [] if step.case.own else list(samples.sheet(step.case.name).get("eye", ()))
    return [*(name for name in first if name in found), *(name for name in found if name not in first)]


def numbers(step: Step) -> list[str]:
    """Those of them that hold numbers."""
    return [name for name in able(step) if step.case.table.column(name).kind == "number"]


def label_of(step: Step, column: str) -> str:
    """A column's name on screen, unlike any other's."""
    features = [feature.name for feature in step.case.table.features]
    return names(step.case.table)[features.index(column)]


def columns_of(step: Step) -> tuple[str, ...]:
    """The columns the reader chose; none for all that can."""
    found = able(step)
    places = sorted({int(place) for place in step.choices.columns.split(".") if place})
    chosen = tuple(found[place] for place in places if place < len(found))
    usual = {column.name for column in cached.points(step.case).columns}
    return () if not chosen or set(chosen) == usual else chosen


def choose_columns(step: Step) -> None:
    """The columns that count, folded away."""
    found, chosen = able(step), columns_of(step)
    used = [column.name for column in cached.points(step.case, chosen).columns]
    with st.popover(f"Columns that count: {len(used)} of {len(found)}", key="columns"):
        key = f"{step.lesson}.columns {step.case.version[:12]}"
        step.choices.hand(key, used)
        st.multiselect(
            "Groups are formed by",
            found,
            format_func=partial(label_of, step),
            max_selections=segments.MOST_COLUMNS,
            key=key,
            on_change=_take,
            args=(step, key, found),
        )
        st.button("The usual columns", on_click=step.choices.set, kwargs={"columns": ""}, key="all_columns")
        for note in cached.points(step.case, chosen).notes:
            st.markdown(plain(note))


def _take(step: Step, key: str, found: list[str]) -> None:
    places = sorted(found.index(name) for name in st.session_state[key])
    step.choices.set(columns=".".join(map(str, places)))


def python_columns(step: Step) -> str:
    """The columns as Python."""
    chosen = columns_of(step)
    return repr(list(chosen)) if chosen else "None"


def evidence(step: Step) -> Evidence:
    return cached.evidence(step.case, columns_of(step))


def said(step: Step) -> Verdict | None:
    """What the evidence says, once all of it is there."""
    found = evidence(step)
    return segments.verdict(found.result) if found.complete and found.result is not None else None


def warn(step: Step) -> None:
    """A word where the groups have no gaps between them, or are none."""
    known = said(step)
    if known is None and not grouped(step).clear:
        step.say("no_groups")
    elif known is not None and not known.gaps:
        step.say("no_gaps" if known.groups else "no_groups")


def settle(step: Step) -> None:
    """Where groups are looked at before their number is known, it stays as it is from now on."""
    if not step.choices.k and said(step) is None:
        step.choices.set(k=USUAL)


def suggested(step: Step) -> int:
    """The number of groups until the reader sets one."""
    found = said(step)
    return found.k if found is not None and found.groups else USUAL


def stops(step: Step) -> list[int]:
    """The numbers of groups that can be asked for."""
    most = min(MOST_GROUPS, cached.points(step.case, columns_of(step)).distinct - 1)
    if most < 2:
        raise TableProblem(
            "The rows hardly differ in the chosen columns, so there is nothing to sort. Choose other columns."
        )
    return list(range(2, most + 1))


def k_of(step: Step) -> int:
    """The number of groups in force."""
    asked = step.choices.k or suggested(step)
    return int(nearest(asked, stops(step)))


def choose_k(step: Step) -> int:
    """A control for the number of groups."""
    among = stops(step)
    st.select_slider(
        "Number of groups",
        among,
        width=WIDTH,
        **step.choices.control("k", among=among, mark=f".{among[-1]}", otherwise=k_of(step)),
    )
    return k_of(step)


def grouped(step: Step) -> Segmentation:
    """The groups in force."""
    return cached.grouped(step.case, k_of(step), columns_of(step))


def called(step: Step, row: int) -> str:
    """What a row goes by: its name or id, else its number."""
    table = step.case.table
    column = None if step.case.own else samples.sheet(step.case.name).get("naming")
    if column is None:
        ids = [one.name for one in table.columns if one.kind == "id"]
        column = ids[0] if ids else None
    if column is None:
        return f"{step.case.noun.one} {row + 1}"
    value = table.rows[column].iloc[row]
    if isinstance(value, float):
        value = f"{value:.0f}"
    return visible(value, 40)
