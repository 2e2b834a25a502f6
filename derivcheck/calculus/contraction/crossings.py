"""Where a derivative exists on a kink, and which slopes at the kink do not matter there.

Let f have kinks where some u_k vanish, and let its derivative in a direction be
D(s) = A + sum of c_k s_k with the slopes s_k of `differentials.kinked`. For an admissible point
the derivatives from both sides agree, D(s+) = D(s-), where s_k+ and s_k- are 0 or 1 as u_k grows
or falls in that direction. Then D(s) is the derivative for every choice of the s_k with u_k = 0 if

- c_k vanishes with u_k (u s = relu'(u) u is continuous), or
- only one u_k is left: c_k = a_k du_k, and either du_k = 0 or s_k+ != s_k-; or
- no two can vanish together; or
- f is smooth plus a sum of a_k g_k(u_k) with g_k convex and a_k >= 0 (or all <= 0), because
  then D(s+) - D(s-) is a sum of a_k |du_k| times positive numbers.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import indicators, orientation, sums
from derivcheck.calculus.contraction.contents import elements_in
from derivcheck.calculus.contraction.kernels import OneSided, Sum
from derivcheck.calculus.tower import Element, GeneratorId, Unsupported

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.algebra import Algebra, Powers
    from derivcheck.calculus.contraction.lowering import Lowering, Scope
    from derivcheck.language.terms import Term


@dataclass(frozen=True, slots=True)
class Ties:
    """Slopes at ties, of relu, max and min and of abs (plus 1, halved)."""

    ramp: Fraction
    absolute: Fraction


def immaterial(low: Lowering, body: Term, element: Element, scope: Scope) -> bool:
    """True proves that the slopes at kinks do not matter wherever the derivative exists."""
    found = _Material(low.algebra)
    if found.collect(element, bound=False):
        return True
    return orientation.of(low, body, scope.actual or scope) is not None


def settled(algebra: Algebra, element: Element, ties: Ties) -> Element:
    """The element with its open slopes chosen, the same for equal and opposite arguments."""
    result = _settled(algebra, element, ties)
    if any(_holds(algebra, g) for g in result.generators()):
        raise Unsupported("a slope at a kink inside a function")
    return result


def _settled(algebra: Algebra, element: Element, ties: Ties) -> Element:
    def change(key: Hashable) -> Element | None:
        match key:
            case OneSided(argument=u, even=even):
                tie = ties.absolute if even else ties.ramp
                above = indicators.indicator(algebra, ">", u)
                return above + indicators.indicator(algebra, "=", u) * tie
            case Sum(summand=summand):
                if not any(_holds(algebra, g) for g in summand.generators()):
                    return None
                whole = Sum(key.dummies, _settled(algebra, summand, ties), key.names)
                with sums.opened(algebra, whole) as (inside, names):
                    for name in reversed(names):
                        inside = sums.total(algebra, inside, name)
                return inside
        return None

    return algebra.tower.substitute(element, change)


def _holds(algebra: Algebra, generator: GeneratorId) -> bool:
    """Whether an open slope occurs in a generator."""
    return isinstance(algebra.key(generator), OneSided) or any(
        _holds(algebra, inner)
        for part in elements_in(algebra, generator)
        for inner in part.generators()
    )


class _Material:
    """The arguments of kinks whose slope may matter."""

    def __init__(self, algebra: Algebra) -> None:
        self.algebra = algebra

    def collect(self, element: Element, bound: bool) -> bool:
        """Whether the slopes in the element are immaterial, of a summand if `bound`."""
        algebra = self.algebra
        if any(self._holds(g) for g in element.denominator().generators()):
            return False
        material: list[Element] = []
        summands: dict[object, Element] = {}
        for generator in element.numerator().generators():
            key = algebra.key(generator)
            if isinstance(key, OneSided):
                cofactor = self._cofactor(element, generator)
                if cofactor is None or any(map(self._holds, key.argument.generators())):
                    return False
                if not _vanishes_with(cofactor, key.argument):
                    material.append(key.argument)
            elif isinstance(key, Sum) and self._holds(generator):
                cofactor = self._cofactor(element, generator)
                if cofactor is None:
                    return False
                others = summands.get(key.dummies, self.algebra.zero)
                summands[key.dummies] = others + cofactor * key.summand
            elif self._holds(generator):
                return False
        if not all(self.collect(summand, bound=True) for summand in summands.values()):
            return False
        if bound and material:
            return False
        return all(self._apart(u, v) for u, v in combinations(material, 2))

    def _cofactor(self, element: Element, generator: GeneratorId) -> Element | None:
        """The factor of a generator, if the element is linear in it and no slope is in it."""
        result = self.algebra.zero
        for coefficient, powers in element.terms():
            exponent = dict(powers).get(generator, 0)
            if exponent > 1:
                return None
            if exponent:
                rest: Powers = tuple(p for p in powers if p[0] != generator)
                if any(self._holds(g) for g, _ in rest):
                    return None
                result = result + self.algebra.monomial(coefficient, rest)
        return result

    def _holds(self, generator: GeneratorId) -> bool:
        return _holds(self.algebra, generator)

    def _apart(self, u: Element, v: Element) -> bool:
        """Whether two arguments never vanish together."""
        sign = self.algebra.tower.sign
        return bool(sign(u - v)) or bool(sign(u + v))


def _vanishes_with(cofactor: Element, argument: Element) -> bool:
    """Whether a factor is a multiple of the argument."""
    if argument.is_zero() or argument.is_number() is not None:
        return False
    return (cofactor.pair[0] % argument.pair[0]).is_zero()
