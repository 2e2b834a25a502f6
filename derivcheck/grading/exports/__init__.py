"""Marks in the forms that course systems take: one file each.

A module with `fill` writes marks into a gradebook that the instructor exported, one with
`results` makes the file that an autograder's system reads for one student, one with `table`
makes a table of its own. Modules are found by scanning this folder.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any

from derivcheck.grading.exports._from_records import totals
from derivcheck.grading.exports._gradebook import Filled, Unfillable
from derivcheck.grading.exports._totals import QuestionTotal, Total, Undecided, Waiting, decimal

__all__ = [
    "Filled",
    "QuestionTotal",
    "Total",
    "Undecided",
    "Unfillable",
    "Waiting",
    "decimal",
    "offering",
    "totals",
]

_PARTS = ("fill", "results", "table")


@cache
def offering(part: str) -> dict[str, Callable[..., Any]]:
    """The exports that offer `fill`, `results` or `table`, by name."""
    found = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        if not any(hasattr(module, each) for each in _PARTS):
            raise TypeError(f"{module.__name__} is no export: it has none of {', '.join(_PARTS)}")
        if hasattr(module, part):
            found[info.name] = getattr(module, part)
    return found
