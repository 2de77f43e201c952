"""What is kept, what is shared, and who has to wait."""

import threading

import pytest

from core import models, trees
from pages.shared import cached
from tests.pages.walk import SEEN, STEPS, bring, in_lesson, own_file, pictures


def test_no_model_is_fitted_for_a_sample_case(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a model was fitted")

    for place, name in ((models, "fit"), (models, "score"), (models, "estimator"), (trees, "grow")):
        monkeypatch.setattr(place, name, forbidden)
    for step in STEPS:
        assert pictures(in_lesson(step=step, **SEEN))[0]["words"]
        assert pictures(in_lesson(step=step, case="broadband", **SEEN))[0]["words"]


def test_an_own_file_is_worked_out_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[str] = []
    score = models.score

    def counting(table, model, *rest, **more):
        fitted.append(model)
        return score(table, model, *rest, **more)

    monkeypatch.setattr(models, "score", counting)
    at = bring(in_lesson(step="cutoff", case="own", model="tree", **SEEN), own_file())
    at.slider("churn_costs.cutoff").set_value(40).run()
    at.button("next").click().run()
    assert not at.exception
    assert fitted == ["tree"]


def test_slow_work_waits_for_its_turn_and_says_so() -> None:
    said: list[str] = []
    done = threading.Event()

    def work(tell) -> str:
        done.set()
        return "result"

    with cached.ONE_AT_A_TIME:
        waiting = threading.Thread(target=cached.alone, args=(lambda _, words: said.append(words), work))
        waiting.start()
        assert not done.wait(0.3)
        assert said == ["Waiting for a turn: somebody else's file is being worked on."]
    waiting.join(5)
    assert done.is_set()
