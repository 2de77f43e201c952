"""What it means that another way of sorting rows agrees with the groups, or does not."""

from __future__ import annotations

from core.charts.groups._said import hundred
from core.segments import Agreement, Segmentation
from core.words import Noun, capital

NEARLY, MOSTLY = 0.8, 0.5  # adjusted Rand index
MUCH = 0.8  # of the rows


def meaning(agree: Agreement, found: Segmentation, noun: Noun, where: str) -> str:
    """How many rows keep their group, and what follows. where is a few words such as "in this tree"."""
    kept = hundred(agree.same)
    if agree.same in (0, 1):
        start = f"{'every' if agree.same else 'no'} {noun.one} keeps its group"
    else:
        start = f"{kept} of 100 {noun.many} {'keeps' if kept in ('1', 'under 1') else 'keep'} their group"
        start = start.replace("keeps their", "keeps its")
    return f"{capital(start)} {where}: {_told(agree, found)}"


def _told(agree: Agreement, found: Segmentation) -> str:
    if agree.index >= NEARLY:
        return "two different ways draw nearly the same lines."
    if agree.index >= MOSTLY:
        return "the groups stay in the main, their borders move."
    if agree.same >= MUCH and found.sizes.max() > len(found.labels) / 2:
        others = "; the others change" if found.k > 2 else ""
        return f"that is easy, because one group is so large{others}."
    return "another way draws other lines, so do not lean on the borders."
