"""Keep or win: the next euro, the worth of a customer, and the two costs people compare.

euro     what the next euro buys on either side, and where it stops paying
parts    the budget as one bar in three parts
worth    a customer's margins over the years, and three ways to count what one is worth
averages what a customer costs on average to win or to keep, and what the last one costs
places   labels beside curves, where nothing else is drawn
rows     amounts as bars with their names and figures
"""

from core.charts.keep.averages import claim
from core.charts.keep.euro import next_euro
from core.charts.keep.worth import customer

__all__ = ["claim", "customer", "next_euro"]
