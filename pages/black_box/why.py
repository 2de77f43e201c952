"""Step: why this customer? One waterfall, and three ways to ask what would turn the verdict."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core import explain, models, samples, verdicts
from core.charts.chart import Chart
from core.charts.why.waterfall import waterfall
from core.charts.why.waterfall_told import chance_said
from core.explain import Explanation
from core.safe import visible
from core.table import Column
from core.words import capital, count, percent, the_model
from pages.black_box.looked import choose_customer, choose_model, customer_of, facts_of, model_of
from pages.black_box.pair import WIDTH, cutoff_of, when_fitted, when_scored
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.questions import names
from pages.shared.step import Step, whole

VIEWS = {"why": "Why", "what_if": "Change the customer", "alike": "Someone alike", "turn": "Turn the verdict"}
TERMS = ("Shapley value", "base value", "threshold")
ROWS = 7  # steps of the staircase that keep their place while a slider moves
SLIDERS = 4  # columns that can be changed at first: those that push most
NEVER_TICKED = "no"  # the reader has not touched the list of what can be influenced
CHANGED = r"(\d{1,3}:\d{1,3}(,\d{1,3}:\d{1,3})*)?"  # places of columns and of values: no text of a file
GUESSED = r"[a-z]*(\.\d+\.\d)?"  # the customer a guess was about
TICKED = rf"({NEVER_TICKED}|(\d{{1,3}}(,\d{{1,3}})*)?)"
MOST_TICKED = 6


def draw(step: Step) -> None:
    step.say("lead")
    when_scored(step, models.NAMES, _scored)


def _scored(step: Step) -> None:
    model = model_of(step)
    if step.choices.guess_why is None:
        _choose(step)
        row = customer_of(step)
        with st.container(border=True, key="card"):
            st.markdown(facts_of(step, row))
        also = {"guess_of": _tag(step)}
        step.guess("guess_why", 0, 100, 10, who=count(row + 1), box=the_model(model), also=also)
        return
    view = step.view("What to look at", "why_view", VIEWS)
    _choose(step)
    if view == "why" and cached.shipped_explanation(step.case, model, customer_of(step)) is not None:
        cached.fitted_now(step.case)  # the other views need the model itself
        step.moving(_why)
    else:
        when_fitted(step, (model,), DRAW[view])


def _tag(step: Step) -> str:
    """Which customer, model and company a guess is about; nothing of somebody's own file."""
    case = "own" if step.case.own else step.case.name
    return f"{case}.{customer_of(step)}.{models.NAMES.index(model_of(step))}"


