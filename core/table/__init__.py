"""The door: what comes in is a Table, or a TableProblem that says why not. In reading order.

_limits       how large a table may be, and the ways to write nothing in a cell
_saying       the exception, and names and values from a file made fit for a sentence
_bytes        what is no table is refused, and letters are decoded
_workbook     a sheet of a workbook becomes text; _sheet does it, in a process of its own
_layout       what separates the columns, and which lines break them
_names        the first line: whether it holds names, and names that differ
_sampling     which rows of a larger table are used
_tokens       from text to cells
_grid         all of this in a row: from bytes to a grid of cells
_kinds        the kinds of columns; _columns tries _numbers first, then _texts
_leaving      who left
_telling      columns that give the answer away
_twins        columns that say the same; _copies does it for rows
_parts        what a table is made of; _notes is what it says of itself
_corrections  what the reader knows better
table         the Table itself
_door         read(): from bytes to a Table
"""

from core.table._door import read
from core.table._parts import Column
from core.table._saying import TableProblem
from core.table._workbook import sheet_names
from core.table.table import Table

__all__ = ["Column", "Table", "TableProblem", "read", "sheet_names"]
