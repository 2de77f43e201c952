"""Step: your decision: which model you sign, on what terms, and what you will watch."""

from collections import Counter

import streamlit as st

from core import costs, models, samples, steady
from core.charts.box.signed import signed as chart_of
from core.charts.box.signed_told import turns_in_words
from core.safe import visible
from core.words import MODEL_NAMES, MODEL_TERMS, capital, count, percent, price, the_model
from pages.black_box.pair import BEST, WIDTH, cutoff_of, when_scored
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.step import Step, whole

TICKS = r"(\d(,\d)*)?"  # places of the ticked lines
CONDITIONS = (
    "A person may overrule it, and writes down why",
    "The reasons for each verdict are kept with it",
    "The cut-off is written down, and who may change it",
    "Nobody acts on a push without a trial first",
    "A model we can read runs beside it",
    "We can fit it again ourselves",
)
WATCHED = (
    "Whether the chances are still honest",
    "What it saves beside the other model, in money",
    "Which columns push most, and whether that changes",
    "Mistakes by group, in money",
    "How many verdicts change when it is fitted again",
    "Whether the team can make all the contacts",
)
TERMS = ("paired comparison", "out-of-sample", "90 % confidence interval", "sensitivity analysis")


def draw(step: Step) -> None:
    step.say("lead")
    when_scored(step, models.NAMES, _scored)


def _scored(step: Step) -> None:
    step.moving(_shown)


def _shown(step: Step) -> None:
    case, sign = step.case, step.currency
    prepared = cached.prepared(case)
    chosen, other = _pair(step)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {BEST: "The cheapest at these prices", **{m: capital(n) for m, n in MODEL_NAMES.items()}}
        st.selectbox(
            "We sign", (BEST, *models.NAMES), format_func=names.__getitem__, width=WIDTH,
            **step.choices.control("signed"),
        )  # fmt: skip
        step.prices()
    found = costs.contest(case.table.y, prepared, models.READABLE, None, step.costs, chosen)
    chart = chart_of(found, other, step.choices.customers, sign)
    step.show(chart)
    st.subheader("What would change it", anchor=False)
    turning = cached.turning(case, chosen, other, step.costs)
    turns = turns_in_words(turning, chosen, other, step.costs.missed, sign)
    st.markdown(plain(turns))
    st.subheader("What you know of it", anchor=False)
    known = _known(step, chosen)
    st.markdown("\n".join(f"- {plain(line)}" for line in known))
    with st.container(horizontal=True):
        terms = _ticks(step, "On what terms?", "terms", CONDITIONS)
        watch = _ticks(step, "What will we watch?", "watched", WATCHED)
    st.subheader("Take it with you", anchor=False)
    memo = _memo(step, chosen, [chart.words, turns, *known], terms, watch, chart.caution)
    st.code(memo, language=None, wrap_lines=True)
    step.folds(chart, _code(step, chosen, other), (*TERMS, MODEL_TERMS[chosen]))


def _pair(step: Step) -> tuple[str, str]:
    """The model signed, and the one it is held against: the best of the other kind."""
    prepared = cached.prepared(step.case)
    chosen = {model: costs.choose(one, step.costs) for model, one in prepared.items()}

    def best(names: tuple[str, ...]) -> str:
        return costs.best_of({model: prepared[model] for model in names}, chosen).name

    signed = best(models.NAMES) if step.choices.signed == BEST else str(step.choices.signed)
    return signed, best(models.BLACK_BOXES if signed in models.READABLE else models.READABLE)


def _known(step: Step, model: str) -> list[str]:
    """What the steps before found out about the model: no more than is there already."""
    case, told = step.case, []
    if not case.own:
        refits = [part for test, part in cached.tested(case, model).items() if test.startswith("refit")]
        first = Counter(part["column"][0] for part in refits).most_common()
        shown = [f"“{visible(case.table.column(column).label)}” {count(times)}" for column, times in first]
        told.append(
            f"Fitted again {count(len(refits))} times, {the_model(model)} looks most at {shown[0]} times"
            + "".join(f", at {one}" for one in shown[1:])
            + "."
        )
        steadiness = steady.steadiness(model, cached.refitted_chances(case, model), cutoff_of(step, model))
        if steadiness.contacted > 0:
            told.append(
                f"Fitted again on customers drawn anew, {percent(steadiness.contested)} of its verdicts hang "
                "on the draw."
            )
    there = cached.fitted_now(case)
    if model in there:
        pages = there[model].weight.pages
        told.append(f"Printed, its numbers fill {count(pages)} {'page' if pages == 1 else 'pages'}.")
    told.append(
        "A person can check a verdict with a pencil."
        if model in models.READABLE
        else "Nobody can check a verdict with a pencil; an explanation is all there is."
    )
    return told


def _ticks(step: Step, label: str, setting: str, lines: tuple[str, ...]) -> list[str]:
    """Lines to tick; which are ticked is a row of places."""
    ticked = {int(place) for place in getattr(step.choices, setting).split(",") if place}
    with st.container(key=f"ticks_{setting}", width=430):
        st.markdown(f"**{label}**")
        for place, line in enumerate(lines):
            key = f"{step.lesson}.{setting}.{place}"
            st.session_state[key] = place in ticked
            st.checkbox(line, key=key, on_change=_tick, args=(step, setting, place, key))
    return [line for place, line in enumerate(lines) if place in ticked]


def _tick(step: Step, setting: str, place: int, key: str) -> None:
    ticked = {int(one) for one in getattr(step.choices, setting).split(",") if one}
    ticked = ticked | {place} if st.session_state[key] else ticked - {place}
    step.choices.set(**{setting: ",".join(map(str, sorted(ticked)))})


def _memo(step: Step, model: str, told: list[str], terms: list[str], watch: list[str], caution: str) -> str:
    table, sign = step.case.table, step.currency
    who = f"{samples.sheet(step.case.name)['title']} (simulated)" if table.simulated else table.source
    missed, wasted = price(step.costs.missed, sign), price(step.costs.wasted, sign)
    none = ["- (none ticked yet)"]
    return "\n".join(
        [
            f"We sign: {MODEL_NAMES[model]}.",
            f"Customers: {who}, {count(len(table.y))} in the table.",
            f"Prices: {missed} to win back one who left, {wasted} to contact one who would stay.",
            *told,
            "On these terms:",
            *([f"- {line}" for line in terms] or none),
            "We will watch:",
            *([f"- {line}" for line in watch] or none),
            f"What this does not say: {caution}",
        ]
    )


def _code(step: Step, chosen: str, other: str) -> str:
    prices = step.costs
    return step.case.code + (
        "from core import costs, models\n\n"
        f"prepared = {{name: costs.prepare(models.score(table, name)) for name in {(chosen, other)!r}}}\n"
        f"prices = costs.Costs(missed={whole(prices.missed)}, wasted={whole(prices.wasted)})\n"
        f"found = costs.contest(table.y, prepared, models.READABLE, None, prices, {chosen!r})\n"
        f"for name in {(chosen, other)!r}:\n"
        "    print(name, found.entry(name).worth.cost_per_customer, found.entry(name).ahead)\n"
    )
