"""Agreement says that values along a sequence came closer and closer to the claimed limit.

At admissible values of the other symbols the body is enclosed at points that run towards the
limit point, from both sides where the claim says so. Values that settle elsewhere refute
nothing by themselves; they only keep the numeric route from agreeing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import arb

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import Comparison, Context, Limit, Term

NAME = "sequences"
ROUTE = "numeric"
COST = 21

_BITS = 512
#: how close the last value must be, relative to the size of the limit
_CLOSE = arb(1) / 10**3


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
    """Follow the sequence at a dozen admissible values of everything else."""
    parts = _parts(obligation)
    assert parts is not None
    limit, value = parts
    agreed = 0
    sampled = admissible(
        obligation.context, (limit.body, value), effort.seed, 12 * effort.scale, purpose="show"
    )
    for point in sampled.points:
        outcome = _approaches(limit, value, obligation.context, point)
        if outcome is False:
            return Finding(
                NAME,
                Outcome.REFUTED,
                f"the values stay away from the claimed limit at {point.sentence}",
            )
        agreed += outcome is True
    if not agreed:
        return silent(NAME, "no_point", "no sequence of values could be followed")
    support = {"kind": "numeric", "points": agreed, "digits": 3}
    words = f"the values approach the limit at {agreed} points"
    return Finding(NAME, Outcome.AGREES, words, points=agreed, support=support)


def _approaches(limit: Limit, value: Term, context: Context, point: Point) -> bool | None:
    for steps in _steps(limit, context, point):
        gaps = _gaps(limit, value, context, point, steps)
        if len(gaps) < 3:
            return None
        closer = gaps[-1] < _CLOSE and not gaps[-1] > gaps[0]
        falling = all(not b > a for a, b in zip(gaps[-3:], gaps[-2:], strict=False))
        if not (closer and falling):
            return False if gaps[-1] > _CLOSE * 10 and not gaps[-1] < gaps[-2] * arb(0.7) else None
    return True


def _gaps(
    limit: Limit, value: Term, context: Context, point: Point, steps: Sequence[Fraction]
) -> list[arb]:
    gaps: list[arb] = []
    for step in steps:
        here = point.with_values({limit.variable.name: ((step,),)})
        evaluator = Evaluator(Balls(_BITS), context, here)
        try:
            at = arb(evaluator.value(limit.body)[0][0])
            target = arb(evaluator.value(value)[0][0])
        except (NoValue, Undetermined, Unsupported):
            continue
        gaps.append(abs(at - target) / (1 + abs(target)))
    return gaps


def _steps(limit: Limit, context: Context, point: Point) -> Iterator[list[Fraction]]:
    """Points that run towards the limit point, one list for each side."""
    if isinstance(limit.point, str):
        sign = 1 if limit.point == "oo" else -1
        yield [Fraction(sign * 2**k) for k in (4, 8, 12, 16)]
        return
    target = arb(Evaluator(Balls(_BITS), context, point).value(limit.point)[0][0])
    middle = target.unique_fmpz() if target.is_exact() else None
    if middle is None:
        centre = Fraction(float(target.mid())).limit_denominator(10**9)
    else:
        centre = Fraction(int(middle))
    for side in (1, -1):
        if limit.side in ("", "+" if side > 0 else "-"):
            yield [centre + Fraction(side, 2**k) for k in (6, 12, 18, 24)]
