"""Do the chances mean what they say? Of those given thirty in a hundred, do thirty leave?"""

from core import calibration
from core.charts.box.calibration import calibration as chart_of
from pages.black_box.pair import pair_of
from pages.shared import cached
from pages.shared.step import Step

TERMS = ("calibration", "probability", "out-of-sample", "90 % confidence interval")


def draw(step: Step) -> None:
    step.moving(_shown)


def _shown(step: Step) -> None:
    pair = pair_of(step)
    chart = chart_of({model: cached.calibrated(step.case, model) for model in pair}, pair)
    step.show(chart)
    step.folds(chart, _code(step), TERMS, technical="technical_honest", draws=calibration.DRAWS)


def _code(step: Step) -> str:
    return step.case.code + (
        "from core import calibration, models\n\n"
        f"scores = models.score(table, {pair_of(step)[1]!r})\n"
        "found = calibration.calibration(scores.y_true, scores.probability)\n"
        "print(found.off, found.off_by_luck)\n"
    )
