"""Step: can a few questions find the leavers? Race the tree, watch it grow, refit it."""

import streamlit as st

from pages.churn_costs import grow, race, refit
from pages.shared.step import Step

VIEWS = {"race": "Race the tree", "grow": "Watch it grow", "refit": "Refit it 200 times"}
DRAW = {"race": race.draw, "grow": grow.draw, "refit": refit.draw}


def draw(step: Step) -> None:
    step.say("lead")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        view = step.view("What to do with the tree", "view", VIEWS)
        step.prices()
    # The race and the growing tree would tell what is to be guessed; the refits have a guess of their own.
    if view != "refit" and step.guess("guess_tree", 0, 100, 20, unit=" %%").open:
        return
    DRAW[view](step)
