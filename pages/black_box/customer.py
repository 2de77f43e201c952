"""The customer a step explains: the row, the explanation, the picture, and the lines of Python."""

import pandas as pd

from core import models
from core.charts.chart import Chart
from core.charts.why.waterfall import waterfall
from core.explain import Explanation
from pages.black_box.looked import customer_of, model_of
from pages.black_box.pair import cutoff_of
from pages.shared import cached
from pages.shared.step import Step, whole

TERMS = ("Shapley value", "base value", "threshold")


def one(step: Step) -> pd.DataFrame:
    """The customer's own columns, (1, features)."""
    return models.feature_rows(step.case.table).iloc[[customer_of(step)]]


def explained(step: Step, row: pd.DataFrame, changed: bool = False) -> Explanation:
    """Where the chance of one customer comes from, real or changed; row is (1, features)."""
    return cached.explanation(step.case, cached.fitted_now(step.case)[model_of(step)], row, changed)


def staircase(step: Step, found: Explanation, row: pd.DataFrame, changed: tuple[str, ...] = ()) -> Chart:
    """The picture of one customer's explanation."""
    model = model_of(step)
    return waterfall(found, row, step.case.table, cutoff_of(step, model), model, changed)


def verdict(chance: float, threshold: float) -> str:
    """What is done about a customer with this chance."""
    return "contact" if chance >= threshold else "leave alone"


def python(step: Step, values: dict[str, object] | None = None) -> str:
    """Lines that explain the customer, with some values changed."""
    row = f"row = models.feature_rows(table).iloc[[{customer_of(step)}]]\n"
    if values:
        row += f"row = row.assign(**{_plain(values)!r})\n"
    return _fitted(step) + (
        f"{row}"
        "found = explain.explain(fitted, table, row)[0]\n"
        "print(found.base_value, found.ranked[:5], found.prediction)\n"
    )


def python_of(step: Step, function: str, *more: object) -> str:
    """Lines that call a function of core.explain on the customer: what more it is told, then the cut-off."""
    told = [str(customer_of(step)), *map(repr, more), whole(cutoff_of(step, model_of(step)))]
    return _fitted(step) + f"print(explain.{function}(fitted, table, {', '.join(told)}))\n"


def _fitted(step: Step) -> str:
    return step.case.code + (
        f"from core import explain, models\n\nfitted = models.fit(table, {model_of(step)!r})\n"
    )


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: value.item() if hasattr(value, "item") else value for name, value in values.items()}
