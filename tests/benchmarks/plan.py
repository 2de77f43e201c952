"""What is measured, how often and for how long: the app, the yardstick, the length of the run."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

GROUPS = 4  # on two columns of the districts


@dataclass(frozen=True)
class Side:
    """One app under test: its folder, the page with a slider to move, the page with a picture to draw.

    slider   the slider's key
    page     the page the slider is on, and query its address
    opening  the address of the first picture, below the root
    picture  the selector of that picture once it is drawn
    start    where the slider begins, end where it ends
    by       the slider's steps
    """

    name: str
    folder: Path
    slider: str
    page: str
    query: str
    opening: str
    picture: str
    start: int = 0
    end: int = 100
    by: int = 1

    def stop(self, share: float) -> int:
        """The slider's value so far along, 0 to 1."""
        return self.start + round(share * (self.end - self.start) / self.by) * self.by


@dataclass(frozen=True)
class Plan:
    """The two sides, always measured in turn (ours, yardstick, ours, yardstick), and how long."""

    ours: Side
    yardstick: Side
    rounds: int
    moves: int
    load_seconds: float
    visitors: int = 30
    also: tuple[Side, ...] = ()  # other sliders of the app, moved in the same run

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.ours, self.yardstick

    def tell(self, text: str) -> None:
        """A word on what is going on, beside the table."""
        print(text, file=sys.stderr, flush=True)


def plan(app: Path, rounds: int, quick: bool) -> Plan:
    """The plan for the app in a folder; quick for a look, not for a verdict."""
    ours = Side(
        name="app",
        folder=app,
        slider="churn_costs.cutoff",
        page="churn_costs",
        query="step=cutoff&guess_cutoff=skip&model=boosting",
        opening="churn_costs?step=bill&guess_bill=skip",
        picture="figure.vml .main-svg",
    )
    yardstick = Side(
        name="yardstick",
        folder=Path(__file__).parent / "yardstick",
        slider="cutoff",
        page="",
        query="",
        opening="",
        picture=".js-plotly-plot .main-svg",
    )
    moved = {
        "the offer": ("cutoff", "step=offer&guess_offer=skip&model=boosting", 100),
        "the budget": ("budget", "step=keep&guess_keep=skip", 5_000_000),
        "a customer's worth": ("stay", "step=keep&guess_keep=skip&keep_view=worth", 100),
        "the lists": ("share", "step=whom&guess_whom=skip", 100),
        "the people": ("share", "step=whom&guess_whom=skip&whom_view=people", 100),
    }
    also = tuple(
        replace(ours, name=name, slider=f"churn_costs.{slider}", query=query, end=end)
        for name, (slider, query, end) in moved.items()
    )
    halves = _half_steps()
    step = replace(
        ours,
        name="a half-step of k-means",
        slider=f"segments.at.{halves}",
        page="segments",
        query=f"step=halves&guess_halves=skip&cut={GROUPS}",
        end=halves,
    )
    doubt = replace(
        ours,
        name="a plan for each group",
        slider="segments.off",
        page="segments",
        query="step=plan&guess_plan=skip",
        end=200,
        by=5,
    )
    small = replace(
        ours,
        name="a small tree that repeats the box",
        slider="black_box.depth",
        page="black_box",
        query="step=price&guess_price=skip",
        start=1,
        end=6,
    )
    return Plan(
        ours,
        yardstick,
        rounds,
        moves=20 if quick else 60,
        load_seconds=20 if quick else 120,
        also=(*also, step, doubt, small),
    )


def _half_steps() -> int:
    """How many half-steps the walk takes on which a slider is moved: where that slider ends."""
    from core import samples, segments

    two = samples.sheet("districts")["eye"]
    return len(segments.walk(segments.grid(samples.load("districts"), two).values, GROUPS))
