"""What is said of the model signed off: its bill beside another's, and the price that turns the choice."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.charts.box.contest_told import named
from core.costs import CONTACT_EVERYONE, DO_NOTHING, PERFECT, Contest, Difference, Entry, Turning
from core.words import capital, count, figure, money, money_span, price, span, the_model

LUCK = ", but that may be luck"
CENT = 0.01
DIGITS = 3  # that count in a sum for the whole base


def taking_part(found: Contest, name: str) -> Entry:
    """The entry of that name; ValueError if there is none."""
    entry = found.entry(name)
    if entry is None:
        raise ValueError(f"There is no {name} among those compared.")
    return entry


def bill_range(found: Contest) -> tuple[float, float]:
    """Between which values the bill of the model signed lies: what perfect foresight saves."""
    ahead = taking_part(found, PERFECT).ahead
    return max(ahead.low, 0.0), ahead.high


def caution(found: Contest, other: str) -> str:
    """What the ranges that are shown do not cover, and what the bill takes for granted."""
    (low, high), ahead = bill_range(found), taking_part(found, other).ahead
    own, between = low < high, ahead.low < ahead.high
    granted = "in this bill every contact with a leaver works."
    if not own and not between:
        return capital(granted)
    ranges = "your model's bill" if own else "the difference"
    whose = f"{ranges} and that of the difference cover" if own and between else f"{ranges} covers"
    chance = "chance only, nine times in ten, not a market that changes"
    return f"The range of {whose} {chance}. And {granted}"


def words(found: Contest, other: str, customers: int, currency: str) -> str:
    """What the model signed costs, and whether that is less than another one.

    found      everybody's bill, compared with the model signed
    customers  of the whole base
    """
    chosen, rival = taking_part(found, found.reference), taking_part(found, other)
    if rival.ahead.real or rival.ahead.low != rival.ahead.high:
        lead = _lead(rival.ahead, the_model(other), customers, currency)
    else:
        alike = (chosen.contact == rival.contact).all()
        lead = f"{capital(the_model(other))} {'decides alike about everyone' if alike else 'costs the same'}."
    cheaper = "".join(_cheaper(found, chosen, name, currency) for name in (DO_NOTHING, CONTACT_EVERYONE))
    return f"You sign {the_model(chosen.name)}. {_bill(found, chosen, currency)} {lead}{cheaper}"


def _bill(found: Contest, chosen: Entry, currency: str) -> str:
    """What the model signed costs with its range, beside doing nothing where that is no cheaper."""
    nobody = taking_part(found, DO_NOTHING)
    cost, nothing = (money(entry.worth.cost_per_customer, currency) for entry in (chosen, nobody))
    low, high = bill_range(found)
    wide = money(low, currency) != money(high, currency)
    bill = f"{cost} per customer{f', {money_span(low, high, currency)}' if wide else ''}"
    if not chosen.contact.any():
        return f"It contacts nobody, so it costs what doing nothing costs: {bill}."
    if cost == nothing:
        about = "about " if nobody.ahead.value else ""
        return f"It costs {bill}, {about}as much as doing nothing."
    if nobody.ahead.value > 0:
        return f"It costs {bill}."
    luck = "" if nobody.ahead.real else LUCK
    return f"It costs {bill}{',' * wide} where doing nothing costs {nothing}{luck}."


def _cheaper(found: Contest, chosen: Entry, name: str, currency: str) -> str:
    """A way without a model that costs less than the model signed; "" if this one does not."""
    entry = taking_part(found, name)
    bill = money(entry.worth.cost_per_customer, currency)
    if entry.ahead.value <= 0 or bill == money(chosen.worth.cost_per_customer, currency):
        return ""
    luck = "" if entry.ahead.real or not entry.worth.cost_per_customer else LUCK
    return f" {'Doing nothing' if name == DO_NOTHING else 'Contacting everyone'} costs less: {bill}{luck}."


def _lead(ahead: Difference, other: str, customers: int, currency: str) -> str:
    """The bill beside another model's; ahead is what that one saves more than the model signed."""
    if not ahead.real:
        less, more = (_difference(end, currency) for end in (ahead.low, ahead.high))
        ends = "they cost about the same" if less == more else f"from {less} to {more}"
        return f"Whether that is more or less than {other}, we cannot tell: {ends}."
    value, (low, high) = abs(ahead.value), sorted((abs(ahead.low), abs(ahead.high)))
    told, more = money(value, currency), "more" if ahead.value > 0 else "less"
    if told == money(0, currency):
        that = f"That is under {money(CENT, currency)} {more} than {other}"
    else:
        that = f"That is {told} {more} than {other}, {money_span(low, high, currency)}"
    base = f"{count(customers)} {'customer' if customers == 1 else 'customers'}"
    total, least, most = (money(_roughly(amount * customers), currency) for amount in (value, low, high))
    about, between = ("", "") if least == most else ("about ", f", {span(least, most)}")
    if ahead.value > 0:
        return f"{that}: {other} is the cheaper one. For {base}: {about}{total} more{between}."
    return f"{that}. For {base}: {about}{total}{between}."


