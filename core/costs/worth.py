"""What a rule saves on customers it was not chosen on, and every model compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.costs.curve import Costs
from core.costs.paired import LEVEL, choose, contacts, prepare, widening
from core.table import Table

if TYPE_CHECKING:
    from core.models import Scores

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
    each of so many parts, and the range is for learning it on other customers too, widened
    by widening(): `python -m sample_data.prepaid coverage` counts how often it holds the truth.
    """
    y = np.asarray(y_true, dtype=bool)
    reached = np.asarray(contact, dtype=bool)
    n, leavers = len(y), int(np.count_nonzero(y))
    caught = int(np.count_nonzero(y & reached))
    missed, wasted = leavers - caught, int(np.count_nonzero(reached)) - caught
    per_customer = (costs.missed * missed + costs.wasted * wasted) / n
    base = costs.missed * leavers / n
    reach = widening(folds) * NormalDist().inv_cdf(0.5 + level / 2) / np.sqrt(n)
    left = round(per_customer / base, 12) if base else 1.0
    counts = np.array([missed, caught, wasted, n - leavers - wasted])
    # What one customer of each kind adds: to the bill beyond its share of doing nothing, and to the gain.
    beyond = np.array([costs.missed * (1 - left), -costs.missed * left, costs.wasted, 0.0])
    gains = np.array([0.0, costs.missed, -costs.wasted, 0.0])
    half = _spread(beyond, counts) / base * reach if base else 0.0
    gain = round(base - per_customer, 9)
    half_gain = _spread(gains, counts) * reach
    return Saving(
        cost_per_customer=per_customer,
        missed=missed / n,
        wasted=wasted / n,
        value=1 - left,
        low=1 - left - half,
        high=1 - left + half,
        customers=n,
        do_nothing=base,
        gain=gain,
        gain_low=gain - half_gain,
        gain_high=gain + half_gain,
    )


def _spread(values: np.ndarray, counts: np.ndarray) -> float:
    """The standard deviation of so many of each value; one customer alone has none."""
    n = int(counts.sum())
    around = values - float(values @ counts) / n
    return float(np.sqrt(around**2 @ counts / max(n - 1, 1)))


def share_range(share: float, customers: int, level: float = LEVEL) -> tuple[float, float]:
    """How far a share of so many customers would move with other customers (Wald 1943), within 0..1."""
    half = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(share * (1 - share) / customers)
    return max(share - half, 0.0), min(share + half, 1.0)


def contacts_chosen_elsewhere(scores: Scores, costs: Costs) -> np.ndarray:
    """(n,) who is contacted when each fold's cut-off is the cheapest on the other folds."""
    prepared = prepare(scores)
    return contacts(prepared, choose(prepared, costs))


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
