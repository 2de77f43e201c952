"""The prose of every lesson: each blank is filled, each part is said."""

import sys
from pathlib import Path

import pytest

from core import samples
from pages.shared import cached, prose
from tests.pages.walk import (
    BOX_SCREENS,
    BOX_SEEN,
    BOX_STEPS,
    GROUPS_SCREENS,
    GROUPS_SEEN,
    GROUPS_STEPS,
    HOUSE,
    SEEN,
    STEPS,
    at_home,
    bring,
    finish,
    follow,
    go,
    in_box,
    in_groups,
    in_lesson,
    one_column,
    one_telling_column,
    own_file,
    own_rows,
    own_trial,
    refits_shown,
    wait_for_own,
)


def test_every_part_is_said_and_every_blank_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()
    fill = prose.fill

    def listening(lesson: str, name: str, **blanks: object) -> str:
        text = fill(lesson, name, **blanks)
        assert not prose.BLANK.search(text), f"{lesson} {name}"
        said.add(f"{lesson} {name}")
        return text

    monkeypatch.setattr(prose, "fill", listening)
    at_home()
    for step in STEPS:
        in_lesson(step=step)
        in_lesson(step=step, **SEEN)
    in_lesson(step="tree", view="grow")
    for race in ("", "0.0.50", "0.0.50-1.1.50-2.2.50"):
        in_lesson(step="tree", guess_tree="skip", race=race)
    in_lesson(step="tree", guess_tree="skip", race="0.0.50", race_next="1")
    in_lesson(step="tree", view="refit")
    refits_shown("prepaid")
    in_lesson(step="decision", cutoff="100")
    in_lesson(step="decision", cutoff="5", budget="6000000")
    in_lesson(step="decision", cutoff="60", clv="0", accept="0")
    for view in ("unsure", "ledger"):
        in_lesson(step="offer", offer_view=view, **SEEN)
    in_lesson(step="offer", offer_view="unsure", accept="0", limited="1", **SEEN)
    for view in ("worth", "claim"):
        in_lesson(step="keep", keep_view=view, **SEEN)
    for view in ("people", "trial", "needed"):
        in_lesson(step="whom", whom_view=view, **SEEN)
    own = {"trial": "own", "trial_column": "1", "trial_value": "1", **SEEN}
    for more in ({}, {"trial_column": "0"}, {"whom_view": "people"}):
        bring(in_lesson(step="whom", **{**own, **more}), own_trial())
    bring(in_lesson(step="whom", **{**own, "share": "50"}), own_trial(rows=300))
    bring(in_lesson(step="whom", **own), own_file())
    box_walked()
    groups_walked()
    monkeypatch.setattr(sys.modules["core.linked.board"], "MOST_SHOWN", 50)
    at = bring(in_groups(rows="own", **GROUPS_SEEN), own_rows())
    follow(at, {"rows": "own", "step": "where", **GROUPS_SEEN})
    at = bring(in_groups(rows="own", **GROUPS_SEEN), (samples.FOLDER / "districts.csv").read_bytes())
    follow(at, {"rows": "own", "step": "where", "columns": "1.2.3", **GROUPS_SEEN})
    written = {
        f"{lesson} {part}"
        for lesson in (path.parent.name for path in Path(HOUSE).glob("pages/*/words.md"))
        for part in prose.parts(lesson)
        if part != "title"
    }
    assert sorted(written - said) == []
    assert said <= written


# Of one customer: outcomes of both kinds, a change, nobody to compare with, nothing that turns the verdict.
ASKED = (
    *({"whom": str(whom)} for whom in range(5)),
    {"why_view": "what_if", "changed": "0:3"},
    {"why_view": "alike", "missed": "0"},
    {"why_view": "turn", "ticked": ""},
    {"why_view": "turn", "ticked": "11"},
    {"why_view": "turn", "ticked": "8,9,10"},
    {"why_view": "turn"},
    {"why_view": "turn", "looked": "logistic regression"},
)


def box_walked() -> None:
    """Every part of the second lesson is said somewhere here."""
    for case in samples.NAMES:
        finish(cached.fitted(cached.sample(case)))
        at = in_box(case=case, **BOX_SEEN)
        for screen in BOX_SCREENS:
            follow(at, {"case": case, **BOX_SEEN, **screen})
        for more in ASKED:
            follow(at, {"case": case, **BOX_SEEN, "step": "why", "looked": "tree", **more})
        follow(at, {"case": case, "step": "trust", "trust_view": "twin"})
    for step in BOX_STEPS:
        in_box(step=step)
    for box in ("boosting", "neural network"):
        in_box(step="price", case="broadband", readable="logistic regression", box=box, **BOX_SEEN)
    in_box(step="price", missed="0", wasted="0", **BOX_SEEN)
    in_box(step="disagree", disagree_view="maps", held="1", **BOX_SEEN)
    at = bring(in_box(case="own", **BOX_SEEN), one_telling_column())
    go(at, {"step": "contest", "rule_column": "1"})
    go(at, {"step": "trust", "looked": "tree"})
    at = bring(in_box(case="own", **BOX_SEEN), one_column())
    for screen in ({"step": "disagree", "disagree_view": "maps"}, {"step": "price", "price_view": "groups"}):
        go(at, screen)


def groups_walked() -> None:
    """Every part of the third lesson is said somewhere here."""
    at = in_groups(**GROUPS_SEEN)
    for screen in GROUPS_SCREENS:
        follow(at, {**GROUPS_SEEN, **screen})
    for step in GROUPS_STEPS:
        follow(at, {"step": step})
    follow(at, {**GROUPS_SEEN, "step": "halves", "cut": "1"})
    at.button("stuck").click().run()
    follow(at, {**GROUPS_SEEN, "step": "who", "rows": "prepaid"})
    noise = {**GROUPS_SEEN, "columns": "13.14"}
    follow(at, {**noise, "step": "many"})
    wait_for_own(at)
    for step in ("where", "who", "ways", "plan", "decide"):
        follow(at, {**noise, "step": step})
        follow(at, {**GROUPS_SEEN, "step": step, "rows": "prepaid"})
    follow(at, {**noise, "step": "plan", "plan_view": "group"})
    for cut in ("3", "4"):  # the first beginning reaches the best end of 3, and gets stuck with 4
        follow(at, {**GROUPS_SEEN, "step": "halves", "cut": cut, "at": "5000"})
    at = bring(in_groups(rows="own", **GROUPS_SEEN), one_column())
    follow(at, {"rows": "own", "step": "halves"})


def test_a_blank_that_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        prose.fill("churn_costs", "bill.lead")


def test_a_formula_keeps_its_braces() -> None:
    assert r"\frac{L}{n}" in prose.fill("churn_costs", "bill.technical")
