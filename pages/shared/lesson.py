"""A lesson: a row of steps, one on screen, with the choices that belong to all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from core import samples
from core.words import CURRENCIES
from pages.shared import arrival, door, prose
from pages.shared.cached import NOBODY, Case, sample
from pages.shared.choices import Choices, Setting, option
from pages.shared.step import OF_THE_CASE, Step

OWN = "own"
LEAVERS = "case"  # the setting that says whose leavers a step looks at
TRIAL = "trial"  # the setting that says whose trial
GROUPED = "rows"  # the setting that says who is to be sorted into groups
WANTED = {LEAVERS: door.LEAVERS, TRIAL: door.TRIAL, GROUPED: door.ROWS}
WHOSE = {LEAVERS: samples.NAMES, TRIAL: (samples.TRIAL,), GROUPED: samples.GROUPED}


@dataclass(frozen=True)
class Part:
    """One step of a lesson: its name in the address, its short name in the rail, what draws it.

    customers is the setting that chooses whom the step looks at: LEAVERS, TRIAL, GROUPED, or None where
    it needs no table.
    """

    name: str
    label: str
    draw: Callable[[Step], None]
    customers: str | None = LEAVERS


class Lesson:
    """A row of steps with the choices that belong to all of them."""

    def __init__(
        self, name: str, parts: Sequence[Part], settings: Sequence[Setting], turns: Sequence[str] = ()
    ) -> None:
        """turns are the settings whose change starts the screen anew, from its top."""
        self.name = name
        self.turns = turns
        self.parts = {part.name: part for part in parts}
        first = parts[0].name
        shared = (
            option("step", first, list(self.parts)),
            *(option(setting, names[0], (*names, OWN)) for setting, names in WHOSE.items()),
            option("currency", OF_THE_CASE, (OF_THE_CASE, *CURRENCIES)),
        )
        self.choices = Choices(name, (*shared, *settings))

    def run(self) -> None:
        """Draw the step the reader is on."""
        self.choices.open()
        with st.container(key="lesson"):
            part = self.parts[self.choices.step]
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="where"
            ):
                self._rail()
                if part.customers:
                    self._case_choice(part.customers)
            st.title(prose.fill(self.name, f"{part.name}.question"), anchor=False)
            turns = [getattr(self.choices, name) for name in self.turns]
            arrival.arrive(" ".join(map(str, [self.name, part.name, *turns])))
            case = self._case(part)
            if case is not None:
                Step(self.name, part.name, case, self.choices).moving(part.draw)
            self._onward(part.name)
        self.choices.publish()

    def _rail(self) -> None:
        numbers = {name: f"{place}  {part.label}" for place, (name, part) in enumerate(self.parts.items(), 1)}
        st.pills(
            "Steps of this lesson",
            list(self.parts),
            format_func=numbers.__getitem__,
            required=True,
            label_visibility="collapsed",
            wrap=True,
            **self.choices.control("step"),
        )

    def _case(self, part: Part) -> Case | None:
        """The customers of a step; None while the reader's own file is not there yet."""
        chosen = getattr(self.choices, part.customers or LEAVERS)
        if chosen != OWN:
            return sample(chosen)
        if part.customers is None:
            return NOBODY
        return door.own_case(part.name, WANTED[part.customers])

    def _case_choice(self, setting: str) -> None:
        titles = {name: f"{samples.sheet(name)['title']} (simulated)" for name in WHOSE[setting]}
        titles[OWN] = "Your own file"
        st.selectbox(
            "Customers",
            list(titles),
            format_func=titles.__getitem__,
            width=270,
            label_visibility="collapsed",
            **self.choices.control(setting),
        )

    def _onward(self, here: str) -> None:
        names = list(self.parts)
        place = names.index(here)
        with st.container(horizontal=True, horizontal_alignment="distribute", key="onward"):
            go = self.choices.set
            if place > 0:
                st.button("Back", on_click=go, kwargs={"step": names[place - 1]}, key="back")
            st.button(
                "Start the lesson over",
                on_click=self.choices.start_over,
                kwargs={"keep": list(WHOSE)},
                key="start_over",
            )
            if place + 1 < len(names):
                following = names[place + 1]
                label = f"Next: {self.parts[following].label}"
                st.button(label, type="primary", on_click=go, kwargs={"step": following}, key="next")
