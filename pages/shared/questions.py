"""Putting a question about a column: its names, its cuts as places on a slider, and how a yes is said."""

from __future__ import annotations

from core.safe import visible
from core.table import Table
from core.trees import Question
from pages.shared.choices import nearest

WIDTH = 270  # pixels of a control


def names(table: Table) -> list[str]:
    """A name for every column a model may use, no two alike."""
    features = table.features
    labels = [visible(column.label) for column in features]
    return [
        label if labels.count(label) == 1 else visible(f"{label} ({column.name})")
        for label, column in zip(labels, features, strict=True)
    ]


def places(number: int) -> list[int]:
    """So many questions as places between 0 and 100, so that another column starts in its middle too."""
    return [int(100 * (k + 0.5) / number) for k in range(number)]


def at(place: float, number: int) -> int:
    """Which of so many questions stands at a place, or nearest to it."""
    stops = places(number)
    return stops.index(int(nearest(place, stops)))


def yes(question: Question) -> str:
    """What a yes means: "4 or less"."""
    return visible(question.if_yes or question.text.rpartition(": ")[2].removesuffix("?"))
