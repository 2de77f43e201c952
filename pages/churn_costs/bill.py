"""Step: what does it cost when a customer leaves?"""

import numpy as np

from core.charts.bill import bill
from core.words import money
from pages.shared.step import Step, whole


def draw(step: Step) -> None:
    table = step.case.table
    step.say("lead", case=f"{len(table.y):,}")
    step.prices(open=True)
    guess = step.guess("guess_bill", 0, 100, 25)
    if guess.open:
        return

    costs = step.costs
    chart = bill(table.y, costs, step.choices.customers, step.currency, guess.value)
    if guess.value is not None:
        truth = float(np.mean(table.y))
        step.score(
            "guess_bill",
            f"Your guess: {guess.value:.0f} in 100, a bill of "
            f"{money(guess.value / 100 * costs.missed, step.currency)} per customer. In truth: "
            f"{truth * 100:.1f} in 100, and {money(truth * costs.missed, step.currency)}.",
        )
    step.show(chart)
    terms = ("churn rate", "perfect foresight", "90 % confidence interval")
    step.folds(chart, _code(step, costs.missed), terms)


def _code(step: Step, missed: float) -> str:
    return step.case.code + f"share = table.y.mean()\nprint(share, {whole(missed)} * share)\n"
