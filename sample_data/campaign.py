"""A retention trial: 40,000 simulated customers, an offer drawn by lot, and whom it really changed.

The price and complaints drive customers away; an offer helps where the price hurts and nobody has
complained twice, and wakes up long-standing customers who had stopped thinking about the contract. So the
customers most at risk are not those whom the offer changes most. The two true chances of each customer,
with and without the offer, are written to a file of their own: nobody knows them in real life.

`python -m sample_data.campaign` bills the lists of customers on the unseen half, with the true chances.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.campaign import Campaign

Floats = NDArray[np.float64]

ROWS = 20_000  # customers of one seed
SEEDS = (1, 2)  # practice customers, unseen customers
COLUMNS = (
    *("customer_id", "tenure_months", "price_index", "engagement", "complaints"),
    *("contacted", "stayed"),
)
LONGEST_TENURE = 72  # months
USUAL_PRICE, PRICE_STEP = 100, 10  # rivals' price, and one standard step of the price index
USUAL_ENGAGEMENT, ENGAGEMENT_STEP = 50, 10
COMPLAINTS = 0.6  # per customer, on average
LOT = 0.5  # chance to be contacted

FORGETFUL = -0.6  # standard steps of engagement below which an offer wakes a customer up
SETTLED = 24  # months after which it does


def truth(frame: pd.DataFrame) -> pd.DataFrame:
    """(n, 2) true chances of staying, stay_contacted and stay_alone, from the columns that cause them."""
    price = (frame["price_index"] - USUAL_PRICE) / PRICE_STEP
    engagement = (frame["engagement"] - USUAL_ENGAGEMENT) / ENGAGEMENT_STEP
    tenure, complaints = frame["tenure_months"], frame["complaints"]
    leaving = -1.3 + 0.7 * price + 0.75 * complaints - 0.025 * (tenure - SETTLED) - 0.35 * engagement
    helped = 1.6 * _chance(2.5 * price) * (complaints <= 1)
    woken = 1.5 * ((engagement < FORGETFUL) & (tenure > SETTLED))
    return pd.DataFrame(
        {
            "stay_contacted": 1 - _chance(leaving - helped + woken),
            "stay_alone": 1 - _chance(leaving),
        }
    )


def generate(seed: int = SEEDS[0], rows: int = ROWS, first: int = 1) -> pd.DataFrame:
    """The customers of one seed, one row each, rounded as in a data extract; numbered from `first`."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "tenure_months": rng.integers(1, LONGEST_TENURE + 1, rows),
            "price_index": (USUAL_PRICE + PRICE_STEP * rng.normal(size=rows)).round(1),
            "engagement": (USUAL_ENGAGEMENT + ENGAGEMENT_STEP * rng.normal(size=rows)).round(1),
            "complaints": rng.poisson(COMPLAINTS, rows),
        }
    )
    contacted = rng.random(rows) < LOT
    chance = truth(frame)
    stays = np.where(contacted, chance["stay_contacted"], chance["stay_alone"])
    frame["contacted"] = np.where(contacted, "yes", "no")
    frame["stayed"] = np.where(rng.random(rows) < stays, "yes", "no")
    frame["customer_id"] = [f"C{number:05d}" for number in range(first, first + rows)]
    return frame[list(COLUMNS)]


def trial() -> pd.DataFrame:
    """The shipped table: the practice customers, then the unseen ones."""
    parts = [generate(seed, first=1 + ROWS * place) for place, seed in enumerate(SEEDS)]
    return pd.concat(parts, ignore_index=True)


def to_csv(frame: pd.DataFrame) -> bytes:
    """The file: comma separated, one decimal where there are decimals."""
    return frame.to_csv(index=False, float_format="%.1f", lineterminator="\n").encode()


def truth_csv(frame: pd.DataFrame) -> bytes:
    """The two true chances of each customer, to a ten-thousandth."""
    return truth(frame).to_csv(index=False, float_format="%.4f", lineterminator="\n").encode()


def _chance(score: pd.Series) -> pd.Series:
    """The logistic curve (Verhulst 1838)."""
    return 1 / (1 + np.exp(-score))


def check(shares: tuple[float, ...] = (0.1, 0.2, 0.3)) -> pd.DataFrame:
    """A row per list: what it really earns on the unseen customers, money per customer of the base.

    Values: a customer is worth 500, the incentive costs 30, a contact 3. "positive" contacts everyone
    whose score says that it pays, where the score is a change in the chance of staying; `contacted` is
    the share that is.
    """
    from core import samples, uplift

    unseen = slice(ROWS, None)
    scores, chance = samples.uplift_scores()[unseen], samples.truth()[unseen]
    values = uplift.Values(clv=500, incentive_cost=30, contact_cost=3)
    stays, alone = chance["stay_contacted"].to_numpy(), chance["stay_alone"].to_numpy()
    worth = uplift.worth_of_contact(stays, alone, values)
    changes = {"the truth": stays - alone} | {name: scores[name].to_numpy() for name in scores.columns[1:]}
    lists = changes | {"risk": scores["risk"].to_numpy(), "true risk": 1 - alone, "by lot": np.zeros(ROWS)}
    found = {}
    for name, score in lists.items():
        earned = uplift.profit_by_share(score, worth, shares)
        found[name] = {f"top {share:.0%}": value for share, value in zip(shares, earned, strict=True)}
        if name in changes:
            left_alone = alone if name == "the truth" else 1 - lists["risk"]
            pays = uplift.worth_of_contact(left_alone + score, left_alone, values) > 0
            found[name] |= {"positive": np.where(pays, worth, 0).mean(), "contacted": pays.mean()}
    classic = uplift.believed(scores["risk"], Campaign(500, 0.3, 30, 3))
    found["classic rule"] = {"positive": worth[classic.contact].sum() / ROWS, "believed": classic.value,
                             "contacted": classic.contact.mean()}  # fmt: skip
    found["everyone"] = {"positive": worth.mean(), "contacted": 1.0}
    return pd.DataFrame(found).T


if __name__ == "__main__":
    print(check().round(3).to_string())
