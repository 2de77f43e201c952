"""Step: your decision. The strategy on one screen, what it may bring, and whether it outlives the groups."""

from __future__ import annotations

import streamlit as st

from core import strategy
from core.charts.groups.again import again
from core.charts.groups.marks import called as numbered
from core.charts.groups.strategy import strategy as on_one_screen
from core.segments import Segmentation
from core.words import money, percent
from pages.segments.answers import Plans, people_of, plans
from pages.segments.given import CHANNEL, OFFER
from pages.segments.naming import names_of
from pages.segments.plan import split_code
from pages.segments.rows import columns_of, grouped, settle, warn
from pages.shared import cached, picture
from pages.shared.prose import plain
from pages.shared.step import Step

WHOSE = {"best": "The best split", "mine": "Your split"}
TERMS = ("market segmentation", "response curve", "sensitivity analysis", "stability of clusters")


def draw(step: Step) -> None:
    settle(step)
    found = grouped(step)
    step.say("lead")
    warn(step)
    step.view("Whose split", "plan_of", WHOSE)
    made = plans(step, found)
    if isinstance(made, str):
        st.warning(plain(made))
        return
    names, noun, sign = names_of(step, found), step.case.noun, step.currency
    mine = step.choices.plan_of == "mine"
    plan, outlook = (made.mine, made.mine_outlook) if mine else (made.best, made.best_outlook)
    offers, channels = (given.all(step, found.k) for given in (OFFER, CHANNEL))
    groups = range(found.k)
    chart = on_one_screen(
        plan, outlook, made.groups, names, found.sizes, [offers.get(group, "") for group in groups],
        [channels.get(group, "") for group in groups], noun, sign,
    )  # fmt: skip
    step.show(chart)

    st.subheader("Would it be the same with other groups?", anchor=False)
    refits = cached.again(step.case, found.k, columns_of(step), people_of(step))
    survival = strategy.survives(refits, made.budget, made.groups, plan)
    moved = again(refits, survival, names, noun, sign)
    picture.show(moved, key="again")

    st.subheader("Take it with you", anchor=False)
    st.code(_memo(step, found, made, mine, chart.words, moved.words), language=None, wrap_lines=True)
    step.folds(chart, split_code(step, made), TERMS, second=moved, off=f"{step.choices.off:.0f} %")


def _memo(step: Step, found: Segmentation, made: Plans, mine: bool, words: str, survives: str) -> str:
    """The decision as a page of text."""
    names, sign = names_of(step, found), step.currency
    plan, outlook = (made.mine, made.mine_outlook) if mine else (made.best, made.best_outlook)
    offers, channels = (given.all(step, found.k) for given in (OFFER, CHANNEL))
    lines = [f"{WHOSE[step.choices.plan_of]} of {money(made.budget, sign)}", words, ""]
    for group in sorted(range(found.k), key=lambda group: -plan.spend[group]):
        held = percent(found.sizes[group] / len(found.labels))
        lines.append(f"{numbered(group, names)} ({step.case.noun.of(found.sizes[group])}, {held})")
        if not plan.spend[group]:
            lines.append("  left alone")
            continue
        low, high = outlook.groups[group]
        lines.append(f"  offer: {offers.get(group, 'none yet')}; by: {channels.get(group, 'not said yet')}")
        lines.append(
            f"  {money(plan.spend[group], sign)}; brings {money(plan.earned[group], sign)} "
            f"({money(low, sign)} to {money(high, sign)}) more than it costs"
        )
    lines += ["", survives, "", step.text("memo_caution")]
    if step.case.table.simulated:
        lines.append("These numbers come from simulated rows.")
    return "\n".join(lines)
