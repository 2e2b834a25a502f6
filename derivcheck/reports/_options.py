"""How a report is to look; what it says comes from the record alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`verbosity` is -1 (failures only), 0, or 1 (a line for every claim).

    Platforms are told places relative to `folder`, the working directory.
    """

    colour: bool = False
    verbosity: int = 0
    width: int = 80
    folder: str = field(default_factory=os.getcwd)
