"""The expected profit of 10,000 customers against the ROC curve of the field's usual library."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np

from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row

CUSTOMERS = 10_000
REPEATS = 200


def run(plan: Plan) -> Iterator[Row]:
    """One row: the expected profit, with its hull, beside one ROC curve of the same customers."""
    from sklearn.metrics import roc_curve

    from core.campaign import Campaign, empc

    random = np.random.default_rng(1)
    probability = random.random(CUSTOMERS)
    y = (random.random(CUSTOMERS) < probability).astype(np.int8)
    campaign = Campaign(clv=200, accept_rate=0.3, incentive_cost=10, contact_cost=1)

    jobs: dict[str, Callable[[], object]] = {
        "empc": lambda: empc(y, probability, campaign),
        "roc": lambda: roc_curve(y, probability),
    }
    took: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(plan.rounds):
        for name, job in jobs.items():
            job()  # the first call imports
            took[name].append(_median_ms(job))
    yield Row("empc: the expected profit", "ms", took["empc"], took["roc"], wanted=5)


def _median_ms(job: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return median(times) * 1000
