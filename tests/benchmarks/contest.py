"""A move of the prices bills every contender anew: against one bare cost curve for each model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np
import pandas as pd

from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row

REPEATS = 40


def run(plan: Plan) -> Iterator[Row]:
    """A row per sample case."""
    from core import costs, models, samples

    for case in samples.NAMES:
        frame = pd.read_csv(samples.FOLDER / f"{case}.scores.csv")
        y, fold = frame["left"].to_numpy(np.int8), frame["fold"].to_numpy(int)
        chances = {model: frame[model].to_numpy(float) for model in models.NAMES}
        prepared = {
            model: costs.prepare(models.Scores(y, chance, fold, np.arange(len(y)), model, 0.0))
            for model, chance in chances.items()
        }
        rule = chances["tree"] > np.median(chances["tree"])

        def ours(price: float, told: tuple = (y, prepared, models.READABLE, rule)) -> object:
            return costs.contest(*told, costs.Costs(80, price))

        def bare(price: float, y: np.ndarray = y, chances: dict = chances) -> object:
            best = []
            for chance in chances.values():
                left = np.cumsum(y[np.argsort(-chance)])
                best.append((80 * (left[-1] - left) + price * (np.arange(1, len(y) + 1) - left)).min())
            return best

        took: dict[Callable[[float], object], list[float]] = {ours: [], bare: []}
        for number in range(plan.rounds):
            for job in took:
                took[job].append(_median_ms(job))
            last = f"{took[ours][-1]:.1f} and {took[bare][-1]:.1f} ms"
            plan.tell(f"contest: round {number + 1}, {case}: {last}")
        yield Row(f"contest: {case}, prices moved", "ms", took[ours], took[bare], wanted=3)


def _median_ms(job: Callable[[float], object]) -> float:
    times = []
    for price in range(REPEATS):
        start = time.perf_counter()
        job(20.0 + price)
        times.append(time.perf_counter() - start)
    return median(times) * 1000
