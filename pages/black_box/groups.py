"""Does a model treat groups alike? Its mistakes and their money, group by group."""

import streamlit as st

from core import costs, fairness
from core.charts.box.fairness import groups as chart_of
from core.safe import visible
from core.words import MODEL_NAMES, the_model
from pages.black_box.pair import WIDTH, pair_of
from pages.shared import cached
from pages.shared.choices import nearest
from pages.shared.step import Step, whole

TERMS = ("group fairness", "false negative", "false positive", "90 % confidence interval")


def draw(step: Step) -> None:
    columns = fairness.sensible(step.case.table)
    if not columns:
        step.say("no_groups")
        return
    step.moving(_shown)


def _shown(step: Step) -> None:
    table, choices = step.case.table, step.choices
    columns = fairness.sensible(table)
    stops = list(range(len(columns)))
    judged = dict(zip(("readable", "box"), pair_of(step), strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Groups by",
            stops,
            format_func=lambda stop: visible(table.column(columns[stop]).label),
            width=WIDTH,
            **choices.control("group", among=stops),
        )
        st.selectbox(
            "Whose mistakes",
            list(judged),
            format_func=lambda one: MODEL_NAMES[judged[one]].capitalize(),
            width=WIDTH,
            **choices.control("judged"),
        )
    column, model = columns[int(nearest(choices.group, stops))], judged[choices.judged]
    prepared = cached.prepared(step.case)[model]
    cutoffs = costs.choose(prepared, step.costs).cutoffs[prepared.place]
    found = fairness.by_group(
        cached.contenders(step.case)[model], fairness.grouping(table, column), step.costs, cutoffs
    )
    label = visible(table.column(column).label)
    chart = chart_of(fairness.arranged(found, table, column), label, step.currency, the_model(model))
    step.show(chart)
    step.folds(chart, _code(step, column, model), TERMS, technical="technical_groups", small=fairness.SMALL)


def _code(step: Step, column: str, model: str) -> str:
    prices = step.costs
    return step.case.code + (
        "from core import costs, fairness, models\n\n"
        f"scores = models.score(table, {model!r})\n"
        f"prices = costs.Costs(missed={whole(prices.missed)}, wasted={whole(prices.wasted)})\n"
        "prepared = costs.prepare(scores)\n"
        "cutoffs = costs.choose(prepared, prices).cutoffs[prepared.place]\n"
        f"found = fairness.by_group(scores, fairness.grouping(table, {column!r}), prices, cutoffs)\n"
        'print(found[["group", "missed", "wasted", "cost_per_customer"]])\n'
    )
