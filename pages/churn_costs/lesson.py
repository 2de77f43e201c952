"""Lesson: what does losing a customer cost? The row of its steps and what a reader can set."""

from core.models import NAMES
from pages.churn_costs import bill, cutoff, decision, tree
from pages.shared.choices import guess, number, option, switch
from pages.shared.lesson import Lesson, Part

Lesson(
    "churn_costs",
    parts=(
        Part("bill", "The bill", bill.draw),
        Part("tree", "The tree", tree.draw),
        Part("cutoff", "The line", cutoff.draw),
        Part("decision", "Your decision", decision.draw),
    ),
    settings=(
        number("missed", 80.0, 0, 1e6),
        number("wasted", 40.0, 0, 1e6),
        number("customers", 100_000, 100, 1_000_000_000),
        guess("guess_bill", 0, 100),
        guess("guess_tree", 0, 100),
        guess("guess_cutoff", 0, 100),
        number("questions", 1, 0, 7),
        option("model", "boosting", NAMES),
        number("cutoff", 50, 0, 100),
        switch("limited"),
        number("limit", 5_000, 0, 1_000_000_000),
    ),
).run()
