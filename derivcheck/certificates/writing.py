"""Certificates of verdicts: claims as plain trees at sizes, and admissible points.

A certificate is replayed before it is given out; what its replay does not accept is no
certificate, and the reason is told instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import lcm
from typing import Any

from flint import ctx

from derivcheck.certificates import replay
from derivcheck.certificates.assumptions import assumptions
from derivcheck.certificates.points import Stated, counterexample, points
from derivcheck.certificates.trees import Instance, NoCertificate
from derivcheck.language.scope import Scope
from derivcheck.language.terms import All, Comparison, Condition, Context
from derivcheck.verify.chains import reader
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.source import ClaimSource, Derivation

__all__ = ["REJECTED", "NoCertificate", "certificate"]

Part = dict[str, Any]

#: errors by which the replay rejects
REJECTED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

#: free entries of a proof (inverses of larger arrays take long); sizes at which one is tried
_ENTRIES, _FORMS = 16, 3
#: sizes of rings that are tried; generators that comparing the sides may need besides
_GENERATORS, _COMPARED = (40, 160, 500), 12
_FINEST = 12  # denominator of an exponent


def certificate(derivation: Derivation, claim: ClaimSource, record: ClaimRecord) -> dict[str, Any]:
    """What is needed to recheck the verdict of a record; raises `NoCertificate` with a reason."""
    if record.verdict not in (Verdict.PROVED, Verdict.REFUTED):
        word = record.verdict.value.replace("_", "-")
        raise NoCertificate(f"the claim is {word}; only what is proved or refuted has one")
    scope = proposition_scope(derivation, claim)
    before = ctx.prec
    try:
        if record.verdict is Verdict.REFUTED:
            parts = [_refuted(scope, claim, record)]
        else:
            parts = [
                part
                for whole in _goals(scope, claim, record)
                for goal in _comparisons(whole)
                for part in _proved(goal, scope.context(whole))
            ]
        made = {
            "certificate": 2,
            "verdict": record.verdict.value,
            "address": record.address,
            "parts": parts,
        }
        replay.recheck(json.loads(json.dumps(made)))
    except REJECTED as error:
        if isinstance(error, NoCertificate):
            raise
        raise NoCertificate(f"its replay does not reach this claim: {error}") from error
    finally:
        ctx.prec = before
    return made


def _goals(scope: Scope, claim: ClaimSource, record: ClaimRecord) -> Iterator[Condition]:
    """The proposition, or every step of a chain."""
    if claim.claim is not None:
        yield scope.proposition(claim.claim.value)
        return
    for step in record.steps or ():
        yield _step(scope, claim, step.index, step.from_)


def _step(scope: Scope, claim: ClaimSource, index: int, origin: int | None) -> Condition:
    read = reader(claim.steps or (), index, origin, scope) if origin else None
    if read is None:
        raise NoCertificate(f"line {index} of the chain is not judged against another line")
    return read.read(read.line)


def _comparisons(goal: Condition) -> Iterator[Comparison]:
    match goal:
        case Comparison():
            yield goal
        case All(parts=parts) if parts:
            for part in parts:
                yield from _comparisons(part)
        case _:
            kind = type(goal).__name__
            raise NoCertificate(f"claims of this kind ({kind}) have none, only `=`, `<=` and such")


def _claim(goal: Comparison, context: Context, stated: Stated) -> tuple[Part, Part]:
    """The claim at the sizes of a point, and the point."""
    instance = Instance(context, stated.integers, stated.functions)
    shapes: dict[str, list[int]] = {}
    given: list[Any] = []
    for key, rows in stated.values.items():
        said = context.declarations[key.partition("[")[0]]
        indices = [int(k) for k in key.rstrip("]").partition("[")[2].split(",") if k]
        inner = instance.with_integers(dict(zip(said.indices, indices, strict=True)))
        m, n = inner.shape(said.shape)
        if [len(row) for row in rows] != [n] * m:
            raise NoCertificate(f"{key} has another shape at a point")
        shapes[key] = [m, *[n] * m]
        given += assumptions(said, key, inner)
    given += [instance.condition(each) for each in context.assumptions]
    point = {
        "values": {k: [[instance.tree(x) for x in r] for r in v] for k, v in stated.values.items()},
        "free": [],
    }
    return {"goal": instance.condition(goal), "given": given, "shapes": shapes}, point


class _Probe(replay.Point):
    """A point that remembers the denominators in exponents."""

    def __init__(self, part: Part, stated: Part) -> None:
        self.denominators = {1}
        super().__init__(part, stated)

    def function(self, name: str, x: Any) -> Any:
        """As before; exponents are looked at."""
        if name == "exp":
            self.denominators |= {int(c.q) for _, c in x.terms() if c.q <= _FINEST}
        return super().function(name, x)


def _tried(part: Part, point: Part) -> tuple[str, Part]:
    """How the sides compare at a point, and the point with all that its replay needs."""
    made: Part = {**point, "root": 1}
    for size in _GENERATORS:
        made["generators"] = size
        try:
            probe, shown = _sides(part, made)
            if probe.denominators != {1}:
                made["root"] = lcm(*probe.denominators)
                probe, shown = _sides(part, made)
        except IndexError as error:
            if size == _GENERATORS[-1] or "pop" not in str(error):
                raise
            continue
        break
    made |= {"generators": size - len(probe.unused) + _COMPARED, "sides": shown}
    return replay.outcome(part, made), made


def _sides(part: Part, point: Part) -> tuple[_Probe, list[Any]]:
    """A point and the numbers of both sides as they are shown."""
    probe = _Probe(part, point)
    sides = [probe.value(side, probe.names) for side in part["goal"][1:]]
    return probe, [[[str(probe.number(x)) for x in row] for row in side] for side in sides]


# Proved -----------------------------------------------------------------------------------


def _proved(goal: Comparison, context: Context) -> Iterator[Part]:
    """The claim at every choice of sizes among some admissible points."""
    groups: dict[str, tuple[Part, list[Part]]] = {}
    for stated in points(goal, context):
        part, point = _claim(goal, context, stated)
        groups.setdefault(json.dumps(part), (part, []))[1].append(point)
    reason = "no admissible point"
    found: list[Part] = []
    for part, stated_points in sorted(groups.values(), key=_order):
        forms = sum(len(each["points"][0]["free"]) > 0 for each in found)
        free = list(part["shapes"]) if forms < _FORMS and _entries(part) <= _ENTRIES else []
        kept: list[tuple[str, Part]] = []
        for point in stated_points:
            try:
                shown = any(outcome == "identity" for outcome, _ in kept)
                kept.append(_identity(part, point, [] if shown else free))
            except REJECTED as error:
                reason = str(error)
        if kept:
            outcomes = sorted({outcome for outcome, _ in kept})
            if "fails" in outcomes:
                raise NoCertificate("the replay contradicts the verdict")
            found.append({**part, "points": [point for _, point in kept], "outcomes": outcomes})
    if not found:
        raise NoCertificate(f"its replay does not reach this claim: {reason}")
    yield from found


def _identity(part: Part, point: Part, free: list[str]) -> tuple[str, Part]:
    """With the symbols free if that shows an identity, else with their values."""
    if free:
        try:
            outcome, made = _tried(part, {**point, "free": free})
        except REJECTED:
            return _tried(part, point)
        if outcome.startswith("identity"):
            return outcome, made
    return _tried(part, point)


def _order(group: tuple[Part, list[Part]]) -> tuple[bool, int, int]:
    """Small and different sizes come first, and those without a 1."""
    sizes = {tuple(shape) for shape in group[0]["shapes"].values()}
    return any(1 in shape and len(shape) > 2 for shape in sizes), -len(sizes), _entries(group[0])


def _entries(part: Part) -> int:
    return sum(sum(shape[1:]) for shape in part["shapes"].values())


# Refuted ----------------------------------------------------------------------------------


def _refuted(scope: Scope, claim: ClaimSource, record: ClaimRecord) -> Part:
    example = record.counterexample
    if example is None or example.kind != "point" or example.left_value is None:
        raise NoCertificate("it is refuted by other means than the values of two sides at a point")
    if claim.claim is not None:
        whole = scope.proposition(claim.claim.value)
    else:
        wrong = record.wrong_step
        if wrong is None:
            raise NoCertificate("only the first and the last line of the chain differ")
        whole = _step(scope, claim, wrong.index, wrong.from_)
    context = scope.context(whole)
    stated = counterexample(example, context)
    reason = "it holds at the point"
    for goal in _comparisons(whole):
        part, point = _claim(goal, context, stated)
        try:
            outcome, made = _tried(part, point)
        except REJECTED as error:
            reason = str(error)
            continue
        if outcome == "fails":
            return {**part, "points": [made], "outcomes": ["fails"]}
    raise NoCertificate(f"its replay does not reach this claim: {reason}")
