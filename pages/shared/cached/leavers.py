"""Who leaves: the chances, the tree, its refits and what is counted from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import streamlit as st

from core import campaign, cards, models, refits, samples, trees
from core.campaign import Campaign, ProfitCurve, Tuned, profit_curve
from core.costs import CostCurve, Costs, curve
from core.models import Scores
from core.split import halves
from core.words import MODEL_NAMES
from pages.shared.behind import Behind
from pages.shared.cached.kept import ONE_AT_A_TIME, OWN_RESULTS, Case, alone, kept, latest, sample

BREATH = 0.5  # between two pieces somebody is waiting for: a rest in times of the piece's own


@cache
def shipped(name: str) -> tuple[dict[str, Scores], trees.Tree]:
    """The results that lie beside a sample's table."""
    frame = pd.read_csv(samples.FOLDER / f"{name}.scores.csv")
    told = json.loads((samples.FOLDER / f"{name}.results.json").read_text(encoding="utf-8"))
    scores = {
        model: Scores(
            y_true=frame["left"].to_numpy(np.int8),
            probability=frame[model].to_numpy(float),
            fold=frame["fold"].to_numpy(int),
            ids=np.arange(len(frame)),
            model=model,
            fit_seconds=float("nan"),
        )
        for model in models.NAMES
    }
    table = sample(name).table
    asked = [
        (ask.pop("group"), trees.Question(**ask | {"levels": tuple(ask["levels"])})) for ask in told["tree"]
    ]
    return scores, trees.plant(models.feature_rows(table), table.y, *_sample_halves(name), asked)


def scores(case: Case, model: str) -> Scores:
    """Chances for customers the model never saw. TableProblem if the table cannot carry a model."""
    if not case.own:
        return shipped(case.name)[0][model]
    return _own_scores(case, model)


def contenders(case: Case) -> dict[str, Scores]:
    """Every model's chances for customers it never saw; of a reader's own table those there are by now."""
    if not case.own:
        return shipped(case.name)[0]
    return {found.model: found for found in _contenders(case).look()}


def tree(case: Case) -> trees.Tree:
    """The tree with all its questions. TableProblem if the table cannot carry one."""
    if not case.own:
        return shipped(case.name)[1]
    return _own_tree(case)


def curves(case: Case, model: str, costs: Costs) -> tuple[CostCurve, CostCurve]:
    """The cost curves of the practice half and of the unseen half: sorting and adding, no model."""

    def work() -> tuple[CostCurve, CostCurve]:
        found = scores(case, model)
        practice, unseen = parted(case)
        return (
            curve(found.y_true[practice], found.probability[practice], costs),
            curve(found.y_true[unseen], found.probability[unseen], costs),
        )

    return latest("curves", (case.version, model, costs), work)


def practised(case: Case, model: str) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and chances of the practice half."""
    found = scores(case, model)
    rows, _ = parted(case)
    return found.y_true[rows], found.probability[rows]


def profits(case: Case, model: str, offer: Campaign) -> ProfitCurve:
    """The profit curve of the practice half: sorting and adding, no model."""
    key = (case.version, model, offer)
    return latest("profits", key, lambda: profit_curve(*practised(case, model), offer))


def tuned(case: Case, model: str, offer: Campaign, most: float | None) -> Tuned:
    """What a line chosen on other practice customers earns; the last one asked for is kept."""
    key = (case.version, model, offer, most)
    return latest("tuned", key, lambda: campaign.tuned(*practised(case, model), offer, most))


def unseen(case: Case, model: str) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and chances of the unseen half."""
    found = scores(case, model)
    _, rows = parted(case)
    return found.y_true[rows], found.probability[rows]


def refitted(case: Case) -> Behind[refits.Workshop, refits.Refit]:
    """The tree's refits, filling in behind the screen: for a sample once for everybody."""
    if not case.own:
        return sample_refits(case.name)
    return kept(case, "refits", lambda tell: _refits(case))


@cache
def sample_refits(name: str) -> Behind[refits.Workshop, refits.Refit]:
    return _refits(sample(name))


def _refits(case: Case) -> Behind[refits.Workshop, refits.Refit]:
    return Behind(refits.REFITS, lambda: refits.open_workshop(case.table), refits.refit, turn=ONE_AT_A_TIME)


def facts(case: Case) -> tuple[cards.Fact, ...]:
    """The facts a card shows, judged on the practice half."""
    if not case.own:
        return sample_facts(case.name)
    return kept(case, "facts", lambda tell: cards.facts(case.table, parted(case)[0]))


@cache
def sample_facts(name: str) -> tuple[cards.Fact, ...]:
    return cards.facts(sample(name).table, _sample_halves(name)[0])


def offered(case: Case, column: str) -> tuple[trees.Question, ...]:
    """The questions a reader can ask about a column."""
    known = _sample_offered(case.name) if not case.own else kept(case, "questions", lambda tell: {})
    if column not in known:
        practice, _ = parted(case)
        known[column] = trees.offered(case.table, models.feature_rows(case.table).iloc[practice], column)
    return known[column]


@cache
def _sample_offered(name: str) -> dict[str, tuple[trees.Question, ...]]:
    return {}


def parted(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Row positions of the practice half and the unseen half."""
    if not case.own:
        return _sample_halves(case.name)
    return kept(case, "halves", lambda tell: halves(case.table.y))


@cache
def _sample_halves(name: str) -> tuple[np.ndarray, np.ndarray]:
    return halves(sample(name).table.y)


def _contenders(case: Case) -> Behind[None, Scores]:
    """The chances of all models for a reader's own table, filling in behind the screen."""
    known = st.session_state.get(OWN_RESULTS, {})

    def piece(_: None, k: int) -> Scores:
        ready = known.get((case.version, models.NAMES[k]))
        return ready if ready is not None else models.score(case.table, models.NAMES[k])

    return kept(
        case,
        "contenders",
        lambda tell: Behind(len(models.NAMES), lambda: None, piece, turn=ONE_AT_A_TIME, rest=BREATH),
    )


def _own_scores(case: Case, model: str) -> Scores:
    doing = f"Working out the chances: {MODEL_NAMES[model]}"

    def work(tell: Callable[[float, str], None]) -> Scores:
        return models.score(
            case.table, model, progress=lambda k, n: tell(k / n, f"{doing}, part {k + 1} of {n}.")
        )

    ready = {found.model: found for found in _contenders(case).done}
    return ready[model] if model in ready else kept(case, model, lambda tell: alone(tell, work))


def _own_tree(case: Case) -> trees.Tree:
    def work(tell: Callable[[float, str], None]) -> trees.Tree:
        tell(0.5, "Growing the tree.")
        return trees.grow(case.table)

    return kept(case, "grown tree", lambda tell: alone(tell, work))
