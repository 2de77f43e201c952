"""Groups of customers side by side: whose leavers are missed, who is contacted in vain, and what it costs.

grouping  a column of the table becomes groups
rates     each group's mistakes and bill, with their ranges
gaps      how far the groups are apart, and whether that is more than luck
"""

from core.fairness.gaps import Apart, Gap, gaps
from core.fairness.grouping import MISSING, MOST_GROUPS, REST, arranged, grouping, sensible
from core.fairness.rates import FEW, SMALL, by_group

__all__ = [
    "FEW",
    "MISSING",
    "MOST_GROUPS",
    "REST",
    "SMALL",
    "Apart",
    "Gap",
    "arranged",
    "by_group",
    "gaps",
    "grouping",
    "sensible",
]
