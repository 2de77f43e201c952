"""The profit of every cut-off, and what becomes of a hundred customers at the reader's."""

from __future__ import annotations

from typing import Any

from core.campaign import Earned, Offer, ProfitCurve, Tuned, break_even
from core.charts.chart import Chart, layout
from core.charts.offer.told import people_of, words
from core.charts.people import ACROSS, dot_axes, dots
from core.charts.steps import cutoff_axes, label, mark, people_legend, post, rule, steps
from core.words import money, percent

DEAREST_DRAWN = 3.0  # times the best profit: perfect foresight beyond it leaves the picture at its top
LETTER = 2.7  # percent of the curve's width on a phone
CLOSE = 0.7  # of perfect foresight: a best line above it has no room for its label in between
ROOM, ROOM_FOR_TWO = 1.2, 1.5  # the height of the picture over its highest value, for one label or two
FLOOR = 0.5  # of the height above nothing, always kept below it: the labels stand there
ROW = 23  # pixels from one label to the next
BESIDE = {True: 0.7, False: 0.55}  # on a laptop and on a phone, posts further right have their label left
PHONE = 900  # pixels: below, the people stand above the curve
NAMES = {
    "caught": "contacted, stays for the offer",
    "refused": "contacted, leaves anyway",
    "wasted": "contacted, would have stayed",
    "missed": "leaves, not contacted",
    "spared": "stays, left in peace",
}


def profit_curve(
    curve: ProfitCurve,
    chosen: Offer,
    earned: Earned,
    best: Offer,
    tuned: Tuned,
    currency: str,
    guess: float | None = None,
    limit: float | None = None,
) -> Chart:
    """The profit curve of the practice customers with the reader's cut-off, in people and in money.

    earned is what the reader's line earns on the same customers, with its range; best the line that earns
    most on them (within the limit, if there is one), tuned what a line chosen so earns on others; guess is
    the break-even chance the reader guessed, limit the share of customers the team can contact.
    """
    people = people_of(chosen)
    return Chart(
        figure=_figure(curve, chosen, best, people, currency, guess, wide=True),
        narrow=_figure(curve, chosen, best, people, currency, guess, wide=False),
        words=words(curve, chosen, earned, best, tuned, people, currency, limit),
        caution=(
            "Every customer at risk counts as equally easy to keep, and nobody as annoyed by a contact. "
            "The four values of the offer are assumptions. The best line need not lie at the break-even: "
            "these chances are not perfect, and part of it is luck."
        ),
        numbers=curve.table,
        breakpoint=PHONE,
    )


def _figure(
    curve: ProfitCurve,
    chosen: Offer,
    best: Offer,
    people: dict[str, int],
    currency: str,
    guess: float | None,
    wide: bool,
) -> dict[str, Any]:
    across = ACROSS if wide else 2 * ACROSS
    if wide:
        dot_shape = dot_axes((0.0, 0.34), (0.32, 1.0), "2")
        shape = layout(470, legend=people_legend(0.3), showlegend=True)
        domain = ((0.46, 1.0), (0.0, 1.0))
    else:
        dot_shape = dot_axes((0.0, 1.0), (0.8, 1.0), "2", across)
        shape = layout(640, legend=people_legend(0.785), showlegend=True)
        domain = ((0.0, 1.0), (0.0, 0.54))
    low, high = _edges(curve, best)
    shape |= dot_shape | cutoff_axes(*domain, (low, high), f"profit per customer we have, {currency}")
    shape["annotations"] = [
        *_upper_labels(curve, chosen, best, high, currency),
        *_lower_labels(curve, best, low, currency, guess, BESIDE[wide]),
    ]
    shape["shapes"] = _lines(curve, chosen, high, guess)
    data = [*dots(people, NAMES, "2", across), steps(curve, curve.profit)]
    return {"data": [*data, *_marks(chosen, best, low)], "layout": shape}


