"""What the trial alone shows: extra stayers as the list grows, for both lists."""

from core.charts import whom as charts
from core.uplift import CHANGE, RISK, Trial, effect, qini_curve
from pages.churn_costs.lists import contenders, trial_in_python
from pages.shared.step import Step

TERMS = ("Qini curve", "uplift", "randomised trial")


def draw(step: Step, trial: Trial) -> None:
    found = contenders(step, trial)
    lists = {RISK: found.risk, CHANGE: found.change}
    curves = {name: qini_curve(score, found.treated, found.stayed) for name, score in lists.items()}
    chart = charts.qini(curves, effect(trial), float(found.treated.mean()))
    step.show(chart)
    step.folds(chart, _code(step, trial), TERMS, technical="technical_trial")


def _code(step: Step, trial: Trial) -> str:
    rows = ":" if step.case.own else f"{len(trial.treated) // 2}:"
    return trial_in_python(step, trial) + (
        f"curve = uplift.qini_curve(change[{rows}], trial.treated[{rows}], trial.stayed[{rows}])\n"
        "print(curve.figure)\n"
    )
