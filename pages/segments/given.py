"""What a reader gives each group: a name, an offer, a channel, answers. It stays with that very grouping.

What is given to groups of a sample travels in the address. What is given to groups of a reader's own table
stays in the session.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.safe import visible
from pages.segments.rows import columns_of
from pages.shared.step import Step

LONGEST = 40  # letters
SPELLING = r"([a-z]+:[\d.]*:\d{1,2}\.\d=[^~=\x00-\x1f]{1,40}(~|$)){0,60}"  # case:columns:k.group=text


@dataclass(frozen=True)
class Given:
    """A short text for every group, kept in a setting of the lesson."""

    setting: str

    def all(self, step: Step, k: int) -> dict[int, str]:
        """Group -> what the reader gave it, where that is so."""
        given = self._memory(step)
        return {group: given[key] for group in range(k) if (key := _key(step, k, group)) in given}

    def give(self, step: Step, k: int, group: int, text: str) -> None:
        """Keep a text for a group; an empty one forgets it."""
        given, key = self._memory(step), _key(step, k, group)
        text = visible(text.replace("~", "-").replace("=", "-"), LONGEST)
        given.pop(key, None)
        if text:
            given[key] = text
        if step.case.own:
            st.session_state[self._own] = given
        else:
            step.choices.set(**{self.setting: "~".join(f"{one}={told}" for one, told in given.items())})

    @property
    def _own(self) -> str:
        return f"{self.setting} of own groups"

    def _memory(self, step: Step) -> dict[str, str]:
        if step.case.own:
            return dict(st.session_state.get(self._own, {}))
        told = str(getattr(step.choices, self.setting))
        return dict(one.split("=", 1) for one in told.split("~") if one)


def _key(step: Step, k: int, group: int) -> str:
    """Which group something is given to."""
    whose = step.case.version if step.case.own else step.case.name
    columns = ",".join(columns_of(step)) if step.case.own else step.choices.columns
    return f"{whose}:{columns}:{k}.{group}"


NAME, OFFER, CHANNEL, ANSWER = (Given(name) for name in ("names", "offers", "channels", "answers"))
