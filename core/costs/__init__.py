"""Two prices: what every cut-off costs, and what each model saves.

curve  the prices, the bill of every cut-off
line   a cut-off somebody chose
paired two models on the same customers
worth  what a rule saves on other customers, and the comparison of models
contest everybody's bill on the same customers, and who is really ahead
turning from which price of a lost customer on another model would be the cheaper one
"""

from core.costs.contest import BEST_READABLE, RULE, Contest, Entry, contest
from core.costs.curve import CostCurve, Costs, Decision, billed, cost_curve, curve
from core.costs.line import WHOLE_PERCENTS, Line, draw_line
from core.costs.paired import (
    LEVEL,
    Best,
    Chosen,
    Difference,
    Prepared,
    best_of,
    choose,
    contacts,
    difference,
    paired_difference,
    prepare,
    widening,
)
from core.costs.turning import Turning, turning
from core.costs.worth import (
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    Saving,
    compare,
    compare_scores,
    contacts_chosen_elsewhere,
    saving,
    share_range,
)

__all__ = [
    "BEST_READABLE",
    "CONTACT_EVERYONE",
    "DO_NOTHING",
    "LEVEL",
    "PERFECT",
    "RULE",
    "WHOLE_PERCENTS",
    "Best",
    "Chosen",
    "Contest",
    "CostCurve",
    "Costs",
    "Decision",
    "Difference",
    "Entry",
    "Line",
    "Prepared",
    "Saving",
    "Turning",
    "best_of",
    "billed",
    "choose",
    "compare",
    "compare_scores",
    "contacts",
    "contacts_chosen_elsewhere",
    "contest",
    "cost_curve",
    "curve",
    "difference",
    "draw_line",
    "paired_difference",
    "prepare",
    "saving",
    "share_range",
    "turning",
    "widening",
]
