"""Indices of a product of sizes as digits: for `vec`, `kron` and Jacobians of matrices.

The row (i, j) of vec(A) has the number (j - 1)*m + i, A being m by n; the row of kron(A, B)
that belongs to row i of A and k of B has the number (i - 1)*p + k, B having p rows. An index of
such a range is written as this polynomial of its digits, the most significant first.
"""

from __future__ import annotations

from derivcheck.calculus.contraction.facts import Facts
from derivcheck.calculus.tower import Unsupported
from derivcheck.language.operators import ELEMENTWISE, Operator
from derivcheck.language.sizes import ONE, ZERO, Member, Size
from derivcheck.language.terms import Apply, Derivative, Piecewise, Substitution, Term


def radices(term: Term, column: bool) -> list[Size]:
    """The sizes of the digits of a term's row or column index."""
    match term:
        case Apply(operator=Operator.VEC, arguments=(a,)) if not column:
            return radices(a, True) + radices(a, False)
        case Apply(operator=Operator.KRONECKER, arguments=(a, b)):
            return radices(a, column) + radices(b, column)
        case Apply(operator=Operator.TRANSPOSE, arguments=(a,)):
            return radices(a, not column)
        case Apply(operator=Operator.INVERSE, arguments=(a,)):
            return radices(a, not column)
        case Apply(operator=Operator.MATMUL, arguments=(a, b)):
            return radices(b, True) if column else radices(a, False)
        case Apply(operator=operator, arguments=arguments) if operator in ELEMENTWISE:
            wide = [a for a in arguments if a.shape == term.shape]
            return max((radices(a, column) for a in wide), key=len)
        case Derivative(kind="jacobian", body=body, variable=variable):
            of = variable if column else body
            return radices(of, True) + radices(of, False)
        case Derivative(kind="along", body=body) | Substitution(body=body):
            return radices(body, column)
        case Piecewise(branches=((_, value), *_)) if value.shape == term.shape:
            return radices(value, column)
    size = term.shape.columns if column else term.shape.rows
    return [] if size.is_one else [size]


def combined(facts: Facts, digits: list[Size], sizes: list[Size]) -> Size:
    """The index with these digits, each of which lies in its range."""
    if not digits:
        return ONE
    result, range_ = digits[-1], sizes[-1]
    for digit, size in zip(digits[-2::-1], sizes[-2::-1], strict=True):
        result = (digit - ONE) * range_ + result
        range_ = range_ * size
        facts.add(result - ONE)
        facts.add(range_ - result)
    return result


def split(facts: Facts, index: Size, size: Size) -> tuple[Size, Size]:
    """The digits (high, low) of an index, the lower one up to `size`."""
    if size.is_one:
        return index, ONE
    high, low = _divided(index, size)
    for shift in (ZERO, ONE):
        digit = low + shift * size
        if facts.within(digit, ONE, size):
            return high - shift + ONE, digit
    raise Unsupported(f"the digits of the index {index}")


def _divided(index: Size, size: Size) -> tuple[Size, Size]:
    """The quotient and remainder by a monomial."""
    if len(size.terms) != 1 or size.terms[0][1] != 1:
        raise Unsupported(f"an index of a range of {size}")
    divisor = size.terms[0][0]
    high, low = ZERO, ZERO
    for monomial, coefficient in index.terms:
        rest = _without(monomial, divisor)
        if rest is None:
            low += Size.total(((monomial, coefficient),))
        else:
            high += Size.total(((rest, coefficient),))
    return high, low


def _without(
    monomial: tuple[str | Member, ...], divisor: tuple[str | Member, ...]
) -> tuple[str | Member, ...] | None:
    left = list(monomial)
    for atom in divisor:
        if atom not in left:
            return None
        left.remove(atom)
    return tuple(left)


def equal_digits(facts: Facts, gap: Size) -> list[Size]:
    """Differences that are all 0 exactly where the gap is 0: high digits and low digits."""
    for monomial, _ in gap.terms:
        if len(monomial) < 2:
            continue
        for atom in monomial:
            size = Size.of(atom)
            high, low = _divided(gap, size)
            if facts.nonnegative(size - ONE - low) and facts.nonnegative(size - ONE + low):
                return [*equal_digits(facts, high), *equal_digits(facts, low)]
    return [gap]
