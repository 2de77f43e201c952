"""One visitor moves a slider: from letting go to the complete answer."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.client import Run, Visitor
from tests.benchmarks.plan import Plan, Side
from tests.benchmarks.server import Server, running
from tests.benchmarks.table import Row

PAUSE = 0.05  # between moves, so that what a server does after its answer is over
UNCOUNTED = 5


def run(plan: Plan) -> Iterator[Row]:
    """The median move, what it costs the server, and what it sends."""
    sides = (plan.ours, *plan.also, plan.yardstick)
    seconds: dict[Side, list[float]] = {side: [] for side in sides}
    cpu: dict[Side, list[float]] = {side: [] for side in sides}
    received: dict[Side, list[float]] = {side: [] for side in sides}
    with running(plan.ours.folder) as ours, running(plan.yardstick.folder) as yardstick:
        for number in range(plan.rounds):
            for side in sides:
                server = yardstick if side is plan.yardstick else ours
                moves, busy = asyncio.run(_moves(side, server, plan.moves, seed=number))
                cpu[side].append(busy / len(moves) * 1000)
                seconds[side].append(median(move.seconds for move in moves) * 1000)
                received[side].append(median(move.received for move in moves) / 1000)
                plan.tell(f"move: round {number + 1}, {side.name}: {seconds[side][-1]:.1f} ms")
    yield Row("move: one slider move", "ms", seconds[plan.ours], seconds[plan.yardstick], wanted=1.5)
    for side in plan.also:
        yield Row(f"move: {side.name}", "ms", seconds[side], seconds[plan.yardstick], wanted=1.5)
    yield Row("move: server CPU per move", "ms", cpu[plan.ours], cpu[plan.yardstick])
    yield Row("move: sent per move", "kB", received[plan.ours], received[plan.yardstick])


async def _moves(side: Side, server: Server, count: int, seed: int) -> tuple[list[Run], float]:
    """The moves, and the processor seconds they took the server."""
    places = random.Random(seed)
    runs: list[Run] = []
    here, before = None, 0.0
    async with Visitor(server.websocket, side.page, side.query) as visitor:
        await visitor.open()
        for number in range(UNCOUNTED + count):
            if number == UNCOUNTED:
                before = server.cpu_seconds()
            here = places.choice([place for place in range(101) if place != here])
            runs.append(await visitor.move(side.slider, side.stop(here / 100)))
            await asyncio.sleep(PAUSE)
        return runs[UNCOUNTED:], server.cpu_seconds() - before
