"""How groups, columns and shares are said in the sentences under the pictures of groups."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.why.places import joined
from core.safe import visible
from core.segments import Axis
from core.strategy.saying import amount, share
from core.words import Noun, count

LABEL = 40  # letters of a column's label in a sentence
NAME = 60
LEVEL = 24
UNIT = 12

__all__ = ["amount", "column", "group", "hundred", "joined", "largest", "part", "quoted", "share"]


def column(axis: Axis) -> str:
    """A column, or one level of a category: "Income", "Plan: data"."""
    label = visible(axis.column.label, LABEL)
    return label if axis.level is None else f"{label}: {visible(axis.level, LEVEL)}"


def quoted(label: object) -> str:
    """A name from the table inside a sentence."""
    return f"“{visible(label, NAME)}”"


def group(number: int, names: Sequence[str]) -> str:
    """A group inside a sentence: "group 2 “Bright towns”"."""
    name = visible(names[number], NAME)
    plain = f"group {number + 1}"
    return plain if name.lower() in ("", plain) else f"{plain} “{name}”"


def part(some: int, whole: int, noun: Noun) -> str:
    """ "132 of 600 districts (22 %)"."""
    return f"{count(some)} of {noun.of(whole)} ({share(some / whole)})"


def hundred(part_of: float) -> str:
    """A share as so many of 100, never said to be none or all if it is not."""
    rounded = round(100 * part_of)
    if part_of > 0 and not rounded:
        return "under 1"
    if part_of < 1 and rounded == 100:
        return "over 99"
    return str(rounded)


def largest(sizes: Sequence[int], names: Sequence[str], noun: Noun) -> str:
    """The largest and the smallest group, ties told as ties. sizes are in falling order."""
    whole = sum(sizes)
    if sizes[0] == sizes[-1]:
        all_of = "Both" if len(sizes) == 2 else f"All {len(sizes)}"
        return f"{all_of} groups hold {count(sizes[0])} of {noun.of(whole)} each."
    parts: list[str] = []
    for word, size in (("largest", sizes[0]), ("smallest", sizes[-1])):
        tied = [number for number, other in enumerate(sizes) if other == size]
        held = part(size, whole, noun) if not parts else f"{count(size)} ({share(size / whole)})"
        if len(tied) == 1:
            parts.append(f"the {word}, {group(tied[0], names)}, {'holds ' * (not parts)}{held}")
        else:
            parts.append(f"the {len(tied)} {word} {'hold ' * (not parts)}{held} each")
    return f"Of {len(sizes)} groups {parts[0]}, {parts[1]}."
