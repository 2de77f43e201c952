"""How shares and values are said in the sentences about groups."""

from __future__ import annotations

from core.safe import visible
from core.words import CURRENCIES, TOGETHER, figure, percent

UNIT = 24  # letters of a unit


def share(part: float) -> str:
    """A share as a percentage, never said to be nothing or all if it is not."""
    if 0 < part < 0.001:
        return f"under 0.1{TOGETHER}%"
    if 0.995 <= part < 1:
        return f"over 99{TOGETHER}%"
    return percent(part, _decimals(part))


def amount(value: float, unit: str) -> str:
    """A value in its unit, without decimals from 100 on."""
    if unit == "%":
        return share(value / 100)
    return figure(round(value) if abs(value) >= 100 else value, visible(unit, UNIT))


def two_amounts(one: float, other: float, unit: str) -> tuple[str, str]:
    """Two values to compare; a unit of words is said once, after the first."""
    short = unit == "%" or unit in CURRENCIES
    return amount(one, unit), amount(other, unit if short else "")


def as_said(part: float) -> float:
    """A share as share() rounds it, so that what is decided agrees with what is read."""
    return float(f"{100 * part:.{_decimals(part)}f}") / 100


def _decimals(part: float) -> int:
    """One below ten per cent, none for nothing and above."""
    return 1 if 0 < round(part, 3) <= 0.095 else 0
