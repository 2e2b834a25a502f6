"""The derivations of a run, and the choice of claims by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from hashlib import sha256

from derivcheck.verify.source import Derivation
from derivcheck.verify.values import Value


class NothingToCheck(ValueError):
    """A path that does not exist, or under which no claim is written (exit code 2)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Found(Value):
    """The derivations under some paths; `skipped` counts the submissions passed over."""

    derivations: tuple[Derivation, ...]
    skipped: int = 0


def selected(derivations: Sequence[Derivation], patterns: Sequence[str]) -> list[Derivation]:
    """The derivations with only the claims whose id matches a pattern such as `ridge.*`."""
    if not patterns:
        return list(derivations)
    kept = []
    for derivation in derivations:
        claims = tuple(c for c in derivation.claims if _matches(c.id.value, patterns))
        problems = tuple(
            p for p in derivation.problems if p.claim is None or _matches(p.claim, patterns)
        )
        if claims or problems:
            kept.append(replace(derivation, claims=claims, problems=problems))
    if not any(derivation.claims or derivation.problems for derivation in kept):
        raise NothingToCheck(f"no claim matches --select {' '.join(patterns)}.")
    return kept


def in_shard(derivations: Sequence[Derivation], shard: tuple[int, int] | None) -> list[Derivation]:
    """The derivations with one part of their claims, told by the addresses alone.

    Every claim is in exactly one part, and so is every problem. All files stay, so that the
    parts can be put together in the order of the whole.
    """
    if shard is None:
        return list(derivations)

    def holds(address: str) -> bool:
        return _number(address) % shard[1] == shard[0] - 1

    return [
        replace(
            derivation,
            claims=tuple(c for c in derivation.claims if holds(c.address)),
            problems=tuple(p for p in derivation.problems if holds(_about(derivation, p.claim))),
            unread=derivation.unread if holds(derivation.file) else 0,
        )
        for derivation in derivations
    ]


def _about(derivation: Derivation, claim: str | None) -> str:
    return derivation.file if claim is None else f"{derivation.file}::{claim}"


def _number(address: str) -> int:
    """A number that is the same on every machine."""
    digest = sha256(address.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big")


def _matches(ident: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(ident, pattern) for pattern in patterns)
