"""A retention campaign: its four values, what a contact earns, and where contacting stops paying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.sweep import Fates

NOBODY = 1e-12  # a smaller share of takers is rounding


@dataclass(frozen=True)
class Campaign:
    """What is known, or believed, about an offer to customers who may leave.

    clv             money: the value kept when a would-be leaver stays
    accept_rate     0 to 1: share of the contacted leavers whom the offer keeps
    incentive_cost  money: paid to everyone who takes the offer, all contacted stayers among them
    contact_cost    money: paid for every contact
    The clv may be below the incentive: then no contact pays. Raises ValueError if a sum of money is
    negative or not a number, or the rate is not between 0 and 1.
    """

    clv: float
    accept_rate: float
    incentive_cost: float
    contact_cost: float

    def __post_init__(self) -> None:
        for name in ("clv", "incentive_cost", "contact_cost"):
            amount = getattr(self, name)
            if not np.isfinite(amount) or amount < 0:
                raise ValueError(f"The {name} has to be a number from 0 upwards.")
        if not 0 <= self.accept_rate <= 1:
            raise ValueError("The accept_rate has to be a share between 0 and 1.")

    @property
    def per_leaver(self) -> float:
        """Money a contacted leaver brings on average (negative: even a certain leaver does not pay)."""
        return self.accept_rate * (self.clv - self.incentive_cost) - self.contact_cost

    @property
    def per_stayer(self) -> float:
        """Money a contacted stayer costs: the contact, and the incentive, taken as a present."""
        return self.incentive_cost + self.contact_cost


@dataclass(frozen=True)
class Offer(Fates):
    """One cut-off and what contacting at it earns. Counts are customers, profit is money in total."""

    profit: float
    campaign: Campaign

    @property
    def kept(self) -> float:
        """Leavers who stay for the offer, on average: the accepting share of those caught."""
        return self.campaign.accept_rate * self.caught

    @property
    def profit_per_customer(self) -> float:
        """Money per customer of the base, contacted or not."""
        return self.profit / self.customers

    @property
    def share(self) -> float:
        """Share of the base that is contacted."""
        return self.contacted / self.customers


def earns(campaign: Campaign, caught: Any, wasted: Any) -> Any:
    """Money in total from contacting so many leavers and stayers (numbers or arrays): on average over
    who accepts, to a millionth, so that equal profits are equal."""
    return np.round(campaign.per_leaver * caught - campaign.per_stayer * wasted, 6) + 0.0


def profit_per_contact(campaign: Campaign, churn_prob: Any) -> Any:
    """Money a contact earns for a customer who leaves with this chance (a number or an array of them).

    p * (accept * (clv - incentive) + incentive) - (incentive + contact): Neslin, Gupta, Kamakura, Lu &
    Mason (2006), written as leavers and stayers.
    """
    p = np.asarray(churn_prob, dtype=float)
    found = p * campaign.per_leaver - (1 - p) * campaign.per_stayer
    return found if found.ndim else float(found)


def campaign_profit(
    customers: float, share: float, leavers_among: float, campaign: Campaign, fixed_cost: float = 0
) -> float:
    """Money a whole campaign earns (Neslin et al. 2006).

    share is the part of the customers contacted, leavers_among the part of those contacted who would
    leave, fixed_cost the money the campaign costs however many it contacts. To a millionth.
    """
    return round(customers * share * profit_per_contact(campaign, leavers_among) - fixed_cost, 6)


def break_even(campaign: Campaign) -> float | None:
    """The chance of leaving from which a contact pays; None if even a certain leaver does not pay."""
    if campaign.per_leaver <= 0:
        return None
    return campaign.per_stayer / (campaign.per_leaver + campaign.per_stayer)


def dearest_incentive(campaign: Campaign, churn_prob: Any) -> Any:
    """The incentive in money at which a contact earns exactly 0 (a chance, or an array of them).

    Negative where no incentive pays. 0 for a certain leaver whom no offer keeps: nobody takes it.
    """
    p = np.asarray(churn_prob, dtype=float)
    takers = 1 - p + p * campaign.accept_rate
    left = p * campaign.accept_rate * campaign.clv - campaign.contact_cost
    found = np.divide(left, takers, out=np.zeros_like(takers), where=takers > NOBODY)
    return found if found.ndim else float(found)


def dearest_contact(campaign: Campaign, churn_prob: Any) -> Any:
    """The price of a contact in money at which it earns exactly 0 (a chance, or an array of them).

    Negative where even a free contact would lose.
    """
    p = np.asarray(churn_prob, dtype=float)
    kept = p * campaign.accept_rate * (campaign.clv - campaign.incentive_cost)
    found = kept - (1 - p) * campaign.incentive_cost
    return found if found.ndim else float(found)
