"""A visitor without a browser: speaks Streamlit's own messages over its websocket.

It does what the page in a browser does with them: answers with the state of the controls it set,
keeps large messages for two runs so that the server need not send them again, and takes over the
address that the app writes.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

RUNS_KEPT = 2  # Streamlit's global.maxCachedMessageAge


@dataclass(frozen=True)
class Run:
    """One answer of the server: seconds until it was complete, its bytes, its messages, its pictures."""

    seconds: float
    received: int
    messages: int
    pictures: bytes = b""


@dataclass(frozen=True)
class Slider:
    """A slider on screen: its id, and the fragment it lives in ("" if the page runs as a whole)."""

    id: str
    fragment: str


class Visitor:
    """One session. `async with Visitor(server.websocket, page, query) as visitor: ...`"""

    def __init__(self, server: str, page: str = "", query: str = "", patience: float = 60) -> None:
        self._server, self._page, self._query, self._patience = server, page, query, patience
        self._script = ""
        self._sliders: dict[str, Slider] = {}
        self._values: dict[str, float] = {}
        self._kept: dict[str, int] = {}
        self._runs = 0
        self._pictures = b""
        self._ticking = ""

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            f"{self._server}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None, ping_interval=None, open_timeout=self._patience, proxy=None,
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self) -> Run:
        """The first run of the page."""
        return await self._run()

    async def move(self, key: str, value: float) -> Run:
        """Let go of the slider with this key at a value. KeyError if it is not on screen."""
        slider = self._sliders[key]
        self._values[slider.id] = value
        return await self._run(slider.fragment)

    async def tick(self) -> Run:
        """What the page runs by itself every few seconds, once more; the whole page if nothing does."""
        return await self._run(self._ticking)

    async def _run(self, fragment: str = "") -> Run:
        question = self._question(fragment)
        self._pictures = b""
        received = messages = 0
        start = time.perf_counter()
        await self._socket.send(question)
        async with asyncio.timeout(self._patience):
            while True:
                raw = await self._socket.recv(decode=False)
                received, messages = received + len(raw), messages + 1
                if self._read(ForwardMsg.FromString(raw)):
                    break
        seconds = time.perf_counter() - start
        self._runs += 1
        self._kept = {hash: run for hash, run in self._kept.items() if self._runs - run <= RUNS_KEPT}
        return Run(seconds, received, messages, self._pictures)

    def _question(self, fragment: str) -> bytes:
        message = BackMsg()
        ask = message.rerun_script
        ask.query_string = self._query
        if self._script:
            ask.page_script_hash = self._script
        else:
            ask.page_name = self._page
        ask.fragment_id = fragment
        ask.cached_message_hashes.extend(self._kept)
        ask.context_info.timezone, ask.context_info.locale = "Europe/Berlin", "en-US"
        ask.context_info.url = f"{self._server.replace('ws', 'http', 1)}/{self._page}"
        ask.context_info.color_scheme = "light"
        for name, value in self._values.items():
            state = ask.widget_states.widgets.add()
            state.id = name
            state.double_array_value.data.append(value)
        return message.SerializeToString()

    def _read(self, message: ForwardMsg) -> bool:
        """Take in one message; True if it was the last of its run."""
        match message.WhichOneof("type"):
            case "new_session":
                self._script = message.new_session.page_script_hash
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "auto_rerun":
                self._ticking = message.auto_rerun.fragment_id
            case "page_not_found":
                raise RuntimeError(f"{self._server} has no page {self._page!r}")
            case "ref_hash":
                self._kept[message.ref_hash] = self._runs
            case "delta":
                if message.metadata.cacheable:
                    self._kept[message.hash] = self._runs
                self._see(message.delta)
            case "script_finished":
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _see(self, delta: Any) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"{self._server} shows {element.exception.type}: {element.exception.message}")
        if kind == "bidi_component":
            self._pictures += element.bidi_component.SerializeToString()
        if kind == "slider":
            key = element.slider.id.split("-", 2)[2]  # "$$ID-<hash>-<key>"
            self._sliders[key] = Slider(element.slider.id, delta.fragment_id)
