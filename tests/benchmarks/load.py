"""A room of thirty: everyone moves a slider every 3 to 5 seconds, for two minutes.

First all of them the same slider, beside the yardstick; then each on another step, in all lessons at once.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from tests.benchmarks.client import Visitor
from tests.benchmarks.plan import Plan, Side
from tests.benchmarks.server import Server, running
from tests.benchmarks.table import Row

THINK = (3.0, 5.0)
ARRIVE = 3.0  # seconds over which the room comes in
LOOK = 0.5  # between two looks at the server's memory


@dataclass(frozen=True)
class Load:
    """One session of the room: ms of the middle and of the slow moves, share of a core, MB at most."""

    middle: float
    slow: float
    cpu: float
    peak: float
    moves: int


def run(plan: Plan) -> Iterator[Row]:
    """Moves under load, and what they cost the server."""
    loads: dict[Side, list[Load]] = {side: [] for side in plan.sides}
    for number in range(plan.rounds):
        for side in plan.sides:
            with running(side.folder) as server:
                load = asyncio.run(_room((side,), server, plan.visitors, plan.load_seconds, seed=number))
            loads[side].append(load)
            plan.tell(
                f"load: round {number + 1}, {side.name}: {load.moves} moves, "
                f"p50 {load.middle:.1f} ms, p95 {load.slow:.1f} ms"
            )
    ours, theirs = loads[plan.ours], loads[plan.yardstick]
    name = f"load, {plan.visitors} visitors"
    yield Row(f"{name}: p50", "ms", [load.middle for load in ours], [load.middle for load in theirs])
    yield Row(f"{name}: p95", "ms", [load.slow for load in ours], [load.slow for load in theirs], wanted=2)
    yield Row(f"{name}: CPU", "% of a core", [load.cpu for load in ours], [load.cpu for load in theirs])
    yield Row(f"{name}: memory", "MB", [load.peak for load in ours], [load.peak for load in theirs])
    everywhere = []
    for number in range(plan.rounds):
        with running(plan.ours.folder) as server:
            sides = (plan.ours, *plan.also)
            everywhere.append(
                asyncio.run(_room(sides, server, plan.visitors, plan.load_seconds, seed=number))
            )
        plan.tell(f"load: round {number + 1}, all lessons: p95 {everywhere[-1].slow:.1f} ms")
    name = f"load, {plan.visitors} visitors in all lessons"
    yield Row(f"{name}: p50", "ms", [load.middle for load in everywhere])
    yield Row(f"{name}: p95", "ms", [load.slow for load in everywhere])
    yield Row(f"{name}: CPU", "% of a core", [load.cpu for load in everywhere])
    yield Row(f"{name}: memory", "MB", [load.peak for load in everywhere], wanted=900)


async def _room(sides: Sequence[Side], server: Server, visitors: int, seconds: float, seed: int) -> Load:
    """Let everyone in, then count from the moment the last one has arrived."""
    times: list[float] = []
    inside = asyncio.Barrier(visitors + 1)
    rooms = [
        _visitor(
            sides[number % len(sides)], server, random.Random(f"{seed} {number}"), inside, seconds, times
        )
        for number in range(visitors)
    ]
    async with asyncio.TaskGroup() as group:
        for visitor in rooms:
            group.create_task(visitor)
        await inside.wait()
        loop, before, peak = asyncio.get_running_loop(), server.cpu_seconds(), server.rss()
        start = loop.time()
        while (now := loop.time()) < start + seconds:
            peak = max(peak, server.rss())
            await asyncio.sleep(min(LOOK, start + seconds - now))
        busy = server.cpu_seconds() - before
    cuts = quantiles(times, n=20, method="inclusive")
    return Load(cuts[9] * 1000, cuts[18] * 1000, busy / seconds * 100, peak, len(times))


async def _visitor(
    side: Side,
    server: Server,
    choice: random.Random,
    inside: asyncio.Barrier,
    seconds: float,
    times: list[float],
) -> None:
    await asyncio.sleep(choice.uniform(0, ARRIVE))
    async with Visitor(server.websocket, side.page, side.query) as visitor:
        await visitor.open()
        await inside.wait()
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        pause = choice.uniform(0, THINK[1])  # nobody starts in step
        while loop.time() + pause < end:
            await asyncio.sleep(pause)
            move = await visitor.move(side.slider, side.stop(choice.random()))
            times.append(move.seconds)
            pause = choice.uniform(*THINK)
