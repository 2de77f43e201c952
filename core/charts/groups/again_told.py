"""Whether groups and a plan survive being found anew, in words."""

from __future__ import annotations

import numpy as np

from core.strategy import Again, Held, Refits, Survival
from core.words import Noun, count, money


def words(result: Again, survival: Survival | None, noun: Noun, currency: str) -> str:
    """How many rows change group, and what that does to the plan."""
    told = []
    if len(result.begun.changed):
        told.append(f"Begun anew {times(len(result.begun.changed))}, {_begun(result, noun)}.")
    drawn = len(result.drawn.changed)
    if drawn:
        told.append(f"With {noun.many} drawn anew {times(drawn)}, {_drawn(result.drawn, result.rows, noun)}.")
    if not told:
        return "The groups were not found anew."
    if survival is not None:
        told.append(_plan(survival, survival.drawn if drawn else survival.begun, currency))
    return " ".join(told)


def times(number: int) -> str:
    return "once" if number == 1 else f"{count(number)} times"


def _begun(result: Again, noun: Noun) -> str:
    most = int(result.begun.changed.max())
    if not most:
        return f"no {noun.one} changes group"
    return f"at most {count(most)} of {noun.of(result.rows)} {'changes' if most == 1 else 'change'} group"


def _drawn(refits: Refits, rows: int, noun: Noun) -> str:
    most, middle = int(refits.changed.max()), round(float(np.median(refits.changed)))
    if not most:
        return f"no {noun.one} changes group"
    some = f"{count(middle)} of {noun.of(rows)}" if middle else f"no {noun.one}"
    typical = f"{some} {'changes' if middle in (0, 1) else 'change'} group"
    return typical if middle == most else f"{typical} in the middle case, and at most {count(most)}"


def _plan(survival: Survival, held: Held, currency: str) -> str:
    """In how many refits the decision is the same, and what keeping the plan would forgo."""
    tries = len(held.most)
    most, alone = int(held.most.sum()), int(held.alone.sum())
    of = f"{count(most)} of {count(tries)}"
    if not survival.most:
        start = f"In {of} it is still best to spend nothing"
    else:
        left = "again no group is left alone"
        if survival.alone:
            left = f"the same {'group is' if len(survival.alone) == 1 else 'groups are'} left alone"
        then = "and" if alone == most else f"and in {count(alone)}"
        start = f"In {of} the same group gets most money {then} {left}"
    return f"{start}. {_forgone(survival, held, currency)}"


def _forgone(survival: Survival, held: Held, currency: str) -> str:
    middle, high = held.middle, held.high
    top = f"in 1 of 10 cases {money(high, currency)} or more"
    if not high:
        told = "Keeping the plan would forgo nothing in 9 of 10 cases"
        if not held.forgone.any():
            told = "Keeping the plan would never forgo anything"
    elif not middle:
        told = f"Keeping the plan would mostly forgo nothing, {top}"
    else:
        told = f"Keeping the plan would forgo {money(middle, currency)} in the middle case, {top}"
    if survival.already:
        told += f"; with the groups as they are it forgoes {money(survival.already, currency)}"
    return f"{told}."
