"""What running a model takes: time, size, pages, and what to ask a supplier."""

import streamlit as st

from core import weigh
from core.charts.box.weigh import weights as chart_of
from core.models import NAMES
from pages.black_box.pair import pair_of, when_fitted
from pages.shared import cached
from pages.shared.step import Step

TERMS = ("decision tree", "logistic regression", "random forest", "gradient boosting",
         "support vector machine", "neural network")  # fmt: skip


def draw(step: Step) -> None:
    when_fitted(step, NAMES, _shown)


def _shown(step: Step) -> None:
    there = cached.fitted_now(step.case)
    chart = chart_of([there[model].weight for model in NAMES], pair_of(step))
    step.show(chart)
    st.subheader("What to ask whoever builds it", anchor=False)
    step.say("questions")
    step.folds(chart, _code(step), TERMS, technical="technical_running", numbers=weigh.NUMBERS_PER_PAGE)


def _code(step: Step) -> str:
    box = pair_of(step)[1]
    return step.case.code + (
        "import time\n\n"
        "from core import models, weigh\n\n"
        "start = time.perf_counter()\n"
        f"fitted = models.fit(table, {box!r})\n"
        "seconds = time.perf_counter() - start\n"
        f"print(weigh.weigh({box!r}, fitted, models.feature_rows(table), seconds))\n"
    )
