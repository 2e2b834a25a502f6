"""Where a scalar term vanishes: solved for a symbol in which it is linear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.deciders._facts.bounds import rational
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Constant,
    Context,
    Declaration,
    Term,
    Variable,
    add,
    constant,
    divide,
    multiply,
    negate,
    walk,
)


@dataclass(frozen=True, slots=True)
class Solved:
    """`variable = value` wherever the term vanishes."""

    variable: Variable
    value: Term

    def restrict(self, context: Context) -> Context:
        """The context with what the variable's type says, said of the value."""
        declaration = context.declarations[self.variable.name]
        said = tuple(type_conditions(declaration, self.value))
        return replace(context, assumptions=(*context.assumptions, *said))


def type_conditions(declaration: Declaration, value: Term) -> Iterator[Comparison]:
    """What a declared interval says of a value."""
    if len(declaration.pieces) != 1:
        return
    piece = declaration.pieces[0]
    if piece.low is not None:
        yield Comparison(">=" if piece.low_closed else ">", value, piece.low)
    if piece.high is not None:
        yield Comparison("<=" if piece.high_closed else "<", value, piece.high)


def solution_for_zero(term: Term, context: Context) -> Solved | None:
    """The first scalar symbol that the equation term = 0 determines.

    Its coefficient must be a rational number other than zero, so that no point is lost.
    """
    for part in walk(term):
        if not isinstance(part, Variable) or part.indices or part.family:
            continue
        if not part.shape.is_scalar or part.name not in context.declarations:
            continue
        found = linear(term, part.name)
        if found is None:
            continue
        coefficient, rest = found
        number = rational(coefficient)
        if number and not mentions(rest, {part.name}):
            return Solved(part, _quotient(negate(rest), number))
    return None


def _quotient(value: Term, number: Fraction) -> Term:
    known = rational(value)
    if known is not None:
        return constant(known / number)
    return value if number == 1 else divide(value, Constant(value.shape, number))


def linear(term: Term, name: str) -> tuple[Term, Term] | None:
    """Coefficient and rest of a term linear in a scalar symbol, read off the tree."""
    if not mentions(term, {name}):
        return ZERO, term
    match term:
        case Variable():
            return UNIT, ZERO
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = linear(a, name)
            return inner and (negate(inner[0]), negate(inner[1]))
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            x, y = linear(a, name), linear(b, name)
            return x and y and (_plus(x[0], y[0]), _plus(x[1], y[1]))
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            if mentions(a, {name}):
                a, b = b, a
            inner = None if mentions(a, {name}) else linear(b, name)
            return inner and (_times(a, inner[0]), _times(a, inner[1]))
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)) if not mentions(b, {name}):
            inner = linear(a, name)
            return inner and (_over(inner[0], b), _over(inner[1], b))
        case _:
            return None


def _plus(a: Term, b: Term) -> Term:
    return b if a == ZERO else a if b == ZERO else add(a, b)


def _times(a: Term, b: Term) -> Term:
    return ZERO if b == ZERO else a if b == UNIT else multiply(a, b)


def _over(a: Term, b: Term) -> Term:
    return ZERO if a == ZERO else divide(a, b)
