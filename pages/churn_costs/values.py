"""The values of an offer on screen: four numbers, three ready-made sets; and the team's limit."""

import streamlit as st

from core.words import percent, price
from pages.shared import prose
from pages.shared.step import Step

# What a kept customer is worth, the price of the offer, the price of a contact.
PRESETS = {
    "Small contract": (100.0, 30.0, 5.0),
    "Large contract": (500.0, 50.0, 5.0),
    "Textbook": (200.0, 10.0, 1.0),
}


def values(step: Step, open: bool = False) -> None:
    """The four values of the offer: open on the step that is about them, folded elsewhere."""
    place = st.container(border=True, key="values") if open else st.popover(_tag(step), key="values")
    choices = step.choices
    with place:
        with st.container(horizontal=True):
            st.number_input(
                "A leaver who stays is worth",
                0.0,
                1e6,
                None,
                step=10.0,
                format="%.2f",
                **choices.control("clv"),
            )
            st.number_input(
                "The offer costs", 0.0, 1e6, None, step=5.0, format="%.2f", **choices.control("incentive")
            )
            st.number_input(
                "A contact costs", 0.0, 1e6, None, step=1.0, format="%.2f", **choices.control("contact")
            )
            st.number_input(
                "Of 100 leavers, how many accept", 0, 100, None, step=5, **choices.control("accept")
            )
            if not open:
                step.base()
        with st.container(horizontal=True, vertical_alignment="center", key="presets"):
            st.markdown("Start from:")
            for name, (clv, incentive, contact) in PRESETS.items():
                told = ", ".join(price(amount, step.currency) for amount in (clv, incentive, contact))
                st.button(
                    prose.plain(f"{name}: {told}"),
                    on_click=choices.set,
                    kwargs={"clv": clv, "incentive": incentive, "contact": contact},
                    key=f"preset {name}",
                )


def _tag(step: Step) -> str:
    choices = step.choices
    worth, offer, contact = (
        price(amount, step.currency) for amount in (choices.clv, choices.incentive, choices.contact)
    )
    told = f"Worth {worth}, offer {offer}, contact {contact}, {percent(choices.accept / 100)} accept"
    return prose.plain(told)


def team_limit(step: Step) -> None:
    """How many customers the team can contact, folded away."""
    with st.popover("Team limit", key="limit_box"):
        st.checkbox("The team can contact only so many", **step.choices.control("limited"))
        st.number_input(
            "Contacts it can make", 0, 1_000_000_000, None, step=500, **step.choices.control("limit")
        )
