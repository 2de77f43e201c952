"""Step: how does the machine group? K-means one half-step at a time, and what becomes of many beginnings."""

from __future__ import annotations

import streamlit as st

from core import segments
from core.charts.groups.halves import half_step
from core.charts.groups.starts import starts
from core.segments import DRAWN, PICKED, SPREAD, State
from core.words import count
from pages.segments.rows import called, numbers
from pages.segments.two import choose_cut, choose_two, cut_of, fold_two, pair_of, python_two, rows_shown
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.questions import WIDTH
from pages.shared.step import Step

VIEWS = {"walk": "Half-step by half-step", "starts": "Many beginnings"}
KINDS = {DRAWN: "drawn by lot", SPREAD: "far from one another", PICKED: "picked by me"}
PICKS = r"(\d{1,6}(\.\d{1,6})*)?"
MOST_PICKED = 400  # rows offered as beginnings
NEVER = "no beginning gets stuck"
LEAST = 2  # groups: with one there is nothing to walk
WORSE = 0.01  # an end that is worse by more than this is said to be stuck
LONGEST = 60  # half-steps a reader can guess
TERMS = ("k-means", "cluster centre", "inertia", "local optimum")


def draw(step: Step) -> None:
    step.say("lead", rows=rows_shown(step))
    if len(numbers(step)) < 2:
        step.say("few_numbers")
        return
    if step.guess("guess_halves", 2, LONGEST, 8, k=count(cut_of(step, LEAST)), rows=step.case.noun.many).open:
        return
    step.view("What to look at", "halves_view", VIEWS)
    step.moving(_walk if step.choices.halves_view == "walk" else _starts)


def _picked(step: Step) -> list[int]:
    """The places, among the rows shown, of those the reader picked as beginnings."""
    rows = len(segments.shown(len(step.case.table.rows)))
    chosen = list(dict.fromkeys(int(row) for row in step.choices.picks.split(".") if row))
    return [row for row in chosen if row < rows][: cut_of(step, LEAST)]


def _start(step: Step) -> tuple[object, ...]:
    """The beginning in force."""
    if step.choices.kind == PICKED and _picked(step):
        return (PICKED, *_picked(step))
    kind = DRAWN if step.choices.kind == PICKED else step.choices.kind
    return (kind, cut_of(step, LEAST), step.choices.seed)


def _states(step: Step) -> list[State]:
    return cached.walked(step.case, *pair_of(step), _start(step))


def _walk(step: Step) -> None:
    guess = step.guessed("guess_halves")
    _begin(step)
    if st.session_state.get(NEVER) == _asked(step):
        step.say("never_stuck", starts=count(segments.STARTS))
    states = _states(step)
    told = f"It stops after {count(len(states))} half-steps."
    step.score("guess_halves", told if guess is None else f"Your guess: {count(guess)}. {told}")
    step.moving(_half_step)


def _half_step(step: Step) -> None:
    """One moment of the walk, and the way to the next: all that a half-step draws anew."""
    states = _states(step)
    last = len(states)
    at = min(step.choices.at, last)
    with st.container(horizontal=True, vertical_alignment="bottom", key="halves"):
        st.slider("Half-step", 0, last, width=WIDTH, **step.choices.control("at", most=last, mark=f".{last}"))
        for label, to, key in (("back", at - 1, "half_back"), ("forward", at + 1, "half_on")):
            st.button(
                f"One half-step {label}",
                key=key,
                disabled=not 0 <= to <= last,
                on_click=step.choices.set,
                kwargs={"at": max(to, 0)},
            )
    chart = half_step(cached.two(step.case, *pair_of(step)), states, at, step.case.noun, None)
    step.show(chart)
    if at == last:
        _ended(step, states[-1])
    step.folds(chart, _code(step, at), TERMS, technical="technical_walk")


