"""Prepaid mobile: 10,000 simulated customers of a company that does not exist, and two ways to leave.

Some drift away: they fall silent, recharge little and seldom. Others are driven away: they still talk,
on a bad network, while a rival tempts them. Each way is a score, and the two are joined softly in
`truth`, from which one throw per customer draws who leaves.

`python -m sample_data.prepaid` bills every model on 20 generator seeds (about half an hour);
`python -m sample_data.prepaid coverage` counts how often the tree's range holds the truth.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.table import Table

Floats = NDArray[np.float64]

ROWS = 10_000
COLUMNS = (
    *("customer_id", "days_since_call", "recharge_amount", "recharges", "minutes_per_day"),
    *("dropped_calls", "data_speed", "rival_offer", "complaints", "balance", "data_mb"),
    *("months_customer", "plan", "region", "left"),
)

# Points per unit of a behaviour.
DRIFTING = {"days_since_call": 1 / 6, "recharge_amount": -1 / 28, "recharges": -1 / 2.2}
DRIVEN = {
    "dropped_calls": 1 / 1.6,
    "rival_offer": 1 / 10,
    "minutes_per_day": 1 / 24,
    "data_speed": -1 / 3.6,
    "days_since_call": -1 / 12,
}
EVEN_DRIFTING = 2.1  # points at which a customer leaves or stays with even chances
EVEN_DRIVEN = 4.63
STEEP_DRIFTING = 2.8  # how fast the chance rises with a point, on the logit scale
STEEP_DRIVEN = 4.0
OTHER_REASONS = 0.003  # chance to leave without any sign

GAPS = {"months_customer": 0.015, "data_mb": 0.015}  # share of cells that got lost
WHOLE = ("data_mb", "months_customer")  # whole numbers, though the gaps make them floats
REGIONS = ("north", "south", "east", "west")
REGION_SHARES = (0.30, 0.27, 0.23, 0.20)
LONGEST_SILENCE = 60  # days; customers silent for longer have left already

# How strongly a behaviour follows what is behind it (1: wholly).
HABIT = 0.8  # silence, recharge amount and number of recharges follow how much the SIM is in use
TALK = 0.6  # so do the minutes, less closely
NETWORK = 0.5  # dropped calls and data speed follow the network where the customer lives


def ways(frame: pd.DataFrame) -> pd.DataFrame:
    """(n, 2) chance, 0..1, to drift away and to be driven away, from the columns that cause it."""
    drifting = sum(points * frame[name] for name, points in DRIFTING.items()) - EVEN_DRIFTING
    driven = sum(points * frame[name] for name, points in DRIVEN.items()) - EVEN_DRIVEN
    return pd.DataFrame(
        {
            "drifting": 1 / (1 + np.exp(-STEEP_DRIFTING * drifting)),
            "driven": 1 / (1 + np.exp(-STEEP_DRIVEN * driven)),
        }
    )


def truth(frame: pd.DataFrame) -> Floats:
    """(n,) true chance to leave: not to stay in spite of both ways (noisy or, Pearl 1988)."""
    way = ways(frame)
    stays = (1 - OTHER_REASONS) * (1 - way["drifting"]) * (1 - way["driven"])
    return 1 - stays.to_numpy(dtype=float)


def generate(seed: int = 0, rows: int = ROWS) -> pd.DataFrame:
    """The table, one row per customer, rounded as in a data extract, NaN where a cell got lost."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(_causes(rng, rows))
    frame = frame.assign(**_stand_ins(rng, frame), **_noise(rng, rows))
    frame["left"] = np.where(rng.random(rows) < truth(frame), "yes", "no")
    for name, share in GAPS.items():
        frame[name] = frame[name].where(rng.random(rows) >= share)
    frame["customer_id"] = [f"P{number:05d}" for number in range(1, rows + 1)]
    return frame[list(COLUMNS)]


def to_csv(frame: pd.DataFrame) -> bytes:
    """The file: comma separated, one decimal where there are decimals, blank for a gap."""
    whole = frame.astype(dict.fromkeys(WHOLE, "Int64"))
    return whole.to_csv(index=False, float_format="%.1f", lineterminator="\n").encode()


def _causes(rng: np.random.Generator, rows: int) -> dict[str, NDArray]:
    """The seven behaviours the truth is made of."""
    use, network = rng.normal(size=rows), rng.normal(size=rows)

    def following(behind: Floats, share: float) -> Floats:
        return share * behind + np.sqrt(1 - share**2) * rng.normal(size=rows)

    silence = np.floor(_skewed(following(-use, HABIT), shape=1.2, mean=7.2))
    return {
        "days_since_call": silence.clip(max=LONGEST_SILENCE).astype(int),
        "recharge_amount": (5 + _skewed(following(use, HABIT), shape=3, mean=48)).round().astype(int),
        "recharges": _skewed(following(use, HABIT), shape=3.2, mean=3.2).round().astype(int),
        "minutes_per_day": _skewed(following(use, TALK), shape=3, mean=21).round(1),
        "dropped_calls": _skewed(following(-network, NETWORK), shape=4, mean=3.2).round(1),
        "data_speed": (7 + 2.2 * following(network, NETWORK)).clip(min=0.5).round(1),
        "rival_offer": (8 + 10 * rng.normal(size=rows)).round().astype(int),
    }


