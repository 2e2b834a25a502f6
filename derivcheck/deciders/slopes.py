"""Agreement says that the remainder was measured against its gauge far down towards the point.

At random admissible values (unknown functions are random polynomials of sufficient degree,
R14) the quotient of remainder and gauge is enclosed near the point and very much nearer; it
must not have grown, so that a logarithm more than the gauge is seen (R19). Numbers alone
refute no order: a quotient that grew is silence.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf, log
from typing import Any as Element

from flint import arb, ctx

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.functions import LEAST_DEGREE
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import Order, Term, add, constant, subtract

NAME = "slopes"
ROUTE = "numeric"
COST = 21

_BITS = 4096
#: binary exponents of the distances, near and far; the same towards infinity
_SMALL = (40, 640)
_LARGE = (12, 48)
#: the far distance also outweighs the size of the quotient, up to this exponent
_FARTHEST = 30_000
#: how much the quotient may grow from near to far: log(log(1/a)) doubles
_GROWTH = arb(3) / 2
#: points drawn for every one that is measured
_TRIED = 4
#: slopes above this one are told as this
_STEEP = 1000.0


def accepts(obligation: Obligation) -> bool:
    """Orders of remainders."""
    return isinstance(obligation.goal, Order)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Measure at a few admissible values of everything else; at one beside a proof."""
    goal = obligation.goal
    assert isinstance(goal, Order)
    parts = (goal.left, goal.right, goal.gauge)
    most = 1 if effort.proved else 4 * effort.scale
    # beside a proof, short functions: remainders of long ones drown in rounding
    degree = LEAST_DEGREE if effort.proved else None
    sampled = admissible(
        obligation.context, parts, effort.seed, _TRIED * most, purpose="agree", degree=degree
    )
    slopes: list[float] = []
    for point in sampled.points:
        for side in _sides(goal):
            measured = _measured(goal, obligation, point, side, effort.proved)
            if measured is None:
                break
            slope, grew = measured
            if grew:
                words = f"the remainder over the gauge grows towards the point, {point.sentence}"
                return silent(NAME, "gave_up", words)
            slopes.append(slope)
        # where the remainder vanishes, an index may be to blame: those points speak last
        if sum(slope < inf for slope in slopes) >= most * len(_sides(goal)):
            break
    if not slopes:
        return silent(NAME, "no_point", "the remainder could not be evaluated near the point")
    lowest = min(slopes)
    exact = lowest == inf
    words = "the remainder vanishes" if exact else f"slope at least {lowest:.3f} of the gauge's"
    told = None if exact else round(lowest, 3)
    support = {"kind": "numeric", "points": len(slopes), "digits": None, "slope": told}
    return Finding(NAME, Outcome.AGREES, words, points=len(slopes), support=support)


def _sides(goal: Order) -> tuple[int, ...]:
    return (-1,) if goal.side == "-" else (1,) if goal.side == "+" else (1, -1)


def _measured(
    goal: Order, obligation: Obligation, point: Point, side: int, quick: bool
) -> tuple[float, bool] | None:
    """The slope of log remainder over log gauge, and whether their quotient grew."""
    near, far = _LARGE if isinstance(goal.point, str) else _SMALL
    offsets = (0,) if quick else (0, 1, 3, 7)
    first = _largest_quotient(goal, obligation, point, side, [near + k for k in offsets], _BITS)
    if first is None:
        return None
    if not isinstance(goal.point, str):
        far += 2 * _bits(first[0])
        if far > _FARTHEST:
            return None
    second = _largest_quotient(
        goal, obligation, point, side, [far + k for k in offsets], max(_BITS, 6 * far)
    )
    if second is None:
        return None
    (q0, r0, g0), (q1, r1, g1) = first, second
    with ctx.workprec(_BITS):
        if r0 == 0 or r1 == 0:
            return (inf, False) if r1 == 0 else (0.0, True)
        slope = float((r1 / r0).log() / (g1 / g0).log())
        return min(slope, _STEEP), not q1 <= q0 * _GROWTH


def _bits(value: arb) -> int:
    return max(0, int(float(value.log().mid()) / log(2))) if value > 0 else 0


def _largest_quotient(
    goal: Order, obligation: Obligation, point: Point, side: int, exponents: list[int], bits: int
) -> tuple[arb, arb, arb] | None:
    """The quotient, remainder and gauge where the quotient is largest."""
    found: list[tuple[arb, arb, arb]] = []
    for exponent in exponents:
        sizes = _sizes(goal, obligation, point, _moved(goal, side, exponent), bits)
        if sizes is None or not sizes[1] > 0:
            return None
        with ctx.workprec(_BITS):
            found.append((sizes[0] / sizes[1], *sizes))
    return max(found, key=lambda each: each[0].mid())


def _moved(goal: Order, side: int, exponent: int) -> dict[str, Term]:
    """What stands for the variable: the point and a power of 2 beside it."""
    if isinstance(goal.point, str):
        sign = 1 if goal.point == "oo" else -1
        return {goal.variable.name: constant(sign * 2**exponent)}
    return {goal.variable.name: add(goal.point, constant(Fraction(side, 2**exponent)))}


def _sizes(
    goal: Order, obligation: Obligation, point: Point, here: dict[str, Term], bits: int
) -> tuple[arb, arb] | None:
    """Sizes of the remainder and of the gauge."""
    parts = [replaced(term, here) for term in (subtract(goal.left, goal.right), goal.gauge)]
    for arithmetic in (Rationals(), Balls(bits)):
        evaluator = Evaluator(arithmetic, obligation.context, point)
        try:
            remainder, gauge = (_largest(evaluator.value(part), bits) for part in parts)
            return remainder, gauge
        except Unsupported:
            continue
        except (NoValue, Undetermined):
            return None
    return None


def _largest(array: Element, bits: int) -> arb:
    """An upper bound of the absolute values of the entries."""
    return max(_bound(entry, bits) for row in array for entry in row)


def _bound(entry: Element, bits: int) -> arb:
    """A value that may be 0 and is as small as rounding makes it counts as 0."""
    with ctx.workprec(bits):
        ball = arb(entry)
        value = abs(ball).upper()
        return arb(0) if ball.contains(0) and value < arb(2) ** (-3 * bits // 4) else value
