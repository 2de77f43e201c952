"""Race the tree: the reader's question, its groups and money at once, then the machine's.

The reader chooses on practice customers; only a question that has been asked is billed on unseen
ones, by the same function as the machine's.
"""

from typing import Any

import streamlit as st

from core import models, trees
from core.charts import race as charts
from core.charts.race import Runner
from core.costs import difference
from core.safe import visible
from core.words import count, percent
from pages.shared import cached
from pages.shared.choices import nearest
from pages.shared.questions import at, names, places, yes
from pages.shared.step import Step, whole

ROUNDS = 3
WIDTH = 300  # pixels of a control: three and the button stand in a row
ASKED = (
    r"(\d{1,2}\.\d{1,3}\.\d{1,2}(-\d{1,2}\.\d{1,3}\.\d{1,2}){0,2})?"  # group.column.place of each question
)
TERMS = ("decision tree", "leaf", "training set", "out-of-sample", "90 % confidence interval")
Asked = list[tuple[int, trees.Question]]


def draw(step: Step) -> None:
    step.moving(_race)


def _race(step: Step) -> None:
    asked = _asked(step)
    if asked and not step.choices.race_next:
        _seen(step, asked)
    else:
        _choosing(step, asked)


def _asked(step: Step) -> Asked:
    """The questions asked so far, as far as these customers have such columns and groups."""
    found: Asked = []
    for spelt in filter(None, step.choices.race.split("-")):
        group, column, place = map(int, spelt.split("."))
        features = step.case.table.features
        if column >= len(features) or group not in trees.open_groups(_tree(step, found)):
            break
        questions = cached.offered(step.case, features[column].name)
        if not questions:
            break
        found.append((group, questions[at(place, len(questions))]))
    return found


def _tree(step: Step, asked: Asked) -> trees.Tree:
    table = step.case.table
    return trees.plant(table.rows, table.y, *cached.parted(step.case), asked)


# -- choosing ----------------------------------------------------------------------------------


def _choosing(step: Step, asked: Asked) -> None:
    """The next question: which group, which column, which cut; its groups and money at once."""
    step.say("race_next" if asked else "race")
    before = _tree(step, asked)
    groups = trees.open_groups(before)
    group = int(nearest(step.choices.race_group, groups))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(groups) > 1:
            st.selectbox(
                "Whom do you ask?",
                groups,
                format_func=lambda at: _who(before, at),
                width=WIDTH,
                **step.choices.control("race_group", among=groups, mark=f".{len(asked)}"),
            )
        labels = names(step.case.table)
        columns = list(range(len(labels)))
        st.selectbox(
            "What do you ask about?",
            columns,
            format_func=labels.__getitem__,
            width=WIDTH,
            **_afresh(step, step.choices.control("race_column", among=columns)),
        )
        column = int(nearest(step.choices.race_column, columns))
        questions = cached.offered(step.case, step.case.table.features[column].name)
        if questions:
            _cut(step, questions, column)
            place = at(step.choices.race_pick, len(questions))
            you = _runner(step, [*asked, (group, questions[place])], practice=True)
            parts = all(node.practice for node in you.tree.nodes[-2:])
            _ask(step, asked, f"{group}.{column}.{places(len(questions))[place]}", parts)
    if not questions:
        st.info("All practice customers have the same value here. Ask about something else.")
        return
    if not parts:
        st.info("Everyone in this group gives the same answer. Move the cut, or ask about something else.")
        you = _runner(step, asked, practice=True)
    chart = charts.drafting(you, step.currency)
    step.show(chart)
    step.folds(chart, _code(step, you, practice=True), TERMS, smallest=_smallest(step))


def _who(tree: trees.Tree, group: int) -> str:
    """A group by its answers, its size and the share who leave."""
    node = tree.nodes[group]
    share = percent(node.practice_left / node.practice)
    return f"{visible(tree.path(node))} ({count(node.practice)}, {share} leave)"


def _worst(tree: trees.Tree) -> int:
    """The group of which most leave, where a next question pays first."""
    nodes = [tree.nodes[at] for at in trees.open_groups(tree)]
    return max(nodes, key=lambda node: node.practice_left / node.practice).id if nodes else 0


