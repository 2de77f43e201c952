"""Who a group is, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.charts.groups import _said as said
from core.segments import Segmentation, Steadiness
from core.words import TOGETHER, Noun, capital, count

FACTS = 3
AREAS = " It describes areas, not the people in them: every area counts the same, however many live there."


def words(
    found: Segmentation,
    steady: Steadiness,
    group: int,
    facts: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    noun: Noun,
    called: Callable[[int], str],
) -> str:
    """How large the group is, what stands out, who is typical, and whether it is found again.

    facts  the rows of the group's profile, the farthest from the average first
    """
    size = int(found.sizes[group])
    start = f"{capital(said.group(group, names))}: {said.part(size, len(found.labels), noun)}."
    border = int((steady.border & (found.labels == group)).sum())
    typical = f"Typical is {said.quoted(called(int(found.typical[group])))}." if size > 1 else ""
    told = [
        start,
        _outstanding(found, facts, noun),
        *((typical, _again(steady, group, noun), _border(border, size, noun)) if found.clear else ()),
    ]
    return " ".join(sentence for sentence in told if sentence)


def caution(noun: Noun, areas: bool) -> str:
    """What averages hide."""
    hidden = f"Averages hide how far the {noun.many} of a group differ from one another."
    return f"{hidden}{AREAS if areas else ''}"


def relative(fact: Mapping[str, Any]) -> str:
    """How far the group lies from the average: "43 % higher", "3.1 times as high", "62 % against 31 %"."""
    if fact["level"]:
        return f"{said.share(fact['mean'])} against {said.share(fact['overall'])}"
    if fact["unit"] == "%":  # "5 % higher" could be meant in two ways
        return f"{said.amount(fact['mean'], '%')} against {said.amount(fact['overall'], '%')}"
    index = fact["index"]
    if math.isnan(index) or abs(index - 100) < 0.5:
        return steps(fact["z"])
    if index >= 200:
        return f"{index / 100:,.1f} times as high"
    return f"{abs(index - 100):.0f}{TOGETHER}% {'higher' if index > 100 else 'lower'}"


def steps(z: float) -> str:
    """A distance from the average in standard steps."""
    size = f"{abs(z):.1f}"
    if size == "0.0":
        return "as high"
    return f"{size} standard step{'s' * (size != '1.0')} {'higher' if z > 0 else 'lower'}"


def index(value: float) -> str:
    """An index number, 100 = average."""
    return "no index" if math.isnan(value) else count(value)


def _outstanding(found: Segmentation, facts: Sequence[Mapping[str, Any]], noun: Noun) -> str:
    if not found.clear:
        return (
            "Nothing stands out: tables with shuffled columns are cut as cleanly, so no claim is made about "
            f"these {noun.many}."
        )
    seen: dict[str, str] = {}
    for fact in facts:
        if fact["stands_out"] and fact["column"] not in seen:
            seen[fact["column"]] = f"{said.quoted(fact['label'])} {relative(fact)}"
    if not seen:
        return "Nothing stands out: in every column the group lies close to the average of all."
    return f"What stands out most against the average of all: {said.joined(list(seen.values())[:FACTS])}."


def _again(steady: Steadiness, group: int, noun: Noun) -> str:
    times = "once" if steady.refits == 1 else f"{count(steady.refits)} times"
    overlap = steady.overlap[group]
    if overlap > 0.85:
        end = "it nearly always comes back"
    elif overlap > 0.75:
        end = "it mostly comes back"
    elif overlap >= 0.6:
        end = "only part of it comes back, so it is doubtful"
    else:
        end = "it falls apart"
    return f"When the {noun.many} are drawn by lot and sorted again {times}, {end}."


def _border(border: int, size: int, noun: Noun) -> str:
    where = "on the border to another group"
    if size == 1:
        return f"It lies {where}." if border else ""
    if not border:
        return f"No {noun.one} of it lies {where}."
    if border == size:
        return f"All {noun.many} of it lie {where}."
    return f"{noun.of(border)} of it {'lies' if border == 1 else 'lie'} {where}."
