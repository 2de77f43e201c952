"""Step: whom does the offer change? In money, as people, in the trial, and what a trial needs."""

import streamlit as st

from core.words import price
from pages.churn_costs import brought, crowd, lists, needed, qini
from pages.churn_costs.lists import GUESSED_AT, values_of
from pages.shared import cached, prose
from pages.shared.step import Step

VIEWS = {
    "lists": "In money",
    "people": "As people",
    "trial": "The trial",
    "needed": "How large",
}
DRAW = {"lists": lists.draw, "people": crowd.draw, "trial": qini.draw, "needed": needed.draw}


def draw(step: Step) -> None:
    trial = brought.trial(step) if step.case.own else cached.sample_trial()
    if trial is None:
        return
    step.say("own" if step.case.own else "lead", customers=f"{len(trial.treated):,}")
    # On somebody's own customers nobody knows the truth, so there is nothing to score a guess with.
    if not step.case.own and step.choices.guess_whom is None:
        _values(step)
        people = f"{100 * GUESSED_AT:.0f}"
        step.guess("guess_whom", 0, 100, 80, people=people, hundred=price(100, step.currency))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        view = step.view("What to look at", "whom_view", VIEWS)
        _values(step)
    DRAW[view](step, trial)


def _values(step: Step) -> None:
    """What a kept customer is worth in this trial, and what the offer and a contact cost."""
    choices = step.choices
    worth, offer, contact = (price(amount, step.currency) for amount in vars(values_of(step)).values())
    tag = f"Worth {worth}, offer {offer}, contact {contact}"
    with st.popover(prose.plain(tag), key="values"), st.container(horizontal=True):
        st.number_input(
            "A leaver who stays is worth", 0.0, 1e6, None, step=10.0, format="%.2f",
            **choices.control("trial_clv"),
        )  # fmt: skip
        st.number_input(
            "The offer costs", 0.0, 1e6, None, step=5.0, format="%.2f", **choices.control("trial_incentive")
        )
        st.number_input(
            "A contact costs", 0.0, 1e6, None, step=1.0, format="%.2f", **choices.control("trial_contact")
        )
        step.base()
