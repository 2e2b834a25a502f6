"""Whether an algebraic number is zero.

Success proves it: the number is a root of a polynomial over Q (iterated resultants with the
relations of its radicals), and smaller in absolute value than every other root of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import arb, fmpq

from derivcheck.calculus.tower.enclosures import enclosure
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import Polynomial

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["is_zero_constant"]

_ALGEBRAIC = frozenset({Kind.ROOT, Kind.NUMBER_ROOT, Kind.COSINE})
_LARGEST_DEGREE = 64


def is_zero_constant(tower: Tower, element: Element) -> bool:
    """Whether every coefficient of the numerator, an algebraic number, is zero.

    The numerator counts as a polynomial in its symbols and transcendental constants.
    """
    parts: dict[tuple[tuple[int, int], ...], Element] = {}
    for coefficient, powers in element.terms():
        inner = [(g, e) for g, e in powers if _is_algebraic(tower, g)]
        outer = tuple((g, e) for g, e in powers if not _is_algebraic(tower, g))
        term = tower.monomial(inner) * coefficient
        parts[outer] = parts[outer] + term if outer in parts else term
    return all(part.is_null() or _vanishes(tower, part) for part in parts.values())


def _is_algebraic(tower: Tower, generator: int) -> bool:
    kernel = tower.kernels[generator]
    return kernel.kind in _ALGEBRAIC and all(
        _is_algebraic(tower, g) for a in kernel.arguments for g in a.generators()
    )


def _vanishes(tower: Tower, number: Element) -> bool:
    ball = enclosure(tower, number, 64)
    if ball is None or not ball.contains(0):
        return False
    ring = tower.ring
    fresh = ring.capacity - ring.count  # a variable that no generator uses
    if fresh == 0:
        return False
    y = ring.context.gen(0)
    polynomial: Polynomial = y - number.pair[0]
    for generator, degree, relation, _ in ring.relations:
        if ring.degrees(polynomial).get(generator):
            if polynomial.degrees()[0] * degree > _LARGEST_DEGREE:
                return False
            polynomial = polynomial.resultant(relation, ring.index(generator))
    coefficients = [abs(c) for _, c in sorted((int(m[0]), c) for m, c in polynomial.terms())]
    first = next(iter(sorted(int(m[0]) for m in polynomial.monoms())), None)
    if first is None or first == 0 or any(any(m[1:]) for m in polynomial.monoms()):
        return False
    # every other root is at least |a0|/(|a0| + max|ak|) in absolute value (Cauchy)
    bound = coefficients[0] / (coefficients[0] + max(coefficients))
    return _smaller(tower, number, bound)


def _smaller(tower: Tower, number: Element, bound: fmpq) -> bool:
    for precision in (128, 512, 2048):
        ball = enclosure(tower, number, precision)
        if ball is not None and abs(ball) < arb(bound):
            return True
    return False
