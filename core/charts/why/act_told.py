"""What is said of acting on a push: the promise, what came of it, and what would have been best."""

from __future__ import annotations

from collections.abc import Sequence

from core.explain.acting import Acted
from core.safe import visible
from core.words import capital, count, money, money_span

TOO_MUCH, NEARLY_TWICE = 1.5, 1.75  # times what came of it
SYMPTOM = {
    "stand-in": "The column it changes is only a symptom",
    "noise": "The column it changes has nothing to do with leaving",
}


def words(found: Sequence[Acted], currency: str, chosen: str | None) -> str:
    """What was promised for the reader's action, or for the one promised most, and what came of it.

    chosen  name of the reader's action, "" for doing nothing, None (or an unknown name) for no choice
    """
    best = max(found, key=lambda one: one.value)
    mine = next((one for one in found if one.action.name == chosen), None)
    if mine is not None:
        return (
            f"You chose: {order(mine)}. {_compared(mine, currency)}{_why(mine, currency)} "
            f"{_advice(best, mine, currency)}"
        )
    promised = max(found, key=lambda one: one.believed)
    start = "You chose to do nothing, which neither earns nor costs anything. " if chosen == "" else ""
    most = f"The model promised {'most ' * (len(found) > 1)}for “{visible(promised.action.name, 80)}”:"
    told = f"{start}{_compared(promised, currency, most)}{_why(promised, currency)}"
    return f"{told} {_advice(best, promised, currency)}"


def order(one: Acted) -> str:
    """The name of an action in the middle of a sentence; a name in capitals stays."""
    name = visible(one.action.name, 80)
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def _compared(one: Acted, currency: str, start: str = "The model promised") -> str:
    """What was promised, and what came of it."""
    promise = _sum(one.believed, currency, "a gain of", "a loss of", "neither gain nor loss")
    truth = _sum(one.value, currency, "earns", "loses", "neither earns nor loses anything")
    ranged = f" ({money_span(one.low, one.high, currency)})" if one.low < one.high else ""
    same = money(one.value, currency) == money(one.believed, currency)
    kept, much = same or one.low <= one.believed <= one.high, ""
    if _idle(one, currency):
        truth = f"loses its whole cost, {money(one.action.cost, currency)}{', as promised' * kept}"
        how = f"in truth it {truth}: not one customer stays because of it"
    elif kept:
        how = f"in truth it {truth}{ranged}, as promised"
    elif 0 < one.value < one.believed:
        how, much = f"in truth it {truth.replace('earns', 'earns only')}{ranged}", _too_much(one, currency)
    elif one.value > one.believed:
        how = f"in truth it does better: it {truth}{ranged}"
    else:
        how = f"in truth it {truth}{ranged}"
    return f"{start} {promise} per customer; {how}.{much}"


def _idle(one: Acted, currency: str) -> bool:
    """Whether an action moves nobody, so that its cost is lost."""
    paid = money(one.action.cost, currency) != money(0, currency)
    return one.action.kept == one.action.lost == 0 and paid


def _too_much(one: Acted, currency: str) -> str:
    """How many times the gain was promised, if far more than came of it."""
    if money(one.value, currency) == money(0, currency) or one.believed < TOO_MUCH * one.value:
        return ""
    times = one.believed / one.value
    if times >= 2:
        return f" It promised {count(times)} times too much."
    return f" It promised {'half as much again' if times < NEARLY_TWICE else 'nearly twice as much'}."


def _sum(amount: float, currency: str, gain: str, loss: str, none: str) -> str:
    told = money(abs(amount), currency)
    if told == money(0, currency):
        return none
    return f"{gain if amount > 0 else loss} {told}"


def _why(one: Acted, currency: str) -> str:
    """Whom the action moves, unless that was said, and what the column it changes is."""
    action = one.action
    symptom = SYMPTOM.get(action.role, "")
    if _idle(one, currency):
        return f" {symptom}." if symptom else ""
    if action.kept == action.lost == 0:
        return f" {symptom}: not one customer stays because of it." if symptom else (
            " Not one customer stays because of it."
        )  # fmt: skip
    sides = [(n, verb) for n, verb in ((action.kept, "stay"), (action.lost, "leave")) if n]
    moved = [f"{count(n)} {verb}{'s' * (n == 1)}" for n, verb in sides]
    told = f"because of it {' and '.join(moved)}, of {count(action.customers)} customers"
    return f" {symptom}; {told}." if symptom else f" {capital(told)}."


def _advice(best: Acted, talked: Acted, currency: str) -> str:
    """Which action would have been best, or that none pays."""
    if money(max(best.value, 0.0), currency) == money(0, currency):
        return "No action pays: doing nothing is best."
    if best is talked or best.value == talked.value:
        return "No other action earns more."
    ranged = f", {money_span(best.low, best.high, currency)}" if best.low < best.high else ""
    return f"Best would be: {order(best)}. It earns {money(best.value, currency)}{ranged}."
