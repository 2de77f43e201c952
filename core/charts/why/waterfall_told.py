"""One customer's pushes in words: because of what, held down by what, and what the model says to do."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from core.charts.why.fitting import points, signed
from core.explain.explanation import Explanation
from core.safe import visible
from core.table import Table
from core.verdicts import said
from core.words import percent, the_model

NEAR = 0.005  # a chance so close to the average one is called average
MOST_NAMED = 2  # columns on either side
WEAKEST = 0.1  # times the strongest push: weaker ones are not worth naming
RANGE = 1.645  # standard errors to either side hold the truth nine times in ten
DIGITS = (0, 1, 2, 3)


def because(
    explained: Explanation, row: pd.DataFrame, table: Table, figures: Mapping[str, str] | None = None
) -> str:
    """Why the chance is above or below the average customer's, in one sentence.

    explained is in chances (0 to 1); row is the customer's (1, features) row. Up to two columns on each
    side are named, with the customer's value and the push in points: as in figures (column -> push) where
    it stands there. ValueError: not exactly one row.
    """
    if len(row) != 1:
        raise ValueError("A customer is exactly one row.")
    ranked = explained.ranked
    if not ranked or ranked[0][1] == 0:
        return "No column pushes this customer, so the chance is the average one."
    strongest = abs(ranked[0][1])
    strong = [(name, push) for name, push in ranked if abs(push) >= WEAKEST * strongest]
    told = {name: signed(push) for name, push in strong} | dict(figures or {})
    up = _listed([name for name, push in strong if push > 0], row, table, told)
    down = _listed([name for name, push in strong if push < 0], row, table, told)
    rise = explained.prediction - explained.base_value
    if abs(rise) <= NEAR:
        if strongest <= NEAR:
            return f"About average: no push is stronger than {points(strongest)} points."
        sides = [f"lifted by {up}"] * bool(up) + [f"held down by {down}"] * bool(down)
        return f"About average: {'; '.join(sides)}."
    where, causes, others, other = (
        ("Above", up, down, "held down") if rise > 0 else ("Below", down, up, "lifted")
    )
    reason = f"because of {causes}" if causes else "because many weak pushes add up"
    return f"{where} average {reason}{f'; {other} by {others}' if others else ''}."


def told(
    explained: Explanation,
    row: pd.DataFrame,
    table: Table,
    threshold: float,
    model: str,
    changed: Collection[str],
    figures: Mapping[str, str],
    smallest: float,
) -> str:
    """The words of the picture: because of what, the verdict, how exact the pushes are, and what a change
    of some columns does to the others. smallest is the size of the weakest push drawn, as a chance."""
    sentences = [because(explained, row, table, figures), _verdict(explained.prediction, threshold, model)]
    if explained.error > 0:
        within = RANGE * explained.error
        order = ", so do not trust the order of the small ones" if within > smallest else ""
        sentences.append(f"Nine times in ten a push is right to within {points(within)} points{order}.")
    if changed and not explained.contributions.keys() <= set(changed):
        sentences.append("A push depends on the other facts too, so the others move with it.")
    return " ".join(sentences)


def cutoff_said(threshold: float) -> str:
    """A cut-off as it is said: "12 %", "12.5 %"."""
    return percent(threshold, 0 if math.isclose(threshold * 100, round(threshold * 100)) else 1)


def _listed(names: Sequence[str], row: pd.DataFrame, table: Table, pushes: Mapping[str, str]) -> str:
    """Up to two columns, each with the customer's value and its push."""
    parts = []
    for name in names[:MOST_NAMED]:
        column = table.column(name)
        value = said(column, row[name].iloc[0])
        parts.append(f"“{visible(column.label, 60)}” ({value}, {pushes[name]} points)")
    return " and ".join(parts)


def _verdict(chance: float, threshold: float, model: str) -> str:
    who, contact = the_model(model), chance >= threshold
    if threshold <= 0 or threshold > 1:
        whom = "Nobody" if threshold > 1 else "Everybody"
        says = "contact" if contact else "leave alone"
        return f"Chance {chance_said(chance)}. {whom} is contacted at this cut-off, so {who} says: {says}."
    known, line = chance_said(chance), cutoff_said(threshold)
    if not contact or known != line:
        known, line = _apart(chance, threshold, known, line)
    return f"Chance {known}, cut-off {line}, so {who} says: {'contact' if contact else 'leave alone'}."


def chance_said(chance: float, digits: int = 0) -> str:
    """A chance in percent; a small or a great one with the decimals that keep it from 0 and 100 %."""
    if chance <= 0 or chance >= 1:
        return percent(chance, digits)
    found = _enough(chance, digits)
    if found is None:
        return f"under {percent(0.001, 1)}" if chance < 0.5 else f"over {percent(0.999, 1)}"
    return percent(chance, found)


def _enough(chance: float, digits: int) -> int | None:
    """How many decimals, at least so many, keep a chance from 0 and 100 %; None if none of DIGITS do."""
    start = max(digits, 0 if 0.095 <= chance < 0.995 else 1)
    return next((k for k in DIGITS[start:] if 0 < round(100 * chance, k) < 100), None)


def decimals(explained: Explanation) -> int:
    """How many decimals all figures of the picture have, so that they add up: more for a tiny chance."""
    ends = (explained.base_value, explained.prediction)
    return max(_enough(chance, 1) or 1 if 0 < chance < 1 else 1 for chance in ends)


def _apart(chance: float, threshold: float, known: str, line: str) -> tuple[str, str]:
    """Chance and cut-off with as many decimals as it takes to see on which side of it the chance lies."""
    above = chance >= threshold
    for digits in DIGITS:
        one, other = round(100 * chance, digits), round(100 * threshold, digits)
        if one > other if above else one < other:
            return (known, line) if digits == 0 else (percent(chance, digits), percent(threshold, digits))
    return (line, line) if above else (f"just under {line}", line)
