"""Cached calls: the one place where slow results are kept.

The sample cases come with their results beside the tables, shared by all sessions. An uploaded
table is computed live, one at a time for the whole house, and kept by its own session only.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from core import campaign, cards, models, refits, samples, trees, uplift
from core.campaign import Campaign, ProfitCurve, Tuned, profit_curve
from core.costs import CostCurve, Costs, curve
from core.models import Scores
from core.split import halves
from core.table import Table
from core.words import MODEL_NAMES
from pages.shared.behind import Behind

ONE_AT_A_TIME = threading.BoundedSemaphore(1)
T = TypeVar("T")
OWN_RESULTS = "own results"
LATEST = "latest results"
MOST_KEPT = 16  # results a session keeps of its own tables


@dataclass(frozen=True)
class Case:
    """The customers a lesson looks at: a sample by its name, or the reader's own table.

    code  the lines of Python that load the table
    """

    name: str
    table: Table
    version: str
    code: str

    @property
    def own(self) -> bool:
        return not self.table.simulated


NOBODY = Case("nobody", Table(pd.DataFrame(), ()), "nobody", "")  # for steps that need no table


@cache
def sample(name: str) -> Case:
    """A sample case, read once per process."""
    return Case(
        name, samples.load(name), name, f'from core import samples\n\ntable = samples.load("{name}")\n'
    )


@cache
def _shipped(name: str) -> tuple[dict[str, Scores], trees.Tree]:
    """The results that lie beside a sample's table."""
    frame = pd.read_csv(samples.FOLDER / f"{name}.scores.csv")
    kept = json.loads((samples.FOLDER / f"{name}.results.json").read_text(encoding="utf-8"))
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
        (ask.pop("group"), trees.Question(**ask | {"levels": tuple(ask["levels"])})) for ask in kept["tree"]
    ]
    return scores, trees.plant(models.feature_rows(table), table.y, *_sample_halves(name), asked)


def scores(case: Case, model: str) -> Scores:
    """Chances for customers the model never saw. TableProblem if the table cannot carry a model."""
    if not case.own:
        return _shipped(case.name)[0][model]
    return _own_scores(case, model)


def tree(case: Case) -> trees.Tree:
    """The tree with all its questions. TableProblem if the table cannot carry one."""
    if not case.own:
        return _shipped(case.name)[1]
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

    return _latest("curves", (case.version, model, costs), work)


def practised(case: Case, model: str) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and chances of the practice half."""
    found = scores(case, model)
    rows, _ = parted(case)
    return found.y_true[rows], found.probability[rows]


def profits(case: Case, model: str, offer: Campaign) -> ProfitCurve:
    """The profit curve of the practice half: sorting and adding, no model."""
    key = (case.version, model, offer)
    return _latest("profits", key, lambda: profit_curve(*practised(case, model), offer))


def tuned(case: Case, model: str, offer: Campaign, most: float | None) -> Tuned:
    """What a line chosen on other practice customers earns; the last one asked for is kept."""
    key = (case.version, model, offer, most)
    return _latest("tuned", key, lambda: campaign.tuned(*practised(case, model), offer, most))


def unseen(case: Case, model: str) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and chances of the unseen half."""
    found = scores(case, model)
    _, rows = parted(case)
    return found.y_true[rows], found.probability[rows]


def refitted(case: Case) -> Behind[refits.Workshop, refits.Refit]:
    """The tree's refits, filling in behind the screen: for a sample once for everybody."""
    if not case.own:
        return _sample_refits(case.name)
    return _kept(case, "refits", lambda tell: _refits(case))


@cache
def _sample_refits(name: str) -> Behind[refits.Workshop, refits.Refit]:
    return _refits(sample(name))


def _refits(case: Case) -> Behind[refits.Workshop, refits.Refit]:
    return Behind(refits.REFITS, lambda: refits.open_workshop(case.table), refits.refit, turn=ONE_AT_A_TIME)


