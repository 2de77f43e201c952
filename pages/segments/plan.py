"""Step: what do we do for each? Offers, a budget shared among the groups, and whether each is worth it."""

from __future__ import annotations

import streamlit as st

from core import strategy
from core.charts.groups.budget import budget
from core.charts.groups.criteria import criteria
from core.charts.groups.marks import called as numbered
from core.segments import Segmentation
from core.words import count
from pages.segments.answers import (
    Plans,
    ask_all,
    ask_group,
    in_words,
    known_of,
    outcome_of,
    people_of,
    plans,
    worth_of,
)
from pages.segments.given import CHANNEL, LONGEST, OFFER, Given
from pages.segments.naming import names_of
from pages.segments.rows import choose_k, columns_of, grouped, python_columns, settle, warn
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.questions import WIDTH
from pages.shared.step import Step, whole

VIEWS = {"split": "The budget", "group": "One group", "criteria": "Is each worth it?"}
EVENLY = "evenly"
TERMS = ("response curve", "marginal value", "market segmentation", "incentive")


def draw(step: Step) -> None:
    settle(step)
    found = grouped(step)
    step.say("lead", rows=step.case.noun.many, k=count(found.k))
    names = names_of(step, found)
    options = {str(group): plain(numbered(group, names)) for group in range(found.k)}
    options[EVENLY] = "The same on everybody"
    if step.bet("guess_plan", options):
        return
    warn(step)
    view = step.view("What to look at", "plan_view", VIEWS)
    step.moving({"split": _split, "group": _group, "criteria": _criteria}[view])


def _scored(step: Step, made: Plans, names: list[str]) -> str:
    bet = step.guessed("guess_plan")
    if not made.best.spend.any():
        truth = "The best split spends nothing at all."
    else:
        most = int(made.best.spend.argmax())
        truth = f"The best split gives most to “{numbered(most, names)}”."
    if bet is None:
        return truth
    if bet == EVENLY:
        return f"Your bet: the same on everybody. {truth}"
    if int(bet) >= len(names):
        return truth
    right = " Right." if made.best.spend.any() and int(bet) == int(made.best.spend.argmax()) else ""
    return f"Your bet: “{numbered(int(bet), names)}”. {truth}{right}"


def _split(step: Step) -> None:
    found = grouped(step)
    ask_all(step, found)
    step.say("answers", **in_words(step, found))
    made = plans(step, found)
    if isinstance(made, str):
        st.warning(plain(made))
        return
    step.score("guess_plan", _scored(step, made, names_of(step, found)), "Bet again")
    _picture(step, found, made)


def _picture(step: Step, found: Segmentation, made: Plans) -> None:
    chart = budget(
        made.best, made.mine, made.groups, names_of(step, found), (made.best_outlook, made.mine_outlook),
        step.currency, step.case.noun,
    )  # fmt: skip
    step.show(chart)
    step.folds(chart, split_code(step, made), TERMS, technical="technical_split", off=_off(step))


def _off(step: Step) -> str:
    return f"{step.choices.off:.0f} %"


def _group(step: Step) -> None:
    """One group: what stands out, what we offer, and what that brings."""
    found = grouped(step)
    names = names_of(step, found)
    groups = list(range(found.k))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Group",
            groups,
            format_func=lambda group: numbered(group, names),
            width=WIDTH,
            **step.choices.control("group", among=groups, mark=f".{found.k}"),
        )
        group = min(step.choices.group, found.k - 1)
        _text(step, found, group, OFFER, "What we offer this group")
        _text(step, found, group, CHANNEL, "How it reaches them")
    asked = [one for one in strategy.questions(found, names, step.case.noun) if one.group == group]
    if asked:
        step.say("questions")
        st.markdown("\n".join(f"- {plain(one.text)}" for one in asked))
    else:
        step.say("no_questions")
    ask_group(step, found, group)
    made = plans(step, found)
    if isinstance(made, str):
        st.warning(plain(made))
        return
    _picture(step, found, made)


def _text(step: Step, found: Segmentation, group: int, given: Given, label: str) -> None:
    key = f"{step.lesson}.{given.setting} {step.case.version[:12]} {columns_of(step)} {found.k} {group}"
    step.choices.hand(key, given.all(step, found.k).get(group, ""))
    st.text_input(
        label,
        max_chars=LONGEST,
        placeholder="In your words",
        width=WIDTH,
        key=key,
        on_change=lambda: given.give(step, found.k, group, st.session_state[key]),
    )


def _criteria(step: Step) -> None:
    choose_k(step)
    found = grouped(step)
    names = names_of(step, found)
    offers = OFFER.all(step, found.k)
    asked = (step.case, found.k, columns_of(step))
    result = strategy.criteria(
        found,
        cached.steadiness(*asked).overlap.tolist(),
        people_of(step),
        worth_of(step),
        cached.reached(*asked, known_of(step)),
        cached.differing(*asked, outcome_of(step)),
        [offers.get(group, "") for group in range(found.k)],
        step.case.noun,
    )
    chart = criteria(result, names, step.case.noun)
    step.show(chart)
    step.folds(
        chart, _criteria_code(step, found.k), TERMS, technical="technical_criteria",
        known=plain(", ".join(known_of(step))) or "none", outcome=plain(outcome_of(step) or "none"),
    )  # fmt: skip


def split_code(step: Step, made: Plans) -> str:
    lines = [
        "from core import strategy",
        "from core.campaign import ResponseCurve\n",
        "groups = [",
        *(
            f"    strategy.Answers({whole(one.people)}, {whole(one.worth)}, ResponseCurve(0.0, "
            f"{one.curve.ceiling!r}, {one.curve.steepness!r})),"
            for one in made.groups
        ),
        "]",
        f"best = strategy.best_split({whole(made.budget)}, groups)",
        "print(best.spend.round(), best.unspent, best.net_value)",
        f"print(strategy.outlook(best, groups, {step.choices.off / 100!r}))",
    ]
    return "\n".join(lines) + "\n"


def _criteria_code(step: Step, k: int) -> str:
    return step.case.code + (
        "from core import segments, strategy\n\n"
        f"found = segments.segment(table, {python_columns(step)}, {k})\n"
        f"print(strategy.reached(found, {list(known_of(step))!r}))\n"
    )
