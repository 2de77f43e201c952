"""Step: what does the black box cost us? What it gains, and one view for each thing it is paid with."""

import streamlit as st

from core import costs
from core.models import NAMES
from core.words import capital, money, money_span, the_model
from pages.black_box import groups, honest, onepage, repeat, running, steady
from pages.black_box.pair import choose_pair, pair_of, verdicts_of, when_scored
from pages.shared import cached
from pages.shared.step import Step

VIEWS = {
    "repeat": "Say it with a tree",
    "page": "On one page",
    "steady": "Fitted again",
    "honest": "Honest chances",
    "groups": "Groups alike",
    "running": "Running it",
}
DRAW = {
    "repeat": repeat.draw,
    "page": onepage.draw,
    "steady": steady.draw,
    "honest": honest.draw,
    "groups": groups.draw,
    "running": running.draw,
}


def draw(step: Step) -> None:
    step.say("lead")
    cached.fitted_now(step.case)  # the views need the models themselves
    when_scored(step, NAMES, _scored)


def _scored(step: Step) -> None:
    if step.choices.guess_price is None:
        _choices(step)
        step.guess("guess_price", 0, 100, 80, box=capital(the_model(pair_of(step)[1])))
        return
    view = step.view("What to look at", "price_view", VIEWS)
    _choices(step)
    _gained(step)
    DRAW[view](step)


def _choices(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        choose_pair(step)
        step.prices()


def _gained(step: Step) -> None:
    """What the black box brings, before we look at what it costs."""
    readable, box = pair_of(step)
    folds = cached.prepared(step.case)[box].folds
    lead = costs.difference(
        step.case.table.y, verdicts_of(step, box), verdicts_of(step, readable), step.costs, folds=folds
    )
    names = {"box": capital(the_model(box)), "readable": the_model(readable)}
    if lead.low == lead.high == 0:
        step.say("gains_alike", **names)
        return
    if not lead.real:
        low, high = (_signed(step, end) for end in (lead.low, lead.high))
        step.say("gains_nothing_sure", low=low, high=high, **names)
        return
    ends = (lead.low, lead.high) if lead.value > 0 else (-lead.high, -lead.low)
    span = money_span(*ends, step.currency)
    step.say(
        "gains" if lead.value > 0 else "loses", more=money(abs(lead.value), step.currency), span=span, **names
    )


def _signed(step: Step, amount: float) -> str:
    """ "€ 0.30 less" """
    return f"{money(abs(amount), step.currency)} {'more' if amount > 0 else 'less'}"
