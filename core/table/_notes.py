"""What a table says of itself: why columns are left out, and the overview of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from core.table import _twins
from core.table._kinds import MOST_LEVELS, USABLE
from core.table._saying import listed, quoted, said, tidy

if TYPE_CHECKING:
    from core.table.table import Table

_EXAMPLES = 3
_LONGEST_EXAMPLE = 20
WHY = {
    "id": "every row has its own value, so it names customers and tells nothing about the next one",
    "date": "dates in the past do not come back for the next customer",
    "constant": "the same value, or none, in every row",
    "text": f"free text, or more than {MOST_LEVELS} different texts, too many to compare groups of customers",
}
CALLED = {"number": "numbers", "category": "groups"}
YOURS = "you left it out"


def reasons(table: Table) -> dict[str, str]:
    """Every column that is not used, in order, with the reason as part of a sentence."""
    found = {}
    for column in table.columns:
        if column.name == table.target:
            continue
        if column.kind not in USABLE:
            found[column.name] = WHY[column.kind]
        elif column.name in table.left_out:
            why = table._choice.why.get(column.name)
            found[column.name] = YOURS if why is None else why.in_words
    return found


def sentences(table: Table) -> list[str]:
    """Sentences that depend on the columns in use: what is left out and why, what the reader corrected."""
    corrected = [
        f"“{said(c.name)}” as {CALLED[c.kind]}"
        for c in table.columns
        if c.name in table._past.proposed
        and c.kind != table._past.proposed[c.name][0].kind
        and c.kind in CALLED
    ]
    notes = [f"Read as you said: {listed(corrected, 8)}."] if corrected else []
    used = {column.name for column in table.features}
    groups = [[name for name in group if name in used] for group in table._past.twins]
    notes += _twins.sentence([group for group in groups if len(group) > 1])
    notes += left_out({c.name: c.kind for c in table.columns if c.name != table.target})
    gone = {name: why for name, why in table._choice.why.items() if name in table.left_out}
    spent = [said(name) for name, why in gone.items() if not why.tells]
    telling = [said(name) for name, why in gone.items() if why.tells]
    if spent:
        notes.append(f"Left out: {listed(spent, 8)} (one value in the rows kept).")
    if telling:
        proofs = [f"“{said(name)}” {why.proof}." for name, why in gone.items() if why.proof][:3]
        notes.append(
            " ".join(
                [
                    f"Left out because {'it seems' if len(telling) == 1 else 'they seem'} to be written down "
                    f"after the customer had left: {listed(telling, 8)}.",
                    *proofs,
                    "With the answer among the clues every model looks perfect. Put a column back in if you "
                    "know it beforehand.",
                ]
            )
        )
    return notes


def left_out(kinds: dict[str, str]) -> list[str]:
    """One sentence per kind that no model can learn from; kinds by column name."""
    notes = []
    for kind, why in WHY.items():
        names = [said(name) for name, its in kinds.items() if its == kind]
        if names:
            notes.append(f"Left out: {listed(names, 8)} ({why}).")
    return notes


def overview(table: Table) -> pd.DataFrame:
    """See Table.overview."""
    why = reasons(table)
    filled = table.rows.notna().mean()
    lines = []
    for column in table.columns:
        done = list(column.repairs)
        if column.name == table.target:
            done.append(f"Says who left: {quoted([_shown(table.positive)])} means left.")
        elif column.name in why:
            done.append(f"Left out: {why[column.name]}.")
        lines.append(
            {
                "name": column.name,
                "label": column.label,
                "kind": column.kind,
                "unit": column.unit,
                "used": column.name not in why,
                "filled": float(filled[column.name]),
                "examples": _examples(table.rows[column.name]),
                "done": " ".join(done),
            }
        )
    return pd.DataFrame(lines)


def _examples(cells: pd.Series) -> str:
    """The first different values of a column, joined."""
    head = cells.head(1_000)
    values = head.dropna().unique()
    if len(values) < _EXAMPLES:
        values = cells.dropna().unique()
    return ", ".join(tidy(_shown(value), _LONGEST_EXAMPLE) for value in values[:_EXAMPLES])


def _shown(value: object) -> str:
    """A value as a person would type it: 1, not 1.0."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
