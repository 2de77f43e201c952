"""A reader's own trial: which column says who was contacted, and was it drawn by lot?"""

import streamlit as st

from core import uplift
from core.words import count, figure
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.step import Step

NONE = "No column says so"


def trial(step: Step) -> uplift.Trial | None:
    """The trial in the reader's file; None, with the reason on screen, where there is none."""
    table, choices = step.case.table, step.choices
    names = uplift.candidates(table)
    column = values = None
    with st.container(horizontal=True, vertical_alignment="bottom", key="brought"):
        labels = [NONE, *(table.column(name).label for name in names)]
        st.selectbox(
            "Which column says who was contacted?",
            range(len(labels)),
            format_func=labels.__getitem__,
            width=380,
            **choices.control("trial_column", most=len(names)),
        )
        place = min(choices.trial_column, len(names))
        if place:
            column = names[place - 1]
            found = table.rows[column].dropna().unique().tolist()
            values = sorted(found, key=lambda value: (_shown(value).lower() not in uplift.YES, str(value)))
            st.selectbox(
                "Which value means contacted?",
                range(len(values)),
                format_func=lambda at: _shown(values[at]),
                width=380,
                **choices.control("trial_value", most=len(values) - 1),
            )
    if column is None or values is None:
        step.say("choose_trial" if names else "no_trial")
        return None
    found = cached.own_trial(step.case, column, values[min(choices.trial_value, len(values) - 1)])
    contacted = int(found.treated.sum())
    step.say("arms", contacted=count(contacted), alone=count(len(found.treated) - contacted))
    _drawn_by_lot(step, found)
    return found


def _shown(value: object) -> str:
    return figure(value) if isinstance(value, float) else str(value)


def _drawn_by_lot(step: Step, trial: uplift.Trial) -> None:
    """A warning where the contacted differ from the others by more than chance."""
    found = cached.lottery(step.case, trial)
    if found.drawn:
        return
    telling = "the other columns"
    if found.most_telling is not None:
        telling = f"“{step.case.table.column(found.most_telling).label}”"
    st.warning(
        plain(
            f"The contacted do not look drawn by lot: {telling} tells them from those left alone more often "
            f"than chance allows (in {100 * found.auc:.0f} of 100 pairs, where chance allows "
            f"{100 * found.limit:.0f}). So a difference may come from who was chosen, and not from the offer."
        )
    )
