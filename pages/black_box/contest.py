"""Step: which model would you bet on? Everybody on the same unseen customers, in money."""

import streamlit as st

from core import costs, models, samples
from core.charts.box import contest as charts
from core.charts.box import contest_told
from core.costs import BEST_READABLE, DO_NOTHING, RULE, Contest, Costs
from core.words import MODEL_NAMES, count, percent
from pages.black_box.pair import BEST, TICK
from pages.black_box.rule import rule_of, say_rule, write
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.step import Step, whole

BETS = (RULE, *models.NAMES)
AGAINST = (BEST, DO_NOTHING, RULE, *models.NAMES)
AGAIN = "Change my rule and bet"
TERMS = ("paired comparison", "out-of-sample", "90 % confidence interval", "perfect foresight",
         "logistic regression", "decision tree", "random forest", "gradient boosting",
         "support vector machine", "neural network")  # fmt: skip


def draw(step: Step) -> None:
    step.say("lead", models=count(len(models.NAMES)))
    there = cached.contenders(step.case)  # a reader's own table is worked on while the bet is open
    cached.fitted_now(step.case)  # the next steps need the models themselves
    if step.choices.guess_contest is None:
        write(step)
        step.prices()
        step.bet("guess_contest", {RULE: "Your rule", **_capitals()})
        return
    if len(there) < len(models.NAMES):
        step.moving(_filling, every=TICK)
    else:
        step.moving(_shown)


def _capitals() -> dict[str, str]:
    return {model: MODEL_NAMES[model].capitalize() for model in models.NAMES}


def _filling(step: Step) -> None:
    """Those that are there by now; once all are, the page stops looking."""
    done, wanted = len(cached.contenders(step.case)), len(models.NAMES)
    if done == wanted:
        st.rerun()
    doing = f"Working out the chances: {done} of {wanted} models."
    st.progress(done / wanted, text=f"{doing} This goes on while you read.")
    step.show(_chart(step, _contest(step)))


def _contest(step: Step) -> Contest:
    choices, prepared = step.choices, cached.prepared(step.case)
    against = BEST_READABLE if choices.against == BEST else choices.against
    rule = rule_of(step).contact
    return costs.contest(step.case.table.y, prepared, models.READABLE, rule, step.costs, against)


def _chart(step: Step, found: Contest) -> charts.Chart:
    return charts.contest(
        found,
        models.READABLE,
        step.choices.customers,
        step.currency,
        bet=step.guessed("guess_contest"),
        wanted=len(models.NAMES),
    )


def _shown(step: Step) -> None:
    found = _contest(step)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        step.prices()
        names = {BEST: "the best you can read", DO_NOTHING: "doing nothing", RULE: "your rule", **MODEL_NAMES}
        st.selectbox(
            "Compare with", AGAINST, format_func=names.__getitem__, width=270,
            **step.choices.control("against"),
        )  # fmt: skip
    bet = step.guessed("guess_contest")
    step.score("guess_contest", "You did not bet." if bet is None else _verdict(step, found, bet), AGAIN)
    say_rule(step)
    chart = _chart(step, found)
    step.show(chart)
    _story(step, found)
    step.folds(chart, _code(step), TERMS)


def _verdict(step: Step, found: Contest, bet: str) -> str:
    entries = {entry.name: entry for entry in found.entries if entry.name in AGAINST}
    cheapest = min(entries.values(), key=lambda entry: entry.worth.cost_per_customer)
    folds = next(iter(cached.prepared(step.case).values())).folds
    ahead = costs.difference(
        step.case.table.y, cheapest.contact, entries[bet].contact, step.costs, folds=folds
    )
    return contest_told.verdict(found, bet, step.currency, ahead)


def _story(step: Step, found: Contest) -> None:
    """What this company teaches, and the way to the other one."""
    if step.case.own or found.readable is None or found.box is None or found.lead is None:
        return
    published = [samples.sheet(name).get("published") for name in samples.NAMES]
    told = next(about for about in published if about)
    about = samples.sheet(step.case.name).get("published")
    usual = step.costs == Costs(told["missed"], told["wasted"])  # a story is told at the prices it is about
    saved = {entry.name: percent(entry.worth.value) for entry in found.entries}
    if about and usual:
        step.say(
            "published",
            source=about["source"],
            tree=percent(about["tree"]),
            box=percent(about["support vector machine"]),
            here_tree=saved["tree"],
            here_box=saved["support vector machine"],
        )
    elif usual and not found.lead.real:
        readable, box = MODEL_NAMES[found.readable.name], MODEL_NAMES[found.box.name]
        step.say("opposite", readable=readable, box=box)
    for name in samples.NAMES:
        label = f"Bet at the other company: {samples.sheet(name)['title']}"
        there = {"case": name, "guess_contest": None}
        if name != step.case.name and st.button(
            plain(label), on_click=step.choices.set, kwargs=there, key="other_company"
        ):
            st.rerun()


def _code(step: Step) -> str:
    prices = step.costs
    return step.case.code + (
        "from core import costs, models\n\n"
        "prepared = {name: costs.prepare(models.score(table, name)) for name in models.NAMES}\n"
        f"prices = costs.Costs(missed={whole(prices.missed)}, wasted={whole(prices.wasted)})\n"
        "found = costs.contest(table.y, prepared, models.READABLE, None, prices)\n"
        "print(found.box.name, found.readable.name, found.lead)\n"
    )
