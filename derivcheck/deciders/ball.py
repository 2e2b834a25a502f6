"""Success proves nothing for all points: it says that a claim held wherever it was tried.

A failure is a refutation: an exact admissible point at which the two sides are different
rationals or lie in disjoint enclosures (Moore 1966; Johansson 2017), found by looking at
small points first and replayed from what is printed. Silence means that no admissible point
with values was found, or that enclosures of the last precision still overlapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from derivcheck.deciders._points.counterexamples import show_failure
from derivcheck.deciders._points.pointwise import DEEP, FIRST, Judgement, judge
from derivcheck.deciders._points.shrinking import shrunk
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import TRIES_LEAST, Purpose, admissible
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    silent,
)
from derivcheck.language.terms import All, Comparison, Condition, Implies, InSpace

NAME = "ball"
ROUTE = "numeric"
COST = 20

Plan = tuple[tuple[Purpose, int], ...]

#: how many points of which purpose: to find a counterexample, and beside a proof
SEARCH: Plan = (("show", 24), ("agree", 12))
CHECK: Plan = (("agree", 6),)
#: points of agreement that confirm a proof, whatever could not be separated elsewhere
BESIDE_A_PROOF = 3
#: points at which agreement is pushed to a thousand digits
DEEP_POINTS = 3
#: draws without any point before the first look ends
TRIES_FIRST = 24
#: points at which rationals did not suffice before they are no longer tried
ENOUGH = 2


@dataclass(slots=True)
class _Tally:
    """What was seen so far at the points of one obligation."""

    agreed: list[Point] = field(default_factory=list)
    failed: tuple[Pointwise, Point, Judgement] | None = None
    unclear: int = 0
    tried: int = 0
    rejected: int = 0
    digits: int | None = None
    deep: int = 0
    #: points at which rationals sufficed, and at which they did not
    exact: int = 0
    inexact: int = 0
    note: str = ""
    unsupported: str = ""

    def judge(self, statement: Pointwise, point: Point) -> Judgement:
        """The statement at the point; three points to a thousand digits, as `tanh(200) = 1`
        agrees to 173. Rationals are no longer asked where they never sufficed."""
        rationals = self.exact > 0 or self.inexact < ENOUGH
        deep = self.deep < DEEP_POINTS and isinstance(statement.condition, Comparison)
        bits = DEEP if deep else FIRST
        judged = judge(statement.condition, statement.context, point, bits, rationals=rationals)
        if judged.holds and judged.digits is not None:
            self.digits = min(self.digits or judged.digits, judged.digits)
        if judged.exact and judged.holds is not None:
            self.exact += 1
        else:
            self.inexact += 1
            self.deep += judged.digits is not None
        return judged


class _Failed(Exception):
    """A point at which the claim fails: no other is needed."""


def accepts(obligation: Obligation) -> bool:
    """Anything that is said point by point."""
    return bool(obligation.pointwise)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Small points to find a counterexample, then random ones of many magnitudes."""
    return _decided(obligation, effort, TRIES_LEAST)


def first_look(obligation: Obligation, effort: Effort, *, simple: bool = False) -> Finding:
    """The points beside a proof, before there is one; silence if points are hard to find.

    Only on demand a counterexample is made `simple`.
    """
    return _decided(obligation, replace(effort, proved=True), TRIES_FIRST, simple)


def _decided(obligation: Obligation, effort: Effort, tries: int, simple: bool = True) -> Finding:
    tally = _Tally()
    for statement in obligation.pointwise:
        before = len(tally.agreed)
        for look in _looks(statement, effort):
            _try_points(statement, look, effort, tally, tries)
            if tally.failed is not None:
                return _refutation(tally, simple)
        if len(tally.agreed) == before and not tally.unclear:
            reason = "unsupported" if tally.unsupported else "no_point"
            message = tally.unsupported or tally.note or "no admissible point was found"
            return silent(NAME, reason, message)  # type: ignore[arg-type]
    enough = len(tally.agreed) >= (BESIDE_A_PROOF if effort.proved else 3 * tally.unclear)
    if tally.unclear and not enough:
        return silent(NAME, "gave_up", f"{tally.unclear} points could not be separated")
    return _agreement(obligation, tally)


