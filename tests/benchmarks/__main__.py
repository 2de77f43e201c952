"""The benchmarks, as ratios against a yardstick measured in the same run.

python -m tests.benchmarks [curve] [empc] [contest] [door] [move] [cold] [load] [refits] [box]
                           [explain] [groups] [board]
                           [--quick] [--rounds N] [--app FOLDER]

Prints a table; judges nothing. Talks to 127.0.0.1 only.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import signal
import sys
from datetime import date
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
NAMES = (
    "curve",
    "empc",
    "contest",
    "door",
    "move",
    "cold",
    "load",
    "refits",
    "box",
    "explain",
    "groups",
    "board",
)


def main() -> None:
    """Run what was asked for and print the table."""
    asked = _asked()
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    sys.path.insert(0, str(asked.app))
    # Ended from outside, we still stop the servers we started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    from tests.benchmarks.plan import plan
    from tests.benchmarks.table import table

    todo = plan(asked.app, asked.rounds, asked.quick)
    rows = []
    before = psutil.getloadavg()[0]
    for name in NAMES:
        if name in asked.names:
            rows += importlib.import_module(f"tests.benchmarks.{name}").run(todo)
    print(f"\n{date.today()}, {platform.machine()}, {os.cpu_count()} cores, load at the start {before:.1f}, "
          f"Python {platform.python_version()}; medians of {asked.rounds} rounds, ratios with their range"
          f"{'; a quick look' if asked.quick else ''}\n")  # fmt: skip
    print(table(rows))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Benchmarks, as ratios.")
    parser.add_argument("names", nargs="*", help=f"which ones ({', '.join(NAMES)}); all if none is named")
    parser.add_argument("--quick", action="store_true", help="shorter: for a look, not for a verdict")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each, in turn (3)")
    parser.add_argument("--app", type=Path, default=ROOT, help="folder of the app (this checkout)")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if asked.rounds < 1:
        parser.error("at least one round")
    asked.names = asked.names or list(NAMES)
    asked.app = asked.app.resolve()
    return asked


if __name__ == "__main__":
    main()
