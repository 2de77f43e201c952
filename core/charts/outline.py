"""A tree as an outline: a box for every group, read from top to bottom, its depth as an indent."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from core.charts.chart import text
from core.trees import Bill, Leaf, Node, Tree
from core.words import count, money, one_line, percent


@dataclass(frozen=True)
class Column:
    """The stripe of the picture an outline fills: from x0 to x1 of its width, in so many letters."""

    x0: float
    x1: float
    letters: int
    size: int  # of the letters, in pixels
    brief: bool = False  # two lines a group close together, without the prices of the verdict


PHONE = Column(0.0, 1.0, 40, 13)  # 340 pixels
LEFT = Column(0.0, 0.485, 50, 14)  # half of 900 pixels
RIGHT = Column(0.515, 1.0, 50, 14)


def outline(
    grown: Tree, questions: int, bill: Bill, currency: str, column: Column, top: float = 0.0
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Boxes, their texts, and where the outline ends, in pixels from the top."""
    leaves = {leaf.node.id: leaf for leaf in bill.leaves}
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    line = column.size + 6
    padding, gap = (6, 4) if column.brief else (14, 8)
    for node in grown.shown(questions):
        leaf = leaves.get(node.id)
        letters = column.letters - 2 * node.depth
        answer = _answer(grown, node)
        lines = (
            _brief(node, leaf, answer, letters)
            if column.brief
            else _full(node, leaf, answer, letters, currency)
        )
        bottom = top + line * len(lines) + padding
        left = column.x0 + 0.045 * node.depth * (column.x1 - column.x0)
        shapes.append(box(left, column.x1, top, bottom, leaf))
        inside = left + 0.02 * (column.x1 - column.x0)
        labels.append(note(inside, (top + bottom) / 2, "<br>".join(lines), "left", column.size))
        top = bottom + gap
    return shapes, labels, top


def heading(words: str, column: Column, top: float) -> tuple[dict[str, Any], float]:
    """The name over an outline, and where the outline starts."""
    label = note(column.x0, top + 12, f"<b>{text(words)}</b>", "left", column.size + 1)
    return label, top + 30


def _answer(grown: Tree, node: Node) -> str:
    """What the group said to the question above it."""
    if node.parent < 0:
        return "Everyone"
    said = "Yes" if grown.nodes[node.parent].yes == node.id else "No"
    return f"{said}: {node.answer}" if node.answer else said


def _full(node: Node, leaf: Leaf | None, answer: str, letters: int, currency: str) -> list[str]:
    says = node.question if leaf is None else verdict(leaf, currency)
    bold = [f"<b>{part}</b>" for part in wrapped(says, letters - 3, 3)]
    return [*wrapped(answer, letters, 2), people(node), *bold]


def _brief(node: Node, leaf: Leaf | None, answer: str, letters: int) -> list[str]:
    if leaf is None:
        return [
            *wrapped(answer, letters, 1),
            *(f"<b>{part}</b>" for part in wrapped(node.question, letters - 3, 2)),
        ]
    action = "contact" if leaf.contact else "leave alone"
    return [*wrapped(answer, letters, 1), f"{people(node)}: <b>{action}</b>"]


def verdict(leaf: Leaf, currency: str) -> str:
    """What to do with a group and why: "Contact: € 12 per 100, not € 30"."""
    if leaf.contact:
        action, cheaper, dearer = "Contact", leaf.if_contacted, leaf.if_left_alone
    else:
        action, cheaper, dearer = "Leave alone", leaf.if_left_alone, leaf.if_contacted
    return f"{action}: {money(cheaper, currency)} per 100, not {money(dearer, currency)}"


def people(node: Node) -> str:
    """How many a group holds, and how many of them leave."""
    if not node.practice:
        return "nobody"
    who = "1 person" if node.practice == 1 else f"{count(node.practice)} people"
    return f"{who}, {percent(node.practice_left / node.practice, 1)} leave"


def wrapped(sentence: str, letters: int, most: int) -> list[str]:
    """A text from the table, cut into lines that fit their box and made safe for a label."""
    lines = textwrap.wrap(one_line(sentence), letters, max_lines=most, placeholder=" …") or [""]
    return [text(line, letters + 2) for line in lines]


def box(x0: float, x1: float, y0: float, y1: float, leaf: Leaf | None) -> dict[str, Any]:
    """The frame of a group: filled where it is contacted."""
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


def note(x: float, y: float, words: str, side: str, size: int = 14) -> dict[str, Any]:
    """A text at a place."""
    return {
        "x": x, "y": y, "text": words, "showarrow": False, "xanchor": side, "yanchor": "middle",
        "align": side, "font": {"size": size, "color": "$ink"},
    }  # fmt: skip


def anchor() -> dict[str, Any]:
    """An empty trace: Plotly draws shapes only on axes that something stands on."""
    return {"type": "scatter", "x": [0], "y": [0], "mode": "markers", "marker": {"opacity": 0},
            "hoverinfo": "skip"}  # fmt: skip