def _ended(step: Step, end: State) -> None:
    """Whether the walk ended in the best place there is for so many centres: fewer may have been picked."""
    inertia, k = end.inertia, len(end.centers)
    best = float(cached.ends(step.case, *pair_of(step), k, DRAWN).inertia.min())
    stuck = inertia > best * (1 + WORSE)
    told = {"mine": f"{inertia:,.0f}", "best": f"{best:,.0f}", "starts": count(segments.STARTS)}
    step.say("stuck" if stuck else "best", **told)


def _begin(step: Step) -> None:
    """What is grouped, into how many, and where the centres stand at first."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        many = len(_picked(step)) if step.choices.kind == PICKED and _picked(step) else cut_of(step, LEAST)
        groups = "group" if many == 1 else "groups"
        with st.popover(plain(f"{many} {groups}, centres {KINDS[step.choices.kind]}"), key="begin"):
            choose_cut(step, LEAST)
            choose_two(step)
            _kind(step)
            if step.choices.kind == PICKED:
                _pick(step)
        if step.choices.kind != PICKED:
            again = {"seed": (step.choices.seed + 1) % segments.STARTS, "at": 0}
            st.button("Draw again", key="draw_again", on_click=step.choices.set, kwargs=again)
        st.button("A beginning that gets stuck", key="stuck", on_click=_get_stuck, args=(step,))


def _kind(step: Step) -> None:
    st.selectbox(
        "The centres begin",
        list(KINDS),
        format_func=KINDS.__getitem__,
        width=WIDTH,
        **step.choices.control("kind"),
    )


def _get_stuck(step: Step) -> None:
    """Take the worst of many beginnings, at its end."""
    found = cached.ends(step.case, *pair_of(step), cut_of(step, LEAST), DRAWN)
    st.session_state[NEVER] = (
        _asked(step) if found.inertia.max() <= found.inertia.min() * (1 + WORSE) else None
    )
    step.choices.set(kind=DRAWN, seed=found.worst)
    step.choices.set(at=len(_states(step)))


def _asked(step: Step) -> tuple[object, ...]:
    """For what a beginning that gets stuck was asked."""
    return (step.case.version, pair_of(step), cut_of(step, LEAST))


def _pick(step: Step) -> None:
    k = cut_of(step, LEAST)
    rows = segments.shown(len(step.case.table.rows))
    chosen = _picked(step)
    offered = sorted({*range(min(len(rows), MOST_PICKED)), *chosen})
    if not chosen:
        st.markdown("Until you pick some, they are drawn by lot.")
    key = f"{step.lesson}.picks {k}"
    step.choices.hand(key, chosen)
    st.multiselect(
        f"Pick up to {k} {step.case.noun.many}",
        offered,
        format_func=lambda place: called(step, int(rows[place])),
        max_selections=k,
        select_all=False,
        key=key,
        on_change=lambda: step.choices.set(picks=".".join(map(str, st.session_state[key])), at=0),
    )


def _starts(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = choose_cut(step, LEAST)
        fold_two(step)
    kind = DRAWN if step.choices.kind == PICKED else step.choices.kind
    found = cached.ends(step.case, *pair_of(step), k, kind)
    mine = found.inertia[step.choices.seed] if step.choices.kind != PICKED else None
    chart = starts(found, None if mine is None else float(mine), step.case.noun)
    step.show(chart)
    step.say("many_starts")
    step.folds(chart, _starts_code(step, k, kind), TERMS, technical="technical_starts")


def _code(step: Step, at: int) -> str:
    start = _start(step)
    made = (
        f"segments.picked(grid.values, {list(start[1:])!r})"
        if start[0] == PICKED
        else f"segments.start(grid.values, {start[1]}, {start[0]!r}, {start[2]})"
    )
    shown = f"states[{at - 1}].inertia" if at else "states[0].centers"
    return (
        python_two(step) + f"states = segments.half_steps(grid.values, {made})\nprint(len(states), {shown})\n"
    )


def _starts_code(step: Step, k: int, kind: str) -> str:
    return python_two(step) + (
        f"found = segments.ends(grid.values, {k}, {kind!r})\n"
        "print(found.reached, found.inertia.min(), found.inertia.max())\n"
    )
