"""How money that rests on guesses is written: three digits, millions with one decimal, ranges in two."""

from __future__ import annotations

import math

from core.safe import visible
from core.words import TOGETHER, price

DIGITS = 3
SIGN = 8  # letters of a currency
CENT = 0.01
MILLION = 1e6
WORDS = ((1e12, f"{TOGETHER}trillion"), (1e9, f"{TOGETHER}billion"), (MILLION, f"{TOGETHER}million"))
LETTERS = ((1e12, f"{TOGETHER}trillion"), (1e9, f"{TOGETHER}bn"), (MILLION, f"{TOGETHER}M"))
PLAIN = 10  # steps that an amount has to be long to be told in them
FAR = 1_000  # times its lower end that a range may reach up to and be told in one unit


def coin(currency: str) -> str:
    """What the next one is called: "euro", "Rs 1"."""
    return "euro" if currency == "€" else one(currency)


def one(currency: str) -> str:
    """ "€ 1"."""
    sign = visible(currency, SIGN)
    return price(1, sign) if sign else "1"


def step_of(amount: float, digits: int = DIGITS) -> float:
    """The step an amount is rounded to: three digits, from a million on one decimal."""
    size = abs(amount)
    if size < CENT:
        return CENT
    step = 10.0 ** (math.floor(math.log10(size)) + 1 - digits)
    size = abs(_round(size, step))
    if digits == DIGITS:
        step = next((unit / 10 for unit, _ in WORDS if size >= unit), step)
    return max(step, CENT)


def fits(amount: float, step: float) -> bool:
    """Whether an amount is not too small to be told in such steps."""
    return not amount or abs(amount) >= PLAIN * step


def rounded(amount: float, step: float) -> float:
    """An amount in the steps of its sentence, so that amounts add up; by itself if it is too small."""
    return _round(amount, step if fits(amount, step) else step_of(amount))


def about(amount: float, currency: str, step: float = 0.0) -> str:
    """An amount in a sentence: 897345.12 -> "€ 897,000", 11.94e6 -> "€ 11.9 million".

    step  that of the largest amount of the sentence; 0 for its own
    """
    return _written(rounded(amount, step or step_of(amount)), currency, WORDS)


def brief(amount: float, currency: str, step: float = 0.0) -> str:
    """The same on a label: "€ 11.9 M"."""
    return _written(rounded(amount, step or step_of(amount)), currency, LETTERS)


def between(low: float, high: float, currency: str, middle: float | None = None, short: bool = False) -> str:
    """ "8 in 10: € 5.6 to 20 million", or nothing where the ends are the same.

    A loss is called one. More digits are told where two would put the middle outside.
    """
    units = LETTERS if short else WORDS
    for digits in (2, DIGITS):
        ends = [_round(end, max(step_of(end, digits), CENT)) for end in (low, high)]
        if ends[0] < ends[1] and (middle is None or ends[0] <= middle <= ends[1]):
            break
    if ends[0] >= ends[1]:
        return ""
    return f"8 in 10: {_ends(ends[0], ends[1], currency, units)}"


def _ends(low: float, high: float, currency: str, units: tuple[tuple[float, str], ...]) -> str:
    if high <= 0:
        return f"a loss of {_span(-high, -low, currency, units)}"
    if low < 0:
        loss, gain = _written(-low, currency, units), _written(high, currency, units)
        return f"a loss of {loss} to a gain of {gain}"
    return _span(low, high, currency, units)


def _span(low: float, high: float, currency: str, units: tuple[tuple[float, str], ...]) -> str:
    """Two ends from nothing upwards, in one unit unless they are too far apart."""
    if low and high > FAR * low:
        return f"{_written(low, currency, units)} to {_written(high, currency, units)}"
    unit = next((unit for unit, _ in units if high >= unit), 1.0)
    name = next((name for size, name in units if size == unit), "")
    two = [_digits(end, unit) for end in (low, high)]
    if unit > 1:  # a whole number below 10 says that it is known to a tenth
        two = [f"{end}.0" if end.isdigit() and len(end) == 1 and end != "0" else end for end in two]
    return f"{visible(currency, SIGN)}{TOGETHER}{two[0]} to {two[1]}{name}"


def _round(amount: float, step: float) -> float:
    return float(f"{round(amount / step) * step:.12g}") + 0.0


def _written(amount: float, currency: str, units: tuple[tuple[float, str], ...]) -> str:
    """A rounded amount with its sign and unit."""
    unit, name = next((pair for pair in units if abs(amount) >= pair[0]), (1.0, ""))
    minus = "−" if amount < 0 else ""
    return f"{minus}{visible(currency, SIGN)}{TOGETHER}{_digits(abs(amount), unit)}{name}"


def _digits(amount: float, unit: float) -> str:
    """A rounded amount in a unit; cents are two or none."""
    size = float(f"{amount / unit:.6g}") if unit > 1 else amount
    if size.is_integer():
        return f"{size:,.0f}"
    return f"{size:,.2f}" if unit == 1 else f"{size:,.6f}".rstrip("0")
