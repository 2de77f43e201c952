"""Whom each list contacts, as people of four kinds; only the simulated trial can show it."""

from core.charts import whom as charts
from core.uplift import CHANGE, RISK, TRUTH, Trial
from pages.churn_costs.lists import contenders, share_slider
from pages.shared import cached
from pages.shared.step import Step

TERMS = ("uplift", "persuadable", "sleeping dog")


def draw(step: Step, trial: Trial) -> None:
    if step.case.own:
        step.say("no_people")
        return
    step.moving(lambda here: _people(here, trial))


def _people(step: Step, trial: Trial) -> None:
    """The slider, the people it moves, and the folds."""
    share, found = share_slider(step), contenders(step, trial)
    kinds, change, rows = cached.crowd(found)
    first = round(share * len(kinds))
    marked = {name: rows[name][:first] for name in (RISK, CHANGE, TRUTH)}
    contacted = {name: kinds[here] for name, here in marked.items()}
    kept = {name: float(100 * change[here].mean()) if len(here) else 0.0 for name, here in marked.items()}
    chart = charts.people(contacted, kinds, share, kept)
    step.show(chart)
    step.folds(chart, _code(step, trial, share), TERMS, technical="technical_people")


def _code(step: Step, trial: Trial, share: float) -> str:
    return step.case.code.replace("import samples", "import samples, uplift") + (
        "truth, scores = samples.truth(), samples.uplift_scores()\n"
        f"unseen = slice({len(trial.treated) // 2}, None)\n"
        'kinds = uplift.types(truth["stay_contacted"][unseen], truth["stay_alone"][unseen])\n'
        f'contacted = uplift.top(scores["risk"][unseen], {share!r})\n'
        "for kind in uplift.TYPES:\n"
        "    print(kind, 100 * (kinds[contacted] == kind).mean())\n"
    )
