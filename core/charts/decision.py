"""What the policy is worth: its bill on unseen customers between the bills no model is needed for."""

from __future__ import annotations

from typing import Any

from core.charts.bars import Bar, bar_axes, bars, bill_table
from core.charts.chart import Chart, layout
from core.costs import CONTACT_EVERYONE, DO_NOTHING, PERFECT, Saving
from core.words import count, money, money_span, percent


def decision(worth: Saving, everyone: float, customers: int, currency: str, words_before: str) -> Chart:
    """The policy's bill with its range; everyone is the contact-everyone bill per customer.

    words_before is the policy in one sentence; the worth follows it.
    """
    low, high = worth.do_nothing - worth.gain_high, worth.do_nothing - worth.gain_low
    rows = [
        Bar(DO_NOTHING.capitalize(), worth.do_nothing, "$missed"),
        Bar(CONTACT_EVERYONE.capitalize(), everyone, "$wasted"),
        Bar("Your policy", worth.cost_per_customer, "$ink", max(low, 0.0), high),
        Bar(PERFECT.capitalize(), 0.0, "$caught"),
    ]
    gain = worth.gain
    share = f" ({percent(worth.value)} of the bill)" if worth.do_nothing else ""
    words = (
        f"{words_before} On {count(worth.customers)} customers nobody looked at, this "
        f"{'saves' if gain >= 0 else 'loses'} {money(abs(gain), currency)} per customer against doing "
        f"nothing{share}. For {count(customers)} customers: "
        f"{money(gain * customers, currency)}, "
        f"{money_span(worth.gain_low * customers, worth.gain_high * customers, currency)}."
    )
    if worth.gain_low < 0 < worth.gain_high:
        words += " That may be nothing but luck: the range runs from a loss to a gain."
    caution = (
        "The range covers chance only: which customers happened to be in the table. It does not cover a "
        "market that changes, or an offer that fails."
    )
    unit = f"cost per customer, {currency}"
    figure = _figure(rows, currency, unit)
    return Chart(figure, figure, words, caution, lambda: bill_table(rows, customers))


def _figure(rows: list[Bar], currency: str, unit: str) -> dict[str, Any]:
    shape = layout(330) | bar_axes(rows, (0.0, 1.0), (0.0, 1.0), unit)
    return {"data": bars(rows, currency), "layout": shape}
