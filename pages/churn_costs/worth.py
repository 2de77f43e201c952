"""What a customer is worth: margins over the years, payback, and why the average customer misleads."""

import streamlit as st

from core.campaign import lifetime_value
from core.charts.keep import customer
from pages.shared.step import Step, whole

TERMS = ("customer lifetime value", "retention rate", "discount rate", "acquisition cost", "payback")


def draw(step: Step) -> None:
    step.say("worth")
    choices = step.choices
    with st.container(border=True, horizontal=True, key="customer"):
        st.number_input(
            "A customer brings in a year", 0.0, 1e6, None, step=10.0, format="%.2f",
            **choices.control("margin"),
        )  # fmt: skip
        st.number_input(
            "Winning one costs", 0.0, 1e6, None, step=10.0, format="%.2f", **choices.control("cac")
        )
        st.number_input(
            "Money loses value, % a year", 0.0, 100.0, None, step=1.0, format="%.1f",
            **choices.control("discount"),
        )  # fmt: skip
    step.moving(_customer)
    # Outside the part that moves: the whole step has to turn to the other view.
    st.button("Use this worth in “The budget”", on_click=_use, args=(step,), key="use_worth")


def _use(step: Step) -> None:
    """Take the worth of a customer over into the budget."""
    choices = step.choices
    worth = lifetime_value(choices.margin, choices.stay / 100, choices.discount / 100, "first margin now")
    worth = round(min(worth, 1e6), 2)
    choices.set(value_kept=worth, value_won=worth, keep_view="euro")


def _customer(step: Step) -> None:
    choices = step.choices
    left, right = st.columns(2, gap="medium")
    left.slider("Of 100 customers, how many stay another year", 0, 100, **choices.control("stay"))
    most = min(choices.stay, 100 - choices.stay)
    right.slider("Half stay so many more often, half so many less", 0, 50, **choices.control("spread"))
    spread = min(choices.spread, most)
    chart = customer(
        choices.margin, choices.stay / 100, choices.discount / 100, choices.cac, spread / 100, step.currency
    )
    step.show(chart)
    step.folds(chart, _code(step), TERMS, technical="technical_worth")


def _code(step: Step) -> str:
    choices = step.choices
    margin, cost = whole(choices.margin), whole(choices.cac)
    stay, discount = choices.stay / 100, choices.discount / 100
    return (
        "from core import campaign\n\n"
        f'print(campaign.lifetime_value({margin}, {stay!r}, {discount!r}, "first margin now"))\n'
        f"print(campaign.payback({cost}, {margin}, {stay!r}))\n"
    )
