"""Lesson: who are our customers? The row of its steps and what a reader can set."""

from core import segments
from core.segments import DRAWN
from pages.segments import decide, eye, halves, many, plan, ways, where, who
from pages.segments.answers import SURE
from pages.segments.given import SPELLING
from pages.segments.halves import KINDS, PICKS
from pages.segments.rows import MOST_GROUPS, PLACES
from pages.shared.choices import bet, guess, number, option, pattern, switch
from pages.shared.lesson import GROUPED, Lesson, Part

Lesson(
    "segments",
    parts=(
        Part("eye", "By eye", eye.draw, GROUPED),
        Part("halves", "The machine", halves.draw, GROUPED),
        Part("many", "How many", many.draw, GROUPED),
        Part("where", "The map", where.draw, GROUPED),
        Part("who", "Portraits", who.draw, GROUPED),
        Part("ways", "Other views", ways.draw, GROUPED),
        Part("plan", "A plan", plan.draw, GROUPED),
        Part("decide", "Your decision", decide.draw, GROUPED),
    ),
    settings=(
        number("across", 0, 0, 499),
        number("up", 1, 0, 499),
        number("cut", 0, 0, MOST_GROUPS),
        guess("guess_eye", 1, eye.MOST),
        switch("shuffled"),
        guess("guess_halves", 2, halves.LONGEST),
        option("halves_view", "walk", list(halves.VIEWS)),
        option("kind", DRAWN, list(KINDS)),
        number("seed", 0, 0, segments.STARTS - 1),
        number("at", 0, 0, 5000),
        pattern("picks", "", PICKS),
        bet("guess_many", list(many.BETS)),
        option("many_view", "evidence", list(many.VIEWS)),
        pattern("columns", "", PLACES),
        number("k", 0, 0, MOST_GROUPS),
        switch("wild"),
        number("wild_in", 0, 0, 499),
        bet("guess_who", (*map(str, range(500)), who.OTHER)),
        option("who_view", "glance", list(who.VIEWS)),
        number("group", 0, 0, MOST_GROUPS - 1),
        *(pattern(name, "", SPELLING) for name in ("names", "offers", "channels", "answers")),
        bet("guess_where", list(where.BETS)),
        pattern("picked", "", where.PICKED),
        guess("guess_ways", 0, 100),
        option("ways_view", "family", list(ways.VIEWS)),
        number("cut_tree", 0, 0, MOST_GROUPS),
        number("perplexity", 30, 1, 100),
        number("near_seed", 0, 0, len(segments.SEEDS) - 1),
        bet("guess_plan", (*map(str, range(MOST_GROUPS)), plan.EVENLY)),
        option("plan_view", "split", list(plan.VIEWS)),
        number("budget", -1.0, -1, 1e12),
        number("head", 0.0, 0, 1e6),
        number("off", SURE, 0, 200),
        number("worth_by", 0, 0, 501),
        option("plan_of", "best", list(decide.WHOSE)),
    ),
    turns=("halves_view", "many_view", "who_view", "ways_view", "plan_view"),
).run()
