"""Step: what does it look at? Pushes over everyone, all models side by side, one column, and the truth."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core import explain, models
from core.charts.chart import Chart
from core.charts.why.dependence import dependence
from core.charts.why.overview import overview
from core.charts.why.rankings import rankings
from core.charts.why.roles import roles
from core.safe import visible
from core.words import count, the_model
from pages.black_box.looked import choose_model, model_of
from pages.black_box.pair import TICK, WIDTH, choose_pair, pair_of, when_fitted, when_scored
from pages.shared import cached
from pages.shared.cached import Everyone
from pages.shared.choices import nearest
from pages.shared.prose import plain
from pages.shared.questions import names
from pages.shared.step import Step

VIEWS = {"everyone": "Everyone", "models": "All models", "column": "One column", "truth": "The truth"}
OTHER = "other"
LAST = "print(explain.importance(found).head())\n"
SURE = 1.645  # standard errors within which a push lies nine times in ten
TERMS = ("Shapley value", "feature importance", "base value", "training set")


def draw(step: Step) -> None:
    step.say("lead", customers=count(len(explain.watched(step.case.table))))
    cached.fitted_now(step.case)  # the next step needs the models themselves
    if step.choices.guess_looks is None and len(step.case.table.features) > 1:
        # The bet can be placed while the models are still being worked out.
        if len(cached.contenders(step.case)) == len(models.NAMES):
            choose_model(step)
            box = the_model(model_of(step))
        else:
            box = "the best black box"
        step.bet("guess_looks", _bets(step), box=box)
        return
    when_scored(step, models.NAMES, _scored)


def _scored(step: Step) -> None:
    views = {name: label for name, label in VIEWS.items() if name != "truth" or not step.case.own}
    view = step.view("What to look at", "looks_view", views)
    view = view if view in views else "everyone"
    if view in ("models", "truth"):
        choose_pair(step)
    elif view == "column":
        choose_model(step)
    DRAW[view](step)


def _bets(step: Step) -> dict[str, str]:
    """The columns a reader can bet on: those that tell most on their own, in the order of the table."""
    labels, features = names(step.case.table), [column.name for column in step.case.table.features]
    telling = sorted(features.index(fact.column.name) for fact in cached.facts(step.case))
    return {str(place): plain(labels[place]) for place in telling} | {OTHER: "Another column"}


def _scored_bet(step: Step, importance: pd.DataFrame) -> str:
    """How the bet turned out."""
    bet = step.guessed("guess_looks")
    if bet is None:
        return "You did not bet."
    ranked = list(importance["column"])
    features = [column.name for column in step.case.table.features]
    if bet == OTHER or int(bet) >= len(features):
        offered = [features[int(place)] for place in _bets(step) if place != OTHER]
        right = ranked[0] not in offered
        told = "Right: none of those on offer comes first." if right else "It was among those on offer."
        return f"Your bet: another column. {told}"
    place = ranked.index(features[int(bet)])
    told = "Right: it comes first." if place == 0 else f"It comes at place {place + 1} of {len(ranked)}."
    return f"Your bet: “{names(step.case.table)[int(bet)]}”. {told}"


def _when_explained(step: Step, asked: tuple[str, ...], shown: Callable[[Step], None]) -> None:
    """Draw once the customers are explained by every model named; until then say how far it is."""

    def parts() -> list[Everyone]:
        return [cached.everyone(step.case, model) for model in asked]

    def ready(step: Step) -> None:
        if all(part.done for part in parts()):
            step.moving(shown)
        else:
            step.moving(filling, every=TICK)

    def filling(step: Step) -> None:
        found = parts()
        done, wanted = sum(len(part.explained) for part in found), sum(part.wanted for part in found)
        if done == wanted:
            st.rerun()
        doing = f"Explaining: {count(done)} of {count(wanted)}. You can go on meanwhile."
        st.progress(done / wanted, text=doing)
        if len(found) == 1 and found[0].explained:
            step.show(_everyone_chart(step, found[0]))

    if step.case.own:
        when_fitted(step, asked, ready)
    else:
        ready(step)


def _everyone(step: Step) -> None:
    model = model_of(step)
    with st.container(horizontal=True, vertical_alignment="center"):
        choose_model(step)
        found = cached.everyone(step.case, model) if _fitted(step, model) else None
        if found is not None and found.done and len(step.case.table.features) > 1:
            st.markdown(plain(_scored_bet(step, explain.importance(found.explained))), width="content")
            if st.button("Bet again", on_click=step.choices.set, kwargs={"guess_looks": None}, key="again"):
                st.rerun()
    _when_explained(step, (model,), _everyone_shown)


def _fitted(step: Step, model: str) -> bool:
    """Whether the explanations of a model can be asked for yet."""
    return not step.case.own or model in cached.fitted_now(step.case)


def _everyone_chart(step: Step, found: Everyone) -> Chart:
    table = step.case.table
    return overview(found.explained, found.rows, table, model_of(step))


def _everyone_shown(step: Step) -> None:
    model = model_of(step)
    found = cached.everyone(step.case, model)
    chart = _everyone_chart(step, found)
    step.show(chart)
    left = max(one.error for one in found.explained)
    step.folds(
        chart, code(step, model), TERMS, technical="technical_everyone",
        orders=explain.ORDERS, background=explain.BACKGROUND, error=f"{100 * SURE * left:.1f}",
    )  # fmt: skip


def _importances(step: Step) -> dict[str, pd.DataFrame]:
    return {model: explain.importance(cached.everyone(step.case, model).explained) for model in models.NAMES}


def _models(step: Step) -> None:
    _when_explained(step, models.NAMES, _models_shown)


def _models_shown(step: Step) -> None:
    chart = rankings(_importances(step), step.case.table, pair_of(step))
    step.show(chart)
    step.folds(chart, _models_code(step), TERMS, technical="technical_models")


def _truth(step: Step) -> None:
    step.moving(_truth_shown)


def _truth_shown(step: Step) -> None:
    chart = roles(_importances(step), cached.roles(step.case), step.case.table, pair_of(step))
    step.show(chart)
    step.say("truth")
    terms = ("proxy", "causal effect", "Shapley value")
    step.folds(chart, _truth_code(step), terms, technical="technical_truth")


def _column(step: Step) -> None:
    _when_explained(step, (model_of(step),), _column_shown)


def _column_shown(step: Step) -> None:
    table, model = step.case.table, model_of(step)
    found = cached.everyone(step.case, model)
    ranked = list(explain.importance(found.explained)["column"])
    labels = dict(zip([column.name for column in table.features], names(table), strict=True))
    stops = list(range(len(ranked)))
    st.selectbox(
        "Column, the strongest first",
        stops,
        format_func=lambda stop: visible(labels[ranked[stop]]),
        width=WIDTH,
        **step.choices.control("pushed", among=stops, mark=f".{model}"),
    )
    column = ranked[int(nearest(step.choices.pushed, stops))]
    chart = dependence(found.explained, found.rows, column, table, model)
    step.show(chart)
    step.folds(chart, _column_code(step, model, column), TERMS, technical="technical_column")


def code(step: Step, model: str) -> str:
    """Lines that give the pushes of everyone."""
    return step.case.code + (
        "from core import explain, models\n\n"
        f"fitted = models.fit(table, {model!r})\n"
        f"found = explain.explain(fitted, table, explain.watched(table))\n{LAST}"
    )


def _column_code(step: Step, model: str, column: str) -> str:
    return code(step, model).replace(
        LAST,
        "from core.charts.why.dependence import dependence\n\n"
        "rows = models.feature_rows(table).iloc[explain.watched(table)]\n"
        f"chart = dependence(found, rows, {column!r}, table, {model!r})\n"
        "print(chart.words, chart.table, sep='\\n')\n",
    )


def _models_code(step: Step) -> str:
    return step.case.code + (
        "from core import explain, models\n\n"
        "for model in models.NAMES:\n"
        "    found = explain.explain(models.fit(table, model), table, explain.watched(table))\n"
        '    print(model, list(explain.importance(found)["column"])[:5])\n'
    )


def _truth_code(step: Step) -> str:
    return code(step, pair_of(step)[1]).replace(
        LAST,
        'pushes = explain.importance(found).set_index("column")["mean_abs_contribution"]\n'
        f'roles = {{one["name"]: one["role"] for one in samples.sheet({step.case.name!r})["columns"]}}\n'
        "print(pushes.groupby(roles).sum() / pushes.sum())\n",
    )


DRAW = {"everyone": _everyone, "models": _models, "column": _column, "truth": _truth}
