"""Every screen of lesson 1 in a real browser: whole at every width, in light and dark."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import Visit, visits
from tests.browser.whole import OUT_OF_THEIR_BOX, TEXTS_THAT_MEET, assert_whole

STEPS = {
    "bill": "/churn_costs?step=bill&guess_bill=20",
    "spot": "/churn_costs?step=spot&marks=010010000100",
    "spotted": "/churn_costs?step=spot&marks=010010000100&spot_shown=1",
    "race": "/churn_costs?step=tree&guess_tree=skip&race_pick=80",
    "raced": "/churn_costs?step=tree&guess_tree=skip&race=0.0.80-1.3.60&case=broadband",
    "tree": "/churn_costs?step=tree&view=grow&guess_tree=20&questions=7",
    "refit": "/churn_costs?step=tree&view=refit&guess_refit=10&case=broadband",
    "cutoff": "/churn_costs?step=cutoff&guess_cutoff=70&model=boosting&cutoff=31",
    "offer": "/churn_costs?step=offer&guess_offer=30&cutoff=31",
    "unsure": "/churn_costs?step=offer&guess_offer=30&offer_view=unsure",
    "ledger": "/churn_costs?step=offer&guess_offer=30&offer_view=ledger&case=broadband",
    "budget": "/churn_costs?step=keep&guess_keep=50&budget=6000000",
    "worth": "/churn_costs?step=keep&guess_keep=50&keep_view=worth",
    "claim": "/churn_costs?step=keep&guess_keep=50&keep_view=claim",
    "lists": "/churn_costs?step=whom&guess_whom=80",
    "people": "/churn_costs?step=whom&guess_whom=80&whom_view=people",
    "trial": "/churn_costs?step=whom&guess_whom=80&whom_view=trial",
    "needed": "/churn_costs?step=whom&guess_whom=80&whom_view=needed",
    "decision": "/churn_costs?step=decision&model=boosting&cutoff=31",
}


@pytest.fixture(scope="module", autouse=True)
def somebody_watches_the_refits(window: BrowserContext, server: str) -> Iterator[None]:
    """They go on behind as long as somebody looks at them: a visitor stays there while the others walk."""
    with visits(window, server) as start:
        start().page.goto(server + STEPS["refit"])
        yield


def open_step(seen: Visit, step: str) -> None:
    """Open a screen and wait until all of it is there."""
    seen.open(STEPS[step], picture=step != "spot")
    if step == "refit":
        seen.page.get_by_text("Two of the refitted trees").wait_for(timeout=60_000)
        seen.settle()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_whole_at_every_width(walker: Visit, step: str) -> None:
    open_step(walker, step)
    assert_whole(walker, step)


@pytest.mark.parametrize("case", ("prepaid", "broadband"))
def test_every_text_of_the_tree_stays_in_its_box(walker: Visit, case: str) -> None:
    for questions in (0, 1, 3, 7):
        walker.open(f"/churn_costs?step=tree&view=grow&guess_tree=skip&questions={questions}&case={case}")
        for width in (390, 1280):
            walker.turn_to(width, "light")
            assert walker.page.evaluate(OUT_OF_THEIR_BOX) == [], (questions, width)
            assert walker.page.evaluate(TEXTS_THAT_MEET) == [], (questions, width)


@pytest.mark.parametrize("step", ("raced", "refit"))
def test_every_text_of_two_trees_stays_in_its_box(walker: Visit, step: str) -> None:
    open_step(walker, step)
    for width in (390, 960, 1280):
        walker.turn_to(width, "light")
        out = walker.page.evaluate(OUT_OF_THEIR_BOX)
        assert [text for text in out if not re.match(r"Your q|The machine's q|Refit \d", text)] == [], width
        assert walker.page.evaluate(TEXTS_THAT_MEET) == [], width
