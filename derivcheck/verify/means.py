"""With what a run is done; no verdict depends on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.values import Value

#: told after each claim: how many are decided, of how many, and the last one
Progress = Callable[[int, int, ClaimRecord], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Means(Value):
    """No `jobs` means all processors; `cache` keeps verdicts for later runs and knows earlier ones.

    `each` is told the full record of every claim, in order. With `brief` the report holds
    brief records, and a run of many claims takes little memory.
    """

    jobs: int | None = None
    progress: Progress | None = None
    cache: bool = False
    brief: bool = False
    each: Callable[[ClaimRecord], None] | None = None
