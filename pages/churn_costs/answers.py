"""Plain questions about keeping and winning, and the two response curves that the answers make."""

import streamlit as st

from core.campaign import ResponseCurve
from core.words import count, figure, money, price
from pages.shared import prose
from pages.shared.step import Step


def ask(step: Step) -> tuple[ResponseCurve, ResponseCurve] | None:
    """The answers in words, the questions in a fold, and the curves of keeping and winning; None if two
    answers contradict each other."""
    choices, sign = step.choices, step.currency
    step.say(
        "facts",
        customers=count(choices.customers),
        keep_spend=price(choices.keep_spend, sign),
        today_keep=money(choices.keep_spend * choices.customers, sign),
        today_win=money(choices.win_spend * choices.prospects, sign),
        keep_now=figure(choices.keep_now),
        keep_floor=figure(choices.keep_floor),
        keep_most=figure(choices.keep_most),
        value_kept=price(choices.value_kept, sign),
        prospects=count(choices.prospects),
        win_spend=price(choices.win_spend, sign),
        win_now=figure(choices.win_now),
        win_most=figure(choices.win_most),
        value_won=price(choices.value_won, sign),
    )
    with st.expander("Put in your own answers", key="answers"):
        left, right = st.columns(2, gap="medium")
        with left:
            st.markdown("**Keeping**")
            _share(step, "Of 100 customers, how many stay if we spend nothing?", "keep_floor")
            _money(step, "What do we spend on each customer today?", "keep_spend")
            _share(step, "Of 100 customers, how many stay today?", "keep_now")
            _share(step, "With unlimited money, how many would stay?", "keep_most")
            _money(step, "What is a customer kept worth?", "value_kept", 10.0)
        with right:
            st.markdown("**Winning**")
            st.number_input(
                "How many people could become customers?", 0, 1_000_000_000, None, step=10_000,
                **step.choices.control("prospects"),
            )  # fmt: skip
            _money(step, "What do we spend on each of them today?", "win_spend")
            _share(step, "Of 100 of them, how many do we win today?", "win_now")
            _share(step, "With unlimited money, how many would we win?", "win_most")
            _money(step, "What is a customer won worth?", "value_won", 10.0)
        with st.container(horizontal=True):
            step.base()
    return curves(step)


def curves(step: Step) -> tuple[ResponseCurve, ResponseCurve] | None:
    """The two curves, or None with a sentence on screen where an answer contradicts another."""
    keeping, winning = _made(step)
    for what, curve in (("Keeping", keeping), ("Winning", winning)):
        if isinstance(curve, str):
            st.warning(prose.plain(f"{what}: {curve}"))
    return quietly(step)


def quietly(step: Step) -> tuple[ResponseCurve, ResponseCurve] | None:
    """The two curves, or None where an answer contradicts another, without a word."""
    keeping, winning = _made(step)
    return None if isinstance(keeping, str) or isinstance(winning, str) else (keeping, winning)


def _made(step: Step) -> tuple[ResponseCurve | str, ResponseCurve | str]:
    """Each curve, or the sentence that says why there is none."""
    choices = step.choices
    return (
        _curve(choices.keep_floor, choices.keep_most, choices.keep_spend, choices.keep_now),
        _curve(0.0, choices.win_most, choices.win_spend, choices.win_now),
    )


def _curve(floor: float, most: float, spend: float, now: float) -> ResponseCurve | str:
    try:
        return ResponseCurve.from_answers(floor / 100, most / 100, spend, now / 100)
    except ValueError as problem:
        return str(problem)


def _share(step: Step, label: str, setting: str) -> None:
    st.number_input(label, 0.0, 100.0, None, step=0.5, format="%.1f", **step.choices.control(setting))


def _money(step: Step, label: str, setting: str, by: float = 1.0) -> None:
    st.number_input(label, 0.0, 1e6, None, step=by, format="%.2f", **step.choices.control(setting))
