"""The customers two models quarrel about: how many there are, who was right, and what it cost."""

import streamlit as st

from core import verdicts
from core.charts.box.contested import contested as chart_of
from core.words import the_model
from pages.black_box.pair import pair_of, verdicts_of
from pages.shared import cached
from pages.shared.step import Step, whole

TERMS = ("paired comparison", "false negative", "false positive", "out-of-sample")
SHOWN = 4  # columns of a disputed customer


def draw(step: Step) -> None:
    step.moving(_shown)


def _shown(step: Step) -> None:
    readable, box = pair_of(step)
    table, scores = step.case.table, cached.contenders(step.case)
    contact = {model: verdicts_of(step, model) for model in (readable, box)}
    found = verdicts.contested(table.y, contact[readable], contact[box], step.costs)
    guess = step.guessed("guess_disagree")
    if guess is not None:
        step.score(
            "guess_disagree",
            f"Your guess: {guess:.0f} in 100. In truth they disagree on {100 * found.share:.1f} in 100.",
        )
    chart = chart_of(found, (the_model(readable), the_model(box)), step.currency, guess)
    step.show(chart)
    rows = verdicts.most_telling(found, scores[readable].probability, scores[box].probability)
    if len(rows):
        st.subheader("Those they disagree on most", anchor=False)
        told = verdicts.contested_table(
            table,
            rows,
            table.y,
            {model: scores[model].probability for model in (readable, box)},
            {model: contact[model] for model in (readable, box)},
            [fact.column.name for fact in cached.facts(step.case)[:SHOWN]],
        )
        st.dataframe(told, hide_index=True)
    step.folds(chart, _code(step), TERMS, technical="technical_people")


def _code(step: Step) -> str:
    readable, box = pair_of(step)
    prices = step.costs
    return step.case.code + (
        "from core import costs, models, verdicts\n\n"
        f"prices = costs.Costs(missed={whole(prices.missed)}, wasted={whole(prices.wasted)})\n"
        f"first = costs.contacts_chosen_elsewhere(models.score(table, {readable!r}), prices)\n"
        f"second = costs.contacts_chosen_elsewhere(models.score(table, {box!r}), prices)\n"
        "found = verdicts.contested(table.y, first, second, prices)\n"
        "print(len(found.rows), found.first_cost, found.second_cost)\n"
    )
