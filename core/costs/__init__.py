"""Two prices: what every cut-off costs, and what each model saves.

curve  the prices, the bill of every cut-off
line   a cut-off somebody chose
worth  what a rule saves on other customers, and the comparison of models
"""

from core.costs.curve import CostCurve, Costs, Decision, billed, cost_curve, curve
from core.costs.line import WHOLE_PERCENTS, Line, draw_line
from core.costs.worth import (
    CONTACT_EVERYONE,
    DO_NOTHING,
    LEVEL,
    PERFECT,
    Difference,
    Saving,
    compare,
    compare_scores,
    contacts_chosen_elsewhere,
    difference,
    saving,
    share_range,
)

__all__ = [
    "CONTACT_EVERYONE",
    "DO_NOTHING",
    "LEVEL",
    "PERFECT",
    "WHOLE_PERCENTS",
    "CostCurve",
    "Costs",
    "Decision",
    "Difference",
    "Line",
    "Saving",
    "billed",
    "compare",
    "compare_scores",
    "contacts_chosen_elsewhere",
    "cost_curve",
    "curve",
    "difference",
    "draw_line",
    "saving",
    "share_range",
]
