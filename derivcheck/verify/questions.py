"""Claims to be decided: each without its place, with what it is known by and where to put it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derivcheck.verify.cache.keys import Keys, keys
from derivcheck.verify.cache.reach import Reach
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.sites import Declared, Neutral
from derivcheck.verify.source import ClaimSource, Derivation


@dataclass(frozen=True, slots=True)
class Question:
    """A claim of a derivation; `declared` and `neutral` are what is asked, without places."""

    claim: ClaimSource
    declared: Declared
    neutral: Neutral
    keys: Keys

    def answered(self, record: ClaimRecord, *, cached: bool = False) -> ClaimRecord:
        """The record of the neutral claim as that of the claim.

        Raises `LookupError` or `ValueError` if it is a record of another claim.
        """
        placed = self.neutral.placed(record, self.claim, self.declared)
        return replace(placed, key=self.keys.told, cached=cached)


@dataclass(slots=True)
class Asking:
    """What all questions about the claims of one derivation share."""

    derivation: Derivation
    declared: Declared
    settings: Settings
    program: str
    reaches: dict[tuple[int, int] | None, Reach] = field(default_factory=dict)

    @classmethod
    def of(cls, derivation: Derivation, settings: Settings, program: str) -> Asking:
        """About the claims of a derivation."""
        return cls(derivation, Declared.of(derivation), settings, program)

    def about(self, claim: ClaimSource) -> Question:
        """The question whether a claim holds."""
        if claim.declared not in self.reaches:
            self.reaches[claim.declared] = Reach.of(*self.derivation.shared(claim))
        known_by = keys(claim, self.reaches[claim.declared], self.settings, self.program)
        return Question(claim, self.declared, Neutral.of(claim), known_by)
