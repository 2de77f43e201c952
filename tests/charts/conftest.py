"""What every picture has to be, and trees to draw."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from core.charts.chart import Chart, paint
from core.trees import Node, Tree

IN_THE_LIBRARY = {"scatter", "bar", "pie"}  # what static/plotly-basic.min.js can draw


def strings(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for value in part.values():
            yield from strings(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from strings(value)
    elif isinstance(part, str):
        yield part


def assert_sound(chart: Chart) -> None:
    import plotly.graph_objects as go

    for figure in (chart.figure, chart.narrow):
        before = copy.deepcopy(figure)
        for theme in ("light", "dark"):
            painted = paint(figure, theme)
            go.Figure(painted)  # raises on a property Plotly does not have
            json.dumps(painted, allow_nan=False)  # raises on what a browser cannot read
            unpainted = [text for text in strings(painted) if re.fullmatch(r"\$\w+", text)]
            assert not unpainted
        assert figure == before, "painting makes a copy"
        shape = figure["layout"]
        assert isinstance(shape["height"], int)
        assert 150 < shape["height"] < 2_000
        for trace in figure["data"]:
            assert trace["type"] in IN_THE_LIBRARY
            for axis in "xy":
                name = trace.get(f"{axis}axis", axis)
                assert name.replace(axis, f"{axis}axis") in shape, "a trace stands on an axis that is there"
    assert re.search(r"[.?!]$", chart.words)
    assert chart.caution.endswith(".")
    assert len(chart.table)
    for sentence in (chart.words, chart.caution):
        assert not re.search(r"nan|inf\b|None|  |\{|\}", sentence), sentence


@pytest.fixture(scope="session")
def sound() -> Callable[[Chart], None]:
    """The check of a picture in both widths and both themes."""
    return assert_sound


QUESTIONS = (
    "Days since last call: 4 or less?",
    "Contract: month to month?",
    "Months with us: 12 or less?",
    "Internet: fiber optic?",
    "Monthly charge: up to 68.8?",
    "Total charge: up to 1,234.5?",
    "Paperless billing: yes?",
)
ANSWERS = (("4 or less", "5 or more"), ("", ""), ("12 or less", "13 or more"), ("", ""),
           ("up to 68.8", "above 68.8"), ("up to 1,234.5", "above 1,234.5"), ("", ""))  # fmt: skip


def full_tree(order: Sequence[int] = range(7), questions: Sequence[str] = QUESTIONS, scale: int = 1) -> Tree:
    """Seven questions, three deep; group k's children are 2k + 1 and 2k + 2.

    order is the sequence in which the seven asking groups ask; scale multiplies the customers.
    """
    turns = {asking: turn for turn, asking in enumerate(order, start=1)}
    counts = {0: (3_520, 880)}
    for k in range(7):
        people, left = counts[k]
        some, some_left = people * 3 // 5, left * (k + 1) // 9
        counts[2 * k + 1] = (some, some_left)
        counts[2 * k + 2] = (people - some, left - some_left)
    nodes = []
    for k in range(15):
        above = (k - 1) // 2
        people, left = (scale * number for number in counts[k])
        nodes.append(
            Node(
                id=k,
                parent=-1 if k == 0 else above,
                depth=(k + 1).bit_length() - 1,
                answer="" if k == 0 else ANSWERS[above][(k + 1) % 2],
                question=questions[k] if k < 7 else "",
                turn=turns[k] if k < 7 else 0,
                yes=2 * k + 1 if k < 7 else -1,
                no=2 * k + 2 if k < 7 else -1,
                practice=people,
                practice_left=min(left, people),
                unseen=people,
                unseen_left=min(left, people),
            )
        )
    return Tree(tuple(nodes))


@pytest.fixture(scope="session")
def a_tree() -> Callable[..., Tree]:
    """A maker of trees with seven questions."""
    return full_tree
