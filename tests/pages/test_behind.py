"""Work behind the screen: in order, one piece at a time, only while somebody looks."""

import sys
import threading
import time
from collections.abc import Callable

import pytest

from core.table import TableProblem
from pages.shared import behind
from pages.shared.behind import Behind


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def work(
    pieces: int, piece: Callable[[str, int], int], prepare: Callable[[], str] = lambda: "tools"
) -> Behind:
    return Behind(pieces, prepare, piece, turn=threading.BoundedSemaphore(1))


def test_the_pieces_are_done_in_order_with_what_was_prepared_once() -> None:
    prepared: list[str] = []

    def prepare() -> str:
        prepared.append("tools")
        return "tools"

    def piece(tools: str, k: int) -> int:
        assert tools == "tools"
        return k * k

    job = work(5, piece, prepare)
    assert job.look() == [] or len(job.look()) <= 5
    until(lambda: job.finished)
    assert job.look() == [0, 1, 4, 9, 16]
    assert prepared == ["tools"]


def test_nothing_is_done_before_somebody_looks_and_little_after_nobody_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(behind, "PATIENCE", 0.05)
    job = work(1_000, lambda tools, k: (time.sleep(0.005), k)[1])
    time.sleep(0.05)
    assert job.done == []
    job.look()
    until(lambda: len(job.done) > 1)
    until(lambda: not job._thread.is_alive())
    done = len(job.done)
    assert 1 < done < 1_000
    job.look()
    until(lambda: len(job.done) > done)
    assert job.done == list(range(len(job.done))), "it goes on where it stopped"


def test_a_thread_is_started_once_however_many_look() -> None:
    started: set[int] = set()

    def piece(tools: str, k: int) -> int:
        started.add(threading.get_ident())
        time.sleep(0.002)
        return k

    job = work(30, piece)
    lookers = [threading.Thread(target=job.look) for _ in range(20)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    until(lambda: job.finished)
    assert len(started) == 1
    assert job.done == list(range(30))


@pytest.mark.parametrize(
    "problem", [TableProblem("Only 1 customer left."), ValueError("inside"), MemoryError()]
)
def test_what_goes_wrong_is_said_at_the_next_look_as_a_sentence(problem: Exception) -> None:
    def piece(tools: str, k: int) -> int:
        raise problem

    job = work(3, piece)
    job.look()
    until(lambda: job._problem is not None)
    for _ in range(2):
        with pytest.raises(TableProblem) as said:
            job.look()
        assert str(said.value).endswith(".")
        assert "inside" not in str(said.value)


def test_each_piece_takes_its_turn() -> None:
    turn = threading.BoundedSemaphore(1)
    job = Behind(3, lambda: None, lambda _, k: k, turn=turn)
    with turn:
        job.look()
        time.sleep(0.1)
        assert job.done == []
    until(lambda: job.finished)


def test_python_hands_over_sooner_only_while_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.005]
    monkeypatch.setattr(behind.sys, "getswitchinterval", lambda: now[0])
    monkeypatch.setattr(behind.sys, "setswitchinterval", lambda seconds: now.__setitem__(0, seconds))
    handing_over = behind._HandingOver()
    with handing_over:
        assert now == [0.0005]
        with handing_over:
            assert now == [0.0005]
        assert now == [0.0005], "somebody is still at work"
    assert now == [0.005]


def test_pieces_are_worked_on_while_python_hands_over_sooner() -> None:
    seen: list[float] = []

    def piece(_: None, k: int) -> int:
        seen.append(sys.getswitchinterval())
        return k

    work = Behind(2, lambda: None, piece, threading.BoundedSemaphore(1))
    until(lambda: len(work.look()) == 2)
    assert seen == pytest.approx([behind._HandingOver.SOON] * 2)
