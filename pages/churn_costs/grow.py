"""Watch the tree grow: the machine asks, one question at a time."""

import streamlit as st

from core.charts.tree import tree as chart_of
from core.models import smallest_leaf
from core.trees import bill
from core.words import percent
from pages.shared import cached
from pages.shared.step import Step, whole

TERMS = ("decision tree", "leaf", "training set", "out-of-sample")


def draw(step: Step) -> None:
    step.say("grow")
    guess = step.guessed("guess_tree")
    if guess is not None:
        grown = cached.tree(step.case)
        saved = bill(grown, grown.most, step.costs).worth.value
        step.score(
            "guess_tree",
            f"Your guess: {percent(guess / 100)}. With all its questions the tree saves "
            f"{percent(saved)} of the bill.",
        )
    step.moving(_growing)


def _growing(step: Step) -> None:
    """The slider, the tree it grows, and the folds."""
    choices, grown = step.choices, cached.tree(step.case)
    asked = min(choices.questions, grown.most)
    if grown.most:
        most = min(grown.most, 7)
        st.slider("Questions the tree may ask", 0, most, **choices.control("questions", most))
    result = bill(grown, asked, step.costs)
    guess = step.guessed("guess_tree")
    expected = None if guess is None else guess / 100
    chart = chart_of(grown, asked, result, step.currency, expected)
    step.show(chart)
    smallest = smallest_leaf(grown.nodes[0].practice)
    step.folds(chart, _code(step, asked), TERMS, smallest=smallest)


def _code(step: Step, questions: int) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    return step.case.code + (
        "from core import costs, trees\n\n"
        f"prices = costs.Costs(missed={missed}, wasted={wasted})\n"
        f"result = trees.bill(trees.grow(table), {questions}, prices)\n"
        "print(result.worth.cost_per_customer, result.worth.value)\n"
    )
