"""What to do for each group, and what a budget buys there.

offers     a budget shared among groups: the split that earns most, and any other
uncertain  what a plan earns when the answers behind it are guesses
telling    what tells groups apart beyond the columns they were made of
criteria   five tests of every group
questions  suggestions for each group, phrased as questions
again      whether the plan outlives groups that are found anew
saying     how shares and values are said
"""

from core.strategy.again import Again, Held, Refits, Survival, again, survives
from core.strategy.criteria import CRITERIA, Check, Criteria, criteria
from core.strategy.offers import Answers, Plan, best_split, split_as
from core.strategy.questions import Question, questions
from core.strategy.telling import Differing, Reached, differing, reached
from core.strategy.uncertain import Outlook, outlook

__all__ = [
    "CRITERIA",
    "Again",
    "Answers",
    "Check",
    "Criteria",
    "Differing",
    "Held",
    "Outlook",
    "Plan",
    "Question",
    "Reached",
    "Refits",
    "Survival",
    "again",
    "best_split",
    "criteria",
    "differing",
    "outlook",
    "questions",
    "reached",
    "split_as",
    "survives",
]
