"""What can be said of a model that nobody can read.

explanation  the type: a start, a push for each column, and the model's own output they add up to
explainers   the pushes of every contender, exact or sampled
to_chances   from pushes in log-odds to pushes in chances
sampled      pushes of a model that is only asked for chances, with their error
shaken       the same put to the test: a twin, a leak, other customers
likeness     how far apart two customers are
steps        the values a column can be changed into, and their combinations
opposite     the customer most like one who gets the other verdict
change       the smallest change that turns a verdict
acting       what a model believes an action brings, and what the truth answers
surrogate    a small tree that repeats its verdicts, and how many of them it gets right
"""

from core.explain.acting import Acted, Action, acted
from core.explain.change import Change, in_words, smallest_change
from core.explain.explainers import (
    BACKGROUND,
    LOG_ODDS,
    PROBABILITY,
    REFERENCES,
    SCALES,
    DoesNotAddUp,
    Explainer,
    explain,
    explainer,
)
from core.explain.explanation import Explanation, importance, pushes
from core.explain.opposite import Opposite, nearest_opposite
from core.explain.sampled import ORDERS, chances_of, permutation_shap
from core.explain.shaken import EXPLAINED, REEXPLAINED, REFITS, watched
from core.explain.steps import grid
from core.explain.surrogate import (
    DEPTHS,
    Failing,
    Prepared,
    Surrogate,
    imitate,
    prepare,
    surrogate,
    surrogates,
)

__all__ = [
    "BACKGROUND",
    "DEPTHS",
    "EXPLAINED",
    "LOG_ODDS",
    "ORDERS",
    "PROBABILITY",
    "REEXPLAINED",
    "REFERENCES",
    "REFITS",
    "SCALES",
    "Acted",
    "Action",
    "Change",
    "DoesNotAddUp",
    "Explainer",
    "Explanation",
    "Failing",
    "Opposite",
    "Prepared",
    "Surrogate",
    "acted",
    "chances_of",
    "explain",
    "explainer",
    "grid",
    "imitate",
    "importance",
    "in_words",
    "nearest_opposite",
    "permutation_shap",
    "prepare",
    "pushes",
    "smallest_change",
    "surrogate",
    "surrogates",
    "watched",
]
