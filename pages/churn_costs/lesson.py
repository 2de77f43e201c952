"""Lesson: what does losing a customer cost? The row of its steps and what a reader can set."""

from core.models import NAMES
from core.refits import REFITS
from pages.churn_costs import bill, cutoff, decision, race, spot, tree
from pages.shared.choices import guess, number, option, pattern, switch
from pages.shared.lesson import Lesson, Part

Lesson(
    "churn_costs",
    parts=(
        Part("bill", "The bill", bill.draw),
        Part("spot", "Spot them", spot.draw),
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
        number("deal", 1, 1, spot.MOST_DEALS),
        pattern("marks", spot.NOBODY, spot.MARKS),
        switch("spot_shown"),
        option("view", "race", list(tree.VIEWS)),
        pattern("race", "", race.ASKED),
        switch("race_next"),
        number("race_group", 0, 0, 6),
        number("race_column", 0, 0, 499),
        number("race_pick", 50, 0, 99),
        number("questions", 1, 0, 7),
        guess("guess_refit", 0, 100),
        number("pair", 0, 0, REFITS // 2 - 1),
        option("model", "boosting", NAMES),
        number("cutoff", 50, 0, 100),
        switch("limited"),
        number("limit", 5_000, 0, 1_000_000_000),
    ),
    turns=("deal", "spot_shown", "race", "race_next"),
).run()
