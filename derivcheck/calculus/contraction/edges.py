"""A function has no two-sided derivative at an edge of its domain.

The rule for the derivative of sqrt(1 - x^2) divides by the root. Where the radicand u is 0 but
its slope is not, u is negative on one side, so that a function which needs u >= 0 has no values
there and no derivative: such a point is not admissible. What remains to be shown is that u and
its slope have no common zero. Only what follows from the function itself counts here, since an
assumption `x >= 0` says nothing about the points nearby.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from derivcheck.calculus.contraction.kernels import Integer, Scalar
from derivcheck.calculus.tower import Condition, Element, Kind, Refusal, Tower
from derivcheck.calculus.tower.factors import factors_of
from derivcheck.calculus.tower.facts import Facts
from derivcheck.calculus.tower.polynomials import Polynomial
from derivcheck.language.terms import Derivative, Term, walk

_MOST_TERMS = 40
_SMOOTH = frozenset({Kind.PI, Kind.NUMBER_LOG, Kind.EXP, Kind.LOG, Kind.TAN, Kind.ATAN, Kind.ERF})


def variable_of(terms: Iterable[Term]) -> Hashable | None:
    """The one scalar variable that everything is differentiated by."""
    found = {
        (part.kind, part.variable)
        for term in terms
        for part in walk(term)
        if isinstance(part, Derivative)
    }
    if len(found) != 1:
        return None
    ((kind, variable),) = found
    if kind == "jacobian" or not variable.shape.is_scalar or variable.indices:
        return None
    return Scalar(variable.name)


@dataclass(frozen=True, slots=True)
class Edges:
    """What holds near every admissible point, and the variable that moves."""

    tower: Tower
    near: Facts
    variable: Hashable

    def discharge(self, condition: Condition) -> bool:
        """True proves that the condition holds wherever the derivative exists."""
        if condition.relation not in ("!=", ">"):
            return False
        try:
            element = condition.element
            if condition.relation == ">" and not self.near.holds(element, ">="):
                return False
            return self._nonzero(element)
        except (Refusal, ZeroDivisionError):
            return False

    def _nonzero(self, element: Element) -> bool:
        open_: list[Polynomial] = []
        for factor, exponent in factors_of(self.tower, element).powers:
            if exponent < 0 or self.near.nonvanishing_factor(factor):
                continue
            root = self._radicand(factor)
            if not (self._nonzero(root) if root is not None else self._edge([factor])):
                open_.append(factor)
        return not open_ or (len(open_) > 1 and self._edge(open_))

    def _radicand(self, factor: Polynomial) -> Element | None:
        generator = self.tower.single_generator(factor)
        if generator is None:
            return None
        kernel = self.tower.describe(generator)
        return kernel.arguments[0] if kernel.kind is Kind.ROOT else None

    def _edge(self, factors: list[Polynomial]) -> bool:
        """Whether a product has one sign near the point and no common zero with its slope."""
        element = self.tower.number(1)
        for factor in factors:
            element = element * self.tower.polynomial(factor)
        if not (self.near.holds(element, ">=") or self.near.holds(element, "<=")):
            return False
        if not self._smooth(element):
            return False
        slope = self.tower.derivative(element, self.variable)
        if slope.is_zero() or self._known_nonzero(slope):
            return not slope.is_zero()
        return self._no_common_zero(element, slope)

    def _smooth(self, element: Element) -> bool:
        """Whether the element is differentiable wherever it has a value."""
        kernels = [self.tower.describe(generator) for generator in element.generators()]
        return all(
            isinstance(kernel.key, Scalar | Integer)
            if kernel.kind is Kind.OPAQUE
            else kernel.kind in _SMOOTH and all(self._smooth(a) for a in kernel.arguments)
            for kernel in kernels
        )

    def _known_nonzero(self, slope: Element) -> bool:
        return slope.is_number() is not None or self.near.holds(slope, "!=")

    def _no_common_zero(self, left: Element, right: Element) -> bool:
        """By resultants; where one vanishes with a generator, that generator is set to 0."""
        u, v = left.pair[0], right.pair[0]
        if len(u) > _MOST_TERMS or len(v) > _MOST_TERMS:
            return False
        ring = self.tower.ring
        for generator in sorted(ring.degrees(u).keys() & ring.degrees(v).keys()):
            result = u.resultant(v, ring.index(generator))
            if result.is_zero():
                continue
            if result.is_constant():
                return True
            powers = factors_of(self.tower, self.tower.polynomial(result)).powers
            if all(self._excluded(factor, u, v) for factor, _ in powers):
                return True
        return False

    def _excluded(self, factor: Polynomial, u: Polynomial, v: Polynomial) -> bool:
        """Whether a factor of the resultant cannot vanish together with both polynomials."""
        if self.near.nonvanishing_factor(factor):
            return True
        generator = self.tower.single_generator(factor)
        if generator is None:
            return False
        rest = (p.subs({f"g{generator}": 0}) for p in (u, v))
        return any(p.is_constant() and not p.is_zero() for p in rest)
