"""Step: where do they disagree? Verdicts as maps, and the customers two models quarrel about."""

import streamlit as st

from core.models import NAMES
from core.words import the_model
from pages.black_box import maps, quarrel
from pages.black_box.pair import choose_pair, pair_of, when_scored
from pages.shared.step import Step

VIEWS = {"people": "As customers", "maps": "As maps"}
DRAW = {"maps": maps.draw, "people": quarrel.draw}


def draw(step: Step) -> None:
    step.say("lead")
    when_scored(step, NAMES, _scored)


def _scored(step: Step) -> None:
    seen = step.choices.guess_disagree is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        view = step.view("What to look at", "disagree_view", VIEWS) if seen else ""
        choose_pair(step)
        step.prices()
    if seen:
        DRAW[view](step)
        return
    readable, box = map(the_model, pair_of(step))
    step.guess("guess_disagree", 0, 100, 20, readable=readable, box=box)
