"""How claims are decided: the settings a verdict may depend on."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.verify.values import Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Settings(Value):
    """`require` is `support` or `proof`; `effort` scales the work deciders may do.

    `timeout` (seconds a claim) is the net below `effort`; `select` are patterns of ids. Without
    `repair` nobody asks what was meant by a wrong line. `shard` is which of how many parts is
    decided, both counted from 1. With `covering` it is not asked whether a chain holds, but whether
    its last line has a value wherever its first one has.
    """

    require: str = "support"
    effort: int = 1
    timeout: float = 10.0
    seed: int = 0
    select: tuple[str, ...] = ()
    repair: bool = True
    shard: tuple[int, int] | None = None
    covering: bool = False

    @property
    def telling(self) -> list[str | int | bool]:
        """Those on which a record depends that hit no limit."""
        return [self.require, self.effort, self.seed, self.repair, self.covering]
