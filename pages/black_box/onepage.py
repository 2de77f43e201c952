"""What fits on one page: the tree as sentences, or the straight-line score as a card of points."""

import streamlit as st

from core import models, points, trees
from core.charts.box.points import points as card_chart
from core.charts.tree import tree as tree_chart
from core.words import count
from pages.black_box.maps import quarrelled
from pages.black_box.pair import cutoff_of, pair_of, when_fitted
from pages.shared import cached
from pages.shared.prose import plain
from pages.shared.step import Step, whole

CARD = "logistic regression"
TREE_TERMS = ("decision tree", "leaf", "training set", "out-of-sample")
CARD_TERMS = ("scorecard", "logistic regression", "threshold")


def draw(step: Step) -> None:
    if pair_of(step)[0] != CARD:
        step.moving(_sentences)
    else:
        when_fitted(step, [CARD], _card)


def _sentences(step: Step) -> None:
    """The whole tree as sentences, and the tree itself."""
    tree = cached.tree(step.case)
    step.say("page_tree")
    st.markdown("\n".join(f"- {plain(rule.text)}" for rule in trees.rules(tree, tree.most, step.costs)))
    chart = tree_chart(tree, tree.most, trees.bill(tree, tree.most, step.costs), step.currency)
    step.show(chart)
    step.folds(chart, _tree_code(step), TREE_TERMS, technical="technical_page")


def _card(step: Step) -> None:
    """The card, and its sum for one customer the two models quarrel about."""
    threshold = cutoff_of(step, CARD)
    card = cached.points_card(step.case, cached.fitted_now(step.case)[CARD], threshold)
    step.say("page_card")
    rows = quarrelled(step) or [0]
    stops = list(range(len(rows)))
    place = min(step.choices.worked, len(rows) - 1)
    st.selectbox(
        "Work it out for",
        stops,
        format_func=lambda stop: f"customer no. {count(rows[stop] + 1)}",
        width=270,
        **step.choices.control("worked", among=stops),
    )
    row = models.feature_rows(step.case.table).iloc[[rows[place]]]
    chart = card_chart(card, row, f"customer no. {count(rows[place] + 1)}")
    step.show(chart)
    st.subheader("The whole card", anchor=False)
    limit = points.limit_text(card)
    step.say("card_limit", limit=limit, dropped=count(card.dropped))
    st.dataframe(points.card_table(card), hide_index=True, height="content")
    step.folds(chart, _card_code(step, threshold), CARD_TERMS, technical="technical_page")


def _tree_code(step: Step) -> str:
    prices = step.costs
    return step.case.code + (
        "from core import costs, trees\n\n"
        f"prices = costs.Costs(missed={whole(prices.missed)}, wasted={whole(prices.wasted)})\n"
        "tree = trees.grow(table)\n"
        "for rule in trees.rules(tree, tree.most, prices):\n"
        "    print(rule.text)\n"
        "print(trees.bill(tree, tree.most, prices).worth.cost_per_customer)\n"
    )


def _card_code(step: Step, threshold: float) -> str:
    return step.case.code + (
        "from core import models, points\n\n"
        f"fitted = models.fit(table, {CARD!r})\n"
        f"card = points.points_card(fitted, table, {whole(threshold)})\n"
        "print(points.card_table(card))\n"
        "print(card.limit, card.agreement)\n"
    )
