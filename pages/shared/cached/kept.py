"""Where slow results are kept: by one session, and one at a time for the whole house."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from core import samples
from core.table import Table
from core.words import CUSTOMER, Noun

ONE_AT_A_TIME = threading.BoundedSemaphore(1)
T = TypeVar("T")
OWN_RESULTS = "own results"
LATEST = "latest results"
MOST_KEPT = 48  # results a session keeps of its own tables
MOST_SHARED = 40  # results of the samples kept for all visitors, the latest used; up to a megabyte each
_SHARED: OrderedDict[Hashable, Any] = OrderedDict()
_SHARING = threading.Lock()


@dataclass(frozen=True)
class Case:
    """The customers a lesson looks at: a sample by its name, or the reader's own table.

    code  the lines of Python that load the table
    noun  what a row is called
    """

    name: str
    table: Table
    version: str
    code: str
    noun: Noun = CUSTOMER

    @property
    def own(self) -> bool:
        return not self.table.simulated


NOBODY = Case("nobody", Table(pd.DataFrame(), ()), "nobody", "")  # for steps that need no table


@cache
def sample(name: str) -> Case:
    """A sample case, read once per process."""
    code = f'from core import samples\n\ntable = samples.load("{name}")\n'
    noun = Noun(*samples.sheet(name).get("row", CUSTOMER))
    return Case(name, samples.load(name), name, code, noun)


def latest(what: str, key: Hashable, work: Callable[[], T]) -> T:
    """A quick result, kept by the session until another one of the same sort is asked for."""
    kept: dict[str, tuple[Hashable, T]] = st.session_state.setdefault(LATEST, {})
    if what not in kept or kept[what][0] != key:
        kept[what] = (key, work())
    return kept[what][1]


def shared(case: Case, what: str, key: Hashable, work: Callable[[], T]) -> T:
    """A slower result: of a sample kept for all visitors, of a reader's own table as in latest()."""
    if case.own:
        return latest(what, (case.version, key), work)
    whole = (case.name, what, key)
    with _SHARING:
        if whole in _SHARED:
            _SHARED.move_to_end(whole)
            return _SHARED[whole]
    result = work()
    with _SHARING:
        _SHARED[whole] = result
        while len(_SHARED) > MOST_SHARED:
            _SHARED.popitem(last=False)
    return result


def alone(tell: Callable[[float, str], None], work: Callable[[Callable[[float, str], None]], T]) -> T:
    """Slow work, one at a time for the whole house."""
    tell(0.0, "Waiting for a turn: somebody else's file is being worked on.")
    with ONE_AT_A_TIME:
        return work(tell)


def kept(case: Case, what: str, work: Callable[[Callable[[float, str], None]], T]) -> T:
    """A result of the reader's own table, from this session's memory or worked out with progress.

    A move of the reader's stops the work at its next word of progress; nothing half-done is kept.
    """
    memory: dict[tuple[str, str], T] = st.session_state.setdefault(OWN_RESULTS, {})
    key = (case.version, what)
    if key not in memory:
        place = st.empty()

        def tell(share: float, words: str) -> None:
            place.progress(share, text=words)

        result = work(tell)
        place.empty()
        while len(memory) >= MOST_KEPT:
            memory.pop(next(iter(memory)))
        memory[key] = result
    return memory[key]
