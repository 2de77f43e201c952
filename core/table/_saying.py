"""How the door speaks: one exception, and names and values from a file made fit for a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Signs that turn the direction of the text around them, so that a name could rewrite a sentence.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JOINER = "\u200d"  # holds the parts of one emoji together


class TableProblem(ValueError):
    """Why a file or a choice of columns cannot be used, said to the person who brought it."""


def without_turning(text: str) -> str:
    """A text without the signs that turn the direction of writing."""
    return _TURNING.sub("", text)


def tidy(value: object, most: int) -> str:
    """A text on one line, without control characters or signs that turn the direction of writing.

    Longer texts end in an ellipsis after most - 1 characters.
    """
    # The slice comes first: a cell may hold a million characters.
    text = without_turning(str(value)[: 10 * most])
    if not text.isprintable():
        text = "".join(c if c == _JOINER or unicodedata.category(c)[0] != "C" else " " for c in text)
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def said(value: object, most: int = 40) -> str:
    """A name or value from the file, fit for a sentence: one line, no control characters, 40 characters."""
    return tidy(value, most)


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
