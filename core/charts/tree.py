"""The tree as a drawing: questions, groups, what to do with each and what that costs.

Wide screens read it from left to right, phones from top to bottom, every group on rows of its own,
so that no two boxes can meet.
"""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout, text
from core.trees import Bill, Leaf, Node, Tree
from core.words import count, money, one_line, percent, span

LEAF_HEIGHT = 98  # pixels a group needs on a wide screen
LETTERS_WIDE = 26  # that fit into a box a quarter of 900 pixels wide
LETTERS_NARROW = 40  # that fit across a phone of 340 pixels
LINE_NARROW = 19  # pixels from one line of text to the next on a phone
STRIP = 104  # pixels for the strip under the tree: how much of the bill is saved


def tree(grown: Tree, questions: int, bill: Bill, currency: str, guess: float | None = None) -> Chart:
    """The tree after so many questions with its bill; guess is the share of the bill the reader
    expected the tree to save."""
    wide = _with_strip(_wide(grown, questions, bill, currency), bill, guess)
    narrow = _with_strip(_narrow(grown, questions, bill, currency), bill, guess)
    return Chart(
        figure=wide,
        narrow=narrow,
        words=_words(questions, bill, currency),
        caution=(
            "The tree finds groups that differ; it does not know why. Grown on other customers it may "
            "well ask other questions."
        ),
        numbers=lambda: _table(grown, bill),
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


def _verdict(leaf: Leaf, currency: str) -> str:
    if leaf.contact:
        action, cheaper, dearer = "Contact", leaf.if_contacted, leaf.if_left_alone
    else:
        action, cheaper, dearer = "Leave alone", leaf.if_left_alone, leaf.if_contacted
    return f"{action}: {money(cheaper, currency)} per 100, not {money(dearer, currency)}"


def _people(node: Node) -> str:
    return f"{count(node.practice)} people, {percent(node.practice_left / node.practice, 1)} leave"


def _table(grown: Tree, bill: Bill) -> pd.DataFrame:
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
        shapes.append(_box(x, x + width, y - 0.43, y + 0.43, leaf))
        labels.append(_note(x + width / 2, y, _wide_text(node, leaf, currency), "center"))
        if leaf is None:
            for child, said in ((node.yes, "yes"), (node.no, "no")):
                shapes += _branch(x + width, y, (node.depth + 1) * step, rows[child])
                labels.append(_side(x + width, (node.depth + 1) * step, rows[child], said))
    height = max(int(LEAF_HEIGHT * len(bill.leaves)), 220) + 16
    axes = {
        "xaxis": hidden_axis(range=[-0.002, 1.002]),
        "yaxis": hidden_axis(range=[len(bill.leaves) - 0.5, -0.5]),
    }
    return {"data": [_anchor()], "layout": layout(height, shapes=shapes, annotations=labels, **axes)}


def _wide_text(node: Node, leaf: Leaf | None, currency: str) -> str:
    start = "Everyone" if node.parent < 0 else None
    lines = [f"{start}: {_people(node)}" if start and leaf else _people(node)]
    if leaf is None:
        lines += [f"<b>{part}</b>" for part in _wrapped(node.question, LETTERS_WIDE, 3)]
    else:
        action, _, why = _verdict(leaf, currency).partition(": ")
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
    leaves = {leaf.node.id: leaf for leaf in bill.leaves}
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    top = 0.0
    for node in grown.shown(questions):
        leaf = leaves.get(node.id)
        lines = _narrow_lines(grown, node, leaf, currency)
        bottom = top + LINE_NARROW * len(lines) + 14
        indent = 0.045 * node.depth
        shapes.append(_box(indent, 1.0, top, bottom, leaf))
        labels.append(_note(indent + 0.02, (top + bottom) / 2, "<br>".join(lines), "left", 13))
        top = bottom + 8
    axes = {"xaxis": hidden_axis(range=[-0.005, 1.005]), "yaxis": hidden_axis(range=[top, -2])}
    return {"data": [_anchor()], "layout": layout(int(top) + 16, shapes=shapes, annotations=labels, **axes)}


def _narrow_lines(grown: Tree, node: Node, leaf: Leaf | None, currency: str) -> list[str]:
    letters = LETTERS_NARROW - 2 * node.depth
    said = "Everyone"
    if node.parent >= 0:
        said = "Yes" if grown.nodes[node.parent].yes == node.id else "No"
        said = f"{said}: {node.answer}" if node.answer else said
    lines = _wrapped(said, letters, 2)
    lines.append(_people(node))
    if leaf is None:
        lines += [f"<b>{part}</b>" for part in _wrapped(node.question, letters - 3, 3)]
    else:
        lines += [f"<b>{part}</b>" for part in _wrapped(_verdict(leaf, currency), letters - 3, 2)]
    return lines


# -- the strip below ---------------------------------------------------------------------------


def _with_strip(figure: dict[str, Any], bill: Bill, guess: float | None) -> dict[str, Any]:
    """The drawing with a strip under it: the share of the do-nothing bill that is saved."""
    shape, worth = figure["layout"], bill.worth
    height = shape["height"] + STRIP
    top = STRIP / height
    saved = {
        "type": "bar",
        "orientation": "h",
        "x": [100 * worth.value],
        "y": [0],
        "width": 0.6,
        "marker": {"color": "$caught"},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [100 * (worth.high - worth.value)],
            "arrayminus": [100 * (worth.value - worth.low)],
            "color": "$ink",
            "thickness": 2,
        },
        "hoverinfo": "skip",
        "xaxis": "x2",
        "yaxis": "y2",
    }
    quiet = {"size": 14, "color": "$faint"}
    shape |= {
        "height": height,
        "yaxis": {**shape["yaxis"], "domain": [top, 1]},
        "xaxis2": axis(
            domain=[0.02, 0.98],
            range=[min(0, 110 * worth.low), 100],
            ticksuffix=" %",
            tickfont=quiet,
            title={"text": "share of the do-nothing bill saved, on unseen customers", "font": quiet},
            anchor="y2",
        ),
        "yaxis2": hidden_axis(domain=[46 / height, 98 / height], range=[-0.4, 1.2], anchor="x2"),
    }
    traces = [*figure["data"], saved]
    if guess is not None:
        traces.append(_guessed(guess))
    return {"data": traces, "layout": shape}


