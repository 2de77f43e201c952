"""Step: how many groups? Four measures beside shuffled tables, what units do, and which columns count."""

from __future__ import annotations

import streamlit as st

from core import samples, segments
from core.charts.groups.evidence import evidence as evidence_chart
from core.charts.groups.scaled import scaled
from core.charts.groups.worth import worth as worth_chart
from core.words import count
from pages.segments.naming import names_of
from pages.segments.rows import (
    MOST_GROUPS,
    able,
    called,
    choose_columns,
    choose_k,
    columns_of,
    evidence,
    grouped,
    label_of,
    numbers,
    python_columns,
)  # fmt: skip
from pages.shared import cached
from pages.shared.behind import TICK
from pages.shared.choices import nearest
from pages.shared.questions import WIDTH
from pages.shared.step import Step

VIEWS = {"evidence": "The evidence", "units": "One scale", "columns": "What counts"}
NONE = "none"
BETS = {NONE: "There are none", **{str(k): str(k) for k in range(2, 9)}, "more": "More than 8"}
TERMS = ("cluster", "inertia", "silhouette", "gap statistic", "stability of clusters", "permutation")


def draw(step: Step) -> None:
    noun, columns = step.case.noun, columns_of(step)
    used = len(cached.points(step.case, columns).columns)
    could = len(able(step))
    told = count(used) if used == could else f"{count(used)} of {count(could)}"
    step.say("lead", rows=noun.many, columns=told)
    evidence(step)  # what is not shipped begins while the reader bets
    if step.bet("guess_many", BETS, rows=noun.many):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        view = step.view("What to look at", "many_view", VIEWS)
        choose_columns(step)
    if view == "evidence":
        step.moving(_evidence) if evidence(step).complete else step.moving(_filling, every=TICK)
    else:
        step.moving(_units if view == "units" else _columns)


def _filling(step: Step) -> None:
    """The measures as far as they are; the shuffled tables fill in behind the picture."""
    found = evidence(step)
    if found.complete:
        st.rerun()
    doing = "Measuring your table." if not found.done else (
        f"Cutting tables in which there is nothing to find: {count(found.done)} of {count(found.wanted)}. "
        "You can go on meanwhile."
    )  # fmt: skip
    st.progress(found.done / found.wanted, text=doing)
    if found.result is not None:
        rows = len(step.case.table.rows)
        early = "Too early to say: this table has to be held against more tables with nothing to find."
        open_ = segments.Verdict(False, 1, False, dict.fromkeys(segments.MEASURES), early)
        step.show(evidence_chart(found.result, open_, _bet(step), None, rows))


def _bet(step: Step) -> int | None:
    """The number betted on; 1 for none."""
    bet = step.guessed("guess_many")
    return None if bet is None else 1 if bet == NONE else MOST_GROUPS if bet == "more" else int(bet)


def _evidence(step: Step) -> None:
    found = evidence(step).result
    assert found is not None, "drawn once all of it is there"
    said = segments.verdict(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = choose_k(step)
        step.score("guess_many", _scored(step, said), "Bet again")
    chart = evidence_chart(found, said, _bet(step), k, len(step.case.table.rows))
    step.show(chart)
    nulls, stable, rows = (int(found[what].iloc[0]) for what in ("nulls", "stability_nulls", "rows"))
    step.folds(
        chart,
        _code(step, nulls, rows),
        TERMS,
        technical="technical_evidence",
        nulls=count(nulls),
        stable=count(stable),
    )


def _scored(step: Step, said: segments.Verdict) -> str:
    bet = step.guessed("guess_many")
    truth = f"The evidence says {count(said.k)}." if said.groups else "The evidence says there are none."
    if bet is None:
        return f"You did not bet. {truth}"
    if bet == NONE and said.groups and not said.gaps:
        return f"You bet on none: half right. It can be cut into {count(said.k)}, but without gaps."
    right = bet == (NONE if not said.groups else str(said.k) if said.k <= 8 else "more")
    told = f"You bet on {BETS[bet] if bet != NONE else 'none'}."
    return f"{told} {truth}" if not right else f"{told} {truth} Right."


def _code(step: Step, nulls: int, rows: int) -> str:
    less = f", most_rows={rows}" if rows < len(step.case.table.rows) else ""
    return step.case.code + (
        "from core import segments\n\n"
        f"found = segments.choose_k(table, {python_columns(step)}, nulls={nulls}{less})\n"
        "print(found)\nprint(segments.verdict(found).words)\n"
    )


# -- one scale -----------------------------------------------------------------------------------


def _wild(step: Step) -> tuple[str, int] | None:
    """The cell that is typed with two zeros too many, where there is one."""
    if not step.choices.wild:
        return None
    found = _typed(step)
    if not found:
        return None
    place = int(nearest(step.choices.wild_in, list(range(len(found)))))
    return found[place], int(grouped(step).typical[0])


def _typed(step: Step) -> list[str]:
    """The columns of numbers that count, those with the largest numbers first."""
    spread = {axis.column.name: axis.spread for axis in cached.points(step.case, columns_of(step)).axes}
    return sorted((name for name in numbers(step) if name in spread), key=lambda name: -spread[name])


def _units(step: Step) -> None:
    found = _typed(step)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = choose_k(step)
        if found:
            st.toggle("One cell typed with two zeros too many", **step.choices.control("wild"))
        if found and step.choices.wild:
            places = list(range(len(found)))
            st.selectbox(
                "In the column",
                places,
                format_func=lambda place: label_of(step, found[place]),
                width=WIDTH,
                **step.choices.control("wild_in", among=places, mark=f".{len(found)}"),
            )
    wild = _wild(step)
    both = cached.scaling(step.case, k, columns_of(step), wild)
    told = None if wild is None else (label_of(step, wild[0]), called(step, wild[1]))
    chart = scaled(both, names_of(step, both.scaled), step.case.noun, told)
    step.show(chart)
    step.folds(chart, _units_code(step, k, wild), ("standardisation", "k-means"), technical="technical_units")


def _units_code(step: Step, k: int, wild: tuple[str, int] | None) -> str:
    spoilt = "" if wild is None else f"table = segments.with_outlier(table, {wild[0]!r}, {wild[1]})\n"
    return step.case.code + (
        "from core import segments\n\n"
        f"{spoilt}found = segments.scaling(table, {python_columns(step)}, {k})\n"
        "print(found.worth, found.raw.sizes, found.scaled.sizes, found.same)\n"
    )


# -- what counts ---------------------------------------------------------------------------------


def _columns(step: Step) -> None:
    k = choose_k(step)
    found = cached.worth(step.case, k, columns_of(step))
    chart = worth_chart(step.case.table, found, step.case.noun, k, _noise(step))
    step.show(chart)
    step.folds(chart, _columns_code(step, k), ("cluster", "permutation"), technical="technical_columns")


def _noise(step: Step) -> frozenset[str]:
    """The columns that are noise by construction; nobody knows of a reader's own."""
    if step.case.own:
        return frozenset()
    used = {column.name for column in cached.points(step.case, columns_of(step)).columns}
    roles = {one["name"]: one["role"] for one in samples.sheet(step.case.name)["columns"]}
    return frozenset(name for name in used if roles[name] == "noise")


def _columns_code(step: Step, k: int) -> str:
    return step.case.code + (
        "from core import segments\n\n"
        f"found = segments.segment(table, {python_columns(step)}, {k})\n"
        f"print(segments.column_worth(found.grid, {k}, found.labels))\n"
    )
