"""“Winning costs five times as much as keeping”: what is known of it, and why it would not help."""

import streamlit as st

from core.campaign import unlimited
from core.charts import keep as charts
from core.words import figure, price
from pages.churn_costs import answers
from pages.shared import prose
from pages.shared.step import Step, whole

TERMS = ("average cost", "marginal cost", "customer lifetime value")


def draw(step: Step) -> None:
    with st.container(border=True, key="claim"):
        step.say("claim")
    choices, sign = step.choices, step.currency
    step.say(
        "claim_facts",
        keep_spend=price(choices.keep_spend, sign),
        keep_now=figure(choices.keep_now),
        keep_floor=figure(choices.keep_floor),
        keep_most=figure(choices.keep_most),
        win_spend=price(choices.win_spend, sign),
        win_now=figure(choices.win_now),
        win_most=figure(choices.win_most),
        margin=price(choices.margin, sign),
        discount=figure(choices.discount),
    )
    if answers.curves(step) is not None:
        step.moving(_averages)


def _averages(step: Step) -> None:
    choices, curves = step.choices, answers.curves(step)
    assert curves is not None, "asked before"
    try:
        optimum = unlimited(choices.margin, choices.discount / 100, curves[1], curves[0])
    except ValueError as problem:
        st.warning(prose.plain(f"Keeping: {problem}"))
        return
    chart = charts.claim(optimum, step.currency)
    step.show(chart)
    step.folds(chart, _code(step), TERMS, technical="technical_claim")


def _code(step: Step) -> str:
    choices = step.choices
    return (
        "from core import campaign\n\n"
        f"keeping = campaign.ResponseCurve.from_answers({choices.keep_floor / 100!r}, "
        f"{choices.keep_most / 100!r}, {whole(choices.keep_spend)}, {choices.keep_now / 100!r})\n"
        f"winning = campaign.ResponseCurve.from_answers(0, {choices.win_most / 100!r}, "
        f"{whole(choices.win_spend)}, {choices.win_now / 100!r})\n"
        f"best = campaign.unlimited({whole(choices.margin)}, {choices.discount / 100!r}, winning, keeping)\n"
        "print(best.average_win, best.average_keep, best.marginal)\n"
    )
