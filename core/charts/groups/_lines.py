"""Texts of a reader broken into two lines, between words where that can be."""

from __future__ import annotations

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.groups._sheet import SPARE, short


def lines(words: str, room: float, size: int = 14) -> list[str]:
    """A text in at most two lines of so many pixels, safe for labels; none where it is empty.

    A number that begins it never stands alone.
    """
    first: list[str] = []
    rest = words.split(" ")
    scale = SPARE * size / 14
    while rest and scale * wide_in_pixels(" ".join([*first, rest[0]])) <= room:
        first.append(rest.pop(0))
    if not rest or not first or (len(first) == 1 and first[0].isdigit()):
        return [short(words, room, size)] if words else []
    return [short(" ".join(first), room + size, size), short(" ".join(rest), room, size)]
