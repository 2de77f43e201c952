"""An app as a process of its own: started, waited for, and always stopped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

START_LIMIT = 120.0
STOP_LIMIT = 10.0
MB = 2**20
# An open door only to this machine, past any proxy that the environment names.
_LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Server:
    """A running app: where it answers, when it was started (perf_counter), when it first answered."""

    port: int
    process: psutil.Process
    started: float
    ready: float

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def websocket(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def ready_seconds(self) -> float:
        return self.ready - self.started

    def rss(self) -> float:
        """Memory in use, in MB."""
        return self.process.memory_info().rss / MB

    def cpu_seconds(self) -> float:
        times = self.process.cpu_times()
        return times.user + times.system


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """The app in a folder, from its start until the block ends, however it ends."""
    port = _free_port()
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
             "--server.address", "127.0.0.1", "--server.headless", "true"],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True, env=_surroundings(),
        )  # fmt: skip
        try:
            while not _answers(port):
                if process.poll() is not None or time.perf_counter() - started > START_LIMIT:
                    log.seek(0)
                    raise RuntimeError(f"{folder} does not start:\n{log.read().decode(errors='replace')}")
                time.sleep(0.02)
            yield Server(port, psutil.Process(process.pid), started, time.perf_counter())
        finally:
            _stop(process)


def chromium() -> str:
    """Where Chromium is. RuntimeError if there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError("No Chromium found: run tests/browser/get_chromium.sh first.")


def _surroundings() -> dict[str, str]:
    """Our environment without settings of Streamlit's: each app has its own file for them."""
    return {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        with _LOCAL.open(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process group that `running` made, gently first."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(STOP_LIMIT)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
