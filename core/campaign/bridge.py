"""From what the two-price ledger promised to what an offer really earns, one reason at a time."""

from __future__ import annotations

from dataclasses import dataclass

from core.campaign.offer import Offer
from core.costs import Costs


@dataclass(frozen=True)
class Bridge:
    """The way from a promise to a profit, in money per customer of the base.

    ledger    what the two-price ledger says the same contacts save against doing nothing
    worth     change because a saved leaver counts the clv, not the price of a missed one
    stayers   change because a contacted stayer costs offer and contact, not the price of a wasted contact
    refusals  change because not every leaver accepts
    offers    change because a leaver who accepts gets the incentive
    contacts  change because contacting a leaver costs money too
    profit    what it really earns: the ledger and the five changes add up to it
    """

    ledger: float
    worth: float
    stayers: float
    refusals: float
    offers: float
    contacts: float
    profit: float


def bridge(offer: Offer, costs: Costs) -> Bridge:
    """The bridge from the ledger of two prices to the profit of an offer."""
    campaign, size = offer.campaign, offer.customers
    caught, wasted = offer.caught / size, offer.wasted / size
    return Bridge(
        ledger=costs.missed * caught - costs.wasted * wasted,
        worth=(campaign.clv - costs.missed) * caught,
        stayers=(costs.wasted - campaign.per_stayer) * wasted,
        refusals=-(1 - campaign.accept_rate) * campaign.clv * caught,
        offers=-campaign.accept_rate * campaign.incentive_cost * caught,
        contacts=-campaign.contact_cost * caught,
        profit=offer.profit_per_customer,
    )
