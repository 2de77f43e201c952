"""What the sheet of a strategy says: its rows, its sentences and its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from core.amounts import about, fits, rounded, step_of
from core.charts.groups import _said as said
from core.charts.groups import budget_told as told
from core.charts.groups._frame import frame
from core.charts.groups.marks import called
from core.safe import visible
from core.strategy import Answers, Outlook, Plan
from core.words import Noun, count

LONGEST = 90  # letters of an offer or a channel that are shown
NO_OFFER, NO_CHANNEL = "no offer yet", "no channel yet"


class Row(NamedTuple):
    """A group with all that is said of it; won in people, the rest of the plan in money."""

    group: int
    name: str
    size: str
    offer: str
    channel: str
    spend: float
    won: float
    earned: float
    low: float
    high: float

    @property
    def yeses(self) -> str:
        if self.won < 0.5:
            return "hardly anybody says yes"
        return f"{count(self.won)} {'says' if round(self.won) == 1 else 'say'} yes"


def rows(
    plan: Plan, outlook: Outlook, names: Sequence[str], sizes: Sequence[int], offers: Sequence[str],
    channels: Sequence[str], noun: Noun,
) -> list[Row]:  # fmt: skip
    """A row per group, most money first.

    A group that gets money and has no offer or channel is told so; of one left alone only what was
    written is kept.
    """
    whole = max(sum(sizes), 1)
    order = sorted(range(len(sizes)), key=lambda group: -plan.spend[group])
    return [
        Row(
            group,
            called(group, names),
            f"{noun.of(sizes[group])} ({said.share(sizes[group] / whole)})",
            visible(offers[group], LONGEST) or (NO_OFFER if plan.spend[group] else ""),
            visible(channels[group], LONGEST) or (NO_CHANNEL if plan.spend[group] else ""),
            *(float(part[group]) for part in (plan.spend, plan.won, plan.earned, *outlook.groups.T)),
        )
        for group in order
    ]


def parted(plan: Plan) -> tuple[float, float, float]:
    """Money spent and unspent, rounded so that they add up to the budget, and the step they are rounded to.

    Unspent money that is next to none is 0.
    """
    step, spent = step_of(plan.budget), float(plan.spend.sum())
    if plan.unspent <= plan.budget / 1e4:
        return rounded(spent, step), 0.0, step
    if not fits(plan.unspent, step):
        step /= 10
    left = rounded(plan.unspent, step)
    return (rounded(plan.budget, step) - left if fits(spent, step) else spent), left, step


def words(plan: Plan, outlook: Outlook, found: Sequence[Row], names: Sequence[str], currency: str) -> str:
    """Where the money goes, what it earns with a range, and whether an offer is missing."""
    served = [row for row in found if row.spend]
    if not served:
        if plan.budget <= 0:
            return "There is no budget, so every group is left alone."
        return f"No group gets money: all of {about(plan.budget, currency)} stays unspent."
    spent, left, step = parted(plan)
    gone = about(spent, currency, step)
    begins = f"Of {about(plan.budget, currency, step)}, {gone}" if left else gone
    where = _where(served, len(found), names, currency, step)
    return f"{begins} goes to {where}. {_earns(outlook, currency)}{_lacking(served)}"


def _where(served: Sequence[Row], number: int, names: Sequence[str], currency: str, step: float) -> str:
    alone = number - len(served)
    most = said.group(served[0].group, names)
    if len(served) == 1:
        others = "the other one is" if alone == 1 else f"the other {alone} are"
        return f"{most}; {others} left alone" if alone else most
    amounts = [about(row.spend, currency, step) for row in served[:2]]
    top = f", most to {most} ({amounts[0]})" if amounts[0] != amounts[1] else ""
    if not alone:
        return f"{'both' if number == 2 else f'all {number}'} groups{top}"
    return f"{len(served)} of {number} groups{top}; {alone} {'is' if alone == 1 else 'are'} left alone"


def _earns(outlook: Outlook, currency: str) -> str:
    """What the plan earns with its range, and how often it loses."""
    earns = f"that {told.ranged(outlook, currency)}"
    if not outlook.off:
        return f"If your answers hold exactly, {earns}."
    return f"If your answers hold, {earns}; it loses money in {told.often(outlook.loses)}."


def _lacking(served: Sequence[Row]) -> str:
    bare = sum(row.offer == NO_OFFER for row in served)
    if not bare:
        return ""
    if bare == len(served):
        return " The group has no offer yet." if bare == 1 else " No group with money has an offer yet."
    return f" {bare} {'group with money has' if bare == 1 else 'groups with money have'} no offer yet."


def table(found: Sequence[Row], groups: Sequence[Answers]) -> pd.DataFrame:
    """A row per group, in the order of the picture."""
    headers = ("group", "size", "offer", "channel", "people", "money", "say yes", "earned", "8 in 10: from",
               "8 in 10: to")  # fmt: skip
    return frame(
        ((row.name, row.size, row.offer, row.channel, groups[row.group].people, *row[5:]) for row in found),
        headers,
    )
