"""Refit the tree 200 times: does it tell the same story, and whose fate hangs on the draw?"""

import numpy as np
import streamlit as st

from core import refits, trees
from core.charts import refits as charts
from core.charts.chart import Chart
from core.charts.race import Runner
from pages.shared import cached, picture
from pages.shared.step import Step, whole

TICK = 2.0  # seconds between two looks while the refits fill in
TERMS = ("bootstrap", "decision tree", "training set", "out-of-sample")


def draw(step: Step) -> None:
    step.say("refit")
    behind = cached.refitted(step.case)
    behind.look()
    guess = step.guess("guess_refit", 0, 100, 10, part="guess_refit")
    if guess.open:
        return
    if behind.finished:
        step.moving(_filled)
    else:
        step.moving(_filling, every=TICK)


def _filling(step: Step) -> None:
    """What the refits say so far; once all are there, the page stops looking."""
    behind = cached.refitted(step.case)
    done = behind.look()
    if behind.finished:
        st.rerun()
    st.progress(
        len(done) / behind.pieces, text=f"Refitting: {len(done)} of {behind.pieces}. You can go on meanwhile."
    )
    if done:
        step.show(_chart(step, refits.stability(done, step.costs)))


def _filled(step: Step) -> None:
    done = cached.refitted(step.case).look()
    found = refits.stability(done, step.costs)
    guess = step.guessed("guess_refit")
    if guess is not None:
        step.score(
            "guess_refit",
            f"Your guess: {guess:.0f} in 100. In truth the fate of {found.contested * 100:.1f} in 100 hangs "
            "on the draw.",
        )
    chart = _chart(step, found)
    step.show(chart)
    two = _pair(step, done)
    step.folds(chart, _code(step), TERMS, technical="technical_refit", second=two, refits=refits.REFITS)


def _chart(step: Step, found: refits.Stability) -> Chart:
    first = step.case.table.column(found.first).label if found.first else ""
    return charts.refits(found, first, step.guessed("guess_refit"))


def _pair(step: Step, done: list[refits.Refit]) -> Chart:
    """Two of the refits side by side, and the way to another two."""
    number = step.choices.pair
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Two of the refitted trees", anchor=False, width="content")
        st.button(
            "Another two",
            on_click=step.choices.set,
            kwargs={"pair": (number + 1) % (refits.REFITS // 2)},
            key="another_pair",
        )
    first, second = done[(2 * number) % len(done)], done[(2 * number + 1) % len(done)]
    costs, workshop = step.costs, cached.refitted(step.case).prepared
    assert workshop is not None, "there are refits"
    sides = []
    for one in (first, second):
        tree = refits.as_tree(workshop, one)
        sides.append((f"Refit {one.number + 1}", Runner(tree, tree.most, trees.bill(tree, tree.most, costs))))
    apart = float(np.mean(refits.contacts(first, costs) != refits.contacts(second, costs)))
    chart = charts.pair(sides, apart, step.currency)
    picture.show(chart, key="pair")
    return chart


def _code(step: Step) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    return step.case.code + (
        "from core import costs, refits\n\n"
        "workshop = refits.open_workshop(table)\n"
        "done = [refits.refit(workshop, number) for number in range(refits.REFITS)]\n"
        f"print(refits.stability(done, costs.Costs(missed={missed}, wasted={wasted})))\n"
    )
