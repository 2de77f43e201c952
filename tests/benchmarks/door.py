"""The door, reading 20 MB of 20 mixed columns, against the bare reading and one look at the types."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row

ROWS = 195_000
AMOUNTS = 150_000
MEMORY = """
import sys
import pandas
sys.path.insert(0, sys.argv[1])
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = peak()
data = sys.stdin.buffer.read()
from core.table import read
read(data, "customers.csv")
print((peak() - before) / 1024)
"""


def run(plan: Plan) -> Iterator[Row]:
    """A mixed file and one of amounts with signs: time against pandas, and the rise of memory."""
    from core.table import read

    for name, data, wanted in (
        ("20 mixed columns", mixed(), 2.0),
        ("10 columns of € 12,50", amounts(), None),
    ):
        jobs: dict[str, Callable[[], object]] = {
            "door": lambda data=data: read(data, "customers.csv"),
            "bare": lambda data=data: _bare(data).infer_objects(),
            "and types": lambda data=data: _bare(data).convert_dtypes(),
        }
        took: dict[str, list[float]] = {job: [] for job in jobs}
        for _ in range(max(plan.rounds, 3)):
            for job, do in jobs.items():
                start = time.perf_counter()
                do()
                took[job].append((time.perf_counter() - start) * 1000)
        yield Row(f"door: {name}", "ms", took["door"], took["bare"], wanted=wanted)
        yield Row(f"door: {name}, types settled", "ms", took["door"], took["and types"])
        size = len(data) / 1024**2
        rise = [_peak(plan, data) for _ in range(plan.rounds)]
        yield Row(f"door: peak memory, {name}", "MB", rise, wanted=round(6 * size + 200))


def _bare(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), sep=";" if b";" in data[:100] else ",")


def _peak(plan: Plan, data: bytes) -> float:
    """Megabytes a fresh process that knows pandas grows by, the file included."""
    script = [sys.executable, "-c", MEMORY, str(plan.ours.folder)]
    return float(subprocess.run(script, input=data, capture_output=True, check=True).stdout)


def mixed(rows: int = ROWS) -> bytes:
    """Ids, whole and broken numbers, groups, dates and answers: just under 20 MB."""
    random = np.random.default_rng(1)
    days = pd.to_datetime("2015-01-01") + pd.to_timedelta(random.integers(0, 3000, rows), unit="D")
    frame = pd.DataFrame(
        {
            "customer_id": [f"C{number:06d}" for number in random.permutation(rows)],
            "age": random.integers(18, 90, rows),
            "tenure": random.integers(0, 72, rows),
            "visits": random.poisson(3, rows),
            "children": random.integers(0, 5, rows),
            "area": random.integers(1000, 9999, rows),
            "monthly": random.uniform(10, 120, rows).round(2),
            "total": random.uniform(10, 8000, rows).round(2),
            "score": random.normal(0, 1, rows).round(4),
            "usage": random.gamma(2, 5, rows).round(3),
            "plan": random.choice(["basic", "plus", "gold"], rows),
            "region": random.choice([f"region {number}" for number in range(12)], rows),
            "payment": random.choice(["Card", "Bank transfer", "Cash"], rows),
            "contract": random.choice(["Month", "Year", "2 years"], rows),
            "device": random.choice(["ios", "android", ""], rows),
            "joined": days,
            "paperless": random.choice(["Yes", "No"], rows),
            "partner": random.choice(["Yes", "No"], rows),
            "senior": random.integers(0, 2, rows),
            "churn": np.where(random.random(rows) < 0.2, "yes", "no"),
        }
    )
    return frame.to_csv(index=False).encode()


def amounts(rows: int = AMOUNTS) -> bytes:
    """Ten columns of amounts as people write them."""
    random = np.random.default_rng(2)
    texts = {
        f"bill {number}": [
            f"€ {euro},{cent:02d}" for euro, cent in random.integers(10, (9_999, 99), (rows, 2))
        ]
        for number in range(10)
    }
    texts["churn"] = np.where(random.random(rows) < 0.2, "yes", "no").tolist()
    return pd.DataFrame(texts).to_csv(index=False, sep=";").encode()
