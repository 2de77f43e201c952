"""The steps of a waterfall: which columns have their own, in which order, and figures that add up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pandas as pd

from core.charts.why.waterfall_told import decimals
from core.explain.explanation import Explanation
from core.table import Table
from core.verdicts import said

FINE = 9  # decimals of a remainder; what differs by less is equal


class Step(NamedTuple):
    """A push as it is drawn: who pushes, with which value, from which chance to which.

    name   the column; "" where several share the step
    label, value, mark  what is written in front of it, mark last
    push, start  chance, 0 to 1
    units  the push as it is written, in units of the last figure
    """

    name: str
    label: str
    value: str
    mark: str
    push: float
    start: float
    units: int = 0

    @property
    def end(self) -> float:
        return self.start + self.push


def steps(
    explained: Explanation,
    row: pd.DataFrame,
    table: Table,
    changed: Collection[str],
    most: int,
    order: Sequence[str] | None,
) -> list[Step]:
    """A step for each column of the order, or for each of the strongest that pushes, at most so many; then
    one for all others together. KeyError if a column of the order is not explained."""
    if order is None:
        alone = [(name, push) for name, push in explained.ranked[: max(most, 0)] if push != 0]
    else:
        alone = [(name, explained.contributions[name]) for name in dict.fromkeys(order)]
    found, at = [], explained.base_value
    for name, push in alone:
        column = table.column(name)
        mark = " (changed)" if name in changed else ""
        found.append(Step(name, column.label, said(column, row[name].iloc[0]), mark, push, at))
        at += push
    drawn = {name for name, _ in alone}
    others = [name for name in explained.contributions if name not in drawn]
    if others:
        moved = sum(name in changed for name in others)
        mark = f" ({moved} changed)" if moved else ""
        # What is left up to the chance itself, so that no rounding opens a step at the end.
        push = explained.prediction - at if any(explained.contributions[name] for name in others) else 0.0
        found.append(Step("", _others(len(others), bool(alone)), "", mark, push, at))
    return _adding_up(found, explained)


def _others(number: int, some: bool) -> str:
    if some:
        return f"{number} other{'s' * (number != 1)}"
    return "The only column" if number == 1 else f"All {number} columns"


def _adding_up(found: Sequence[Step], explained: Explanation) -> list[Step]:
    """The steps, rounded so that the chances at both ends, as they are written, differ by their sum.

    Each is rounded by itself; what is then missing goes to the largest remainders (as in Hamilton's method),
    so that no figure is off by more than one unit. A push of nothing stays nothing.
    """
    digits = decimals(explained)
    exact = [100 * step.push * 10**digits for step in found]
    units = [round(push) for push in exact]
    first, last = (
        round(float(f"{100 * chance:.{digits}f}") * 10**digits)
        for chance in (explained.base_value, explained.prediction)
    )
    missing = last - first - sum(units)
    way = 1 if missing > 0 else -1
    left = [round(way * (push - unit), FINE) for push, unit in zip(exact, units, strict=True)]
    # Among equal remainders the weaker push gives way: it stands further down.
    places = sorted(
        (k for k, push in enumerate(exact) if push and left[k] >= 0), key=lambda k: (-left[k], -k)
    )
    for place in places[: abs(missing)]:
        units[place] += way
    return [step._replace(units=unit) for step, unit in zip(found, units, strict=True)]


def written(step: Step, digits: int) -> str:
    """The push in points as it is written: "+12.3", "−2.1", "0"."""
    if not step.units:
        return "0"
    return f"{'+' if step.units > 0 else '−'}{abs(step.units) / 10**digits:.{digits}f}"
