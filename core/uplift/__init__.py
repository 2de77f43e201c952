"""Whom the offer changes: the change in a customer's chance of staying, learnt from a trial by lot.

trial     who was contacted and who stayed; lottery: was it really drawn by lot
size      the average effect of the offer, and how many customers it takes to see one
learners  each customer's change through the contact, from models that never saw them
curves    extra stayers when customers are contacted in the order of a score
money     what a list of contacts earns, where both chances of each customer are known
ranked    a list of customers, best first: what contacting its top earns
estimate  what a list of contacts earns by the trial alone, with its range
"""

from core.uplift.curves import Curve, qini_curve, uplift_curve
from core.uplift.estimate import Estimate, estimate, estimate_difference
from core.uplift.learners import BASES, LEARNERS, fit, fit_part, folds, risk, risk_part
from core.uplift.lottery import Lottery, lottery
from core.uplift.money import (
    EDGE,
    TYPES,
    Believed,
    Values,
    believed,
    in_order,
    profit_by_share,
    top,
    types,
    worth_of_contact,
)
from core.uplift.ranked import (
    CHANGE,
    RISK,
    SHARES,
    TRUE_RISK,
    TRUTH,
    Contenders,
    Prepared,
    Ranked,
    curve_by_trial,
    prepare,
    ranked_by_trial,
    ranked_truly,
)
from core.uplift.size import POWER, Effect, effect, needed
from core.uplift.trial import YES, Trial, as_trial, candidates, trial_of

__all__ = [
    "BASES",
    "CHANGE",
    "EDGE",
    "LEARNERS",
    "POWER",
    "RISK",
    "SHARES",
    "TRUE_RISK",
    "TRUTH",
    "TYPES",
    "YES",
    "Believed",
    "Contenders",
    "Curve",
    "Effect",
    "Estimate",
    "Lottery",
    "Prepared",
    "Ranked",
    "Trial",
    "Values",
    "as_trial",
    "believed",
    "candidates",
    "curve_by_trial",
    "effect",
    "estimate",
    "estimate_difference",
    "fit",
    "fit_part",
    "folds",
    "in_order",
    "lottery",
    "needed",
    "prepare",
    "profit_by_share",
    "qini_curve",
    "ranked_by_trial",
    "ranked_truly",
    "risk",
    "risk_part",
    "top",
    "trial_of",
    "types",
    "uplift_curve",
    "worth_of_contact",
]
