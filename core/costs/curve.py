"""Two prices, and the bill of every cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

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
class Decision:
    """One cut-off and its bill. Counts are customers, cost is money.

    threshold is the chance at or above which we contact; infinity means nobody.
    """

    threshold: float
    caught: int
    missed: int
    wasted: int
    spared: int
    cost: float

    @property
    def customers(self) -> int:
        return self.caught + self.missed + self.wasted + self.spared

    @property
    def contacted(self) -> int:
        return self.caught + self.wasted

    @property
    def leavers(self) -> int:
        return self.caught + self.missed

    @property
    def cost_per_customer(self) -> float:
        return self.cost / self.customers

    def per_customer(self, count: float) -> float:
        """A count as a share of all customers."""
        return count / self.customers


@dataclass(frozen=True)
class CostCurve:
    """The bill of every cut-off that makes a difference, from "nobody" to "everyone".

    thresholds  (k,) falling; the first is infinity (contact nobody)
    caught      (k,) leavers contacted at each cut-off
    wasted      (k,) stayers contacted at each cut-off
    """

    thresholds: np.ndarray
    caught: np.ndarray
    wasted: np.ndarray
    leavers: int
    customers: int
    costs: Costs

    @cached_property
    def total(self) -> np.ndarray:
        """(k,) the bill in money at each cut-off."""
        return billed(self.costs, self.leavers - self.caught, self.wasted)

    def _decision(self, row: int, threshold: float | None = None) -> Decision:
        caught, wasted = int(self.caught[row]), int(self.wasted[row])
        missed = self.leavers - caught
        return Decision(
            threshold=float(self.thresholds[row]) if threshold is None else float(threshold),
            caught=caught,
            missed=missed,
            wasted=wasted,
            spared=self.customers - self.leavers - wasted,
            cost=float(billed(self.costs, missed, wasted)),
        )

    def at(self, threshold: float) -> Decision:
        """The bill when everyone with a chance at or above threshold is contacted."""
        row = int(np.searchsorted(-self.thresholds, -threshold, side="right")) - 1
        return self._decision(max(row, 0), threshold)

    @cached_property
    def best(self) -> Decision:
        """The cheapest cut-off; of equally cheap ones the highest (fewest contacts)."""
        return self._decision(int(np.argmin(self.total)))

    def cheapest_of(self, grid: np.ndarray) -> Decision:
        """The cheapest of the cut-offs in grid; of equally cheap ones the highest."""
        falling = np.sort(np.asarray(grid, dtype=float))[::-1]
        rows = np.searchsorted(-self.thresholds, -falling, side="right") - 1
        return self.at(float(falling[int(np.argmin(self.total[rows]))]))

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

    def limited(self, contacts: int) -> float:
        """The lowest cut-off that contacts at most so many customers (infinity: nobody fits)."""
        fits = np.flatnonzero(self.caught + self.wasted <= contacts)
        return float(self.thresholds[fits[-1]])

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

    Sort once, add up once; tied chances fall on one row, since no cut-off can part them.
    Raises ValueError if the two do not match in length or are empty.
    """
    y = np.asarray(y_true, dtype=np.int64)
    p = np.asarray(probability, dtype=np.float64)
    if y.shape != p.shape or y.size == 0:
        raise ValueError("Outcomes and chances must be two equally long, non-empty lists.")
    order = np.argsort(-p)
    p_sorted = p[order]
    caught = np.cumsum(y[order])
    last = np.flatnonzero(np.append(p_sorted[1:] != p_sorted[:-1], True))
    return CostCurve(
        thresholds=np.concatenate(([np.inf], p_sorted[last])),
        caught=np.concatenate(([0], caught[last])),
        wasted=np.concatenate(([0], last + 1 - caught[last])),
        leavers=int(caught[-1]),
        customers=int(y.size),
        costs=costs,
    )


def cost_curve(scores: Scores, costs: Costs) -> CostCurve:
    """The cost curve of a model's chances for customers it never saw."""
    return curve(scores.y_true, scores.probability, costs)