def _choose(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_model(step)
        choose_customer(step)


def _one(step: Step) -> pd.DataFrame:
    """The customer's own columns, (1, features)."""
    return models.feature_rows(step.case.table).iloc[[customer_of(step)]]


def _explained(step: Step, row: pd.DataFrame) -> Explanation:
    return cached.explanation(step.case, cached.fitted_now(step.case)[model_of(step)], row)


def _chart(step: Step, found: Explanation, row: pd.DataFrame, changed: tuple[str, ...] = ()) -> Chart:
    model = model_of(step)
    return waterfall(found, row, step.case.table, cutoff_of(step, model), model, changed)


# -- why -----------------------------------------------------------------------------------------


def _why(step: Step) -> None:
    row, here = _one(step), customer_of(step)
    found = cached.shipped_explanation(step.case, model_of(step), here) or _explained(step, row)
    guess = step.guessed("guess_why") if step.choices.guess_of == _tag(step) else None
    told = f"The model says {chance_said(found.prediction, 1)}."
    if guess is not None:
        told = f"Your guess: {percent(guess / 100)}. {told}"
    step.score("guess_why", told, "Guess this customer")
    model = model_of(step)
    chart = waterfall(
        found, row, step.case.table, cutoff_of(step, model), model,
        guess=None if guess is None else guess / 100,
    )  # fmt: skip
    step.show(chart)
    step.say("left" if step.case.table.y[here] else "stayed", who=count(here + 1))
    step.folds(
        chart, _code(step), TERMS, technical="technical_why",
        orders=explain.ORDERS, background=explain.BACKGROUND,
    )  # fmt: skip


# -- what if -------------------------------------------------------------------------------------


def _changes(step: Step) -> dict[int, int]:
    """Place of a column -> place of its new value among explain.grid()."""
    pairs = [pair.split(":") for pair in step.choices.changed.split(",") if pair]
    wide = len(step.case.table.features)
    return {int(column): int(value) for column, value in pairs if int(column) < wide}


def _values(step: Step, row: pd.DataFrame, name: str) -> list[Any]:
    """What a column can be changed into, the customer's own value among it, in order."""
    values = list(explain.grid(step.case.table, name))
    own = row[name].iloc[0]
    if pd.isna(own):
        return [None, *values]
    if step.case.table.column(name).kind == "number":
        return sorted({*values, own})
    return values if own in values else [own, *values]


def _at(values: list[Any], own: Any) -> int:
    return 0 if pd.isna(own) else values.index(own)


def _what_if(step: Step) -> None:
    table, row = step.case.table, _one(step)
    features = [column.name for column in table.features]
    first = [features.index(name) for name, _ in _explained(step, row).ranked[:SLIDERS]]
    changes = _changes(step)
    shown = [*first, *(place for place in changes if place not in first)]
    labels = names(table)
    after = row.copy()
    changed = []
    for place, value in changes.items():
        values = _values(step, row, features[place])
        cell = values[min(value, len(values) - 1)]
        if not _same(cell, row[features[place]].iloc[0]):
            after[features[place]] = pd.Series([cell], index=row.index, dtype=row[features[place]].dtype)
            changed.append(features[place])
    found, before, model = _explained(step, after), _explained(step, row), model_of(step)
    threshold = cutoff_of(step, model)
    step.say(
        "changed",
        who=count(customer_of(step) + 1),
        before=chance_said(before.prediction, 1),
        was=_verdict(before.prediction, threshold),
        after=chance_said(found.prediction, 1),
        is_now=_verdict(found.prediction, threshold),
    )
    _sliders(step, row, shown, labels)
    ranked = [features[place] for place in shown] + [name for name, _ in before.ranked]
    chart = waterfall(
        found, after, table, threshold, model, tuple(changed), before=before.prediction,
        order=list(dict.fromkeys(ranked))[: max(ROWS, len(shown))],
    )  # fmt: skip
    step.show(chart)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        others = [place for place in range(len(features)) if place not in shown]
        if others:
            _another(step, others, labels, row)
        if st.button("Back to the real customer", disabled=not changed, key="undo",
                     on_click=step.choices.set, kwargs={"changed": ""}):  # fmt: skip
            st.rerun()
    step.folds(chart, _code(step, {name: after[name].iloc[0] for name in changed}), TERMS,
               technical="technical_what_if")  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) or one == other


def _sliders(step: Step, row: pd.DataFrame, shown: list[int], labels: list[str]) -> None:
    """A control per column, from the smallest to the largest value in the table."""
    table, changes = step.case.table, _changes(step)
    grid = st.grid(2, min_column_width=270, gap="small")
    for place in shown:
        column = table.features[place]
        values = _values(step, row, column.name)
        if len(values) < 2:
            continue
        stops = list(range(len(values)))
        now = min(changes.get(place, _at(values, row[column.name].iloc[0])), len(values) - 1)
        key = f"{step.lesson}.changed.{customer_of(step)}.{place}"
        if st.session_state.get(key) != now:
            st.session_state[key] = now
        control: Any = st.select_slider if column.kind == "number" else st.selectbox
        with grid:
            control(
                plain(labels[place]),
                stops,
                format_func=_saying(column, values),
                key=key,
                on_change=_take,
                args=(step, place, key, _at(values, row[column.name].iloc[0])),
            )


def _saying(column: Column, values: list[Any]) -> Callable[[int], str]:
    return lambda stop: visible(verdicts.said(column, values[stop]))


def _take(step: Step, place: int, key: str, own: int) -> None:
    """Keep a moved control among the changes; back at the customer's own value it is no change."""
    changes = _changes(step) | {place: int(st.session_state[key])}
    told = {one: value for one, value in changes.items() if one != place or value != own}
    step.choices.set(changed=",".join(f"{one}:{value}" for one, value in told.items()))


def _another(step: Step, others: list[int], labels: list[str], row: pd.DataFrame) -> None:
    """A way to bring one more column among the controls."""
    key = f"{step.lesson}.another"
    st.session_state[key] = None

    def add() -> None:
        place = st.session_state[key]
        values = _values(step, row, step.case.table.features[place].name)
        own = _at(values, row.iloc[0, place])
        step.choices.set(changed=",".join(filter(None, [step.choices.changed, f"{place}:{own}"])))

    st.selectbox(
        "Another column", others, index=None, format_func=lambda place: visible(labels[place]),
        placeholder="Add a column", width=WIDTH, key=key, on_change=add,
    )  # fmt: skip


# -- someone alike -------------------------------------------------------------------------------


