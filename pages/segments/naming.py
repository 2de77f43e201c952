"""The names of the groups: neutral ones, or the reader's own, which then stick everywhere."""

from __future__ import annotations

from core.segments import Segmentation
from pages.segments.given import NAME
from pages.shared.step import Step


def names_of(step: Step, found: Segmentation) -> list[str]:
    """What the groups are called."""
    given = NAME.all(step, found.k)
    return [given.get(group, name) for group, name in enumerate(found.names)]
