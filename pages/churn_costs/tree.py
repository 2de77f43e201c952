"""Step: let a tree ask the questions, one at a time."""

import streamlit as st

from core.charts.tree import tree as chart_of
from core.models import smallest_leaf
from core.trees import bill
from core.words import percent
from pages.churn_costs.policy import prices_of
from pages.shared import cached
from pages.shared.lesson import Step, whole


def draw(step: Step) -> None:
    step.say("lead")
    guess = step.guess("guess_tree", 0, 100, 20, unit=" %%")
    if guess.open:
        return

    grown, costs = cached.tree(step.case), prices_of(step)
    asked = min(step.choices.questions, grown.most)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if grown.most:
            st.slider("Questions the tree may ask", 0, grown.most, **step.choices.control("questions"))
        step.prices()
    result = bill(grown, asked, costs)
    expected = None if guess.value is None else guess.value / 100
    if expected is not None:
        far = "With all its questions" if asked == grown.most else f"So far, with {asked}"
        step.score(
            "guess_tree",
            f"Your guess: {percent(expected)}. {far}, the tree saves {percent(result.worth.value)}.",
        )
    chart = chart_of(grown, asked, result, step.currency, expected)
    step.show(chart)
    smallest = smallest_leaf(grown.nodes[0].practice)
    terms = ("decision tree", "leaf", "training set", "out-of-sample")
    step.folds(chart.table, _code(step, asked), terms, smallest=smallest)


def _code(step: Step, questions: int) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    return step.code_for_table() + (
        "from core import costs, trees\n\n"
        f"prices = costs.Costs(missed={missed}, wasted={wasted})\n"
        f"result = trees.bill(trees.grow(table), {questions}, prices)\n"
        "print(result.worth.cost_per_customer, result.worth.value)\n"
    )
