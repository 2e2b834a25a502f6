"""Certificates of verdicts: the claim as a plain tree, points, and normal forms.

A certificate is replayed before it is given out; what its replay does not accept is no
certificate, and the reason is told instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derivcheck import __version__
from derivcheck.certificates.infinitesimals import Fails, Rejected
from derivcheck.certificates.plain import NoCertificate, condition_tree, surroundings, tree
from derivcheck.certificates.points import Stated, points
from derivcheck.certificates.replay import digest, rechecked, replay
from derivcheck.certificates.symbolic import normal_form
from derivcheck.language.scope import Scope, read_scope
from derivcheck.language.sizes import Member, Size
from derivcheck.language.terms import All, Comparison, Condition, Context
from derivcheck.verify.chains import reader
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.record import ClaimRecord, Counterexample, Verdict
from derivcheck.verify.source import ClaimSource, Derivation

__all__ = ["NoCertificate", "certificate"]

Part = dict[str, Any]

#: symbols of a normal form (inverses of larger arrays take long), and choices of sizes tried
_ENTRIES, _FORMS = 16, 3


def certificate(derivation: Derivation, claim: ClaimSource, record: ClaimRecord) -> dict[str, Any]:
    """What is needed to recheck the verdict of a record; raises `NoCertificate` with a reason."""
    if record.verdict not in (Verdict.PROVED, Verdict.REFUTED):
        word = record.verdict.value.replace("_", "-")
        raise NoCertificate(f"the claim is {word}; only what is proved or refuted has one")
    scope = proposition_scope(derivation, claim)
    if record.verdict is Verdict.REFUTED:
        parts = [_refuted(scope, claim, record)]
    else:
        parts = [
            _proved(text, goal, scope.context(whole))
            for text, whole in _goals(scope, claim, record)
            for goal in _comparisons(whole)
        ]
    made: dict[str, Any] = {
        "certificate": 1,
        "derivcheck": __version__,
        "address": record.address,
        "claim": claim.written,
        "verdict": record.verdict.value,
        "parts": parts,
    }
    try:
        made["checks"] = rechecked(made)
        made["sha256"] = digest(made)
        replay(made)
    except Rejected as rejected:
        raise NoCertificate(f"its replay does not reach this claim: {rejected}") from rejected
    return made


def _goals(
    scope: Scope, claim: ClaimSource, record: ClaimRecord
) -> Iterator[tuple[str, Condition]]:
    """The proposition, or every step of a chain, with its text."""
    if claim.claim is not None:
        yield claim.claim.value, scope.proposition(claim.claim.value)
        return
    for step in record.steps or ():
        yield step.text, _step(scope, claim, step.index, step.from_)


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


def _part(text: str, goal: Comparison, context: Context) -> Part:
    return {"text": text, "goal": condition_tree(goal), **surroundings(context)}


# Proved -----------------------------------------------------------------------------------


def _proved(text: str, goal: Comparison, context: Context) -> Part:
    part = _part(text, goal, context)
    stated = _replayed(part, points(goal, context))
    if goal.relation == "=":
        for size in _by_size(stated):
            form = normal_form(part, context, size)
            if form is not None and _accepted(part, stated, form):
                return {**part, "points": stated, "normal_form": form}
    return {**part, "points": stated, "normal_form": None}


def _replayed(part: Part, stated: list[Stated]) -> list[Stated]:
    """The points that the replay reaches; one where it finds the claim false is an alarm."""
    kept, reason = [], "no admissible point"
    for point in stated:
        one = {**part, "points": [point], "normal_form": None}
        try:
            rechecked({"verdict": "proved", "parts": [one]})
        except Fails as error:
            raise NoCertificate(f"the replay contradicts the verdict: {error}") from error
        except Rejected as error:
            reason = str(error)
            continue
        kept.append(point)
    if not kept:
        raise NoCertificate(f"its replay does not reach this claim: {reason}")
    return kept


def _by_size(stated: list[Stated]) -> list[Stated]:
    """Points whose sizes are different and small come first: one for every choice of sizes."""
    seen: dict[str, Stated] = {}
    for point in stated:
        seen.setdefault(str(point["sizes"]), point)

    def order(point: Stated) -> tuple[bool, int, int]:
        sizes = point["sizes"].values()
        return 1 in sizes, -len(set(sizes)), _entries(point)

    return sorted((p for p in seen.values() if _entries(p) <= _ENTRIES), key=order)[:_FORMS]


def _entries(point: Stated) -> int:
    return sum(len(rows) * len(rows[0]) for rows in point["values"].values())


def _accepted(part: Part, stated: list[Stated], form: Any) -> bool:
    made = {"verdict": "proved", "parts": [{**part, "points": stated, "normal_form": form}]}
    try:
        rechecked(made)
    except Rejected:
        return False
    return True


# Refuted ----------------------------------------------------------------------------------


def _refuted(scope: Scope, claim: ClaimSource, record: ClaimRecord) -> Part:
    example = record.counterexample
    if example is None or example.kind != "point" or example.left_value is None:
        raise NoCertificate("it is refuted by other means than the values of two sides at a point")
    if claim.claim is not None:
        text, whole = claim.claim.value, scope.proposition(claim.claim.value)
    else:
        wrong = next((s for s in record.steps or () if s.index == record.first_wrong_step), None)
        if wrong is None:
            raise NoCertificate("only the first and the last line of the chain differ")
        text, whole = wrong.text, _step(scope, claim, wrong.index, wrong.from_)
    context = scope.context(whole)
    point = _stated(example, context)
    rejected = "the point"
    for goal in _comparisons(whole):
        part = {**_part(text, goal, context), "points": [point], "normal_form": None}
        try:
            rechecked({"verdict": "refuted", "parts": [part]})
        except Rejected as error:
            rejected = str(error)
            continue
        return part
    raise NoCertificate(f"its replay does not reach this claim: {rejected}")


def _stated(example: Counterexample, context: Context) -> Stated:
    """The counterexample of a report as a point of a certificate."""
    reading = read_scope((), (), (), (), {}, None, assume_scalars=True)
    values: dict[str, Any] = {}
    functions: dict[str, Any] = {}
    sizes = dict(example.sizes or {})
    for name, value in (example.assignment or {}).items():
        if isinstance(value, dict):
            functions[name] = tree(reading.expression(value["function"]))
            continue
        rows = _rows(value)
        values[name] = [[tree(reading.expression(entry)) for entry in row] for row in rows]
        sizes |= _member_sizes(name, rows, context)
    sides = {"left": _rows(example.left_value), "right": _rows(example.right_value)}
    return {"sizes": sizes, "values": values, "functions": functions, **sides}


def _rows(value: Any) -> list[list[Any]]:
    if not isinstance(value, list):
        return [[value]]
    return [row if isinstance(row, list) else [row] for row in value]


def _member_sizes(key: str, rows: list[list[Any]], context: Context) -> dict[str, int]:
    """`m[2] = 3` as the rows and columns of `W[2]: matrix[m[2], m[1]]` tell."""
    name, _, indices = key.rstrip("]").partition("[")
    said = context.declarations[name]
    if not indices:
        return {}
    places = dict(zip(said.indices, map(int, indices.split(",")), strict=True))
    found = {}
    for size, number in ((said.shape.rows, len(rows)), (said.shape.columns, len(rows[0]))):
        for atom in size.atoms():
            known = isinstance(atom, Member) and atom.index.names() <= set(places)
            if isinstance(atom, Member) and known and size == Size.of(atom):
                found[f"{atom.family}[{atom.index.value(lambda a: places[str(a)])}]"] = number
    return found
