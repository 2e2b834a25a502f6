"""Agreement says that the remainder fell at least as fast as its gauge near the point.

At random admissible values (unknown functions are random polynomials of sufficient degree,
R14) the remainder is evaluated at a = 2^-20, 2^-24, ...; the slope of log remainder against
log gauge must be at least 1 - 0.05/order. A remainder that vanishes exactly agrees. A slope
that stays below is a refutation only together with a proof of the negation.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any as Element

from flint import arb, fmpq

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import Order, subtract

NAME = "slopes"
ROUTE = "numeric"
COST = 21

_BITS = 1024
_EXPONENTS = (20, 24, 28, 32)
#: how far the measured ratio of slopes may stay below 1
_TOLERANCE = 0.025


def accepts(obligation: Obligation) -> bool:
    """Orders of remainders."""
    return isinstance(obligation.goal, Order)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Measure the slope at a few admissible values of everything else."""
    goal = obligation.goal
    assert isinstance(goal, Order)
    parts = (goal.left, goal.right, goal.gauge)
    sampled = admissible(
        obligation.context, parts, effort.seed, 4 * effort.scale, purpose="agree"
    )
    agreed, lowest, low_at = 0, None, None
    for point in sampled.points[: 6 * effort.scale]:
        slopes = [s for side in _sides(goal) if (s := _slope(goal, obligation, point, side))]
        if not slopes:
            continue
        agreed += 1
        if lowest is None or min(slopes) < lowest:
            lowest, low_at = min(slopes), point
    if not agreed or lowest is None or low_at is None:
        return silent(NAME, "no_point", "the remainder could not be evaluated near the point")
    words = "it vanishes" if lowest == _EXACT else f"slope at least {lowest:.3f} of the gauge's"
    if lowest < 1 - _TOLERANCE:
        return Finding(NAME, Outcome.REFUTED, f"{words}, at {low_at.sentence}", points=agreed)
    support = {"kind": "numeric", "points": agreed, "digits": None, "slope": round(lowest, 3)}
    return Finding(NAME, Outcome.AGREES, words, points=agreed, support=support)


_EXACT = 10.0**6


def _sides(goal: Order) -> tuple[int, ...]:
    return (1, -1) if goal.side == "" else (1,) if goal.side == "+" else (-1,)


def _slope(goal: Order, obligation: Obligation, point: Point, side: int) -> float | None:
    """log remainder over log gauge between neighbouring steps, the smallest of the last."""
    sizes = []
    for exponent in _EXPONENTS:
        step = Fraction(side, 2**exponent)
        if isinstance(goal.point, str):
            value = side * Fraction(2**exponent)
        else:
            centre = Evaluator(Rationals(), obligation.context, point).value(goal.point)[0][0]
            value = Fraction(int(centre.p), int(centre.q)) + step
        here = point.with_values({goal.variable.name: ((value,),)})
        found = _sizes(goal, obligation, here)
        if found is None:
            return None
        sizes.append(found)
    ratios = []
    for (r0, g0), (r1, g1) in zip(sizes[1:], sizes[2:], strict=False):
        if r0 == 0 or r1 == 0:
            continue
        ratios.append(float((r1 / r0).log() / (g1 / g0).log()))
    return min(ratios) if ratios else _EXACT


def _sizes(goal: Order, obligation: Obligation, point: Point) -> tuple[arb, arb] | None:
    """Sizes of the remainder and of the gauge."""
    remainder = subtract(goal.left, goal.right)
    for arithmetic in (Rationals(), Balls(_BITS)):
        evaluator = Evaluator(arithmetic, obligation.context, point)
        try:
            return _largest(evaluator.value(remainder)), _largest(evaluator.value(goal.gauge))
        except Unsupported:
            continue
        except (NoValue, Undetermined):
            return None
    return None


def _largest(array: Element) -> arb:
    """The largest absolute value of the entries, as a ball."""
    values = [abs(arb(entry) if isinstance(entry, fmpq) else entry) for row in array for entry in row]
    return max(values, key=lambda value: float(value.mid()))


