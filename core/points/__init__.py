"""The logistic regression as a card of whole points that works with pencil and paper.

facts  what one column is worth in points
card   the lines together with the limit from which a customer is contacted
told   the card and a sum by hand as tables and sentences
"""

from core.points.card import ENOUGH, MOST_JUDGED, SCALES, PointsCard, points_card
from core.points.facts import OTHER, CategoryFact, Line, NumberFact, Working
from core.points.told import card_table, limit_text, meaning, said_points, worked_table

__all__ = [
    "ENOUGH",
    "MOST_JUDGED",
    "OTHER",
    "SCALES",
    "CategoryFact",
    "Line",
    "NumberFact",
    "PointsCard",
    "Working",
    "card_table",
    "limit_text",
    "meaning",
    "points_card",
    "said_points",
    "worked_table",
]
