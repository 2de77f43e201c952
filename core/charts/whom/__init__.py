"""Whom the offer changes: what lists of contacts earn, who is on them, and what a trial shows.

looks    how each list looks and what it is called
tags     short names that stand at their lines and never on each other
money    what each list earns at every share contacted
people   a hundred of the contacted customers of each list, by the four kinds
qini     extra stayers in the order of each list, by the trial alone
sample   how many customers a trial needs
"""

from core.charts.whom.money import Listed, money
from core.charts.whom.people import people
from core.charts.whom.qini import qini
from core.charts.whom.sample import sample_size

__all__ = ["Listed", "money", "people", "qini", "sample_size"]
