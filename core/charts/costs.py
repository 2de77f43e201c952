"""The cut-off: a hundred people as dots, and the bill of every cut-off with its minimum."""

from __future__ import annotations

from typing import Any

from core.charts.chart import Chart, layout
from core.charts.people import ACROSS, dot_axes, dots, out_of_hundred
from core.charts.steps import cutoff_axes, label, mark, people_legend, post, rule, steps
from core.costs import CostCurve, Decision, Line
from core.words import TOGETHER, money, percent

HIGHEST_DRAWN = 1.8  # times the do-nothing bill: dearer cut-offs leave the picture at its top


def cost_curve(
    curve: CostCurve, line: Line, currency: str, guess: float | None = None, limit: float | None = None
) -> Chart:
    """The cost curve of the practice customers with the reader's cut-off, in people and in money.

    guess is the cut-off the reader guessed (a chance); limit the share of customers the team can
    contact, if there is a limit.
    """
    chosen = line.practice
    parts = {
        "caught": chosen.caught,
        "missed": chosen.missed,
        "wasted": chosen.wasted,
        "spared": chosen.spared,
    }
    people, traces = out_of_hundred(parts), _traces(curve, line)
    return Chart(
        figure=_figure(curve, line, people, currency, guess, traces, wide=True),
        narrow=_figure(curve, line, people, currency, guess, traces, wide=False),
        words=_words(line, people, currency, limit),
        caution=(
            "You tune the line on the customers you see; others will cost more or less. And a contact that "
            "reaches a leaver counts as a customer saved, with a free offer: too kind."
        ),
        numbers=curve.table,
    )


def _words(line: Line, people: dict[str, int], currency: str, limit: float | None) -> str:
    chosen, cheapest = line.practice, line.cheapest
    if limit is not None and line.limited:
        moved = f"the line moves up to {_at(chosen)}" if chosen.contacted else "nobody can be contacted"
        start = f"Your team can contact {percent(limit, 1)} of customers, so {moved}: "
    else:
        start = f"With the line at {_at(chosen)}, "
    reached = people["caught"] + people["wasted"]
    story = (
        f"{reached} of 100 customers are contacted: {people['caught']} were about to leave, "
        f"{people['wasted']} would have stayed, and {people['missed']} leavers are missed. "
    )
    extra = chosen.cost_per_customer - cheapest.cost_per_customer
    if extra < 0.005:
        verdict = (
            f"That costs {money(chosen.cost_per_customer, currency)} per customer; no whole-percent line "
            "costs less. "
        )
    else:
        verdict = (
            f"That costs {money(chosen.cost_per_customer, currency)} per customer, "
            f"{money(extra, currency)} more than the cheapest line at {_at(cheapest)}. "
        )
    return (start + story + verdict).strip()


def _at(decision: Decision) -> str:
    return percent(decision.threshold) if decision.threshold <= 1 else "nobody"


def _figure(
    curve: CostCurve,
    line: Line,
    people: dict[str, int],
    currency: str,
    guess: float | None,
    traces: list[dict[str, Any]],
    wide: bool,
) -> dict[str, Any]:
    across = ACROSS if wide else 2 * ACROSS
    names = {
        "caught": "contacted, was leaving",
        "wasted": "contacted, would have stayed",
        "missed": "left, not contacted",
        "spared": "stayed, left in peace",
    }
    ordered = {fate: people[fate] for fate in names}
    if wide:
        dot_shape = dot_axes((0.0, 0.34), (0.27, 1.0), "2")
        shape = layout(450, legend=people_legend(0.25), showlegend=True)
        domain = ((0.46, 1.0), (0.0, 1.0))
    else:
        dot_shape = dot_axes((0.0, 1.0), (0.78, 1.0), "2", across)
        shape = layout(590, legend=people_legend(0.765), showlegend=True)
        domain = ((0.0, 1.0), (0.0, 0.55))
    top = _top(curve)
    shape |= dot_shape | cutoff_axes(*domain, (0, top), f"cost per customer, {currency}")
    shape["annotations"] = _labels(curve, line, top, currency, guess)
    shape["shapes"] = [
        rule(curve.do_nothing.cost_per_customer, "$missed"),
        *([post(guess, "$guess", "dot")] if guess is not None else []),
        *([post(line.practice.threshold, "$ink", "solid")] if line.practice.threshold <= 1 else []),
    ]
    return {"data": [*dots(ordered, names, "2", across), *traces], "layout": shape}


def _top(curve: CostCurve) -> float:
    highest = float(curve.total.max()) / curve.customers
    return min(highest, HIGHEST_DRAWN * curve.do_nothing.cost_per_customer) * 1.12 or 1.0


def _traces(curve: CostCurve, line: Line) -> list[dict[str, Any]]:
    """The curve as steps and the marked points."""
    return [
        steps(curve, curve.total),
        _mark(line.standard, "$faint", "circle", 10),
        _mark(line.cheapest, "$caught", "diamond", 15),
        _mark(line.practice, "$ink", "circle", 14),
    ]


def _mark(decision: Decision, colour: str, symbol: str, size: int) -> dict[str, Any]:
    return mark(decision.threshold, decision.cost_per_customer, colour, symbol, size)


def _labels(
    curve: CostCurve, line: Line, top: float, currency: str, guess: float | None
) -> list[dict[str, Any]]:
    nothing = curve.do_nothing.cost_per_customer
    everyone = curve.contact_everyone.cost_per_customer
    cheapest, chosen = line.cheapest, line.practice
    same = cheapest.threshold == chosen.threshold
    labels = [
        label(100, nothing, f"do nothing: {money(nothing, currency)}", "$missed", "right", "bottom"),
        label(100, 0, f"perfect foresight: {money(0, currency)}", "$faint", "right", "bottom"),
        label(
            min(cheapest.threshold, 1) * 100,
            cheapest.cost_per_customer,
            f"{'cheapest, and yours' if same else 'cheapest'}: {money(cheapest.cost_per_customer, currency)}",
            "$caught",
            "left" if cheapest.threshold < 0.55 else "right",
            "top",
            lift=-10,
        ),
    ]
    if everyone > top:
        labels.append(
            label(0, top, f"↑ contact everyone: {money(everyone, currency)}", "$wasted", "left", "top")
        )
    elif everyone > 0:
        labels.append(
            label(0, everyone, f"contact everyone: {money(everyone, currency)}", "$wasted", "left", "bottom")
        )
    standard = line.standard
    if standard.threshold != chosen.threshold and abs(cheapest.threshold - standard.threshold) > 0.06:
        usual = f"the usual 50{TOGETHER}%: {money(standard.cost_per_customer, currency)}"
        labels.append(label(50, standard.cost_per_customer, usual, "$faint", "left", "bottom", lift=20))
    if guess is not None:
        side = "left" if guess < 0.5 else "right"
        labels.append(label(guess * 100, top * 0.9, f"your guess: {percent(guess)}", "$guess", side, "top"))
    return labels
