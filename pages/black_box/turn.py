"""Turn the verdict: the smallest change within what the firm can influence."""

import streamlit as st

from core import explain, samples
from core.charts.why.waterfall_told import chance_said
from core.safe import visible
from core.words import count, the_model
from pages.black_box.customer import explained, one, python_of, staircase, verdict
from pages.black_box.looked import customer_of, model_of
from pages.black_box.pair import cutoff_of
from pages.shared import cached
from pages.shared.questions import names
from pages.shared.step import Step

NEVER_TICKED = "no"  # the reader has not touched the list of what can be influenced
TICKED = rf"({NEVER_TICKED}|(\d{{1,3}}(,\d{{1,3}})*)?)"
MOST_TICKED = 6
TERMS = ("counterfactual explanation", "threshold")


def _ticked(step: Step) -> list[int]:
    """Places of the columns the firm can influence: the reader's, or what the data sheet of a sample says."""
    features = [column.name for column in step.case.table.features]
    if step.choices.ticked != NEVER_TICKED:
        chosen = dict.fromkeys(int(place) for place in step.choices.ticked.split(",") if place)
        return [place for place in chosen if place < len(features)][:MOST_TICKED]
    if step.case.own:
        return []
    return [features.index(name) for name in samples.sheet(step.case.name)["influence"]]


def draw(step: Step) -> None:
    """What the reader can influence, the smallest change in it, and the staircase after that."""
    table, model, here = step.case.table, model_of(step), customer_of(step)
    labels, key = names(table), f"{step.lesson}.ticked.{step.case.name}"
    st.session_state[key] = _ticked(step)
    st.multiselect(
        "What can you influence?",
        list(range(len(labels))),
        format_func=lambda place: visible(labels[place]),
        max_selections=MOST_TICKED,
        key=key,
        on_change=lambda: step.choices.set(ticked=",".join(map(str, st.session_state[key]))),
    )
    ready, threshold = cached.fitted_now(step.case)[model], cutoff_of(step, model)
    ticked = tuple(table.features[place].name for place in _ticked(step))
    row = one(step)
    if not ticked:
        step.say("nothing_ticked")
        step.show(staircase(step, explained(step, row), row))
        return
    found = cached.smallest_change(step.case, ready, here, ticked, threshold)
    after = row.assign(**{name: [value] for name, value in found.values.items()}).astype(row.dtypes)
    chart = staircase(step, explained(step, after, changed=True), after, tuple(found.values))
    now = verdict(float(ready.chances[here]), threshold)
    blanks = {"who": count(here + 1), "tried": count(found.tried), "verdict": now, "box": the_model(model)}
    if found.found:
        step.say(
            "turns" if found.exhaustive else "turns_perhaps",
            **blanks,
            change=explain.in_words(found, table, here),
            chance=chance_said(found.chance, 1),
            other=verdict(found.chance, threshold),
        )
    else:
        step.say("none_turns" if found.exhaustive else "none_found", **blanks)
    step.show(chart)
    code = python_of(step, "smallest_change", list(ticked))
    step.folds(chart, code, TERMS, technical="technical_turn")
