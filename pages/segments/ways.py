"""Step: other ways to look at the same rows, in the same colours: what stays, and what was the method's."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core import segments
from core.charts.groups.directions import directions
from core.charts.groups.family import family
from core.charts.groups.near import near
from core.charts.groups.parts import parts
from core.words import count, percent
from pages.segments.naming import names_of
from pages.segments.rows import choose_k, columns_of, grouped, k_of, python_columns, settle, stops, warn
from pages.shared import cached
from pages.shared.behind import TICK
from pages.shared.questions import WIDTH
from pages.shared.step import Step

VIEWS = {"family": "Family tree", "directions": "Two directions", "near": "Near points", "parts": "Mixtures"}


def draw(step: Step) -> None:
    noun = step.case.noun
    settle(step)
    step.say("lead", rows=noun.many, k=count(k_of(step)))
    if step.guess("guess_ways", 0, 100, 50, hundred=noun.of(100), k=count(k_of(step))).open:
        return
    warn(step)
    view = step.view("What to look at", "ways_view", VIEWS)
    if view == "near" and _places(step) is None:
        _near_controls(step)
        step.moving(_waiting, every=TICK)
    else:
        step.moving(DRAW[view])


def _family(step: Step) -> None:
    found = grouped(step)
    tree = cached.family(step.case, columns_of(step))
    among = [k for k in stops(step) if k <= len(tree.rows)]
    k = min(step.choices.cut_tree or found.k, among[-1])
    agree = segments.agreement(found, tree.rows, tree.cut(k))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.select_slider(
            "Cut the tree into",
            among,
            width=WIDTH,
            **step.choices.control("cut_tree", among=among, mark=f".{among[-1]}", otherwise=found.k),
        )
        if k == found.k:
            step.score("guess_ways", _scored(step, agree.same))
    chart = family(tree, found, k, agree, names_of(step, found), step.case.noun)
    step.show(chart)
    if k == found.k:
        _by_chance(step, "family")
    step.folds(
        chart, _code(step, f"tree = segments.family(found.grid)\n"
                     f"print(segments.agreement(found, tree.rows, tree.cut({k})))\n"),
        ("hierarchical clustering", "adjusted Rand index"), technical="technical_family",
    )  # fmt: skip


def _scored(step: Step, same: float) -> str:
    guess, hundred = step.guessed("guess_ways"), step.case.noun.of(100)
    truth = f"Of {hundred}, {100 * same:.0f} keep their group in the family tree."
    return truth if guess is None else f"Your guess: {count(guess)}. {truth}"


def _by_chance(step: Step, way: str) -> None:
    """The same agreement in a table in which there is nothing to find."""
    same = cached.by_chance(step.case, k_of(step), way, columns_of(step))
    step.say("by_chance", same=f"{100 * same:.0f}", hundred=step.case.noun.of(100))


def _directions(step: Step) -> None:
    choose_k(step)
    found = grouped(step)
    made = cached.directions(step.case, columns_of(step))
    chart = directions(found, made, segments.shown(len(found.labels)), names_of(step, found), step.case.noun)
    step.show(chart)
    step.folds(
        chart, _code(step, "made = segments.directions(found.grid)\n"
                     "print(made.share[:2], made.loadings[:, :2])\n"),
        ("principal component",), technical="technical_directions",
    )  # fmt: skip


def _places(step: Step) -> np.ndarray | None:
    """Where the near points lie; None while that is being worked out."""
    return cached.neighbours(step.case, step.choices.perplexity, step.choices.near_seed, columns_of(step))


def _near_controls(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_k(step)
        st.select_slider(
            "Neighbours that count",
            segments.PERPLEXITIES,
            width=WIDTH,
            **step.choices.control("perplexity", among=segments.PERPLEXITIES),
        )
        following = segments.SEEDS[(segments.SEEDS.index(step.choices.near_seed) + 1) % len(segments.SEEDS)]
        if st.button("Draw another", key="near_again", on_click=step.choices.set,
                     kwargs={"near_seed": following}):  # fmt: skip
            st.rerun()


def _waiting(step: Step) -> None:
    """Until the picture of near points is there."""
    if _places(step) is not None:
        st.rerun()
    st.progress(0.5, text="Laying out the points. You can go on meanwhile.")


def _near(step: Step) -> None:
    _near_controls(step)
    places = _places(step)
    if places is None:  # other settings: they have to be laid out first
        st.rerun()
    found = grouped(step)
    perplexity, seed = step.choices.perplexity, step.choices.near_seed
    rows = segments.shown(len(found.labels))
    kept = cached.kept_neighbours(step.case, perplexity, seed, columns_of(step))
    chart = near(found, rows, places, perplexity, kept, names_of(step, found), step.case.noun)
    step.show(chart)
    step.folds(
        chart, _code(step, "rows = segments.shown(len(found.labels))\n"
                     f"places = segments.neighbours(found.grid, rows, {perplexity}, {seed})\n"
                     "print(segments.kept_neighbours(found.grid.values[rows], places))\n"),
        ("t-SNE", "perplexity"), technical="technical_near",
    )  # fmt: skip


def _parts(step: Step) -> None:
    choose_k(step)
    found = grouped(step)
    made = cached.parts(step.case, found.k, columns_of(step))
    agree = segments.agreement(found, np.arange(len(found.labels)), made.strongest)
    chart = parts(found, made, agree, names_of(step, found), step.case.noun)
    step.show(chart)
    _by_chance(step, "parts")
    step.folds(
        chart, _code(step, f"made = segments.parts(found.grid, {found.k})\n"
                     "print(made.made_of, made.error)\n"),
        ("non-negative matrix factorisation",), technical="technical_parts", missed=percent(made.error),
    )  # fmt: skip


def _code(step: Step, more: str) -> str:
    return step.case.code + (
        "from core import segments\n\n"
        f"found = segments.segment(table, {python_columns(step)}, {k_of(step)})\n{more}"
    )


DRAW = {"family": _family, "directions": _directions, "near": _near, "parts": _parts}
