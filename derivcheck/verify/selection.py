"""The derivations of a run, and the choice of claims by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from derivcheck.verify.source import Derivation


class NothingToCheck(ValueError):
    """A path that does not exist, or under which no claim is written (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Found:
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


def _matches(ident: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(ident, pattern) for pattern in patterns)
