"""How one column pushes across its range, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

import numpy as np

from core.charts.why._values import SMALLEST, bare, listed, points, quoted
from core.safe import visible
from core.table import Column
from core.words import count, figure, the_model

CLEAR = 0.1  # of the strongest middle push; less is no direction
LITTLE = 1.0  # points
FAR = 5.0  # times the strongest middle push
Line = Sequence[tuple[float, float]]
WITHOUT = "customers without a value"
TYPICAL = " for the typical customer"


def told_range(
    about: Column,
    values: np.ndarray,
    line: Line,
    without: np.ndarray,
    away: int,
    moved: np.ndarray,
    model: str,
) -> str:
    """A column of numbers: where it lifts the chance, and where it lowers it. Pushes are in points.

    values   (m,) the values drawn along the axis; line the middle push by the middle value of each stretch
    without  (g,) pushes of the customers without a value; away how many far values are not drawn
    moved    (n,) all pushes
    """
    said = _unmoved(about, moved, model) or _across(about, values, line, moved, model)
    if len(without) and np.abs(moved).max() >= SMALLEST:
        whom = "The 1 customer" if len(without) == 1 else f"The {count(len(without))} customers"
        said += f" {whom} without a value {_verb(len(without))} {_pushed(float(np.median(without)))}."
    if away:
        whom = "1 customer" if away == 1 else f"{count(away)} customers"
        said += f" {whom} with far values {_verb(away)} not drawn."
    return said


def told_levels(about: Column, levels: Sequence[tuple[str, float]], moved: np.ndarray, model: str) -> str:
    """A category, or a column of gaps: each level as it is said, with its middle push in points."""
    if said := _unmoved(about, moved, model):
        return said
    if len(levels) == 1:
        ((level, middle),) = levels
        held = "missing" if level == WITHOUT else level
        return f"{_start(about, model)}is {held} for all these customers and {_does(middle)}."
    most, least = max(middle for _, middle in levels), min(middle for _, middle in levels)
    parts = []
    if most >= SMALLEST:
        parts.append(f"lifts the chance most for {_alike(levels, most)}, by {points(most)}{TYPICAL}")
    if least <= -SMALLEST:
        what = "it lowers it" if parts else "lowers the chance"
        parts.append(f"{what} most for {_alike(levels, least)}, by {points(least)}{'' if parts else TYPICAL}")
    return _start(about, model) + (f"{'; '.join(parts)}." if parts else _no_direction(moved))


def _start(about: Column, model: str) -> str:
    return f"In {the_model(model)}, {quoted(about.label)} "


def _unmoved(about: Column, moved: np.ndarray, model: str) -> str:
    """What is said of a column that moves nobody; "" of any other."""
    size = float(np.abs(moved).max())
    if size >= SMALLEST:
        return ""
    if not size:
        return f"{_start(about, model)}pushes nobody: the model does not look at it for these customers."
    return f"{_start(about, model)}hardly pushes anybody: it moves every chance by {points(size)} at most."


def _across(about: Column, values: np.ndarray, line: Line, moved: np.ndarray, model: str) -> str:
    """The direction of the line, from the lowest value to the highest."""
    start, exact = _start(about, model), len(np.unique(values)) == len(line)
    whole = bool(np.all(values % 1 == 0))

    def at(value: float, low: float = -math.inf, high: float = math.inf) -> str:
        value = value if exact else _rounded(value, low, high, whole)
        said = figure(value, visible(about.unit, 12))
        return said if exact else f"about {said}"

    if len(line) == 1:
        ((value, middle),) = line
        return f"{start}stays at {at(value)} for all these customers and {_does(middle)}."
    if len(line) == 2 and exact:
        (low, below), (high, above) = line
        return f"{start}{_does(above)} at {at(high)}; at {at(low)} it {_does(below)}."
    ways = _ways(line)
    runs = [way for way, _ in groupby(ways)]
    single = _single(max(abs(push) for _, push in line), moved)
    if runs == [0]:
        return start + _no_direction(moved)
    if len(runs) == 2:
        return start + _two_sides(line, ways, exact, at) + single
    ends = {1: max(line, key=lambda one: one[1]), -1: min(line, key=lambda one: one[1])}
    most = [
        f"{'up' if way > 0 else 'down'} most at {at(ends[way][0])}, by {points(ends[way][1])}"
        for way in (1, -1)
        if way in runs
    ]
    if len(most) == 2:
        turns = "changes its direction on the way: it pushes the chance"
        return f"{start}{turns} {most[0]}{TYPICAL}, and {most[1]}.{single}"
    if len(runs) == 1:
        where = "every value" if _furthest(line, -runs[0]) < 0 else "nearly every value"
        return f"{start}pushes the chance the same way at {where}, {most[0]}{TYPICAL}.{single}"
    return (
        f"{start}pushes the chance {most[0]}{TYPICAL}; at low and at high values it moves it little.{single}"
    )


def _ways(line: Line) -> list[int]:
    """1 where the middle push is clearly up, -1 where it is clearly down, 0 where it is neither.

    A 0 in the middle goes with what follows as soon as it leans there, else with what is before it; at an
    end it counts only beside a single direction.
    """
    clear = max(SMALLEST, CLEAR * max(abs(push) for _, push in line))
    ways = [int(math.copysign(abs(push) >= clear, push)) for _, push in line]
    found = [place for place, way in enumerate(ways) if way]
    if not found:
        return ways
    for place in range(found[0], found[-1]):
        following = next(way for way in ways[place:] if way)
        ways[place] = ways[place] or (following if line[place][1] * following > 0 else ways[place - 1])
    if len({way for way in ways if way}) == 2:
        ways[: found[0]] = [ways[found[0]]] * found[0]
        ways[found[-1] :] = [ways[found[-1]]] * (len(ways) - found[-1])
    return ways


def _two_sides(line: Line, ways: Sequence[int], exact: bool, at: Callable[[float, float, float], str]) -> str:
    """What happens from one value on, and what happens below it."""
    turn = next(place for place, (way, then) in enumerate(pairwise(ways), start=1) if way != then)
    (low, before), (high, after) = line[turn - 1], line[turn]
    part = before / (before - after) if before * after < 0 else 0.5
    where = at(high if exact else low + part * (high - low), low, high)
    sides = [(ways[-1], line[turn:], f"from {where} on"), (ways[0], line[:turn], f"below {where}")]
    sides.sort(key=lambda side: -abs(side[0]))
    (way, first, here), (other, second, there) = sides
    most = _furthest(first, way)
    told = f"pushes the chance {'up' if way > 0 else 'down'} {here}, by up to {points(most)}{TYPICAL}; "
    there = "below that" if there.startswith("below") else "from there on"
    if not other:
        return f"{told}{there} it moves it little."
    size = _furthest(second, other)
    little = " a little" if size < LITTLE else ""
    return f"{told}{there} it pushes it {'up' if other > 0 else 'down'}{little}, by up to {points(size)}."


def _furthest(line: Line, way: int) -> float:
    return max(way * push for _, push in line)


def _rounded(value: float, low: float, high: float, whole: bool) -> float:
    """The value with two digits, or as many as it takes to stay above low and not above high."""
    if whole and math.ceil(value) <= high:
        value = math.ceil(value)
    if not value:
        return value
    for digits in range(1, 7):
        near = round(value, digits - math.floor(math.log10(abs(value))))
        if low < near <= high:
            return near
    return value


def _no_direction(moved: np.ndarray) -> str:
    still = (
        f"has no clear direction: it moves the typical customer by {points(SMALLEST / 2)} whatever the value."
    )
    return still + _single(0, moved)


def _single(most: float, moved: np.ndarray) -> str:
    """What is said where single customers are moved much more than the typical one, by most points."""
    size = float(np.abs(moved).max())
    if size < max(FAR * most, LITTLE):
        return ""
    return f" Single customers are moved by up to {points(size)}, because other columns play in."


def _does(middle: float) -> str:
    if abs(middle) < SMALLEST:
        return "hardly moves the typical customer's chance"
    return f"{'lifts' if middle > 0 else 'lowers'} the typical customer's chance by {points(middle)}"


def _pushed(middle: float) -> str:
    if abs(middle) < SMALLEST:
        return "hardly pushed"
    return f"pushed {'up' if middle > 0 else 'down'} by {points(middle)}"


def _verb(number: int) -> str:
    return "is" if number == 1 else "are"


def _alike(levels: Sequence[tuple[str, float]], middle: float) -> str:
    """The levels with this push, as far as it is said."""
    names = [name for name, push in levels if push * middle > 0 and bare(push) == bare(middle)]
    return listed(names if len(names) <= 3 else [*names[:2], f"{count(len(names) - 2)} more"])
