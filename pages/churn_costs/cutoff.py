"""Step: where do we draw the line?

Chances and prices come in; the cut-off is the reader's; the picture shows the reader's bill and
the cheapest one, and the sentence checks the line on customers nobody looked at.
"""

import streamlit as st

from core.charts.costs import cost_curve
from core.models import NAMES
from core.words import MODEL_NAMES, MODEL_TERMS, money, percent
from pages.churn_costs.policy import line_of, most_contacts, prices_of
from pages.shared.lesson import Step, whole


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
        with st.popover("Team limit", key="limit_box"):
            st.checkbox("The team can contact only so many", **choices.control("limited"))
            st.number_input(
                "Contacts it can make", 0, 1_000_000_000, None, step=500, **choices.control("limit")
            )
    st.slider(
        "Contact everyone whose chance is at or above", 0, 100, format="%d %%", **choices.control("cutoff")
    )

    curve, line = line_of(step)
    expected = None if guess.value is None else guess.value / 100
    if expected is not None:
        extra = curve.at(expected).cost_per_customer - line.cheapest.cost_per_customer
        step.score(
            "guess_cutoff",
            f"Your guess: {percent(expected)}. "
            + (
                "No line is cheaper."
                if extra < 0.005
                else f"It costs {money(extra, step.currency)} per "
                f"customer more than the cheapest line, {percent(line.cheapest.threshold)}."
            ),
        )
    chart = cost_curve(curve, line, step.currency, expected, most_contacts(step))
    step.show(chart)
    costs = prices_of(step)
    ideal = (
        percent(costs.wasted / (costs.missed + costs.wasted)) if costs.missed + costs.wasted else "undefined"
    )
    terms = ("threshold", "probability", "true positive", "false negative", "false positive", "true negative")
    step.folds(
        chart.table, _code(step, line.practice.threshold), (*terms, MODEL_TERMS[choices.model]), ideal=ideal
    )


def _code(step: Step, threshold: float) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    at = repr(threshold) if threshold <= 1 else 'float("inf")'
    return step.code_for_table() + (
        "from core import costs, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "practice, unseen = split.halves(scores.y_true)\n"
        "for part in (practice, unseen):\n"
        "    curve = costs.curve(scores.y_true[part], scores.probability[part],\n"
        f"                        costs.Costs(missed={missed}, wasted={wasted}))\n"
        f"    print(curve.at({at}).cost_per_customer)\n"
    )
