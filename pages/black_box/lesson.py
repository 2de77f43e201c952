"""Lesson: is the black box worth it? The row of its steps and what a reader can set."""

from core.models import BLACK_BOXES, READABLE
from core.verdicts import MOST_SHOWN
from pages.black_box import contest, disagree, price, rule
from pages.black_box.pair import BEST
from pages.shared.choices import bet, guess, number, option, prices
from pages.shared.lesson import Lesson, Part

Lesson(
    "black_box",
    parts=(
        Part("contest", "The contest", contest.draw),
        Part("disagree", "Where they differ", disagree.draw),
        Part("price", "Its price", price.draw),
    ),
    settings=(
        *prices(),
        bet("guess_contest", contest.BETS),
        number("rule_column", 0, 0, 499),
        number("rule_cut", 80, 0, 99),
        number("rule_level", 0, 0, 99),
        option("rule_side", rule.LIKELY, (rule.LIKELY, *rule.SIDES)),
        option("against", BEST, contest.AGAINST),
        option("readable", BEST, (BEST, *READABLE)),
        option("box", BEST, (BEST, *BLACK_BOXES)),
        guess("guess_disagree", 0, 100),
        option("disagree_view", "people", list(disagree.VIEWS)),
        number("across", 0, 0, 499),
        number("up", 1, 0, 499),
        number("held", 0, 0, MOST_SHOWN),
        guess("guess_price", 0, 100),
        option("price_view", "repeat", list(price.VIEWS)),
        number("depth", 3, 1, 6),
        number("group", 0, 0, 499),
        option("judged", "box", ("box", "readable")),
        number("worked", 0, 0, MOST_SHOWN - 1),
    ),
    turns=("disagree_view", "price_view"),
).run()
