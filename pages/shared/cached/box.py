"""The contest and the price of a black box: everybody's chances, the fitted models, and their refits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from core import calibration, costs, explain, models, points, samples, steady, verdicts, weigh
from core.costs import Costs, Prepared
from pages.shared.behind import Behind
from pages.shared.cached.kept import ONE_AT_A_TIME, Case, kept, sample, shared
from pages.shared.cached.leavers import BREATH, contenders, shipped

# The quick ones first, so that whoever waits for one of them waits for a moment.
BY_TIME = ("tree", "logistic regression", "neural network", "boosting", "forest", "support vector machine")


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model fitted on all customers of a case, to be looked into and not to be billed.

    chances    (n,) what it gives the customers of the table, who have all helped to fit it
    explainer  says where such a chance comes from
    """

    model: str
    pipeline: Any
    weight: weigh.Weight
    chances: np.ndarray
    explainer: explain.Explainer


def prepared(case: Case) -> dict[str, Prepared]:
    """The same, sorted before any price."""
    if not case.own:
        return _sample_prepared(case.name)
    known: dict[str, Prepared] = kept(case, "prepared contenders", lambda tell: {})
    for model, found in contenders(case).items():
        if model not in known:
            known[model] = costs.prepare(found)
    return dict(known)


@cache
def _sample_prepared(name: str) -> dict[str, Prepared]:
    return {model: costs.prepare(found) for model, found in shipped(name)[0].items()}


def fitted(case: Case) -> Behind[None, Fitted]:
    """The models fitted on all customers, filling in behind the screen: once for all visitors."""
    if not case.own:
        return _sample_fitted(case.name)
    return kept(case, "fitted", lambda tell: _fitting(case))


@cache
def _sample_fitted(name: str) -> Behind[None, Fitted]:
    return _fitting(sample(name))


def _fitting(case: Case) -> Behind[None, Fitted]:
    def piece(_: None, k: int) -> Fitted:
        model, rows = BY_TIME[k], models.feature_rows(case.table)
        start = time.perf_counter()
        pipeline = models.fit(case.table, model)
        seconds = time.perf_counter() - start
        weight = weigh.weigh(model, pipeline, rows, seconds)
        chances = explain.chances_of(pipeline["model"])(pipeline["columns"].transform(rows))
        explainer = explain.explainer(pipeline, case.table, chances=chances)
        return Fitted(model, pipeline, weight, chances, explainer)

    return Behind(len(BY_TIME), lambda: None, piece, turn=ONE_AT_A_TIME, rest=BREATH)


def fitted_now(case: Case) -> dict[str, Fitted]:
    """Those of the fitted models that are there by now."""
    return {found.model: found for found in fitted(case).look()}


def refitted_chances(case: Case, model: str) -> np.ndarray:
    """(refits there are by now, watched customers) chances of one model fitted again and again."""
    if not case.own:
        return _sample_refits(case.name)[model]
    return np.array(_refitting(case, model).look())


@cache
def _sample_refits(name: str) -> dict[str, np.ndarray]:
    return samples.refits(name)


def _refitting(case: Case, model: str) -> Behind[None, np.ndarray]:
    def piece(_: None, k: int) -> np.ndarray:
        return steady.refit_chances(case.table, model, k)

    def start(tell: Callable[[float, str], None]) -> Behind[None, np.ndarray]:
        return Behind(steady.REFITS, lambda: None, piece, turn=ONE_AT_A_TIME, rest=BREATH)

    return kept(case, f"refits of {model}", start)


def maps(case: Case, plane: verdicts.Plane, there: dict[str, Fitted]) -> dict[str, np.ndarray]:
    """Each fitted model's chances on a plane of two columns, before any price."""
    key = (plane.across.column.name, plane.up.column.name, plane.held)
    drawn: dict[str, np.ndarray] = shared(case, "maps", key, dict)
    for model, found in there.items():
        if model not in drawn:
            drawn[model] = verdicts.chances_on(found.pipeline, plane, len(case.table.rows))
    return {model: drawn[model] for model in models.NAMES if model in drawn}


def plane(case: Case, across: str, up: str, held: int | None) -> verdicts.Plane:
    """The plane of two columns."""
    return shared(case, "plane", (across, up, held), lambda: verdicts.plane(case.table, across, up, held))


def calibrated(case: Case, model: str) -> calibration.Calibration:
    """Whether a model's chances mean what they say."""
    found = contenders(case)[model]
    work = partial(calibration.calibration, found.y_true, found.probability)
    return shared(case, f"calibration of {model}", None, work)


def surrogates(case: Case, model: str, prices: Costs) -> list[explain.Surrogate]:
    """Small trees of every depth that repeat a model's verdicts on customers it had not seen."""
    ready = shared(case, "surrogate inputs", None, lambda: explain.prepare(case.table))

    def work() -> list[explain.Surrogate]:
        known = prepared(case)[model]
        cutoffs = costs.choose(known, prices).cutoffs[known.place]
        told = (case.table, known.probability, cutoffs)
        return [explain.imitate(*told, depth, prepared=ready) for depth in explain.DEPTHS]

    return shared(case, "surrogates", (model, prices), work)


def points_card(case: Case, found: Fitted, threshold: float) -> points.PointsCard:
    """The straight-line score as a card of points, for a cut-off."""
    work = partial(points.points_card, found.pipeline, case.table, threshold)
    return shared(case, "points card", threshold, work)


def turning(case: Case, chosen: str, other: str, prices: Costs) -> costs.Turning:
    """At which price of a lost customer the choice between two models turns."""
    known = prepared(case)
    work = partial(costs.turning, case.table.y, known[chosen], known[other], prices)
    return shared(case, "turning", (chosen, other, prices), work)
