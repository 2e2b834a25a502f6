"""What a line obliges to show, as a claim of the ordinary language; and what became of it.

A claim is made of texts in normal spelling only, so that the same step of two students is one
claim, decided once, and no verdict depends on who wrote it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from derivcheck.grading.decisions import Decision, Ruling
from derivcheck.language.positions import Span
from derivcheck.verify.evidence import Counterexample, Suggestion, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition, or a line before and a line; `define` are names given by the student.

    `context` is the fingerprint of the question; one that is not `readable` waits for a person.
    With `repair` it is also asked what was meant. With `covering` it is asked, instead of its
    truth, whether the line has a value wherever the line before has one.
    """

    question: str
    context: str
    lines: tuple[str, ...]
    define: tuple[tuple[str, str], ...] = ()
    readable: bool = True
    repair: bool = False
    covering: bool = False

    @property
    def key(self) -> str:
        """The name of the step wherever it occurs: question, line before and line."""
        written = json.dumps([self.context, self.lines, self.define], ensure_ascii=True)
        return "sha256:" + hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on a claim, by the engine and by a person's decision on top of it.

    `focus` is the part of the last line that it speaks of. `strict`: agreement in numbers
    settles nothing. `words`: read as sums of ordered words, shapes ignored.
    """

    verdict: Verdict
    code: str | None = None
    reason: str | None = None
    message: str | None = None
    limit: str | None = None
    counterexample: Counterexample | None = None
    suggestion: Suggestion | None = None
    tried: tuple[str, ...] = ()
    focus: Span | None = None
    strict: bool = False
    words: bool = False
    decision: Decision | None = None

    @property
    def engine_holds(self) -> bool:
        """Whether the engine found it true."""
        return self.verdict is Verdict.PROVED or (
            self.verdict is Verdict.SUPPORTED and not self.strict
        )

    @property
    def engine_fails(self) -> bool:
        """Whether the engine found it false, or without meaning because of its shapes."""
        return self.verdict is Verdict.REFUTED or self.ill_shaped

    @property
    def ill_shaped(self) -> bool:
        """Whether its shapes do not fit."""
        return self.verdict is Verdict.ILL_POSED and self.code == "DC202"

    @property
    def holds(self) -> bool:
        """True, in the end."""
        return self.decision.ruling is Ruling.FOLLOWS if self.decision else self.engine_holds

    @property
    def fails(self) -> bool:
        """False, in the end."""
        return self.decision.ruling is Ruling.NOT if self.decision else self.engine_fails

    @property
    def irrelevant(self) -> bool:
        """A person said that the line is none of the solution's."""
        return self.decision is not None and self.decision.ruling is Ruling.IRRELEVANT

    @property
    def unread(self) -> bool:
        """Whether the line could not be read, and nobody decided."""
        code = self.code or ""
        return self.decision is None and (code.startswith("DC1") or code == "DC201")

    @property
    def contradicted(self) -> bool:
        """Whether a person and the engine say opposite things."""
        if self.decision is None:
            return False
        return (self.engine_holds and self.decision.ruling is Ruling.NOT) or (
            self.engine_fails and self.decision.ruling is Ruling.FOLLOWS
        )


#: a computation that asks for claims to be judged, one after the other
Asking = Generator[Claim, Judgement, T]
