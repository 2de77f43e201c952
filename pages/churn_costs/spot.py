"""Step: can you spot the leavers? Twelve real customers on cards, scored in money.

The reader marks who will leave; the tree and the black box face the same twelve, and everybody's
way of choosing is billed on all unseen customers.
"""

import numpy as np
import streamlit as st

from core import cards, models, trees
from core.cards import CARDS
from core.charts.cards import Rival, result
from core.charts.cards import cards as chart_of
from core.costs import WHOLE_PERCENTS, saving
from core.words import MODEL_NAMES, price
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.spoken import fact_line
from pages.shared.step import Step, whole

NOBODY = "0" * CARDS
MARKS = f"[01]{{{CARDS}}}"
MOST_DEALS = 1_000
TERMS = ("training set", "out-of-sample", "90 % confidence interval")


def draw(step: Step) -> None:
    step.moving(_game)


def _game(step: Step) -> None:
    table, choices = step.case.table, step.choices
    _, unseen = cached.parted(step.case)
    dealt = cards.deal(table.y, unseen, choices.deal)
    rivals = _rivals(step) if choices.spot_shown else {}
    facts = cached.facts(step.case)
    fewest, most = cards.leavers_dealt(table.y[unseen])
    step.say("lead", cards=len(dealt), facts=len(facts), fewest=fewest, most=most)
    if choices.spot_shown:
        st.markdown(f"**{plain(_verdict(step, dealt, rivals))}**")
    grid = st.grid(4, min_column_width=230, gap="small")
    for place, row in enumerate(dealt):
        with grid, st.container(border=True, key=f"card_{place}"):
            if choices.spot_shown:
                st.markdown(_outcome(step, place, bool(table.y[row])))
            else:
                _mark(step, place)
            st.markdown(
                "  \n".join(fact_line(fact, table.rows[fact.column.name].iloc[row]) for fact in facts)
            )
            if rivals:
                st.caption(
                    "  \n".join(f"{plain(name)}: {_does(contacts[row])}" for name, contacts in rivals.items())
                )
    _buttons(step)
    if choices.spot_shown:
        _score(step, unseen, dealt, rivals)


def _mark(step: Step, place: int) -> None:
    """The box to tick; a tick is one sign in the row of marks."""
    key = f"{step.lesson}.mark.{place}"
    st.session_state[key] = step.choices.marks[place] == "1"
    st.checkbox(f"Customer {place + 1} will leave", key=key, on_change=_flip, args=(step, place, key))


def _flip(step: Step, place: int, key: str) -> None:
    marks = list(step.choices.marks)
    marks[place] = "1" if st.session_state[key] else "0"
    step.choices.set(marks="".join(marks))


def _outcome(step: Step, place: int, left: bool) -> str:
    """What became of a customer, and what the reader's mark made of it."""
    costs, marked = step.costs, step.choices.marks[place] == "1"
    who = f"Customer {place + 1} {'left' if left else 'stayed'}"
    if left:
        price_of_it = plain(f"missed, {price(costs.missed, step.currency)}")
        return f"**✓ {who}**: you found them" if marked else f"**✗ {who}**: {price_of_it}"
    price_of_it = plain(f"wasted, {price(costs.wasted, step.currency)}")
    return f"**✗ {who}**: {price_of_it}" if marked else f"**○ {who}**: left in peace"


def _does(contacts: bool) -> str:
    return "contact" if contacts else "leave alone"


def _buttons(step: Step) -> None:
    take, shown = step.choices.set, step.choices.spot_shown
    others = {"deal": step.choices.deal % MOST_DEALS + 1, "marks": NOBODY, "spot_shown": False}
    with st.container(horizontal=True):
        look = {"spot_shown": True}
        if not shown and st.button("Show me", type="primary", on_click=take, kwargs=look, key="commit"):
            st.rerun()
        if st.button("Deal twelve others", on_click=take, kwargs=others, key="deal_again"):
            st.rerun()
        step.prices()


def _black_box(step: Step) -> str:
    return step.choices.model if step.choices.model in models.BLACK_BOXES else "boosting"


def _rivals(step: Step) -> dict[str, np.ndarray]:
    """Whom the tree and the black box contact: (n,) bool over the table, decided on practice customers."""
    costs, grown, box = step.costs, cached.tree(step.case), _black_box(step)
    by_tree = trees.whom(grown, grown.most, costs, models.feature_rows(step.case.table))
    practice, _ = cached.curves(step.case, box, costs)
    line = practice.cheapest_of(WHOLE_PERCENTS).threshold
    by_box = cached.scores(step.case, box).probability >= line
    return {"Tree": by_tree, f"Black box ({MODEL_NAMES[box]})": by_box}


def _own_score(step: Step, dealt: np.ndarray) -> cards.Score:
    marked = np.array([mark == "1" for mark in step.choices.marks[: len(dealt)]])
    return cards.play(step.case.table.y[dealt], marked, step.costs)


def _against(step: Step, dealt: np.ndarray, rivals: dict[str, np.ndarray]) -> list[Rival]:
    """Everybody else's score, on the cards and on all unseen customers."""
    y, costs = step.case.table.y, step.costs
    _, unseen = cached.parted(step.case)
    return [
        Rival(
            f"The {name[:1].lower()}{name[1:]}",
            cards.play(y[dealt], who[dealt], costs),
            saving(y[unseen], who[unseen], costs),
        )
        for name, who in rivals.items()
    ]


def _verdict(step: Step, dealt: np.ndarray, rivals: dict[str, np.ndarray]) -> str:
    """The first sentence of the picture, over the cards it is about."""
    score = _own_score(step, dealt)
    return result(score, cards.luck(score, step.costs), _against(step, dealt, rivals), step.currency)


def _score(step: Step, unseen: np.ndarray, dealt: np.ndarray, rivals: dict[str, np.ndarray]) -> None:
    """The picture, its words, and the folds."""
    y, costs = step.case.table.y, step.costs
    score = _own_score(step, dealt)
    against = _against(step, dealt, rivals)
    everyone = saving(y[unseen], np.ones(len(unseen), dtype=bool), costs)
    chart = chart_of(
        score,
        cards.luck(score, costs),
        cards.onward(score, y[unseen], costs),
        against,
        everyone,
        costs,
        step.currency,
    )
    step.show(chart)
    step.folds(chart, _code(step), TERMS)


def _code(step: Step) -> str:
    costs, choices = step.costs, step.choices
    marks = [int(mark) for mark in choices.marks]
    return step.case.code + (
        "from core import cards, costs, split\n\n"
        f"prices = costs.Costs(missed={whole(costs.missed)}, wasted={whole(costs.wasted)})\n"
        "_, unseen = split.halves(table.y)\n"
        f"dealt = cards.deal(table.y, unseen, {choices.deal})\n"
        f"marks = {marks}\n"
        "score = cards.play(table.y[dealt], marks[: len(dealt)], prices)\n"
        "print(score.cost, cards.luck(score, prices).as_well)\n"
    )
