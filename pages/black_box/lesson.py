"""Lesson: is the black box worth it? The row of its steps and what a reader can set."""

from core.models import BLACK_BOXES, NAMES, READABLE
from core.verdicts import MOST_SHOWN
from pages.black_box import contest, decide, disagree, looked, looks, price, rule, trust, turn, what_if, why
from pages.black_box.pair import BEST
from pages.shared.choices import bet, guess, number, option, pattern, prices
from pages.shared.lesson import Lesson, Part

Lesson(
    "black_box",
    parts=(
        Part("contest", "The contest", contest.draw),
        Part("disagree", "Where they differ", disagree.draw),
        Part("looks", "What it looks at", looks.draw),
        Part("why", "One customer", why.draw),
        Part("trust", "Trust", trust.draw),
        Part("price", "Its price", price.draw),
        Part("decide", "Your decision", decide.draw),
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
        option("looked", BEST, (BEST, *NAMES)),
        bet("guess_looks", (*map(str, range(500)), looks.OTHER)),
        option("looks_view", "everyone", list(looks.VIEWS)),
        number("pushed", 0, 0, 499),
        option("whom_from", looked.CARDS, list(looked.FROM)),
        number("whom", 0, 0, looked.MOST_WHOM - 1),
        guess("guess_why", 0, 100),
        pattern("guess_of", "", why.GUESSED),
        option("why_view", "why", list(why.VIEWS)),
        pattern("changed", "", what_if.CHANGED),
        pattern("ticked", turn.NEVER_TICKED, turn.TICKED),
        option("trust_view", "act", list(trust.VIEWS)),
        bet("guess_act", (*map(str, range(trust.MOST_ACTIONS)), trust.NOTHING)),
        bet("guess_twin", list(trust.BETS)),
        guess("guess_price", 0, 100),
        option("price_view", "repeat", list(price.VIEWS)),
        number("depth", 3, 1, 6),
        number("group", 0, 0, 499),
        option("judged", "box", ("box", "readable")),
        number("worked", 0, 0, MOST_SHOWN - 1),
        option("signed", BEST, (BEST, *NAMES)),
        pattern("terms", "", decide.TICKS),
        pattern("watched", "", decide.TICKS),
    ),
    turns=("disagree_view", "looks_view", "why_view", "trust_view", "price_view"),
).run()
