"""Step: how many groups do you see? Two columns, the reader's number, and what the machine cuts."""

import streamlit as st

from core import segments
from core.charts.chart import Chart
from core.charts.groups.eye import by_eye
from core.words import count
from pages.segments.rows import numbers
from pages.segments.two import choose_cut, choose_two, pair_of
from pages.shared import cached
from pages.shared.step import Step

MOST = 8
TERMS = ("cluster", "k-means", "silhouette", "permutation")


def draw(step: Step) -> None:
    step.say("lead", rows=step.case.noun.of(len(step.case.table.rows)))
    if len(numbers(step)) < 2:
        step.say("few_numbers")
        return
    if step.choices.guess_eye is None:
        step.moving(_before)
        step.guess("guess_eye", 1, MOST, 4, rows=step.case.noun.many)
        return
    step.moving(_after)


def _before(step: Step) -> None:
    """The points as they are, nobody sorted."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_two(step)
    step.show(_chart(step, 1, False))


def _chart(step: Step, k: int, shuffled: bool) -> Chart:
    across, up = pair_of(step)
    found = cached.on_two(step.case, across, up, k, shuffled)
    guess = step.guessed("guess_eye")
    shown = segments.shown(len(found.labels))
    return by_eye(found, step.case.noun, None if guess is None else int(guess), shown, shuffled)


def _after(step: Step) -> None:
    across, up = pair_of(step)
    step.score("guess_eye", _scored(step))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_two(step)
        k = choose_cut(step)
        st.toggle("Shuffle the columns", **step.choices.control("shuffled"))
    chart = _chart(step, k, step.choices.shuffled)
    step.show(chart)
    step.say("shuffled" if step.choices.shuffled else "real")
    step.folds(chart, _code(step, across, up, k), TERMS)


def _scored(step: Step) -> str:
    across, up = pair_of(step)
    k, clear = cached.clearest(step.case, across, up, False)
    other, by_chance = cached.clearest(step.case, across, up, True)
    guess = step.guessed("guess_eye")
    yours = "" if guess is None else f"You saw {count(guess)}. "
    return (
        f"{yours}These two columns are cut most cleanly into {k} (clearness {clear:.2f}). Shuffled, so that "
        f"there is nothing to see, into {other} ({by_chance:.2f})."
    )


def _code(step: Step, across: str, up: str, k: int) -> str:
    return step.case.code + (
        "from core import segments\n\n"
        f"found = segments.segment(table, {[across, up]!r}, {k})\n"
        "print(found.sizes, found.silhouettes.mean())\n"
    )
