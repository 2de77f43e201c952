"""What the picture of a budget says: what the best split does, and what it earns beside the reader's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.amounts import about, between, coin, fits, one, rounded, step_of
from core.charts.groups import _said as said
from core.safe import visible
from core.strategy import Outlook, Plan
from core.words import capital, figure

ALIKE = 0.01  # of what the best split earns: plans that differ by less are not told apart
NEAR = 0.15  # of a difference: rounding may change it by less
CALLED = 40  # letters of what the reader's split is called


def ranged(found: Outlook, currency: str, step: float = 0.0) -> str:
    """What a plan earns with its range: "earns € 515 (8 in 10: € 400 to 650)"; a loss is called one.

    step  what the amounts of the sentence are rounded to; 0 for its own
    """
    held = between(found.low, found.high, currency, found.middle)
    told = about(abs(found.middle), currency, step)
    does = f"costs {told} more than it brings" if found.middle < 0 else f"earns {told}"
    return does + (f" ({held})" if held else "")


def doubt(found: Outlook) -> str:
    """What the ranges stand on."""
    asked = "The curves are your answers: nobody has been asked."
    if not found.off:
        return f"{asked} There is no range, as if your answers held exactly."
    return (
        f"{asked} In 8 of 10 draws those who say yes in a group are off by a factor of "
        f"{figure(1 + found.off)} at most; half of the doubt is shared by all groups."
    )


def often(part: float) -> str:
    """A share of the draws: "all draws", "none of the draws", "12 of 100 draws"."""
    if part in (0, 1):
        return "all draws" if part else "none of the draws"
    return f"{said.hundred(part)} of 100 draws"


def same(one: Plan, other: Plan) -> bool:
    """Whether two plans spend alike, to what can be said."""
    return bool(np.allclose(one.spend, other.spend, rtol=1e-3, atol=1e-4 * max(one.budget, 1e-9)))


def words(
    best: Plan,
    mine: Plan,
    names: Sequence[str],
    outlooks: tuple[Outlook, Outlook],
    currency: str,
    mine_called: str,
) -> str:
    """What the best split does, and what it earns beside the reader's."""
    if best.budget <= 0:
        return f"There is no budget to split.{_first(best, names, currency)}"
    yours = visible(mine_called, CALLED)
    return f"{_split(best, names, currency)} {_earned(best, mine, outlooks, currency, yours)}"


def _first(best: Plan, names: Sequence[str], currency: str) -> str:
    most = float(best.first.max())
    if not most:
        return ""
    there = [said.group(number, names) for number, one in enumerate(best.first) if one >= most * (1 - 1e-9)]
    where = said.joined(there) if len(there) < 3 else f"{len(there)} groups alike"
    return f" The first {coin(currency)} would buy most in {where}: {about(most, currency)}."


def _split(best: Plan, names: Sequence[str], currency: str) -> str:
    whole, unit = about(best.budget, currency), one(currency)
    spent = np.flatnonzero(best.spend).tolist()
    if not spent:
        return f"Of {whole}, the best split spends nothing: in no group does {unit} buy more than {unit}."
    given, kept = _given(best, spent, names, currency)
    kept = f", keeps {kept}" if kept else ""
    alone = _alone(best, names, currency)
    return f"Of {whole}, the best split {given}{kept if alone else kept.replace(',', ' and', 1)}{alone}."


def _given(best: Plan, spent: Sequence[int], names: Sequence[str], currency: str) -> tuple[str, str]:
    """Who gets most, and what is kept; the amounts add up to the budget as it is said."""
    most, step = float(best.spend.max()), step_of(best.budget)
    whole = rounded(best.budget, step)
    kept = rounded(best.unspent, step) if best.unspent > best.budget / 1e4 else 0.0
    left = about(kept, currency, step) if kept else ""
    tied = [number for number in spent if best.spend[number] >= most * (1 - 1e-6)]
    if len(spent) == 1:
        who = said.group(spent[0], names)
        if not kept:
            return f"gives all to {who}", ""
        if not fits(kept, step):
            return f"gives all but {left} to {who}", ""
        return f"gives {about(whole - kept, currency, step)} to {who}", left
    amount = about(most, currency, step)
    if len(tied) == len(spent):
        who = "both groups" if len(best.spend) == 2 else f"{len(spent)} groups"
        adds = abs(len(tied) * rounded(most, step) + kept - whole) < 1e-6 * whole
        more_or_less = "" if adds else "about "
        return f"gives {who} the same, {more_or_less}{amount} each", left
    if len(tied) > 1:
        return f"gives most to {len(tied)} groups ({amount} each)", left
    return f"gives most to {said.group(tied[0], names)} ({amount})", left


def _alone(best: Plan, names: Sequence[str], currency: str) -> str:
    """Who gets nothing, and why: the first unit of money there against the last one elsewhere."""
    if not best.alone:
        return ""
    level = float(best.next_euro[best.spend > 0].max())
    most = float(best.first[list(best.alone)].max())
    buys = about(most, currency) if most else "nothing"
    elsewhere = f", the last one elsewhere buys {about(level, currency)}"
    if len(best.alone) == 1:
        who, there = said.group(best.alone[0], names), f"its first {coin(currency)} would buy {buys}"
    else:
        who = f"{len(best.alone)} groups"
        there = f"there the first {coin(currency)} would buy {buys}{' at most' if most else ''}"
    return f" and leaves {who} alone: {there}{elsewhere}"


def _earned(best: Plan, mine: Plan, outlooks: tuple[Outlook, Outlook], currency: str, yours: str) -> str:
    """What both splits earn. Splits that earn about the same are not praised."""
    ours, theirs = outlooks
    if not mine.spend.any() and not best.spend.any():
        return f"{capital(yours)} spends nothing either."
    begins = "" if ours.off else "if your answers hold exactly, "
    if not mine.spend.any():
        return f"{capital(f'{begins}it')} {ranged(ours, currency)}, and {yours} spends nothing."
    if best.spend.any() and same(best, mine):
        return f"{capital(f'{begins}it')} {ranged(ours, currency)}, and so does {yours}."
    more = best.net_value - mine.net_value
    alike = abs(more) < ALIKE * (abs(best.net_value) or best.budget)
    if alike:
        earns = f" {capital(f'{begins}the')} best split {ranged(ours, currency)}." if best.spend.any() else ""
        return f"Both splits earn about the same.{earns}"
    if not best.spend.any():
        return f"{capital(f'{begins}{yours}')} {ranged(theirs, currency)}."
    step, gap = _gap(best.net_value, mine.net_value, currency)
    ahead = f"; the best split earns more in {often(ours.better(theirs))}"
    return (
        f"{capital(f'{begins}the')} best split {ranged(ours, currency, step)}, "
        f"{yours} {_without(ranged(theirs, currency, step))}. "
        f"The difference is {gap}{ahead if ours.off else ''}."
    )


def _gap(one: float, other: float, currency: str) -> tuple[float, str]:
    """What two amounts are rounded to so that their difference can be read off, and the difference."""
    step = step_of(max(abs(one), abs(other)))
    if fits(one, step) and fits(other, step):
        for finer in (step, step / 10, step / 100):
            gap = rounded(one, finer) - rounded(other, finer)
            if abs(gap - (one - other)) < NEAR * abs(gap):
                return finer, about(gap, currency, finer)
    return step, f"about {about(one - other, currency)}"


def _without(earns: str) -> str:
    """The second of two plans that earn needs no verb."""
    return earns.removeprefix("earns ")
