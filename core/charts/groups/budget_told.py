"""How a budget, its splits and what they earn are said; amounts in three digits, for they are guesses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.charts.groups import _said as said
from core.safe import visible
from core.strategy import Outlook, Plan
from core.words import Noun, money, percent, price

DIGITS = 3
SIGN = 8  # letters of a currency


def coin(currency: str) -> str:
    """What the next one is called."""
    return "euro" if currency == "€" else "unit of money"


def about(amount: float, currency: str) -> str:
    """An amount in three digits: 897345.12 -> "€ 897,000"."""
    rounded = float(f"{amount:.{DIGITS}g}")
    if not rounded:
        return price(0, visible(currency, SIGN))
    return money(rounded, visible(currency, SIGN))


def between(low: float, high: float, currency: str) -> str:
    """ "8 in 10: € 400,000 to € 2,300,000", or nothing where the ends are the same."""
    ends = about(low, currency), about(high, currency)
    return "" if ends[0] == ends[1] else f"8 in 10: {ends[0]} to {ends[1]}"


def ranged(found: Outlook, currency: str) -> str:
    """What a plan earns with its range; a loss has a minus."""
    held = between(found.low, found.high, currency)
    return about(found.middle, currency) + (f" ({held})" if held else "")


def doubt(found: Outlook, noun: Noun) -> str:
    """What the ranges stand on."""
    asked = f"The curves are your answers: no {visible(noun.one, said.LEVEL)} has been asked."
    if not found.off:
        return f"{asked} They are taken as sure, so there is no range."
    fewer, more = percent(found.off / (1 + found.off)), percent(found.off)
    return (
        f"{asked} For the range the yeses of each group are drawn anew, 8 in 10 times between {fewer} fewer "
        f"and {more} more, each group by itself; a doubt that all groups share makes it wider."
    )


def same(one: Plan, other: Plan) -> bool:
    """Whether two plans spend alike, to what can be said."""
    return bool(np.allclose(one.spend, other.spend, rtol=1e-3, atol=1e-4 * max(one.budget, 1e-9)))


def words(
    best: Plan, mine: Plan, names: Sequence[str], outlooks: tuple[Outlook, Outlook], currency: str
) -> str:
    """What the best split does, and what it earns beside the reader's."""
    if best.budget <= 0:
        return f"There is no budget to split.{_first(best, names, currency)}"
    return f"{_split(best, names, currency)} {_earned(best, mine, outlooks, currency)}"


def _first(best: Plan, names: Sequence[str], currency: str) -> str:
    most = float(best.first.max())
    if not most:
        return ""
    there = [said.group(number, names) for number, one in enumerate(best.first) if one >= most * (1 - 1e-9)]
    where = said.joined(there) if len(there) < 3 else f"{len(there)} groups alike"
    return f" The first {coin(currency)} would buy most in {where}: {about(most, currency)}."


def _split(best: Plan, names: Sequence[str], currency: str) -> str:
    whole, one = about(best.budget, currency), coin(currency)
    spent = np.flatnonzero(best.spend).tolist()
    if not spent:
        return f"Of {whole}, the best split spends nothing: in no group does a {one} buy more than a {one}."
    kept = f", keeps {about(best.unspent, currency)}" if best.unspent > best.budget / 1e4 else ""
    alone = _alone(best, names, currency)
    given = _given(best, spent, names, currency, all_of=not kept)
    return f"Of {whole}, the best split {given}{kept if alone else kept.replace(',', ' and', 1)}{alone}."


def _given(best: Plan, spent: Sequence[int], names: Sequence[str], currency: str, all_of: bool) -> str:
    most = float(best.spend.max())
    amount = about(most, currency)
    tied = [number for number in spent if best.spend[number] >= most * (1 - 1e-6)]
    if len(spent) == 1:
        return f"gives {'all' if all_of else amount} to {said.group(spent[0], names)}"
    if len(tied) == len(spent):
        who = "both groups" if len(best.spend) == 2 else f"{len(spent)} groups"
        return f"gives {who} the same, {amount} each"
    if len(tied) > 1:
        return f"gives most to {len(tied)} groups ({amount} each)"
    return f"gives most to {said.group(tied[0], names)} ({amount})"


def _alone(best: Plan, names: Sequence[str], currency: str) -> str:
    """Who gets nothing, and why: the first unit of money there against the last one elsewhere."""
    if not best.alone:
        return ""
    level = float(best.next_euro[best.spend > 0].max())
    most = float(best.first[list(best.alone)].max())
    buys = about(most, currency) if most else "nothing"
    one = coin(currency)
    elsewhere = f", the last one elsewhere buys {about(level, currency)}"
    if len(best.alone) == 1:
        who, there = said.group(best.alone[0], names), f"its first {one} would buy {buys}"
    else:
        who = f"{len(best.alone)} groups"
        there = f"there the first {one} would buy {buys}{' at most' if most else ''}"
    return f" and leaves {who} alone: {there}{elsewhere}"


def _earned(best: Plan, mine: Plan, outlooks: tuple[Outlook, Outlook], currency: str) -> str:
    ours, theirs = outlooks
    if not mine.spend.any():
        if not best.spend.any():
            return "Your split spends nothing either."
        return f"It earns {ranged(ours, currency)}, and yours spends nothing."
    if not best.spend.any():
        return f"Yours earns {ranged(theirs, currency)}."
    if same(best, mine):
        return f"It earns {ranged(ours, currency)}, and so does your split."
    more = about(best.net_value - mine.net_value, currency)
    ahead = f": ahead in {said.hundred(ours.better(theirs))} of 100 draws" if ours.off else ""
    return (
        f"The best split earns {ranged(ours, currency)}, yours {ranged(theirs, currency)}. "
        f"That is {more} more{ahead}."
    )
