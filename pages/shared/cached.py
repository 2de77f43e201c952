"""Cached calls: the one place where slow results are kept.

The sample cases come with their results beside the tables, shared by all sessions. An uploaded
table is computed live, one at a time for the whole house, and kept by its own session only.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from core import models, samples, trees
from core.costs import CostCurve, Costs, curve
from core.models import Scores
from core.split import halves
from core.table import Table

ONE_AT_A_TIME = threading.BoundedSemaphore(1)
T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """The customers a lesson looks at: a sample by its name, or the reader's own table."""

    name: str
    table: Table
    version: str

    @property
    def own(self) -> bool:
        return not self.table.simulated


@cache
def sample(name: str) -> Case:
    """A sample case, read once per process."""
    return Case(name, samples.load(name), name)


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
    return scores, trees.Tree(tuple(trees.Node(**node) for node in kept["tree"]))


def scores(case: Case, model: str) -> Scores:
    """Chances for customers the model never saw. TableProblem if the table cannot carry a model."""
    if not case.own:
        return _shipped(case.name)[0][model]
    return _own_scores(case.version, model, _table=case.table)


def tree(case: Case) -> trees.Tree:
    """The tree with all its questions. TableProblem if the table cannot carry one."""
    if not case.own:
        return _shipped(case.name)[1]
    return _own_tree(case.version, _table=case.table)


def curves(case: Case, model: str, costs: Costs) -> tuple[CostCurve, CostCurve]:
    """The cost curves of the practice half and of the unseen half: sorting and adding, no model."""
    found = scores(case, model)
    practice, unseen = _halves(case)
    return (
        curve(found.y_true[practice], found.probability[practice], costs),
        curve(found.y_true[unseen], found.probability[unseen], costs),
    )


def unseen(case: Case, model: str) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and chances of the unseen half."""
    found = scores(case, model)
    _, rows = _halves(case)
    return found.y_true[rows], found.probability[rows]


def _halves(case: Case) -> tuple[np.ndarray, np.ndarray]:
    return _own_halves(case.version, _table=case.table) if case.own else _sample_halves(case.name)


@cache
def _sample_halves(name: str) -> tuple[np.ndarray, np.ndarray]:
    return halves(sample(name).table.y)


@st.cache_resource(max_entries=4, show_spinner=False, scope="session")
def _own_halves(version: str, _table: Table) -> tuple[np.ndarray, np.ndarray]:
    return halves(_table.y)


@st.cache_resource(max_entries=12, show_spinner=False, scope="session")
def _own_scores(version: str, model: str, _table: Table) -> Scores:
    return _alone(f"Working out the chances ({model}).", lambda: models.score(_table, model))


@st.cache_resource(max_entries=4, show_spinner=False, scope="session")
def _own_tree(version: str, _table: Table) -> trees.Tree:
    return _alone("Growing the tree.", lambda: trees.grow(_table))


def _alone(doing: str, work: Callable[[], T]) -> T:
    """Run slow work with a word on what it is, waiting for whoever else is at it."""
    with st.spinner(doing, show_time=True), ONE_AT_A_TIME:
        return work()


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
        _sample_halves(name)
