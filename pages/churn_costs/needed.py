"""What a real trial needs: a lottery, patience, and enough customers; and what others found."""

import numpy as np
import streamlit as st

from core.charts import whom as charts
from core.uplift import Trial, effect, needed
from pages.shared.step import Step

TERMS = ("randomised trial", "statistical power", "uplift")
LARGEST = 30  # points


def draw(step: Step, trial: Trial) -> None:
    step.moving(lambda here: _size(here, trial))
    step.say("needs")


def _size(step: Step, trial: Trial) -> None:
    """The slider, the picture it moves, and the folds."""
    found = effect(trial)
    most = max(1, min(LARGEST, int(100 * (1 - found.alone_stay))))
    st.slider(
        "Smallest change worth seeing: more stayers among 100",
        1,
        most,
        **step.choices.control("effect", most=most),
    )
    chosen = min(step.choices.effect, most) / 100
    sizes = np.arange(1, most + 1) / 100
    people = np.array([needed(found.alone_stay, size) for size in sizes])
    chart = charts.sample_size(found.alone_stay, found, sizes, people, chosen)
    step.show(chart)
    step.folds(chart, _code(found.alone_stay, chosen), TERMS, technical="technical_needed")


def _code(base: float, chosen: float) -> str:
    return f"from core import uplift\n\nprint(uplift.needed({base!r}, {chosen!r}))\n"
