"""Explaining customers: against the bare call of the explainer on the same encoded customers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row

CUSTOMERS = 200
SAMPLED = ("support vector machine", "neural network")
DRAWN = 40


def run(plan: Plan) -> Iterator[Row]:
    """A row per sample case and model, then drawing one explanation."""
    from core import explain, models, samples
    from core.charts.why.overview import overview
    from core.charts.why.waterfall import waterfall

    for case in samples.NAMES:
        table = samples.load(case)
        rows = models.feature_rows(table).iloc[explain.watched(table, CUSTOMERS)]
        for model in models.NAMES:
            fitted = models.fit(table, model)
            ready = explain.explainer(fitted, table)
            if model in SAMPLED:
                one = [_seconds(lambda: ready.explain(rows.iloc[:1])) * 1000 for _ in range(plan.rounds)]  # noqa: B023
                error = max(found.error for found in ready.explain(rows.iloc[:10]))
                plan.tell(f"explain: {case}, {model}: {one[-1]:.0f} ms, error {100 * error:.2f} points")
                yield Row(f"explain: {case}, {model}, one customer", "ms", one, wanted=1_000)
                continue
            encoded = ready.encode(rows)
            scale = explain.LOG_ODDS if ready.log_odds else explain.PROBABILITY  # as the bare call has it
            bare = _bare(model, fitted["model"], fitted["columns"].transform(models.feature_rows(table)))
            ours, theirs = [], []
            for _ in range(plan.rounds):
                ours.append(_repeated(lambda: ready.pushes(encoded, scale)))  # noqa: B023
                theirs.append(_repeated(lambda: bare(encoded)))  # noqa: B023
            plan.tell(f"explain: {case}, {model}: {ours[-1]:.1f} and {theirs[-1]:.1f} ms")
            yield Row(f"explain: {case}, {model}, {CUSTOMERS} customers", "ms", ours, theirs, wanted=1.2)
            listed = [_repeated(lambda: ready.explain_encoded(encoded)) for _ in range(plan.rounds)]  # noqa: B023
            yield Row(f"explain: {case}, {model}, in chances, as a list", "ms", listed)
        found = ready.explain(rows.iloc[:1])[0]
        many = explain.explain(models.fit(table, "boosting"), table, rows)
        drawing: dict[str, Callable[[], Any]] = {
            "one customer": lambda: waterfall(found, rows.iloc[:1], table, 0.3, "boosting"),  # noqa: B023
            "everyone": lambda: overview(many, rows, table, "boosting"),  # noqa: B023
        }
        for what, draw in drawing.items():
            took = [median(_seconds(draw) * 1000 for _ in range(DRAWN)) for _ in range(plan.rounds)]
            yield Row(f"explain: {case}, drawing {what}", "ms", took, wanted=20)


def _bare(model: str, step: Any, everybody: Any) -> Callable[[Any], Any]:
    """What somebody would call who only wanted the numbers of the library."""
    import shap

    if model == "logistic regression":
        masker = shap.maskers.Independent(everybody, max_samples=len(everybody))
        return lambda encoded: shap.LinearExplainer(step, masker).shap_values(encoded)
    return lambda encoded: shap.TreeExplainer(step)(encoded)


def _repeated(job: Callable[[], Any]) -> float:
    """Milliseconds: the middle of some calls, fewer where a call takes long."""
    first = _seconds(job)
    return median([_seconds(job) for _ in range(3 if first > 0.5 else 15)]) * 1000


def _seconds(job: Callable[[], Any]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
