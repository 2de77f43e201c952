"""Step: what does an offer really earn? The line in profit, the doubt about who accepts, the two ledgers."""

import streamlit as st

from pages.churn_costs import earn, ledger, unsure
from pages.churn_costs.values import team_limit, values
from pages.shared.step import Step

VIEWS = {"earn": "What it earns", "unsure": "If fewer accept", "ledger": "What is different"}
DRAW = {"earn": earn.draw, "unsure": unsure.draw, "ledger": ledger.draw}


def draw(step: Step) -> None:
    step.say("lead")
    if step.choices.guess_offer is None:
        values(step, open=True)
        step.guess("guess_offer", 0, 100, 30, unit=" %%")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        view = step.view("What to look at", "offer_view", VIEWS)
        values(step)
        if view != "unsure":
            team_limit(step)
    if view == "unsure" and step.choices.limited:
        step.say("no_limit")
    DRAW[view](step)
