"""A step of a lesson: the case, the choices, and the places on screen, each in the same order.

Question, guess, picture with its words and caution, folds. A step file only says what is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.charts.chart import Chart
from core.costs import Costs
from core.export import safe_csv
from core.table import TableProblem
from core.words import CURRENCIES, GLOSSARY, price
from pages.shared import picture, prose
from pages.shared.cached import Case
from pages.shared.choices import SKIPPED, Choices

OF_THE_CASE = "case"


@dataclass(frozen=True)
class Guess:
    """A guess: open (not made yet), skipped (no value), or what the reader committed to."""

    open: bool
    value: float | None = None


@dataclass(frozen=True)
class Step:
    """What a step file works with: the case, the choices, and the places on screen."""

    lesson: str
    name: str
    case: Case
    choices: Choices

    @property
    def currency(self) -> str:
        """The currency sign: the case's own unless the reader set another."""
        return self.currency_of(self.case)

    def currency_of(self, case: Case) -> str:
        """The sign that amounts of a case are said in."""
        chosen = self.choices.currency
        return case.table.currency if chosen == OF_THE_CASE else chosen

    @property
    def costs(self) -> Costs:
        """The two prices the reader set."""
        return Costs(self.choices.missed, self.choices.wasted)

    def say(self, part: str, **blanks: object) -> None:
        """A paragraph of this step's prose."""
        st.markdown(self.text(part, **blanks))

    def text(self, part: str, **blanks: object) -> str:
        """The same paragraph as markdown."""
        return prose.fill(self.lesson, f"{self.name}.{part}", **blanks)

    def guess(
        self,
        setting: str,
        low: float,
        high: float,
        start: float,
        unit: str = "",
        part: str = "guess",
        also: Mapping[str, Any] | None = None,
        **blanks: object,
    ) -> Guess:
        """Ask before showing. Until the reader commits or skips, the step should draw nothing more.

        part is the prose that asks, blanks what it is filled with, also what else is set with the guess.
        """
        value = getattr(self.choices, setting)
        if value is None:
            question = self.text(part, **blanks)
            self._ask(setting, low, high, start, unit, question, also or {})
            return Guess(open=True)
        return Guess(open=False, value=self.guessed(setting))

    def guessed(self, setting: str) -> Any:
        """What the reader committed to; None while the guess is open or was skipped."""
        value = getattr(self.choices, setting)
        return None if value in (None, SKIPPED) else value

    def _ask(
        self,
        setting: str,
        low: float,
        high: float,
        start: float,
        unit: str,
        question: str,
        also: Mapping[str, Any],
    ) -> None:
        with st.container(border=True, key="guess"):
            key = f"{self.lesson}.{setting}.draft"
            value = st.slider(question, low, high, start, format=f"%d{unit}", key=key)
            self._commit(setting, float(value), also=also)

    def bet(self, setting: str, options: Mapping[str, str], part: str = "guess", **blanks: object) -> bool:
        """Ask for a bet before showing: one of the options. Whether it is still open.

        options are what the address says -> what the screen says.
        """
        if getattr(self.choices, setting) is not None:
            return False
        with st.container(border=True, key="guess"):
            chosen = st.radio(
                self.text(part, **blanks),
                list(options),
                format_func=options.__getitem__,
                index=None,
                horizontal=True,
                key=f"{self.lesson}.{setting}.draft",
            )
            self._commit(setting, chosen, ready=chosen is not None)
        return True

    def _commit(
        self, setting: str, value: Any, ready: bool = True, also: Mapping[str, Any] | None = None
    ) -> None:
        """The two ways on from a guess: with it, or without one."""
        with st.container(horizontal=True):
            take, skip = self.choices.set, {setting: SKIPPED}
            st.button(
                "Show me",
                type="primary",
                disabled=not ready,
                on_click=take,
                kwargs={setting: value, **(also or {})},
                key="commit",
            )
            st.button("Skip the guess", on_click=take, kwargs=skip, key="skip")

    def score(self, setting: str, sentence: str, again: str = "Guess again") -> None:
        """How the guess turned out, with a way to guess again; the whole page starts anew then."""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(prose.plain(sentence))
            if st.button(again, on_click=self.choices.set, kwargs={setting: None}, key="again"):
                st.rerun()

    def prices(self, open: bool = False) -> None:
        """The two prices and the currency: open on the step that is about them, folded elsewhere."""
        place = (
            st.container(border=True, key="prices") if open else st.popover(self._price_tag(), key="prices")
        )
        with place, st.container(horizontal=True):
            self.winning_back()
            st.number_input(
                "To contact one who would stay",
                0.0,
                1e6,
                None,
                step=5.0,
                format="%.2f",
                **self.choices.control("wasted"),
            )
            self.base()

    def winning_back(self) -> None:
        """The price of a leaver."""
        st.number_input(
            "To win back one who left",
            0.0,
            1e6,
            None,
            step=5.0,
            format="%.2f",
            **self.choices.control("missed"),
        )

    def base(self) -> None:
        """How many customers there are in all, and the currency."""
        st.number_input(
            "Customers in all", 100, 1_000_000_000, None, step=1000, **self.choices.control("customers")
        )
        self.sign()

    def sign(self) -> None:
        """The currency."""
        st.selectbox(
            "Currency",
            (OF_THE_CASE, *CURRENCIES),
            format_func=lambda sign: "as in the case" if sign == OF_THE_CASE else sign,
            **self.choices.control("currency"),
        )

    def _price_tag(self) -> str:
        missed, wasted = price(self.choices.missed, self.currency), price(self.choices.wasted, self.currency)
        return prose.plain(f"Prices: {missed} and {wasted}")

    def view(self, label: str, setting: str, views: Mapping[str, str]) -> str:
        """A row of names to choose from, for a step that can be looked at in several ways."""
        st.segmented_control(
            label,
            list(views),
            format_func=views.__getitem__,
            required=True,
            label_visibility="collapsed",
            **self.choices.control(setting),
        )
        return str(getattr(self.choices, setting))

    def moving(self, draw: Callable[[Step], None], every: float | None = None) -> None:
        """The part of a step that a slider moves: drawn here, and only this again at every move.

        With every, it is also drawn again after so many seconds, until the page runs as a whole.
        """
        st.fragment(_drawn, run_every=every)(draw, self)

    def show(self, chart: Chart) -> None:
        """The picture with its words and its caution."""
        picture.show(chart, key="picture")

    def folds(
        self,
        chart: Chart,
        code: str,
        terms: Sequence[str],
        technical: str = "technical",
        second: Chart | None = None,
        **blanks: object,
    ) -> None:
        """The technical name, the numbers and the way to do it yourself, folded away.

        terms are the names in core.words.GLOSSARY that this step uses, technical the prose about them,
        second another picture of the step whose numbers belong here too.
        """
        technical_name = _fold("The technical name", f"technical_{self.name}")
        if technical_name.open:
            with technical_name:
                self.say(technical, **blanks)
                lines = (
                    f"- **{term.plain}** ({term.technical}): {term.meaning}"
                    for term in map(GLOSSARY.__getitem__, terms)
                )
                st.markdown("\n".join(lines))
        numbers = _fold("The numbers", f"numbers_{self.name}")
        if numbers.open:
            with numbers:
                for shown, name in ((chart, self.name), (second, f"{self.name}_2")):
                    if shown is not None:
                        _numbers(shown, name)
        yourself = _fold("Do it yourself", f"code_{self.name}")
        if yourself.open:
            with yourself:
                st.markdown("Run this in the app's folder. It gives the number in the sentence above.")
                st.code(code, language="python")


def _drawn(draw: Callable[[Step], None], step: Step) -> None:
    """A part of a step, a problem with the table said in its place."""
    with step.choices.part(f"{draw.__module__}.{draw.__qualname__}"):
        try:
            draw(step)
        except TableProblem as problem:
            st.error(prose.plain(problem))
    step.choices.publish()


def _fold(label: str, name: str) -> Any:
    """A fold whose content is made and sent only while it is open: every slider move would send it again."""
    return st.expander(label, key=f"fold_{name}", on_change="rerun")


def _numbers(chart: Chart, name: str) -> None:
    """The table behind a picture, and the way to take it along."""
    numbers = chart.table
    st.dataframe(numbers, hide_index=True)
    st.download_button(
        "Download as CSV",
        safe_csv(numbers),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download {name}",
    )


def whole(value: Any) -> str:
    """A number as it would be typed into Python."""
    return repr(int(value)) if float(value).is_integer() else repr(float(value))
