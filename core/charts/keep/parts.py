"""The budget as one bar in three parts: keep, win and left over, with the reader's guess above it."""

from __future__ import annotations

from typing import Any

from core.campaign import Split
from core.words import money, percent, price

KEEP, WIN, LEFT = "$caught", "$ink", "$rule"
LINE, ROW, BAR = 22, 26, 26  # pixels: a line of text, the guess, the bar
# the least share of the bar that has its name inside
INSIDE = {"keep": 0.16, "win": 0.14, "left over": 0.27}


def beside(text: str, colour: str, x: float, right: int, y: float, up: int, rise: str) -> dict[str, Any]:
    """A text placed in the whole picture (shares), moved by pixels."""
    return {
        "text": text, "xref": "paper", "yref": "paper", "x": x, "xshift": right, "xanchor": "left", "y": y,
        "yshift": up, "yanchor": rise, "showarrow": False, "font": {"size": 14, "color": colour},
    }  # fmt: skip


def budget_bar(split: Split, budget: float) -> list[dict[str, Any]]:
    """The budget as one bar in three parts, each with its name inside where there is room."""
    parts = [("keep", split.keep, KEEP), ("win", split.win, WIN), ("left over", split.unspent, LEFT)]
    return [
        {
            "type": "bar", "orientation": "h", "x": [money_in / budget if budget else 0.0], "y": [0],
            "width": 1,
            "text": [name if budget and money_in / budget >= INSIDE[name] else ""],
            "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
            "textfont": {"size": 14, "color": "$ink" if colour == LEFT else "$paper"},
            "marker": {"color": colour}, "hoverinfo": "skip", "xaxis": "x2", "yaxis": "y2",
        }
        for name, money_in, colour in parts
    ]  # fmt: skip


def named(split: Split, currency: str, wide: bool) -> list[dict[str, Any]]:
    """The three parts in money over the bar: beside each other, or on a phone below each other."""
    parts = [("keep", split.keep, KEEP), ("win", split.win, WIN), ("left over", split.unspent, "$faint")]
    notes = []
    for place, (name, money_in, colour) in enumerate(parts):
        x, down = ((0, 0.28, 0.6)[place], 0) if wide else (0, place * LINE)
        right = -44 if x == 0 else 0
        notes.append(beside(f"{name}: {_amount(money_in, currency)}", colour, x, right, 1, -down, "top"))
    return notes


def _amount(money_in: float, currency: str) -> str:
    return money(money_in, currency) if money_in else price(0, currency)


def guessed(guess: float) -> dict[str, Any]:
    """The reader's guess over the bar: the share of the budget for keeping."""
    return {
        "type": "scatter", "mode": "markers+text", "x": [guess], "y": [0.9], "cliponaxis": False,
        "text": [f"your guess: {percent(guess)}"],
        "textposition": "middle right" if guess < 0.5 else "middle left",
        "textfont": {"size": 14, "color": "$guess"}, "hoverinfo": "skip", "xaxis": "x2", "yaxis": "y2",
        "marker": {"color": "$guess", "symbol": "triangle-down", "size": 14,
                   "line": {"width": 2, "color": "$paper"}},
    }  # fmt: skip
