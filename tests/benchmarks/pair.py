"""The two sides of every comparison: the app and the yardstick, each with a slider to move."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Side:
    """One app under test: its folder, the page with the slider, the page with the first picture."""

    folder: Path
    slider: str
    page: str
    query: str
    first_page: str
    picture: str


def sides(app: Path) -> tuple[Side, Side]:
    """The app, and the yardstick."""
    ours = Side(
        folder=app,
        slider="churn_costs.cutoff",
        page="churn_costs",
        query="step=cutoff&guess_cutoff=skip&model=boosting",
        first_page="churn_costs?step=bill&guess_bill=skip",
        picture="figure.vml .main-svg",
    )
    yardstick = Side(
        folder=Path(__file__).parent / "yardstick",
        slider="cutoff",
        page="",
        query="",
        first_page="",
        picture=".js-plotly-plot .main-svg",
    )
    return ours, yardstick
