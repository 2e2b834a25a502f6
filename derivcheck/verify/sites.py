"""Claims without their places, so that a verdict does not depend on where a claim stands.

In a neutral claim every text stands on a line of its own, and columns count from 1 in it: a
place in its record names a text and a piece of it. `Sites` knows where each of these texts is
written, and puts the record there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from zlib import crc32

from derivcheck.language.positions import Place, Span, Text
from derivcheck.verify.record import (
    ClaimRecord,
    ProblemRecord,
    Region,
    StepRecord,
    region_fields,
    written_fields,
)
from derivcheck.verify.source import ClaimSource, Correction, Derivation, Entries, Erratum, Source

R = TypeVar("R", bound=ClaimRecord)

#: the lines of what a file declares are told by its heading, far behind those of any claim
_FIRST, _LINES = 1_000_000, 900_000_000


@dataclass(slots=True)
class Sites:
    """Where the texts of a neutral claim are written, by their lines."""

    written: dict[int, Text | Place] = field(default_factory=dict)

    def neutral(self, text: Text) -> Text:
        """The text on the next line."""
        line = len(self.written) + 1
        self.written[line] = text
        return Text(text.value, "", ((0, line, 1),))

    def neutral_place(self, place: Place) -> Place:
        """A place without a text, as the first character of the next line."""
        line = len(self.written) + 1
        self.written[line] = place
        return Place("", line, 1, line, 2)

    def entries(self, entries: Entries) -> Entries:
        """The lines of `symbols:` or `define:`."""
        return tuple((self.neutral(heading), self.neutral(body)) for heading, body in entries)

    def texts(self, texts: Sequence[Text]) -> tuple[Text, ...]:
        """Several texts."""
        return tuple(self.neutral(text) for text in texts)

    def optional(self, text: Text | None) -> Text | None:
        """A text that may be absent."""
        return None if text is None else self.neutral(text)


@dataclass(frozen=True, slots=True)
class Declared:
    """A derivation with neutral declarations and no claims, and where these are written."""

    derivation: Derivation
    written: Mapping[int, Text]

    @classmethod
    def of(cls, derivation: Derivation) -> Declared:
        """What a file declares; a line depends on nothing but the heading that stands on it."""
        written: dict[int, Text] = {}

        def neutral(text: Text, what: str) -> Text:
            line = _FIRST + crc32(what.encode("utf-8", "surrogatepass")) % _LINES
            while line in written:
                line += 1
            written[line] = text
            return Text(text.value, "", ((0, line, 1),))

        def entries(entries: Entries, kind: str) -> Entries:
            return tuple(
                (neutral(heading, f"{kind} {heading.value}"), neutral(body, f"={heading.value}"))
                for heading, body in entries
            )

        declared = Derivation(
            file="",
            symbols=entries(derivation.symbols, "symbol"),
            define=entries(derivation.define, "definition"),
        )
        return cls(declared, written)


@dataclass(frozen=True, slots=True)
class Neutral:
    """A neutral claim, and where it is written."""

    claim: ClaimSource
    written: Mapping[int, Text | Place]

    @classmethod
    def of(cls, claim: ClaimSource) -> Neutral:
        """The claim without id, place and whatever else no verdict depends on."""
        sites = Sites()
        line, steps = sites.optional(claim.claim), claim.steps and sites.texts(claim.steps)
        neutral = ClaimSource(
            id=Text("", ""),
            file="",
            place=_span(line, steps),
            claim=line,
            steps=steps,
            symbols=sites.entries(claim.symbols),
            define=sites.entries(claim.define),
            given=sites.texts(claim.given),
            unknown=claim.unknown,
            sizes=claim.sizes,
            layout=sites.optional(claim.layout),
            notation=claim.notation,
            declared=claim.declared,
            erratum=claim.erratum and _erratum(claim.erratum, sites),
            assume_scalars=claim.assume_scalars,
            source=Source(),
        )
        return cls(neutral, sites.written)

    def placed(self, record: ClaimRecord, claim: ClaimSource, declared: Declared) -> ClaimRecord:
        """The record of the neutral claim as that of the claim where it is written.

        Raises `LookupError` or `ValueError` for a record of another claim.
        """
        return _Placing(claim, {**declared.written, **self.written}).claim(record, claim)


def _span(line: Text | None, steps: Sequence[Text] | None) -> Place:
    texts = steps or ((line,) if line else ())
    first, last = texts[0].place(), texts[-1].place()
    return replace(first, end_line=last.end_line, end_column=last.end_column)


def _erratum(erratum: Erratum, sites: Sites) -> Erratum:
    correct = erratum.correct
    return Erratum(
        place=sites.neutral_place(erratum.place),
        why="",
        verdict=erratum.verdict,
        step=erratum.step,
        correct=correct and _correction(correct, sites),
    )


def _correction(correct: Correction, sites: Sites) -> Correction:
    line, steps = sites.optional(correct.claim), correct.steps and sites.texts(correct.steps)
    return Correction(
        place=_span(line, steps),
        claim=line,
        steps=steps,
        symbols=sites.entries(correct.symbols),
        define=sites.entries(correct.define),
        given=sites.texts(correct.given),
        layout=sites.optional(correct.layout),
    )


# Back to where it is written ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placing:
    source: ClaimSource
    written: Mapping[int, Text | Place]

    def claim(self, record: ClaimRecord, source: ClaimSource) -> ClaimRecord:
        """The record of a claim, or of its correction."""
        erratum, correct, steps = source.erratum, record.correct, record.steps
        if correct is not None:
            if erratum is None or erratum.correct is None:
                raise ValueError("a correction of a claim that has none")
            correct = self.claim(correct, source.corrected(erratum.correct))
        return replace(
            record,
            **written_fields(source),
            **self._parts(record),
            correct=correct,
            steps=None if steps is None else tuple(self._step(step) for step in steps),
        )

    def _step(self, step: StepRecord) -> StepRecord:
        place = self._place((step.line, step.column, step.end_line, step.end_column))
        return replace(
            step,
            **place,
            file=self.source.file,
            id=self.source.id.value,
            address=self.source.address,
            **self._parts(step),
        )

    def _parts(self, record: ClaimRecord) -> dict[str, Any]:
        """The fields of a record that point into the file."""
        example, meant = record.counterexample, record.suggestion
        if example is not None and example.kind == "shape" and example.witness:
            span = self._region(tuple(example.witness["span"]))
            example = replace(example, witness={**example.witness, "span": list(span)})
        if meant is not None and meant.edit is not None:
            meant = replace(meant, edit=replace(meant.edit, span=self._region(meant.edit.span)))
        return {
            "focus": record.focus and self._region(record.focus),
            "counterexample": example,
            "suggestion": meant,
            "problems": tuple(self._problem(problem) for problem in record.problems),
        }

    def _problem(self, problem: ProblemRecord) -> ProblemRecord:
        return replace(
            problem,
            **self._place(problem.region),
            file=self.source.file,
            claim=None if problem.claim is None else self.source.id.value,
        )

    def _place(self, region: Region) -> dict[str, Any]:
        """The fields of a record that tell a region."""
        line, column, end_line, end_column = self._region(region)
        return region_fields(Place(self.source.file, line, column, end_line, end_column))

    def _region(self, region: Region) -> Region:
        """A region of the neutral claim where it is written."""
        line, column, end_line, end_column = region
        first, last = self.written[line], self.written[end_line]
        if isinstance(first, Text) and isinstance(last, Text) and line != end_line:
            at = first.position(column - 1)
            end = last.place(Span(max(end_column - 2, 0), end_column - 1))
            return (*at, end.end_line, end.end_column)
        place = first.place(Span(column - 1, end_column - 1)) if isinstance(first, Text) else first
        return place.region
