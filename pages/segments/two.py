"""Two columns to look at: the controls that choose them."""

from __future__ import annotations

import streamlit as st

from core import segments
from core.words import count
from pages.segments.rows import MOST_GROUPS, USUAL, label_of, numbers
from pages.shared.choices import nearest
from pages.shared.prose import plain
from pages.shared.questions import WIDTH
from pages.shared.step import Step


def pair_of(step: Step) -> tuple[str, str]:
    """The two columns looked at: across and upwards."""
    found = numbers(step)
    places = list(range(len(found)))
    across = int(nearest(step.choices.across, places))
    up = int(nearest(step.choices.up, [place for place in places if place != across]))
    return found[across], found[up]


def choose_two(step: Step) -> None:
    """Controls for them."""
    found = numbers(step)
    places = list(range(len(found)))
    across = found.index(pair_of(step)[0])
    left = [place for place in places if place != across]
    for label, setting, among in (("Across", "across", places), ("Upwards", "up", left)):
        st.selectbox(
            label,
            among,
            format_func=lambda place: label_of(step, found[place]),
            width=WIDTH,
            **step.choices.control(
                setting, among=among, mark=f".{len(found)}" + f".{across}" * (setting == "up")
            ),
        )


def fold_two(step: Step) -> None:
    """The same controls, folded away."""
    both = " and ".join(label_of(step, column) for column in pair_of(step))
    with st.popover(plain(f"Columns: {both}"), key="two"):
        choose_two(step)


def rows_shown(step: Step) -> str:
    """How many rows are looked at, in words."""
    noun, rows = step.case.noun, len(step.case.table.rows)
    shown = len(segments.shown(rows))
    return noun.of(rows) if shown == rows else f"{count(shown)} of {noun.of(rows)}, drawn by lot"


def python_two(step: Step) -> str:
    """The points on the two columns, as Python."""
    return step.case.code + (
        "from core import segments\n\n"
        f"grid = segments.grid(table, {list(pair_of(step))!r})\n"
        "grid = grid.some(segments.shown(len(grid.values)))\n"
    )


def choose_cut(step: Step, least: int = 1) -> int:
    """A control for the number of groups on two columns."""
    among = list(range(least, MOST_GROUPS + 1))
    st.select_slider(
        "Number of groups",
        among,
        width=WIDTH,
        **step.choices.control("cut", among=among, mark=f".{least}", otherwise=cut_of(step, least)),
    )
    return cut_of(step, least)


def cut_of(step: Step, least: int = 1) -> int:
    """The number of groups on two columns: what the reader saw until they set another."""
    return max(least, int(step.choices.cut or step.guessed("guess_eye") or USUAL))
