"""Step: where do we draw the line?

Chances and prices come in; the cut-off is the reader's; the picture shows the reader's bill and
the cheapest one, both on practice customers: the others are kept for the decision.
"""

import streamlit as st

from core.charts.costs import cost_curve
from core.models import NAMES
from core.words import MODEL_NAMES, MODEL_TERMS, money, percent
from pages.churn_costs.policy import line_of, most_contacts
from pages.churn_costs.values import team_limit
from pages.shared.step import Step, whole

TERMS = ("threshold", "probability", "true positive", "false negative", "false positive", "true negative")


def draw(step: Step) -> None:
    step.say("lead")
    guess = step.guess("guess_cutoff", 0, 100, 50, unit=" %%")
    if guess.open:
        return

    choices = step.choices
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Chances come from",
            NAMES,
            format_func=MODEL_NAMES.__getitem__,
            width=260,
            **choices.control("model"),
        )
        step.prices()
        team_limit(step)
    if guess.value is not None:
        step.score("guess_cutoff", _verdict(step, guess.value / 100))
    step.moving(_line)


def _verdict(step: Step, guess: float) -> str:
    curve, line = line_of(step)
    extra = curve.at(guess).cost_per_customer - line.cheapest.cost_per_customer
    if extra < 0.005:
        return f"Your guess: {percent(guess)}. No whole-percent line is cheaper."
    return (
        f"Your guess: {percent(guess)}. It costs {money(extra, step.currency)} per customer more than "
        f"the cheapest line, {percent(line.cheapest.threshold)}."
    )


def _line(step: Step) -> None:
    """The slider, the picture it moves, and the folds."""
    choices, costs = step.choices, step.costs
    st.slider(
        "Contact everyone whose chance is at or above", 0, 100, format="%d %%", **choices.control("cutoff")
    )
    curve, line = line_of(step)
    guess = step.guessed("guess_cutoff")
    expected = None if guess is None else guess / 100
    chart = cost_curve(curve, line, step.currency, expected, most_contacts(step))
    step.show(chart)
    dear = costs.missed + costs.wasted
    ideal = percent(costs.wasted / dear) if dear else "undefined"
    terms = (*TERMS, MODEL_TERMS[choices.model])
    step.folds(chart, _code(step, line.practice.threshold), terms, ideal=ideal)


def _code(step: Step, threshold: float) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    at = repr(threshold) if threshold <= 1 else 'float("inf")'
    return step.case.code + (
        "from core import costs, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "practice, _ = split.halves(scores.y_true)\n"
        "curve = costs.curve(scores.y_true[practice], scores.probability[practice],\n"
        f"                    costs.Costs(missed={missed}, wasted={wasted}))\n"
        f"print(curve.at({at}).cost_per_customer)\n"
    )
