"""Powers of matrices and ordered products of families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.rewriting import ChainFactor
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Apply, Iterated, matmul

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope

#: literal powers of a matrix up to this one are multiplied out
_LARGEST_POWER = 8


def matrix_power(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """A^k, multiplied out for small literal k, a letter for symbolic k"""
    a, size = f.arguments[0], low.shape(f, scope).rows
    assert f.parameter is not None
    exponent = low.index(f.parameter, scope)
    number = exponent.constant
    if number is None or abs(number) > _LARGEST_POWER:
        raised = matrices.power(low.algebra, low.whole(a, scope), exponent, size)
        if raised is None:
            raise Unsupported("a symbolic power of a sum of matrices")
        return matrices.at(low.algebra, raised, i, j)
    if number == 0:
        return low.algebra.delta(i, j)
    factor = a if number > 0 else Apply(a.shape, Operator.INVERSE, (a,))
    term = factor
    for _ in range(abs(number) - 1):
        term = matmul(term, factor)
    return low.entry(term, i, j, scope)


def ordered(
    low: Lowering, term: Iterated, start: Size, stop: Size, i: Size, j: Size, scope: Scope
) -> Element:
    """prod(W[j] for j in a downto b) as one letter, for a single letter W[j]"""
    if term.condition is not None:
        raise Unsupported("an ordered product with a condition")
    inner = scope.with_index(term.index, Size.of(ChainFactor.INDEX))
    element = low.whole(term.body, inner)
    shape = term.body.shape.replace(inner.indices)
    combination = matrices.words(low.algebra, element, shape.rows, shape.columns)
    if combination is None or len(combination) != 1:
        raise Unsupported("an ordered product of anything but single matrices")
    ((word, coefficient),) = combination.items()
    if len(word) != 1 or coefficient.is_number() != 1 or word[0].kind != "array":
        raise Unsupported("an ordered product of anything but single matrices")
    factor = word[0]
    if not term.descending:
        factor, start, stop = factor.flipped, stop, start
    if factor.transposed:
        raise Unsupported("an ordered product of transposes, ascending")
    letter = ChainFactor(factor).chain(start, stop)
    return low.algebra.path((letter if term.descending else letter.flipped,), i, j)
