"""The reader's own rule of thumb: a column, a direction, a cut."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from core import models
from core.safe import visible
from core.trees import Question
from core.words import percent
from pages.shared import cached
from pages.shared.questions import at, names, places, yes
from pages.shared.step import Step

WIDTH = 300  # pixels of a control
LIKELY = "likely"  # the side on which leavers rather are, until the reader chooses one
SIDES = {"high": "the high side of the cut", "low": "the low side of the cut"}


@dataclass(frozen=True)
class Rule:
    """Whom the reader would contact.

    question  what is asked; None where the column has a single value
    contact   (n,) bool over the table
    words     "Days since last call: 20 or more"
    """

    question: Question | None
    contact: np.ndarray
    words: str


def order(step: Step) -> list[int]:
    """The columns' places in the table, those that tell most first."""
    features = [column.name for column in step.case.table.features]
    telling = [features.index(fact.column.name) for fact in cached.facts(step.case)]
    return telling + [place for place in range(len(features)) if place not in telling]


def rule_of(step: Step) -> Rule:
    """The rule as the reader set it."""
    table, choices = step.case.table, step.choices
    column = table.features[order(step)[min(choices.rule_column, len(table.features) - 1)]]
    questions, side = cached.offered(step.case, column.name), _side(step, column.name)
    if not questions:
        return Rule(None, np.zeros(len(table.rows), dtype=bool), "nobody")
    if questions[0].cut is None:
        question = questions[min(choices.rule_level, len(questions) - 1)]
        says = yes(question)
    else:
        question = questions[at(_place(step, side), len(questions))]
        says = yes(question) if side == "low" else visible(question.if_no)
    contact = question.answers(models.feature_rows(table))
    if question.cut is not None and side == "high":
        contact = ~contact
    return Rule(question, contact, f"{visible(column.label)}: {says}")


def write(step: Step) -> None:
    """The controls with which the reader writes the rule."""
    table, choices = step.case.table, step.choices
    labels, ordered = names(table), order(step)
    stops = list(range(len(ordered)))
    with st.container(horizontal=True, vertical_alignment="bottom", key="rule"):
        st.selectbox(
            "Your rule of thumb: contact by",
            stops,
            format_func=lambda stop: labels[ordered[stop]],
            width=WIDTH,
            **choices.control("rule_column", among=stops),
        )
        chosen = min(choices.rule_column, len(ordered) - 1)
        questions = cached.offered(step.case, table.features[ordered[chosen]].name)
        if not questions:
            st.info("Choose another column.")
        elif questions[0].cut is None:
            levels = list(range(len(questions)))
            st.selectbox(
                "those who have",
                levels,
                format_func=lambda level: yes(questions[level]),
                width=WIDTH,
                **choices.control("rule_level", among=levels, mark=f".{chosen}"),
            )
        else:
            _cut(step, questions, chosen, table.features[ordered[chosen]].name)
    say_rule(step)


def say_rule(step: Step) -> None:
    """The rule in words, and how many it contacts."""
    rule = rule_of(step)
    if rule.question is None:
        step.say("rule_none")
    else:
        step.say("your_rule", rule=rule.words, share=percent(rule.contact.mean(), 1))


def _side(step: Step, column: str) -> str:
    """The side of the cut to contact: the reader's, or where the leavers among the practice customers are."""
    if step.choices.rule_side != LIKELY:
        return step.choices.rule_side
    values = step.case.table.rows[column]
    if step.case.table.column(column).kind == "category":
        return "high"
    practice, _ = cached.parted(step.case)
    numbers, left = values.to_numpy(dtype=float)[practice], step.case.table.y[practice] == 1
    return "low" if np.nanmean(numbers[left]) < np.nanmean(numbers[~left]) else "high"


def _place(step: Step, side: str) -> float:
    """Where the cut is, from the end of the side that is contacted: a fifth of the customers at first."""
    return step.choices.rule_cut if side == "high" else 100 - step.choices.rule_cut


def _cut(step: Step, questions: tuple[Question, ...], chosen: int, column: str) -> None:
    """Which side of the cut to contact, and where the cut is."""
    side = _side(step, column)
    key = f"{step.lesson}.rule_side.{chosen}"
    st.session_state[key] = side
    st.selectbox(
        "on", list(SIDES), format_func=SIDES.__getitem__, width=220, key=key,
        on_change=lambda: step.choices.set(rule_side=st.session_state[key]),
    )  # fmt: skip
    stops = places(len(questions))
    if side == "low":
        stops = [100 - stop for stop in reversed(stops)]
        questions = questions[::-1]
    says: dict[Any, str] = {
        stop: visible(question.if_no) if side == "high" else yes(question)
        for stop, question in zip(stops, questions, strict=True)
    }
    if len(stops) > 1:
        st.select_slider(
            "those with",
            stops,
            format_func=says.__getitem__,
            width=WIDTH,
            **step.choices.control("rule_cut", among=stops, mark=f".{chosen}.{side}"),
        )
