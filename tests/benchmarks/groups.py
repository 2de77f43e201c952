"""Groups of rows: against bare k-means, the search for their number, and trials on tables of pure noise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row

ROWS, COLUMNS, K = 10_000, 8, 5
SEARCHED = 600
SEEDS = 20
NULLS = 20  # shuffled tables per trial
NOISY = 12  # of 120 noise tables that may be called grouped
CLEAR = 19  # of 20 tables with four heaps that have to be called four


def run(plan: Plan) -> Iterator[Row]:
    """Times as ratios; then how often the verdict is wrong where the truth is known."""
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler

    from core import segments
    from core.charts.groups.glance import glance
    from core.charts.groups.halves import half_step
    from core.words import ROW

    rng = np.random.default_rng(0)
    rows = _frame(rng.normal(size=(ROWS, COLUMNS)))
    ours, bare, searched = [], [], []
    for number in range(plan.rounds):
        bare.append(
            _seconds(lambda: KMeans(K, n_init=10, random_state=0).fit(StandardScaler().fit_transform(rows)))
            * 1000
        )
        ours.append(_seconds(lambda: segments.segment(rows, None, K)) * 1000)
        searched.append(_seconds(lambda: segments.choose_k(rows[:SEARCHED], None)))
        plan.tell(f"groups: round {number + 1}: {ours[-1]:.0f} and {bare[-1]:.0f} ms, {searched[-1]:.0f} s")
    yield Row(f"groups: segment, {ROWS:,} rows by {COLUMNS}", "ms", ours, bare, wanted=1.2)
    yield Row(f"groups: choose_k, {SEARCHED} rows by {COLUMNS}", "s", searched, wanted=60)
    grid = segments.grid(rows[:SEARCHED], ["c0", "c1"])
    states = segments.walk(grid.values, K)
    found = segments.segment(rows[:SEARCHED], None, K)
    drawing: dict[str, Callable[[], object]] = {
        "a half-step": lambda: half_step(grid, states, 3, ROW, None),
        "all groups at a glance": lambda: glance(found, found.names, ROW, None),
    }
    for what, draw in drawing.items():
        draw()
        yield Row(
            f"groups: drawing {what}", "ms", [_seconds(draw) * 1000 for _ in range(plan.rounds)], wanted=20
        )
    yield from _trials(plan)


def _trials(plan: Plan) -> Iterator[Row]:
    from core import segments

    def said(values: np.ndarray) -> segments.Verdict:
        return segments.verdict(segments.choose_k(_frame(values), None, nulls=NULLS))

    false, right = 0, 0
    for columns in (2, 5, 10):
        for seed in range(SEEDS):
            rng = np.random.default_rng([columns, seed])
            for values in (rng.random((300, columns)), rng.normal(size=(300, columns))):
                false += said(values).groups
        plan.tell(f"groups: noise up to {columns} columns: {false} false alarms")
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        centers = np.array([[0, 0], [8, 0], [0, 8], [8, 8]]) + rng.normal(0, 1, (4, 2))
        found = said(np.repeat(centers, 75, axis=0) + rng.normal(0, 0.7, (300, 2)))
        right += found.groups and found.k == 4
    yield Row("groups: false alarms in 120 tables of noise", "", [false], wanted=NOISY)
    yield Row(f"groups: four heaps not called four, of {SEEDS}", "", [SEEDS - right], wanted=SEEDS - CLEAR)


def _frame(values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(values, columns=[f"c{place}" for place in range(values.shape[1])])


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
