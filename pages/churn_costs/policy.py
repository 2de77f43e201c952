"""What the lesson's choices mean: the prices, the offer, and the line they lead to."""

import numpy as np

from core.campaign import Campaign, Offer, ProfitCurve
from core.costs import WHOLE_PERCENTS, CostCurve, Line, draw_line
from pages.shared import cached
from pages.shared.step import Step


def campaign_of(step: Step) -> Campaign:
    """The offer and what a kept customer is worth, as the reader set them."""
    choices = step.choices
    return Campaign(choices.clv, choices.accept / 100, choices.incentive, choices.contact)


def most_contacts(step: Step) -> float | None:
    """The share of customers the team can contact, or None without a limit."""
    if not step.choices.limited:
        return None
    return min(step.choices.limit / step.choices.customers, 1.0)


def line_of(step: Step) -> tuple[CostCurve, Line]:
    """The practice half's cost curve, and the reader's line on both halves."""
    practice, unseen = cached.curves(step.case, step.choices.model, step.costs)
    return practice, draw_line(practice, unseen, step.choices.cutoff / 100, most_contacts(step))


def profit_of(step: Step) -> tuple[ProfitCurve, float]:
    """The practice half's profit curve, and the reader's cut-off within the team's limit."""
    curve = cached.profits(step.case, step.choices.model, campaign_of(step))
    return curve, within_limit(curve, step.choices.cutoff / 100, most_contacts(step))


def within_limit(curve: ProfitCurve, cutoff: float, most: float | None) -> float:
    """The cut-off, or a higher one that contacts at most this share of the curve's customers."""
    contacts = curve.customers if most is None else int(most * curve.customers + 1e-9)
    return cutoff if curve.at(cutoff).contacted <= contacts else curve.limited(contacts)


def best_line(curve: ProfitCurve, most: float | None) -> Offer:
    """The best whole-percent line that keeps to the team's limit; nobody if none does."""
    lowest = within_limit(curve, 0.0, most)
    return curve.best_of(np.append(WHOLE_PERCENTS[lowest <= WHOLE_PERCENTS], np.inf))
