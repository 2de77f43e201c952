"""Five tests of a group: is it there, is it large, can it be found, does it differ, is there a plan?

Kotler, P. & Keller, K. L. (2016), Marketing Management, name the five; the limits are rules of thumb.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.safe import visible
from core.segments import Segmentation
from core.strategy.saying import as_said, share, two_amounts
from core.strategy.telling import FEWEST, Differing, Reached
from core.words import ROW, Noun, count

MEASURABLE, SUBSTANTIAL, ACCESSIBLE = "measurable", "substantial", "accessible"
DIFFERENTIABLE, ACTIONABLE = "differentiable", "actionable"
CRITERIA = (MEASURABLE, SUBSTANTIAL, ACCESSIBLE, DIFFERENTIABLE, ACTIONABLE)
COMES_BACK = 0.75  # how like itself a group has to come back (Hennig 2007: a valid, stable pattern)
MOST_BORDER = 0.2  # of its members
LARGE = 0.05  # of all rows, of all people and of all worth
FOUND = 0.5  # of its members, by facts known before
ABOVE = 0.1  # so far above guessing
SURE = 2.6  # standard errors above guessing: 1 in 200 by chance
DEALT = 0.01  # of the deals at most are as far off
NO_CLEARER = "These groups are no clearer than in a shuffled table."
PEOPLE, WORTH = "people", "worth"
SHARE, BORDER, POINTS, PERCENT, STEPS, NONE = "share", "border", "points", "percent", "steps", ""


@dataclass(frozen=True)
class Check:
    """One test of one group.

    ok      True, False, or None where it cannot be said
    figure  what it hangs on, NaN where there is none
    sort    what the figure is: a share 0 to 1, the same of members on the border, or how far the group is
            from all others, in per cent, points of a hundred, or standard steps
    why     sentences
    of      of a size, whose share is smallest: PEOPLE, WORTH, or "" for rows
    """

    group: int
    criterion: str
    ok: bool | None
    figure: float
    sort: str
    why: str
    of: str = ""


@dataclass(frozen=True)
class Criteria:
    """The tests of every group.

    checks   k times five, in the order of CRITERIA
    outcome  the label of the column kept back; "" without one
    clear    whether the groups are clearer than in shuffled tables
    """

    checks: tuple[tuple[Check, ...], ...]
    outcome: str = ""
    clear: bool = True

    def of(self, group: int, criterion: str) -> Check:
        """IndexError or ValueError if there is no such group or test."""
        return self.checks[group][CRITERIA.index(criterion)]

    def meets_all(self, group: int) -> bool:
        return all(check.ok for check in self.checks[group])


def criteria(
    found: Segmentation,
    overlap: Sequence[float] | None,
    people: np.ndarray | None,
    worth: np.ndarray | None,
    reached: Reached | None,
    differing: Differing | None,
    actions: Sequence[str],
    noun: Noun = ROW,
) -> Criteria:
    """The five tests of every group (Kotler & Keller 2016), from what was worked out before.

    overlap   (k,) how like itself each group comes back, 0 to 1 (steadiness().overlap); None: not known
    people    (n,) people per row, worth (n,) money per row; gaps count as nothing
    reached, differing   of the functions of that name; None where there is nothing to try
    actions   what the reader would do for each group, "" for nothing yet
    """
    size = [_shares(found, amounts) for amounts in (np.ones(len(found.labels)), people, worth)]
    border = (np.bincount(found.labels, found.silhouettes < 0, found.k) / found.sizes).tolist()
    back = [math.nan] * found.k if overlap is None else [float(one) for one in overlap]
    checks = tuple(
        (
            _measurable(group, back[group], border[group], found.clear, noun),
            _substantial(group, [None if part is None else float(part[group]) for part in size], noun),
            _accessible(group, reached, noun),
            _differentiable(group, differing, noun),
            _actionable(group, actions[group] if group < len(actions) else ""),
        )
        for group in range(found.k)
    )
    return Criteria(checks, "" if differing is None or differing.problem else differing.label, found.clear)


def _shares(found: Segmentation, amounts: np.ndarray | None) -> np.ndarray | None:
    """(k,) every group's share of a sum; None where there is none to share."""
    if amounts is None:
        return None
    sums = np.bincount(found.labels, np.nan_to_num(np.asarray(amounts, dtype=float)), found.k)
    return sums / sums.sum() if sums.sum() > 0 else None


