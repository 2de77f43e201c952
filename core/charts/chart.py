"""The Chart: picture, words, warning and numbers; none travels alone.

Figures are plain Plotly dictionaries. Colours are names such as "ink" or "missed" written as
"$ink"; `paint` turns them into the colours of the light or the dark theme.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from core.safe import label as text  # every label takes text from here

# (light, dark). Distinguishable in the three common kinds of colour blindness (after Okabe &
# Ito 2008), text colours at least 4.5:1 on the page, marks at least 3:1.
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14181f"),
    "panel": ("#f3f5f8", "#1f2630"),
    "ink": ("#1a2230", "#eef1f5"),
    "faint": ("#566174", "#a9b4c4"),
    "rule": ("#d5dbe4", "#3a4554"),
    "accent": ("#0b5cad", "#6db3f8"),
    "caught": ("#0b5cad", "#6db3f8"),
    "missed": ("#b3261e", "#ff8a7a"),
    "wasted": ("#8a5a00", "#f0b429"),
    "spared": ("#7a8798", "#66758a"),
    "guess": ("#7b3fa0", "#cf9df0"),
    "caught_fill": ("#dcebfa", "#17324d"),
    "spared_fill": ("#f3f5f8", "#1f2630"),
    "ask_fill": ("#ffffff", "#14181f"),
    # The groups of a table, the largest first; each has its own mark too (core/charts/groups/marks.py).
    "group0": ("#0b5cad", "#6db3f8"),
    "group1": ("#c2410c", "#ff9e6b"),
    "group2": ("#00795c", "#3fcf9f"),
    "group3": ("#8e3b9e", "#d79bf0"),
    "group4": ("#8a5a00", "#f0b429"),
    "group5": ("#2475a8", "#9bdcff"),
    "group6": ("#c2185b", "#ff8ab8"),
    "group7": ("#5b7a00", "#b7d65a"),
    "group8": ("#566174", "#a9b4c4"),
    "group9": ("#7b3f00", "#d9a17a"),
}

__all__ = ["COLOURS", "FONT", "Chart", "axis", "hidden_axis", "layout", "paint", "text"]

FONT = "'Source Sans', 'Segoe UI', Roboto, sans-serif"


@dataclass(frozen=True)
class Chart:
    """A picture that carries its words.

    figure   Plotly dictionary for a laptop or a projector
    narrow   the same for a phone (below `breakpoint` pixels)
    words    one or two sentences from the same result; also the picture's alternative text
    caution  one line: what this picture does not say
    numbers  makes the table behind the picture, when somebody asks for it
    """

    figure: dict[str, Any]
    narrow: dict[str, Any]
    words: str
    caution: str
    numbers: Callable[[], pd.DataFrame] = field(repr=False)
    breakpoint: int = 640

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the picture."""
        return self.numbers()


def layout(height: int, **more: Any) -> dict[str, Any]:
    """The look every picture shares; height in pixels."""
    return {
        "height": height,
        "font": {"family": FONT, "size": 15, "color": "$ink"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "dragmode": False,
        "hovermode": False,
        **more,
    }


def axis(**more: Any) -> dict[str, Any]:
    """An axis that cannot be dragged or zoomed, with quiet lines."""
    return {
        "fixedrange": True,
        "gridcolor": "$rule",
        "linecolor": "$rule",
        "zeroline": False,
        "automargin": True,
        **more,
    }


def hidden_axis(**more: Any) -> dict[str, Any]:
    """An axis that only places things."""
    return axis(visible=False, **more)


def paint(part: Any, theme: str = "light") -> Any:
    """A copy of a figure with colour names replaced by the colours of a theme."""
    if isinstance(part, dict):
        return {key: paint(value, theme) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [paint(value, theme) for value in part]
    if isinstance(part, str) and part.startswith("$") and part[1:] in COLOURS:
        return COLOURS[part[1:]][theme == "dark"]
    return part
