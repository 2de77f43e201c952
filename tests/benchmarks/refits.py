"""A class moves its sliders while the tree is refitted behind somebody's screen: are they as quick?"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from statistics import quantiles

from tests.benchmarks.client import Visitor
from tests.benchmarks.plan import Plan, Side
from tests.benchmarks.server import Server, running
from tests.benchmarks.table import Row

CLASS = 20
THINK = (0.2, 1.0)  # seconds between two moves of one visitor
CALM = 8.0  # seconds of moves before the refits start
LOOK = 2.0  # as often as the page itself looks
LONGEST = 60.0
CASES = ("broadband", "prepaid")
REFITTING = "step=tree&view=refit&guess_refit=skip&case="
DONE = b"In 200 refits"

Move = tuple[float, float]  # when it was made, how many seconds it took


def run(plan: Plan) -> Iterator[Row]:
    """The sliders' p95 while both samples are refitted, over the p95 of the same class before."""
    calm: list[float] = []
    busy: list[float] = []
    lasted: list[float] = []
    for number in range(plan.rounds):
        with running(plan.ours.folder) as server:
            before, during, seconds = asyncio.run(_class(plan.ours, server, seed=number))
        calm.append(_p95(before) * 1000)
        busy.append(_p95(during) * 1000)
        lasted.append(seconds)
        plan.tell(
            f"refits: round {number + 1}: {len(before)} moves before, {len(during)} during {seconds:.1f} s, "
            f"p95 {calm[-1]:.1f} and {busy[-1]:.1f} ms"
        )
    yield Row(f"refits behind, {CLASS} visitors: slider p95", "ms", busy, calm, wanted=1.5)
    yield Row("refits behind: until all of both samples are there", "s", lasted)


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[18]


async def _class(side: Side, server: Server, seed: int) -> tuple[list[float], list[float], float]:
    moves: list[Move] = []
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(CLASS):
            group.create_task(_pupil(side, server, random.Random(f"{seed} {number}"), over, moves))
        await asyncio.sleep(2 * THINK[1] + 1)  # everybody is in
        start = time.perf_counter()
        await asyncio.sleep(CALM)
        refits = time.perf_counter()
        await asyncio.gather(*(_refit(side, server, case) for case in CASES))
        end = time.perf_counter()
        over.set()
    before = [took for at, took in moves if start <= at < refits]
    during = [took for at, took in moves if refits <= at < end]
    return before, during, end - refits


async def _refit(side: Side, server: Server, case: str) -> None:
    """Somebody watches the refits fill in until all are there."""
    async with Visitor(server.websocket, side.page, REFITTING + case) as visitor:
        run = await visitor.open()
        end = time.perf_counter() + LONGEST
        while DONE not in run.pictures and time.perf_counter() < end:
            await asyncio.sleep(LOOK)
            run = await visitor.tick()
        if DONE not in run.pictures:
            raise RuntimeError(f"the refits of {case} are not there after {LONGEST:.0f} s")


async def _pupil(
    side: Side, server: Server, choice: random.Random, over: asyncio.Event, moves: list[Move]
) -> None:
    async with Visitor(server.websocket, side.page, side.query) as visitor:
        await visitor.open()
        while not over.is_set():
            await asyncio.sleep(choice.uniform(*THINK))
            at = time.perf_counter()
            move = await visitor.move(side.slider, choice.randint(0, 100))
            moves.append((at, move.seconds))
