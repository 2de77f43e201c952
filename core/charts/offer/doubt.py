"""Nobody knows how many leavers accept: how likely each share is, and what the best line earns there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from core.campaign import ExpectedProfit, MaximumProfit
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.offer.told import CENT, EACH
from core.charts.steps import QUIET, label
from core.words import TOGETHER, count, money, percent

LIKELY, EARNS = "How likely each share is", "What the best line earns there"
UPPER, LOWER = (0.64, 0.93), (0.0, 0.46)
LIKELIHOOD = "likelihood, highest = 1"
SHOWN = 1.35  # times the likeliest: room for a label
BELOW = 0.36  # of the height above nothing, kept below it for two labels


def acceptance(
    rates: np.ndarray,
    density: np.ndarray,
    best: np.ndarray,
    chosen_rate: float,
    found: ExpectedProfit,
    known: MaximumProfit,
    interval: tuple[float, float],
    currency: str,
) -> Chart:
    """How likely each acceptance rate is, above what the best line earns at it.

    rates, density, best: (k,) acceptance rates, how likely each is (any scale), and the profit per
    customer of the best line at each; chosen_rate is the middle one, found what the best lines earn on
    average, known what the best line earns at the middle one for sure, interval the rates that hold the
    truth nine times in ten.
    """
    points = _points(rates, density, best)
    return Chart(
        figure=_figure(points, chosen_rate, found, known, interval, currency, 460),
        narrow=_figure(points, chosen_rate, found, known, interval, currency, 500),
        words=_words(chosen_rate, found, known, interval, np.interp(interval, rates, best), currency),
        caution=(
            "It assumes we learn how many accept before we draw the line. So doubt can never lower the "
            "average below what the middle share earns; in life it can."
        ),
        numbers=lambda: pd.DataFrame(
            {"share who accept": rates, LIKELIHOOD: _relative(density), "best profit per customer": best}
        ),
    )


def _points(rates: np.ndarray, density: np.ndarray, best: np.ndarray) -> tuple[list[float], ...]:
    """Percents, heights (the highest 1) and money, rounded to what a screen can show."""
    percents = np.round(np.asarray(rates) * 100, 2)
    return percents.tolist(), np.round(_relative(density), 4).tolist(), np.round(best, 4).tolist()


def _relative(density: np.ndarray) -> np.ndarray:
    """(k,) how likely each share is, the likeliest 1."""
    return np.asarray(density) / (float(np.max(density)) or 1.0)


def _words(
    chosen_rate: float,
    found: ExpectedProfit,
    known: MaximumProfit,
    interval: tuple[float, float],
    ends: np.ndarray,
    currency: str,
) -> str:
    low, high = (count(100 * end) for end in interval)
    few, many = (_sum(end, currency) for end in ends)
    if low == high:
        fewer = f"Nine times in ten about {low} of 100 leavers accept: the best line earns {few}."
    elif few == many:
        fewer = f"Nine times in ten {low} to {high} of 100 leavers accept: the best line earns {few}."
    else:
        do = "does" if high == "1" else "do"
        fewer = (
            f"If {_accept(low)}, the best line earns {few}; if {high} {do}, {many}{EACH} (nine times in ten "
            "it lies between)."
        )
    return (
        f"{fewer} At exactly {count(100 * chosen_rate)} it earns {_sum(known.value, currency)}, on average "
        f"over your doubt {_sum(found.value, currency)}, if you learn the share before you draw the line. "
        f"{_foresight(found, currency)}"
    )


def _accept(low: str) -> str:
    if low == "0":
        return "none of 100 leavers accept"
    return f"only {low} of 100 leavers accept{'s' if low == '1' else ''}"


def _foresight(found: ExpectedProfit, currency: str) -> str:
    """What knowing nothing and knowing who leaves would earn, and how far the chances get between them."""
    ends = (
        f"Knowing nobody's chance earns {_sum(found.no_information, currency)}, knowing who leaves "
        f"{_sum(found.perfect, currency)}"
    )
    share = found.share_of_gain
    if share is None:
        return f"{ends}: there is nothing for a model to bring."
    return f"{ends}: the model brings {count(100 * share)} of every 100 in between."


def _sum(amount: float, currency: str) -> str:
    return money(amount, currency) if abs(amount) >= CENT else "nothing"


def _figure(
    points: tuple[list[float], ...],
    chosen_rate: float,
    found: ExpectedProfit,
    known: MaximumProfit,
    interval: tuple[float, float],
    currency: str,
    height: int,
) -> dict[str, Any]:
    percents, likely, best = points
    high = max(*best, found.value, known.value) * 1.1 or 1.0
    floor = -BELOW * high
    shape = layout(
        height,
        xaxis=axis(
            range=[0, 100], ticksuffix=f"{TOGETHER}%", tickfont=QUIET, nticks=6, anchor="y",
            title={"text": "share of leavers who accept", "font": QUIET},
        ),
        yaxis=axis(
            domain=list(LOWER), range=[floor, high], tickfont=QUIET, nticks=4, anchor="x",
            title={"text": f"profit per customer, {currency}", "font": QUIET},
        ),
        yaxis2=hidden_axis(domain=list(UPPER), range=[0, SHOWN], anchor="x"),
        shapes=_shapes(chosen_rate, found),
        annotations=_labels(chosen_rate, found, known, interval, floor, currency),
    )  # fmt: skip
    low, up = (100 * end for end in interval)
    return {
        "data": [
            _line(percents, likely, "y2", "$guess", fill="tozeroy"),
            _line([low, up], [1.12, 1.12], "y2", "$ink", mode="lines+markers"),
            _line(percents, best, "y", "$ink"),
            {
                "type": "scatter", "mode": "markers", "x": [100 * chosen_rate], "y": [known.value],
                "xaxis": "x", "yaxis": "y", "hoverinfo": "skip", "cliponaxis": False,
                "marker": {"color": "$caught", "symbol": "diamond", "size": 15,
                           "line": {"width": 2, "color": "$paper"}},
            },
        ],
        "layout": shape,
    }  # fmt: skip


def _line(
    x: list[float], y: list[float], yaxis: str, colour: str, mode: str = "lines", fill: str = "none"
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": mode, "x": x, "y": y, "xaxis": "x", "yaxis": yaxis, "hoverinfo": "skip",
        "fill": fill, "fillcolor": "$caught_fill", "line": {"color": colour, "width": 2.5},
        "marker": {"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": colour}},
    }  # fmt: skip


def _shapes(chosen_rate: float, found: ExpectedProfit) -> list[dict[str, Any]]:
    """The middle share through both panels, and the average and nothing across the lower one."""
    return [
        {"type": "line", "x0": 100 * chosen_rate, "x1": 100 * chosen_rate, "y0": 0, "y1": UPPER[1],
         "yref": "paper", "line": {"color": "$caught", "width": 2, "dash": "dot"}},
        {"type": "line", "x0": 0, "x1": 100, "y0": found.value, "y1": found.value,
         "line": {"color": "$guess", "width": 2, "dash": "dash"}},
        {"type": "line", "x0": 0, "x1": 100, "y0": 0, "y1": 0, "line": {"color": "$faint", "width": 2}},
    ]  # fmt: skip


def _labels(
    chosen_rate: float,
    found: ExpectedProfit,
    known: MaximumProfit,
    interval: tuple[float, float],
    floor: float,
    currency: str,
) -> list[dict[str, Any]]:
    """The names of the panels over them; the figures of the lower one in two rows below its zero."""
    middle = 50 * (interval[0] + interval[1])
    side = "left" if middle < 33 else "right" if middle > 67 else "center"
    at = {"left": 100 * interval[0], "right": 100 * interval[1], "center": middle}[side]
    likely = f"nine times in ten: {percent(interval[0])} to {percent(interval[1])}"
    sure = f"◆ at exactly {percent(chosen_rate)}: {money(known.value, currency)}"
    return [
        _title(LIKELY, 1.0),
        _title(EARNS, LOWER[1] + 0.09),
        {**label(at, 1.14, likely, "$ink", side, "bottom"), "yref": "y2", "xshift": 0},
        label(0, floor, f"- - on average: {money(found.value, currency)}", "$guess", "left", "bottom", 23),
        label(0, floor, sure, "$caught", "left", "bottom"),
    ]


def _title(text: str, y: float) -> dict[str, Any]:
    return {
        "x": 0, "y": y, "xref": "paper", "yref": "paper", "text": text, "showarrow": False, "xanchor": "left",
        "yanchor": "top", "font": {"size": 15, "color": "$ink"}, "bgcolor": "$paper",
    }  # fmt: skip
