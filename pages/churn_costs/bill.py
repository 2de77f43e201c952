"""Step: what does it cost when a customer leaves?"""

import numpy as np

from core.charts.bill import bill
from pages.churn_costs.policy import prices_of
from pages.shared.lesson import Step, whole


def draw(step: Step) -> None:
    table = step.case.table
    step.say("lead", case=f"{len(table.y):,}")
    step.prices(open=True)
    guess = step.guess("guess_bill", 0, 100, 25)
    if guess.open:
        return

    costs = prices_of(step)
    chart = bill(table.y, costs, step.choices.customers, step.currency, guess.value)
    if guess.value is not None:
        truth = float(np.mean(table.y)) * 100
        step.score(
            "guess_bill",
            f"Your guess: {guess.value:.0f} in 100. In truth: {truth:.1f}. {_off(guess.value, truth)}",
        )
    step.show(chart)
    step.folds(chart.table, _code(step, costs.missed))


def _off(value: float, truth: float) -> str:
    ratio = (value + 0.5) / (truth + 0.5)
    if 0.8 <= ratio <= 1.25:
        return "Very close."
    much = f"{max(ratio, 1 / ratio):.1f} times too "
    return much + ("many." if ratio > 1 else "few.")


def _code(step: Step, missed: float) -> str:
    return step.code_for_table() + f"share = table.y.mean()\nprint(share, {whole(missed)} * share)\n"
