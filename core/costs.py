"""Two prices: what every cut-off costs, and what each model saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core.table import Table

if TYPE_CHECKING:
    from core.models import Scores

LEVEL = 0.90
DO_NOTHING = "do nothing"
CONTACT_EVERYONE = "contact everyone"
PERFECT = "perfect foresight"


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


WHOLE_PERCENTS = np.arange(101) / 100


@dataclass(frozen=True)
class Line:
    """Where someone drew the line, and how that turned out.

    practice   its bill on the customers it was chosen on
    unseen     its bill on customers nobody looked at
    cheapest   the cheapest whole-percent cut-off, on the practice customers
    standard   the bill of the usual 50 % cut-off, on the practice customers
    limited    whether a limit on contacts moved the line up
    """

    practice: Decision
    unseen: Decision
    cheapest: Decision
    standard: Decision
    limited: bool


def draw_line(practice: CostCurve, unseen: CostCurve, cutoff: float, most: float | None = None) -> Line:
    """The line at a cut-off, or higher if the team can contact at most a share `most` of customers."""
    at, contacts = cutoff, np.inf if most is None else int(most * practice.customers + 1e-9)
    if practice.at(cutoff).contacted > contacts:
        at = practice.limited(int(contacts))
    return Line(
        practice=practice.at(at),
        unseen=unseen.at(at),
        cheapest=practice.cheapest_of(WHOLE_PERCENTS),
        standard=practice.at(0.5),
        limited=at > cutoff,
    )


@dataclass(frozen=True)
class FlipPoints:
    """Where a policy stops beating doing nothing; infinity where no price can make it.

    contact_price   the dearest wasted contact it can bear, in money
    win_back_price  the lowest price of a missed leaver at which it still pays, in money
    success         the share of contacted leavers who must really stay
    """

    contact_price: float
    win_back_price: float
    success: float


def flip_points(decision: Decision, costs: Costs) -> FlipPoints:
    """Where the policy's saving is exactly 0: missed * caught = wasted * wasted contacts."""
    gain, spent = costs.missed * decision.caught, costs.wasted * decision.wasted
    return FlipPoints(
        contact_price=gain / decision.wasted if decision.wasted else np.inf,
        win_back_price=spent / decision.caught if decision.caught else np.inf,
        success=spent / gain if gain else np.inf,
    )


@dataclass(frozen=True)
class Saving:
    """What a rule is worth on customers it was not chosen on.

    cost_per_customer and do_nothing are money per customer; missed and wasted are shares of all
    customers; value, low and high are shares of the do-nothing bill; gain, gain_low and gain_high
    are money per customer against doing nothing. Low and high hold the truth nine times in ten.
    """

    cost_per_customer: float
    missed: float
    wasted: float
    value: float
    low: float
    high: float
    customers: int
    do_nothing: float
    gain: float
    gain_low: float
    gain_high: float


def saving(
    y_true: np.ndarray, contact: np.ndarray, costs: Costs, level: float = LEVEL, folds: int | None = None
) -> Saving:
    """What contacting the marked customers saves against doing nothing, with its range.

    y_true, contact: (n,) outcomes (1 = left) and who was contacted. The range comes from the
    linearised ratio of two sums over customers (Cochran 1977, section 6.3): it says how far the
    figure would move with other customers of the same kind. With folds, the rule was learnt anew in
    each of so many parts, and the range is for learning it on other customers too: the variance is
    multiplied by 1 + folds / (folds - 1) / 2. That is half the surplus of Nadeau & Bengio (2003), whose
    whole one covers too often here: `python -m sample_data.prepaid coverage` counts.
    """
    y = np.asarray(y_true, dtype=bool)
    reached = np.asarray(contact, dtype=bool)
    missed, wasted = y & ~reached, ~y & reached
    cost = costs.missed * missed + costs.wasted * wasted
    nothing = costs.missed * y
    per_customer, base = float(cost.mean()), float(nothing.mean())
    reach = NormalDist().inv_cdf(0.5 + level / 2) / np.sqrt(len(y))
    if folds is not None and folds > 1:
        reach *= np.sqrt(1 + folds / (folds - 1) / 2)
    unsure = min(1, len(y) - 1)  # one customer alone has no spread
    left = round(per_customer / base, 12) if base else 1.0
    half = float((cost - left * nothing).std(ddof=unsure) / base * reach) if base else 0.0
    gain = round(base - per_customer, 9)
    half_gain = float((nothing - cost).std(ddof=unsure) * reach)
    return Saving(
        cost_per_customer=per_customer,
        missed=float(missed.mean()),
        wasted=float(wasted.mean()),
        value=1 - left,
        low=1 - left - half,
        high=1 - left + half,
        customers=len(y),
        do_nothing=base,
        gain=gain,
        gain_low=gain - half_gain,
        gain_high=gain + half_gain,
    )


def contacts_chosen_elsewhere(scores: Scores, costs: Costs) -> np.ndarray:
    """(n,) who is contacted when each fold's cut-off is the cheapest on the other folds."""
    contact = np.zeros(len(scores.y_true), dtype=bool)
    for fold in np.unique(scores.fold):
        here = scores.fold == fold
        chosen = curve(scores.y_true[~here], scores.probability[~here], costs).best.threshold
        contact[here] = scores.probability[here] >= chosen
    return contact


def compare_scores(y_true: np.ndarray, all_scores: Sequence[Scores], costs: Costs) -> pd.DataFrame:
    """The comparison of `compare` for chances that are already there; y_true is (n,) 1 = left."""
    y = np.asarray(y_true)
    rules: list[tuple[str, np.ndarray, float, int | None]] = [
        (DO_NOTHING, np.zeros(len(y), dtype=bool), 0.0, None),
        (CONTACT_EVERYONE, np.ones(len(y), dtype=bool), 0.0, None),
        (PERFECT, np.asarray(y, dtype=bool), 0.0, None),
    ]
    for scores in all_scores:
        folds = len(np.unique(scores.fold))
        rules.append((scores.model, contacts_chosen_elsewhere(scores, costs), scores.fit_seconds, folds))
    rows = []
    for model, contact, seconds, parts in rules:
        worth = saving(y, contact, costs, folds=parts)
        rows.append(
            {
                "model": model,
                "missed": worth.missed,
                "wasted": worth.wasted,
                "cost_per_customer": worth.cost_per_customer,
                "saving": worth.value,
                "saving_low": worth.low,
                "saving_high": worth.high,
                "fit_seconds": seconds,
            }
        )
    return pd.DataFrame(rows)


def compare(
    table: Table, costs: Costs, models: Sequence[str] | None = None, random_state: int = 0
) -> pd.DataFrame:
    """Every model and base line on customers used neither to fit nor to choose the cut-off.

    Returns a row per base line and model: model, missed and wasted (shares of all customers),
    cost_per_customer (money), saving with saving_low and saving_high (shares of the do-nothing
    bill, 90 % range), fit_seconds (one fit). Raises TableProblem if the table has no two groups.
    """
    from core import models as contenders

    names = contenders.NAMES if models is None else models
    return compare_scores(table.y, [contenders.score(table, name, random_state) for name in names], costs)
