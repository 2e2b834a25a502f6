"""Agreement says that values along a sequence came closer and closer to the claimed limit.

At admissible values of the other symbols the body is enclosed at points that run towards the
limit point, from both sides where the claim says so. Values that stay away refute nothing by
themselves: they may be slow. They only keep the numeric route from agreeing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from flint import arb, ctx

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    Comparison,
    Context,
    Iterated,
    Limit,
    Term,
    add,
    constant,
    walk,
)

NAME = "sequences"
ROUTE = "numeric"
COST = 21

_BITS = 2048
#: binary exponents of the distances; the short ones where every value is a sum
_LONG, _SHORT = (8, 16, 64, 256), (3, 5, 7, 9)
#: what the powers of 2 are multiplied by, so that no period of the body fits them
_PRIME = 2**61 - 1
_PHASES = (
    Fraction(1),
    Fraction(3_729_543_441_416_139_407, _PRIME),
    Fraction(2_861_420_587_513_266_719, _PRIME),
)
#: how much nearer a value must come than the one before it, also where it is slow as 1/log(t)
_FALL = arb(3) / 4
#: gaps that are nothing, that speak for the claim and that speak against it
_NOTHING, _CLOSE, _AWAY = arb(2) ** -200, arb(2) ** -20, arb(2) ** -7


def accepts(obligation: Obligation) -> bool:
    """One limit equal to an expression without limits."""
    return _parts(obligation) is not None


def _parts(obligation: Obligation) -> tuple[Limit, Term] | None:
    match obligation.goal:
        case Comparison(relation="=", left=Limit() as limit, right=value):
            return limit, value
        case Comparison(relation="=", left=value, right=Limit() as limit):
            return limit, value
        case _:
            return None


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Follow the sequence at a dozen simple admissible values of everything else, and as many
    random ones: which term of a maximum wins depends on all of them together."""
    parts = _parts(obligation)
    assert parts is not None
    limit, value = parts
    agreed = 0
    parted = (limit.body, value)
    most, context = 12 * effort.scale, obligation.context
    simple = admissible(context, parted, effort.seed, most, purpose="show").points
    random = admissible(context, parted, effort.seed, most, purpose="agree").points
    for point in (*simple, *random[:most]):
        outcome = approaches(limit, value, context, point, effort.proved)
        if outcome is False:
            words = f"the values stay away from the claimed limit at {point.sentence}"
            return silent(NAME, "gave_up", words)
        agreed += outcome is True
    if not agreed:
        return silent(NAME, "no_point", "no sequence of values could be followed")
    support = {"kind": "numeric", "points": agreed, "digits": None}
    words = f"the values approach the limit at {agreed} points"
    return Finding(NAME, Outcome.AGREES, words, points=agreed, support=support)


def approaches(
    limit: Limit, value: Term, context: Context, point: Point, slowly: bool = False
) -> bool | None:
    """Whether the values come close to the claimed limit; None where that cannot be told.

    Values that only come nearer may pass by: `slowly` allows them, beside a proof.
    """
    come: bool | None = True
    for steps in _steps(limit, context):
        gaps = _gaps(limit, value, context, point, steps)
        if len(gaps) < 3:
            return None
        if _fall(gaps):
            come = None if gaps[-1] > _CLOSE and not slowly else come
        elif gaps[-1] > _AWAY and not gaps[-1] <= gaps[-2] * _FALL and not _gathers(gaps):
            return False
        else:
            come = None
    return come


def _fall(gaps: Sequence[arb]) -> bool:
    """Whether every gap is smaller than the two before it, of which one may be 0."""
    first = gaps[0] if gaps[0] > _NOTHING else arb(1)  # this one may be 0, too
    before = [first, *(max(pair) for pair in pairwise(gaps))]
    return all(b < _NOTHING or b <= a * _FALL for a, b in zip(before, gaps[1:], strict=False))


def _gathers(gaps: Sequence[arb]) -> bool:
    """Whether the gaps fall by more in the end, as those of x^a do for a small a."""
    falls = [a - b for a, b in pairwise(gaps)]
    return all(fall > 0 for fall in falls) and bool(falls[-1] > falls[-2])


def _gaps(
    limit: Limit, value: Term, context: Context, point: Point, steps: Sequence[Term]
) -> list[arb]:
    """How far the values are from the claimed limit, relative to its size."""
    gaps: list[arb] = []
    evaluator = Evaluator(Balls(_BITS), context, point)
    for step in steps:
        try:
            at = evaluator.value(replaced(limit.body, {limit.variable.name: step}))[0][0]
            claimed = evaluator.value(value)[0][0]
        except (NoValue, Undetermined, Unsupported):
            continue
        with ctx.workprec(_BITS):
            target = arb(claimed)
            gaps.append((abs(arb(at) - target) / (1 + abs(target))).upper())
    return gaps


def _steps(limit: Limit, context: Context) -> Iterator[list[Term]]:
    """Points that run towards the limit point, for each side and each phase.

    Integers alternate between even and odd ones.
    """
    exponents = _SHORT if _summed(limit) else _LONG
    declaration = context.declarations.get(limit.variable.name)
    whole = _summed(limit) or (declaration is not None and declaration.kind == "integer")
    for first, phase in enumerate(_PHASES):
        if isinstance(limit.point, str):
            sign = 1 if limit.point == "oo" else -1
            distances = [phase * 2**k for k in exponents]
            if whole:
                odd = [(place + first) % 2 for place in range(len(distances))]
                distances = [
                    Fraction(int(d) // 2 * 2 + o) for d, o in zip(distances, odd, strict=True)
                ]
            yield [constant(sign * d) for d in distances]
            continue
        for side in (1, -1):
            if limit.side in ("", "+" if side > 0 else "-"):
                yield [add(limit.point, constant(phase * Fraction(side, 2**k))) for k in exponents]


def _summed(limit: Limit) -> bool:
    """Whether the variable ends a range, so that a value takes as long as it is large."""
    return any(
        isinstance(part, Iterated)
        and any(mentions(end, {limit.variable.name}) for end in (part.start, part.stop))
        for part in walk(limit.body)
    )
