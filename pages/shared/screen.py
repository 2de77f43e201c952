"""What every page wears: a measure for long lines, larger type on a projector."""

from __future__ import annotations

import streamlit as st

# Constant text only: this is the one place that hands the browser a style sheet.
STYLE = """
<style>
@media (min-width: 1600px) { html { font-size: 20px !important; } }
/* White on the dark theme's light blue cannot be read; this blue carries white in both themes. */
.st-key-commit button, .st-key-next button, .st-key-race_on button, [class*="st-key-start-"] button {
  background-color: #1668b8 !important; border-color: #1668b8 !important; color: #ffffff !important;
}
.st-key-commit button:disabled { opacity: 0.4; }
[data-testid="stMultiSelectTagsContainer"] [data-tag] { background-color: #1668b8 !important; }
.st-key-lesson, .st-key-home { max-width: 68rem; margin-left: auto; margin-right: auto; }
</style>
"""


def dress() -> None:
    """Apply the house's style; once per run."""
    st.html(STYLE)
