"""The card and a sum by hand, as tables and sentences for the screen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.points.card import PointsCard
from core.safe import visible


def card_table(card: PointsCard) -> pd.DataFrame:
    """A row per line: the fact, what earns the points, and the points."""
    rows = [(visible(line.column.label, 60), line.what, line.points) for line in card.lines]
    return pd.DataFrame(rows, columns=["fact", "what", "points"])


def worked_table(card: PointsCard, row: pd.DataFrame) -> pd.DataFrame:
    """The sum by hand for one customer: a row per fact, and last the total with what it means."""
    rows = [(visible(w.line.column.label, 60), w.value, w.points) for w in card.worked(row)]
    total = float(card.total(row)[0])
    rows.append(("total", meaning(card, total), total))
    return pd.DataFrame(rows, columns=["fact", "this customer", "points"])


def meaning(card: PointsCard, total: float) -> str:
    """What a total means: "92 points: contact, because the limit is 85"."""
    does = "contact" if total >= card.limit else "leave alone"
    if np.isfinite(card.limit):
        return f"{said_points(total)}: {does}, because the limit is {limit_text(card)}"
    whom = "everybody" if card.limit < 0 else "nobody"
    return f"{said_points(total)}: {does}, because this cut-off contacts {whom}"


def limit_text(card: PointsCard) -> str:
    """The limit as a bare figure: "85"; "no limit" where everybody or nobody is contacted."""
    return said_points(card.limit).split()[0] if np.isfinite(card.limit) else "no limit"


def said_points(points: float) -> str:
    """Points as people say them: 92 -> "92 points", 1 -> "1 point", -12.5 -> "−12.5 points"."""
    number = f"{abs(points):,.1f}".removesuffix(".0")
    minus = "−" if points < 0 and number != "0" else ""
    return f"{minus}{number} point{'' if number == '1' else 's'}"
