"""Step: can we trust the explanation? Acting on a push, a twin, a leak, and the same model fitted again."""

import pandas as pd
import streamlit as st

from core import explain, models, samples
from core.charts.why.act import act
from core.charts.why.credit import credit
from core.charts.why.moved import moved
from core.explain.shaken import LEAK_LABEL, LEAVERS_CALL, STAYERS_CALL
from core.safe import visible
from core.words import count, money, percent, price, the_model
from pages.black_box.looked import choose_model, model_of
from pages.black_box.pair import TICK, when_scored
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.step import Step, whole

VIEWS = {"act": "Act on it", "twin": "A twin", "leak": "A leak", "again": "Fitted again"}
NOTHING = "nothing"
SHRINKS, STAYS, GROWS = "shrinks", "stays", "grows"
BETS = {SHRINKS: "It shrinks", STAYS: "It stays", GROWS: "It grows"}
ABOUT = 0.1  # a push that changes by less than this part of it stays
MOST_ACTIONS = 4
TWIN_LABEL = "Its twin, from another system"
SAID = 5  # columns of the ranking
TERMS = ("Shapley value", "feature importance")


def draw(step: Step) -> None:
    step.say("lead_own" if step.case.own else "lead")
    when_scored(step, models.NAMES, _scored)


def _scored(step: Step) -> None:
    views = {name: label for name, label in VIEWS.items() if name != "act" or not step.case.own}
    view = step.view("What to look at", "trust_view", views)
    view = view if view in views else "twin"
    with st.container(horizontal=True, vertical_alignment="center"):
        choose_model(step)
        if view == "act":
            _price(step)
    if view == "act":
        _act(step)
    else:
        _tested(step, view)


def _price(step: Step) -> None:
    """The one price that counts here, and the currency."""
    lost = price(step.choices.missed, step.currency)
    with st.popover(plain(f"A leaver costs {lost}"), key="prices"):
        step.winning_back()
        step.sign()


# -- acting on a push ----------------------------------------------------------------------------


def _act(step: Step) -> None:
    """The decision first, on what the model says; then the truth."""
    model = model_of(step)
    sheet = samples.sheet(step.case.name)["trap"]
    hidden = [f"“{step.case.table.column(name).label}”" for name in sheet["hidden"]]
    step.say("trap", hidden=", ".join(hidden[:-1]) + f" and {hidden[-1]}")
    if step.choices.guess_act is None:
        _ranking(step, model)
        options = {str(place): action["name"] for place, action in enumerate(sheet["actions"])}
        step.bet("guess_act", {**options, NOTHING: "Do nothing"}, part="guess_act", box=the_model(model))
        return
    step.moving(_answered)


def _ranking(step: Step, model: str) -> None:
    """What the model looks at in the table the firm has, and what it promises of each action."""
    table, sign = step.case.table, step.currency
    pushed = cached.tested(step.case, model)["trap"]
    told = [
        f"“{visible(table.column(name).label)}” ({100 * push:.1f})"
        for name, push in pushed.head(SAID).itertuples(index=False)
    ]
    step.say("pushes", box=the_model(model), pushes=", ".join(told))
    places = list(pushed["column"])
    for one in cached.actions(step.case, model, step.costs.missed):
        gain = one.believed >= 0
        step.say(
            "promised",
            action=one.action.name,
            column=visible(table.column(one.action.column).label),
            place=count(places.index(one.action.column) + 1),
            fall=f"{100 * abs(one.action.believed):.2f}",
            falls="fall" if one.action.believed >= 0 else "rise",
            cost=money(one.action.cost, sign),
            price=price(step.costs.missed, sign),
            worth=money(one.action.believed * step.costs.missed, sign),
            promise=f"{'a gain' if gain else 'a loss'} of {money(abs(one.believed), sign)}",
        )


def _answered(step: Step) -> None:
    model = model_of(step)
    found = cached.actions(step.case, model, step.costs.missed)
    bet = step.guessed("guess_act")
    chosen = None
    if bet is not None:
        chosen = "" if bet == NOTHING or int(bet) >= len(found) else found[int(bet)].action.name
    step.score("guess_act", "What the simulated truth answers:", "Decide again")
    chart = act(found, step.currency, chosen, step.costs.missed)
    step.show(chart)
    terms = ("causal effect", "proxy", "90 % confidence interval")
    step.folds(chart, _act_code(step, model), terms, technical="technical_act")


def _act_code(step: Step, model: str) -> str:
    name, missed = step.case.name, whole(step.costs.missed)
    return (
        "from core import models, samples\n"
        f"from sample_data import {name}, trap\n\n"
        f"table = samples.load({name!r})\n"
        f"known = trap.known(table, {name!r})\n"
        f"fitted, rows = models.fit(known, {model!r}), models.feature_rows(known)\n"
        f"for action in samples.sheet({name!r})['trap']['actions']:\n"
        "    fall = fitted.predict_proba(rows)[:, 1] - fitted.predict_proba(trap.done(rows, action))[:, 1]\n"
        f"    truth = trap.answered(table.rows, action, {name}.truth)\n"
        f"    stay = (truth['kept'] - truth['lost']) / len(rows) * {missed}\n"
        f"    print(action['name'], fall.mean() * {missed} - action['cost'], stay - action['cost'])\n"
    )


