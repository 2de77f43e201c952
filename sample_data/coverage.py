"""How often the range of a difference between two models holds its long-run value, on fresh draws.

`python -m sample_data.coverage` (eight minutes): boosting against the straight-line score on 100 fresh
draws of broadband. The long-run value is the average over all draws.
"""

from __future__ import annotations

import numpy as np

from core import models
from core.costs import Costs, Difference, paired_difference
from core.table import read
from sample_data import broadband

DRAWS = 100
FIRST_SEED = 1_000
PAIR = ("boosting", "logistic regression")
COSTS = Costs(missed=80, wasted=40)


def differences(draws: int = DRAWS) -> list[Difference]:
    """The difference with its range on each draw."""
    found = []
    for seed in range(FIRST_SEED, FIRST_SEED + draws):
        frame = broadband.to_csv(broadband.generate(seed))
        table = read(frame, "broadband.csv").with_target("left", "yes")
        one, other = (models.score(table, model) for model in PAIR)
        found.append(paired_difference(one, other, COSTS))
    return found


def coverage(found: list[Difference]) -> tuple[float, float]:
    """The long-run value in money per customer, and the share of ranges that hold it."""
    value = float(np.mean([one.value for one in found]))
    return value, float(np.mean([one.low <= value <= one.high for one in found]))


if __name__ == "__main__":
    value, share = coverage(differences())
    print(f"{PAIR[0]} against {PAIR[1]}: {value:.3f} per customer, held by {share:.0%} of the ranges")
