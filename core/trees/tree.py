"""The tree: groups of customers, and the questions that part them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.trees.question import Question


@dataclass(frozen=True)
class Node:
    """A group of customers, and the question that parts it.

    answer    how its customers answered the question above it, where yes or no does not say it
    question  what is asked of them next; "" where the tree asks no more
    turn      the place of that question in the order of asking, from 1; 0 without a question
    yes, no   ids of the two groups the question makes; -1 without a question
    practice, practice_left   customers and leavers among those the tree was grown on
    unseen, unseen_left       the same among customers it never saw
    asked     the question itself, so that other customers can answer it
    """

    id: int
    parent: int
    depth: int
    answer: str
    question: str
    turn: int
    yes: int
    no: int
    practice: int
    practice_left: int
    unseen: int
    unseen_left: int
    asked: Question | None = None


@dataclass(frozen=True)
class Tree:
    """Every question the tree may ask, in the order in which it asks them."""

    nodes: tuple[Node, ...]

    @property
    def most(self) -> int:
        """How many questions there are at most."""
        return sum(node.turn > 0 for node in self.nodes)

    @property
    def script(self) -> list[tuple[int, Question]]:
        """The questions as plant() takes them."""
        asking = sorted((node for node in self.nodes if node.turn), key=lambda node: node.turn)
        return [(node.id, node.asked) for node in asking if node.asked is not None]

    def shown(self, questions: int) -> list[Node]:
        """The groups to draw after so many questions, each before the groups it is parted into."""
        drawn: list[Node] = []
        waiting = [self.nodes[0]]
        while waiting:
            node = waiting.pop()
            drawn.append(node)
            if self.asks(node, questions):
                waiting += [self.nodes[node.no], self.nodes[node.yes]]
        return drawn

    def asks(self, node: Node, questions: int) -> bool:
        """Whether this group's question is among the first so many."""
        return 0 < node.turn <= questions

    def path(self, node: Node) -> str:
        """A group as the answers that lead to it: "Days since last call: 4 or less? yes"."""
        said: list[str] = []
        while node.parent >= 0:
            above = self.nodes[node.parent]
            said.append(f"{above.question} {'yes' if above.yes == node.id else 'no'}")
            node = above
        return ", ".join(reversed(said)) or "everyone"

    def leaves(self, questions: int) -> list[Node]:
        """The groups that are left standing after so many questions, top to bottom."""
        return [node for node in self.shown(questions) if not self.asks(node, questions)]

    def groups(self, rows: pd.DataFrame, questions: int) -> np.ndarray:
        """(n,) int: the id of the group each row falls into after so many questions."""
        group = np.zeros(len(rows), dtype=int)
        for node in self.shown(questions):
            if self.asks(node, questions) and node.asked is not None:
                here = np.flatnonzero(group == node.id)
                group[here] = np.where(
                    node.asked.answers(rows[[node.asked.column]].iloc[here]), node.yes, node.no
                )
        return group


def plant(
    rows: pd.DataFrame,
    y: np.ndarray,
    practice: np.ndarray,
    unseen: np.ndarray,
    asked: Sequence[tuple[int, Question]],
) -> Tree:
    """The tree that asks these questions in this order, whoever thought of them.

    rows, y           the customers and (n,) whether they left
    practice, unseen  positions of those the tree is grown on and of those it never saw
    asked             (group, question) pairs: group 0 is everyone; the k-th question parts its
                      group into group 2k - 1 (yes) and group 2k (no)

    ValueError if a group is not there or is asked twice.
    """
    parts = {"practice": np.asarray(practice), "unseen": np.asarray(unseen)}
    group = {name: np.zeros(len(part), dtype=int) for name, part in parts.items()}

    def child(parent: int, depth: int, answer: str) -> None:
        counts: dict[str, int] = {}
        for name, part in parts.items():
            here = group[name] == len(nodes)
            counts |= {name: int(here.sum()), f"{name}_left": int(y[part[here]].sum())}
        place = {"id": len(nodes), "parent": parent, "depth": depth, "answer": answer}
        nodes.append(place | {"question": "", "turn": 0, "yes": -1, "no": -1, "asked": None} | counts)

    nodes: list[dict[str, Any]] = []
    child(-1, 0, "")
    for turn, (at, question) in enumerate(asked, start=1):
        if not 0 <= at < len(nodes) or nodes[at]["turn"]:
            raise ValueError(f"Group {at} cannot be asked question {turn}.")
        yes, no = len(nodes), len(nodes) + 1
        nodes[at] |= {"question": question.text, "turn": turn, "yes": yes, "no": no, "asked": question}
        says = question.answers(rows)
        for name, part in parts.items():
            here = np.flatnonzero(group[name] == at)
            group[name][here] = np.where(says[part[here]], yes, no)
        for answer in (question.if_yes, question.if_no):
            child(at, nodes[at]["depth"] + 1, answer)
    return Tree(tuple(Node(**node) for node in nodes))
