"""The cost curve of 10,000 customers against the bare sorting and adding up it cannot do without."""

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
    """Two rows: the curve with every bill, and with the cheapest cut-off found as well."""
    from core.costs import Costs, curve

    random = np.random.default_rng(1)
    probability = random.random(CUSTOMERS)
    y = (random.random(CUSTOMERS) < probability).astype(np.int8)
    costs = Costs(missed=80, wasted=40)

    def bare() -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(-probability)
        return probability[order], np.cumsum(y[order])

    jobs: dict[str, Callable[[], object]] = {
        "all cut-offs": lambda: curve(y, probability, costs).total,
        "and the cheapest": lambda: curve(y, probability, costs).best,
        "bare": bare,
    }
    took: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(plan.rounds):
        for name, job in jobs.items():
            took[name].append(_median_ms(job))
    for name in ("all cut-offs", "and the cheapest"):
        yield Row(f"curve: {name}", "ms", took[name], took["bare"], wanted=3)


def _median_ms(job: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return median(times) * 1000
