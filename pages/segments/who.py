"""Step: who are they? All groups at a glance, a portrait of each, and their names."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core import samples, segments
from core.charts.groups.glance import glance
from core.charts.groups.marks import called as numbered
from core.charts.groups.portrait import portrait
from core.segments import Segmentation
from core.words import count, percent
from pages.segments.given import LONGEST, NAME
from pages.segments.naming import names_of
from pages.segments.rows import (
    called,
    choose_k,
    columns_of,
    grouped,
    label_of,
    python_columns,
    settle,
    warn,
)  # fmt: skip
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.questions import WIDTH
from pages.shared.step import Step

VIEWS = {"glance": "All at a glance", "portrait": "One portrait", "names": "Names"}
OFFERED = 4  # columns to bet on
OTHER = "other"
TERMS = ("segment profile", "medoid", "index number", "ecological fallacy", "stability of clusters")


def draw(step: Step) -> None:
    settle(step)
    found = grouped(step)
    step.say("lead", rows=step.case.noun.many, k=count(found.k))
    if found.clear and len(found.grid.columns) > 1 and step.bet("guess_who", _bets(step), k=count(found.k)):
        return
    warn(step)
    view = step.view("What to look at", "who_view", VIEWS)
    if view == "names":
        _names(step)
    else:
        step.moving(_glance if view == "glance" else _portrait)


def _ranked(found: Segmentation) -> list[str]:
    """The columns, the one that tells the groups apart most first: the share of it between the groups."""
    apart = {
        column.name: segments.explained(found.grid.values[:, axes], found.labels)
        for column, axes in zip(found.grid.columns, found.grid.parts, strict=True)
    }
    return sorted(apart, key=lambda name: -apart[name])


def _bets(step: Step) -> dict[str, str]:
    """The strongest columns, in the order of the table, so that their order gives nothing away."""
    able = [column.name for column in step.case.table.features]
    offered = sorted(able.index(name) for name in _ranked(grouped(step))[:OFFERED])
    return {str(place): plain(label_of(step, able[place])) for place in offered} | {OTHER: "Another column"}


def _scored(step: Step, found: Segmentation) -> str:
    bet = step.guessed("guess_who")
    first = label_of(step, _ranked(found)[0])
    truth = f"“{first}” tells the groups apart most."
    if bet is None:
        return truth
    features = [column.name for column in step.case.table.features]
    if bet == OTHER or int(bet) >= len(features):
        return f"Your bet: another column. {truth}"
    name = features[int(bet)]
    right = " Right." if name == _ranked(found)[0] else ""
    return f"Your bet: “{label_of(step, name)}”. {truth}{right}"


def _glance(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_k(step)
        found = grouped(step)
        if found.clear and len(found.grid.columns) > 1:
            step.score("guess_who", _scored(step, found), "Bet again")
    chart = glance(found, names_of(step, found), step.case.noun, None)
    step.show(chart)
    step.folds(chart, _code(step, found.k), TERMS, technical="technical_glance")


def _portrait(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = choose_k(step)
        found = grouped(step)
        names = names_of(step, found)
        groups = list(range(k))
        st.selectbox(
            "Group",
            groups,
            format_func=lambda group: numbered(group, names),
            width=WIDTH,
            **step.choices.control("group", among=groups, mark=f".{k}"),
        )
    group = min(step.choices.group, k - 1)
    steady = cached.steadiness(step.case, k, columns_of(step))
    areas = not step.case.own and "region" in samples.sheet(step.case.name)
    chart = portrait(found, steady, group, names, step.case.noun, partial(called, step), areas)
    step.show(chart)
    step.folds(
        chart, _portrait_code(step, k, group), TERMS, technical="technical_portrait",
        refits=count(steady.refits), outstanding=f"{segments.STANDS_OUT}", clear=count(segments.SHUFFLES),
    )  # fmt: skip


def _names(step: Step) -> None:
    """A line per group: what it is called, and room for a better name."""
    found = grouped(step)
    step.say("names")
    room = st.grid(2, min_column_width=270, gap="small")
    given = NAME.all(step, found.k)
    for group, neutral in enumerate(found.names):
        held = f"{step.case.noun.of(found.sizes[group])}, {percent(found.sizes[group] / len(found.labels))}"
        key = f"{step.lesson}.name {step.case.version[:12]} {columns_of(step)} {found.k} {group}"
        now = given.get(group, "")
        step.choices.hand(key, now)
        with room.container():
            st.text(f"Group {group + 1} ({held}): {neutral}")
            st.text_input(
                f"Name of group {group + 1}",
                max_chars=LONGEST,
                placeholder="Your name for it",
                label_visibility="collapsed",
                key=key,
                on_change=lambda group=group, key=key: NAME.give(step, found.k, group, st.session_state[key]),
            )
    names = names_of(step, found)
    chart = glance(found, names, step.case.noun, None)
    step.show(chart)
    step.folds(chart, _code(step, found.k), TERMS, technical="technical_glance")


def _code(step: Step, k: int) -> str:
    return step.case.code + (
        "from core import segments\n\n"
        f"found = segments.segment(table, {python_columns(step)}, {k})\n"
        "print(found.names, found.sizes)\nprint(found.profiles)\n"
    )


def _portrait_code(step: Step, k: int, group: int) -> str:
    return step.case.code + (
        "from core import segments\n\n"
        f"found = segments.segment(table, {python_columns(step)}, {k})\n"
        f"print(found.profiles[found.profiles['segment'] == {group}])\n"
        f"print(table.rows.iloc[found.typical[{group}]])\n"
        f"print(segments.steadiness(found).overlap[{group}])\n"
    )
