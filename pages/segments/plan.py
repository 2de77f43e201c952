"""Step: what do we do for each? Offers, a budget shared among the groups, and whether each is worth it."""

from __future__ import annotations

import streamlit as st

from core import strategy
from core.amounts import about
from core.charts.groups.budget import budget
from core.charts.groups.criteria import criteria
from core.charts.groups.marks import called as numbered
from core.segments import Segmentation
from core.strategy import Plan
from core.words import count, figure
from pages.segments.answers import (
    Plans,
    evenly,
    known_of,
    outcome_of,
    people_code,
    people_of,
    plans,
    worth_code,
    worth_of,
)
from pages.segments.asking import ask_all, ask_group
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


def _scored(step: Step, found: Segmentation, made: Plans) -> str:
    """How the bet turned out, in money: what all of the budget would earn where the reader would put it."""
    bet, sign = step.guessed("guess_plan"), step.currency
    most = int(made.best.spend.argmax())
    truth = f"The best split gives most to group {most + 1}"
    if not made.best.spend.any():
        truth = "The best split spends nothing at all"
    truth += f" and {_earns(made.best.net_value, sign)}."
    if bet is None or (bet != EVENLY and int(bet) >= found.k):
        return truth
    if bet == EVENLY:
        named, shares = "the same on everybody", [group.people for group in made.groups]
    else:
        named = f"all of it to group {int(bet) + 1}"
        shares = [float(group == int(bet)) for group in range(found.k)]
    earned = strategy.split_as(made.budget, shares, made.groups).net_value
    right = "Right. " if bet == str(most) and made.best.spend.any() else ""
    return f"{right}Your bet, {named}, {_earns(earned, sign)}. {truth}"


def _earns(earned: float, sign: str) -> str:
    return f"{'earns' if earned >= 0 else 'loses'} about {about(abs(earned), sign)}"


def _split(step: Step) -> None:
    found = grouped(step)
    ask_all(step, found)
    made = plans(step, found)
    if isinstance(made, str):
        st.warning(plain(made))
        return
    step.score("guess_plan", _scored(step, found, made), "Bet again")
    _picture(step, found, made)


def _picture(step: Step, found: Segmentation, made: Plans, chosen: int | None = None) -> None:
    chart = budget(
        made.best,
        made.mine,
        made.groups,
        names_of(step, found),
        (made.best_outlook, made.mine_outlook),
        step.currency,
        step.case.noun,
        chosen,
        "the same on everybody" if evenly(step, found) else "your split",
    )
    step.show(chart)
    lines = split_code(step, made, made.best) + split_code(step, made, made.mine, again=True)
    step.folds(chart, lines, TERMS, technical="technical_split", factor=factor_of(step))


def factor_of(step: Step) -> str:
    """By how many times the answers may be off, at most in eight of ten draws."""
    return figure(1 + step.choices.off / 100)


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
    _picture(step, found, made, group)


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
    labels = [step.case.table.column(name).label for name in known_of(step)]
    outcome = outcome_of(step)
    step.folds(
        chart,
        _criteria_code(step, found, offers),
        TERMS,
        technical="technical_criteria",
        known=", ".join(labels) or "nothing",
        outcome=step.case.table.column(outcome).label if outcome else "nothing",
    )


def split_code(step: Step, made: Plans, plan: Plan, again: bool = False) -> str:
    """The lines that give a plan; again, where the groups are there already."""
    groups = [
        "from core import strategy",
        "from core.campaign import ResponseCurve\n",
        "groups = [",
        *(
            f"    strategy.Answers({whole(one.people)}, {whole(one.worth)}, ResponseCurve(0.0, "
            f"{one.curve.ceiling!r}, {one.curve.steepness!r})),"
            for one in made.groups
        ),
        "]",
    ]
    how = f"best_split({whole(made.budget)}, groups)"
    if plan is made.mine:
        how = f"split_as({whole(made.budget)}, {plan.spend.tolist()!r}, groups)"
    lines = [
        *([] if again else groups),
        f"plan = strategy.{how}",
        "print(plan.spend.round(), plan.unspent, plan.net_value)",
        f"found = strategy.outlook(plan, groups, {step.choices.off / 100!r})",
        "print(found.low, found.high, found.loses)",
    ]
    return "\n".join(lines) + "\n"


def _criteria_code(step: Step, found: Segmentation, offers: dict[int, str]) -> str:
    people, worth = people_code(step), worth_code(step)
    actions = [offers.get(group, "") for group in range(found.k)]
    return step.case.code + (
        "from core import segments, strategy\n\n"
        f"found = segments.segment(table, {python_columns(step)}, {found.k})\n"
        f"people = {people}\n"
        f"worth = {worth}\n"
        "result = strategy.criteria(\n"
        "    found, segments.steadiness(found).overlap.tolist(), people, worth,\n"
        f"    strategy.reached(found, {list(known_of(step))!r}),\n"
        f"    strategy.differing(found, {outcome_of(step)!r}),\n"
        f"    {actions!r},\n"
        ")\n"
        "print([[check.ok for check in checks] for checks in result.checks])\n"
    )
