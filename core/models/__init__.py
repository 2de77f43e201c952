"""The contenders: six models, and each customer's chance to leave from a model that never saw them.

classifiers  the six, with settings that do not overfit
columns      from mixed columns with gaps to numbers, and back
scores       fitting, and chances for customers never used to fit

scikit-learn is imported inside the functions, so that importing this package costs nothing.
"""

from core.models.classifiers import BLACK_BOXES, NAMES, READABLE, smallest_leaf
from core.models.columns import MISSING, RARE, Input, inputs
from core.models.scores import (
    FOLDS,
    MOST_ROWS_SVM,
    Scores,
    chances,
    estimator,
    feature_rows,
    fit,
    folds,
    score,
    score_part,
)

__all__ = [
    "BLACK_BOXES",
    "FOLDS",
    "MISSING",
    "MOST_ROWS_SVM",
    "NAMES",
    "RARE",
    "READABLE",
    "Input",
    "Scores",
    "chances",
    "estimator",
    "feature_rows",
    "fit",
    "folds",
    "inputs",
    "score",
    "score_part",
    "smallest_leaf",
]
