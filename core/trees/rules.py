"""The tree's groups as sentences: whom to contact, so that it works from a sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.costs import Costs
from core.trees.bill import bill
from core.trees.condition import Condition, needed, phrases
from core.trees.tree import Node, Tree

EVERYBODY, NOBODY, THE_REST = "Contact everybody.", "Leave everybody alone.", "Leave everybody else alone."


@dataclass(frozen=True)
class Rule:
    """One sentence of the sheet.

    contact     whether it tells to contact, or to leave alone
    text        the sentence
    node        the group of the tree it is about; None for the closing sentence about the rest
    conditions  (question, answer) pairs a customer has to meet all of, none of them needless
    """

    contact: bool
    text: str
    node: Node | None
    conditions: tuple[Condition, ...] = ()

    def holds(self, rows: pd.DataFrame) -> np.ndarray:
        """(n,) bool: who meets every condition."""
        met = np.ones(len(rows), dtype=bool)
        for question, answer in self.conditions:
            met &= question.answers(rows) == answer
        return met


def rules(tree: Tree, questions: int, costs: Costs) -> tuple[Rule, ...]:
    """The tree after so many questions as sentences, decided as in bill(); the closing one is last.

    A sentence for each group to contact, the largest first; groups that the tree's last questions
    part in vain, since all of them are contacted, share one.
    """
    to_contact = {leaf.node.id for leaf in bill(tree, questions, costs).leaves if leaf.contact}
    found: list[Rule] = []

    def walk(node: Node, path: tuple[Condition, ...]) -> None:
        if all(leaf.id in to_contact for leaf in _leaves(tree, node, questions)):
            conditions = needed(path)
            found.append(Rule(True, _sentence(conditions), node, conditions))
        elif tree.asks(node, questions) and node.asked is not None:
            walk(tree.nodes[node.yes], (*path, (node.asked, True)))
            walk(tree.nodes[node.no], (*path, (node.asked, False)))

    walk(tree.nodes[0], ())
    found.sort(key=lambda rule: -(rule.node.practice + rule.node.unseen) if rule.node else 0)
    if not found:
        return (Rule(False, NOBODY, None),)
    return tuple(found) if not found[0].conditions else (*found, Rule(False, THE_REST, None))


def in_words(tree: Tree, node: Node) -> str:
    """A group as one reads it aloud: "days since last call 19 or less and dropped calls up to 5 %"."""
    path: list[Condition] = []
    while node.parent >= 0:
        above = tree.nodes[node.parent]
        if above.asked is not None:
            path.append((above.asked, above.yes == node.id))
        node = above
    return _joined(phrases(needed(tuple(reversed(path))))) or "everyone"


def contacts(found: Sequence[Rule], rows: pd.DataFrame) -> np.ndarray:
    """(n,) bool: whom the sentences tell to contact, by their own conditions."""
    told = np.zeros(len(rows), dtype=bool)
    for rule in found:
        if rule.contact:
            told |= rule.holds(rows)
    return told


def _leaves(tree: Tree, node: Node, questions: int) -> list[Node]:
    """The groups a group is parted into after so many questions."""
    if not tree.asks(node, questions):
        return [node]
    return [leaf for child in (node.yes, node.no) for leaf in _leaves(tree, tree.nodes[child], questions)]


def _sentence(conditions: Sequence[Condition]) -> str:
    """ "Contact: days since last call 20 or more and recharge amount Rs 31 or less." """
    if not conditions:
        return EVERYBODY
    return f"Contact: {_joined(phrases(conditions))}."


def _joined(said: Sequence[str]) -> str:
    """ "a, b and c" """
    *first, last = said or ("",)
    return f"{', '.join(first)}{' and ' if first else ''}{last}"
