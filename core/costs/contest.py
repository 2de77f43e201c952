"""The contest: everybody's bill on the same unseen customers, and who is really ahead of whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.costs.curve import Costs
from core.costs.paired import Best, Difference, Prepared, best_of, choose, contacts, difference
from core.costs.worth import CONTACT_EVERYONE, DO_NOTHING, PERFECT, Saving, saving

RULE = "rule of thumb"
BEST_READABLE = "best readable"


@dataclass(frozen=True, eq=False)
class Entry:
    """One way of choosing whom to contact.

    name     DO_NOTHING, CONTACT_EVERYONE, RULE, a model, or PERFECT
    contact  (n,) bool: whom it contacts
    worth    its bill and what it saves
    ahead    how much more it saves than the reference
    """

    name: str
    contact: np.ndarray
    worth: Saving
    ahead: Difference


@dataclass(frozen=True, eq=False)
class Contest:
    """Everybody's bill.

    entries    base lines first, then the rule of thumb and the models in the order given, foresight last
    readable   the best model one can read, chosen on other customers than it is judged by; None without one
    box        the same for the black boxes
    lead       how much more the best black box saves than the best readable model; None without either
    reference  what everybody is compared with: a name of an entry, or BEST_READABLE
    """

    entries: tuple[Entry, ...]
    readable: Best | None
    box: Best | None
    lead: Difference | None
    reference: str

    def entry(self, name: str) -> Entry | None:
        """The entry of that name, if it takes part."""
        return next((entry for entry in self.entries if entry.name == name), None)


def contest(
    y_true: np.ndarray,
    contenders: Mapping[str, Prepared],
    readable: tuple[str, ...],
    rule: np.ndarray | None,
    costs: Costs,
    against: str = BEST_READABLE,
) -> Contest:
    """Bill everybody on the same customers.

    y_true      (n,) outcomes, 1 = left
    contenders  the models that take part, all learnt in the same parts; it may be none
    readable    those of them that one can read; the others are black boxes
    rule        (n,) whom the rule of thumb contacts, or None without a rule
    against     whom to compare with; one who does not take part gives way to doing nothing
    """
    y = np.asarray(y_true, dtype=bool)
    folds = next((one.folds for one in contenders.values()), None)
    read = {name: one for name, one in contenders.items() if name in readable}
    boxes = {name: one for name, one in contenders.items() if name not in readable}
    chosen = {name: choose(one, costs) for name, one in contenders.items()}
    best = best_of(read, chosen) if read else None
    box = best_of(boxes, chosen) if boxes else None
    rules = {DO_NOTHING: np.zeros(len(y), dtype=bool), CONTACT_EVERYONE: np.ones(len(y), dtype=bool)}
    rules |= {} if rule is None else {RULE: np.asarray(rule, dtype=bool)}
    rules |= {name: contacts(one, chosen[name]) for name, one in contenders.items()}
    rules[PERFECT] = y
    if against == BEST_READABLE and best is not None:
        reference = best.contact
    else:
        against = against if against in rules else DO_NOTHING
        reference = rules[against]
    learnt_reference = against == BEST_READABLE or against in contenders
    entries = []
    for name, contact in rules.items():
        learnt = name in contenders
        entries.append(
            Entry(
                name=name,
                contact=contact,
                worth=saving(y, contact, costs, folds=folds if learnt else None),
                ahead=difference(
                    y, contact, reference, costs, folds=folds if learnt or learnt_reference else None
                ),
            )
        )
    lead = None
    if best is not None and box is not None:
        same = against == BEST_READABLE and box.alone  # then it stands among the entries already
        lead = next((entry.ahead for entry in entries if same and entry.name == box.name), None)
        lead = lead or difference(y, box.contact, best.contact, costs, folds=folds)
    return Contest(tuple(entries), best, box, lead, against)
