"""Two prices, and the bill of every cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core.sweep import Fates, Sweep, sweep

if TYPE_CHECKING:
    from core.models import Scores


@dataclass(frozen=True)
class Costs:
    """The two prices of the simplest ledger, in money per customer.

    missed  price of a customer who left uncontacted (win a replacement)
    wasted  price of contacting a customer who would have stayed
    A contact that reaches a leaver costs nothing here (the kind ledger of the first steps).
    Raises ValueError if a price is negative or not a number.
    """

    missed: float
    wasted: float

    def __post_init__(self) -> None:
        for name in ("missed", "wasted"):
            price = getattr(self, name)
            if not np.isfinite(price) or price < 0:
                raise ValueError(f"The price of a {name} customer has to be a number from 0 upwards.")


@dataclass(frozen=True)
class Decision(Fates):
    """One cut-off and its bill. Counts are customers, cost is money.

    threshold is the chance at or above which we contact; infinity means nobody.
    """

    cost: float

    @property
    def cost_per_customer(self) -> float:
        return self.cost / self.customers


@dataclass(frozen=True)
class CostCurve(Sweep):
    """The bill of every cut-off that makes a difference, from "nobody" to "everyone"."""

    costs: Costs

    @cached_property
    def total(self) -> np.ndarray:
        """(k,) the bill in money at each cut-off."""
        return billed(self.costs, self.leavers - self.caught, self.wasted)

    def _decision(self, row: int, threshold: float | None = None) -> Decision:
        fates = self.fates(row, threshold)
        return Decision(**vars(fates), cost=float(billed(self.costs, fates.missed, fates.wasted)))

    def at(self, threshold: float) -> Decision:
        """The bill when everyone with a chance at or above threshold is contacted."""
        return self._decision(self.row(threshold), threshold)

    @cached_property
    def best(self) -> Decision:
        """The cheapest cut-off; of equally cheap ones the highest (fewest contacts)."""
        return self._decision(int(np.argmin(self.total)))

    def cheapest_of(self, grid: np.ndarray) -> Decision:
        """The cheapest of the cut-offs in grid; of equally cheap ones the highest."""
        cutoffs, rows = self.falling(grid)
        return self.at(float(cutoffs[int(np.argmin(self.total[rows]))]))

    @cached_property
    def do_nothing(self) -> Decision:
        return self._decision(0)

    @cached_property
    def contact_everyone(self) -> Decision:
        return self._decision(len(self.thresholds) - 1)

    @cached_property
    def perfect(self) -> Decision:
        """Exactly the leavers contacted: a bill of 0 in this ledger."""
        return Decision(float("nan"), self.leavers, 0, 0, self.customers - self.leavers, 0.0)

    def saving(self, decision: Decision) -> float:
        """Share of the do-nothing bill that a decision saves (0 if that bill is 0)."""
        nothing = self.do_nothing.cost
        return 1 - decision.cost / nothing if nothing else 0.0

    def table(self) -> pd.DataFrame:
        """The numbers behind the picture, a row per cut-off (1 contacts nobody: no chance is that high)."""
        return pd.DataFrame(
            {
                "cut-off": np.minimum(self.thresholds, 1),
                "caught leavers": self.caught,
                "missed leavers": self.leavers - self.caught,
                "wasted contacts": self.wasted,
                "cost per customer": self.total / self.customers,
            }
        )


def billed(costs: Costs, missed: Any, wasted: Any) -> Any:
    """The bill in money for so many missed and wasted (numbers or arrays), to a millionth, so that equal
    bills are equal."""
    return np.round(costs.missed * missed + costs.wasted * wasted, 6)


def curve(y_true: np.ndarray, probability: np.ndarray, costs: Costs) -> CostCurve:
    """The cost curve of (n,) outcomes (1 = left) and (n,) chances.

    Raises ValueError if the two do not match in length or are empty.
    """
    return CostCurve(**vars(sweep(y_true, probability)), costs=costs)


def cost_curve(scores: Scores, costs: Costs) -> CostCurve:
    """The cost curve of a model's chances for customers it never saw."""
    return curve(scores.y_true, scores.probability, costs)
