"""Whose push a middle push is: the typical customer's, or that of a few at an end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.words import count

FEW = 10  # one in so many customers; fewer are not the typical customer
TYPICAL = " for the typical customer"


class Crowd(NamedTuple):
    """Customers with neighbouring values: the middle value, the middle push in points, how many they are."""

    value: float
    push: float
    customers: int


class Level(NamedTuple):
    """Customers with the same level, as it is said: the middle push in points, how many they are."""

    said: str
    push: float
    customers: int


Line = Sequence[Crowd]


def for_whom(crowd: Crowd, line: Line, there: str) -> str:
    """Whose middle push it is: the typical customer's, or that of a few at an end or there."""
    if not is_few(crowd.customers, line):
        return TYPICAL
    where = {line[0]: "with least", line[-1]: "with most"}.get(crowd, there)
    return f" for the {so_many(crowd.customers)} {where}"


def whose_chance(crowd: Crowd, line: Line) -> str:
    """Whose chance is moved, inside a sentence."""
    if is_few(crowd.customers, line):
        return f"the chance of {so_many(crowd.customers)}"
    return "the typical customer's chance"


def is_few(customers: int, groups: Sequence[Crowd] | Sequence[Level]) -> bool:
    """Whether these are fewer than a tenth of the customers of all groups."""
    return customers < sum(group.customers for group in groups) // FEW


def once(before: str, whom: str) -> str:
    """For whom, unless it was said before."""
    return "" if before == whom == TYPICAL else whom


def so_many(number: int) -> str:
    """ "1 customer", "2 customers" """
    return "1 customer" if number == 1 else f"{count(number)} customers"
