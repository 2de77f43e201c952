"""Acting on a push: what the model promised for each action beside what the simulated truth answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.outline import wrapped
from core.charts.why.fitting import HATCHED, QUIET, Spot, note, room
from core.explain.acting import Acted
from core.safe import visible
from core.words import capital, count, money, money_span, price

BREAKPOINT = 760
AXIS = {True: BREAKPOINT - 40, False: 300}
LINES = {True: (84, 1), False: (32, 2)}  # letters of a line of an action's name, and lines
PITCH = {True: 92, False: 132}  # pixels from one action to the next
PROMISED, TRUE = "model’s promise", "simulated truth"
NOTHING = "do nothing"
SYMPTOM = {
    "stand-in": "The column it changes is only a symptom",
    "noise": "The column it changes has nothing to do with leaving",
}


def act(found: Sequence[Acted], currency: str, chosen: str | None, missed: float) -> Chart:
    """For each action the money per customer the model promised, and that in the simulated truth.

    chosen  name of the reader's action, "" for doing nothing, None (or an unknown name) for no choice
    missed  the price of a leaver; the amounts were reckoned with it
    ValueError without an action.
    """
    if not found:
        raise ValueError("There is no action to show.")
    return Chart(
        figure=_figure(found, currency, chosen, missed, wide=True),
        narrow=_figure(found, currency, chosen, missed, wide=False),
        words=_words(found, currency, chosen),
        caution=(
            "A push says what the model uses, never what would happen if we changed it. Only a trial tells "
            "that."
        ),
        numbers=lambda: _table(found),
        breakpoint=BREAKPOINT,
    )


def _words(found: Sequence[Acted], currency: str, chosen: str | None) -> str:
    best = max(found, key=lambda one: one.value)
    mine = next((one for one in found if one.action.name == chosen), None)
    if mine is not None:
        return (
            f"You chose: {_order(mine)}. {_compared(mine, currency)} {_why(mine)} "
            f"{_advice(best, mine, currency)}"
        )
    promised = max(found, key=lambda one: one.believed)
    start = "You chose to do nothing, which neither earns nor costs anything. " if chosen == "" else ""
    most = f"The model promised {'most ' * (len(found) > 1)}for “{visible(promised.action.name, 80)}”:"
    return (
        f"{start}{_compared(promised, currency, most)} {_why(promised)} {_advice(best, promised, currency)}"
    )


def _order(one: Acted) -> str:
    """The name of an action in the middle of a sentence; a name in capitals stays."""
    name = visible(one.action.name, 80)
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def _compared(one: Acted, currency: str, start: str = "The model promised") -> str:
    """What was promised, and what came of it."""
    promise = _sum(one.believed, currency, "a gain of", "a loss of", "neither gain nor loss")
    truth = _sum(one.value, currency, "earns", "loses", "neither earns nor loses anything")
    ranged = f" ({money_span(one.low, one.high, currency)})" if one.low < one.high else ""
    same = money(one.value, currency) == money(one.believed, currency)
    if same or one.low <= one.believed <= one.high:
        how = f"in truth it {truth}{ranged}, as promised"
    elif 0 < one.value < one.believed:
        how = f"in truth it {truth.replace('earns', 'earns only')}{ranged}"
    elif one.value > one.believed:
        how = f"in truth it does better: it {truth}{ranged}"
    else:
        how = f"in truth it {truth}{ranged}"
    return f"{start} {promise} per customer; {how}."


def _sum(amount: float, currency: str, gain: str, loss: str, none: str) -> str:
    told = money(abs(amount), currency)
    if told == money(0, currency):
        return none
    return f"{gain if amount > 0 else loss} {told}"


def _why(one: Acted) -> str:
    """Whom the action moves, and what the column it changes is."""
    action = one.action
    symptom = SYMPTOM.get(action.role, "")
    if action.kept == action.lost == 0:
        return f"{symptom}: not one customer stays because of it." if symptom else (
            "Not one customer stays because of it."
        )  # fmt: skip
    sides = [(n, verb) for n, verb in ((action.kept, "stay"), (action.lost, "leave")) if n]
    moved = [f"{count(n)} {verb}{'s' * (n == 1)}" for n, verb in sides]
    told = f"because of it {' and '.join(moved)}, of {count(action.customers)} customers"
    return f"{symptom}; {told}." if symptom else f"{capital(told)}."


def _advice(best: Acted, talked: Acted, currency: str) -> str:
    """Which action would have been best, or that none pays."""
    if money(max(best.value, 0.0), currency) == money(0, currency):
        return "No action pays: doing nothing is best."
    if best is talked or best.value == talked.value:
        return "No other action earns more."
    ranged = f", {money_span(best.low, best.high, currency)}" if best.low < best.high else ""
    return f"Best would be: {_order(best)}. It earns {money(best.value, currency)}{ranged}."


def _figure(
    found: Sequence[Acted], currency: str, chosen: str | None, missed: float, wide: bool
) -> dict[str, Any]:
    low, high = room([Spot(0.0), *(spot for one in found for spot in _spots(one, currency))], AXIS[wide])
    notes = [one for place, row in enumerate(found) for one in _texts(row, place, currency, chosen, wide)]
    nothing = f"{NOTHING}: {price(0, currency)}"
    if chosen == "":
        nothing = f"<b>{nothing} · your choice</b>"
    middle = "left" if -low < 0.35 * (high - low) else "right" if high < 0.35 * (high - low) else "center"
    notes.append(
        note(0, -0.95, nothing, middle, font={"size": 14, "color": "$guess" if chosen == "" else "$ink"})
    )
    unit = f"money per customer, {currency}" if wide else f"{currency} per customer"
    title = f"{unit}; a leaver costs {price(missed, currency)}"
    top, bottom = -1.2, len(found) - 0.4
    shape = layout(
        round(PITCH[wide] * (bottom - top)) + 58,
        barmode="overlay",
        margin={"l": 20, "r": 20, "t": 8, "b": 8},
        xaxis=axis(
            range=[low, high], tickfont=QUIET, nticks=6 if wide else 4, anchor="y",
            title={"text": title, "font": QUIET},
        ),
        yaxis=hidden_axis(range=[bottom, top], anchor="x"),
        shapes=[{"type": "line", "x0": 0, "x1": 0, "y0": -0.8, "y1": bottom,
                 "line": {"color": "$ink", "width": 2}}],
        annotations=notes,
    )  # fmt: skip
    return {"data": _traces(found), "layout": shape}


def _beyond(one: Acted) -> tuple[tuple[float, float, float], ...]:
    """For the promise and for the truth: the value, and the lowest and highest end of what is drawn."""
    return (
        (one.believed, min(one.believed, 0.0), max(one.believed, 0.0)),
        (one.value, min(one.low, 0.0), max(one.high, 0.0)),
    )


def _spots(one: Acted, currency: str) -> list[Spot]:
    """The ends of both bars, with the sum behind the end and the name on the other side of nothing."""
    spots = []
    for name, (value, low, high) in zip((PROMISED, TRUE), _beyond(one), strict=True):
        told, called = wide_in_pixels(money(value, currency)) + 16, wide_in_pixels(name) + 16
        left, right = (called, told) if value >= 0 else (told, called)
        spots += [Spot(low, left, 0), Spot(high, 0, right)]
    return spots


def _texts(one: Acted, place: int, currency: str, chosen: str | None, wide: bool) -> list[dict[str, Any]]:
    mine = one.action.name == chosen
    name = f"Your choice: {_order(one)}" if mine else visible(one.action.name, 80)
    lines = "<br>".join(f"<b>{line}</b>" for line in wrapped(name, *LINES[wide]))
    head = note(
        0, place - 0.36, lines, "left", xref="paper", yanchor="bottom", align="left",
        font={"size": 15, "color": "$guess" if mine else "$ink"},
    )  # fmt: skip
    texts = [head]
    for name, up, (value, low, high) in zip((PROMISED, TRUE), (-0.17, 0.17), _beyond(one), strict=True):
        told = money(value, currency)
        here, there = (high, low) if value >= 0 else (low, high)
        side, other = ("left", "right") if value >= 0 else ("right", "left")
        shift = 6 if value >= 0 else -6
        texts += [
            note(here, place + up, told, side, xshift=shift, font={"size": 15, "color": "$ink"}),
            note(there, place + up, name, other, xshift=-shift, font=QUIET),
        ]
    return texts


def _traces(found: Sequence[Acted]) -> list[dict[str, Any]]:
    """The promises (hatched), the truth (full, losses in their colour), and the ranges of the truth."""
    places = range(len(found))
    thick = {"type": "bar", "orientation": "h", "width": 0.28, "hoverinfo": "skip"}
    ranged = [(one.low, one.high, k + 0.17) for k, one in enumerate(found) if one.low < one.high]
    return [
        {
            **thick, "x": [one.believed for one in found], "y": [k - 0.17 for k in places],
            "marker": {"color": "$spared", "pattern": HATCHED | {"bgcolor": "$spared"}},
        },
        {
            **thick, "x": [one.value for one in found], "y": [k + 0.17 for k in places],
            "marker": {"color": ["$missed" if one.value < 0 else "$caught" for one in found]},
        },
        {
            "type": "scatter", "mode": "lines+markers", "hoverinfo": "skip",
            "x": [x for low, high, _ in ranged for x in (low, high, None)],
            "y": [y for _, _, at in ranged for y in (at, at, None)],
            "line": {"color": "$ink", "width": 2},
            "marker": {"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": "$ink"}},
        },
    ]  # fmt: skip


def _table(found: Sequence[Acted]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "action": visible(one.action.name),
                "the model promised, per customer": one.believed,
                "in truth, per customer": one.value,
                "lowest": one.low,
                "highest": one.high,
                "stay because of it": one.action.kept,
                "leave because of it": one.action.lost,
                "customers": one.action.customers,
            }
            for one in found
        ]
    )
