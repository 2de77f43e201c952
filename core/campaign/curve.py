"""What contacting at every cut-off earns, and the best of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.campaign.offer import Campaign, Offer, earns
from core.sweep import Sweep, sweep


@dataclass(frozen=True)
class ProfitCurve(Sweep):
    """The profit of every cut-off that makes a difference, from "nobody" to "everyone"."""

    campaign: Campaign

    @cached_property
    def profit(self) -> np.ndarray:
        """(k,) money in total at each cut-off, on average over who accepts."""
        return earns(self.campaign, self.caught, self.wasted)

    def _offer(self, row: int, threshold: float | None = None) -> Offer:
        return Offer(
            **vars(self.fates(row, threshold)), profit=float(self.profit[row]), campaign=self.campaign
        )

    def at(self, threshold: float) -> Offer:
        """What contacting everyone with a chance at or above threshold earns."""
        return self._offer(self.row(threshold), threshold)

    @cached_property
    def best(self) -> Offer:
        """The cut-off that earns most; of equally good ones the highest (fewest contacts)."""
        return self._offer(int(np.argmax(self.profit)))

    def best_of(self, grid: np.ndarray) -> Offer:
        """The best of the cut-offs in grid; of equally good ones the highest."""
        cutoffs, rows = self.falling(grid)
        return self.at(float(cutoffs[int(np.argmax(self.profit[rows]))]))

    def within(self, most: float | None) -> Offer:
        """The best cut-off among those that contact at most this share of customers (None: no limit)."""
        if most is None:
            return self.best
        return self._offer(int(np.argmax(self.profit[: self.fitting(most * self.customers + 1e-9) + 1])))

    @cached_property
    def nobody(self) -> Offer:
        return self._offer(0)

    @cached_property
    def everyone(self) -> Offer:
        return self._offer(len(self.thresholds) - 1)

    @cached_property
    def perfect(self) -> Offer:
        """Exactly the leavers contacted if that pays, else nobody.

        The threshold of the leavers is not a number: no cut-off on the chances finds them.
        """
        profit = float(earns(self.campaign, self.leavers, 0))
        if profit <= 0:
            return self.nobody
        stayers = self.customers - self.leavers
        return Offer(float("nan"), self.leavers, 0, 0, stayers, profit, self.campaign)

    @cached_property
    def no_information(self) -> Offer:
        """The better of nobody and everyone: what a firm without any chances could do."""
        return self.everyone if self.everyone.profit > self.nobody.profit else self.nobody

    def share_of_gain(self, offer: Offer) -> float | None:
        """Of what perfect foresight adds to knowing nothing, the share an offer brings; None if it adds
        nothing. Negative for an offer that knowing nothing would beat."""
        gain = self.perfect.profit - self.no_information.profit
        return (offer.profit - self.no_information.profit) / gain if gain > 0 else None

    def table(self) -> pd.DataFrame:
        """The numbers behind the picture, a row per cut-off (1 contacts nobody: no chance is that high)."""
        return pd.DataFrame(
            {
                "cut-off": np.minimum(self.thresholds, 1),
                "caught leavers": self.caught,
                "missed leavers": self.leavers - self.caught,
                "offers to stayers": self.wasted,
                "profit per customer": self.profit / self.customers,
            }
        )


def profit_curve(y_true: np.ndarray, probability: np.ndarray, campaign: Campaign) -> ProfitCurve:
    """The profit curve of (n,) outcomes (1 = left) and (n,) chances.

    Raises ValueError if the two do not match in length or are empty.
    """
    return ProfitCurve(**vars(sweep(y_true, probability)), campaign=campaign)
