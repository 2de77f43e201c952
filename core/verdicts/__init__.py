"""Two models on the same customers: where their verdicts part, on a plane of two columns and one by one.

cells      a cell as people say it, and a share
plane      customers alike in all but two columns, and what a model says of them
contested  the customers on whom two verdicts differ
"""

from core.verdicts.cells import about, said, unit_of
from core.verdicts.contested import (
    MOST_SHOWN,
    Contested,
    contested,
    contested_table,
    most_telling,
)
from core.verdicts.plane import CELLS, MOST_LEVELS, Axis, Plane, chances_on, held_in_words, plane, typical

__all__ = [
    "CELLS",
    "MOST_LEVELS",
    "MOST_SHOWN",
    "Axis",
    "Contested",
    "Plane",
    "about",
    "chances_on",
    "contested",
    "contested_table",
    "held_in_words",
    "most_telling",
    "plane",
    "said",
    "typical",
    "unit_of",
]
