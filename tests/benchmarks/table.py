"""What a benchmark hands over, and how it is printed: medians, and the ratio with its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

HEADS = ("", "app", "yardstick", "ratio", "min", "max", "wanted")


@dataclass(frozen=True)
class Row:
    """One measure, one number per round and side. Without a yardstick: a figure of the app's own.

    wanted  the highest ratio we want; for a figure of the app's own, the highest figure
    """

    name: str
    unit: str
    ours: Sequence[float]
    yardstick: Sequence[float] = ()
    wanted: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Round by round, ours over the yardstick's."""
        return [ours / theirs for ours, theirs in zip(self.ours, self.yardstick, strict=True)]

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of HEADS."""
        ours = self._measure(median(self.ours))
        if not self.yardstick:
            return self.name, ours, "", "", "", "", "" if self.wanted is None else self._limit()
        ratio = median(self.ours) / median(self.yardstick)
        return (
            self.name,
            ours,
            self._measure(median(self.yardstick)),
            f"{ratio:.2f}",
            f"{min(self.ratios):.2f}",
            f"{max(self.ratios):.2f}",
            "" if self.wanted is None else f"≤ {self.wanted:g}",
        )

    def _measure(self, value: float) -> str:
        return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f} {self.unit}"

    def _limit(self) -> str:
        return f"≤ {self.wanted:g} {self.unit}"


def table(rows: Sequence[Row]) -> str:
    """The rows under their heads, names to the left, numbers to the right."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    text = [
        "  ".join(_fit(cell, widths[place], place) for place, cell in enumerate(line)).rstrip()
        for line in lines
    ]
    return "\n".join([text[0], "-" * max(map(len, text)), *text[1:]])


def _fit(cell: str, width: int, place: int) -> str:
    return cell.ljust(width) if place == 0 else cell.rjust(width)
