"""Which groups pass the five tests and which fail what, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.groups import _said as said
from core.strategy.criteria import (
    ACCESSIBLE,
    ACTIONABLE,
    CRITERIA,
    DIFFERENTIABLE,
    MEASURABLE,
    SUBSTANTIAL,
    Criteria,
)
from core.words import capital

FAILS = {
    MEASURABLE: "hard to pin down",
    SUBSTANTIAL: "too small",
    ACCESSIBLE: "hard to recognise",
    DIFFERENTIABLE: "no different",
    ACTIONABLE: "no action yet",
}


def words(result: Criteria, names: Sequence[str]) -> str:
    """Who passes all, what others fail, and what is not known."""
    k = len(result.checks)
    passing = [group for group in range(k) if result.meets_all(group)]
    if len(passing) == k:
        start = f"{capital(_groups(passing, k))} pass all five tests."
    elif not passing:
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
        if no:
            more = f" in {said.quoted(result.outcome)}" if criterion == DIFFERENTIABLE else ""
            failed.append(f"{FAILS[criterion]}{more}: {_groups(no, k)}")
        if gaps:
            unknown.append(criterion if len(gaps) == k else f"{criterion} for {_groups(gaps, k)}")
    told = [start]
    if failed:
        told.append(f"{capital('; '.join(failed))}.")
    if unknown:
        told.append(f"Not known: {said.joined(unknown)}.")
    return " ".join(told)


def _groups(groups: Sequence[int], k: int) -> str:
    """ "group 2", "groups 1 and 4", "all 5 groups"."""
    if len(groups) == k:
        return "both groups" if k == 2 else f"all {k} groups"
    numbers = [str(group + 1) for group in groups]
    return f"group{'s' * (len(groups) > 1)} {said.joined(numbers)}"
