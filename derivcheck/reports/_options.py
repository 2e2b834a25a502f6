"""How a report is to look; what it says comes from the record alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`verbosity` is -1 (failures only), 0, or 1 (a line for every claim)."""

    colour: bool = False
    verbosity: int = 0
    width: int = 80
