"""Someone alike: the customer most like this one who gets the other verdict."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core import models, verdicts
from core.charts.why.waterfall_told import chance_said
from core.safe import visible
from core.words import capital, count, the_model
from pages.black_box.customer import explained, one, python_of, staircase, verdict
from pages.black_box.looked import customer_of, model_of
from pages.black_box.pair import cutoff_of
from pages.shared import cached
from pages.shared.step import Step

TERMS = ("counterfactual explanation", "threshold")


def draw(step: Step) -> None:
    """The two customers side by side, and the staircase of the first."""
    table, model, here = step.case.table, model_of(step), customer_of(step)
    ready = cached.fitted_now(step.case)[model]
    threshold = cutoff_of(step, model)
    found = cached.opposite(step.case, ready, here, threshold)
    chart = staircase(step, explained(step, one(step)), one(step))
    if found is None:
        step.say("nobody_else", box=capital(the_model(model)))
    else:
        told = _side_by_side(step, found.differs, here, found.row)
        step.say(
            "alike",
            who=count(here + 1),
            other=count(found.row + 1),
            columns=count(len(found.differs)),
            all=count(len(table.features)),
            chance=chance_said(float(ready.chances[here]), 1),
            other_chance=chance_said(found.chance, 1),
            verdict=verdict(found.chance, threshold),
        )
        st.dataframe(told, hide_index=True)
    step.show(chart)
    step.folds(chart, python_of(step, "nearest_opposite"), TERMS, technical="technical_alike")


def _side_by_side(step: Step, columns: Sequence[str], here: int, there: int) -> pd.DataFrame:
    """Two customers and their pushes, in points, column by column."""
    table, rows = step.case.table, models.feature_rows(step.case.table)
    found = {row: explained(step, rows.iloc[[row]]).contributions for row in (here, there)}
    return pd.DataFrame(
        [
            {"": visible(table.column(name).label)}
            | {
                f"{what} {count(row + 1)}": told
                for row in (here, there)
                for what, told in (
                    ("customer", verdicts.said(table.column(name), rows[name].iloc[row])),
                    ("push of", _push(found[row][name])),
                )
            }
            for name in columns
        ]
    )


def _push(push: float) -> str:
    """ "+3.2", "−0.4", "none" """
    told = f"{100 * push:+.1f}".replace("-", "−")
    return "none" if told[1:] == "0.0" else told
