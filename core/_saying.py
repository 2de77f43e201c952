"""How the door speaks: one exception, and names and values from a file made fit for a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


class TableProblem(ValueError):
    """Why a file or a choice of columns cannot be used, said to the person who brought it."""


def said(value: object) -> str:
    """A name or value from the file, fit for a sentence: one line, no control characters, 40 characters."""
    # The slice comes first: a cell may hold a million characters.
    visible = ("".join(" " if unicodedata.category(c)[0] == "C" else c for c in str(value)[:400])).split()
    text = " ".join(visible)
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


def quoted(values: Iterable[object], most: int = 5) -> str:
    """Values as “a”, “b” and 3 more."""
    return listed([f"“{said(value)}”" for value in values], most)


def listed(parts: Sequence[str], most: int = 5) -> str:
    """Parts of a sentence as a, b and c; beyond `most` as a, b and 7 more."""
    parts = list(parts)
    if len(parts) > most:
        parts = [*parts[:most], f"{len(parts) - most:,} more"]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def many(number: int, noun: str, plural: str = "") -> str:
    """1 row, 2,000 rows."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
