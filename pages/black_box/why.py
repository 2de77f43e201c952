"""Step: why this customer? One staircase, and three ways to ask what would turn the verdict."""

import streamlit as st

from core import explain, models
from core.charts.why.waterfall import waterfall
from core.charts.why.waterfall_told import chance_said
from core.words import count, percent, the_model
from pages.black_box import alike, turn, what_if
from pages.black_box.customer import TERMS, explained, one, python
from pages.black_box.looked import choose_customer, choose_model, customer_of, facts_of, model_of
from pages.black_box.pair import cutoff_of, when_fitted, when_scored
from pages.shared import cached
from pages.shared.step import Step

VIEWS = {"why": "Why", "what_if": "Change the customer", "alike": "Someone alike", "turn": "Turn the verdict"}
GUESSED = r"[a-z]*(\.\d+\.\d)?"  # the customer a guess was about


def draw(step: Step) -> None:
    step.say("lead")
    when_scored(step, models.NAMES, _scored)


def _scored(step: Step) -> None:
    model = model_of(step)
    if step.choices.guess_why is None:
        _choose(step)
        row = customer_of(step)
        with st.container(border=True, key="card"):
            st.markdown(facts_of(step, row))
        also = {"guess_of": _tag(step)}
        step.guess("guess_why", 0, 100, 10, who=count(row + 1), box=the_model(model), also=also)
        return
    view = step.view("What to look at", "why_view", VIEWS)
    _choose(step)
    if view == "why" and cached.shipped_explanation(step.case, model, customer_of(step)) is not None:
        cached.fitted_now(step.case)  # the other views need the model itself
        step.moving(_why)
    else:
        when_fitted(step, (model,), DRAW[view])


def _tag(step: Step) -> str:
    """Which customer, model and company a guess is about; nothing of somebody's own file."""
    case = "own" if step.case.own else step.case.name
    return f"{case}.{customer_of(step)}.{models.NAMES.index(model_of(step))}"


def _choose(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_model(step)
        choose_customer(step)


def _why(step: Step) -> None:
    row, here = one(step), customer_of(step)
    found = cached.shipped_explanation(step.case, model_of(step), here) or explained(step, row)
    guess = step.guessed("guess_why") if step.choices.guess_of == _tag(step) else None
    told = f"The model says {chance_said(found.prediction, 1)}."
    if guess is not None:
        told = f"Your guess: {percent(guess / 100)}. {told}"
    step.score("guess_why", told, "Guess this customer")
    model = model_of(step)
    chart = waterfall(
        found, row, step.case.table, cutoff_of(step, model), model,
        guess=None if guess is None else guess / 100,
    )  # fmt: skip
    step.show(chart)
    step.say("left" if step.case.table.y[here] else "stayed", who=count(here + 1))
    step.folds(
        chart, python(step), TERMS, technical="technical_why",
        orders=explain.ORDERS, background=explain.BACKGROUND,
    )  # fmt: skip


DRAW = {"why": _why, "what_if": what_if.draw, "alike": alike.draw, "turn": turn.draw}
