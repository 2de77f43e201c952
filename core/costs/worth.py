"""What a rule saves on customers it was not chosen on, and every model compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.costs.curve import Costs, curve
from core.table import Table

if TYPE_CHECKING:
    from core.models import Scores

LEVEL = 0.90
DO_NOTHING = "do nothing"
CONTACT_EVERYONE = "contact everyone"
PERFECT = "perfect foresight"


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


@dataclass(frozen=True)
class Difference:
    """How much more one rule saves than another, in money per customer, with its range."""

    value: float
    low: float
    high: float


def difference(
    y_true: np.ndarray, contact: np.ndarray, other: np.ndarray, costs: Costs, level: float = LEVEL
) -> Difference:
    """What contacting the marked customers saves over contacting the others marked, on the same customers.

    y_true, contact, other: (n,) outcomes (1 = left) and whom the two rules contact. The range is that of
    a mean of paired differences (Student 1908, with the normal curve for its large samples).
    """
    y = np.asarray(y_true, dtype=bool)
    bills = [
        costs.missed * (y & ~reached) + costs.wasted * (~y & reached)
        for reached in (np.asarray(contact, dtype=bool), np.asarray(other, dtype=bool))
    ]
    saved = bills[1] - bills[0]
    value = round(float(saved.mean()), 9)
    half = NormalDist().inv_cdf(0.5 + level / 2) * float(saved.std(ddof=min(1, len(y) - 1))) / np.sqrt(len(y))
    return Difference(value, value - half, value + half)


def share_range(share: float, customers: int, level: float = LEVEL) -> tuple[float, float]:
    """How far a share of so many customers would move with other customers (Wald 1943), within 0..1."""
    half = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(share * (1 - share) / customers)
    return max(share - half, 0.0), min(share + half, 1.0)


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
