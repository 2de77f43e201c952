"""The worth of a customer: margins over the years against the cost of winning, and three ways to count."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from core.campaign import Mixed, balance, lifetime_value, margins_after, mixed, payback
from core.campaign.lifetime import BEFORE_RENEWAL, FIRST_IN_A_YEAR, FIRST_NOW
from core.charts.chart import Chart, axis, layout
from core.charts.keep.places import APART, TALL, Label, Plot, Spot, placed
from core.charts.keep.rows import Row, rows
from core.words import count, money, percent, price

FEWEST, MOST = 6, 30  # years drawn; twice the time until payback in between
POINTS = 121  # of the drawn curve
NAMES = {
    BEFORE_RENEWAL: "before a renewal",
    FIRST_NOW: "just won, pays now",
    FIRST_IN_A_YEAR: "just won, pays in a year",
}


def customer(
    margin: float, retention: float, discount: float, acquisition_cost: float, spread: float, currency: str
) -> Chart:
    """When a won customer has paid back, what one is worth, and how far the average customer misleads.

    margin is money per year, from 0 upwards; retention the share who stay another year; discount the
    rate per year; spread how much more often half of the customers stay than that, and how much less
    often the other half. Raises ValueError as `core.campaign.lifetime_value`.
    """
    back = payback(acquisition_cost, margin, retention)
    values = {variant: lifetime_value(margin, retention, discount, variant) for variant in NAMES}
    halves = (round(retention + spread, 12), round(retention - spread, 12))
    trap = mixed(margin, halves, (0.5, 0.5), discount, FIRST_NOW)
    told = [
        *(Row(NAMES[variant], value, "$caught") for variant, value in values.items()),
        Row("all stay like the average", trap.value_of_average, "$faint", gap=0.5),
        Row("half stay more, half less", trap.average_of_values, "$ink"),
    ]
    years = _years(back)
    traces = _curve(margin, retention, acquisition_cost, back, years)
    plots = (margin, retention, acquisition_cost, back, years, currency)
    return Chart(
        figure=_figure(plots, told, traces, wide=True),
        narrow=_figure(plots, told, traces, wide=False),
        words=(
            f"{_payback_words(margin, retention, acquisition_cost, back, currency)} "
            f"{_worth_words(values[FIRST_NOW], acquisition_cost, currency)} "
            f"{_trap_words(trap, spread, currency)}"
        ),
        caution=(
            "It takes for granted that the same share stays every year and that the margin never changes. "
            "Real customers who have stayed long tend to stay longer."
        ),
        numbers=lambda: _table(told, margin, retention, acquisition_cost, years),
        breakpoint=760,
    )


def _payback_words(margin: float, retention: float, cost: float, back: float, currency: str) -> str:
    if cost == 0:
        return "A customer won for nothing has nothing to pay back."
    won = f"customer won for {price(cost, currency)}"
    if math.isinf(back):
        total = money(margins_after(margin, retention, math.inf) if margin else 0.0, currency)
        return f"A {won} never pays back: all margins together bring no more than {total}."
    return f"Later money counted in full, a {won} has paid back after {_in_years(back)}."


def _in_years(periods: float) -> str:
    text = f"{periods:.1f}" if periods < 100 else count(periods)
    if text == "0.0":
        return "less than a month"
    text = text.removesuffix(".0")
    return f"{text} {'year' if text == '1' else 'years'}"


def _worth_words(value: float, cost: float, currency: str) -> str:
    if math.isinf(value):
        return "One is worth more than any sum, since nobody leaves and later money counts in full."
    worth = f"In today's money one is worth {money(value, currency)}"
    more = value - cost
    if cost == 0:
        return f"{worth}."
    if abs(more) < 0.005:
        return f"{worth}, just what winning one costs."
    return f"{worth}, {money(abs(more), currency)} {'more' if more > 0 else 'less'} than winning one costs."


def _trap_words(trap: Mixed, spread: float, currency: str) -> str:
    points = f"{round(100 * spread, 1):g} in 100"
    if spread <= 0 or trap.missing < 0.0005:
        return "If all stay alike, the average customer tells the truth."
    if math.isinf(trap.average_of_values):
        return f"If half stay {points} more often and half less, one such half is worth more than any sum."
    return (
        f"If half stay {points} more often and half less, one is worth "
        f"{money(trap.average_of_values, currency)}: the average customer hides "
        f"{percent(trap.missing)} of that."
    )


def _years(back: float) -> int:
    if not math.isfinite(back):
        return 2 * FEWEST
    return int(min(max(FEWEST, math.ceil(2 * back)), MOST))


def _table(told: list[Row], margin: float, retention: float, cost: float, years: int) -> pd.DataFrame:
    worths = [{"what": f"worth: {row.name}", "money": row.amount} for row in told]
    left = balance(cost, margin, retention, years - 1).tolist()
    balances = [
        {
            "what": f"margins of {year} {'year' if year == 1 else 'years'} less the cost of winning",
            "money": money_left,
        }
        for year, money_left in enumerate(left, start=1)
    ]
    return pd.DataFrame(worths + balances)


def _curve(margin: float, retention: float, cost: float, back: float, years: int) -> list[dict[str, Any]]:
    """The margins so far as a curve with a dot at every year, and the point of payback."""
    x = np.linspace(0, years, POINTS).tolist()
    on = {"type": "scatter", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    at_years = [0.0, *(balance(cost, margin, retention, years - 1) + cost).tolist()]
    traces: list[dict[str, Any]] = [
        {"mode": "lines", "x": x, "y": [margins_after(margin, retention, n) for n in x],
         "line": {"color": "$caught", "width": 3}, **on},
        {"mode": "markers", "x": list(range(years + 1)), "y": at_years,
         "marker": {"color": "$caught", "size": 7}, **on},
    ]  # fmt: skip
    if 0 < back <= years:
        traces.append(
            {"mode": "markers", "x": [back], "y": [cost], **on,
             "marker": {"color": "$ink", "size": 14, "symbol": "diamond",
                        "line": {"width": 2, "color": "$paper"}}}
        )  # fmt: skip
    return traces


Plotted = tuple[float, float, float, float, int, str]


def _figure(plots: Plotted, told: list[Row], traces: list[dict[str, Any]], wide: bool) -> dict[str, Any]:
    *_, years, currency = plots
    height = 430 if wide else 640
    inside = height - 8 - 56
    if wide:
        curve_y, bars_x, bars_y = (0.0, 1 - 26 / inside), (0.57, 1.0), (0.0, 1.0)
        curve_x, width, row_width = (0.0, 0.5), 320.0, 285.0
    else:
        curve_y, bars_x, bars_y = (0.0, 0.4), (0.0, 1.0), (0.54, 1.0)
        curve_x, width, row_width = (0.0, 1.0), 268.0, 268.0
    top = _top(plots)
    quiet = {"size": 14, "color": "$faint"}
    drawn, axes = rows(told, currency, bars_x, bars_y, row_width, "2")
    shape = layout(
        height,
        margin={"l": 54, "r": 10, "t": 8, "b": 56},
        xaxis=axis(
            domain=list(curve_x), range=[0, years * 1.02], anchor="y", tickfont=quiet, nticks=7,
            title={"text": "years since won", "font": quiet},
        ),
        yaxis=axis(
            domain=list(curve_y), range=[0, top], anchor="x", tickfont=quiet, nticks=5, exponentformat="B"
        ),
        shapes=[
            {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": plots[2], "y1": plots[2],
             "line": {"color": "$missed", "width": 2, "dash": "dash"}}
        ],
        **axes,
    )  # fmt: skip
    plot = Plot(width, (curve_y[1] - curve_y[0]) * inside, years * 1.02, top)
    shape["annotations"] = [
        *_labels(plots, plot),
        {"text": f"margins of one customer, {currency}", "xref": "paper", "yref": "paper", "x": 0,
         "xshift": -44, "xanchor": "left", "y": curve_y[1], "yshift": 5, "yanchor": "bottom",
         "showarrow": False, "font": quiet},
    ]  # fmt: skip
    return {"data": [*traces, *drawn], "layout": shape}


def _top(plots: Plotted) -> float:
    margin, retention, cost, _, years, _ = plots
    return 1.3 * max(margins_after(margin, retention, years), cost) or 1.0


def _labels(plots: Plotted, plot: Plot) -> list[dict[str, Any]]:
    """What the line and the point of payback are, clear of both."""
    margin, retention, cost, back, years, currency = plots
    x = np.linspace(0, years, POINTS).tolist()
    curve = plot.pixels(x, [margins_after(margin, retention, n) for n in x])
    lines = [curve, plot.pixels([0, plot.right], [cost, cost])]
    along = [
        *(Spot(place * plot.right, cost) for place in (0, 0.1, 0.2, 0.3)),
        *(Spot(place * plot.right, cost, False, above) for place in (1, 0.9, 0.8) for above in (True, False)),
    ]
    labels = [Label(f"to win one: {price(cost, currency)}", "$missed", along)]
    if 0 < back <= years:
        lines.append(plot.pixels([back], [cost]) + 9 * np.array([[-1, 0], [1, 0], [0, -1], [0, 1], [0, 0]]))
        higher = cost + (TALL + APART) * plot.top / plot.height  # left of payback the curve is below the line
        spots = [Spot(back, cost, True, False), Spot(back, higher, False), Spot(back, higher)]
        labels.append(Label(f"after {_in_years(back)}", "$ink", spots))
    elif back > years:
        text = "never pays back" if math.isinf(back) else f"paid back: {_in_years(back)}"
        spots = [
            Spot(place * plot.right, margins_after(margin, retention, place * years), False, above)
            for place in np.linspace(1, 0.4, 13).tolist()
            for above in (True, False)
        ]
        labels.append(Label(text, "$caught", spots))
    return placed(labels, plot, lines)
