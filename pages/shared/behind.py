"""Work that goes on behind the screen, piece by piece, while somebody is looking.

A thread does a piece, rests longer than the piece took, and stops when nobody has looked for a
while. What is done stays done, and the work goes on where it stopped when somebody looks again.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from core.table import TableProblem

PATIENCE = 5.0  # seconds without a look after which the work rests
REST = 5.0  # times as long as the piece before it, where nobody is kept waiting
TICK = 1.5  # seconds between two looks
POLITE = 10  # the thread's niceness, where the system knows one
P = TypeVar("P")
T = TypeVar("T")


class Behind(Generic[P, T]):
    """So many pieces of work, done one after the other in a thread of their own.

    prepare  makes what every piece needs, once; what goes wrong is raised at the next look, as a TableProblem
    piece    does piece k with it
    turn     held during each piece, so that slow work takes turns
    rest     after each piece, in times of the piece's own
    """

    def __init__(
        self,
        pieces: int,
        prepare: Callable[[], P],
        piece: Callable[[P, int], T],
        turn: threading.BoundedSemaphore,
        rest: float = REST,
    ) -> None:
        self.pieces = pieces
        self.done: list[T] = []
        self.prepared: P | None = None
        self._prepare, self._piece, self._turn, self._rest = prepare, piece, turn, rest
        self._problem: TableProblem | None = None
        self._looked = 0.0
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def finished(self) -> bool:
        """Whether every piece is done."""
        return len(self.done) >= self.pieces

    def look(self) -> list[T]:
        """The pieces done so far; the others go on behind. TableProblem if they cannot be done."""
        self._looked = time.monotonic()
        with self._lock:
            if self._problem is not None:
                raise self._problem
            if not self.finished and (self._thread is None or not self._thread.is_alive()):
                self._thread = threading.Thread(target=self._work, daemon=True, name="behind")
                self._thread.start()
        return list(self.done)

    def _work(self) -> None:
        _be_polite()
        with _HANDING_OVER:
            self._pieces()

    def _pieces(self) -> None:
        try:
            if self.prepared is None:
                with self._turn:
                    self.prepared = self._prepare()
            while not self.finished and time.monotonic() - self._looked < PATIENCE:
                with self._turn:
                    start = time.monotonic()
                    self.done.append(self._piece(self.prepared, len(self.done)))
                time.sleep(self._rest * (time.monotonic() - start))
        except TableProblem as problem:
            self._problem = problem
        except Exception as error:
            self._problem = TableProblem(
                "This could not be worked out for your table. Leave out columns you do not need, or bring "
                "fewer rows."
            )
            self._problem.__cause__ = error


class _HandingOver:
    """While any work goes on behind, it hands over to a visitor's run ten times sooner than Python would.

    Only then: with nothing behind, handing over so often costs a visitor's run time.
    """

    SOON = 0.0005  # seconds

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._working = 0
        self._usual = sys.getswitchinterval()

    def __enter__(self) -> None:
        with self._lock:
            if self._working == 0:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(self.SOON)
            self._working += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._working -= 1
            if self._working == 0:
                sys.setswitchinterval(self._usual)


_HANDING_OVER = _HandingOver()


def _be_polite() -> None:
    """Let every visitor's thread go first."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITE)
