"""The names of the groups: neutral ones, or the reader's own, which then stick everywhere.

Names for a sample travel in the address. Names for a reader's own table stay in the session.
"""

from __future__ import annotations

import streamlit as st

from core.safe import visible
from core.segments import Segmentation
from pages.segments.rows import columns_of
from pages.shared.step import Step

LONGEST = 40  # letters of a name
NAMES = r"([a-z]+:[\d.]*:\d{1,2}\.\d=[^~=\x00-\x1f]{1,40}(~|$)){0,60}"  # case:columns:k.group=name
OWN_NAMES = "names of own groups"


def names_of(step: Step, found: Segmentation) -> list[str]:
    """What the groups are called."""
    given = given_names(step, found.k)
    return [given.get(group, name) for group, name in enumerate(found.names)]


def given_names(step: Step, k: int) -> dict[int, str]:
    """Group -> the reader's name for it, where there is one."""
    given = _given(step)
    return {group: given[key] for group in range(k) if (key := _key(step, k, group)) in given}


def rename(step: Step, k: int, group: int, name: str) -> None:
    """Keep the reader's name for a group; an empty one brings the neutral one back."""
    given, key = _given(step), _key(step, k, group)
    name = visible(name.replace("~", "-").replace("=", "-"), LONGEST)
    if name:
        given[key] = name
    else:
        given.pop(key, None)
    if step.case.own:
        st.session_state[OWN_NAMES] = given
    else:
        step.choices.set(names="~".join(f"{one}={called}" for one, called in given.items()))


def _given(step: Step) -> dict[str, str]:
    if step.case.own:
        return dict(st.session_state.get(OWN_NAMES, {}))
    return dict(one.split("=", 1) for one in step.choices.names.split("~") if one)


def _key(step: Step, k: int, group: int) -> str:
    """Which group a name is for."""
    whose = step.case.version if step.case.own else step.case.name
    columns = ",".join(columns_of(step)) if step.case.own else step.choices.columns
    return f"{whose}:{columns}:{k}.{group}"
