"""Cached calls: the one place where slow results are kept.

The sample cases come with their results beside the tables, shared by all sessions. An uploaded
table is computed live, one at a time for the whole house, and kept by its own session only.

kept     where results are kept, and who has to wait
leavers  who leaves: chances, the tree, its refits and what is counted from them
trial    whom an offer changes
box      the contest, the fitted models and their refits
why      where chances come from, and what becomes of that when shaken
groups   who is alike: the evidence for the number of groups, the groups, other ways to look
"""

from core import samples
from pages.shared.cached.box import (
    Fitted,
    calibrated,
    fitted,
    fitted_now,
    maps,
    plane,
    points_card,
    prepared,
    refitted_chances,
    surrogates,
    turning,
)
from pages.shared.cached.groups import (
    Evidence,
    by_chance,
    clearest,
    directions,
    ends,
    evidence,
    family,
    grouped,
    kept_neighbours,
    neighbours,
    on_two,
    parts,
    points,
    scaling,
    steadiness,
    two,
    usable,
    walked,
    warm_groups,
    worth,
)
from pages.shared.cached.kept import NOBODY, ONE_AT_A_TIME, Case, alone, sample
from pages.shared.cached.leavers import (
    contenders,
    curves,
    facts,
    offered,
    parted,
    practised,
    profits,
    refitted,
    sample_facts,
    sample_refits,
    scores,
    shipped,
    tree,
    tuned,
    unseen,
)
from pages.shared.cached.strategy import again, differing, reached
from pages.shared.cached.trial import (
    classic,
    crowd,
    curves_by_trial,
    lottery,
    own_contenders,
    own_trial,
    sample_contenders,
    sample_trial,
    worth_of_lists,
)
from pages.shared.cached.why import (
    TESTS,
    Everyone,
    actions,
    everyone,
    explanation,
    opposite,
    roles,
    shipped_explanation,
    smallest_change,
    tested,
)

__all__ = [
    "NOBODY",
    "ONE_AT_A_TIME",
    "TESTS",
    "Case",
    "Everyone",
    "Evidence",
    "Fitted",
    "actions",
    "again",
    "alone",
    "by_chance",
    "calibrated",
    "classic",
    "clearest",
    "contenders",
    "crowd",
    "curves",
    "curves_by_trial",
    "differing",
    "directions",
    "ends",
    "everyone",
    "evidence",
    "explanation",
    "facts",
    "family",
    "fitted",
    "fitted_now",
    "grouped",
    "kept_neighbours",
    "lottery",
    "maps",
    "neighbours",
    "offered",
    "on_two",
    "opposite",
    "own_contenders",
    "own_trial",
    "parted",
    "parts",
    "plane",
    "points",
    "points_card",
    "practised",
    "prepared",
    "profits",
    "reached",
    "refitted",
    "refitted_chances",
    "roles",
    "sample",
    "sample_contenders",
    "sample_refits",
    "sample_trial",
    "scaling",
    "scores",
    "shipped_explanation",
    "smallest_change",
    "steadiness",
    "surrogates",
    "tested",
    "tree",
    "tuned",
    "turning",
    "two",
    "unseen",
    "usable",
    "walked",
    "warm_up",
    "worth",
    "worth_of_lists",
]


def warm_up() -> None:
    """Everything a first visitor would otherwise wait for."""
    import sklearn.calibration
    import sklearn.cluster
    import sklearn.compose
    import sklearn.ensemble
    import sklearn.linear_model
    import sklearn.neural_network
    import sklearn.svm
    import sklearn.tree  # noqa: F401

    for name in samples.NAMES:
        sample(name)
        shipped(name)
        sample_facts(name)
    sample_contenders()
    warm_groups()