def _roughly(amount: float) -> float:
    """A sum with three digits that count."""
    return round(amount, DIGITS - 1 - math.floor(math.log10(abs(amount)))) if amount else 0.0


def _difference(more: float, currency: str) -> str:
    """ "0.30 less", "just as much" """
    size = money(abs(more), currency)
    return "just as much" if size == money(0, currency) else f"{size} {'more' if more > 0 else 'less'}"


def table(rows: Sequence[Entry], customers: int, currency: str) -> pd.DataFrame:
    """A row per bar: its bill, and how much more than that the model signed costs, with the range."""
    return pd.DataFrame(
        [
            {
                "what we do": named(entry),
                f"cost per customer, {currency}": entry.worth.cost_per_customer,
                "cost for the whole base": entry.worth.cost_per_customer * customers,
                "your model costs more per customer": entry.ahead.value,
                "more, at least": entry.ahead.low,
                "more, at most": entry.ahead.high,
            }
            for entry in rows
        ]
    )


@dataclass(frozen=True)
class _Side:
    """What happens when the price of a lost customer falls, or rises, far enough.

    price   where that begins
    below   whether it is at lower prices
    chosen  whether it is then the model signed that costs less
    real    whether at some of these prices its lead is more than luck
    passes  whether farther on it is the other way round again
    """

    price: float
    below: bool
    chosen: bool
    real: bool
    passes: bool


def turns_in_words(turning: Turning, chosen: str, other: str, missed: float, currency: str) -> str:
    """From which price of a lost customer on the choice between two models would be another one.

    turning  chosen is its first model, other its second
    missed   the present price, in money
    """
    if missed == 0:
        return "A lost customer costs nothing here, so the two cost the same."
    now, names = price(missed, currency), {True: the_model(chosen), False: the_model(other)}
    ends = " and ".join(_price(float(turning.prices[end]), missed, currency) for end in (0, -1))
    between = f"between {ends} for a lost customer"
    if not turning.leads.any():
        return f"The two cost the same at any price {between} (now {now})."
    real = bool(turning.real[_place(turning, missed)])
    sides = [side for side in (_side(turning, missed, below) for below in (True, False)) if side]
    told = [_price(side.price, missed, currency) for side in sides]
    if turning.now <= 0:
        less = f"{names[False]} costs less{'' if real else LUCK}" if turning.now else "the two cost the same"
        head = f"At {now} for a lost customer {less}."
        after = [f" {capital(part)}." for part in _parts(sides, told, names)]
        return head + ("".join(after) or f" Nothing between {ends} turns it.")
    if not sides:
        if real:
            return f"{capital(between)} nothing turns it (now {now})."
        return f"On these customers {names[True]} never costs more {between}, but its lead may be luck."
    head = "The advice holds" if real else f"On these customers {names[True]} costs less, maybe by luck,"
    if len(sides) == 2:
        holds = f"between {told[0]} and {told[1]}"
    else:
        holds = f"{'more' if sides[0].below else 'less'} than {told[0]}"
    parts = _parts(sides, ["that"] * len(sides), names)
    return f"{'; '.join((f'{head} while a lost customer costs {holds} (now {now})', *parts))}."


def _place(turning: Turning, missed: float) -> int:
    return int(np.searchsorted(turning.prices, missed))


def _side(turning: Turning, missed: float, below: bool) -> _Side | None:
    """What happens first on the way from the present price down, or up; None if nothing does."""
    at = _place(turning, missed)
    way = np.arange(at, -1, -1) if below else np.arange(at, len(turning.prices))
    signs = np.sign(turning.leads[way])
    changed = np.flatnonzero((signs != 0) & (signs != signs[0]))
    if not changed.size:
        return None
    start = int(changed[0])
    back = np.flatnonzero(signs[start:] == -signs[start])
    end = start + int(back[0]) if back.size else len(way)
    if signs[0]:
        begins = next(turn for turn in turning.turns if (turn < missed) == below)
    else:
        begins = float(turning.prices[way[start - 1]])
    return _Side(
        begins, below, bool(signs[start] > 0), bool(turning.real[way[start:end]].any()), end < len(way)
    )


def _parts(sides: Sequence[_Side], prices: Sequence[str], names: Mapping[bool, str]) -> list[str]:
    """Who costs less beyond which prices; two sides with the same to say share their words."""
    where: dict[tuple[bool, bool], list[str]] = {}
    for side, told in zip(sides, prices, strict=True):
        place = f"{'just ' if side.passes else ''}{'below' if side.below else 'above'} {told}"
        where.setdefault((side.chosen, side.real), []).append(place)
    parts = []
    for (chosen, real), places in where.items():
        beyond = " and ".join(places).replace("that and", "and")
        parts.append(f"{beyond} {names[chosen]} costs less{'' if real else LUCK}")
    return parts


def _price(amount: float, present: float, currency: str) -> str:
    """A price that was worked out: whole from 10 on, unless it would then look like the present one."""
    if amount < CENT:
        return figure(amount, currency)
    whole = price(round(amount, 0 if amount >= 10 else 2), currency)
    if amount == present or whole != price(present, currency):
        return whole
    return price(round(amount, 2), currency)
