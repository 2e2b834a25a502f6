"""How claims are decided: the settings a verdict may depend on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`require` is `support` or `proof`; `effort` scales the work deciders may do.

    `timeout` (seconds a claim) is the net below `effort`; `select` are patterns of ids. Without
    `repair` nobody asks what was meant by a wrong line.
    """

    require: str = "support"
    effort: int = 1
    timeout: float = 10.0
    seed: int = 0
    select: tuple[str, ...] = ()
    repair: bool = True
