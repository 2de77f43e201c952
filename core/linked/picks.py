"""What is picked: groups, stretches of bars, places. Spelt in a few signs for the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

MOST_CORNERS = 60
MOST_ROWS = 60
_NUMBERS = r"\d{1,6}(?:\.\d{1,6})*"
SPELLING = rf"(?:[ghlr]{_NUMBERS}(?:_[ghlr]{_NUMBERS}){{0,60}})?"


@dataclass(frozen=True)
class Picks:
    """What is picked. Groups count together, and so do places; groups, places and every stretch of bars have
    all to agree.

    groups  numbers of groups, from 0
    ranges  place of a column -> its first and last bar
    around  corners (x, y) of a line drawn round places, in the map's whole numbers
    rows    rows picked one by one
    """

    groups: tuple[int, ...] = ()
    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)
    around: tuple[tuple[int, int], ...] = ()
    rows: tuple[int, ...] = ()

    @classmethod
    def read(cls, text: str) -> Picks:
        """Picks from their spelling: "g0.2_h3.4.9_l10.10.90.10.90.90_r5.17".

        g groups, h a column's place with its first and last bar, l the corners of a line, r rows. What does
        not make sense is dropped.
        """
        if not re.fullmatch(SPELLING, text):
            return cls()
        groups, rows, around = [], [], []
        ranges = {}
        for part in filter(None, text.split("_")):
            numbers = [int(number) for number in part[1:].split(".")]
            if part[0] == "g":
                groups += numbers
            elif part[0] == "r":
                rows += numbers
            elif part[0] == "l" and len(numbers) >= 6 and len(numbers) % 2 == 0:
                around = list(zip(numbers[::2], numbers[1::2], strict=True))
            elif part[0] == "h" and len(numbers) == 3 and numbers[1] <= numbers[2]:
                ranges[numbers[0]] = (numbers[1], numbers[2])
        return cls(
            tuple(sorted(set(groups))), dict(sorted(ranges.items())), tuple(around[:MOST_CORNERS]),
            tuple(sorted(set(rows))[:MOST_ROWS]),
        )  # fmt: skip

    def within(self, columns: Sequence[int], groups: int, rows: int) -> Picks:
        """What of it is there; columns has the number of bars of each."""
        return Picks(
            tuple(group for group in self.groups if group < groups),
            {
                place: (first, min(last, columns[place] - 1))
                for place, (first, last) in self.ranges.items()
                if place < len(columns) and first < columns[place]
            },
            self.around,
            tuple(row for row in self.rows if row < rows),
        )

    def __str__(self) -> str:
        parts = [
            "g" + ".".join(map(str, self.groups)) if self.groups else "",
            *(f"h{place}.{first}.{last}" for place, (first, last) in self.ranges.items()),
            "l" + ".".join(f"{x}.{y}" for x, y in self.around) if self.around else "",
            "r" + ".".join(map(str, self.rows)) if self.rows else "",
        ]
        return "_".join(filter(None, parts))

    def __bool__(self) -> bool:
        return bool(self.groups or self.ranges or self.around or self.rows)


def inside(corners: tuple[tuple[int, int], ...], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(n,) bool: which points lie inside a closed line, by the even-odd rule (Shimrat 1962).

    The browser does the same sums in the same order, so that both agree on every point.
    """
    found = np.zeros(len(x), bool)
    before = corners[-1]
    for corner in corners:
        (xi, yi), (xj, yj) = corner, before
        if yi != yj:
            between = (yi > y) != (yj > y)
            found ^= between & (x < (xj - xi) * (y - yi) / (yj - yi) + xi)
        before = corner
    return found
