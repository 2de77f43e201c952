"""How total distances and small shares are said."""

from __future__ import annotations

from core.charts.groups._frame import BIG
from core.words import TOGETHER, percent


def distance(value: float, digits: int = 0) -> str:
    """A total distance: "377", "12.4", "1.24 bn"; more decimals where two have to differ."""
    for unit, name in BIG:
        if value >= unit:
            return f"{value / unit:,.{max(2, digits)}f}{name}"
    if value >= 100:
        return f"{value:,.{digits}f}"
    said = f"{value:.{max(digits, 1 if value >= 10 else 2)}f}"
    return "0" if float(said) == 0 else said


def falls(before: float, after: float) -> str:
    """What becomes of the total distance: "falls from 412 to 377", "stays at 377"."""
    if after >= before:
        return f"stays at {distance(after)}"
    for digits in range(4):
        if distance(before, digits) != distance(after, digits):
            return f"falls from {distance(before, digits)} to {distance(after, digits)}"
    return f"hardly falls: it is {distance(after)}"


def share(part: float, digits: int = 0) -> str:
    """A share, never said to be nothing or everything if it is not."""
    part = round(part, 9)  # a sum of shares may miss 1 by a hair
    if 0 < part < 0.005:
        return f"less than 1{TOGETHER}%"
    if 0.995 < part < 1:
        return f"more than 99{TOGETHER}%"
    return percent(part, digits)
