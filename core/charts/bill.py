"""What doing nothing costs: who leaves out of a hundred, and the bills no model is needed for."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.charts.bars import Bar, bar_axes, bars, bill_table
from core.charts.chart import Chart, layout
from core.charts.people import ACROSS, dot_axes, dots, legend, out_of_hundred, ring
from core.costs import CONTACT_EVERYONE, DO_NOTHING, PERFECT, Costs, saving, share_range
from core.words import count, money, money_span, percent, price


def bill(y: np.ndarray, costs: Costs, customers: int, currency: str, guess: float | None = None) -> Chart:
    """The bill for doing nothing, per customer and for a base of `customers`, with its range.

    y is (n,) outcomes, 1 where the customer left; guess is the reader's leavers out of 100.
    """
    share = float(np.mean(y))
    low, high = share_range(share, len(y))
    everyone = saving(y, np.ones(len(y), dtype=bool), costs).cost_per_customer
    rows = [
        Bar(
            DO_NOTHING.capitalize(), share * costs.missed, "$missed", low * costs.missed, high * costs.missed
        ),
        Bar(CONTACT_EVERYONE.capitalize(), everyone, "$wasted"),
        Bar(PERFECT.capitalize(), 0.0, "$caught"),
    ]
    nothing = share * costs.missed
    words = (
        f"Of {count(len(y))} customers {count(np.sum(y))} left: {percent(share, 1)}. "
        f"At {price(costs.missed, currency)} for each one to win back, doing nothing costs "
        f"{money(nothing, currency)} per customer. For {count(customers)} customers that is "
        f"{money(nothing * customers, currency)}, give or take: "
        f"{money_span(low * costs.missed * customers, high * costs.missed * customers, currency)}."
    )
    caution = (
        "This is the bill of one period in the past. Next period other people leave, and the price to "
        "win one back is an average."
    )
    return Chart(
        figure=_figure(share, rows, currency, guess, wide=True),
        narrow=_figure(share, rows, currency, guess, wide=False),
        words=words,
        caution=caution,
        numbers=lambda: bill_table(rows, customers),
    )


def _figure(share: float, rows: list[Bar], currency: str, guess: float | None, wide: bool) -> dict[str, Any]:
    across = ACROSS if wide else 2 * ACROSS
    people = out_of_hundred({"left": share, "stayed": 1 - share})
    traces = dots(people, {"left": "left", "stayed": "stayed"}, across=across)
    if guess is not None:
        traces.append(ring(round(guess), f"your guess: {round(guess)}", across=across))
    unit = f"cost per customer, {currency}"
    if wide:
        shape = {
            **dot_axes((0.0, 0.36), (0.12, 1.0)),
            **bar_axes(rows, (0.56, 1.0), (0.12, 1.0), unit, "2"),
            **layout(400, legend=legend(0.1), showlegend=True),
        }
    else:
        shape = {
            **dot_axes((0.0, 1.0), (0.66, 1.0), across=across),
            **bar_axes(rows, (0.0, 1.0), (0.02, 0.46), unit, "2"),
            **layout(430, legend=legend(0.64), showlegend=True),
        }
    return {"data": traces + bars(rows, currency, "2"), "layout": shape}
