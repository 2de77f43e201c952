"""Neutral names for groups: what stands out, which way, and nothing else."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from core.safe import visible
from core.segments.grid import Grid
from core.words import capital

FEWEST, MOST = 2, 3  # columns in a name
LONGEST = 28  # letters of a column's label inside a name
PLAIN = "Group {}"
AVERAGE = "Close to the average"


def named(grid: Grid, profiles: pd.DataFrame, k: int) -> tuple[str, ...]:
    """A name per group from the two columns that stand out most, three where two groups would share a name.

    "High density, low median age". Groups of which nothing stands out are numbered, or said to be close to
    the average where the others have something.
    """
    facts = [_facts(grid, profiles[profiles["segment"] == group]) for group in range(k)]
    if not any(facts):
        return tuple(PLAIN.format(group + 1) for group in range(k))
    names = [_joined(found[:FEWEST]) for found in facts]
    twice = Counter(names)
    names = [
        _joined(found[:MOST]) if twice[name] > 1 else name for name, found in zip(names, facts, strict=True)
    ]
    twice = Counter(names)
    return tuple(f"{name} ({group + 1})" if twice[name] > 1 else name for group, name in enumerate(names))


def _facts(grid: Grid, profile: pd.DataFrame) -> list[str]:
    """What stands out in a group, strongest first, each column once; of a category a level the group has."""
    stand_out = profile.loc[profile["stands_out"], ["column", "level", "z"]]
    facts: dict[str, list[tuple[str, float]]] = {}
    for column, level, z in stand_out.itertuples(index=False, name=None):
        facts.setdefault(column, []).append((level, z))
    return [_said(visible(grid.table.column(column).label, LONGEST), own) for column, own in facts.items()]


def _said(label: str, facts: list[tuple[str, float]]) -> str:
    """One column's facts in a few words, (level, z) each; of a category rather a level the group has."""
    level, z = max(facts, key=lambda fact: fact[1]) if facts[0][0] else facts[0]
    if not level:
        return f"{'high' if z > 0 else 'low'} {_inside(label)}"
    if z > 0:
        return f"{label}: {visible(level, LONGEST)}"
    return f"seldom {visible(level, LONGEST)} ({label})"


def _joined(facts: list[str]) -> str:
    return capital(", ".join(facts)) if facts else AVERAGE


def _inside(label: str) -> str:
    """A label in the middle of a name: "Median age" -> "median age", but "GDP" stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