def _guessed(guess: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [100 * guess],
        "y": [0.85],
        "text": ["your guess"],
        "textposition": "middle right" if guess < 0.7 else "middle left",
        "textfont": {"size": 14, "color": "$guess"},
        "marker": {
            "color": "$guess",
            "symbol": "triangle-down",
            "size": 14,
            "line": {"width": 2, "color": "$paper"},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
        "xaxis": "x2",
        "yaxis": "y2",
    }


# -- both --------------------------------------------------------------------------------------


def _wrapped(sentence: str, letters: int, most: int) -> list[str]:
    """A text from the table, cut into lines that fit their box and made safe for a label."""
    lines = textwrap.wrap(one_line(sentence), letters, max_lines=most, placeholder=" …") or [""]
    return [text(line, letters + 2) for line in lines]


def _box(x0: float, x1: float, y0: float, y1: float, leaf: Leaf | None) -> dict[str, Any]:
    if leaf is None:
        fill, edge = "$ask_fill", "$faint"
    elif leaf.contact:
        fill, edge = "$caught_fill", "$caught"
    else:
        fill, edge = "$spared_fill", "$spared"
    return {
        "type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "fillcolor": fill, "layer": "below",
        "line": {"color": edge, "width": 2 if leaf is not None and leaf.contact else 1},
    }  # fmt: skip


def _note(x: float, y: float, words: str, side: str, size: int = 14) -> dict[str, Any]:
    return {
        "x": x, "y": y, "text": words, "showarrow": False, "xanchor": side, "yanchor": "middle",
        "align": side, "font": {"size": size, "color": "$ink"},
    }  # fmt: skip


def _anchor() -> dict[str, Any]:
    """An empty trace: Plotly draws shapes only on axes that something stands on."""
    return {"type": "scatter", "x": [0], "y": [0], "mode": "markers", "marker": {"opacity": 0},
            "hoverinfo": "skip"}  # fmt: skip