def _afresh(step: Step, control: dict[str, Any]) -> dict[str, Any]:
    """The control of the column: with another column the cut starts in its middle."""
    take = control["on_change"]

    def another(*args: Any) -> None:
        take(*args)
        step.choices.set(race_pick=50)

    return {**control, "on_change": another}


def _ask(step: Step, asked: Asked, spelt: str, parts: bool) -> None:
    """The button that commits to the question as the address spells it."""
    race = "-".join([*step.choices.race.split("-")[: len(asked)], spelt]).lstrip("-")
    if st.button(
        "Ask this question",
        type="primary",
        disabled=not parts,
        on_click=step.choices.set,
        kwargs={"race": race, "race_next": False},
        key="commit",
    ):
        st.rerun()


def _cut(step: Step, questions: tuple[trees.Question, ...], column: int) -> None:
    stops = places(len(questions))
    says = dict(zip(stops, map(yes, questions), strict=True))
    control = step.choices.control("race_pick", among=stops, mark=f".{column}")
    if questions[0].cut is None:
        st.selectbox("Yes means", stops, format_func=says.__getitem__, width=WIDTH, **control)
    elif len(questions) > 1:
        st.select_slider("Yes means", stops, format_func=says.__getitem__, width=WIDTH, **control)


def _runner(step: Step, asked: Asked, practice: bool = False) -> Runner:
    tree = _tree(step, asked)
    return Runner(tree, len(asked), trees.bill(tree, len(asked), step.costs, practice))


# -- after asking ------------------------------------------------------------------------------


def _seen(step: Step, asked: Asked) -> None:
    """Both sides with as many questions each, on customers neither has seen."""
    costs, turns = step.costs, len(asked)
    you, grown = _runner(step, asked), cached.tree(step.case)
    machine = Runner(grown, min(turns, grown.most), trees.bill(grown, turns, costs))
    if turns == ROUNDS:
        step.say("race_over")
    st.markdown(
        f"**Round {turns} of {ROUNDS}: you save {percent(you.bill.worth.value)}, "
        f"the machine {percent(machine.bill.worth.value)}.**"
    )
    with st.container(horizontal=True):
        take = step.choices.set
        if turns < ROUNDS:
            another = (int(step.choices.race.split(".")[-2]) + 1) % len(step.case.table.features)
            on = {"race_next": True, "race_column": another, "race_pick": 50, "race_group": _worst(you.tree)}
            if st.button("Next question", type="primary", on_click=take, kwargs=on, key="race_on"):
                st.rerun()
        again = {"race": "", "race_next": False, "race_pick": 50, "race_group": 0}
        if st.button("Race again", on_click=take, kwargs=again, key="race_again"):
            st.rerun()
    table = step.case.table
    _, unseen = cached.parted(step.case)
    yours, its = (trees.whom(side.tree, turns, costs, table.rows)[unseen] for side in (you, machine))
    looked = _runner(step, asked, practice=True).bill.worth.value
    ahead = difference(table.y[unseen], its, yours, costs)
    chart = charts.race(you, machine, looked, ahead, step.currency)
    step.show(chart)
    step.folds(chart, _code(step, you), TERMS, smallest=_smallest(step))


def _smallest(step: Step) -> int:
    practice, _ = cached.parted(step.case)
    return models.smallest_leaf(len(practice))


def _code(step: Step, you: Runner, practice: bool = False) -> str:
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    asked = "".join(f"    ({group}, trees.{question!r}),\n" for group, question in you.tree.script)
    code = step.case.code + (
        "from core import costs, models, split, trees\n\n"
        f"prices = costs.Costs(missed={missed}, wasted={wasted})\n"
        f"asked = [\n{asked}]\n"
        "practice, unseen = split.halves(table.y)\n"
        "yours = trees.plant(models.feature_rows(table), table.y, practice, unseen, asked)\n"
    )
    if practice:
        return code + (
            f"result = trees.bill(yours, {you.questions}, prices, practice=True)\n"
            "print(result.worth.cost_per_customer, result.worth.value)\n"
        )
    return code + (
        "for tree in (yours, trees.grow(table)):\n"
        f"    print(trees.bill(tree, {you.questions}, prices).worth.value)\n"
    )
