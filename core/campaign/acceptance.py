"""How many leavers accept is not known: a belief about it, as after having asked so many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.costs import LEVEL


@dataclass(frozen=True)
class Acceptance:
    """A belief about the acceptance rate: Beta(alpha, beta), as after `alpha` leavers accepted and
    `beta` refused (Verbraken, Verbeke & Baesens 2013 use 6 and 14).

    Raises ValueError unless both are finite and above 0.
    """

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        if not (0 < self.alpha < np.inf and 0 < self.beta < np.inf):
            raise ValueError("The two shape numbers of the acceptance, alpha and beta, have to be above 0.")

    @cached_property
    def rates(self) -> np.ndarray:
        """(201,) acceptance rates from 0 to 1."""
        return np.linspace(0, 1, 201)

    @cached_property
    def density(self) -> np.ndarray:
        """(201,) how likely each rate is, the likeliest 1; ends at which it grows without limit are cut."""
        inside = np.clip(self.rates, 0.0025, 0.9975)
        logs = (self.alpha - 1) * np.log(inside) + (self.beta - 1) * np.log1p(-inside)
        return np.exp(logs - logs.max())

    @property
    def low(self) -> float:
        """The rate that the truth stays above 95 times in 100."""
        return self._quantile(0.5 - LEVEL / 2)

    @property
    def high(self) -> float:
        """The rate that the truth stays below 95 times in 100."""
        return self._quantile(0.5 + LEVEL / 2)

    def _quantile(self, share: float) -> float:
        from scipy.special import betaincinv

        return float(betaincinv(self.alpha, self.beta, share))
