"""What is said of the contest: who is ahead, by how much, how a bet turned out, and all its figures."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from core.costs import (
    BEST_READABLE,
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    RULE,
    Best,
    Contest,
    Difference,
    Entry,
)
from core.words import MODEL_NAMES, capital, count, money, money_span, percent, the_model

NAMES = {DO_NOTHING: "do nothing", CONTACT_EVERYONE: "contact everyone", RULE: "your rule",
         PERFECT: "perfect foresight", **MODEL_NAMES}  # fmt: skip
PERFECT_SAYS = "Nobody can match perfect foresight."


def verdict(found: Contest, bet: str, currency: str, ahead: Difference) -> str:
    """How a bet turned out.

    ahead is what the cheapest entry saves more than the bet; nobody bets on contacting everyone or on
    perfect foresight, so these two do not count.
    """
    bills = {entry.name: entry.worth.cost_per_customer for entry in found.entries if entry.name != PERFECT}
    everyone = bills.pop(CONTACT_EVERYONE)
    cheapest = min(bills, key=bills.__getitem__)
    yours = f"You bet on: {NAMES[bet]}."
    if cheapest == bet or ahead.value == 0:
        least = "Only contacting everyone" if everyone < bills[cheapest] else "Nothing"
        return f"{yours} {least} costs less here."
    if not ahead.real:
        return (
            f"{yours} A good bet: the cheapest here, {_the(cheapest)}, cannot be told apart from it "
            f"(it {_lead(ahead, currency)})."
        )
    return (
        f"{yours} The cheapest here is {_the(cheapest)}: it {_sure(ahead, currency)}. We name it only "
        "once the bills are known, which flatters it a little."
    )


def _the(name: str) -> str:
    """A contender in the middle of a sentence."""
    others = {DO_NOTHING: "doing nothing", CONTACT_EVERYONE: "contacting everyone", RULE: NAMES[RULE],
              PERFECT: NAMES[PERFECT]}  # fmt: skip
    return others.get(name) or the_model(name)


def _best(best: Best) -> str:
    """The best of a kind: "the tree", or what was best in most parts."""
    return _the(best.name) if best.alone else f"mostly {_the(best.name)}"


def named(entry: Entry) -> str:
    """The name of a row: "Do nothing"."""
    return capital(NAMES[entry.name])


def reference(found: Contest) -> str:
    """Whom everybody is compared with, in the middle of a sentence."""
    if found.reference != BEST_READABLE or found.readable is None:
        return _the(found.reference)
    best = found.readable
    return _the(best.name) if best.alone else f"the best readable model ({_best(best)})"


def _lead(ahead: Difference, currency: str) -> str:
    """A difference that may be none: "saves from 0.12 less to 0.30 more"."""
    nought = money(0, currency)
    low, high = (
        "just as much"
        if money(abs(end), currency) == nought
        else f"{money(abs(end), currency)} {'more' if end > 0 else 'less'}"
        for end in (ahead.low, ahead.high)
    )
    return f"saves {low}" if low == high else f"saves from {low} to {high}"


def _sure(ahead: Difference, currency: str) -> str:
    """A difference that is real: "saves 1.86 more per customer (between 1.58 and 2.14)"."""
    more = "more" if ahead.value > 0 else "less"
    ends = (ahead.low, ahead.high) if ahead.value > 0 else (-ahead.high, -ahead.low)
    return f"saves {money(abs(ahead.value), currency)} {more} per customer ({money_span(*ends, currency)})"


def _against(found: Contest, readable: Best, box: Best, currency: str) -> str:
    """The black box against whom the reader chose to compare with, unless it has been said already."""
    said = readable.alone and box.alone and readable.name == found.reference
    entry = found.entry(box.name)
    if found.reference in (BEST_READABLE, box.name) or said or entry is None:
        return ""
    ahead = entry.ahead
    says = _sure(ahead, currency) if ahead.real else f"{_lead(ahead, currency)} per customer"
    return f" Against {reference(found)}, {_the(entry.name)} {says}."


def _people(customers: int) -> str:
    return f"{count(customers)} {'customer' if customers == 1 else 'customers'}"


def words(found: Contest, customers: int, currency: str, wanted: int) -> str:
    """Who is best of either kind, and by how much.

    customers  of the whole base
    wanted     how many models there will be, where some are still being worked out
    """
    models = [entry for entry in found.entries if entry.name in MODEL_NAMES]
    unseen = _people(found.entries[0].worth.customers)
    if found.lead is None or found.readable is None or found.box is None:
        return f"{_so_far(models, wanted)}On {unseen} doing nothing costs " + (
            f"{money(found.entries[0].worth.cost_per_customer, currency)} per customer. {PERFECT_SAYS}"
        )
    readable, box, lead = _best(found.readable), _best(found.box), found.lead
    pair = f"{_so_far(models, wanted)}The best black box here is {box}, the best you can read is {readable}. "
    against = _against(found, found.readable, found.box, currency)
    if lead.value == lead.low == lead.high == 0:
        alike = (found.box.contact == found.readable.contact).all()
        same = "decide alike about everyone" if alike else "cost exactly the same"
        return f"{pair}On {unseen} they {same}.{against}"
    if not lead.real:
        lead_said = _lead(lead, currency)
        return (
            f"{pair}On {unseen} we cannot tell them apart: the black box {lead_said} per customer.{against}"
        )
    ends = (lead.low, lead.high) if lead.value > 0 else (-lead.high, -lead.low)
    base = f"for {_people(customers)} {money_span(ends[0] * customers, ends[1] * customers, currency)}"
    return f"{pair}On {unseen} the black box {_sure(lead, currency)}: {base}.{against}"


def _so_far(models: Sequence[Entry], wanted: int) -> str:
    are = "is" if len(models) == 1 else "are"
    return f"So far {len(models)} of {wanted} models {are} there. " if len(models) < wanted else ""


def table(found: Contest, currency: str) -> pd.DataFrame:
    """A row per contender: its bill, what it saves, and how far it is ahead of the reference."""
    return pd.DataFrame(
        [
            {
                "who chooses": named(entry),
                "leavers missed": percent(entry.worth.missed, 1),
                "contacts wasted": percent(entry.worth.wasted, 1),
                f"cost per customer, {currency}": entry.worth.cost_per_customer,
                f"saves per customer, {currency}": entry.worth.gain,
                "at least": entry.worth.gain_low,
                "at most": entry.worth.gain_high,
                "of the bill": percent(entry.worth.value, 1),
                f"saves more than {reference(found)}": entry.ahead.value,
                "more, at least": entry.ahead.low,
                "more, at most": entry.ahead.high,
            }
            for entry in found.entries
        ]
    )
