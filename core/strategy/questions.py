"""Suggestions for every group, phrased as questions, from what stands out in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.safe import visible
from core.segments import Segmentation
from core.strategy.saying import share, two_amounts
from core.table import Column
from core.words import Noun

MOST = 2  # questions per group
LOOKED_AT = 6  # of the columns that stand out, the strongest
LABEL, LEVEL, NAME = 40, 24, 60
WHAT = "what would you offer {here}?"
REFUSING = re.compile(r"\b(no|not|non|without|never|lacks?|lacking|none|free)\b")  # turns high into low


class _Theme(NamedTuple):
    """What a column is about, found by the words of its name, and what follows where it is high or low.

    A direction without a question of its own is "".
    """

    words: re.Pattern[str]
    high: str
    low: str


def _about(words: str, high: str, low: str) -> _Theme:
    return _Theme(re.compile(rf"\b({words})\b"), high, low)


# The first theme that fits counts: "data speed" is about speed, "days since last call" not about calls.
THEMES = (
    _about(
        "unemploy\\w*|jobless",
        "would smaller payments or a cheaper start help?",
        "is price still what decides a yes?",
    ),
    _about(
        "incomes?|earnings|wages?|salar(y|ies)",
        "is there room for a better and dearer offer?",
        "would smaller payments or a cheaper start help?",
    ),
    _about(
        "rent|renters?|rented|tenants?",
        "would smaller payments and a short contract help?",
        "would an offer for the whole house fit?",
    ),
    _about(
        "prices?|charges?|fees?|bills?|costs?|tariffs?",
        "would smaller payments or a cheaper start be worth more than extras?",
        "is there room for a larger package?",
    ),
    _about(
        "commut\\w*",
        "could people be met on the way to work?",
        "where close to home could people be met?",
    ),
    _about(
        "distances?|remote\\w*|travel\\w*|km away",
        "where can people be met without a long way?",
        "is a shop in town the place to meet?",
    ),
    _about(
        "density|crowded|urban",
        "would posters and one shop reach many at once?",
        "how would the offer cover the long ways?",
    ),
    _about(
        "speeds?|coverage|signal",
        "could good quality be the selling point?",
        "should this be repaired before anything is offered?",
    ),
    _about(
        "complaints?|dropped|faults?|outages?|failures?|returns|delays?|tickets?",
        "should this be repaired before anything is offered?",
        "could good service be the selling point?",
    ),
    _about(
        "since|idle|inactive",
        "what would be a reason to come back?",
        "is an offer needed at all?",
    ),
    _about(
        "smartphones?|internet|online|broadband|data|mb|gb",
        "could the whole offer be made online?",
        "would a letter or a shop reach more than a web page?",
    ),
    _about(
        "over \\d\\d|65 (and|or) over|older|elderly|seniors?|pension\\w*|retired|age|median age",
        "would help by phone or in person be worth paying for?",
        "could help be given online alone?",
    ),
    _about(
        "under \\d\\d?|child\\w*|kids|household size|family size|families|dependents",
        "would one package for the whole household fit?",
        "would a small package for one or two fit better?",
    ),
    _about(
        "farm|farms|farming|agricultur\\w*|harvest\\w*",
        "which time of the year suits the offer?",
        "",
    ),
    _about(
        "factor(y|ies)|industr\\w*|shifts?|manufactur\\w*",
        "at which hours of the day can people be reached?",
        "",
    ),
    _about(
        "months|years|tenure|loyalty",
        "what would thank those who have been there for long?",
        "what do newcomers need first?",
    ),
    _about(
        "recharges?|minutes|usage|orders|purchases|spend\\w*|visits|sales|calls",
        "what would those who use much want more of?",
        "would a smaller package be used more?",
    ),
)


@dataclass(frozen=True)
class Question:
    """A suggestion for one group.

    name     what the group is called
    text     one sentence with its figures, ending in a question mark
    columns  the columns it comes from
    """

    group: int
    name: str
    text: str
    columns: tuple[str, ...]


def questions(found: Segmentation, names: Sequence[str], noun: Noun) -> tuple[Question, ...]:
    """One or two questions for every group in which something stands out, the strongest column first.

    names  one per group. Nothing at all where the groups are no clearer than in shuffled tables. They say
    what holds of the rows and ask what follows; whether it does is for the reader to judge.
    """
    told: list[Question] = []
    for group in range(found.k):
        name = visible(names[group], NAME)
        facts = _facts(found, group, noun)
        neutral = WHAT.format(here=_here(found, group, noun))
        asked: dict[str, Question] = {}
        for fact in sorted(facts, key=lambda fact: not fact.ending):
            if asked and not fact.ending:
                break
            said = f"{fact.said}: {fact.ending or neutral}"
            if said not in (one.text for one in told):  # to tell groups apart, no two are asked the same
                asked.setdefault(fact.ending, Question(group, name, said, (fact.column,)))
        told += list(asked.values())[:MOST]
    return tuple(told)


class _Fact(NamedTuple):
    """One column that stands out, in words, and the question it leads to; "" if it leads to none."""

    column: str
    said: str
    ending: str


def _facts(found: Segmentation, group: int, noun: Noun) -> list[_Fact]:
    """The strongest columns of a group, each once."""
    profile = found.profiles
    own = profile[(profile["segment"] == group) & profile["stands_out"]].drop_duplicates("column")
    here = _here(found, group, noun)
    facts = []
    for row in own.head(LOOKED_AT).to_dict("records"):
        column = found.grid.table.column(row["column"])
        label = visible(column.label, LABEL)
        if row["level"]:
            label = f"{label}: {visible(row['level'], LEVEL)}"
            mean, overall = share(row["mean"]), share(row["overall"])
        else:
            mean, overall = two_amounts(row["mean"], row["overall"], column.unit)
        ending = "" if row["level"] else _ending(column, row["z"] > 0)
        facts.append(_Fact(column.name, f"“{label}” is {mean} {here} against {overall} for all", ending))
    return facts


def _here(found: Segmentation, group: int, noun: Noun) -> str:
    """ "for these districts"."""
    return f"for this {noun.one}" if found.sizes[group] == 1 else f"for these {noun.many}"


def _ending(column: Column, high: bool) -> str:
    """The question that fits a column of numbers; "" where none does."""
    words = re.sub(r"[\W_]+", " ", visible(f"{column.label} {column.name}", 10 * LABEL)).casefold()
    if REFUSING.search(words):
        return ""
    theme = next((theme for theme in THEMES if theme.words.search(words)), None)
    if theme is None:
        return ""
    return theme.high if high else theme.low
