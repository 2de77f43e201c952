"""What the plan is worth on unseen customers, between the ways of doing it that need no model."""

from __future__ import annotations

from core.campaign import Earned
from core.charts.chart import Chart
from core.charts.gains import Gain, gain_table, gains
from core.costs import CONTACT_EVERYONE, PERFECT
from core.words import count, money, money_span


def decision(
    worth: Earned, everyone: float, perfect: float, customers: int, currency: str, words_before: str
) -> Chart:
    """The plan's profit with its range; everyone and perfect are the profits per customer of contacting
    everyone and of perfect foresight.

    words_before is the plan in one sentence; the worth follows it.
    """
    rows = [
        Gain("Contact nobody", 0.0, "$faint"),
        Gain(CONTACT_EVERYONE.capitalize(), everyone, "$wasted"),
        Gain("Your plan", worth.value, "$ink", worth.low, worth.high),
        Gain(PERFECT.capitalize(), perfect, "$caught"),
    ]
    base = [value * customers for value in (worth.value, worth.low, worth.high)]
    words = (
        f"{words_before} On {count(worth.customers)} customers kept apart from your line, this "
        f"{'earns' if worth.value >= 0 else 'loses'} {money(abs(worth.value), currency)} for each customer, "
        f"{money_span(worth.low, worth.high, currency)}. For {count(customers)} customers: "
        f"{money(base[0], currency)}, {money_span(base[1], base[2], currency)}."
    )
    if not worth.contacted:
        words = f"{words_before} That earns nothing and costs nothing."
    if worth.low < 0 < worth.high:
        words += " That may be nothing but luck: the range runs from a loss to a gain."
    caution = (
        "The range covers chance only: which customers happened to be in the table, and who of them accepts. "
        "It does not cover a market that changes, or an offer that annoys. And who goes back and forth until "
        "this figure looks best is flattered by it."
    )
    figure = gains(rows, currency)
    return Chart(figure, figure, words, caution, lambda: gain_table(rows, customers))
