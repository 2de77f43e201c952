"""Any model fitted again on resampled customers: whose verdict hangs on the draw."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from core import models
from core.split import halves, redraw
from core.table import Table

REFITS = 20
CONTESTED = 0.1  # a customer is contested if at least so many of the refits disagree with the others
WATCHED = 1_000  # unseen customers whose chances are kept; more would say the same


@dataclass(frozen=True)
class Steadiness:
    """What the refits of one model agree on.

    model      one of models.NAMES
    refits     how many there are
    customers  how many customers were watched
    agreement  share of customers to whom two refits give the same verdict, on average over all pairs
    contested  share of customers on whom at least a tenth of the refits disagree with the others
    spread     standard deviation of a customer's chance over the refits, on average over customers
    contacted  share of customers a refit contacts, on average over refits
    error      standard error of contested: other draws, other customers watched
    """

    model: str
    refits: int
    customers: int
    agreement: float
    contested: float
    spread: float
    contacted: float
    error: float


def watched(table: Table, random_state: int = 0) -> np.ndarray:
    """(w,) int: row positions of at most WATCHED customers of the unseen half, evenly spaced."""
    _, unseen = halves(table.y, random_state)
    number = min(len(unseen), WATCHED)
    return unseen[np.arange(number) * len(unseen) // max(number, 1)]


def refit_chances(table: Table, model: str, number: int, random_state: int = 0) -> np.ndarray:
    """(w,) float: the watched customers' chances from the model fitted on as many practice customers,
    drawn with replacement (Efron 1979).

    number is which refit, from 0, and the seed of its draw and of its model. Errors as models.fit, which
    counts the practice half only.
    """
    practice, _ = halves(table.y, random_state)
    places = practice[redraw(table.y[practice], number)]
    drawn = replace(table, rows=table.rows.iloc[places].reset_index(drop=True))
    pipeline = models.fit(drawn, model, number)
    rows = models.feature_rows(table).iloc[watched(table, random_state)]
    return models.chances(pipeline, rows, trained_on=len(practice))


def steadiness(model: str, chances: np.ndarray, threshold: float) -> Steadiness:
    """What the refits agree on if everyone at or above the threshold is contacted.

    chances is (refits, w), a row as refit_chances() gives it. Where k of n refits contact a customer,
    k (n - k) of the n (n - 1) / 2 pairs part over it. ValueError with fewer than two refits or no customer.
    """
    chances = np.asarray(chances, dtype=float)
    if chances.ndim != 2 or len(chances) < 2 or not chances.shape[1]:
        raise ValueError("Two refits of at least one customer are needed to see whether they agree.")
    refits, customers = chances.shape
    contacting = (chances >= threshold).sum(axis=0)
    contested = _contested(contacting, refits).mean()
    parted = contacting * (refits - contacting) / (refits * (refits - 1) / 2)
    return Steadiness(
        model=model,
        refits=refits,
        customers=customers,
        agreement=float(1 - parted.mean()),
        contested=float(contested),
        spread=float(chances.std(axis=0, ddof=1).mean()),
        contacted=float(contacting.mean() / refits),
        error=math.sqrt(_jackknife(chances >= threshold) + contested * (1 - contested) / customers),
    )


def _contested(contacting: np.ndarray, refits: int) -> np.ndarray:
    """Whether at least a tenth of so many refits disagree with the others, given how many contact."""
    return np.minimum(contacting, refits - contacting) >= CONTESTED * refits - 1e-9


def _jackknife(verdicts: np.ndarray) -> float:
    """The variance of the contested share over draws, from leaving out one refit at a time (Tukey 1958).

    verdicts is (refits, w) bool.
    """
    refits = len(verdicts)
    without = _contested(verdicts.sum(axis=0) - verdicts, refits - 1).mean(axis=1)
    return float((refits - 1) * without.var())
