"""Answers to questions as conditions: those that say enough, and how they are said in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from core import models
from core.safe import visible
from core.trees.question import Question

OR_MISSING = " or missing"
RARE = "a rare answer"
LETTERS = 60  # of a label, or of an answer

Condition = tuple[Question, bool]  # a question, and the answer a customer has to give


def needed(path: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions that no other one already implies, column by column in the order of asking."""
    kept: list[Condition] = []
    for condition in path:
        if any(_implies(other, condition) for other in kept):
            continue
        kept = [other for other in kept if not _implies(condition, other)] + [condition]
    asked = [question.column for question, _ in path]
    return tuple(sorted(kept, key=lambda condition: asked.index(condition[0].column)))


def _implies(one: Condition, other: Condition) -> bool:
    """Whether whoever meets the first condition surely meets the other."""
    if one[0].column != other[0].column or _of_texts(one) != _of_texts(other):
        return False
    if _of_texts(one):
        (texts, but), (wider, all_but) = _texts(one), _texts(other)
        if but:
            return all_but and wider <= texts
        return texts.isdisjoint(wider) if all_but else texts <= wider
    (low, high, gap), (wide_low, wide_high, wide_gap) = _numbers(one), _numbers(other)
    return (low >= high or (low >= wide_low and high <= wide_high)) and (wide_gap or not gap)


def _of_texts(condition: Condition) -> bool:
    return bool(condition[0].levels)


def _texts(condition: Condition) -> tuple[frozenset[str], bool]:
    """The answers a condition on a category allows; True: all but these."""
    question, answer = condition
    return frozenset(question.levels), question.other == answer


def _numbers(condition: Condition) -> tuple[float, float, bool]:
    """The numbers a condition allows, above the first and up to the second, and whether it allows gaps."""
    question, answer = condition
    if question.cut is None:
        return (np.inf, -np.inf, True) if answer else (-np.inf, np.inf, False)
    low, high = (-np.inf, question.cut) if answer else (question.cut, np.inf)
    return low, high, question.gap == answer


def phrases(conditions: Sequence[Condition]) -> list[str]:
    """The conditions as parts of a sentence, in the order of needed()."""
    said: list[str] = []
    for _, found in groupby(conditions, key=lambda condition: condition[0].column):
        about = list(found)
        label = _label(about[0][0])
        texts = [condition for condition in about if _of_texts(condition)]
        numbers = [condition for condition in about if not _of_texts(condition)]
        said += [f"{label} {_texts_said(texts)}"] if texts else []
        said += [f"{label} {_numbers_said(numbers)}"] if numbers else []
    return said


def _label(question: Question) -> str:
    """The column's label as the question has it, its first letter small unless it begins a name like SIM."""
    asked = question.if_yes or (RARE if question.other else "".join(question.levels[:1])) or models.MISSING
    label = visible(question.text.removesuffix(f": {asked}?"), LETTERS)
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _texts_said(conditions: Sequence[Condition]) -> str:
    """ "is “fiber optic”", "is neither “DSL” nor “fiber optic”"."""
    chosen = [question for question, answer in conditions if answer]
    if chosen:
        return f"is {_answers_said(chosen[0])}"
    refused = [_answers_said(question) for question, _ in conditions]
    if len(refused) == 1:
        return f"is not {refused[0]}"
    return f"is neither {' nor '.join(refused)}"


def _answers_said(question: Question) -> str:
    if question.other:
        return RARE
    shown = (
        models.MISSING if level == models.MISSING else f"“{visible(level, LETTERS)}”"
        for level in question.levels
    )
    return " or ".join(shown)


def _numbers_said(conditions: Sequence[Condition]) -> str:
    """ "20 or more", "from 5 to 14 (or missing)", "missing"."""
    asked = [(question, answer) for question, answer in conditions if question.cut is not None]
    if not asked:
        return models.MISSING if conditions[0][1] else f"not {models.MISSING}"
    spoken_of = any(OR_MISSING in (question.if_yes + question.if_no) for question, _ in asked)
    gap = spoken_of and all(_numbers(condition)[2] for condition in conditions)
    lows = [question.if_no.removesuffix(OR_MISSING) for question, answer in asked if not answer]
    highs = [question.if_yes.removesuffix(OR_MISSING) for question, answer in asked if answer]
    return _range_said(lows, highs) + (f" (or {models.MISSING})" if gap else "")


def _range_said(lows: Sequence[str], highs: Sequence[str]) -> str:
    if len(lows) == len(highs) == 1 and lows[0].endswith(" or more") and highs[0].endswith(" or less"):
        low, high = lows[0].removesuffix(" or more"), highs[0].removesuffix(" or less")
        return f"exactly {low}" if low == high else f"from {low} to {high}"
    bounds = [*lows, *highs]
    said = " and ".join(bounds)
    # Of a column with two values the answer is a bare figure.
    return (
        said if said.startswith(("above ", "up to ")) or said.endswith((" more", " less")) else f"is {said}"
    )
