"""Cells of a table that a spreadsheet opens.

A cell that begins with one of `= + - @`, a tabulator or a carriage return is run as a formula
(OWASP, CSV injection); with an apostrophe in front it is text.
"""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: numbers, and the dash of an empty cell
_PLAIN = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?%?|-+")


def defused(cell: str) -> str:
    """The cell as text that no spreadsheet runs; numbers and dashes stay."""
    if cell.startswith(_FORMULA) and not _PLAIN.fullmatch(cell):
        return "'" + cell
    return cell
