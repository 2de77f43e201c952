"""The race: a reader's questions beside the machine's, and what either saves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from core.charts.chart import Chart, hidden_axis, layout
from core.charts.outline import LEFT, PHONE, RIGHT, Column, anchor, heading, outline
from core.charts.strip import Saved, with_strip
from core.charts.tree import leaves_table
from core.costs import Difference
from core.trees import Bill, Tree
from core.words import count, money, money_span, percent, span

YOURS, MACHINES = "Your questions", "The machine's questions"
WHOLE = Column(0.0, 1.0, 90, 14)
GAP = 10  # pixels between two outlines, one below the other


@dataclass(frozen=True)
class Runner:
    """One side of the race: its tree, how many questions it has asked, and its bill."""

    tree: Tree
    questions: int
    bill: Bill


def drafting(you: Runner, currency: str) -> Chart:
    """Your tree while you still choose; the bill is that of the practice customers you look at."""
    sides = [(YOURS, you)]
    saved = [Saved(you.bill.worth, "$guess")]
    return Chart(
        figure=with_strip(side_by_side(sides, currency), saved, whose="practice"),
        narrow=with_strip(stacked(sides, currency), saved, whose="practice"),
        words=_drafting_words(you, currency),
        caution=(
            "These are the customers you are looking at while you choose. What your question is worth "
            "shows on others, once you have asked it."
        ),
        numbers=lambda: _practised(you),
        breakpoint=900,
    )


def race(you: Runner, machine: Runner, looked: float, ahead: Difference, currency: str) -> Chart:
    """Both trees and what they save on unseen customers.

    looked  the share your questions seemed to save on the customers you looked at while choosing
    ahead   the machine's saving over yours
    """
    sides = [(YOURS, you), (MACHINES, machine)]
    saved = [Saved(you.bill.worth, "$guess", YOURS), Saved(machine.bill.worth, "$caught", MACHINES)]
    return Chart(
        figure=with_strip(side_by_side(sides, currency), saved),
        narrow=with_strip(stacked(sides, currency), saved),
        words=_words(you, machine, looked, ahead, currency),
        caution=(
            "The machine picks the question that sorts leavers from stayers best. It does not know your "
            "prices, and it does not look a question ahead."
        ),
        numbers=lambda: _table(you, machine),
        breakpoint=900,
    )


def _drafting_words(you: Runner, currency: str) -> str:
    worth = you.bill.worth
    if worth.do_nothing == 0:
        return f"{_groups(you)} Here doing nothing costs nothing, so there is nothing to save."
    they = "it saves" if you.questions == 1 else "they save"
    if not any(leaf.contact for leaf in you.bill.leaves):
        return f"{_groups(you)} So {they} nothing yet: too few leave in any group to pay for the contacts."
    return (
        f"{_groups(you)} On {count(worth.customers)} practice customers this costs "
        f"{money(worth.cost_per_customer, currency)} per customer instead of "
        f"{money(worth.do_nothing, currency)}: {they} {percent(worth.value)} "
        f"({span(percent(worth.low), percent(worth.high))})."
    )


def _groups(you: Runner) -> str:
    contacted = sum(leaf.contact for leaf in you.bill.leaves)
    asked = "Your question makes" if you.questions == 1 else f"Your {you.questions} questions make"
    worth = {0: "none of them is", 1: "1 of them is"}.get(contacted, f"{contacted} of them are")
    return f"{asked} {len(you.bill.leaves)} groups; {worth} worth contacting."


def _words(you: Runner, machine: Runner, looked: float, ahead: Difference, currency: str) -> str:
    yours, its = you.bill.worth, machine.bill.worth
    asked = "1 question" if you.questions == 1 else f"{you.questions} questions"
    even = machine.questions == you.questions
    asked = f"{asked} each" if even else f"{asked} against the machine's {machine.questions}"
    yours_are = "question" if you.questions == 1 else "questions"
    start = (
        f"While you chose, your {yours_are} seemed to save {percent(looked)}. "
        f"On {count(yours.customers)} unseen customers, with {asked}: you save {percent(yours.value)} "
        f"of the bill, the machine {percent(its.value)}. "
    )
    low, high = ahead.low, ahead.high
    if ahead.value == 0:
        return f"{start}Both cost the very same: a draw."
    if low <= 0 <= high:
        return (
            f"{start}The machine's lead lies {money_span(low, high, currency)} per customer, so these "
            "customers cannot tell you apart."
        )
    winner, lead, low, high = ("You are", -ahead.value, -high, -low) if high < 0 else (
        "The machine is", ahead.value, low, high
    )  # fmt: skip
    return f"{start}{winner} {money(lead, currency)} per customer ahead ({money_span(low, high, currency)})."


def _practised(you: Runner) -> pd.DataFrame:
    """The numbers behind a draft; the unseen customers stay unseen."""
    table = leaves_table(you.tree, you.bill).drop(columns=["unseen customers", "of those left"])
    return table.rename(columns={"cost on unseen customers": "cost on practice customers"})


def _table(you: Runner, machine: Runner) -> pd.DataFrame:
    tables = [leaves_table(side.tree, side.bill) for side in (you, machine)]
    for table, name in zip(tables, (YOURS, MACHINES), strict=True):
        table.insert(0, "whose", name)
    return pd.concat(tables, ignore_index=True)


def side_by_side(sides: Sequence[tuple[str, Runner]], currency: str, brief: bool = False) -> dict[str, Any]:
    """Two outlines beside each other, each under its name; a single one across the whole picture."""
    columns = [replace(column, brief=brief) for column in ((LEFT, RIGHT) if len(sides) > 1 else (WHOLE,))]
    return _outlines(
        [(name, side, column) for (name, side), column in zip(sides, columns, strict=True)], currency
    )


def stacked(sides: Sequence[tuple[str, Runner]], currency: str, brief: bool = False) -> dict[str, Any]:
    """Outlines one below the other, each under its name."""
    column = replace(PHONE, brief=brief)
    return _outlines([(name, side, column) for name, side in sides], currency)


def _outlines(sides: Sequence[tuple[str, Runner, Column]], currency: str) -> dict[str, Any]:
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    bottoms: dict[Column, float] = {}
    for name, side, column in sides:
        label, top = heading(name, column, bottoms.get(column, 0.0))
        boxes, texts, end = outline(side.tree, side.questions, side.bill, currency, column, top)
        shapes += boxes
        labels += [label, *texts]
        bottoms[column] = end + GAP
    bottom = max(bottoms.values()) - GAP
    axes = {"xaxis": hidden_axis(range=[-0.005, 1.005]), "yaxis": hidden_axis(range=[bottom, -2])}
    return {"data": [anchor()], "layout": layout(int(bottom) + 16, shapes=shapes, annotations=labels, **axes)}
