"""A line somebody drew: its bills, and the prices at which it stops paying."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.costs.curve import CostCurve, Costs, Decision

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


@dataclass(frozen=True)
class FlipPoints:
    """Where a policy stops beating doing nothing; infinity where no price can make it.

    contact_price   the dearest wasted contact it can bear, in money
    win_back_price  the lowest price of a missed leaver at which it still pays, in money
    success         the share of contacted leavers who must really stay
    """

    contact_price: float
    win_back_price: float
    success: float


def flip_points(decision: Decision, costs: Costs) -> FlipPoints:
    """Where the policy's saving is exactly 0: missed * caught = wasted * wasted contacts."""
    gain, spent = costs.missed * decision.caught, costs.wasted * decision.wasted
    return FlipPoints(
        contact_price=gain / decision.wasted if decision.wasted else np.inf,
        win_back_price=spent / decision.caught if decision.caught else np.inf,
        success=spent / gain if gain else np.inf,
    )