def _measurable(group: int, overlap: float, border: float, clear: bool, noun: Noun) -> Check:
    lies = f"{share(border)} of its {noun.many} lie on the border to another group"
    if not clear:  # groups cut from noise may come back all the same
        again = "" if math.isnan(overlap) else f" Found anew, it is {share(overlap)} the same."
        sort = NONE if math.isnan(overlap) else SHARE
        return Check(group, MEASURABLE, False, overlap, sort, f"{NO_CLEARER}{again}")
    if math.isnan(overlap):
        why = f"{lies}; whether it is found again is not known."
        if as_said(border) > MOST_BORDER:
            return Check(group, MEASURABLE, False, border, BORDER, why)
        return Check(group, MEASURABLE, None, math.nan, NONE, why)
    why = f"Found anew, it is {share(overlap)} the same; {lies}."
    back = as_said(overlap) >= COMES_BACK
    if back and as_said(border) > MOST_BORDER:
        return Check(group, MEASURABLE, False, border, BORDER, why)
    return Check(group, MEASURABLE, back, overlap, SHARE, why)


def _substantial(group: int, parts: Sequence[float | None], noun: Noun) -> Check:
    named = zip(parts, ("", PEOPLE, WORTH), strict=True)
    told = [(part, of) for part, of in named if part is not None]
    least, of = min(told, key=lambda one: one[0])
    why = ", ".join(f"{share(part)} of all {of or noun.many}" for part, of in told)
    return Check(group, SUBSTANTIAL, as_said(least) >= LARGE, least, SHARE, f"It holds {why}.", of)


def _accessible(group: int, reached: Reached | None, noun: Noun) -> Check:
    if reached is None:
        why = f"No column known before was chosen, or no group has {FEWEST} {noun.many}."
        return Check(group, ACCESSIBLE, None, math.nan, NONE, why)
    seen, wrongly = float(reached.found[group]), float(reached.wrongly[group])
    if math.isnan(seen):
        why = f"With fewer than {FEWEST} {noun.many} it is too small to try."
        return Check(group, ACCESSIBLE, None, math.nan, NONE, why)
    members = float(reached.members[group])
    others = float(reached.members.sum()) - members
    guess = max(wrongly, reached.chance)
    both = (seen * members + wrongly * others) / max(members + others, 1)
    error = math.sqrt(max(both * (1 - both) * (1 / members + 1 / max(others, 1)), 1e-12))
    by_lot = math.sqrt(reached.chance * (1 - reached.chance) / members)
    clear = (seen - wrongly) / error >= SURE and (seen - reached.chance) / by_lot >= SURE
    why = (
        f"From {_labels(reached.labels)}, {share(seen)} of its {noun.many} are recognised; guessing would "
        f"find {share(reached.chance)}. Of the others, {share(wrongly)} are taken for them."
    )
    ok = as_said(seen) >= FOUND and seen - guess >= ABOVE and clear
    return Check(group, ACCESSIBLE, ok, seen, SHARE, why)


def _labels(labels: Sequence[str]) -> str:
    """One or two columns by name, more by number."""
    if len(labels) > 2:
        return f"{count(len(labels))} columns"
    return " and ".join(f"“{visible(label, 40)}”" for label in labels)


def _differentiable(group: int, differing: Differing | None, noun: Noun) -> Check:
    if differing is None:
        why = "No column was kept back, so this cannot be said."
        return Check(group, DIFFERENTIABLE, None, math.nan, NONE, why)
    own, rest = float(differing.means[group]), float(differing.rest[group])
    if differing.problem or math.isnan(own):
        why = differing.problem or f"None of its {noun.many} has a value to compare."
        return Check(group, DIFFERENTIABLE, None, math.nan, NONE, why)
    level, unit = differing.levels[group], differing.unit
    name = visible(differing.label, 40) + (f": {visible(level, 24)}" if level else "")
    # a share of 0 to 1 is told as one of a hundred
    pair = (100 * own, 100 * rest, "%") if level else (own, rest, unit)
    one, other = two_amounts(*pair)
    if pair[2] == "%":
        figure, sort = pair[0] - pair[1], POINTS
    elif own >= 0 and rest > 0:
        figure, sort = 100 * (own / rest - 1), PERCENT
    else:
        figure, sort = (own - rest) / (differing.spread or 1.0), STEPS
    ok = float(differing.chance[group]) <= DEALT
    why = f"“{name}” is {one} against {other} elsewhere{'' if ok else '; chance alone could do that'}."
    return Check(group, DIFFERENTIABLE, ok, figure, sort, why)


def _actionable(group: int, action: str) -> Check:
    said = visible(action, 60)
    why = f"You would do this: “{said}”." if said else "Nothing is written for it yet."
    return Check(group, ACTIONABLE, bool(said), math.nan, NONE, why)