# -- a twin, a leak, other customers -------------------------------------------------------------


def _tested(step: Step, view: str) -> None:
    if view == "twin" and step.choices.guess_twin is None:
        step.bet("guess_twin", BETS, part="guess_twin")
        return
    if _done(step, view):
        step.moving(SHOWN[view])
    else:
        step.moving(lambda step: _filling(step, view), every=TICK)


def _done(step: Step, view: str) -> bool:
    found = cached.tested(step.case, model_of(step))
    return {"twin", "leak"} <= found.keys() if view != "again" else len(found) == len(_all(step))


def _all(step: Step) -> tuple[str, ...]:
    return cached.TESTS if step.case.own else (*cached.TESTS, "trap")


def _filling(step: Step, view: str) -> None:
    if _done(step, view):
        st.rerun()
    done, wanted = len(cached.tested(step.case, model_of(step))), len(cached.TESTS)
    text = f"Fitting and explaining again: {done} of {wanted}. You can go on meanwhile."
    st.progress(done / wanted, text=text)


def _credit(step: Step, kind: str, label: str) -> None:
    model, table = model_of(step), step.case.table
    found = cached.tested(step.case, model)
    before, after = found["plain"], found[kind]
    known = set(before["column"])
    extra = next(name for name in after["column"] if name not in known)
    chart = credit(before, after, table, before["column"][0], extra, label, model, kind)
    if kind == "twin":
        step.score("guess_twin", _twin_bet(step, before, after), "Bet again")
    step.show(chart)
    terms = ("multicollinearity",) if kind == "twin" else ("data leakage",)
    step.folds(
        chart, _code(step, kind), (*terms, *TERMS), technical=f"technical_{kind}",
        customers=count(len(explain.watched(table))), leavers=percent(LEAVERS_CALL),
        stayers=percent(STAYERS_CALL),
    )  # fmt: skip


def _twin_bet(step: Step, before: pd.DataFrame, after: pd.DataFrame) -> str:
    """How the bet turned out: what became of the original's push."""
    bet, name = step.guessed("guess_twin"), before["column"][0]
    if bet is None:
        return "You did not bet."
    was, now = before["mean_abs_contribution"][0], float(after.set_index("column").loc[name].iloc[0])
    truth = STAYS if abs(now - was) <= ABOUT * was else SHRINKS if now < was else GROWS
    happened = {SHRINKS: "falls", STAYS: "hardly changes", GROWS: "grows"}[truth]
    right = "Right: it" if bet == truth else "It"
    return (
        f"Your bet: {BETS[bet].lower()}. {right} {happened}, from {100 * was:.1f} to {100 * now:.1f} points."
    )


def _twin(step: Step) -> None:
    strongest = cached.tested(step.case, model_of(step))["plain"]["column"][0]
    step.say("twin", column=visible(step.case.table.column(strongest).label))
    _credit(step, "twin", TWIN_LABEL)


def _leak(step: Step) -> None:
    step.say("leak", label=LEAK_LABEL)
    _credit(step, "leak", LEAK_LABEL)


def _again(step: Step) -> None:
    model = model_of(step)
    found = cached.tested(step.case, model)
    refits = [
        part.set_index("column")["mean_abs_contribution"] for test, part in found.items() if "refit" in test
    ]
    explained = len(explain.watched(step.case.table, explain.REEXPLAINED))
    step.say(
        "again",
        refits=count(explain.REFITS),
        customers=count(explained),
        all=count(len(explain.watched(step.case.table))),
    )
    names = [column.name for column in step.case.table.features]
    chart = moved(pd.DataFrame(refits)[names].reset_index(drop=True), step.case.table, model, explain.REFITS)
    step.show(chart)
    step.folds(
        chart, _code(step, "again"), ("bootstrap", *TERMS), technical="technical_again",
        customers=count(explain.REEXPLAINED), refits=count(explain.REFITS),
    )  # fmt: skip


def _code(step: Step, kind: str) -> str:
    model = model_of(step)
    told = {
        "twin": f"strongest = shaken.shaken(table, {model!r})['column'][0]\n"
        f"print(shaken.shaken(shaken.with_twin(table, strongest), {model!r}).head())\n",
        "leak": f"print(shaken.shaken(shaken.with_leak(table), {model!r}).head())\n",
        "again": f"found = [shaken.refitted(table, {model!r}, number) for number in range(shaken.REFITS)]\n"
        'print(Counter(one["column"][0] for one in found))\n',
    }
    first = "from collections import Counter\n\n" if kind == "again" else ""
    return first + step.case.code + "from core.explain import shaken\n\n" + told[kind]


SHOWN = {"twin": _twin, "leak": _leak, "again": _again}
