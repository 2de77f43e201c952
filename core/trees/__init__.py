"""The readable tree: grown on practice customers one question at a time, billed on unseen ones.

question   a yes/no question about one column, asked by the machine or by a reader
tree       groups and the questions that part them, with their customers counted
grow       the machine's own questions, the most useful first
ask        the questions a reader can ask
bill       whom to contact, and what that costs: the same for everybody's questions
condition  answers as conditions, without the needless ones, in words
rules      the groups to contact as sentences
"""

from core.trees.ask import offered, open_groups, part
from core.trees.bill import Bill, Leaf, bill, whom, worth_contacting
from core.trees.grow import grow, part_of, questions_of
from core.trees.question import Question, about_gap, about_level, about_number, cut_in_words
from core.trees.rules import Rule, contacts, in_words, rules
from core.trees.tree import Node, Tree, plant

__all__ = [
    "Bill",
    "Leaf",
    "Node",
    "Question",
    "Rule",
    "Tree",
    "about_gap",
    "about_level",
    "about_number",
    "bill",
    "contacts",
    "cut_in_words",
    "grow",
    "in_words",
    "offered",
    "open_groups",
    "part",
    "part_of",
    "plant",
    "questions_of",
    "rules",
    "whom",
    "worth_contacting",
]
