"""The second visitor of the second lesson: how long each screen takes, and what the server then holds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.client import Run, Visitor
from tests.benchmarks.plan import Plan
from tests.benchmarks.server import Server, running
from tests.benchmarks.table import Row

PAGE = "black_box"
GUESSES = ("contest", "disagree", "looks", "why", "act", "twin", "price")
SEEN = "&".join(f"guess_{name}=skip" for name in GUESSES)
VIEWS = ("repeat", "page", "steady", "honest", "groups", "running")
SCREENS = (
    "step=contest",
    "step=disagree",
    "step=disagree&disagree_view=maps",
    *(f"step=looks&looks_view={view}" for view in ("everyone", "models", "column", "truth")),
    *(f"step=why&why_view={view}" for view in ("why", "what_if", "alike", "turn")),
    *(f"step=trust&trust_view={view}" for view in ("act", "twin", "leak", "again")),
    "step=decide",
    *(f"step=price&price_view={view}" for view in VIEWS),
    "step=price&price_view=page&readable=logistic+regression",
)
CASES = ("prepaid", "broadband")
LOOK = 1.5  # as often as the page itself looks
LONGEST = 180.0
DONE = b"fill"  # of the sentence on pages: it stands there once all models are fitted


def run(plan: Plan) -> Iterator[Row]:
    """The slowest screen against opening the yardstick, and the memory with both cases in place."""
    slowest: list[float] = []
    opening: list[float] = []
    filled: list[float] = []
    memory: list[float] = []
    for number in range(plan.rounds):
        with running(plan.ours.folder) as server:
            start = time.perf_counter()
            asyncio.run(_first(server))
            filled.append(time.perf_counter() - start)
            took = {
                screen: asyncio.run(_opened(server, PAGE, screen)).seconds * 1000 for screen in _screens()
            }
            memory.append(server.rss())
        with running(plan.yardstick.folder) as server:
            asyncio.run(_opened(server, "", ""))
            opening.append(median(asyncio.run(_opened(server, "", "")).seconds * 1000 for _ in range(5)))
        slow = max(took, key=lambda screen: took[screen])
        slowest.append(took[slow])
        plan.tell(f"box: round {number + 1}: slowest {slow} {took[slow]:.0f} ms, {memory[-1]:.0f} MB")
    yield Row("box: the slowest screen, second visitor", "ms", slowest, opening)
    yield Row("box: until all models of both samples are there", "s", filled)
    yield Row("box: memory with both samples in place", "MB", memory, wanted=700)


def _screens() -> list[str]:
    return [f"{screen}&case={case}&{SEEN}" for case in CASES for screen in SCREENS]


async def _first(server: Server) -> None:
    """The first visitor looks at everything, and waits until the models are fitted."""
    for case in CASES:
        query = f"step=price&price_view=running&case={case}&{SEEN}"
        async with Visitor(server.websocket, PAGE, query, patience=180) as visitor:
            seen, end = await visitor.open(), time.monotonic() + LONGEST
            while DONE not in seen.pictures and time.monotonic() < end:
                await asyncio.sleep(LOOK)
                seen = await visitor.tick()
    for screen in _screens():
        await _opened(server, PAGE, screen)


async def _opened(server: Server, page: str, query: str) -> Run:
    async with Visitor(server.websocket, page, query, patience=180) as visitor:
        return await visitor.open()
