"""How large a table may be, and the ways in which people write nothing in a cell."""

MAX_BYTES = 20 * 1024**2
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 10_000_000
MIN_ROWS = 50

MISSING = frozenset(
    ["", "na", "n/a", "n.a.", "#n/a", "#na", "<na>", "nan", "null", "#null!", "-", "--", "–", "—", "?"]
)
