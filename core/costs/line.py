"""A line somebody drew, and its bills."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.costs.curve import CostCurve, Decision

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
