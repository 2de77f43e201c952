"""How one column pushes across its range, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

import numpy as np

from core.charts.why._crowds import TYPICAL, Crowd, Level, Line, for_whom, is_few, once, so_many, whose_chance
from core.charts.why._values import SMALLEST, bare, listed, points, quoted
from core.safe import visible
from core.table import Column
from core.words import count, figure, the_model

CLEAR = 0.1  # of the strongest middle push; less is no direction
LITTLE = 1.0  # points
SHARE = 0.1  # of the average chance: less is little too
FAR = 5.0  # times the strongest middle push
WITHOUT = "customers without a value"


def told_range(
    about: Column,
    values: np.ndarray,
    line: Line,
    without: np.ndarray,
    away: int,
    moved: np.ndarray,
    model: str,
    average: float,
) -> str:
    """A column of numbers: where it lifts the chance, and where it lowers it. Pushes are in points.

    values   (m,) the values drawn along the axis; line their stretches, the lowest first
    without  (g,) pushes of the customers without a value; away how many far values are not drawn
    moved    (n,) all pushes; average the average chance, 0 to 1
    """
    little = max(LITTLE, 100 * SHARE * average)
    said = _unmoved(about, moved, model) or _across(about, values, line, moved, model, little)
    if len(without) and np.abs(moved).max() >= SMALLEST:
        pushed = _pushed(float(np.median(without)))
        said += f" The {so_many(len(without))} without a value {_verb(len(without))} {pushed}."
    if away:
        said += f" {so_many(away)} with far values {_verb(away)} not drawn."
    return said


def told_levels(about: Column, levels: Sequence[Level], moved: np.ndarray, model: str) -> str:
    """A category, or a column of gaps: its levels."""
    if said := _unmoved(about, moved, model):
        return said
    if len(levels) == 1:
        ((level, middle, _),) = levels
        held = "missing" if level == WITHOUT else level
        return f"{_start(about, model)}is {held} for all these customers and {_does(middle)}."
    most, least = max(middle for _, middle, _ in levels), min(middle for _, middle, _ in levels)
    parts, typical = [], ""
    if most >= SMALLEST:
        names, typical = _alike(levels, most)
        parts.append(f"lifts the chance most for {names}, by {points(most)}{typical}")
    if least <= -SMALLEST:
        what = "it lowers it" if parts else "lowers the chance"
        names, whom = _alike(levels, least)
        parts.append(f"{what} most for {names}, by {points(least)}{once(typical, whom)}")
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


def _across(
    about: Column, values: np.ndarray, line: Line, moved: np.ndarray, model: str, little: float
) -> str:
    """The direction of the line, from the lowest value to the highest."""
    start, exact = _start(about, model), len(np.unique(values)) == len(line)
    whole = bool(np.all(values % 1 == 0))

    def at(value: float, low: float = -math.inf, high: float = math.inf) -> str:
        value = value if exact else _rounded(value, low, high, whole)
        said = figure(value, visible(about.unit, 12))
        return said if exact else f"about {said}"

    if len(line) == 1:
        (only,) = line
        return f"{start}stays at {at(only.value)} for all these customers and {_does(only.push)}."
    if len(line) == 2 and exact:
        low, high = line
        told = f"{start}{_does(high.push, whose_chance(high, line))} at {at(high.value)}"
        return f"{told}; at {at(low.value)} it {_does(low.push, whose_chance(low, line))}."
    ways = _ways(line)
    runs = [way for way, _ in groupby(ways)]
    single = _single(max(abs(crowd.push) for crowd in line), moved)
    if runs == [0]:
        return start + _no_direction(moved)
    if len(runs) == 2:
        return start + _two_sides(line, ways, exact, at, little) + single
    ends = [_furthest(line, way) for way in (1, -1) if way in runs]
    whom = [for_whom(end, line, "there") for end in ends]
    most = [
        f"{'up' if end.push > 0 else 'down'} most at {at(end.value)}, by {points(end.push)}" for end in ends
    ]
    if len(most) == 2:
        turns = "changes its direction on the way: it pushes the chance"
        return f"{start}{turns} {most[0]}{whom[0]}, and {most[1]}{once(*whom)}.{single}"
    if len(runs) == 1:
        where = "every value" if runs[0] * _furthest(line, -runs[0]).push > 0 else "nearly every value"
        return f"{start}pushes the chance the same way at {where}, {most[0]}{whom[0]}.{single}"
    outside = [crowd for crowd, way in zip(line, ways, strict=True) if not way]
    away = _faintly(outside, line, whom[0], little, at)
    return f"{start}pushes the chance {most[0]}{whom[0]}; at low and at high values it {away}.{single}"


def _ways(line: Line) -> list[int]:
    """1 where the middle push is clearly up, -1 where it is clearly down, 0 where it is neither.

    A 0 in the middle goes with what follows as soon as it leans there, else with what is before it; at an
    end it counts only beside a single direction.
    """
    clear = max(SMALLEST, CLEAR * max(abs(crowd.push) for crowd in line))
    ways = [int(math.copysign(abs(crowd.push) >= clear, crowd.push)) for crowd in line]
    found = [place for place, way in enumerate(ways) if way]
    if not found:
        return ways
    for place in range(found[0], found[-1]):
        following = next(way for way in ways[place:] if way)
        ways[place] = ways[place] or (following if line[place].push * following > 0 else ways[place - 1])
    if len({way for way in ways if way}) == 2:
        ways[: found[0]] = [ways[found[0]]] * found[0]
        ways[found[-1] :] = [ways[found[-1]]] * (len(ways) - found[-1])
    return ways


def _two_sides(line: Line, ways: Sequence[int], exact: bool, at: Callable[..., str], little: float) -> str:
    """What happens from one value on, and what happens below it."""
    turn = next(place for place, (way, then) in enumerate(pairwise(ways), start=1) if way != then)
    (low, before, _), (high, after, _) = line[turn - 1], line[turn]
    part = before / (before - after) if before * after < 0 else 0.5
    where = at(high if exact else low + part * (high - low), low, high)
    sides = [(ways[-1], line[turn:], f"from {where} on"), (ways[0], line[:turn], f"below {where}")]
    sides.sort(key=lambda side: -abs(side[0]))
    (way, first, here), (other, second, there) = sides
    most = _furthest(first, way)
    whom = for_whom(most, line, f"at {at(most.value)}")
    told = f"pushes the chance {'up' if way > 0 else 'down'} {here}, by up to {points(most.push)}{whom}; "
    there = "below that" if there.startswith("below") else "from there on"
    if not other:
        return f"{told}{there} it {_faintly(second, line, whom, little, at)}."
    least = _furthest(second, other)
    size = f"{' a little' if abs(least.push) < LITTLE else ''}, by up to {points(least.push)}"
    whose = once(whom, for_whom(least, line, f"at {at(least.value)}"))
    return f"{told}{there} it pushes it {'up' if other > 0 else 'down'}{size}{whose}."


def _furthest(line: Line, way: int) -> Crowd:
    return max(line, key=lambda crowd: way * crowd.push)


def _faintly(crowds: Line, line: Line, whom: str, little: float, at: Callable[..., str]) -> str:
    """What happens where there is no clear direction: "moves it little" only if that is so."""
    most = max(crowds, key=lambda crowd: abs(crowd.push))
    if abs(most.push) < little:
        return "moves it little"
    ways = {crowd.push > 0 for crowd in crowds if abs(crowd.push) >= little}
    whose = for_whom(most, line, f"at {at(most.value)}")
    verb = "moves" if len(ways) == 2 else "lifts" if most.push > 0 else "lowers"
    return f"{verb} it by up to {points(most.push)}{once(whom, whose)}"


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


def _does(middle: float, whose: str = "the typical customer's chance") -> str:
    if abs(middle) < SMALLEST:
        return f"hardly moves {whose}"
    return f"{'lifts' if middle > 0 else 'lowers'} {whose} by {points(middle)}"


def _pushed(middle: float) -> str:
    if abs(middle) < SMALLEST:
        return "hardly pushed"
    return f"pushed {'up' if middle > 0 else 'down'} by {points(middle)}"


def _verb(number: int) -> str:
    return "is" if number == 1 else "are"


def _alike(levels: Sequence[Level], middle: float) -> tuple[str, str]:
    """The levels with this push, as far as it is said, and for whom it holds; of few customers how many."""
    alike = [level for level in levels if level.push * middle > 0 and bare(level.push) == bare(middle)]
    names = [level.said for level in alike]
    told = listed(names if len(names) <= 3 else [*names[:2], f"{count(len(names) - 2)} more"])
    number = sum(level.customers for level in alike)
    return (f"{told} ({so_many(number)})", "") if is_few(number, levels) else (told, TYPICAL)
