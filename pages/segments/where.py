"""Step: where are they? A map, bars and groups that answer one another; what is picked, in words."""

from __future__ import annotations

import streamlit as st

from core import linked as sums
from core.charts.chart import Chart
from core.linked import Picks
from core.words import count, percent
from pages.segments import linked
from pages.segments.naming import names_of
from pages.segments.places import bring, placed
from pages.segments.rows import grouped, k_of, python_columns, settle, warn
from pages.shared.prose import plain
from pages.shared.step import Step

BETS = {"patches": "In patches", "scattered": "Scattered over the map"}
TERMS = ("linked brushing", "spatial autocorrelation", "ecological fallacy")
SEEN = "when a hand last picked"
CAUTION = (
    "What is picked is described, not explained: that two things go together in these rows does not say "
    "that one makes the other."
)


def draw(step: Step) -> None:
    settle(step)
    found = grouped(step)
    here = placed(step)
    step.say("lead" if here.board.drawing else "lead_nowhere", rows=step.case.noun.many, k=count(found.k))
    near = sums.patches(here.board.x, here.board.y, found.labels[here.board.rows])
    if near is not None and found.clear:
        if step.bet("guess_where", BETS, rows=step.case.noun.many):
            return
        step.score("guess_where", _scored(step, near), "Bet again")
    warn(step)
    if step.case.own:
        with st.container(horizontal=True, vertical_alignment="center"):
            bring(step)
            for note in here.notes:
                st.markdown(plain(note))
    if len(here.board.rows) < len(step.case.table.rows):
        step.say("some", shown=count(len(here.board.rows)), rows=step.case.noun.of(len(step.case.table.rows)))
    linked.show(here.board)
    step.moving(_told)


def _scored(step: Step, near: sums.Patches) -> str:
    bet = step.guessed("guess_where")
    truth = (
        f"The nearest neighbour on the map is in the same group in {percent(near.same)} of the cases; by "
        f"chance it would be {percent(near.chance)}."
    )
    if bet is None:
        return truth
    right = "Right. " if near.together == (bet == "patches") else ""
    return f"Your bet: {BETS[bet].lower()}. {right}{truth}"


def _told(step: Step) -> None:
    """The words of what is picked: drawn again when a hand has picked and rests."""
    found, board = grouped(step), placed(step).board
    names = names_of(step, found)
    picked = step.choices.picked
    picks = Picks.read(picked)
    groups = found.labels[board.rows]
    rows = board.picked(picks, groups)
    words = sums.picked_words(board, picks, rows, found, names)

    def take(turn: int, text: str) -> None:
        st.session_state[SEEN] = turn
        step.choices.set(picked=str(Picks.read(text)))

    linked.tell(words, CAUTION, groups, names, picked, st.session_state.get(SEEN, 0), take)
    chart = Chart({}, {}, words, CAUTION, lambda: sums.picked_rows(board, rows, found, names))
    step.folds(chart, _code(step), TERMS)


def _code(step: Step) -> str:
    board = placed(step).board
    picks = Picks.read(step.choices.picked)
    lines = [
        "from dataclasses import replace",
        "from pathlib import Path\n",
        "from core import geo, linked, segments\n",
        f"found = segments.segment(table, {python_columns(step)}, {k_of(step)})",
        f"columns = {[one.column.name for one in board.bars]!r}",
        placed(step).code.rstrip(),
        "board = linked.board(table, columns, columns, ('row', 'rows'), [], drawing, rows)",
        f"picks = linked.Picks.read({str(picks)!r})",
        "picked = board.picked(picks, found.labels[board.rows])",
        "print(picked.sum(), 'of', len(picked))",
    ]
    return step.case.code + "\n".join(lines) + "\n"
