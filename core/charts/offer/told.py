"""The profit of a line in words: whom it contacts, of a hundred, and what that earns."""

from __future__ import annotations

from core.campaign import Offer, ProfitCurve, Tuned, break_even
from core.charts.people import out_of_hundred
from core.words import figure, money, money_span, percent

CENT = 0.005


def people_of(chosen: Offer) -> dict[str, int]:
    """A hundred customers in five fates; those kept are rounded last, so that the counts add up."""
    counted = out_of_hundred(
        {"caught": chosen.caught, "wasted": chosen.wasted, "missed": chosen.missed, "spared": chosen.spared}
    )
    kept = round(chosen.campaign.accept_rate * counted["caught"])
    return {
        "caught": kept,
        "refused": counted["caught"] - kept,
        "wasted": counted["wasted"],
        "missed": counted["missed"],
        "spared": counted["spared"],
    }


def words(
    curve: ProfitCurve,
    chosen: Offer,
    best: Offer,
    tuned: Tuned,
    people: dict[str, int],
    currency: str,
    limit: float | None,
) -> str:
    told = [
        f"{_start(curve, chosen, limit)}{_story(chosen, people)}.",
        _verdict(curve, chosen, best, currency, limit),
    ]
    if best.profit > 0 and max(map(abs, (tuned.value, tuned.low, tuned.high))) >= CENT:
        told.append(
            f"A line chosen like that {_earns(tuned.value, currency)} on other customers, "
            f"{money_span(tuned.low, tuned.high, currency)}."
        )
    return " ".join(told)


def _story(chosen: Offer, people: dict[str, int]) -> str:
    """Whom the line contacts, of a hundred, and how it turns out for them."""
    leavers, wasted = people["caught"] + people["refused"], people["wasted"]
    parts = []
    if leavers:
        kept = figure(round(leavers * chosen.campaign.accept_rate, 1))
        were = "was" if leavers == 1 else "were"
        parts.append(f"{leavers} {were} leaving, of whom {kept} stay for the offer")
    if wasted:
        takes = "takes" if wasted == 1 else "take"
        parts.append(f"{wasted} would have stayed anyway and {takes} it too")
    told = f": {', and '.join(parts)}" if parts else ""
    return f"we contact {leavers + wasted} of 100 customers{told}"


def _start(curve: ProfitCurve, chosen: Offer, limit: float | None) -> str:
    if limit is not None and chosen.threshold == curve.limited(_contacts(curve, limit)):
        moved = f"the line stands at {at(chosen)}" if chosen.contacted else "nobody can be contacted"
        return f"Your team can contact {percent(limit, 1)} of customers, so {moved}: "
    return f"At {at(chosen)} " if chosen.threshold <= 1 else "Above everyone "


def _contacts(curve: ProfitCurve, limit: float) -> int:
    return int(limit * curve.customers + 1e-9)


def _verdict(curve: ProfitCurve, chosen: Offer, best: Offer, currency: str, limit: float | None) -> str:
    profit = chosen.profit_per_customer
    that = f"That {_earns(profit, currency, ' per customer')}"
    if best.profit <= 0:
        reason = (
            "even a sure leaver brings less than the offer and the contact cost"
            if break_even(chosen.campaign) is None
            else "no line earns more than contacting nobody"
        )
        return f"{that}. With these values no customer is worth a contact: {reason}."
    short = best.profit_per_customer - profit
    if short < CENT:
        return f"{that}; no whole-percent line earns more."
    beyond = limit is not None and best.contacted > _contacts(curve, limit)
    more = ", which contacts more than your team can" if beyond else ""
    if profit < CENT:
        return f"{that}; the best line, at {at(best)}, earns {money(best.profit_per_customer, currency)}."
    return f"{that}, {money(short, currency)} less than the best line at {at(best)}{more}."


def _earns(profit: float, currency: str, per: str = "") -> str:
    """ "earns € 0.31", "loses € 2.00", or "earns nothing" where it is less than half a cent."""
    if abs(profit) < CENT:
        return "earns nothing"
    return f"{'earns' if profit > 0 else 'loses'} {money(abs(profit), currency)}{per}"


def at(offer: Offer) -> str:
    """The line of an offer."""
    return percent(offer.threshold) if offer.threshold <= 1 else "nobody"
