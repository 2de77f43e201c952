"""Which groups pass the five tests and which fail what, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.groups import _said as said
from core.safe import visible
from core.strategy.criteria import (
    ACCESSIBLE,
    ACTIONABLE,
    CRITERIA,
    DIFFERENTIABLE,
    LARGE,
    MEASURABLE,
    PEOPLE,
    SUBSTANTIAL,
    WORTH,
    Criteria,
)
from core.words import Noun, capital, percent

FAILS = {
    MEASURABLE: "hard to pin down",
    ACCESSIBLE: "hard to recognise",
    DIFFERENTIABLE: "not clearly different",
    ACTIONABLE: "no action yet",
}
NO_CLEARER = "no clearer than in a shuffled table"
WITH_FIGURES = 2  # groups that are too small, at most


def words(result: Criteria, names: Sequence[str], noun: Noun) -> str:
    """Who passes all, what others fail, and what is not known."""
    k = len(result.checks)
    passing = [group for group in range(k) if result.meets_all(group)]
    if not passing:
        start = "No group passes all five tests."
    elif len(passing) == 1:
        start = f"Only {said.group(passing[0], names)} passes all five tests."
    else:
        start = f"{capital(_groups(passing, k))} pass all five tests."
    failed, unknown = [], []
    for criterion in CRITERIA:
        answers = [result.of(group, criterion).ok for group in range(k)]
        no = [group for group, ok in enumerate(answers) if ok is False]
        gaps = [group for group, ok in enumerate(answers) if ok is None]
        if no and criterion == SUBSTANTIAL:
            failed += _small(result, no, noun)
        elif no:
            failed.append(f"{_fails(criterion, result)}: {_groups(no, k)}")
        if gaps:
            unknown.append(criterion if len(gaps) == k else f"{criterion} for {_groups(gaps, k)}")
    told = [start]
    if failed:
        told.append(f"{capital('; '.join(failed))}.")
    if unknown:
        told.append(f"Not known: {said.joined(unknown)}.")
    return " ".join(told)


def _fails(criterion: str, result: Criteria) -> str:
    if criterion == MEASURABLE and not result.clear:
        return NO_CLEARER
    more = f" in {said.quoted(result.outcome)}" if criterion == DIFFERENTIABLE else ""
    return f"{FAILS[criterion]}{more}"


def _small(result: Criteria, no: Sequence[int], noun: Noun) -> list[str]:
    """Groups that are too small, by what they hold too little of."""
    rows = visible(noun.many, said.LEVEL)
    kinds = (
        ("", f"too few {rows}", rows),
        (PEOPLE, "too few people", "people"),
        (WORTH, "brings too little", "worth"),
    )
    told = []
    for of, fails, what in kinds:
        own = [check for group in no if (check := result.of(group, SUBSTANTIAL)).of == of]
        if not own:
            continue
        if len(own) > WITH_FIGURES:
            less = f" (each under {percent(LARGE)} of all {what})"
            numbers = [str(check.group + 1) for check in own]
        else:
            less = ""
            numbers = [f"{check.group + 1} ({said.share(check.figure)} of all {what})" for check in own]
        bring = fails.replace("brings", "bring") if len(own) > 1 else fails
        told.append(f"{bring}: group{'s' * (len(own) > 1)} {said.joined(numbers)}{less}")
    return told


def _groups(groups: Sequence[int], k: int) -> str:
    """ "group 2", "groups 1 and 4", "all 5 groups"."""
    if len(groups) == k:
        return "both groups" if k == 2 else f"all {k} groups"
    numbers = [str(group + 1) for group in groups]
    return f"group{'s' * (len(groups) > 1)} {said.joined(numbers)}"
