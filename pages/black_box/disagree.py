"""Step: where do they disagree? Verdicts as maps, and the customers two models quarrel about."""

import streamlit as st

from core.words import the_model
from pages.black_box import maps, quarrel
from pages.black_box.pair import choose_pair, pair_of
from pages.shared.step import Step

VIEWS = {"maps": "As maps", "people": "As customers"}
DRAW = {"maps": maps.draw, "people": quarrel.draw}


def draw(step: Step) -> None:
    readable, box = map(the_model, pair_of(step))
    step.say("lead")
    if step.choices.guess_disagree is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            choose_pair(step)
            step.prices()
        step.guess("guess_disagree", 0, 100, 20, readable=readable, box=box)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        view = step.view("What to look at", "disagree_view", VIEWS)
        choose_pair(step)
        step.prices()
    DRAW[view](step)
