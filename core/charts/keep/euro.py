"""The next euro: what it buys on either side, where it stops paying, and the budget in its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.campaign import ResponseCurve, Split, as_curve
from core.campaign.response import AnyCurve
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.keep.parts import BAR, KEEP, LINE, ROW, WIN, beside, budget_bar, guessed, named
from core.charts.keep.places import Label, Plot, Spot, placed
from core.words import count, money

STOP = "$missed"
POINTS = 81  # of a drawn curve
LEAST = 0.3  # of the money over which a curve falls to 1/e: less is never drawn
MARGIN = {"l": 54, "r": 10, "t": 8, "b": 56}


@dataclass(frozen=True)
class _Side:
    """One curve in money: spending in total, and what the next euro buys there."""

    name: str
    colour: str
    dash: str
    symbol: str
    curve: ResponseCurve
    people: float
    value: float
    spent: float
    first: float

    def buys(self, spent: float) -> float:
        return self.curve.slope(spent / self.people) * self.value if self.people else 0.0

    def curve_at(self, spent: np.ndarray) -> np.ndarray:
        """The same for (k,) spendings at once; the slope falls from its first value by a constant rate."""
        if not self.people:
            return np.zeros(len(spent))
        return self.buys(0.0) * np.exp(-self.curve.steepness / self.people * spent)

    @property
    def worth_spending(self) -> float:
        """Money in total until the next euro buys only a euro."""
        return self.people * self.curve.spend_where(1 / self.value) if self.first > 1 else 0.0


def next_euro(
    split: Split,
    retention_curve: AnyCurve,
    acquisition_curve: AnyCurve,
    people: tuple[float, float],
    values: tuple[float, float],
    budget: float,
    currency: str,
    guess: float | None = None,
) -> Chart:
    """What the next euro buys in keeping and in winning, and the split that follows.

    people are the customers and the prospects, values the money one kept and one won is worth, budget
    is money; guess is the share of the budget the reader would give to keeping, 0..1.
    """
    coin = "euro" if currency == "€" else "unit of money"
    sides = (
        _Side("keeping", KEEP, "solid", "circle", as_curve(retention_curve), people[0], values[0],
              split.keep, split.first_keep),
        _Side("winning", WIN, "dash", "diamond", as_curve(acquisition_curve), people[1], values[1],
              split.win, split.first_win),
    )  # fmt: skip
    traces = [*budget_bar(split, budget), *_curves(sides, _end(sides))]
    if guess is not None:
        traces.append(guessed(guess))
    return Chart(
        figure={"data": traces, "layout": _layout(split, sides, currency, coin, wide=True)},
        narrow={"data": traces, "layout": _layout(split, sides, currency, coin, wide=False)},
        words=_words(split, sides, budget, currency, coin),
        caution=(
            "The curves come from your answers and not from data, so there is no range: change an answer and "
            "see. A curve is a belief until somebody tests it."
        ),
        numbers=lambda: _table(sides),
    )


def _words(split: Split, sides: tuple[_Side, _Side], budget: float, currency: str, coin: str) -> str:
    keeping, winning = sides
    firsts = f"{money(keeping.first, currency)} in keeping and {money(winning.first, currency)} in winning"
    if budget <= 0:
        return f"There is no budget. The first {coin} would buy {firsts}, counted in customer value."
    whole = money(budget, currency)
    if not split.keep and not split.win:
        return (
            f"Nothing of {whole} should be spent: even the first {coin} buys no more than it costs, {firsts}."
        )
    bought = [
        f"{does} {_heads(number)}{than}"
        for does, number, spent, than in (
            ("keeps", split.saved, split.keep, " more than spending nothing"),
            ("wins", split.won, split.win, ""),
        )
        if spent
    ]
    brings = f"That {' and '.join(bought)}: {money(split.net_value, currency)} more than it costs."
    parts = " and ".join(f"{money(side.spent, currency)} to {side.name}" for side in sides if side.spent)
    if split.unspent:
        return (
            f"Of {whole}, {parts.replace(' to ', ' go to ', 1)}; {money(split.unspent, currency)} should "
            f"stay unspent, because every further {coin} would buy less than a {coin}. {brings}"
        )
    last = f"the last {coin} buys {money(split.next_euro, currency)} of customer value"
    if split.keep and split.win:
        return f"Of {whole}, {parts.replace(' to ', ' go to ', 1)}; {last} on either side. {brings}"
    only, other = (keeping, winning) if split.keep else (winning, keeping)
    rest = f"the first one for {other.name} would buy {money(other.first, currency)}"
    return f"All of {whole} goes to {only.name}: {last} there, and {rest}. {brings}"


def _heads(number: float) -> str:
    if number < 0.5:
        return "less than one customer"
    return f"{count(number)} customer{'s' * (round(number) != 1)}"


def _table(sides: tuple[_Side, _Side]) -> pd.DataFrame:
    """What the next euro buys after every twentieth of the money worth spending, and where the split is."""
    spendings = np.linspace(0, _end(sides), 21).tolist()
    rows = [
        {
            "side": side.name,
            "money spent": spent,
            "money per person": spent / side.people if side.people else 0.0,
            "next one buys": side.buys(spent),
            "in the split": spent == side.spent,
        }
        for side in sides
        for spent in sorted({*spendings, side.spent})
    ]
    return pd.DataFrame(rows)


def _end(sides: tuple[_Side, _Side]) -> float:
    """The right end of the picture: a bit beyond the most that is worth spending on either side."""
    there = [side for side in sides if side.first > 0]
    worth_it = [side for side in there if side.first > 1]
    paces = [side.people / side.curve.steepness for side in worth_it or there]
    most = max(side.worth_spending for side in sides)
    # where hardly anything is worth spending, enough of the curve to see that it falls
    return 1.12 * max(most, (LEAST if worth_it else 1.0) * max(paces, default=1.0))


def _layout(split: Split, sides: tuple[_Side, _Side], currency: str, coin: str, wide: bool) -> dict[str, Any]:
    """From the top: the parts in money, the guess, the budget's bar, and under it the curves."""
    above = (1 if wide else 3) * LINE  # pixels over the guess and the bar
    height = 460 if wide else 500
    inside = height - MARGIN["t"] - MARGIN["b"]
    bar_top = 1 - above / inside
    curves_top = bar_top - (ROW + BAR + 46) / inside
    right, top = _end(sides), 1.15 * max(1.5, *(side.first for side in sides))
    plot = Plot(560 if wide else 268, curves_top * inside, right, top)
    quiet = {"size": 14, "color": "$faint"}
    shape = layout(
        height,
        margin=MARGIN,
        barmode="stack",
        xaxis=axis(
            range=[0, right], anchor="y", tickfont=quiet, nticks=7 if wide else 4, exponentformat="B",
            title={"text": f"money spent on that side, {currency}", "font": quiet},
        ),
        yaxis=axis(
            domain=[0, curves_top], range=[0, top], anchor="x", tickfont=quiet, nticks=6, exponentformat="B",
            ticks="outside", ticklen=8, tickcolor="rgba(0,0,0,0)",
        ),
        xaxis2=hidden_axis(range=[0, 1], anchor="y2"),
        yaxis2=hidden_axis(domain=[bar_top - (ROW + BAR) / inside, bar_top], range=[-0.5, 1.5], anchor="x2"),
        shapes=[
            _across(1, STOP, "dash"),
            *([_across(split.next_euro, "$faint", "dot")] if _shown(split) else []),
        ],
    )  # fmt: skip
    title = f"what the next {coin} buys, {currency}"
    shape["annotations"] = [
        *_labels(split, sides, plot, currency, wide),
        beside(title, "$faint", 0, -44, curves_top, 8, "bottom"),
        *named(split, currency, wide),
    ]
    return shape