def _marks(chosen: Offer, best: Offer, low: float) -> list[dict[str, Any]]:
    """The best line, if it contacts anybody, and the reader's; one below the picture stands on its edge."""
    marks = []
    if best.profit > 0:
        marks.append(mark(best.threshold, best.profit_per_customer, "$caught", "diamond", 15))
    profit = chosen.profit_per_customer
    symbol = "circle" if profit >= low else "triangle-down"
    return [*marks, mark(chosen.threshold, max(profit, low), "$ink", symbol, 14)]


def _edges(curve: ProfitCurve, best: Offer) -> tuple[float, float]:
    """The lowest and the highest profit per customer in the picture."""
    perfect, found = curve.perfect.profit_per_customer, curve.best.profit_per_customer
    lowest = float(curve.profit.min()) / curve.customers
    highest = min(perfect, DEAREST_DRAWN * found) if found > 0 else perfect
    room = ROOM_FOR_TWO if found > CLOSE * highest else ROOM
    high = room * (highest or -lowest or 1.0)
    return -max(min(-lowest * 1.1, high), FLOOR * high), high


def _lines(curve: ProfitCurve, chosen: Offer, high: float, guess: float | None) -> list[dict[str, Any]]:
    chance, perfect = break_even(curve.campaign), curve.perfect.profit_per_customer
    lines = [rule(0, "$faint", "solid")]
    if 0 < perfect * ROOM <= high:
        lines.append(rule(perfect, "$faint"))
    if chance is not None:
        lines.append(post(chance, "$accent", "dash"))
    if guess is not None:
        lines.append(post(guess, "$guess", "dot"))
    if chosen.threshold <= 1:
        lines.append(post(chosen.threshold, "$ink", "solid"))
    return lines


def _upper_labels(
    curve: ProfitCurve, chosen: Offer, best: Offer, high: float, currency: str
) -> list[dict[str, Any]]:
    """Perfect foresight, and the best line over its mark, or over perfect foresight where that is close."""
    perfect, profit = curve.perfect.profit_per_customer, best.profit_per_customer
    text = f"perfect foresight: {money(perfect, currency)}"
    labels = []
    if perfect * ROOM > high:
        labels.append(label(100, high, f"↑ {text}", "$faint", "right", "top"))
    elif perfect > 0:
        labels.append(label(100, perfect, text, "$faint", "right", "bottom"))
    if best.profit > 0:
        close = CLOSE * perfect < profit
        name = "best, and yours" if best.threshold == chosen.threshold else "best"
        if best.contacted == best.customers:
            name += ", everyone"
        x, side = _beside(min(best.threshold, 1) * 100, text := f"{name}: {money(profit, currency)}")
        rise = ROW if close else 10
        labels.append(label(x, perfect if close else profit, text, "$caught", side, "bottom", rise))
    return labels


def _beside(x: float, text: str) -> tuple[float, str]:
    """Where a text over a mark begins on a phone: right of it, left of it, or at the edge if it is long."""
    long = LETTER * len(text)
    if x + long <= 98:
        return x, "left"
    return (x, "right") if x - long >= 2 else (0, "left")


def _lower_labels(
    curve: ProfitCurve, best: Offer, low: float, currency: str, guess: float | None, beside: float
) -> list[dict[str, Any]]:
    """What stands below nothing, each in a row of its own, so that no two meet."""
    everyone, chance = curve.everyone.profit_per_customer, break_even(curve.campaign)
    pays = best.profit > 0
    nobody = "contact nobody: 0" if pays else "best: contact nobody, 0"
    text = f"contact everyone: {money(everyone, currency)}"
    labels = [label(100, 0, nobody, "$faint" if pays else "$caught", "right", "top" if pays else "bottom")]
    if not pays or best.contacted < best.customers:
        labels.append(label(0, low, f"{text} ↓" if everyone < low else text, "$wasted", "left", "bottom"))
    if chance is not None:
        labels.append(_on_post(chance, low, f"break-even: {percent(chance)}", "$accent", 1, beside))
    if guess is not None:
        labels.append(_on_post(guess, low, f"your guess: {percent(guess)}", "$guess", 2, beside))
    return labels


def _on_post(chance: float, low: float, text: str, colour: str, row: int, beside: float) -> dict[str, Any]:
    side = "left" if chance < beside else "right"
    return label(chance * 100, low, text, colour, side, "bottom", row * ROW)
