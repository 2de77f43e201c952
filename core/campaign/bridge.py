"""From what the two-price ledger promised to what an offer really earns, one reason at a time."""

from __future__ import annotations

from dataclasses import dataclass

from core.campaign.offer import Offer
from core.costs import Costs


@dataclass(frozen=True)
class Bridge:
    """The way from a promise to a profit, in money per customer of the base.

    ledger    what the two-price ledger says the same contacts save against doing nothing
    values    change when a kept leaver is worth the clv and a contacted stayer costs offer and contact
    refusals  change because not every leaver accepts
    offers    change because a leaver who accepts gets the incentive
    contacts  change because contacting a leaver costs money too
    profit    what it really earns: the ledger and the four changes add up to it
    """

    ledger: float
    values: float
    refusals: float
    offers: float
    contacts: float
    profit: float


def bridge(offer: Offer, costs: Costs) -> Bridge:
    """The bridge from the ledger of two prices to the profit of an offer."""
    campaign, size = offer.campaign, offer.customers
    caught, wasted = offer.caught / size, offer.wasted / size
    ledger = costs.missed * caught - costs.wasted * wasted
    return Bridge(
        ledger=ledger,
        values=campaign.clv * caught - campaign.per_stayer * wasted - ledger,
        refusals=-(1 - campaign.accept_rate) * campaign.clv * caught,
        offers=-campaign.accept_rate * campaign.incentive_cost * caught,
        contacts=-campaign.contact_cost * caught,
        profit=offer.profit_per_customer,
    )
