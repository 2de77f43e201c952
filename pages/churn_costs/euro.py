"""A budget for keeping and winning: where the next euro buys most, and what should not be spent."""

import math

import streamlit as st

from core.campaign import ResponseCurve, Split, split_budget
from core.charts.keep import next_euro
from core.words import money, percent
from pages.churn_costs import answers
from pages.shared.step import Step, whole

TERMS = ("marginal value", "response curve", "customer lifetime value")
STEPS = 200  # of the budget's slider


def draw(step: Step) -> None:
    curves = answers.ask(step)
    if curves is None:
        return
    budget = money(budget_of(step, curves), step.currency)
    if step.guess("guess_keep", 0, 100, 50, unit=" %%", budget=budget).open:
        return
    guess = step.guessed("guess_keep")
    if guess is not None:
        step.score("guess_keep", _verdict(step, guess / 100, curves))
    step.moving(_split)


def _verdict(step: Step, guess: float, curves: tuple[ResponseCurve, ResponseCurve]) -> str:
    split, budget = best_split(step, curves), budget_of(step, curves)
    if not budget:
        return f"Your guess: {percent(guess)} for keeping. There is no budget to part."
    lost = split.net_value - _worth(step, curves, guess * budget, (1 - guess) * budget)
    told = (
        f"Your guess: {percent(guess)} for keeping. The best split puts {percent(split.keep / budget)} there"
    )
    if lost < 0.005:
        return f"{told}; yours earns just as much."
    return f"{told}, and earns {money(lost, step.currency)} more than yours."


def best_split(step: Step, curves: tuple[ResponseCurve, ResponseCurve]) -> Split:
    """The split of the reader's budget that is worth most."""
    choices = step.choices
    return split_budget(
        budget_of(step, curves),
        *curves,
        customers=choices.customers,
        prospects=choices.prospects,
        value_kept=choices.value_kept,
        value_won=choices.value_won,
    )


def budget_of(step: Step, curves: tuple[ResponseCurve, ResponseCurve]) -> int:
    """The budget, up to the end of its slider."""
    return int(min(step.choices.budget, _end(step, curves)))


def _worth(step: Step, curves: tuple[ResponseCurve, ResponseCurve], keep: float, win: float) -> float:
    """What a split of the reader's own earns: customers kept and won at their worth, less the money."""
    choices, (keeping, winning) = step.choices, curves
    kept = choices.customers * (keeping.rate(keep / choices.customers) - keeping.floor)
    won = choices.prospects * winning.rate(win / choices.prospects) if choices.prospects else 0.0
    return float(kept * choices.value_kept + won * choices.value_won - keep - win)


def _split(step: Step) -> None:
    """The slider, the picture it moves, and the folds."""
    choices, curves = step.choices, answers.curves(step)
    assert curves is not None, "asked before"
    most = _end(step, curves)
    st.slider(
        "The budget for both",
        0,
        most,
        step=most // STEPS,
        format=f"{step.currency} %,d" if step.currency != "%" else "%d",
        **choices.control("budget", most=most),
    )
    split = best_split(step, curves)
    guess = step.guessed("guess_keep")
    chart = next_euro(
        split,
        *curves,
        (choices.customers, choices.prospects),
        (choices.value_kept, choices.value_won),
        budget_of(step, curves),
        step.currency,
        None if guess is None else guess / 100,
    )
    step.show(chart)
    step.folds(
        chart,
        _code(step, curves),
        TERMS,
        technical="technical_euro",
        keep=money(split.first_keep, step.currency),
        win=money(split.first_win, step.currency),
    )


def _end(step: Step, curves: tuple[ResponseCurve, ResponseCurve]) -> int:
    """The slider's end: a round sum above everything worth spending."""
    choices, (keeping, winning) = step.choices, curves
    worth = choices.customers * keeping.spend_where(
        1 / choices.value_kept if choices.value_kept else math.inf
    )
    worth += choices.prospects * winning.spend_where(1 / choices.value_won if choices.value_won else math.inf)
    worth = worth or choices.budget  # where nothing is worth spending the budget is left over whole
    scale = 10 ** max(math.floor(math.log10(max(1.2 * worth, 1_000))) - 1, 0)
    return max(math.ceil(1.2 * worth / scale) * scale, STEPS)


def _code(step: Step, curves: tuple[ResponseCurve, ResponseCurve]) -> str:
    choices = step.choices

    def curve(floor: float, most: float, spend: float, now: float) -> str:
        told = f"{floor / 100!r}, {most / 100!r}, {whole(spend)}, {now / 100!r}"
        return f"campaign.ResponseCurve.from_answers({told})"

    keeping = curve(choices.keep_floor, choices.keep_most, choices.keep_spend, choices.keep_now)
    winning = curve(0.0, choices.win_most, choices.win_spend, choices.win_now)
    return (
        "from core import campaign\n\n"
        f"keeping = {keeping}\n"
        f"winning = {winning}\n"
        f"split = campaign.split_budget({budget_of(step, curves)}, keeping, winning,\n"
        f"                              customers={choices.customers}, prospects={choices.prospects},\n"
        f"                              value_kept={whole(choices.value_kept)}, "
        f"value_won={whole(choices.value_won)})\n"
        "print(split.keep, split.win, split.unspent, split.next_euro, split.net_value)\n"
    )
