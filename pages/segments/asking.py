"""The boxes in which the reader answers, and the answers in a sentence."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.segments import Segmentation
from core.words import figure, money, percent, price
from pages.segments.answers import (
    NO_COLUMN,
    Said,
    budget_of,
    head_of,
    people_noun,
    rounded,
    said,
    value_column,
    value_columns,
)
from pages.segments.given import ANSWER
from pages.segments.rows import label_of
from pages.shared.prose import plain
from pages.shared.step import Step

NARROW = 250  # px of a control, so that four fit beside each other


def ask_all(step: Step, found: Segmentation) -> None:
    """What holds for all groups, folded away: the budget, the usual sum, how sure the answers are."""
    told = in_words(step, found)
    label = f"Budget {told['budget']}, a yes {told['worth']}"
    place = st.popover(plain(label), key="answers")
    with place:
        step.say("answers", **told)
    with place, st.container(horizontal=True, vertical_alignment="bottom"):
        _number(step, "Budget", "budget", budget_of(step, found), 0.0, 1e12)
        _number(step, f"Usual sum on each {people_noun(step).one}", "head", head_of(step), 0.01, 1e6)
        st.slider(
            "The number who say yes may be off by", 0, 200, step=5, format="%d %%", width=NARROW,
            **step.choices.control("off"),
        )  # fmt: skip
        able = value_columns(step)
        default = value_column(step)
        options = [NO_COLUMN, *(place + NO_COLUMN + 1 for place in range(len(able)))]
        now = NO_COLUMN if default is None else able.index(default) + NO_COLUMN + 1
        st.selectbox(
            "A yes is worth more where this is high",
            options,
            format_func=lambda at: (
                "as much in every group" if at == NO_COLUMN else _label(step, able[at - 2])
            ),
            width=NARROW,
            **step.choices.control("worth_by", among=options, otherwise=now, mark=f".{len(able)}"),
        )


def _label(step: Step, name: str) -> str:
    features = [column.name for column in step.case.table.features]
    return label_of(step, name) if name in features else step.case.table.column(name).label


def _number(step: Step, label: str, setting: str, now: float, low: float, high: float) -> None:
    st.number_input(
        label, low, high, None, step=max(rounded(now / 20), 0.01), format="%.2f" if now < 100 else "%.0f",
        width=NARROW, **step.choices.control(setting, otherwise=now),
    )  # fmt: skip


def ask_group(step: Step, found: Segmentation, group: int) -> None:
    """The answers for one group."""
    told = said(step, found)[group]
    head = price(head_of(step), step.currency)
    people = people_noun(step).many
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _answer(step, found, group, told, "worth", "What one yes is worth", 1e6)
        _answer(step, found, group, told, "now", f"Of 100 {people}, yes at {head} each", 100.0)
        _answer(step, found, group, told, "most", "Yes with unlimited money", 100.0)
        whole = figure(sum(one.share for one in said(step, found)))
        _answer(step, found, group, told, "share", f"Parts of the budget in your split (of {whole})", 1000.0)


def _answer(
    step: Step, found: Segmentation, group: int, told: Said, what: str, label: str, high: float
) -> None:
    key = f"{step.lesson}.answer {step.case.version[:12]} {found.k} {group} {what}"
    now = float(getattr(told, what))
    step.choices.hand(key, now)

    def take() -> None:
        value = st.session_state[key]
        if value is not None:
            ANSWER.give(step, found.k, group, str(replace(said(step, found)[group], **{what: float(value)})))

    st.number_input(
        label, 0.0, high, None, step=max(rounded(now / 10), 0.1), width=NARROW, key=key, on_change=take
    )


def in_words(step: Step, found: Segmentation) -> dict[str, str]:
    """The answers of all groups as blanks of a sentence."""
    told = said(step, found)
    low, high = min(one.worth for one in told), max(one.worth for one in told)
    sign, off = step.currency, step.choices.off / 100
    return {
        "budget": money(budget_of(step, found), sign),
        "people": people_noun(step).many,
        "hundred": "100",
        "worth": price(low, sign) if low == high else f"{price(low, sign)} to {price(high, sign)}",
        "now": _spread([one.now for one in told]),
        "most": _spread([one.most for one in told]),
        "head": price(head_of(step), sign),
        "doubt": f"may be off by {percent(off)}" if off else "is taken as sure",
    }


def _spread(values: list[float]) -> str:
    low, high = min(values), max(values)
    return figure(low) if low == high else f"{figure(low)} to {figure(high)}"