def _shown(split: Split) -> bool:
    """Whether the last euro has a line of its own: money is spent, and it is not the line at 1."""
    return (split.keep > 0 or split.win > 0) and split.next_euro > 1.001


def _across(y: float, colour: str, dash: str) -> dict[str, Any]:
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
            "line": {"color": colour, "width": 2, "dash": dash}}  # fmt: skip


def _curves(sides: tuple[_Side, _Side], right: float) -> list[dict[str, Any]]:
    """Each curve where somebody is there, then a dot on each where the split is."""
    on = {"type": "scatter", "hoverinfo": "skip"}
    there = [side for side in sides if side.first > 0]
    x = np.linspace(0, right, POINTS)
    lines = [
        {"mode": "lines", "x": x.tolist(), "y": side.curve_at(x).tolist(),
         "line": {"color": side.colour, "width": 3, "dash": side.dash}, **on}
        for side in there
    ]  # fmt: skip
    marks = [
        {"mode": "markers", "x": [side.spent], "y": [side.buys(side.spent)], "cliponaxis": False,
         "marker": {"color": side.colour, "size": 14, "symbol": side.symbol,
                    "line": {"width": 2, "color": "$paper"}}, **on}
        for side in there
    ]  # fmt: skip
    return lines + marks


def _labels(
    split: Split, sides: tuple[_Side, _Side], plot: Plot, currency: str, wide: bool
) -> list[dict[str, Any]]:
    """The names of the curves and of the two lines, clear of everything drawn."""
    lines = [plot.pixels([0, plot.right], [1, 1])]
    if _shown(split):
        lines.append(plot.pixels([0, plot.right], [split.next_euro] * 2))
    steps = np.linspace(0, 1, 61)
    labels = []
    for side in sides:
        if side.first <= 0:
            continue
        buys = side.curve_at(steps * plot.right)
        lines.append(plot.pixels(steps * plot.right, buys))
        dot = plot.pixels([side.spent], [side.buys(side.spent)])
        lines.append(dot + 9 * np.array([[-1, 0], [1, 0], [0, -1], [0, 1], [0, 0]]))
        spots = [
            Spot(share * plot.right, high, above, above)
            for share, high in zip(steps[2:50].tolist(), buys[2:50].tolist(), strict=True)
            for above in (True, False)
        ]
        labels.append(Label(side.name, side.colour, spots))
    stop = f"stop: {currency} 1 for {currency} 1"
    if wide and currency == "€":
        stop = "here a euro buys one euro: stop"
    labels.insert(0, Label(stop, STOP, _along(1, plot)))
    if _shown(split):
        last = f"last {'euro' if currency == '€' else 'one'}: {money(split.next_euro, currency)}"
        labels.insert(1, Label(last, "$faint", _along(split.next_euro, plot)))
    return placed(labels, plot, lines)


def _along(y: float, plot: Plot) -> list[Spot]:
    """Spots on a line across the picture, from its right end to the left, above it and below."""
    places = np.linspace(1, 0.4, 13).tolist()
    return [Spot(place * plot.right, y, False, above) for place in places for above in (True, False)]
