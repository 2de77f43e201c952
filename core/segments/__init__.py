"""Groups of rows that are alike: how k-means finds them, how many there are, and who is in them.

grid          from a table's columns to points
halfsteps     k-means one half-step at a time
starts        where it begins, and what becomes of many beginnings
nulls         tables in which there is nothing to find
evidence      how many groups: the measures beside the same measures on such tables
verdict       one plain answer
naming        neutral names for groups
segmentation  the groups themselves, and what sets each apart
steadiness    whether they come back when sought again
worth         which columns add something
scaling       what units and one wild cell do
ways          other ways to look at the same points
"""

from core.segments.evidence import KS, NULLS, Measured, Search, begin, choose_k, clearness
from core.segments.grid import MOST_COLUMNS, Axis, Grid, grid, usable
from core.segments.halfsteps import ASSIGN, MOVE, State, half_steps, nearest
from core.segments.nulls import shuffled
from core.segments.scaling import TIMES, Scaling, scaling, with_outlier
from core.segments.segmentation import SHUFFLES, STANDS_OUT, Segmentation, cut, regrouped, segment
from core.segments.starts import DRAWN, PICKED, SPREAD, STARTS, Ends, ends, picked, start, walk
from core.segments.steadiness import REFITS, Steadiness, matched, matched_labels, steadiness
from core.segments.verdict import MEASURES, Verdict, picks, verdict
from core.segments.ways import (
    PERPLEXITIES,
    SEEDS,
    Agreement,
    Directions,
    Family,
    Parts,
    agreement,
    directions,
    family,
    kept_neighbours,
    neighbours,
    parts,
    shown,
)
from core.segments.worth import column_worth, explained

__all__ = [
    "ASSIGN",
    "DRAWN",
    "KS",
    "MEASURES",
    "MOST_COLUMNS",
    "MOVE",
    "NULLS",
    "PERPLEXITIES",
    "PICKED",
    "REFITS",
    "SEEDS",
    "SHUFFLES",
    "SPREAD",
    "STANDS_OUT",
    "STARTS",
    "TIMES",
    "Agreement",
    "Axis",
    "Directions",
    "Ends",
    "Family",
    "Grid",
    "Measured",
    "Parts",
    "Scaling",
    "Search",
    "Segmentation",
    "State",
    "Steadiness",
    "Verdict",
    "agreement",
    "begin",
    "choose_k",
    "clearness",
    "column_worth",
    "cut",
    "directions",
    "ends",
    "explained",
    "family",
    "grid",
    "half_steps",
    "kept_neighbours",
    "matched",
    "matched_labels",
    "nearest",
    "neighbours",
    "parts",
    "picked",
    "picks",
    "regrouped",
    "scaling",
    "segment",
    "shown",
    "shuffled",
    "start",
    "steadiness",
    "usable",
    "verdict",
    "walk",
    "with_outlier",
]
