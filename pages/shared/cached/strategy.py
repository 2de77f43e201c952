"""What a strategy for groups rests on: who can be reached, who differs, and whether the groups come back."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import numpy as np
import streamlit as st

from core import strategy
from core.strategy import Again, Differing, Reached
from pages.shared.cached.groups import Columns, grouped
from pages.shared.cached.kept import Case, latest, shared

T = TypeVar("T")


def reached(case: Case, k: int, columns: Columns, known: tuple[str, ...]) -> Reached | None:
    """How well facts known before tell the groups apart."""
    found = grouped(case, k, columns)
    return _kept(case, f"{k} groups reached", columns, known, lambda: strategy.reached(found, known))


def differing(case: Case, k: int, columns: Columns, outcome: str | None) -> Differing | None:
    """How far the groups differ in a column that did not make them."""
    found = grouped(case, k, columns)
    return _kept(case, f"{k} groups differ", columns, outcome, lambda: strategy.differing(found, outcome))


def again(case: Case, k: int, columns: Columns, people: np.ndarray) -> Again:
    """The groups sought anew; people (n,) per row belong to the case."""
    found = grouped(case, k, columns)

    def work() -> Again:
        with st.spinner(f"Sorting {case.noun.of(len(found.labels))} again, many times."):
            return strategy.again(found, people=people)

    return _kept(case, f"{k} groups sought anew", columns, None, work)


def _kept(case: Case, what: str, columns: Columns, asked: Hashable, work: Callable[[], T]) -> T:
    """Of a sample with all its columns kept for all visitors, else by the session."""
    if case.own or columns:
        return latest(what, (case.version, columns, asked), work)
    return shared(case, what, asked, work)
