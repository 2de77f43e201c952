"""The tree as a drawing: questions, groups, what to do with each and what that costs.

Wide screens read it from left to right, phones from top to bottom, every group on rows of its own,
so that no two boxes can meet.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from core.charts.chart import Chart, hidden_axis, layout, text
from core.charts.outline import PHONE, anchor, box, note, outline, people, verdict, wrapped
from core.charts.strip import Saved, with_strip
from core.trees import Bill, Leaf, Node, Tree
from core.words import count, money, percent, span

LEAF_HEIGHT = 98  # pixels a group needs on a wide screen
LETTERS_WIDE = 26  # that fit into a box a quarter of 900 pixels wide


def tree(grown: Tree, questions: int, bill: Bill, currency: str, guess: float | None = None) -> Chart:
    """The tree after so many questions with its bill; guess is the share of the bill the reader
    expected the tree to save."""
    saved = [Saved(bill.worth)]
    return Chart(
        figure=with_strip(_wide(grown, questions, bill, currency), saved, guess),
        narrow=with_strip(_narrow(grown, questions, bill, currency), saved, guess),
        words=_words(questions, bill, currency),
        caution=(
            "The tree finds groups that differ; it does not know why. Grown on other customers it may "
            "well ask other questions."
        ),
        numbers=lambda: leaves_table(grown, bill),
        breakpoint=900,
    )


def _words(questions: int, bill: Bill, currency: str) -> str:
    worth, contacted = bill.worth, sum(leaf.contact for leaf in bill.leaves)
    asked = ("no question", "1 question")[questions] if questions < 2 else f"{questions} questions"
    groups = "1 group" if len(bill.leaves) == 1 else f"{len(bill.leaves)} groups"
    bill_now = f"{money(worth.cost_per_customer, currency)} per customer"
    start = f"With {asked} the tree sorts customers into {groups}. "
    unseen = f"On {count(worth.customers)} customers it never saw, this costs {bill_now}"
    if contacted == 0:
        return f"{start}No group is worth contacting. {unseen}, as much as doing nothing."
    plan = f"{count(contacted)} of them {'is' if contacted == 1 else 'are'} worth contacting. "
    saves = f"it saves {percent(worth.value)} ({span(percent(worth.low), percent(worth.high))})."
    return f"{start}{plan}{unseen} instead of {money(worth.do_nothing, currency)}: {saves}"


def leaves_table(grown: Tree, bill: Bill) -> pd.DataFrame:
    """The numbers behind the groups."""
    return pd.DataFrame(
        [
            {
                "group": grown.path(leaf.node),
                "what to do": "contact" if leaf.contact else "leave alone",
                "practice customers": leaf.node.practice,
                "of them left": leaf.node.practice_left,
                "cost of contacting 100": leaf.if_contacted,
                "cost of leaving 100 alone": leaf.if_left_alone,
                "unseen customers": leaf.node.unseen,
                "of those left": leaf.node.unseen_left,
                "cost on unseen customers": leaf.cost,
            }
            for leaf in bill.leaves
        ]
    )


# -- wide: left to right -----------------------------------------------------------------------


def _wide(grown: Tree, questions: int, bill: Bill, currency: str) -> dict[str, Any]:
    shown = grown.shown(questions)
    leaves = {leaf.node.id: leaf for leaf in bill.leaves}
    rows = {leaf.node.id: float(row) for row, leaf in enumerate(bill.leaves)}
    for node in reversed(shown):
        if node.id not in rows:
            rows[node.id] = (rows[node.yes] + rows[node.no]) / 2
    columns = max(node.depth for node in shown) + 1
    step = 1 / max(columns, 2)
    width = step * 0.84
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for node in shown:
        x, y = node.depth * step, rows[node.id]
        leaf = leaves.get(node.id)
        shapes.append(box(x, x + width, y - 0.43, y + 0.43, leaf))
        labels.append(note(x + width / 2, y, _wide_text(node, leaf, currency), "center"))
        if leaf is None:
            for child, said in ((node.yes, "yes"), (node.no, "no")):
                shapes += _branch(x + width, y, (node.depth + 1) * step, rows[child])
                labels.append(_side(x + width, (node.depth + 1) * step, rows[child], said))
    height = max(int(LEAF_HEIGHT * len(bill.leaves)), 220) + 16
    axes = {
        "xaxis": hidden_axis(range=[-0.002, 1.002]),
        "yaxis": hidden_axis(range=[len(bill.leaves) - 0.5, -0.5]),
    }
    return {"data": [anchor()], "layout": layout(height, shapes=shapes, annotations=labels, **axes)}


def _wide_text(node: Node, leaf: Leaf | None, currency: str) -> str:
    start = "Everyone" if node.parent < 0 else None
    lines = [f"{start}: {people(node)}" if start and leaf else people(node)]
    if leaf is None:
        lines += [f"<b>{part}</b>" for part in wrapped(node.question, LETTERS_WIDE, 3)]
    else:
        action, _, why = verdict(leaf, currency).partition(": ")
        cheaper, _, dearer = why.partition(", ")
        lines += [f"<b>{action}</b>", text(f"{cheaper},"), text(dearer)]
    return "<br>".join(lines)


def _branch(x0: float, y0: float, x1: float, y1: float) -> list[dict[str, Any]]:
    middle = (x0 + x1) / 2
    points = [(x0, y0, middle, y0), (middle, y0, middle, y1), (middle, y1, x1, y1)]
    return [
        {"type": "line", "x0": a, "y0": b, "x1": c, "y1": d, "line": {"color": "$faint", "width": 2}}
        for a, b, c, d in points
    ]


def _side(x0: float, x1: float, y: float, said: str) -> dict[str, Any]:
    return {
        "x": (x0 + x1) / 2, "y": y, "text": said, "showarrow": False, "bgcolor": "$paper", "borderpad": 2,
        "font": {"size": 14, "color": "$faint"},
    }  # fmt: skip


# -- narrow: top to bottom ---------------------------------------------------------------------


def _narrow(grown: Tree, questions: int, bill: Bill, currency: str) -> dict[str, Any]:
    shapes, labels, bottom = outline(grown, questions, bill, currency, PHONE)
    axes = {"xaxis": hidden_axis(range=[-0.005, 1.005]), "yaxis": hidden_axis(range=[bottom, -2])}
    return {"data": [anchor()], "layout": layout(int(bottom) + 16, shapes=shapes, annotations=labels, **axes)}
