"""What tells the groups of a table apart in every picture: a colour, a mark and a number."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.chart import text

SYMBOLS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "x",
    "star",
    "hexagon",
    "triangle-down",
    "pentagon",
    "bowtie",
)


def colour(group: int) -> str:
    """The name of a group's colour."""
    return f"$group{group % len(SYMBOLS)}"


def symbol(group: int) -> str:
    """The mark of a group's members."""
    return SYMBOLS[group % len(SYMBOLS)]


def called(group: int, names: Sequence[str], limit: int = 60) -> str:
    """A group's number and name, safe in a chart: "2 Bright towns"."""
    return text(f"{group + 1} {names[group]}", limit)
