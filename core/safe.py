"""The one escaper: text that we did not write, made safe for where it goes.

visible   for a sentence: one line, no sign that hides or turns others around
label     for a chart, whose labels read a small HTML of their own
markdown  for the screen's markdown
cell      for a spreadsheet, which runs what looks like a formula
"""

from __future__ import annotations

import html
import re
import unicodedata

from core.words import one_line

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Streamlit's markdown also reads bare links, e-mail addresses, :emoji: and :colour[...] after
# escapes are undone; an invisible joiner inside them keeps text that we did not write as text.
JOINER = "\u2060"
KEPT = "\u200c\u200d"  # joiners inside words of some scripts and inside emoji
DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")


def visible(value: object, limit: int | None = None) -> str:
    """Any text on one line without control signs and signs that change the direction of writing (Boucher
    & Anderson 2021), cut with an ellipsis to `limit` letters. Unbreakable spaces stay."""
    raw = str(value)
    if limit is not None:
        raw = raw[: 10 * limit]  # a cell may hold a million letters
    shown = "".join(
        sign for sign in one_line(raw) if sign in KEPT or unicodedata.category(sign) not in DROPPED
    ).strip(" ")
    return shown if limit is None or len(shown) <= limit else shown[: limit - 1] + "…"


def label(value: object, limit: int = 60) -> str:
    """Any text, safe inside a Plotly label: no tags, no entities, no line breaks, not endless."""
    return html.escape(visible(value, limit), quote=False)


def markdown(value: object) -> str:
    """Any text, safe inside Streamlit markdown: nothing in it is read as markup."""
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", visible(value))
    return re.sub(r"(\\[:.@/]|www)", r"\1" + JOINER, escaped)


def cell(value: object) -> object:
    """A cell as it is, or with an apostrophe before text that a spreadsheet would run (OWASP)."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return "'" + value
    return value
