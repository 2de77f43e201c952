"""Step: your decision, what it is worth, and what would change it."""

import streamlit as st

from core import samples
from core.charts.decision import decision
from core.costs import flip_points, saving
from core.words import MODEL_NAMES, MODEL_TERMS, money, percent, price
from pages.churn_costs.policy import line_of, most_contacts, prices_of
from pages.shared import cached
from pages.shared.lesson import Step, whole


def draw(step: Step) -> None:
    step.say("lead")
    step.prices()
    costs, sign, choices = prices_of(step), step.currency, step.choices
    _, line = line_of(step)
    at = line.practice.threshold
    y, chances = cached.unseen(step.case, choices.model)
    worth = saving(y, chances >= at, costs)
    everyone = saving(y, chances >= 0, costs).cost_per_customer
    policy = _policy(step, at)
    chart = decision(worth, everyone, choices.customers, sign, policy)
    step.show(chart)

    st.subheader("What would change it", anchor=False)
    flips = flip_points(line.unseen, costs)
    if line.unseen.contacted == 0:
        step.say("alone")
    elif line.unseen.caught == 0:
        step.say("never")
    else:
        step.say(
            "changes" if worth.gain >= 0 else "losing",
            contact=money(flips.contact_price, sign),
            wasted=price(costs.wasted, sign),
            win_back=money(flips.win_back_price, sign),
            missed=price(costs.missed, sign),
            success=percent(min(flips.success, 1)),
        )
    st.subheader("Take it with you", anchor=False)
    st.code(_memo(step, chart.words, chart.caution), language=None, wrap_lines=True)
    step.folds(
        chart,
        _code(step, at),
        ("out-of-sample", "90 % confidence interval", MODEL_TERMS[choices.model]),
    )


def _memo(step: Step, words: str, caution: str) -> str:
    table = step.case.table
    costs = prices_of(step)
    missed, wasted = price(costs.missed, step.currency), price(costs.wasted, step.currency)
    who = f"{samples.sheet(step.case.name)['title']} (simulated)" if table.simulated else table.source
    return "\n".join(
        [
            f"Customers: {who}, {len(table.y):,} in the table.",
            f"Prices: {missed} for each leaver we miss, {wasted} for each contact we waste.",
            words,
            f"What this does not say: {caution}",
        ]
    )


def _policy(step: Step, at: float) -> str:
    choices = step.choices
    model = MODEL_NAMES[choices.model]
    limit = most_contacts(step)
    if at > 1:
        return "Contact nobody."
    text = f"Contact every customer whose chance of leaving is {percent(at)} or more (chances from: {model})."
    if limit is not None:
        text += f" That keeps to about {choices.limit:,} contacts."
    return text


def _code(step: Step, threshold: float) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    at = repr(threshold) if threshold <= 1 else 'float("inf")'
    return step.case.code + (
        "from core import costs, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "_, unseen = split.halves(scores.y_true)\n"
        f"worth = costs.saving(scores.y_true[unseen], scores.probability[unseen] >= {at},\n"
        f"                     costs.Costs(missed={missed}, wasted={wasted}))\n"
        "print(worth.gain, worth.gain_low, worth.gain_high)\n"
    )
