"""Rows picked on a map, in bars and by group at once: the same arithmetic as in the browser.

bars    a column as a few bars that can be picked
picks   what is picked, spelt so that it fits into an address
board   all that the browser needs to filter by itself, sent once
patches whether groups lie together on the map
told    what is picked, in words and as a table
"""

from core.linked.bars import GAP, Bars, bars
from core.linked.board import MOST_NAMES, MOST_SHOWN, Board, board, drawn_rows
from core.linked.patches import Patches, patches
from core.linked.picks import SPELLING, Picks, inside
from core.linked.told import picked_rows, picked_words

__all__ = [
    "GAP",
    "MOST_NAMES",
    "MOST_SHOWN",
    "SPELLING",
    "Bars",
    "Board",
    "Patches",
    "Picks",
    "bars",
    "board",
    "drawn_rows",
    "inside",
    "patches",
    "picked_rows",
    "picked_words",
]
