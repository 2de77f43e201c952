"""Every model fitted again and again: whose verdicts hang on the draw."""

import streamlit as st

from core import models, steady
from core.charts.box.steady import steady as chart_of
from core.words import count
from pages.black_box.pair import TICK, cutoff_of, pair_of
from pages.shared import cached
from pages.shared.step import Step, whole

TERMS = ("stability", "bootstrap", "training set", "out-of-sample")


def draw(step: Step) -> None:
    _refitted(step)


def _models(step: Step) -> tuple[str, ...]:
    """All of a sample; of a reader's own table the two compared, as each is fitted many times."""
    return pair_of(step) if step.case.own else models.NAMES


def _refitted(step: Step) -> None:
    if _done(step) == len(_models(step)) * steady.REFITS:
        step.moving(_filled)
    else:
        step.moving(_filling, every=TICK)


def _done(step: Step) -> int:
    return sum(len(cached.refitted_chances(step.case, model)) for model in _models(step))


def _filling(step: Step) -> None:
    """What the refits say so far; once all are there, the page stops looking."""
    done, wanted = _done(step), len(_models(step)) * steady.REFITS
    if done == wanted:
        st.rerun()
    st.progress(done / wanted, text=f"Fitting again: {done} of {wanted}. You can go on meanwhile.")
    found = _found(step)
    if found:
        step.show(chart_of(found, pair_of(step)))


def _found(step: Step) -> list[steady.Steadiness]:
    chances = {model: cached.refitted_chances(step.case, model) for model in _models(step)}
    return [
        steady.steadiness(model, found, cutoff_of(step, model))
        for model, found in chances.items()
        if len(found) > 1
    ]


def _filled(step: Step) -> None:
    chart = chart_of(_found(step), pair_of(step))
    step.show(chart)
    refits, watched = steady.REFITS, count(steady.WATCHED)
    step.folds(chart, _code(step), TERMS, technical="technical_steady", refits=refits, watched=watched)


def _code(step: Step) -> str:
    box = pair_of(step)[1]
    return step.case.code + (
        "import numpy as np\n\n"
        "from core import steady\n\n"
        f"model = {box!r}\n"
        "chances = [steady.refit_chances(table, model, number) for number in range(steady.REFITS)]\n"
        f"print(steady.steadiness(model, np.array(chances), {whole(cutoff_of(step, box))}))\n"
    )
