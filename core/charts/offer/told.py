"""The profit of a line in words: whom it contacts, of a hundred, and what that earns."""

from __future__ import annotations

import math

from core.campaign import Earned, Offer, ProfitCurve, Tuned, break_even
from core.charts.people import out_of_hundred
from core.words import figure, money, money_span, percent

CENT = 0.005
ONE = 0.01  # a smaller share is none of a hundred, in the dots and in the words
EACH = " for each customer we have"


def people_of(chosen: Offer) -> dict[str, int]:
    """A hundred customers in five fates; those kept are rounded last, so that the counts add up."""
    caught, wasted = (chosen.caught, chosen.wasted) if chosen.share >= ONE else (0, 0)
    counted = out_of_hundred(
        {
            "caught": caught,
            "wasted": wasted,
            "missed": chosen.leavers - caught,
            "spared": chosen.customers - chosen.leavers - wasted,
        }
    )
    kept = round(_kept(chosen, counted["caught"]))
    return {
        "caught": kept,
        "refused": counted["caught"] - kept,
        "wasted": counted["wasted"],
        "missed": counted["missed"],
        "spared": counted["spared"],
    }


def _kept(chosen: Offer, leavers: int) -> float:
    """How many of so many contacted leavers stay for the offer on average, without a computer's crumbs."""
    return round(chosen.campaign.accept_rate * leavers, 6)


def words(
    curve: ProfitCurve,
    chosen: Offer,
    earned: Earned,
    best: Offer,
    tuned: Tuned,
    people: dict[str, int],
    currency: str,
    limit: float | None,
) -> str:
    told = [
        _contacts(curve, chosen, people, limit),
        _verdict(curve, chosen, earned, best, currency, limit is not None),
    ]
    if best.profit > 0 and max(map(abs, (tuned.value, tuned.low, tuned.high))) >= CENT:
        told.append(
            f"A line chosen to be best {_earns(tuned.value, currency)} on customers it was not chosen on "
            f"({money_span(tuned.low, tuned.high, currency)})."
        )
    return " ".join(told)


def _contacts(curve: ProfitCurve, chosen: Offer, people: dict[str, int], limit: float | None) -> str:
    """Where the line stands, and whom it contacts."""
    story = _story(chosen, people, limit)
    if limit is None or chosen.threshold != curve.limited(int(limit * curve.customers + 1e-9)):
        return f"{f'At {at(chosen)}' if chosen.threshold <= 1 else 'Above everyone'} {story}."
    share, more = figure(100 * limit, "%"), " and every line reaches more" if limit > 0 else ""
    if not chosen.contacted:
        return f"Your team can contact {share} of customers{more}, so we contact nobody."
    return f"Your team can contact {share} of customers, so the line stands at {at(chosen)}: {story}."


def _story(chosen: Offer, people: dict[str, int], limit: float | None) -> str:
    """Whom the line contacts, of a hundred, and how it turns out for them."""
    if not chosen.contacted:
        return "we contact nobody"
    leavers, wasted = people["caught"] + people["refused"], people["wasted"]
    contacted = leavers + wasted
    if not contacted:
        return "we contact fewer than 1 of 100 customers"
    parts = []
    if leavers:
        parts.append(_turns_out(leavers, _kept(chosen, leavers)))
    if wasted:
        takes = "takes" if wasted == 1 else "take"
        parts.append(f"{wasted} would have stayed anyway and {takes} it too")
    about = "about " if limit is not None and contacted > 100 * limit + 1e-9 else ""
    return f"we contact {about}{contacted} of 100 customers: {', and '.join(parts)}"


def _turns_out(leavers: int, kept: float) -> str:
    """How many of the contacted leavers stay; a fraction lies between two whole numbers of people."""
    low, high = math.floor(kept), math.ceil(kept)
    if leavers == 1:
        does = "may stay for the offer" if low < high else "stays for the offer" if low else "leaves anyway"
        return f"1 was leaving and {does}"
    if low == high:
        stay = "nobody stays" if not low else "1 stays" if low == 1 else f"{low} stay"
    else:
        stay = f"{low} to {high} stay" if low else "at most 1 stays"
    return f"{leavers} were leaving, of whom {stay} for the offer"


def _verdict(
    curve: ProfitCurve, chosen: Offer, earned: Earned, best: Offer, currency: str, limited: bool
) -> str:
    profit = chosen.profit_per_customer
    nothing = abs(profit) < CENT
    that = f"That {_earns(profit, currency)}{'' if nothing else EACH}"
    if max(abs(earned.low), abs(earned.high)) >= CENT:
        that += f" ({money_span(earned.low, earned.high, currency)})"
    if best.profit <= 0:
        return f"{that}. {_hopeless(curve, limited)}"
    short = best.profit_per_customer - profit
    if short < CENT:
        return f"{that}; no whole-percent line{' your team can reach' if limited else ''} earns more."
    name = "the best line your team can reach" if limited else "the best line"
    if profit < CENT:
        most = f"{_earns(best.profit_per_customer, currency)}{EACH if nothing else ''}"
        return f"{that}; {name}, at {at(best)}, {most}."
    return f"{that}, {money(short, currency)} less than {name} at {at(best)}."


def _hopeless(curve: ProfitCurve, limited: bool) -> str:
    """Why contacting nobody is best."""
    if break_even(curve.campaign) is None:
        reason = "even a sure leaver brings less than the offer and the contact cost"
    elif curve.best.profit > 0:
        reach = " your team can reach" if limited else ""
        return f"No whole-percent line{reach} earns more than contacting nobody."
    else:
        reason = "no line earns more than contacting nobody"
    return f"With these values no customer is worth a contact: {reason}."


def _earns(profit: float, currency: str) -> str:
    """ "earns € 0.31", "loses € 2.00", or "earns nothing" where it is less than half a cent."""
    if abs(profit) < CENT:
        return "earns nothing"
    return f"{'earns' if profit > 0 else 'loses'} {money(abs(profit), currency)}"


def at(offer: Offer) -> str:
    """The line of an offer."""
    return percent(offer.threshold) if offer.threshold <= 1 else "nobody"
