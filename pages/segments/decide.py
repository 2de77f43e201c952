"""Step: your decision. The strategy on one screen, what it may bring, and whether it outlives the groups."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core import samples, strategy
from core.amounts import about, between
from core.charts.chart import Chart
from core.charts.groups.again import again
from core.charts.groups.marks import called as numbered
from core.charts.groups.strategy import strategy as on_one_screen
from core.safe import visible
from core.segments import Segmentation
from core.words import percent
from pages.segments.answers import Plans, people_code, people_of, plans
from pages.segments.asking import in_words
from pages.segments.given import CHANNEL, OFFER
from pages.segments.naming import names_of
from pages.segments.plan import factor_of, split_code
from pages.segments.rows import columns_of, grouped, python_columns, said, settle, warn
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
    st.code(_memo(step, found, made, mine, (chart, moved)), language=None, wrap_lines=True)
    code = split_code(step, made, plan) + _again_code(step, found)
    step.folds(chart, code, TERMS, second=moved, factor=factor_of(step))


def _memo(step: Step, found: Segmentation, made: Plans, mine: bool, charts: tuple[Chart, Chart]) -> str:
    """The decision as a page of text that can stand alone."""
    names, sign = names_of(step, found), step.currency
    plan, outlook = (made.mine, made.mine_outlook) if mine else (made.best, made.best_outlook)
    offers, channels = (given.all(step, found.k) for given in (OFFER, CHANNEL))
    told = in_words(step, found)
    lines = [
        f"{WHOSE[step.choices.plan_of]} of {told['budget']} among {found.k} groups of "
        f"{step.case.noun.of(len(found.labels))} ({_source(step)}), {date.today():%d %B %Y}",
        charts[0].words,
        "",
    ]
    for group in sorted(range(found.k), key=lambda group: -plan.spend[group]):
        held = percent(found.sizes[group] / len(found.labels))
        lines.append(f"{numbered(group, names)} ({step.case.noun.of(found.sizes[group])}, {held})")
        if not plan.spend[group]:
            lines.append("  left alone")
            continue
        low, high = outlook.groups[group]
        earned = plan.earned[group]
        what = "brings" if earned >= 0 else "costs"
        than = "costs" if earned >= 0 else "brings"
        lines.append(f"  offer: {offers.get(group, 'none yet')}; by: {channels.get(group, 'not said yet')}")
        told_range = between(low, high, sign, earned)
        lines.append(
            f"  {about(plan.spend[group], sign)}; {what} {about(abs(earned), sign)} more than it {than}"
            f"{f' ({told_range})' if told_range else ''}"
        )
    if mine:
        lines.append(f"The best split would earn about {about(made.best.net_value, sign)}.")
    lines += [
        "",
        step.text("memo_answers", **told),
        charts[1].words,
        "",
        *(chart.caution for chart in charts),
    ]
    verdict = said(step)
    if not found.clear or (verdict is not None and not verdict.gaps):
        lines.append(step.text("no_gaps" if verdict is not None and verdict.groups else "no_groups"))
    lines.append(step.text("memo_caution"))
    if step.case.table.simulated:
        lines.append("These numbers come from simulated rows.")
    return "\n".join(lines)


def _source(step: Step) -> str:
    if step.case.own:
        return visible(step.case.table.source, 60)
    return f"{samples.sheet(step.case.name)['title']}, simulated"


def _again_code(step: Step, found: Segmentation) -> str:
    return (
        "\n"
        + step.case.code
        + (
            "from core import segments\n\n"
            f"people = {people_code(step)}\n"
            f"found = segments.segment(table, {python_columns(step)}, {found.k})\n"
            "again = strategy.again(found, people=people)\n"
            "print(again.begun.changed, again.drawn.changed)\n"
            "print(strategy.survives(again, plan.budget, groups, plan).drawn)\n"
        )
    )
