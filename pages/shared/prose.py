"""The prose of a lesson: words.md beside it, with blanks filled from results.

A file is a row of `## step` sections made of `### part`s; the first line is the lesson's title.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from core.safe import markdown as plain

__all__ = ["BLANK", "PAGES", "fill", "parts", "plain", "title"]

PAGES = Path(__file__).parent.parent
BLANK = re.compile(r"(?<![A-Za-z}_^\\]){([a-z_]+)}")  # a {blank}, and no brace of a formula


@cache
def _parts(lesson: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    section = part = ""
    for line in (PAGES / lesson / "words.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            section, part = "", "title"
            parts["title"] = line[2:].strip()
        elif line.startswith("## "):
            section, part = line[3:].strip(), ""
        elif line.startswith("### "):
            part = line[4:].strip()
            parts[f"{section}.{part}"] = ""
        elif part and part != "title":
            parts[f"{section}.{part}"] += line + "\n"
    return {name: text.strip() for name, text in parts.items()}


def parts(lesson: str) -> dict[str, str]:
    """Every part of a lesson's prose by its name ("cutoff.lead"); the title is "title"."""
    return dict(_parts(lesson))


def fill(lesson: str, name: str, **blanks: object) -> str:
    """One part as markdown, its blanks filled with text that stays text.

    KeyError if there is no such part, or a blank nobody filled.
    """
    return BLANK.sub(lambda blank: plain(blanks[blank[1]]), _parts(lesson)[name])


def title(lesson: str) -> str:
    """The lesson's title."""
    return _parts(lesson)["title"]
