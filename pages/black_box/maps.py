"""Each model's verdicts on two columns of the reader's choice, all other columns held at one customer."""

import streamlit as st

from core import verdicts
from core.charts.box import verdicts as charts
from core.words import count, the_model
from pages.black_box.pair import TICK, WIDTH, cutoff_of, pair_of, verdicts_of
from pages.black_box.rule import order
from pages.shared import cached
from pages.shared.choices import nearest
from pages.shared.questions import names
from pages.shared.step import Step, whole

TERMS = ("decision region", "threshold", "decision tree", "logistic regression", "support vector machine")


def draw(step: Step) -> None:
    if len(step.case.table.features) < 2:
        step.say("one_column")
        return
    _chosen(step)


def _chosen(step: Step) -> None:
    """The two columns and the customer; then the maps."""
    readable, box = pair_of(step)
    apart = verdicts_of(step, readable) != verdicts_of(step, box)
    step.say("maps", readable=the_model(readable), box=the_model(box), people=f"{100 * apart.mean():.1f}")
    labels, ordered = names(step.case.table), order(step)
    stops = list(range(len(ordered)))
    across = int(nearest(step.choices.across, stops))
    left = [stop for stop in stops if stop != across]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, setting, among in (("Across", "across", stops), ("Upwards", "up", left)):
            st.selectbox(
                label,
                among,
                format_func=lambda stop: labels[ordered[stop]],
                width=WIDTH,
                **step.choices.control(setting, among=among, mark=f".{across}" * (setting == "up")),
            )
        _held(step)
    fitted = cached.fitted(step.case)
    if fitted.finished:
        _maps(step)
    else:
        step.moving(_filling, every=TICK)


def _held(step: Step) -> None:
    """Whose other columns stay as they are."""
    rows = quarrelled(step)
    says = ["the typical customer", *(f"customer no. {count(row + 1)}, disputed" for row in rows)]
    stops = list(range(len(says)))
    st.selectbox(
        "All else as for",
        stops,
        format_func=says.__getitem__,
        width=WIDTH,
        **step.choices.control("held", among=stops),
    )


def quarrelled(step: Step) -> list[int]:
    """Row positions of the customers the two models disagree on most."""
    readable, box = pair_of(step)
    found = verdicts.contested(
        step.case.table.y, verdicts_of(step, readable), verdicts_of(step, box), step.costs
    )
    scores = cached.contenders(step.case)
    chances = scores[readable].probability, scores[box].probability
    return [int(row) for row in verdicts.most_telling(found, *chances)]


def _filling(step: Step) -> None:
    """The maps of the models that are fitted by now; once all are, the page stops looking."""
    fitted = cached.fitted(step.case)
    done = len(fitted.look())
    if fitted.finished:
        st.rerun()
    st.progress(done / fitted.pieces, text=f"Fitting the models: {done} of {fitted.pieces}.")
    if done:
        _maps(step)


def _maps(step: Step) -> None:
    table, ordered = step.case.table, order(step)
    stops = list(range(len(ordered)))
    across = int(nearest(step.choices.across, stops))
    up = int(nearest(step.choices.up, [stop for stop in stops if stop != across]))
    rows = quarrelled(step)
    held = rows[min(step.choices.held, len(rows)) - 1] if step.choices.held and rows else None
    columns = [table.features[ordered[place]].name for place in (across, up)]
    plane = cached.plane(step.case, columns[0], columns[1], held)
    chances = cached.maps(step.case, plane, cached.fitted_now(step.case))
    cutoffs = {model: cutoff_of(step, model) for model in chances}
    chart = charts.maps(plane, chances, cutoffs, pair_of(step))
    others = verdicts.held_in_words(table, plane.others, but=columns)
    if others:
        step.say(
            "held" if held is None else "held_one", others=others, who="" if held is None else count(held + 1)
        )
    step.show(chart)
    if cached.fitted(step.case).finished:
        step.folds(chart, _code(step, columns, held, cutoffs), TERMS, technical="technical_maps")


def _code(step: Step, columns: list[str], held: int | None, cutoffs: dict[str, float]) -> str:
    box = pair_of(step)[1]
    return step.case.code + (
        "from core import models, verdicts\n\n"
        f"plane = verdicts.plane(table, {columns[0]!r}, {columns[1]!r}, held={held})\n"
        f"fitted = models.fit(table, {box!r})\n"
        "chances = verdicts.chances_on(fitted, plane, trained_on=len(table.rows))\n"
        f"print((chances >= {whole(cutoffs[box])}).mean())\n"
    )
