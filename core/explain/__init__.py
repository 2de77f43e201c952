"""What can be said of a model that nobody can read.

surrogate  a small tree that repeats its verdicts, and how many of them it gets right
"""

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

__all__ = ["DEPTHS", "Failing", "Prepared", "Surrogate", "imitate", "prepare", "surrogate", "surrogates"]
