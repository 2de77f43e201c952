"""The two models a step compares, the prices' cut-off for each, and waiting for models to be fitted."""

from collections.abc import Callable, Collection

import numpy as np
import streamlit as st

from core import costs, models
from core.costs import WHOLE_PERCENTS
from core.words import MODEL_NAMES, capital
from pages.shared import cached
from pages.shared.behind import TICK
from pages.shared.prose import plain
from pages.shared.questions import WIDTH
from pages.shared.step import Step

BEST = "best"  # of its kind, at the prices of the moment


def pair_of(step: Step) -> tuple[str, str]:
    """The readable model and the black box compared: the best of each unless the reader chose others."""
    readable, box = step.choices.readable, step.choices.box
    if BEST in (readable, box):
        prepared = cached.prepared(step.case)
        chosen = {model: costs.choose(one, step.costs) for model, one in prepared.items()}
        best = [
            costs.best_of({model: prepared[model] for model in names}, chosen).name
            for names in (models.READABLE, models.BLACK_BOXES)
        ]
        readable, box = (b if a == BEST else a for a, b in zip((readable, box), best, strict=True))
    return readable, box


def choose_pair(step: Step) -> None:
    """The two controls that say which models are compared, folded away."""
    readable, box = (MODEL_NAMES[model] for model in pair_of(step))
    names = {
        BEST: "the best at these prices",
        **{model: capital(name) for model, name in MODEL_NAMES.items()},
    }
    with st.popover(plain(f"Compare: {readable} and {box}"), key="pair"), st.container(horizontal=True):
        for label, setting, options in (
            ("A model you can read", "readable", models.READABLE),
            ("A black box", "box", models.BLACK_BOXES),
        ):
            st.selectbox(
                label,
                (BEST, *options),
                format_func=names.__getitem__,
                width=WIDTH,
                **step.choices.control(setting),
            )


def cutoff_of(step: Step, model: str) -> float:
    """The whole-percent cut-off that costs least, by chances for customers the model had not seen."""
    found = cached.contenders(step.case)[model]
    curve = costs.cost_curve(found, step.costs)
    return curve.cheapest_of(WHOLE_PERCENTS).threshold


def verdicts_of(step: Step, model: str) -> np.ndarray:
    """(n,) bool: whom a model contacts, each part's cut-off chosen on the other parts."""
    prepared = cached.prepared(step.case)[model]
    return costs.contacts(prepared, costs.choose(prepared, step.costs))


def when_scored(step: Step, needed: Collection[str], draw: Callable[[Step], None]) -> None:
    """Draw once every model needed has scored the customers; until then say how far it is."""

    def there() -> int:
        return len(set(needed) & set(cached.contenders(step.case)))

    _when(step, there, len(needed), "Working out the chances", draw)


def when_fitted(step: Step, needed: Collection[str], draw: Callable[[Step], None]) -> None:
    """Draw once every model needed is fitted; until then say how far it is."""

    def there() -> int:
        return len(set(needed) & set(cached.fitted_now(step.case)))

    _when(step, there, len(needed), "Fitting the models", draw)


def _when(
    step: Step, there: Callable[[], int], wanted: int, doing: str, draw: Callable[[Step], None]
) -> None:
    if there() == wanted:
        step.moving(draw)
        return

    def waiting(_: Step) -> None:
        done = there()
        if done == wanted:
            st.rerun()
        st.progress(done / wanted, text=f"{doing}: {done} of {wanted}. This goes on while you read.")

    step.moving(waiting, every=TICK)
