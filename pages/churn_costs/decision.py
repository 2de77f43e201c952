"""Step: your decision, what it is worth, and what would change it."""

from collections.abc import Mapping

import streamlit as st

from core import samples, uplift
from core.campaign import DRIVEN_AWAY, Earned, Offer, earned, flips, profit_curve, swings
from core.charts.decision import decision
from core.charts.tornado import SAYINGS, SHARES, told, tornado
from core.words import MODEL_NAMES, MODEL_TERMS, count, money, percent, price
from pages.churn_costs import answers
from pages.churn_costs.earn import offer_in_python
from pages.churn_costs.euro import best_split, budget_of
from pages.churn_costs.lists import GUESSED_AT, ranked, values_of
from pages.churn_costs.policy import best_line, campaign_of, most_contacts, profit_of, within_limit
from pages.churn_costs.unsure import doubt
from pages.churn_costs.values import values
from pages.shared import cached, picture
from pages.shared.prose import plain
from pages.shared.step import Step

FURTHER = 0.25  # each amount of money moves by so much, up and down
DRIVEN = 0.05  # the most contacted stayers that a contact might drive away
TERMS = ("out-of-sample", "90 % confidence interval", "sensitivity analysis", "incentive")


def draw(step: Step) -> None:
    step.say("lead")
    values(step)
    campaign, sign, choices = campaign_of(step), step.currency, step.choices
    practice, cutoff = profit_of(step)
    y, chances = cached.unseen(step.case, choices.model)
    curve = profit_curve(y, chances, campaign)
    at = within_limit(curve, cutoff, most_contacts(step))  # the team has no more hands for other customers
    worth, plan = earned(y, chances >= at, campaign), curve.at(at)
    policy = _policy(step, cutoff)
    chart = decision(
        worth,
        curve.everyone.profit_per_customer,
        curve.perfect.profit_per_customer,
        choices.customers,
        sign,
        policy,
    )
    step.show(chart)

    st.subheader("What would change it", anchor=False)
    moved = tornado(swings(plan, _ranges(step)), plan.profit_per_customer, sign)
    turning = _turning(plan, sign)
    _change(step, plan, worth, turning)
    if plan.contacted:
        picture.show(moved, key="tornado")
    best = best_line(practice, most_contacts(step))
    more = best.profit_per_customer - practice.at(cutoff).profit_per_customer
    if more >= 0.005:
        step.say("better", line=_at(best.threshold), more=money(more, sign))

    st.subheader("And beyond this plan", anchor=False)
    beyond = _beyond(step, plan)
    for part, blanks in beyond.items():
        step.say(part, **blanks)
    st.subheader("Take it with you", anchor=False)
    st.code(_memo(step, chart.words, chart.caution, turning), language=None, wrap_lines=True)
    step.folds(
        chart, _code(step, at), (*TERMS, MODEL_TERMS[choices.model]), second=moved, driven=percent(DRIVEN)
    )


def _ranges(step: Step) -> dict[str, tuple[float, float]]:
    """How far each value may move: what the reader allows the acceptance, a quarter for each amount."""
    campaign = campaign_of(step)
    amounts = {name: getattr(campaign, name) for name in ("clv", "incentive_cost", "contact_cost")}
    around = {name: ((1 - FURTHER) * now, (1 + FURTHER) * now) for name, now in amounts.items()}
    shape = doubt(step)
    rate = campaign.accept_rate
    accept = ((1 - FURTHER) * rate, min((1 + FURTHER) * rate, 1.0))
    if shape is not None:
        accept = shape.low, shape.high
    return {"accept_rate": accept, **around, DRIVEN_AWAY: (0.0, DRIVEN)}


def _turning(plan: Offer, sign: str) -> list[str]:
    """Where the plan earns exactly nothing, one sentence per value."""
    lines = []
    for name, value in vars(flips(plan)).items():
        if value is None:
            continue
        now = 0.0 if name == DRIVEN_AWAY else getattr(plan.campaign, name)
        rises = (name in ("clv", "accept_rate")) == (plan.profit < 0)
        most = "or more" if rises else "or less"
        shown = percent(value, 1) if name in SHARES else money(value, sign)
        lines.append(f"{SAYINGS[name].format(f'{shown} {most}')} (now {told(name, now, sign)})")
    return lines


def _change(step: Step, plan: Offer, worth: Earned, turning: list[str]) -> None:
    if not plan.contacted:
        step.say("alone")
    elif not turning:
        step.say("never")
    else:
        st.markdown(
            step.text("changes" if worth.value >= 0 else "losing")
            + "\n\n"
            + "\n".join(f"- {plain(line)}" for line in turning)
        )


def _beyond(step: Step, plan: Offer) -> dict[str, Mapping[str, object]]:
    """What the other two steps add to the plan: parts of the prose with their blanks."""
    found: dict[str, Mapping[str, object]] = {}
    sign = step.currency
    curves = answers.quietly(step)
    if curves is not None:
        split = best_split(step, curves)
        found["keep_less" if split.unspent >= 0.5 else "keep"] = {
            "budget": money(budget_of(step, curves), sign),
            "keep": money(split.keep, sign),
            "win": money(split.win, sign),
            "left": money(split.unspent, sign),
        }
    turns = flips(plan).accept_rate
    if turns and plan.caught:
        effect, stay = turns * plan.caught / plan.contacted, plan.wasted / plan.contacted
        unseen = f"{10 * (1 - uplift.POWER):.0f}"
        found["test"] = {"needed": count(uplift.needed(stay, effect)), "unseen": unseen}
    at = ranked(cached.sample_contenders(), values_of(step), GUESSED_AT)
    risk, change = at[uplift.RISK].value or 0.0, at[uplift.CHANGE].value or 0.0
    if risk > 0 and change > 0:
        paid_in = step.currency_of(cached.sample(samples.TRIAL))
        found["rivals"] = {"hundred": price(100, paid_in), "risk": money(100 * risk / change, paid_in)}
    return found


def _memo(step: Step, words: str, caution: str, turning: list[str]) -> str:
    table, choices, sign = step.case.table, step.choices, step.currency
    who = f"{samples.sheet(step.case.name)['title']} (simulated)" if table.simulated else table.source
    worth, offer, contact = (price(v, sign) for v in (choices.clv, choices.incentive, choices.contact))
    return "\n".join(
        [
            f"Customers: {who}, {len(table.y):,} in the table.",
            f"Assumed: a leaver who stays is worth {worth}, the offer costs {offer}, a contact {contact}, "
            f"and {choices.accept} of 100 leavers accept.",
            words,
            *(["It turns when", *(f"- {line}" for line in turning)] if turning else []),
            f"What this does not say: {caution}",
        ]
    )


def _at(threshold: float) -> str:
    return percent(threshold) if threshold <= 1 else "nobody"


def _policy(step: Step, at: float) -> str:
    choices = step.choices
    model = MODEL_NAMES[choices.model]
    if at > 1:
        return "Contact nobody."
    text = f"Contact every customer whose chance of leaving is {percent(at)} or more (chances from: {model})."
    if most_contacts(step) is not None:
        text += f" That keeps to about {choices.limit:,} contacts."
    return text


def _code(step: Step, threshold: float) -> str:
    at = repr(threshold) if threshold <= 1 else 'float("inf")'
    return step.case.code + (
        "from core import campaign, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "_, unseen = split.halves(scores.y_true)\n"
        f"offer = {offer_in_python(step)}\n"
        f"worth = campaign.earned(scores.y_true[unseen], scores.probability[unseen] >= {at}, offer)\n"
        "print(worth.value, worth.low, worth.high)\n"
    )
