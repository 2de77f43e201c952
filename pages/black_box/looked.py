"""The model a step explains, and whom of the customers."""

import numpy as np
import streamlit as st

from core import cards, explain, models
from core.words import MODEL_NAMES, capital, count
from pages.black_box.maps import quarrelled
from pages.black_box.pair import BEST, WIDTH, pair_of
from pages.shared import cached
from pages.shared.choices import nearest
from pages.shared.prose import plain
from pages.shared.spoken import fact_line
from pages.shared.step import Step

CARDS, DISPUTED, SURPRISING = "cards", "disputed", "surprising"
FROM = {CARDS: "Twelve cards", DISPUTED: "The disputed", SURPRISING: "The most surprising"}
MOST_WHOM = 12  # customers in each list
ORDERED_BY = "forest"  # whatever model is explained, so that a link opens the same customer
NARROW = 220  # pixels of a control


def model_of(step: Step) -> str:
    """The model the reader wants explained; unless chosen, the best black box at these prices."""
    chosen = step.choices.looked
    return pair_of(step)[1] if chosen == BEST else str(chosen)


def choose_model(step: Step) -> None:
    """The control that says which model is explained."""
    names = {
        BEST: f"Best box: {MODEL_NAMES[pair_of(step)[1]]}",
        **{model: capital(name) for model, name in MODEL_NAMES.items()},
    }
    st.selectbox(
        "Explain",
        (BEST, *models.NAMES),
        format_func=names.__getitem__,
        width=WIDTH + 70,
        label_visibility="collapsed",
        **step.choices.control("looked"),
    )


def listed(step: Step) -> list[int]:
    """Row positions of the customers of the list the reader picks from; never empty."""
    made = {CARDS: _dealt, DISPUTED: _disputed, SURPRISING: _surprising}
    return made[step.choices.whom_from](step) or _dealt(step)


def _dealt(step: Step) -> list[int]:
    """Twelve of those who are explained already, the hardest to call first: there pushes meet."""
    table, chances = step.case.table, cached.contenders(step.case)[ORDERED_BY].probability
    dealt = cards.deal(table.y, explain.watched(table), 0)
    return [int(row) for row in dealt[np.argsort(np.abs(chances[dealt] - 0.5), kind="stable")]]


def _disputed(step: Step) -> list[int]:
    return quarrelled(step)[:MOST_WHOM]


def _surprising(step: Step) -> list[int]:
    """Who left against the chance the model gave when it had not seen them, or stayed against it."""
    found = cached.contenders(step.case)[model_of(step)]
    wrong = np.abs(found.y_true - found.probability)
    return [int(row) for row in np.argsort(-wrong, kind="stable")[:MOST_WHOM]]


def customer_of(step: Step) -> int:
    """The row position of the customer the reader picked."""
    rows = listed(step)
    return rows[int(nearest(step.choices.whom, range(len(rows))))]


def choose_customer(step: Step) -> None:
    """The controls that say who is explained: a list, its customers by number, and the same as cards."""
    rows, y = listed(step), step.case.table.y
    stops = list(range(len(rows)))
    says = [f"no. {count(row + 1)}, {'left' if y[row] else 'stayed'}" for row in rows]
    lists = step.choices.control("whom_from") | {"on_change": _other_list, "args": (step,)}
    people = step.choices.control("whom", among=stops, mark=f".{step.choices.whom_from}")
    people |= {"on_change": _other_customer, "args": (step, people["key"])}
    st.selectbox("Pick from", list(FROM), format_func=FROM.__getitem__, width=NARROW, **lists)
    # Another key once somebody is picked: so the cards close.
    with st.popover("See them", key=f"cards_{step.choices.whom_from}_{step.choices.whom}"):
        for place, row in enumerate(rows):
            with st.container(border=True, key=f"person_{place}"):
                st.markdown(f"**{plain(says[place])}**  \n{facts_of(step, row)}")
                if st.button(
                    "This one", key=f"take_{place}", on_click=step.choices.set,
                    kwargs={"whom": place, "changed": ""},
                ):  # fmt: skip
                    st.rerun()
    st.selectbox("Customer", stops, format_func=says.__getitem__, width=NARROW, **people)


def _other_list(step: Step) -> None:
    step.choices.set(whom_from=st.session_state[f"{step.lesson}.whom_from"], whom=0, changed="")


def _other_customer(step: Step, key: str) -> None:
    """Take over who was chosen, but for somebody on a list that has just been replaced."""
    chosen = st.session_state.get(key)
    if isinstance(chosen, int) and key.endswith(f".{step.choices.whom_from}"):
        step.choices.set(whom=chosen, changed="")
    elif not isinstance(chosen, int):
        st.session_state.pop(key, None)


def facts_of(step: Step, row: int) -> str:
    """A customer's card on one line, as markdown."""
    rows = step.case.table.rows
    return " · ".join(fact_line(fact, rows[fact.column.name].iloc[row]) for fact in cached.facts(step.case))
