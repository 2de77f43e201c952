"""Nobody knows how many leavers accept: what the best line earns while that is uncertain."""

import streamlit as st

from core.campaign import Acceptance, best_at, empc, mpc
from core.charts.offer import acceptance
from core.words import figure
from pages.churn_costs.earn import offer_in_python
from pages.churn_costs.policy import campaign_of
from pages.shared import cached
from pages.shared.choices import nearest
from pages.shared.step import Step

SURE = (5, 10, 20, 50, 100, 200, 500)  # leavers asked so far
TERMS = ("acceptance rate", "expected maximum profit", "maximum profit", "perfect foresight")


def draw(step: Step) -> None:
    if doubt(step) is None:
        step.say("certain")
        return
    step.moving(_doubt)


def doubt(step: Step) -> Acceptance | None:
    """How likely each share of acceptance is, as the reader said; None where there is no doubt."""
    share, asked = step.choices.accept / 100, nearest(step.choices.sure, SURE)
    return None if share in (0, 1) else Acceptance(share * asked, (1 - share) * asked)


def _doubt(step: Step) -> None:
    choices = step.choices
    st.select_slider(
        "We are as sure of this as after asking so many leavers", SURE, **choices.control("sure", among=SURE)
    )
    campaign, believed = campaign_of(step), doubt(step)
    assert believed is not None, "asked before"
    y, chances = cached.practised(step.case, choices.model)
    chart = acceptance(
        believed.rates,
        believed.density,
        best_at(y, chances, campaign, believed.rates),
        campaign.accept_rate,
        empc(y, chances, campaign, believed.alpha, believed.beta),
        mpc(y, chances, campaign),
        (believed.low, believed.high),
        step.currency,
    )
    step.show(chart)
    step.folds(
        chart,
        _code(step, believed),
        TERMS,
        technical="technical_unsure",
        alpha=figure(believed.alpha),
        beta=figure(believed.beta),
    )


def _code(step: Step, believed: Acceptance) -> str:
    return step.case.code + (
        "from core import campaign, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "practice, _ = split.halves(scores.y_true)\n"
        f"offer = {offer_in_python(step)}\n"
        "found = campaign.empc(scores.y_true[practice], scores.probability[practice], offer,\n"
        f"                      alpha={believed.alpha!r}, beta={believed.beta!r})\n"
        "print(found.value, found.share_of_gain)\n"
    )
