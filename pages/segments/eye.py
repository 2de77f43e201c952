"""Step: how many groups do you see? Two columns, the reader's number, and what the machine cuts."""

import streamlit as st

from core.charts.chart import Chart
from core.charts.groups.eye import by_eye
from core.words import count
from pages.segments.rows import numbers
from pages.segments.two import choose_cut, choose_two, pair_of, python_two, rows_shown
from pages.shared import cached
from pages.shared.step import Step

MOST = 8
HARDLY = 0.03  # of clearness: a lead that shuffling often gives
TERMS = ("cluster", "k-means", "silhouette", "permutation")


def draw(step: Step) -> None:
    step.say("lead", rows=rows_shown(step))
    if len(numbers(step)) < 2:
        step.say("few_numbers")
        return
    if step.choices.guess_eye is None:
        step.guess("guess_eye", 1, MOST, 4, rows=step.case.noun.many)
        step.moving(_before)
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
    if step.choices.guess_eye is not None:
        guess = guess or 0  # skipped: nothing was seen, but the choice is made
    return by_eye(found, step.case.noun, None if guess is None else int(guess), None, shuffled)


def _after(step: Step) -> None:
    step.score("guess_eye", _scored(step))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_two(step)
        k = choose_cut(step)
        st.toggle("Shuffle the columns", **step.choices.control("shuffled"))
    chart = _chart(step, k, step.choices.shuffled)
    step.show(chart)
    step.say("shuffled" if step.choices.shuffled else "real")
    step.folds(chart, _code(step, k), TERMS)


def _scored(step: Step) -> str:
    k, clear, chance = cached.clearest(step.case, *pair_of(step))
    guess = step.guessed("guess_eye")
    yours = "" if guess is None else f"You saw {count(guess)}. "
    best = f"{yours}These two columns are cut most cleanly into {k}: clearness {clear:.2f}"
    if clear - chance < HARDLY:
        return f"{best}, hardly more than the {chance:.2f} of shuffled columns. One cloud is a fair answer."
    return f"{best}, against {chance:.2f} at most in shuffled columns."


def _code(step: Step, k: int) -> str:
    shuffle = ""
    if step.choices.shuffled:
        shuffle = "import numpy as np\n\ngrid = segments.shuffled(grid, np.random.default_rng(1))\n"
    return (
        python_two(step)
        + f"{shuffle}found = segments.cut(grid, {k})\nprint(found.sizes, found.silhouettes.mean())\n"
    )
