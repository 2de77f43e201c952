"""Step: where are they? A map, bars and groups that answer one another; what is picked, in words."""

from __future__ import annotations

import hashlib

import streamlit as st

from core import geo
from core import linked as sums
from core.charts.chart import Chart
from core.linked import Picks
from core.segments import Segmentation
from core.words import count
from pages.segments import linked
from pages.segments.naming import names_of
from pages.segments.places import bring, placed
from pages.segments.rows import columns_of, grouped, k_of, python_columns, settle, warn
from pages.shared.prose import plain
from pages.shared.step import Step

BETS = {"patches": "In patches", "scattered": "Scattered over the map"}
TERMS = ("linked brushing", "spatial autocorrelation", "ecological fallacy")
SEEN = "when a hand last picked"
PICKED = rf"([0-9a-f]{{6}}~)?{sums.SPELLING}"  # what groups the picks are of, and the picks
CAUTION = (
    "What is picked is described, not explained: that two things go together in these rows does not say "
    "that one makes the other."
)


def draw(step: Step) -> None:
    settle(step)
    found, here = grouped(step), placed(step)
    rows = step.case.noun.many
    if here.board.drawing is None:
        step.say("lead_nowhere", rows=rows, k=count(found.k))
    else:
        step.say("lead", rows=rows, k=count(found.k))
        if _by_place(step, found):
            step.say("by_place", rows=rows)
        elif _bet(step, found):
            return
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


def _by_place(step: Step, found: Segmentation) -> bool:
    """Whether coordinates helped to make the groups: then they lie together by construction."""
    points = geo.places(step.case.table)
    used = {column.name for column in found.grid.columns}
    return points is not None and bool(used & {points.up, points.across})


def _bet(step: Step, found: Segmentation) -> bool:
    """The bet on how the groups lie; whether it is still open."""
    board = placed(step).board
    near = sums.patches(board.x, board.y, found.labels[board.rows])
    if near is None or not found.clear:
        return False
    if step.bet("guess_where", BETS, rows=step.case.noun.many):
        return True
    step.score("guess_where", _scored(step, near), "Bet again")
    return False


def _scored(step: Step, near: sums.Patches) -> str:
    bet = step.guessed("guess_where")
    same, chance = (f"{100 * share:.0f}" for share in near)
    truth = (
        f"They {'lie in patches' if near.together else 'are scattered'}: the nearest neighbour is in the "
        f"same group in {same} of 100 cases, by chance in {chance}."
    )
    if bet is None:
        return truth
    right = "Right. " if near.together == (bet == "patches") else ""
    return f"Your bet: {BETS[bet].lower()}. {right}{truth}"


def _mark(step: Step) -> str:
    """Which groups of which table picks are of, in a few signs."""
    told = f"{step.case.version} {columns_of(step)} {k_of(step)}"
    return hashlib.sha256(told.encode()).hexdigest()[:6]


def _picks(step: Step, k: int) -> Picks:
    """What is picked here; picks among other groups, or of another table, do not count."""
    mark, tilde, text = step.choices.picked.rpartition("~")
    if tilde and mark != _mark(step):
        return Picks()
    return placed(step).board.there(Picks.read(text), k)


def _told(step: Step) -> None:
    """The words of what is picked: drawn again when a hand has picked and rests."""
    found, board = grouped(step), placed(step).board
    names, picks = names_of(step, found), _picks(step, found.k)
    groups = found.labels[board.rows]
    rows = board.picked(picks, groups)
    words = sums.picked_words(board, picks, rows, found, names)

    def take(turn: int, text: str) -> None:
        st.session_state[SEEN] = turn
        picked = str(Picks.read(text))
        step.choices.set(picked=f"{_mark(step)}~{picked}" if picked else "")

    linked.tell(words, CAUTION, groups, names, str(picks), st.session_state.get(SEEN, 0), take)
    chart = Chart({}, {}, words, CAUTION, lambda: sums.picked_rows(board, rows, found, names))
    step.folds(chart, _code(step, picks), TERMS)


def _code(step: Step, picks: Picks) -> str:
    here = placed(step)
    lines = [
        "from dataclasses import replace",
        "from pathlib import Path\n",
        "from core import geo, linked, segments\n",
        f"found = segments.segment(table, {python_columns(step)}, {k_of(step)})",
        f"columns = {[one.column.name for one in here.board.bars]!r}",
        here.code.rstrip(),
        "board = linked.board(table, columns, columns, ('row', 'rows'), [], drawing, rows)",
        f"picks = linked.Picks.read({str(picks)!r})",
        "picked = board.picked(picks, found.labels[board.rows])",
        "print(picked.sum(), 'of', len(picked))",
    ]
    return step.case.code + "\n".join(lines) + "\n"
