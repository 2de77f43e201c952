"""What an offer really earns, in three pictures.

profit   the profit of every cut-off, and what becomes of a hundred customers
told     its words
doubt    what the best line earns while nobody knows how many accept
ledgers  from what the steps before promised to what it really earns
"""

from core.charts.offer.doubt import acceptance
from core.charts.offer.ledgers import bridge
from core.charts.offer.profit import profit_curve

__all__ = ["acceptance", "bridge", "profit_curve"]
