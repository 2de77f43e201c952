"""What would change the decision: the value of each belief at which an offer earns nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.campaign.offer import Offer

DRIVEN_AWAY = "driven_away"
BELIEFS = ("clv", "accept_rate", "incentive_cost", "contact_cost", DRIVEN_AWAY)


@dataclass(frozen=True)
class Flips:
    """The value of each belief, the others held, at which the same contacts earn exactly 0.

    Money for clv, incentive_cost and contact_cost; a share of 0 to 1 for accept_rate and for driven_away,
    the contacted stayers who leave because of the contact (each costs the clv). None where no value from
    0 upwards (for a share: up to 1) does.
    """

    clv: float | None
    accept_rate: float | None
    incentive_cost: float | None
    contact_cost: float | None
    driven_away: float | None


@dataclass(frozen=True)
class Swing:
    """What an offer earns, in money per customer of the base, between two values of one belief.

    now is the belief's present value, flip the one at which the offer earns 0 (None: there is none).
    """

    name: str
    low: float
    high: float
    profit_low: float
    profit_high: float
    now: float
    flip: float | None


def flips(offer: Offer) -> Flips:
    """Where the same contacts earn exactly 0; all None if nobody is contacted."""
    now, caught, wasted = offer.campaign, offer.caught, offer.wasted
    stayers = wasted * now.per_stayer
    accepted = now.accept_rate * caught
    spent = accepted * now.incentive_cost + caught * now.contact_cost + stayers
    kept = accepted * now.clv
    contacts = offer.contacted * now.contact_cost
    incentives = (accepted + wasted) * now.incentive_cost
    return Flips(
        clv=_ratio(spent, accepted),
        accept_rate=_ratio(
            caught * now.contact_cost + stayers, caught * (now.clv - now.incentive_cost), most=1.0
        ),
        incentive_cost=_ratio(kept - contacts, accepted + wasted),
        contact_cost=_ratio(kept - incentives, offer.contacted),
        driven_away=_ratio(kept - spent, wasted * now.clv, most=1.0),
    )


def swings(offer: Offer, ranges: Mapping[str, tuple[float, float]]) -> tuple[Swing, ...]:
    """What the offer earns at both ends of a range of each belief, the largest span first.

    ranges: name (a field of Campaign, or "driven_away") -> lowest and highest value. Raises ValueError
    for a name that is not a belief and for values that cannot be.
    """
    points = flips(offer)
    found = []
    for name, (low, high) in ranges.items():
        if name not in BELIEFS:
            raise ValueError(f"There is no {name} to change; there are {', '.join(BELIEFS)}.")
        now = 0.0 if name == DRIVEN_AWAY else getattr(offer.campaign, name)
        ends = _profit(offer, name, low), _profit(offer, name, high)
        found.append(Swing(name, low, high, *ends, now, getattr(points, name)))
    return tuple(sorted(found, key=lambda swing: -abs(swing.profit_high - swing.profit_low)))


def _profit(offer: Offer, name: str, value: float) -> float:
    """Money per customer when one belief has another value."""
    campaign, away = offer.campaign, 0.0
    if name == DRIVEN_AWAY:
        if not 0 <= value <= 1:
            raise ValueError("The driven_away has to be a share between 0 and 1.")
        away = value
    else:
        campaign = replace(campaign, **{name: value})
    stayer = campaign.per_stayer + away * campaign.clv
    return (campaign.per_leaver * offer.caught - stayer * offer.wasted) / offer.customers


def _ratio(above: float, below: float, most: float = math.inf) -> float | None:
    """A flip point, or None where there is none from 0 to the most there can be."""
    if below <= 0 or not 0 <= above <= most * below:
        return None
    return above / below if math.isfinite(above / below) else None