def _stand_ins(rng: np.random.Generator, causes: pd.DataFrame) -> dict[str, NDArray]:
    """Columns that follow a cause and do nothing themselves."""
    rows = len(causes)
    of_recharge = _skewed(rng.normal(size=rows), shape=8, mean=0.32)
    mb_per_mbps = _skewed(rng.normal(size=rows), shape=5, mean=40)
    talks = (causes["minutes_per_day"] - 21) / 12 + rng.normal(size=rows) > 0.4
    other = np.where(rng.random(rows) < 0.5, "basic", "data")
    return {
        "complaints": rng.poisson(0.15 * causes["dropped_calls"]),
        "balance": (causes["recharge_amount"] * of_recharge).round().to_numpy(dtype=int),
        "data_mb": (20 + causes["data_speed"] * mb_per_mbps).round().to_numpy(),
        "plan": np.where(talks, "talk", other),
    }


def _noise(rng: np.random.Generator, rows: int) -> dict[str, NDArray]:
    """Columns that are tied to nothing."""
    return {
        "months_customer": 1 + np.floor(_skewed(rng.normal(size=rows), shape=1.6, mean=24)),
        "region": rng.choice(REGIONS, size=rows, p=REGION_SHARES),
    }


def _skewed(normal: Floats, shape: float, mean: float) -> Floats:
    """(n,) gamma distributed numbers, never below 0, in the order of the standard normal ones.

    By the cube of Wilson & Hilferty (1931), which is the same to the last bit on every machine.
    """
    cube_root = 1 - 1 / (9 * shape) + normal / (3 * np.sqrt(shape))
    return mean * np.maximum(cube_root, 0) ** 3


def check(seeds: Sequence[int], models: Sequence[str]) -> pd.DataFrame:
    """A row per seed: the share of leavers, and what each model saves of the do-nothing bill.

    Prices of the published table: 80 for a missed leaver, 40 for a wasted contact. Chances are for
    customers the model never saw, and each fold's cut-off is the cheapest one on the other folds.
    "true chances" is what someone saves who knows `truth`, with a cut-off chosen in the same way.
    """
    from core.costs import Costs, compare_scores
    from core.models import score
    from core.table import read

    found = {}
    for seed in seeds:
        frame = generate(seed)
        table = read(to_csv(frame), "prepaid.csv").with_target("left", "yes")
        scores = [score(table, model) for model in models]
        scores.append(replace(scores[0], model="true chances", probability=truth(frame)))
        saving = compare_scores(table.y, scores, Costs(missed=80, wasted=40)).set_index("model")["saving"]
        found[seed] = saving[[s.model for s in scores]].to_dict() | {"churn rate": table.y.mean()}
    return pd.DataFrame(found).T


def coverage(draws: int = 100, model: str = "tree") -> tuple[float, float]:
    """How often the 90 % range of a model's saving holds its true value, on fresh draws of the case.

    Returns two shares of the draws. First: the range holds what these very rules save on 20,000 new
    customers, by their true chances. Second: it holds the average of that over all draws.
    """
    from core import models
    from core.costs import Costs, contacts_chosen_elsewhere, curve, saving
    from core.table import read

    def as_table(frame: pd.DataFrame) -> Table:
        return read(to_csv(frame), "prepaid.csv").with_target("left", "yes")

    costs = Costs(missed=80, wasted=40)
    crowd = generate(seed=10_000_000, rows=20_000)
    chance, rows = truth(crowd), models.feature_rows(as_table(crowd))
    ranges, saved = [], []
    for seed in range(draws):
        table = as_table(generate(seed))
        scores = models.score(table, model)
        folds = np.unique(scores.fold)
        worth = saving(scores.y_true, contacts_chosen_elsewhere(scores, costs), costs, folds=len(folds))
        ranges.append((worth.low, worth.high))
        bills = []
        for k in folds:
            seen = scores.fold != k
            part = replace(table, rows=table.rows[seen].reset_index(drop=True))
            cutoff = curve(scores.y_true[seen], scores.probability[seen], costs).best.threshold
            fitted = models.fit(part, model)
            contact = models.chances(fitted, rows, trained_on=int(seen.sum())) >= cutoff
            bills.append(np.where(contact, 40 * (1 - chance), 80 * chance).mean())
        saved.append(1 - np.mean(bills) / (80 * chance.mean()))
    low, high = np.array(ranges).T
    average = np.mean(saved)
    return (
        float(np.mean((low <= saved) & (saved <= high))),
        float(np.mean((low <= average) & (average <= high))),
    )


if __name__ == "__main__":
    from core.models import NAMES

    if sys.argv[1:] == ["coverage"]:
        print(coverage())
        sys.exit()
    print(check(range(20), NAMES).describe().loc[["mean", "std", "min", "max"]].T.round(4).to_string())
