"""Terms put together from terms, their shapes worked out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Shape, Size
from derivcheck.language.terms.expressions import Apply, Constant
from derivcheck.language.terms.tree import Term


def constant(value: int | Fraction) -> Constant:
    """A rational number as a term."""
    return Constant(SCALAR, Fraction(value))


ZERO = constant(0)
UNIT = constant(1)


def wider(left: Shape, right: Shape) -> Shape:
    """The shape of an entry-by-entry operation: a scalar takes the other one's shape."""
    return right if left.is_scalar else left


def apply(operator: Operator, *arguments: Term) -> Apply:
    """An entry-by-entry operation, its shape that of the widest argument."""
    shape = arguments[0].shape
    for argument in arguments[1:]:
        shape = wider(shape, argument.shape)
    return Apply(shape, operator, arguments)


def add(left: Term, right: Term) -> Term:
    """`left + right`."""
    return apply(Operator.ADD, left, right)


def negate(term: Term) -> Term:
    """`-term`."""
    return apply(Operator.NEGATE, term)


def subtract(left: Term, right: Term) -> Term:
    """`left - right`."""
    return add(left, negate(right))


def multiply(left: Term, right: Term) -> Term:
    """Entry by entry; a scalar factor scales."""
    return apply(Operator.MULTIPLY, left, right)


def divide(left: Term, right: Term) -> Term:
    """Entry by entry; a scalar divisor scales."""
    return apply(Operator.DIVIDE, left, right)


def power(base: Term, exponent: Term | int | Fraction) -> Term:
    """Entry by entry."""
    if not isinstance(exponent, Term):
        exponent = constant(exponent)
    return apply(Operator.POWER, base, exponent)


def matmul(left: Term, right: Term) -> Apply:
    """The matrix product."""
    return Apply(Shape(left.shape.rows, right.shape.columns), Operator.MATMUL, (left, right))


def transpose(term: Term) -> Apply:
    """The transpose."""
    return Apply(term.shape.transposed, Operator.TRANSPOSE, (term,))


def scalar_of(operator: Operator, term: Term) -> Apply:
    """A reduction of an array to a scalar."""
    return Apply(SCALAR, operator, (term,))


def identity(size: Size) -> Apply:
    """The identity matrix."""
    return Apply(Shape(size, size), Operator.IDENTITY, ())


def zeros(shape: Shape) -> Apply:
    """The zero array."""
    return Apply(shape, Operator.ZEROS, ())


def ones(shape: Shape) -> Apply:
    """The array of ones."""
    return Apply(shape, Operator.ONES, ())


def operands(term: Term, operator: Operator) -> Iterator[Term]:
    """What an associative operator joins, from left to right: a, b and c of a + b + c."""
    if isinstance(term, Apply) and term.operator is operator:
        for argument in term.arguments:
            yield from operands(argument, operator)
    else:
        yield term
