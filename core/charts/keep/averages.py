"""Winning against keeping: what a customer costs on average, and what the last one costs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from core.campaign import Optimum
from core.charts.chart import Chart, layout
from core.charts.keep.rows import Row, rows
from core.words import money

KEEP, WIN = "$caught", "$ink"
TWO_DIGITS = 10  # a ratio above has no decimals


def claim(optimum: Optimum, currency: str) -> Chart:
    """The two average costs that people compare, and the two last costs that say where spending is right."""
    last_win = None if optimum.average_win is None else optimum.value
    last_keep = None if optimum.average_keep is None else optimum.value
    told = [
        Row("on average, one customer won", optimum.average_win, WIN),
        Row("on average, one customer kept", optimum.average_keep, KEEP),
        Row("the last customer won", last_win, WIN, gap=0.5),
        Row("the last customer kept", last_keep, KEEP),
    ]
    return Chart(
        figure=_figure(told, currency, 600),
        narrow=_figure(told, currency, 320),
        words=_words(optimum, currency),
        caution=(
            "An average is no reason for winning or for keeping, and none against it: it hides what the "
            "next customer costs."
        ),
        numbers=lambda: pd.DataFrame([{"what": row.name, "cost of one": row.amount} for row in told]),
    )


def _words(optimum: Optimum, currency: str) -> str:
    win, keep = optimum.average_win, optimum.average_keep
    worth = f"as much as the customer is worth, {money(optimum.value, currency)}"
    if win is None and keep is None:
        return "Here no spending pays: the first money for winning or for keeping buys no more than it costs."
    if win is None or keep is None:
        one, other, average = ("kept", "winning", keep) if win is None else ("won", "keeping", win)
        return (
            f"Here {other} is not worth any money. A customer {one} costs {money(average or 0.0, currency)} "
            f"on average, and the last one {worth}."
        )
    dear, cheap = ("win", "keep") if win >= keep else ("keep", "win")
    ratio = max(win, keep) / min(win, keep)
    times = f"{ratio:.0f}" if ratio >= TWO_DIGITS else f"{ratio:.1f}"
    compared = f"costs {times} times" if times != "1.0" else "costs the same as"
    return (
        f"An average {dear} {compared} an average {cheap}, and yet the last win and the last keep cost the "
        f"same, {worth}: that is where spending is right."
    )


def _figure(told: list[Row], currency: str, width: float) -> dict[str, Any]:
    traces, axes = rows(told, currency, (0.0, 1.0), (0.0, 1.0), width, "")
    return {"data": traces, "layout": layout(290) | axes}
