"""Success proves nothing for all points: it says that a claim held wherever it was tried.

A failure is a refutation: an exact admissible point at which the two sides are different
rationals or lie in disjoint enclosures (Moore 1966; Johansson 2017), found by looking at
small points first and replayed from what is printed. Silence means that no admissible point
with values was found, or that enclosures of the last precision still overlapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from derivcheck.deciders._counterexamples import show_failure
from derivcheck.deciders._pointwise import DEEP, LAST, Judgement, judge
from derivcheck.deciders._shrinking import shrunk
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    silent,
)
from derivcheck.language.terms import Comparison, Condition, Implies, InSpace

NAME = "ball"
ROUTE = "numeric"
COST = 20

#: how many points of which purpose: to find a counterexample, and beside a proof
SEARCH = (("show", 24), ("agree", 12))
CHECK = (("show", 6), ("agree", 6))
#: points at which agreement is pushed to a thousand digits
DEEP_POINTS = 3


@dataclass(slots=True)
class _Tally:
    """What was seen so far at the points of one obligation."""

    agreed: list[Point] = field(default_factory=list)
    failed: tuple[Pointwise, Point, Judgement] | None = None
    unclear: int = 0
    rejected: int = 0
    exact: bool = True
    digits: int | None = None
    deep: int = 0
    note: str = ""
    unsupported: str = ""


def accepts(obligation: Obligation) -> bool:
    """Anything that is said point by point."""
    return bool(obligation.pointwise)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Small points to find a counterexample, then random ones of many magnitudes."""
    tally = _Tally()
    for statement in obligation.pointwise:
        before = len(tally.agreed)
        for purpose, count in CHECK if effort.proved else SEARCH:
            targets = _targets(statement)
            each = count * effort.scale // len(targets)
            for extra in targets:
                _try_points(statement, extra, purpose, each, effort, tally)
                if tally.failed is not None:
                    return _refutation(tally)
        if len(tally.agreed) == before and not tally.unclear:
            reason = "unsupported" if tally.unsupported else "no_point"
            message = tally.unsupported or tally.note or "no admissible point was found"
            return silent(NAME, reason, message)  # type: ignore[arg-type]
    if 3 * tally.unclear > len(tally.agreed):
        return silent(NAME, "gave_up", f"{tally.unclear} points could not be separated")
    return _agreement(obligation, tally)


def _targets(statement: Pointwise) -> Sequence[tuple[Condition, ...]]:
    """For equations, points that solve one side come first."""
    match statement.condition:
        case Implies(left=left, right=right):
            return ((*statement.extra, left), (*statement.extra, right), statement.extra)
        case _:
            return (statement.extra,)


def _try_points(
    statement: Pointwise,
    extra: tuple[Condition, ...],
    purpose: str,
    count: int,
    effort: Effort,
    tally: _Tally,
) -> None:
    condition, context = statement.condition, statement.context
    judged: dict[int, Judgement] = {}

    def defined(point: Point) -> bool:
        try:
            judged[id(point)] = judge(condition, context, point)
        except NoValue:
            return False
        except Undetermined:
            judged[id(point)] = Judgement(None)
        except Unsupported as unsupported:
            tally.unsupported = str(unsupported)
            return False
        return True

    sampled = admissible(
        context,
        (condition, *extra),
        effort.seed,
        count,
        purpose=purpose,  # type: ignore[arg-type]
        extra=extra,
        defined=defined,
    )
    tally.rejected += sampled.rejected
    tally.note = sampled.note or tally.note
    for point in sampled.points:
        if id(point) not in judged and not defined(point):
            tally.rejected += 1
            continue
        _count(statement, point, judged[id(point)], tally)
        if tally.failed is not None:
            return


def _count(statement: Pointwise, point: Point, judgement: Judgement, tally: _Tally) -> None:
    if judgement.holds is False:
        tally.failed = (statement, point, judgement)
    elif judgement.holds is None:
        tally.unclear += 1
    else:
        tally.agreed.append(point)
        if not judgement.exact:
            _deepen(statement, point, judgement, tally)


def _deepen(statement: Pointwise, point: Point, judgement: Judgement, tally: _Tally) -> None:
    """Three points to a thousand digits: `tanh(200) = 1` agrees to 173."""
    tally.exact = False
    if judgement.digits is None:
        return
    if tally.deep < DEEP_POINTS:
        tally.deep += 1
        deeper = judge(statement.condition, statement.context, point, DEEP)
        if deeper.holds is False:
            tally.agreed.pop()
            tally.failed = (statement, point, deeper)
            return
    tally.digits = min(tally.digits or judgement.digits, judgement.digits)


def _refutation(tally: _Tally) -> Finding:
    assert tally.failed is not None
    statement, point, judgement = tally.failed
    point, judgement = shrunk(statement, point, judgement)
    example = show_failure(statement, point, judgement)
    return Finding(
        NAME,
        Outcome.REFUTED,
        proves="the claim fails at an exact admissible point",
        counterexample=example,
        points=len(tally.agreed) + 1,
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
        exact=tally.exact,
        digits=tally.digits,
        support=support,
    )


def _supportable(obligation: Obligation) -> bool:
    """Agreement supports no strict inequality, no `!=`, no `=>` and no membership (R9, R12)."""
    for statement in obligation.pointwise:
        match statement.condition:
            case Comparison(relation="=" | "<=" | ">="):
                continue
            case InSpace():
                continue
            case _:
                return False
    return True


assert LAST < DEEP
