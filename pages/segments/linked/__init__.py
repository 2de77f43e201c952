"""The board on screen: a map, bars and groups that answer one another in the browser, without the server.

The board itself is sent once. What may change (groups, names, words) is sent with the words under it, and
what is picked comes back from there when the hand rests.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from core.charts.chart import COLOURS
from core.charts.groups.marks import called, symbol
from core.linked import Board

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
# Every group's mark, drawn in a square from -10 to 10.
MARKS = {
    "circle": "M8 0A8 8 0 1 1 -8 0A8 8 0 1 1 8 0Z",
    "square": "M-7-7H7V7H-7Z",
    "diamond": "M0-9L9 0L0 9L-9 0Z",
    "triangle-up": "M0-8L9 7H-9Z",
    "x": "M-8-5L-5-8L0-3L5-8L8-5L3 0L8 5L5 8L0 3L-5 8L-8 5L-3 0Z",
    "star": "M0-9L2.2-2.9L8.6-2.8L3.5 1.1L5.3 7.3L0 3.7L-5.3 7.3L-3.5 1.1L-8.6-2.8L-2.2-2.9Z",
    "hexagon": "M0-9L7.8-4.5V4.5L0 9L-7.8 4.5V-4.5Z",
    "triangle-down": "M0 8L9-7H-9Z",
    "pentagon": "M0-9L8.6-2.8L5.3 7.3H-5.3L-8.6-2.8Z",
    "bowtie": "M-9-7L0-1L9-7V7L0 1L-9 7Z",
}
TOLD = """
<div class="vml vml-told">
  <p class="vml-words"></p>
  <p class="vml-caution"></p>
</div>
"""


def _code(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


_board = st.components.v2.component(
    "vml_board",
    html=(HERE / "board.html").read_text(encoding="utf-8"),
    css=(HERE / "board.css").read_text(encoding="utf-8"),
    js=_code(SHARED / "theme.js", HERE / "filter.js", HERE / "draw.js", HERE / "board.js"),
    isolate_styles=False,
)
_told = st.components.v2.component(
    "vml_told",
    html=TOLD,
    css=(SHARED / "picture.css").read_text(encoding="utf-8"),
    js=_code(HERE / "told.js"),
    isolate_styles=False,
)


def show(board: Board) -> None:
    """Draw the board. As long as it stays the same, the browser is not sent it again."""
    _board(key="board", data={"board": board.sent, "colours": json.dumps(COLOURS)})


def tell(
    words: str,
    caution: str,
    groups: np.ndarray,
    names: Sequence[str],
    picked: str,
    seen: int,
    on_pick: Callable[[int, str], None],
) -> None:
    """The words under the board, and what it has to know: groups (n,) int of its rows, what they are called,
    and what is picked. on_pick is handed what a hand picked."""
    told: dict[str, Any] = {
        "words": words,
        "caution": caution,
        "labels": base64.b64encode(groups.astype(np.uint8).tobytes()).decode(),
        "names": [called(group, names) for group in range(len(names))],
        "marks": [MARKS[symbol(group)] for group in range(len(names))],
        "picked": picked,
        "seen": seen,
    }
    key = "told"

    def take() -> None:
        turn, _, text = str(st.session_state[key]["picked"]).partition(" ")
        if turn.isdecimal():
            on_pick(int(turn), text)

    _told(
        key=key,
        data={"told": json.dumps(told, separators=(",", ":"))},
        default={"picked": ""},
        on_picked_change=take,
    )
