"""A customer's facts as they stand on a card."""

from core.cards import Fact
from core.words import figure
from pages.shared.prose import plain


def fact_line(fact: Fact, value: object) -> str:
    """One fact of a customer as markdown: "Days since last call: **14 days**, high"."""
    column = fact.column
    if column.kind != "number":
        return f"{plain(column.label)}: **{plain('missing' if value is None else value)}**"
    number = float(str(value))
    unit = "" if column.unit.casefold() in column.label.casefold() else column.unit
    standing = fact.standing(number)
    return f"{plain(column.label)}: **{plain(figure(number, unit))}**" + (f", {standing}" if standing else "")
