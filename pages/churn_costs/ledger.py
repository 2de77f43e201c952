"""The same contacts in two ledgers: what the first steps promised, and what an offer really earns."""

from core.campaign import bridge
from core.charts import offer as charts
from pages.churn_costs.earn import offer_in_python
from pages.churn_costs.policy import profit_of
from pages.shared.step import Step, whole

TERMS = ("true positive", "false positive", "acceptance rate", "customer lifetime value")


def draw(step: Step) -> None:
    curve, cutoff = profit_of(step)
    chosen = curve.at(cutoff)
    costs = step.costs
    chart = charts.bridge(bridge(chosen, costs), costs, step.currency, chosen)
    step.show(chart)
    step.folds(chart, _code(step, cutoff), TERMS, technical="technical_ledger")


def _code(step: Step, cutoff: float) -> str:
    at = repr(cutoff) if cutoff <= 1 else 'float("inf")'
    missed, wasted = whole(step.choices.missed), whole(step.choices.wasted)
    return step.case.code + (
        "from core import campaign, costs, models, split\n\n"
        f"scores = models.score(table, {step.choices.model!r})\n"
        "practice, _ = split.halves(scores.y_true)\n"
        f"offer = {offer_in_python(step)}\n"
        "curve = campaign.profit_curve(scores.y_true[practice], scores.probability[practice], offer)\n"
        f"print(campaign.bridge(curve.at({at}), costs.Costs(missed={missed}, wasted={wasted})))\n"
    )
