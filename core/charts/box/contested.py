"""The customers on whom two models differ: how many they are, who was right, and what it cost."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, NamedTuple

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout, text
from core.charts.people import ACROSS, dot_axes, dots, legend, out_of_hundred, ring
from core.safe import visible
from core.verdicts import Contested, about
from core.words import count, money

FATES = {"contested": "they disagree", "spared": "they agree"}
QUIET = {"size": 14, "color": "$faint"}
LINE, BAR = 20, 26  # pixels of a line of text and of a bar
LETTER = 7.2  # pixels of a letter
WIDEST = 900  # pixels from which the bars stand beside the dots


class Quarrel(NamedTuple):
    """Customers whom only one of the two contacts, and who all left or all stayed.

    contacts, other  who contacts them, who does not
    people           how many they are; price of the mistake, money per customer
    """

    contacts: str
    other: str
    left: bool
    people: int
    price: float


def contested(found: Contested, names: tuple[str, str], currency: str, guess: float | None = None) -> Chart:
    """A hundred customers, those they disagree on marked; beside them who was right about these.

    names  the two in the middle of a sentence: "the tree", "boosting"
    guess  the reader's customers out of 100 on whom they disagree
    """
    first, second = (visible(name, 60) for name in names)
    quarrels = _quarrels(found, first, second)
    return Chart(
        figure=_figure(found, quarrels, currency, guess, wide=True),
        narrow=_figure(found, quarrels, currency, guess, wide=False),
        words=_words(found, first, second, currency),
        caution=(
            "Being right more often is not the same as costing less: a missed leaver and a wasted contact "
            "have different prices."
        ),
        numbers=lambda: _table(quarrels),
        breakpoint=WIDEST,
    )


def _quarrels(found: Contested, first: str, second: str) -> list[Quarrel]:
    missed, wasted = found.costs.missed, found.costs.wasted
    return [
        Quarrel(first, second, True, found.first_only_left, missed),
        Quarrel(first, second, False, found.first_only_stayed, wasted),
        Quarrel(second, first, True, found.second_only_left, missed),
        Quarrel(second, first, False, found.second_only_stayed, wasted),
    ]


def _words(found: Contested, first: str, second: str, currency: str) -> str:
    both = f"{first[:1].upper()}{first[1:]} and {second}"
    everyone = "the only customer" if found.customers == 1 else f"all {count(found.customers)} customers"
    m = len(found.rows)
    if not m:
        return f"{both} say the same about {everyone}."
    right = int(found.first_right.sum())
    sides = [(first, right, found.first_cost), (second, m - right, found.second_cost)]
    (better, more, cheap), (worse, fewer, dear) = sorted(sides, key=lambda side: -side[1])
    whom = f"{count(m)} of {count(found.customers)} customers ({about(found.share)})"
    start = f"{both} disagree on {everyone if m == found.customers else whom}. "
    if m == 1:
        start += f"There, {better} was right. "
    elif more == fewer:
        start += f"On those, each was right {_times(more)}. "
    else:
        start += f"On those, {better} was right {_times(more)}, {worse} {_times(fewer)}. "
    if cheap == dear:
        return f"{start}The mistakes of either there cost {_amount(cheap, currency)}."
    return (
        f"{start}The mistakes of {better} there cost {_amount(cheap, currency)}, those of {worse} "
        f"{_amount(dear, currency)}."
    )


def _amount(cost: float, currency: str) -> str:
    return money(cost, currency) if cost else "nothing"


def _times(number: int) -> str:
    return {0: "never", 1: "once"}.get(number, f"{count(number)} times")


def _table(quarrels: list[Quarrel]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "who contacts": f"only {quarrel.contacts}",
                "what happened": "left" if quarrel.left else "stayed",
                "customers": quarrel.people,
                "who was right": quarrel.contacts if quarrel.left else quarrel.other,
                "what the other's mistake cost": quarrel.people * quarrel.price,
            }
            for quarrel in quarrels
        ]
    )


def _figure(
    found: Contested, quarrels: list[Quarrel], currency: str, guess: float | None, wide: bool
) -> dict[str, Any]:
    across = ACROSS if wide else 2 * ACROSS
    people = out_of_hundred({"contested": found.share, "spared": 1 - found.share})
    traces = dots(people, FATES, across=across)
    if guess is not None:
        traces.append(ring(round(guess), f"your guess: {round(guess)}", across=across))
    drawn, tall = _bars(quarrels, currency, int((WIDEST * 0.54 - 16 if wide else 320) / LETTER))
    below = 54  # the axis of the bars and its title
    if wide:
        height = max(430, tall + below + 16)
        whole = height - 16
        places = {
            **dot_axes((0.0, 0.36), (0.2, 1.0)),
            **_axes((0.46, 1.0), (1 - tall / whole, 1.0), tall, quarrels),
        }
        key = legend(0.07)
    else:
        crowd = 230  # the dots and their key
        height = crowd + tall + below + 16
        whole = height - 16
        places = {
            **dot_axes((0.0, 1.0), (1 - 160 / whole, 1.0), across=across),
            **_axes((0.0, 1.0), (below / whole, (below + tall) / whole), tall, quarrels),
        }
        key = {**legend(1 - 168 / whole), "entrywidthmode": "fraction", "entrywidth": 0.48}
    shape = {**places, **layout(height, legend=key, showlegend=True)}
    return {"data": traces + drawn, "layout": shape}


def _bars(quarrels: list[Quarrel], currency: str, letters: int) -> tuple[list[dict[str, Any]], int]:
    """The bars, each under the sentence it belongs to, and how many pixels they need from top to bottom."""
    on = {"xaxis": "x2", "yaxis": "y2", "hoverinfo": "skip", "showlegend": False}
    traces: list[dict[str, Any]] = []
    y = 0
    for place, quarrel in enumerate(quarrels):
        if place % 2 == 0:
            both = quarrel.people + quarrels[place + 1].people
            heading = f"Only {quarrel.contacts} contacts: {_customers(both)}"
            y = _write(traces, wrap(heading, letters), y + 4, on, bold=True)
        y = _write(traces, wrap(_sentence(quarrel, currency), letters), y, on)
        traces.append(
            {
                "type": "bar", "orientation": "h", "x": [quarrel.people], "y": [y + BAR / 2 - 2],
                "width": BAR - 8, "marker": {"color": "$caught" if quarrel.left else "$wasted"}, **on,
            }
        )  # fmt: skip
        y += BAR + (10 if place % 2 else 2)
    return traces, y


def _write(
    traces: list[dict[str, Any]], lines: list[str], y: int, on: dict[str, Any], bold: bool = False
) -> int:
    """Lines of text from the left edge, from y downwards; where they end."""
    shown = [f"<b>{text(line, 200)}</b>" if bold else text(line, 200) for line in lines]
    heights = [y + LINE * (line + 0.5) for line in range(len(lines))]
    traces.append(
        {
            "type": "scatter", "mode": "text", "x": [0] * len(lines), "y": heights, "text": shown,
            "textposition": "middle right", "textfont": {"size": 15, "color": "$ink"}, "cliponaxis": False,
            **on,
        }
    )  # fmt: skip
    return y + LINE * len(lines)


def _sentence(quarrel: Quarrel, currency: str) -> str:
    if not quarrel.people:
        return "Nobody left." if quarrel.left else "Nobody stayed."
    one = quarrel.people == 1
    if quarrel.left:
        missed = f"{quarrel.other[:1].upper()}{quarrel.other[1:]} missed {'this one' if one else 'them'}"
    else:
        missed = "A wasted contact" if one else "Wasted contacts"
    did = "left" if quarrel.left else "stayed"
    return f"{count(quarrel.people)} {did}. {missed}: {_amount(quarrel.people * quarrel.price, currency)}."


def _customers(number: int) -> str:
    return "nobody" if not number else f"{count(number)} customer{'s' * (number != 1)}"


def _axes(
    x: tuple[float, float], y: tuple[float, float], tall: int, quarrels: list[Quarrel]
) -> dict[str, Any]:
    most = max(quarrel.people for quarrel in quarrels) or 1
    return {
        "xaxis2": axis(
            domain=list(x),
            range=[0, 1.06 * most],
            title={"text": "customers they disagree on", "font": QUIET, "standoff": 4},
            tickfont=QUIET,
            showgrid=False,
            **({"dtick": 1} if most <= 5 else {"nticks": 5}),
            tickformat=",d",
            anchor="y2",
        ),
        "yaxis2": hidden_axis(domain=[max(place, 0) for place in y], range=[tall, 0], anchor="x2"),
    }
