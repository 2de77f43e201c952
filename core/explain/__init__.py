"""What can be said of a model that nobody can read.

explanation  the type: a start, a push for each column, and the model's own output they add up to
explainers   the pushes of every contender, exact or sampled
to_chances   from pushes in log-odds to pushes in chances
sampled      pushes of a model that is only asked for chances, with their error
surrogate    a small tree that repeats its verdicts, and how many of them it gets right
"""

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
from core.explain.sampled import ORDERS, permutation_shap
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
    "LOG_ODDS",
    "ORDERS",
    "PROBABILITY",
    "REFERENCES",
    "SCALES",
    "DoesNotAddUp",
    "Explainer",
    "Explanation",
    "Failing",
    "Prepared",
    "Surrogate",
    "explain",
    "explainer",
    "imitate",
    "importance",
    "permutation_shap",
    "prepare",
    "pushes",
    "surrogate",
    "surrogates",
]