def facts(case: Case) -> tuple[cards.Fact, ...]:
    """The facts a card shows, judged on the practice half."""
    if not case.own:
        return _sample_facts(case.name)
    return _kept(case, "facts", lambda tell: cards.facts(case.table, parted(case)[0]))


@cache
def _sample_facts(name: str) -> tuple[cards.Fact, ...]:
    return cards.facts(sample(name).table, _sample_halves(name)[0])


def offered(case: Case, column: str) -> tuple[trees.Question, ...]:
    """The questions a reader can ask about a column."""
    kept = _sample_offered(case.name) if not case.own else _kept(case, "questions", lambda tell: {})
    if column not in kept:
        practice, _ = parted(case)
        kept[column] = trees.offered(case.table, models.feature_rows(case.table).iloc[practice], column)
    return kept[column]


@cache
def _sample_offered(name: str) -> dict[str, tuple[trees.Question, ...]]:
    return {}


def parted(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Row positions of the practice half and the unseen half."""
    if not case.own:
        return _sample_halves(case.name)
    return _kept(case, "halves", lambda tell: halves(case.table.y))


@cache
def _sample_halves(name: str) -> tuple[np.ndarray, np.ndarray]:
    return halves(sample(name).table.y)


@cache
def sample_trial() -> uplift.Trial:
    """The simulated trial, read once per process."""
    about = samples.sheet(samples.TRIAL)
    return uplift.as_trial(sample(samples.TRIAL).table, about["treatment"], about["treated_value"])


@cache
def sample_contenders() -> uplift.Contenders:
    """The unseen customers of the simulated trial, with the scores that lie beside the table."""
    trial, scored, truth = sample_trial(), samples.uplift_scores(), samples.truth()
    unseen = slice(samples.sheet(samples.TRIAL)["practice"], None)
    return uplift.Contenders(
        risk=scored["risk"].to_numpy()[unseen],
        change=scored[uplift.LEARNERS[0]].to_numpy()[unseen],
        treated=trial.treated[unseen],
        stayed=trial.stayed[unseen],
        stay_contacted=truth["stay_contacted"].to_numpy()[unseen],
        stay_alone=truth["stay_alone"].to_numpy()[unseen],
    )


def own_trial(case: Case, column: str, value: object) -> uplift.Trial:
    """The reader's own trial. TableProblem if the column does not say who was contacted."""
    key = (case.version, column, str(value))
    return _latest("trial", key, lambda: uplift.as_trial(case.table, column, value))


def lottery(case: Case, trial: uplift.Trial) -> uplift.Lottery:
    """Whether the contacted of the reader's own trial look drawn by lot."""
    return _kept(case, f"lottery {_marks(trial)}", lambda tell: _alone(tell, lambda _: uplift.lottery(trial)))


def own_contenders(case: Case, trial: uplift.Trial) -> uplift.Contenders:
    """The customers of the reader's own trial, each scored by models that never saw them."""

    def work(tell: Callable[[float, str], None]) -> uplift.Contenders:
        told = (trial.table, trial.treated.tolist(), trial.stayed.tolist())

        def part(start: float, doing: str) -> Callable[[int, int], None]:
            return lambda k, n: tell(start + k / n / 2, f"{doing}, part {k + 1} of {n}.")

        return uplift.Contenders(
            risk=uplift.risk(*told, progress=part(0.0, "Working out who is at risk")),
            change=uplift.fit(*told, progress=part(0.5, "Working out whom the contact changes")),
            treated=trial.treated,
            stayed=trial.stayed,
        )

    return _kept(case, f"contenders {_marks(trial)}", lambda tell: _alone(tell, work))


def _marks(trial: uplift.Trial) -> str:
    """What tells two trials on one table apart."""
    return f"{trial.treatment} {trial.treated[:1]} {trial.treated.sum()}"


def worth_of_lists(
    found: uplift.Contenders, values: uplift.Values
) -> tuple[np.ndarray, dict[str, uplift.Prepared]]:
    """(n,) what each contact is really worth, and each list sorted and added up."""

    def work() -> tuple[np.ndarray, dict[str, uplift.Prepared]]:
        assert found.stay_contacted is not None and found.stay_alone is not None, "a simulated trial"
        worth = uplift.worth_of_contact(found.stay_contacted, found.stay_alone, values)
        lists = found.lists().items()
        return worth, {name: uplift.prepare(score, worth) for name, score in lists}

    return _latest("worth of lists", (found, values), work)


def crowd(found: uplift.Contenders) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """(n,) each customer's kind and true change through the contact, and each list's rows in order."""

    def work() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
        assert found.stay_contacted is not None and found.stay_alone is not None, "a simulated trial"
        kinds = uplift.types(found.stay_contacted, found.stay_alone)
        rows = {name: uplift.in_order(score) for name, score in found.lists().items()}
        return kinds, found.stay_contacted - found.stay_alone, rows

    return _latest("crowd", found, work)


def curves_by_trial(found: uplift.Contenders, values: uplift.Values) -> dict[str, np.ndarray]:
    """Each list's profit at every whole percent contacted, as the trial alone tells it."""

    def work() -> dict[str, np.ndarray]:
        told = (found.treated, found.stayed, values)
        return {name: uplift.curve_by_trial(score, *told) for name, score in found.lists().items()}

    return _latest("curves by trial", (found, values), work)


def _latest(what: str, key: Hashable, work: Callable[[], T]) -> T:
    """A quick result, kept by the session until another one of the same sort is asked for."""
    kept: dict[str, tuple[Hashable, T]] = st.session_state.setdefault(LATEST, {})
    if what not in kept or kept[what][0] != key:
        kept[what] = (key, work())
    return kept[what][1]


def _own_scores(case: Case, model: str) -> Scores:
    doing = f"Working out the chances: {MODEL_NAMES[model]}"

    def work(tell: Callable[[float, str], None]) -> Scores:
        return models.score(
            case.table, model, progress=lambda k, n: tell(k / n, f"{doing}, part {k + 1} of {n}.")
        )

    return _kept(case, model, lambda tell: _alone(tell, work))


def _own_tree(case: Case) -> trees.Tree:
    def work(tell: Callable[[float, str], None]) -> trees.Tree:
        tell(0.5, "Growing the tree.")
        return trees.grow(case.table)

    return _kept(case, "grown tree", lambda tell: _alone(tell, work))


def _alone(tell: Callable[[float, str], None], work: Callable[[Callable[[float, str], None]], T]) -> T:
    """Slow work, one at a time for the whole house."""
    tell(0.0, "Waiting for a turn: somebody else's file is being worked on.")
    with ONE_AT_A_TIME:
        return work(tell)


def _kept(case: Case, what: str, work: Callable[[Callable[[float, str], None]], T]) -> T:
    """A result of the reader's own table, from this session's memory or worked out with progress.

    A move of the reader's stops the work at its next word of progress; nothing half-done is kept.
    """
    kept: dict[tuple[str, str], T] = st.session_state.setdefault(OWN_RESULTS, {})
    key = (case.version, what)
    if key not in kept:
        place = st.empty()

        def tell(share: float, words: str) -> None:
            place.progress(share, text=words)

        result = work(tell)
        place.empty()
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = result
    return kept[key]


def warm_up() -> None:
    """Everything a first visitor would otherwise wait for."""
    import sklearn.calibration
    import sklearn.compose
    import sklearn.ensemble
    import sklearn.linear_model
    import sklearn.neural_network
    import sklearn.svm
    import sklearn.tree  # noqa: F401

    for name in samples.NAMES:
        sample(name)
        _shipped(name)
        _sample_facts(name)
    sample_contenders()
