"""One object owns the choices of a lesson: it keeps them in the session and in the address.

A control that leaves the screen is forgotten by Streamlit, and so is its part of the address.
Here the values live in the session, every control is handed its value when it appears, and the
whole set is written to the address after each run. Nothing from an uploaded file is a setting.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

ON_SCREEN = "lesson on screen"
SKIPPED = "skip"
PAGE = "page"  # the part of a page that no control draws again by itself


@dataclass(frozen=True)
class Setting:
    """One thing a reader sets: its name in the address, its constant default, its spelling.

    read turns the address's text into a value and raises ValueError for nonsense.
    """

    name: str
    default: Any
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def number(name: str, default: float, low: float, high: float) -> Setting:
    """A number between low and high; a whole one if default is an int."""
    whole = isinstance(default, int)

    def read(text: str) -> float:
        value = float(text)
        if not math.isfinite(value) or not low <= value <= high:
            raise ValueError(text)
        return int(value) if whole else value

    return Setting(name, default, read, lambda value: f"{value:.12g}" if not whole else str(int(value)))


def option(name: str, default: str, options: Sequence[str]) -> Setting:
    """One of a fixed list of words."""

    def read(text: str) -> str:
        if text not in options:
            raise ValueError(text)
        return text

    return Setting(name, default, read)


def pattern(name: str, default: str, spelling: str) -> Setting:
    """A short text of our own making, spelt as the regular expression says; nothing a file holds."""

    def read(text: str) -> str:
        if not re.fullmatch(spelling, text):
            raise ValueError(text)
        return text

    return Setting(name, default, read)


def switch(name: str) -> Setting:
    """On or off; off unless the address says 1."""
    return Setting(name, False, lambda text: text == "1", lambda value: "1" if value else "0")


def guess(name: str, low: float, high: float) -> Setting:
    """A guess: None while it is open, SKIPPED, or the number the reader committed to."""

    def read(text: str) -> float | str:
        if text == SKIPPED:
            return SKIPPED
        value = float(text)
        if not math.isfinite(value) or not low <= value <= high:
            raise ValueError(text)
        return value

    return Setting(name, None, read, lambda value: value if value == SKIPPED else f"{value:.12g}")


def bet(name: str, options: Sequence[str]) -> Setting:
    """A bet: None while it is open, SKIPPED, or the one of these words the reader committed to."""
    return replace(option(name, SKIPPED, (SKIPPED, *options)), default=None)


def prices() -> tuple[Setting, ...]:
    """The two prices and the size of the base, for every lesson that bills."""
    return (
        number("missed", 80.0, 0, 1e6),
        number("wasted", 40.0, 0, 1e6),
        number("customers", 100_000, 100, 1_000_000_000),
    )


def nearest(value: float, among: Sequence[float]) -> float:
    """The one of these values that is closest; of two the first."""
    return min(among, key=lambda one: abs(one - value))


class Choices:
    """The choices of one lesson in one session.

    Values are read as attributes (choices.cutoff); controls are bound with `control`.
    """

    def __init__(self, lesson: str, settings: Sequence[Setting], always: str = "step") -> None:
        self._lesson = lesson
        self._settings = {setting.name: setting for setting in settings}
        self._always = always

    # -- the session's side ----------------------------------------------------------------

    @property
    def _memory(self) -> dict[str, Any]:
        name = f"choices of {self._lesson}"
        try:
            return st.session_state[name]
        except KeyError:
            shown = {"parts": [PAGE], "before": {}, "now": {}, "inside": {}}
            memory = {"values": self.defaults(), "address": None, "touched": False, "shown": shown}
            st.session_state[name] = memory
            return st.session_state[name]

    def defaults(self) -> dict[str, Any]:
        return {name: setting.default for name, setting in self._settings.items()}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._settings:
            raise AttributeError(name)
        return self._memory["values"][name]

    def set(self, **values: Any) -> None:
        """Set choices by hand (a button's callback)."""
        unknown = values.keys() - self._settings.keys()
        if unknown:
            raise KeyError(f"{self._lesson} has no setting {', '.join(sorted(unknown))}")
        self._memory["values"].update(values)
        self._memory["touched"] = True

    def start_over(self, keep: Sequence[str] = ()) -> None:
        """Back to the defaults, but for the named choices."""
        kept = {name: getattr(self, name) for name in keep}
        self.set(**{**self.defaults(), **kept})

    # -- the address's side ----------------------------------------------------------------

    def open(self) -> None:
        """Take over the address where it speaks: on arrival, and on the browser's Back.

        Whoever arrives without any of our names in the address keeps what the session holds.
        A run that a control started never reads the address: it may be one move behind.
        """
        memory = self._memory
        here = {name: st.query_params[name] for name in self._settings if name in st.query_params}
        arrived = st.session_state.get(ON_SCREEN) != self._lesson
        st.session_state[ON_SCREEN] = self._lesson
        shown = memory["shown"]
        shown.update(parts=[PAGE], before={} if arrived else shown["now"], now={})
        moved = bool(here) if arrived else here != memory["address"]
        if moved and not memory["touched"]:
            memory["values"] = {**self.defaults(), **self._understood(here)}

    def _understood(self, address: dict[str, str]) -> dict[str, Any]:
        values = {}
        for name, text in address.items():
            try:
                values[name] = self._settings[name].read(text)
            except ValueError:
                continue
        return values

    def address(self) -> dict[str, str]:
        """Every choice that is not at its default, and always the step."""
        values = self._memory["values"]
        return {
            name: setting.write(values[name])
            for name, setting in self._settings.items()
            if name == self._always or values[name] != setting.default
        }

    def publish(self) -> None:
        """Write the choices to the address, once, at the end of a run."""
        memory, address = self._memory, self.address()
        here = {name: st.query_params[name] for name in self._settings if name in st.query_params}
        if here != address:
            others = {name: text for name, text in st.query_params.items() if name not in self._settings}
            st.query_params.from_dict({**others, **address})
        memory["address"] = address
        memory["touched"] = False

    # -- the controls' side ----------------------------------------------------------------

    def control(
        self,
        name: str,
        most: float | None = None,
        among: Sequence[float] = (),
        mark: str = "",
        otherwise: Any = None,
    ) -> dict[str, Any]:
        """Keyword arguments that bind a control to a choice: key, on_change, args.

        most is the highest value this control can show; a higher choice is kept but shown as most.
        among are the only values it can show; another choice is kept but shown as the nearest.
        otherwise is what it shows while the choice is at its default.
        mark tells apart controls of one choice whose options differ, so that none inherits another's.
        """
        key = f"{self._lesson}.{name}{mark}"
        value = self._memory["values"][name]
        if otherwise is not None and value == self._settings[name].default:
            value = otherwise
        if most is not None:
            value = min(value, most)
        if among:
            value = nearest(value, among)
        self.hand(key, value)
        return {"key": key, "on_change": self._take, "args": (name, key)}

    def hand(self, key: str, value: Any) -> None:
        """Hand a control its value: where it differs, and where the control has just come on screen.

        A control that comes back is mounted anew with its own default, while Streamlit still knows the value
        it was last handed and would not send it again.
        """
        shown = self._memory["shown"]
        part = shown["parts"][-1]
        new = key not in shown["before"].get(part, ()) and key not in shown["now"].get(part, ())
        shown["now"].setdefault(part, set()).add(key)
        if new or key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """While a part of the page is drawn that can also be drawn again by itself."""
        shown = self._memory["shown"]
        parts, now = shown["parts"], shown["now"]
        if name in now:  # drawn again by itself: what it and the parts inside it held is still on screen
            for part in (name, *shown["inside"].get(name, ())):
                shown["before"][part] = now.pop(part, set())
        now[name] = set()
        for around in parts:
            shown["inside"].setdefault(around, set()).add(name)
        parts.append(name)
        try:
            yield
        finally:
            parts.pop()

    def _take(self, name: str, key: str) -> None:
        """Take over what a control sent, if the address could have said it too."""
        value, setting = st.session_state[key], self._settings[name]
        try:
            self.set(**{name: setting.read(setting.write(value))})
        except (ValueError, TypeError):  # emptied, or not among the options: what was set stays set
            del st.session_state[key]
