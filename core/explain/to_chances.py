"""From pushes in log-odds to pushes in chances, keeping the sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CLOSE = 1e-4  # log-odds nearer than this: the slope between them is the slope in their middle


@dataclass(frozen=True, eq=False)
class References:
    """The customers against whom log-odds are turned into chances.

    pushes    (r, columns) their pushes in log-odds
    log_odds  (r,) the model's output for them
    """

    pushes: np.ndarray
    log_odds: np.ndarray

    @property
    def base(self) -> float:
        """Their average chance: where everybody starts."""
        return float(logistic(self.log_odds).mean())


def to_chances(pushes: np.ndarray, log_odds: np.ndarray, references: References) -> np.ndarray:
    """(n, columns) pushes in chances from (n, columns) pushes and (n,) outputs in log-odds.

    The rescale rule (Shrikumar, Greenside & Kundaje 2017), as Lundberg et al. (2020) use it for trees:
    against one reference customer a column pushes the log-odds by the difference of the two customers'
    pushes; times (difference of the chances) / (difference of the log-odds) that is its push of the
    chance. Averaged over the references. So the references' average chance plus the pushes is exactly
    the customer's chance, and no push against a reference changes its direction.
    """
    slope = _slopes(log_odds, references.log_odds)
    return (pushes * slope.sum(axis=1, keepdims=True) - slope @ references.pushes) / slope.shape[1]


def logistic(log_odds: np.ndarray) -> np.ndarray:
    """The chance that has these log-odds (without overflow)."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(log_odds, dtype=float)))


def _slopes(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """(n, r): how much of a chance one unit of log-odds is worth between two customers."""
    apart = here[:, None] - there[None, :]
    slopes = logistic(here)[:, None] - logistic(there)[None, :]
    near = np.abs(apart) < CLOSE
    apart[near] = 1.0
    slopes /= apart
    if near.any():
        middle = logistic((here[:, None] + there[None, :])[near] / 2)
        slopes[near] = middle * (1 - middle)
    return slopes
