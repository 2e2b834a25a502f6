"""Exceptional points that are isolated say nothing against a derivative.

If F is continuous at a point, differentiable near it with F' = e, and e is continuous there,
then the derivative of F at the point is the value of e there (Rudin, Principles of Mathematical
Analysis, corollary of theorem 5.10), provided that it exists, which is all a claim speaks of.
So in `d(F, x) = e` a condition `w != 0` of a rule may be left out if the zeros of w, as x moves
alone, are isolated.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from derivcheck.calculus.contraction.kernels import Scalar
from derivcheck.calculus.differentials.tangents import depends
from derivcheck.calculus.tower import (
    Condition,
    Element,
    GeneratorId,
    Kind,
    Refusal,
    Relation,
    Tower,
)
from derivcheck.calculus.tower.factors import factors_of
from derivcheck.calculus.tower.polynomials import Polynomial
from derivcheck.language.operators import FUNCTIONS, Operator
from derivcheck.language.terms import (
    UNIT,
    All,
    Apply,
    Comparison,
    Constant,
    Context,
    Derivative,
    Pi,
    Substitution,
    Term,
    Tree,
    Variable,
    add,
    subtract,
    walk,
)

_O = Operator
#: continuous wherever they have a value
_CONTINUOUS = frozenset(FUNCTIONS.values()) - {_O.SIGN, _O.STEP} | {
    *(_O.ADD, _O.NEGATE, _O.MULTIPLY, _O.DIVIDE, _O.POWER, _O.MINIMUM, _O.MAXIMUM)
}
#: every value is taken at isolated points, if that is so of the argument
_DISCRETE = frozenset({Kind.EXP, Kind.LOG, Kind.ROOT, Kind.TAN, Kind.ATAN, Kind.ASIN, Kind.ERF})


@dataclass(frozen=True, slots=True)
class Claimed:
    """What `d(function, variable) = value` says, the value continuous in the variable."""

    function: Term
    variable: Variable
    value: Term


def claimed(left: Term, right: Term, context: Context) -> Claimed | None:
    """A claim the theorem speaks of, whose points have admissible ones nearby."""
    for derived, value in ((left, right), (right, left)):
        match derived:
            case Derivative(kind="along", body=body, variable=x, tangent=tangent) if (
                x.shape.is_scalar
                and not x.indices
                and tangent == UNIT
                and not any(isinstance(part, Derivative | Substitution) for part in walk(body))
                and _continuous(value)
                and _borders(context, x)
            ):
                return Claimed(body, x, value)
    return None


def _continuous(term: Term) -> bool:
    """Whether a scalar term is continuous wherever it has a value, if its powers are."""
    return all(
        isinstance(part, Constant | Pi)
        or (isinstance(part, Variable) and part.shape.is_scalar)
        or (
            isinstance(part, Apply)
            and part.operator in _CONTINUOUS
            and all(argument.shape.is_scalar for argument in part.arguments)
        )
        for part in walk(term)
    )


def borderline(value: Term, x: Variable) -> Iterator[tuple[Relation, Term]]:
    """Conditions for values near a point that has one: at the point, or at all those nearby.

    `>` must hold at the point; for `>=` it is enough that it holds nearby. What is not named is
    needed by the value in the form of a strict inequality, which holds nearby by continuity.
    """
    moving = frozenset({x.name})
    for part in walk(value):
        match part:
            case Apply(operator=_O.SQRT, arguments=(u,)):
                yield ">=", u
            case Apply(operator=_O.ASIN | _O.ACOS, arguments=(u,)):
                yield ">=", add(UNIT, u)
                yield ">=", subtract(UNIT, u)
            case Apply(operator=_O.ACOSH, arguments=(u,)):
                yield ">=", subtract(u, UNIT)
            case Apply(operator=_O.POWER, arguments=(u, Constant(value=p))):
                if p.denominator != 1:
                    yield ">=", u
            case Apply(operator=_O.POWER, arguments=(u, _)) if depends(part, moving):
                yield ">", u


def _borders(context: Context, x: Variable) -> bool:
    """Whether every admissible point has admissible ones near it on one side in x."""
    declaration = context.declarations.get(x.name)
    if declaration is None or declaration.kind != "real" or declaration.values:
        return False
    ends = [
        end
        for piece in declaration.pieces
        for end, closed in ((piece.low, piece.low_closed), (piece.high, piece.high_closed))
        if end is not None and closed
    ]
    if any(p.low == p.high for p in declaration.pieces if p.low is not None):
        return False
    if not all(isinstance(end, Constant) for end in ends):
        return False
    moving = frozenset({x.name})
    about = [a for a in context.assumptions if depends(a, moving)]
    closed = [a for a in about if not _open(a)]
    if not closed:
        return True
    return not ends and len(closed) == 1 and _half_line(closed[0], x)


def _open(condition: Tree) -> bool:
    match condition:
        case All(parts=parts):
            return all(_open(part) for part in parts)
        case Comparison(relation="<" | ">" | "!=", left=a, right=b):
            return _continuous(a) and _continuous(b)
        case _:
            return False


def _half_line(condition: Tree, x: Variable) -> bool:
    match condition:
        case Comparison(relation="<=" | ">=", left=a, right=b):
            return subtract(a, b) in (subtract(x, b), subtract(a, x)) and not (
                depends(a, frozenset({x.name})) and depends(b, frozenset({x.name}))
            )
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Isolated:
    """Which conditions fail at isolated points only, as the variable moves alone."""

    tower: Tower
    variable: Hashable

    def discharge(self, condition: Condition) -> bool:
        """True proves it of a condition; one with an order must hold weakly already."""
        element = condition.element
        weak = {">": ">=", "<": "<="}.get(condition.relation)
        try:
            if condition.relation != "!=" and not (
                weak is not None and self.tower.facts.holds(element, weak)  # type: ignore[arg-type]
            ):
                return False
            return all(
                exponent < 0
                or self.tower.facts.nonvanishing_factor(factor)
                or self._discrete(factor)
                for factor, exponent in factors_of(self.tower, element).powers
            )
        except (Refusal, ZeroDivisionError):
            return False

    def _discrete(self, polynomial: Polynomial) -> bool:
        """Whether a polynomial takes every value at isolated points.

        It is one in a single generator that moves with the variable, and a coefficient of it
        does not vanish.
        """
        ring = self.tower.ring
        moving = [g for g in ring.degrees(polynomial) if self._moves(g)]
        if len(moving) != 1:
            return False
        (generator,) = moving
        if not self._generator(generator):
            return False
        coefficients: dict[int, Element] = {}
        for coefficient, powers in ring.terms(polynomial):
            degree = dict(powers).get(generator, 0)
            rest = self.tower.monomial(p for p in powers if p[0] != generator) * coefficient
            coefficients[degree] = coefficients.get(degree, self.tower.number(0)) + rest
        return any(
            degree and (c.is_number() is not None or self.tower.facts.nonvanishing(c))
            for degree, c in coefficients.items()
        )

    def _generator(self, generator: GeneratorId) -> bool:
        kernel = self.tower.describe(generator)
        if kernel.kind is Kind.OPAQUE:
            return kernel.key == self.variable
        if kernel.kind not in _DISCRETE:
            return False
        if any(self._moves(g) for a in kernel.arguments[1:] for g in a.generators()):
            return False
        argument = kernel.arguments[0]
        return self._quotient(argument)

    def _quotient(self, element: Element) -> bool:
        """A polynomial over a denominator that the variable does not move, or its reciprocal."""
        num, den = element.pair
        for top, bottom in ((num, den), (den, num)):
            if not any(self._moves(g) for g in self.tower.ring.degrees(bottom)):
                constant = bottom.is_constant() or self.tower.facts.nonvanishing(
                    self.tower.polynomial(bottom)
                )
                return constant and self._discrete(top)
        return False

    def _moves(self, generator: GeneratorId) -> bool:
        kernel = self.tower.describe(generator)
        if kernel.kind is Kind.OPAQUE:
            return not isinstance(kernel.key, Scalar) or kernel.key == self.variable
        return any(self._moves(g) for a in kernel.arguments for g in a.generators())
