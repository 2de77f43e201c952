"""What the offer earns at every line: at the reader's, at the best one, and on other customers."""

import streamlit as st

from core.campaign import break_even, dearest_contact, dearest_incentive, earned
from core.charts.offer import profit_curve
from core.models import NAMES
from core.words import MODEL_NAMES, MODEL_TERMS, money, percent
from pages.churn_costs.policy import best_line, campaign_of, most_contacts, profit_of
from pages.shared import cached
from pages.shared.step import Step, whole

TERMS = (
    "customer lifetime value",
    "break-even chance",
    "threshold",
    "maximum profit",
    "90 % confidence interval",
)


def draw(step: Step) -> None:
    guess = step.guessed("guess_offer")
    with st.container(horizontal=True, vertical_alignment="center", key="model_row"):
        st.selectbox(
            "Chances come from",
            NAMES,
            format_func=lambda name: f"Chances from: {MODEL_NAMES[name]}",
            label_visibility="collapsed",
            width=330,
            **step.choices.control("model"),
        )
        if guess is not None:
            step.score("guess_offer", _verdict(step, guess / 100))
    step.moving(_line)


def _verdict(step: Step, guess: float) -> str:
    truth = break_even(campaign_of(step))
    if truth is None:
        return f"Your guess: {percent(guess)}. With these values even a sure leaver is not worth a contact."
    return f"Your guess: {percent(guess)}. In truth the offer pays from a chance of {percent(truth, 1)}."


def _line(step: Step) -> None:
    """The slider, the picture it moves, and the folds."""
    st.slider(
        "Contact everyone whose chance is at or above",
        0,
        100,
        format="%d %%",
        **step.choices.control("cutoff"),
    )
    campaign, most = campaign_of(step), most_contacts(step)
    curve, cutoff = profit_of(step)
    y, chances = cached.practised(step.case, step.choices.model)
    guess = step.guessed("guess_offer")
    chart = profit_curve(
        curve,
        curve.at(cutoff),
        earned(y, chances >= cutoff, campaign),
        best_line(curve, most),
        cached.tuned(step.case, step.choices.model, campaign, most),
        step.currency,
        None if guess is None else guess / 100,
        most,
    )
    step.show(chart)
    chance = step.choices.cutoff / 100
    even = break_even(campaign)
    step.folds(
        chart,
        _code(step, cutoff),
        (*TERMS, MODEL_TERMS[step.choices.model]),
        technical="technical_earn",
        even="undefined" if even is None else percent(even, 1),
        chance=percent(chance),
        incentive=_dearest(dearest_incentive(campaign, chance), step.currency),
        contact=_dearest(dearest_contact(campaign, chance), step.currency),
    )


def _dearest(amount: float, currency: str) -> str:
    """The most something may cost; "none" where even a free one would lose."""
    return money(amount, currency) if amount >= 0 else "none"


def _code(step: Step, cutoff: float) -> str:
    at = repr(cutoff) if cutoff <= 1 else 'float("inf")'
    return step.case.code + (
        "from core import campaign, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "practice, _ = split.halves(scores.y_true)\n"
        f"offer = {offer_in_python(step)}\n"
        "curve = campaign.profit_curve(scores.y_true[practice], scores.probability[practice], offer)\n"
        f"print(curve.at({at}).profit_per_customer)\n"
    )


def offer_in_python(step: Step) -> str:
    """The offer as it would be typed into Python."""
    choices = step.choices
    clv, incentive, contact = map(whole, (choices.clv, choices.incentive, choices.contact))
    return (
        f"campaign.Campaign(clv={clv}, accept_rate={choices.accept / 100!r}, "
        f"incentive_cost={incentive}, contact_cost={contact})"
    )
