"""A small tree that repeats the black box: how much of it can be said, and where that fails."""

import streamlit as st

from core import costs, explain
from core.charts.box.surrogate import surrogate as chart_of
from core.words import the_model
from pages.black_box.pair import pair_of
from pages.shared import cached
from pages.shared.step import Step, whole

GUESSED_AT = 3  # questions deep
TERMS = ("surrogate model", "decision tree", "threshold", "out-of-sample")


def draw(step: Step) -> None:
    step.moving(_shown)


def _shown(step: Step) -> None:
    box = pair_of(step)[1]
    trees = cached.surrogates(step.case, box, step.costs)
    st.slider(
        "Questions, one after the other, at most", explain.DEPTHS[0], explain.DEPTHS[-1],
        **step.choices.control("depth"),
    )  # fmt: skip
    found = trees[step.choices.depth - 1]
    guess = step.guessed("guess_price")
    if guess is not None:
        at = trees[GUESSED_AT - 1].fidelity
        step.score(
            "guess_price",
            f"Your guess for a tree of three questions: {guess:.0f} in 100. In truth it repeats "
            f"{100 * at:.1f} in 100 verdicts.",
        )
    y, folds = step.case.table.y[found.unseen], cached.prepared(step.case)[box].folds
    instead = costs.difference(y, found.verdicts, found.box, step.costs, folds=folds)
    expected = guess / 100 if guess is not None else None
    chart = chart_of(trees, step.choices.depth, the_model(box), instead, step.currency, expected)
    step.show(chart)
    step.folds(chart, _code(step, box), TERMS, technical="technical_repeat", box=the_model(box))


def _code(step: Step, box: str) -> str:
    prices = step.costs
    return step.case.code + (
        "from core import costs, explain, models\n\n"
        f"prices = costs.Costs(missed={whole(prices.missed)}, wasted={whole(prices.wasted)})\n"
        f"scores = models.score(table, {box!r})\n"
        "prepared = costs.prepare(scores)\n"
        "cutoffs = costs.choose(prepared, prices).cutoffs[prepared.place]\n"
        f"small = explain.imitate(table, scores.probability, cutoffs, depth={step.choices.depth})\n"
        "print(small.fidelity, small.found)\n"
    )