def _alike(step: Step) -> None:
    table, model, here = step.case.table, model_of(step), customer_of(step)
    ready = cached.fitted_now(step.case)[model]
    threshold = cutoff_of(step, model)
    found = cached.opposite(step.case, ready, here, threshold)
    chart = _chart(step, _explained(step, _one(step)), _one(step))
    if found is None:
        step.say("nobody_else", box=capital(the_model(model)))
    else:
        told = _side_by_side(step, found.differs, here, found.row)
        step.say(
            "alike",
            who=count(here + 1),
            other=count(found.row + 1),
            columns=count(len(found.differs)),
            all=count(len(table.features)),
            chance=chance_said(float(ready.chances[here]), 1),
            other_chance=chance_said(found.chance, 1),
            verdict=_verdict(found.chance, threshold),
        )
        st.dataframe(told, hide_index=True)
    step.show(chart)
    step.folds(chart, _code_of(step, "explain.nearest_opposite(fitted, table, {row}, {threshold})"),
               ("counterfactual explanation", "threshold"), technical="technical_alike")  # fmt: skip


def _side_by_side(step: Step, columns: Sequence[str], here: int, there: int) -> pd.DataFrame:
    """Two customers and their pushes, in points, column by column."""
    table, rows = step.case.table, models.feature_rows(step.case.table)
    found = {row: _explained(step, rows.iloc[[row]]).contributions for row in (here, there)}
    return pd.DataFrame(
        [
            {"": visible(table.column(name).label)}
            | {
                f"{what} {count(row + 1)}": told
                for row in (here, there)
                for what, told in (
                    ("customer", verdicts.said(table.column(name), rows[name].iloc[row])),
                    ("push of", _push(found[row][name])),
                )
            }
            for name in columns
        ]
    )


def _push(push: float) -> str:
    """ "+3.2", "−0.4", "none" """
    told = f"{100 * push:+.1f}".replace("-", "−")
    return "none" if told[1:] == "0.0" else told


def _verdict(chance: float, threshold: float) -> str:
    return "contact" if chance >= threshold else "leave alone"


# -- turning the verdict -------------------------------------------------------------------------


def _ticked(step: Step) -> list[int]:
    """Places of the columns the firm can influence: the reader's, or what the data sheet of a sample says."""
    features = [column.name for column in step.case.table.features]
    if step.choices.ticked != NEVER_TICKED:
        chosen = [int(place) for place in step.choices.ticked.split(",") if place]
        return [place for place in chosen if place < len(features)]
    if step.case.own:
        return []
    return [features.index(name) for name in samples.sheet(step.case.name)["influence"]]


def _turn(step: Step) -> None:
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
    row = _one(step)
    if not ticked:
        step.say("nothing_ticked")
        step.show(_chart(step, _explained(step, row), row))
        return
    found = cached.smallest_change(step.case, ready, here, ticked, threshold)
    after = row.assign(**{name: [value] for name, value in found.values.items()}).astype(row.dtypes)
    chart = _chart(step, _explained(step, after), after, tuple(found.values))
    now = _verdict(float(ready.chances[here]), threshold)
    blanks = {"who": count(here + 1), "tried": count(found.tried), "verdict": now, "box": the_model(model)}
    if found.found:
        step.say(
            "turns" if found.exhaustive else "turns_perhaps",
            **blanks,
            change=explain.in_words(found, table, here),
            chance=chance_said(found.chance, 1),
            other=_verdict(found.chance, threshold),
        )
    else:
        step.say("none_turns" if found.exhaustive else "none_found", **blanks)
    step.show(chart)
    call = f"explain.smallest_change(fitted, table, {{row}}, {list(ticked)!r}, {{threshold}})"
    step.folds(chart, _code_of(step, call), ("counterfactual explanation", "threshold"),
               technical="technical_turn")  # fmt: skip


# -- Python --------------------------------------------------------------------------------------


def _code(step: Step, values: dict[str, object] | None = None) -> str:
    row = f"row = models.feature_rows(table).iloc[[{customer_of(step)}]]\n"
    if values:
        row += f"row = row.assign(**{_plain(values)!r})\n"
    return step.case.code + (
        "from core import explain, models\n\n"
        f"fitted = models.fit(table, {model_of(step)!r})\n"
        f"{row}"
        "found = explain.explain(fitted, table, row)[0]\n"
        "print(found.base_value, found.ranked[:5], found.prediction)\n"
    )


def _code_of(step: Step, call: str) -> str:
    threshold = whole(cutoff_of(step, model_of(step)))
    return step.case.code + (
        "from core import explain, models\n\n"
        f"fitted = models.fit(table, {model_of(step)!r})\n"
        f"print({call.format(row=customer_of(step), threshold=threshold)})\n"
    )


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: value.item() if hasattr(value, "item") else value for name, value in values.items()}


DRAW = {"why": _why, "what_if": _what_if, "alike": _alike, "turn": _turn}
