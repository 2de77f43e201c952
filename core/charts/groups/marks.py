"""What tells the groups of a table apart in every picture: a colour, a mark and a number."""

from __future__ import annotations

from collections.abc import Sequence

from core.safe import visible

LONGEST = 60  # letters of a name

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


def called(group: int, names: Sequence[str]) -> str:
    """A group's number and name on one line: "2 Bright towns", "Group 2" where it has no name."""
    name, plain = visible(names[group], LONGEST), f"Group {group + 1}"
    return plain if name in ("", plain) else f"{group + 1} {name}"
