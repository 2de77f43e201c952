"""An explanation: where a customer's chance comes from, adding up to the model's own output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Explanation:
    """What moved one customer's output away from where everybody starts (Shapley 1953; Lundberg & Lee 2017).

    base_value     the start, the same for every customer of a model: a chance 0..1, or log-odds
    contributions  feature of the table -> its push, in the same unit; the law: base_value + sum = prediction
    prediction     the model's own output for the customer
    error          largest standard error of a push, where pushes are sampled; 0 where they are exact
    """

    base_value: float
    contributions: Mapping[str, float]
    prediction: float
    error: float = 0.0

    @property
    def gap(self) -> float:
        """How far the sum is from the model's own output."""
        return self.base_value + sum(self.contributions.values()) - self.prediction

    @property
    def ranked(self) -> list[tuple[str, float]]:
        """Column and push, the strongest first; equal ones in the order of the table."""
        return sorted(self.contributions.items(), key=lambda pair: -abs(pair[1]))


def pushes(explained: Sequence[Explanation]) -> pd.DataFrame:
    """(n, columns) the pushes of n customers, a column per feature. ValueError without a customer."""
    if not explained:
        raise ValueError("There is no customer to explain.")
    names = list(explained[0].contributions)
    return pd.DataFrame([list(one.contributions.values()) for one in explained], columns=names)


def importance(explained: Sequence[Explanation]) -> pd.DataFrame:
    """How far each column pushes, whatever the direction: column, mean_abs_contribution, strongest first.

    The mean over the customers of the size of the push (Lundberg & Lee 2017), in the unit of the
    explanations; equal ones in the order of the table. ValueError without a customer.
    """
    found = pushes(explained)
    size = np.abs(found.to_numpy()).mean(axis=0)
    order = np.argsort(-size, kind="stable")
    return pd.DataFrame({"column": [found.columns[k] for k in order], "mean_abs_contribution": size[order]})
