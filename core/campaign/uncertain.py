"""What the best cut-off earns when the acceptance is known, and when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.campaign.curve import profit_curve
from core.campaign.offer import Campaign
from core.sweep import sweep

NOTHING = 1e-12  # gains below this part of the best are rounding


@dataclass(frozen=True)
class MaximumProfit:
    """What the best cut-off earns: money per customer of the base, the share it contacts, the cut-off
    (infinity where contacting nobody is best)."""

    value: float
    share: float
    threshold: float


@dataclass(frozen=True)
class ExpectedProfit:
    """What the best cut-offs earn on average over the acceptance, in money per customer of the base.

    share           share of customers contacted, on average
    no_information  the same for a firm that knows nobody's chance (contact everyone or nobody)
    perfect         the same for a firm that knows who leaves
    """

    value: float
    share: float
    no_information: float
    perfect: float

    @property
    def share_of_gain(self) -> float | None:
        """Of what perfect foresight adds to knowing nothing, the share the chances bring; None if it
        adds nothing."""
        gain = self.perfect - self.no_information
        return (self.value - self.no_information) / gain if gain > NOTHING * self.perfect else None


class _Steps(NamedTuple):
    """Customers in the order of contact, in steps of falling shares of leavers."""

    leavers: np.ndarray
    stayers: np.ndarray
    customers: int


def mpc(y_true: np.ndarray, probability: np.ndarray, campaign: Campaign) -> MaximumProfit:
    """The maximum profit of (n,) outcomes (1 = left) and (n,) chances at a known acceptance.

    Verbeke, Dejaeger, Martens, Hur & Baesens (2012). Contacting nobody (0) is allowed.
    Raises ValueError if the two do not match in length or are empty.
    """
    best = profit_curve(y_true, probability, campaign).best
    return MaximumProfit(best.profit_per_customer, best.share, best.threshold)


def empc(
    y_true: np.ndarray, probability: np.ndarray, campaign: Campaign, alpha: float = 6, beta: float = 14
) -> ExpectedProfit:
    """The expected maximum profit when the acceptance is Beta(alpha, beta) and learnt before the line is
    drawn: Verbraken, Verbeke & Baesens (2013). The campaign's own accept_rate is not used.

    y_true, probability: (n,) outcomes (1 = left) and chances. A clv that does not exceed the incentive
    earns 0. Raises ValueError if alpha or beta is not above 0, or the lists do not match or are empty.
    """
    if not (0 < alpha < np.inf and 0 < beta < np.inf):
        raise ValueError("The two shape numbers of the acceptance, alpha and beta, have to be above 0.")
    steps = _steps(y_true, probability)
    leavers, stayers = int(steps.leavers.sum()), int(steps.stayers.sum())
    every = np.array([leavers]), np.array([stayers])
    only = np.array([leavers]), np.array([0])
    value, share = _expected(*steps, campaign, alpha, beta)
    return ExpectedProfit(
        value=value,
        share=share,
        no_information=_expected(*every, steps.customers, campaign, alpha, beta)[0],
        perfect=_expected(*only, steps.customers, campaign, alpha, beta)[0],
    )


def best_at(
    y_true: np.ndarray, probability: np.ndarray, campaign: Campaign, accept_rates: np.ndarray
) -> np.ndarray:
    """(k,) money per customer of the best cut-off at each of the (k,) acceptance rates."""
    steps = _steps(y_true, probability)
    rates = np.asarray(accept_rates, dtype=float)[:, None]
    leaver = rates * (campaign.clv - campaign.incentive_cost) - campaign.contact_cost
    earned = leaver * steps.leavers - campaign.per_stayer * steps.stayers
    return np.maximum(earned, 0).sum(axis=1) / steps.customers


def _steps(y_true: np.ndarray, probability: np.ndarray) -> _Steps:
    """The steps of the ROC convex hull: tied chances pooled, then neighbours until the shares fall
    (pool adjacent violators gives the hull: Fawcett & Niculescu-Mizil 2007)."""
    from sklearn.isotonic import isotonic_regression

    found = sweep(y_true, probability)
    caught, size = np.diff(found.caught), np.diff(found.contacted)
    share = isotonic_regression(caught / size, sample_weight=size.astype(float), increasing=False)
    start = np.flatnonzero(np.append(True, share[1:] != share[:-1]))
    leavers = np.add.reduceat(caught, start)
    return _Steps(leavers, np.add.reduceat(size, start) - leavers, found.customers)


def _expected(
    leavers: np.ndarray, stayers: np.ndarray, customers: int, campaign: Campaign, alpha: float, beta: float
) -> tuple[float, float]:
    """Money per customer and share contacted, when each step is contacted once the acceptance is high
    enough for it to pay.

    The sum of Verbraken et al. (2013), section 4, taken step by step instead of corner by corner.
    """
    from scipy.special import betaincc

    spent = campaign.contact_cost * leavers + campaign.per_stayer * stayers
    kept = max(campaign.clv - campaign.incentive_cost, 0.0) * leavers
    pays_from = np.divide(spent, kept, out=np.ones(len(kept)), where=kept > spent)
    contacted = betaincc(alpha, beta, pays_from)  # how often the acceptance is that high
    accepted = alpha / (alpha + beta) * betaincc(alpha + 1, beta, pays_from)
    value = float((kept * accepted - spent * contacted).sum()) / customers
    return max(value, 0.0), float(((leavers + stayers) * contacted).sum()) / customers
