"""False lines out of true ones: near edits that the independent evaluation shows to be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from derivcheck.language import syntax as s
from derivcheck.language.parsing import parse_proposition
from derivcheck.language.printing import show
from derivcheck.verify.repair.edits import edits
from derivcheck.verify.source import ClaimSource, Correction, Derivation
from tests.mutants.points import worlds
from tests.mutants.rules import true_at
from tests.mutants.world import Misfit, NoValue, World

#: points at which a line must hold, or one of which a wrong line must fail at
POINTS = 4
#: what the independent evaluation says of a line that it has no rule for
OUTSIDE = (NotImplementedError, KeyError, AttributeError, TypeError, ValueError, IndexError)


@dataclass(frozen=True)
class Mutant:
    """A line that is false at a point, or without a meaning, and the slip that made it."""

    line: s.Proposition
    kind: str
    text: str


def sound(derivation: Derivation, claim: ClaimSource) -> ClaimSource | None:
    """The claim if it has one line without an erratum, or its corrected line."""
    if claim.erratum is None:
        return claim if claim.claim is not None else None
    correct = claim.erratum.correct
    if correct is None or correct.claim is None:
        return None
    return corrected(claim, correct)


def corrected(claim: ClaimSource, correct: Correction) -> ClaimSource:
    """The claim with the corrected line and what the correction brings."""
    return replace(
        claim,
        claim=correct.claim,
        steps=None,
        symbols=(*claim.symbols, *correct.symbols),
        define=(*claim.define, *correct.define),
        given=correct.given or claim.given,
        layout=correct.layout or claim.layout,
        erratum=None,
    )


def points(derivation: Derivation, claim: ClaimSource) -> list[World]:
    """A few admissible points of a claim."""
    return list(worlds(derivation, claim, POINTS))


def holds_at(line: s.Proposition, world: World, unknowns: Sequence[str]) -> bool | None:
    """Whether a line holds at a point; None where it has no value there."""
    try:
        return true_at(line, world, unknowns)
    except NoValue:
        return None


def fails(line: s.Proposition, places: Sequence[World], unknowns: Sequence[str]) -> bool:
    """Whether a line is shown to be wrong: it fails at a point, or its shapes clash."""
    for world in places:
        try:
            if holds_at(line, world, unknowns) is False:
                return True
        except Misfit:
            return True
        except OUTSIDE:
            return False
    return False


def lines(line: s.Proposition) -> Iterator[tuple[str, s.Proposition]]:
    """Changed lines: near edits of what is claimed, and claims turned round."""
    for edit in edits(line):
        assert isinstance(edit.line, s.Proposition)
        yield edit.kind, edit.line
    match line:
        case s.Relation(operands=operands, relations=("<=" | "<" as relation,)):
            yield "relation", replace(line, relations=(">",) if relation == "<=" else (">=",))
            yield from _shifted(line, operands)
        case s.Relation(operands=operands, relations=(">=" | ">" as relation,)):
            yield "relation", replace(line, relations=("<",) if relation == ">=" else ("<=",))
            yield from _shifted(line, operands)
        case s.Relation(operands=operands, relations=("=",)):
            yield "relation", replace(line, relations=("!=",))
            yield from _shifted(line, operands)
            for edit in edits(replace(line, operands=operands[::-1])):
                match edit.line:
                    case s.Relation(operands=changed):
                        yield edit.kind, replace(line, operands=changed[::-1])
        case s.Predicate(name="convex" | "concave" as name):
            yield "relation", replace(line, name="concave" if name == "convex" else "convex")
    if not isinstance(line, s.Implication):
        yield "negation", s.Not(line)


def _shifted(
    line: s.Relation, operands: tuple[s.Expression, ...]
) -> Iterator[tuple[str, s.Proposition]]:
    """A constant added to one side."""
    for digits in (1, 3):
        number = s.Number(digits, str(digits))
        yield "term", replace(line, operands=(operands[0], s.Binary("+", operands[1], number)))


def mutants(claim: ClaimSource, places: Sequence[World], wanted: int) -> list[Mutant]:
    """So many wrong lines, of as many kinds as there are, the same ones each time."""
    assert claim.claim is not None
    line = parse_proposition(claim.claim.value)
    rng = np.random.default_rng(crc32(claim.id.value.encode()))
    pool: dict[str, list[s.Proposition]] = {}
    for kind, changed in lines(line):
        pool.setdefault(kind, []).append(changed)
    for each in pool.values():
        rng.shuffle(each)
    found: list[Mutant] = []
    seen = {show(line)}
    while any(pool.values()) and len(found) < wanted:
        for kind, each in pool.items():
            if not each or len(found) == wanted:
                continue
            changed = each.pop()
            text = show(changed)
            if text not in seen and fails(changed, places, claim.unknown):
                found.append(Mutant(changed, kind, text))
            seen.add(text)
    return found
