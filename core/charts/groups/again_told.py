"""Whether groups and a plan survive being found anew, in words."""

from __future__ import annotations

import numpy as np

from core.amounts import about
from core.strategy import Again, Held, Survival
from core.words import Noun, count

LITTLE = 1 / 1000  # of the budget; what is less is next to nothing
CLOSE = 0.05  # of an amount; what differs by less is about the same


def words(result: Again, survival: Survival | None, noun: Noun, currency: str) -> str:
    """How many rows change group, and what that does to the best split and to the plan."""
    begun, drawn = result.begun.changed, result.drawn.changed
    if not len(begun) + len(drawn):
        return "The groups were not found anew."
    told = []
    if len(begun):
        told.append(f"begun anew {times(len(begun))}, {_at_most(int(begun.max()), result.rows, noun)}")
    if len(drawn):
        how = f"with {noun.many} drawn anew {times(len(drawn))}"
        told.append(f"{how}, {_typical(drawn, result.rows, noun, first=not told)}")
    start = "; ".join(told)
    sentences = [f"{start[0].upper()}{start[1:]}."]
    if survival is not None:
        sentences += _plan(survival, survival.drawn if len(drawn) else survival.begun, currency)
    return " ".join(sentences)


def times(number: int) -> str:
    return "once" if number == 1 else f"{count(number)} times"


def says_same(survival: Survival) -> bool:
    """Whether the words count the refits with the same best split, and not what is the same in it."""
    return bool(survival.most) and not _best(survival)


def _best(survival: Survival) -> bool:
    """Whether the plan is the best split, or earns as much to what can be said."""
    return survival.already < LITTLE * survival.budget or not survival.already


def _at_most(most: int, rows: int, noun: Noun) -> str:
    if not most:
        return f"no {noun.one} changes group"
    return f"at most {count(most)} of {noun.of(rows)} {'changes' if most == 1 else 'change'} group"


def _typical(changed: np.ndarray, rows: int, noun: Noun, first: bool) -> str:
    """The middle refit; shorter where rows were told of before."""
    most, middle = int(changed.max()), round(float(np.median(changed)))
    one = middle < 2
    if first:
        some = f"{count(middle)} of {noun.of(rows)}" if middle else f"no {noun.one}"
        told = f"{some} {'changes' if one else 'change'} group"
    else:
        told = f"{count(middle) if middle else 'none'} {'does' if one else 'do'}"
    return told if middle == most else f"{told} in the middle case"


def _plan(survival: Survival, held: Held, currency: str) -> list[str]:
    """In how many refits the best split is the same, and what sticking to the plan would forgo."""
    if not survival.budget:
        return ["There is no budget, so there is no plan to judge."]
    tries = count(len(held.most))
    most, alone, both = (int(one.sum()) for one in (held.most, held.alone, held.most & held.alone))
    if not survival.most:
        start = f"In {count(most)} of {tries} it is still best to spend nothing."
    elif not _best(survival):
        start = f"The best split stays the same in {count(both)} of {tries}."
    else:
        start = f"In {count(most)} of {tries} the best split gives most to the same group"
        if survival.alone:
            left = f"leaves the same {'group' if len(survival.alone) == 1 else 'groups'} alone"
        else:
            left = "leaves no group alone"
        start += f" and {left}." if most == both == alone else f"; in {count(alone)} it {left}."
    return [start, _forgone(survival, held, currency)]


def _forgone(survival: Survival, held: Held, currency: str) -> str:
    """What sticking to the plan costs in the middle refit and in a bad one, and already."""
    who = "Sticking to this split" if _best(survival) else "Sticking to yours"
    if not survival.spent:
        who = "Spending nothing"
    middle, high, worst, already = held.middle, held.high, float(held.forgone.max()), survival.already
    said, bad, often, today = (
        _amount(amount, survival.budget, currency) for amount in (middle, high, worst, already)
    )
    little = said.endswith("nothing")
    if bad.endswith("nothing"):  # nothing mostly, and next to nothing at times
        said = bad
    steady = said == bad or (not little and _near(middle, high))
    as_today = steady and (said == today or (not little and _near(middle, already)))
    if steady:
        roughly = "about " if said != bad or (as_today and said != today and not _best(survival)) else ""
        told = f"{who} would forgo {roughly}{said}{' in 9 of 10' if little and often != said else ''}"
    elif little:
        told = f"{who} would mostly forgo {said}, in 1 of 10 {bad} or more"
    else:
        told = f"{who} would forgo {said} in the middle case, in 1 of 10 {bad} or more"
    if _best(survival):
        return f"{told}."
    if as_today:
        return f"{told}, as it does with these groups."
    return f"{told}; with these groups it forgoes {today}."


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(one, other)


def _amount(amount: float, budget: float, currency: str) -> str:
    """ "€ 5.9 million", "€ 12,300", "next to nothing", "nothing"."""
    if amount <= 0:
        return "nothing"
    return "next to nothing" if amount < LITTLE * budget else about(amount, currency)
