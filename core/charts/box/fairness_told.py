"""What is said of groups side by side: whose leavers are missed most, and what that means for whom."""

from __future__ import annotations

import pandas as pd

from core.fairness import FEW, SMALL, Apart, gaps
from core.safe import visible
from core.words import count, figure, one_line, span

BLANK = "blank"  # a group whose name has nothing to show
OFTEN = 10  # of 100; what is rarer gets a decimal


def words(frame: pd.DataFrame, label: str, name: str, most: int) -> str:
    """The sentences about the groups of by_group(), of which at most so many are drawn."""
    column = visible(label, 60)
    gap = gaps(frame)
    more = f" The picture shows {most} of {count(len(frame))} groups." if len(frame) > most else ""
    if gap is None:
        large = int((~frame["small"]).sum())
        which = "Only one group" if large else "No group"
        return (
            f"{which} of “{column}” is large enough to compare: at least {SMALL} customers, {FEW} leavers "
            f"and {FEW} stayers.{more}"
        )
    return f"{_missed(gap.missed, column, name)}{_wasted(gap.wasted, column)}{more}"


def _missed(apart: Apart, label: str, model: str) -> str:
    most, least = (_said(label, group) for group in (apart.most, apart.least))
    top, bottom, more = _three(apart)
    if apart.difference == 0:
        return f"Of 100 leavers, {model} misses as many in every group of “{label}”: {top}."
    if not apart.real:
        return (
            f"The leavers {model} misses differ no more than luck would make them: from {bottom} of 100 in "
            f"{least} to {top} in {most}."
        )
    range_ = span(of_hundred(apart.low, apart.most_share), of_hundred(apart.high, apart.most_share))
    return (
        f"Of 100 leavers, {model} misses {top} in {most} and {bottom} in {least}: {more} more ({range_}). "
        f"A leaver in {most} is passed over more often, and gets no offer."
    )


def _wasted(apart: Apart, label: str) -> str:
    """What to add where the wasted contacts differ too."""
    if not apart.real:
        return ""
    top, bottom, _ = _three(apart)
    return (
        f" More stayers are contacted in vain in {_said(label, apart.most)} ({top} of 100) than in "
        f"{_said(label, apart.least)} ({bottom})."
    )


def _three(apart: Apart) -> tuple[str, str, str]:
    """Both shares of 100 and their difference, rounded alike, so that the sum can be checked."""
    top, bottom = 100 * apart.most_share, 100 * apart.least_share
    digits = next((d for d in (0 if top >= OFTEN else 1, 1) if round(top, d) != round(bottom, d)), 2)
    top, bottom = round(top, digits), round(bottom, digits)
    return figure(top), figure(bottom), figure(round(top - bottom, digits))


def _said(label: str, group: object) -> str:
    return f"“{label}: {visible(named(group), 40)}”"


def named(group: object) -> str:
    """A group's name on one line, never empty."""
    return visible(one_line(group)) or BLANK


def of_hundred(share: float, beside: float | None = None) -> str:
    """How many of 100: whole, or with a decimal where it, or the share it stands beside, is small."""
    size = 100 * float(share if beside is None else beside)
    return figure(round(100 * float(share), 1 if abs(size) < OFTEN else 0))
