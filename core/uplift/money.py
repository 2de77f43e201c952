"""What a list of contacts earns, where both chances of staying of each customer are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.campaign import Campaign, profit_per_contact

TYPES = ("persuadable", "sure", "lost", "sleeping dog")
EDGE = 0.05  # change in the chance of staying from which it counts as one


@dataclass(frozen=True)
class Values:
    """What is at stake with one customer, in money.

    clv             the value kept when the customer stays
    incentive_cost  paid to every contacted customer who stays
    contact_cost    paid for every contact
    Raises ValueError if a sum is negative or not a number.
    """

    clv: float
    incentive_cost: float
    contact_cost: float

    def __post_init__(self) -> None:
        for name in ("clv", "incentive_cost", "contact_cost"):
            amount = getattr(self, name)
            if not np.isfinite(amount) or amount < 0:
                raise ValueError(f"The {name} has to be a number from 0 upwards.")


def worth_of_contact(stay_contacted: ArrayLike, stay_alone: ArrayLike, values: Values) -> np.ndarray:
    """(n,) money a contact earns against leaving the customer alone, from (n,) chances of staying.

    P(stay if contacted) (clv - incentive) - contact - P(stay if left alone) clv (Haupt & Lessmann 2022).
    """
    contacted, alone = np.asarray(stay_contacted, dtype=float), np.asarray(stay_alone, dtype=float)
    return contacted * (values.clv - values.incentive_cost) - values.contact_cost - alone * values.clv


def profit_by_share(score: ArrayLike, worth: ArrayLike, shares: ArrayLike) -> np.ndarray:
    """(k,) money per customer of the base when the top shares (k,) by score are contacted, 0 to 1.

    score and worth are (n,). Customers with equal scores are contacted in random order: between the
    ends of such a group the average grows evenly. ValueError: lengths differ, or no customer.
    """
    s, w = np.asarray(score, dtype=float), np.asarray(worth, dtype=float)
    if s.shape != w.shape or s.ndim != 1 or s.size == 0:
        raise ValueError("Scores and what a contact is worth must be two equally long, non-empty lists.")
    order = np.argsort(-s, kind="stable")
    last = np.flatnonzero(np.append(np.diff(s[order]) != 0, True))
    earned = np.concatenate(([0.0], np.cumsum(w[order])[last])) / s.size
    return np.interp(np.asarray(shares, dtype=float), np.concatenate(([0], last + 1)) / s.size, earned)


def in_order(score: ArrayLike, random_state: int = 0) -> np.ndarray:
    """(n,) row positions, the highest score first, equal scores drawn by lot as in top()."""
    s = np.asarray(score, dtype=float)
    return np.lexsort((np.random.default_rng(random_state).random(s.size), -s))


def top(score: ArrayLike, share: float, random_state: int = 0) -> np.ndarray:
    """(n,) bool: the top share (0 to 1) of the customers by score, equal scores drawn by lot."""
    s = np.asarray(score, dtype=float)
    room = round(share * s.size)
    if room == 0:
        return np.zeros(s.size, dtype=bool)
    last = np.partition(s, s.size - room)[s.size - room]
    marked, tied = s > last, np.flatnonzero(s == last)
    lot = np.random.default_rng(random_state).random(s.size)[tied]
    marked[tied[np.argsort(lot)[: room - marked.sum()]]] = True
    return marked


def types(stay_contacted: ArrayLike, stay_alone: ArrayLike, edge: float = EDGE) -> np.ndarray:
    """(n,) one of TYPES for each customer, from the two chances of staying (Radcliffe & Simpson 2008).

    persuadable: the contact raises the chance by more than edge; sleeping dog: it lowers it by more;
    of the others, lost leave with a chance above one half, and sure do not. For a real customer nobody
    sees both chances, so nobody knows the type.
    """
    contacted, alone = np.asarray(stay_contacted, dtype=float), np.asarray(stay_alone, dtype=float)
    change = contacted - alone
    return np.select(
        [change > edge, change < -edge, alone < 0.5], ["persuadable", "sleeping dog", "lost"], "sure"
    )


@dataclass(frozen=True, eq=False)
class Believed:
    """What the ledger of a campaign thinks it does.

    value    money per customer of the base
    contact  (n,) bool, whom it contacts
    """

    value: float
    contact: np.ndarray


def believed(chance_of_leaving: ArrayLike, campaign: Campaign) -> Believed:
    """What a campaign believes it earns that looks at the chance of leaving only, (n,) 0 to 1.

    It contacts whoever pays if every leaver is equally easy to keep and nobody is driven away
    (Neslin et al. 2006).
    """
    profit = np.asarray(profit_per_contact(campaign, np.asarray(chance_of_leaving, dtype=float)))
    return Believed(value=float(np.maximum(profit, 0).mean()), contact=profit > 0)