@dataclass(frozen=True, slots=True)
class _Look:
    """So many points of a purpose, where `extra` holds; `random` ones only, or special ones too."""

    extra: tuple[Condition, ...]
    purpose: Purpose
    count: int
    random: bool = False


def _looks(statement: Pointwise, effort: Effort) -> Iterator[_Look]:
    """Where points are looked at, in order.

    An implication is looked at where its premise holds, an equivalence where either side
    does; at all other points they only say that two equations fail. Beside a proof, where both
    sides have the same solutions, the special ones of the first side are enough.
    """
    plan = CHECK if effort.proved else SEARCH
    anywhere = statement.extra
    sides: tuple[tuple[Condition, ...], ...] = ()
    match statement.condition:
        case Implies(left=left, right=right, both=both):
            sides = ((*anywhere, left), (*anywhere, right)) if both else ((*anywhere, left),)
    for purpose, count in plan:
        each = count * effort.scale // (len(sides) + 1)
        for at, extra in enumerate(sides):
            yield _Look(extra, purpose, each, random=at > 0 and effort.proved)
        if not (sides and effort.proved):
            yield _Look(anywhere, purpose, each)


def _try_points(
    statement: Pointwise, look: _Look, effort: Effort, tally: _Tally, tries: int
) -> None:
    condition, context = statement.condition, statement.context
    judged: dict[int, bool | None] = {}

    def defined(point: Point) -> bool:
        try:
            judgement = tally.judge(statement, point)
        except NoValue:
            return False
        except Undetermined:
            judgement = Judgement(None)
        except Unsupported as unsupported:
            tally.unsupported = str(unsupported)
            return False
        if judgement.holds is False:
            tally.failed = (statement, point, judgement)
            raise _Failed
        judged[id(point)] = judgement.holds
        return True

    try:
        sampled = admissible(
            context,
            (condition, *look.extra),
            effort.seed,
            look.count,
            purpose=look.purpose,
            extra=look.extra,
            defined=defined,
            thorough=not effort.proved,
            random=look.random,
            tries=tries,
        )
    except _Failed:
        tally.tried += 1 + len(judged)
        return
    tally.tried += len(judged)
    tally.rejected += sampled.rejected
    tally.note = sampled.note or tally.note
    agreed = [point for point in sampled.points if judged[id(point)]]
    tally.agreed += agreed
    tally.unclear += len(sampled.points) - len(agreed)


def _refutation(tally: _Tally, simple: bool) -> Finding:
    assert tally.failed is not None
    statement, point, judgement = tally.failed
    if simple:
        point, judgement = shrunk(statement, point, judgement)
    example = show_failure(statement, point, judgement)
    return Finding(
        NAME,
        Outcome.REFUTED,
        proves="the claim fails at an exact admissible point",
        counterexample=example,
        points=tally.tried,
        rejected=tally.rejected,
        exact=judgement.exact,
    )


def _agreement(obligation: Obligation, tally: _Tally) -> Finding:
    points = len(tally.agreed)
    sizes = {tuple(sorted(point.sizes.items())) for point in tally.agreed}
    support = None
    if _supportable(obligation):
        support = {"kind": "numeric", "points": points, "digits": tally.digits}
    return Finding(
        NAME,
        Outcome.AGREES,
        proves=f"the claim held at {points} admissible points",
        sizes=tuple(dict(each) for each in sorted(sizes) if each),
        points=points,
        rejected=tally.rejected + tally.unclear,
        exact=not tally.inexact,
        digits=tally.digits,
        support=support,
    )


def _supportable(obligation: Obligation) -> bool:
    """Agreement supports no strict inequality, no `!=`, no `=>` and no membership (R9, R12)."""
    for statement in obligation.pointwise:
        match statement.condition:
            case Comparison(relation="=" | "<=" | ">="):
                continue
            case All(parts=(*_, Implies(right=All(parts=(_, _))))) if statement.kind == "midpoint":
                continue
            case InSpace():
                continue
            case _:
                return False
    return True
