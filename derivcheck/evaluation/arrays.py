"""Operators on arrays over any arithmetic: one rule each, in a table.

Operators that need more than the values of their arguments (constants of a shape, integer
parameters, powers) are the evaluator's.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from operator import add as plus
from operator import neg as minus

from derivcheck.evaluation import linear
from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Array,
    Element,
    NoValue,
    Unsupported,
)
from derivcheck.language.operators import FUNCTIONS, Operator

_O = Operator

Rule = Callable[..., Array]


def scalar(a: Element) -> Array:
    """A 1 by 1 array."""
    return ((a,),)


def entries(a: Array) -> list[Element]:
    """All entries, row by row."""
    return [x for row in a for x in row]


def each(rule: Callable[[Element], Element], a: Array) -> Array:
    """Entry by entry."""
    if len(a) == 1 and len(a[0]) == 1:
        return ((rule(a[0][0]),),)
    return tuple([tuple([rule(x) for x in row]) for row in a])


def pairwise(rule: Callable[[Element, Element], Element], a: Array, b: Array) -> Array:
    """Entry by entry; a 1 by 1 array beside another counts for every entry."""
    if len(a) == len(b) and len(a[0]) == len(b[0]):
        if len(a) == 1 and len(a[0]) == 1:
            return ((rule(a[0][0], b[0][0]),),)
        return tuple(
            [
                tuple([rule(x, y) for x, y in zip(p, q, strict=True)])
                for p, q in zip(a, b, strict=True)
            ]
        )
    if len(a) == 1 and len(a[0]) == 1:
        x = a[0][0]
        return tuple([tuple([rule(x, y) for y in row]) for row in b])
    if len(b) == 1 and len(b[0]) == 1:
        y = b[0][0]
        return tuple([tuple([rule(x, y) for x in row]) for row in a])
    raise Unsupported("two arrays of different shapes")


# Entry by entry ---------------------------------------------------------------------------


def _add(r: Arithmetic, a: Array, b: Array) -> Array:
    del r
    return pairwise(plus, a, b)


def _multiply(r: Arithmetic, a: Array, b: Array) -> Array:
    settle = r.settle
    return pairwise(lambda x, y: settle(x * y), a, b)


def _divide(r: Arithmetic, a: Array, b: Array) -> Array:
    return pairwise(r.div, a, b)


def _minimum(r: Arithmetic, a: Array, b: Array) -> Array:
    return pairwise(r.minimum, a, b)


def _maximum(r: Arithmetic, a: Array, b: Array) -> Array:
    return pairwise(r.maximum, a, b)


def _negate(r: Arithmetic, a: Array) -> Array:
    del r
    return each(minus, a)


def _function(op: _O) -> Rule:
    def rule(r: Arithmetic, a: Array) -> Array:
        function = r.function
        return tuple([tuple([function(op, x) for x in row]) for row in a])

    return rule


# Matrices ---------------------------------------------------------------------------------


def _matmul(r: Arithmetic, a: Array, b: Array) -> Array:
    return each(r.settle, linear.matmul(a, b))


def _transpose(r: Arithmetic, a: Array) -> Array:
    del r
    return linear.transpose(a)


def _pseudoinverse(r: Arithmetic, a: Array) -> Array:
    return linear.pseudoinverse(r, a)


def _rank(r: Arithmetic, a: Array) -> Array:
    return scalar(r.number(linear.rank(r, a)))


def _trace(r: Arithmetic, a: Array) -> Array:
    del r
    return scalar(linear.sum_of([row[i] for i, row in enumerate(a)]))


def _determinant(r: Arithmetic, a: Array) -> Array:
    return scalar(r.settle(linear.determinant(r, a)))


def _logdet(r: Arithmetic, a: Array) -> Array:
    return scalar(r.function(_O.LOG, linear.determinant(r, a)))


def _kronecker(r: Arithmetic, a: Array, b: Array) -> Array:
    del r
    return tuple(tuple(x * y for x in p for y in q) for p in a for q in b)


def _diagonal_matrix(r: Arithmetic, a: Array) -> Array:
    zero = r.number(0)
    n = len(a)
    return tuple(tuple(a[i][0] if i == j else zero for j in range(n)) for i in range(n))


def _diagonal(r: Arithmetic, a: Array) -> Array:
    del r
    return tuple((a[i][i],) for i in range(min(len(a), len(a[0]))))


def _vec(r: Arithmetic, a: Array) -> Array:
    del r
    return tuple((x,) for column in zip(*a, strict=True) for x in column)


# Reductions -------------------------------------------------------------------------------


def sum_of_squares(a: Array) -> Element:
    """`norm(a)^2`, which needs no root."""
    return linear.sum_of([x * x for x in entries(a)])


def _norm(r: Arithmetic, a: Array) -> Array:
    xs = entries(a)
    if len(xs) == 1:
        return scalar(r.function(_O.ABS, xs[0]))
    return scalar(r.function(_O.SQRT, sum_of_squares(a)))


def _norm_1(r: Arithmetic, a: Array) -> Array:
    return scalar(linear.sum_of([r.function(_O.ABS, x) for x in entries(a)]))


def _norm_inf(r: Arithmetic, a: Array) -> Array:
    return scalar(reduce(r.maximum, [r.function(_O.ABS, x) for x in entries(a)]))


def _sum(r: Arithmetic, a: Array) -> Array:
    del r
    return scalar(linear.sum_of(entries(a)))


def _mean_of(r: Arithmetic, xs: list[Element]) -> Element:
    return linear.sum_of(xs) * r.number(Fraction(1, len(xs)))


def _mean(r: Arithmetic, a: Array) -> Array:
    return scalar(_mean_of(r, entries(a)))


def _variance(r: Arithmetic, a: Array) -> Array:
    xs = entries(a)
    mean = _mean_of(r, xs)
    return scalar(_mean_of(r, [(x - mean) * (x - mean) for x in xs]))


def _largest(r: Arithmetic, a: Array) -> Array:
    return scalar(reduce(r.maximum, entries(a)))


def _smallest(r: Arithmetic, a: Array) -> Array:
    return scalar(reduce(r.minimum, entries(a)))


def _logsumexp(r: Arithmetic, a: Array) -> Array:
    total = linear.sum_of([r.function(_O.EXP, x) for x in entries(a)])
    return scalar(r.function(_O.LOG, total))


def _softmax(r: Arithmetic, a: Array) -> Array:
    powers = each(lambda x: r.function(_O.EXP, x), a)
    inverse = r.div(r.number(1), linear.sum_of(entries(powers)))
    return each(lambda x: x * inverse, powers)


RULES: dict[_O, Rule] = {
    _O.ADD: _add,
    _O.MULTIPLY: _multiply,
    _O.DIVIDE: _divide,
    _O.MINIMUM: _minimum,
    _O.MAXIMUM: _maximum,
    _O.NEGATE: _negate,
    **{op: _function(op) for op in FUNCTIONS.values()},
    _O.MATMUL: _matmul,
    _O.TRANSPOSE: _transpose,
    _O.INVERSE: linear.inverse,
    _O.PSEUDOINVERSE: _pseudoinverse,
    _O.TRACE: _trace,
    _O.DETERMINANT: _determinant,
    _O.LOGDET: _logdet,
    _O.RANK: _rank,
    _O.KRONECKER: _kronecker,
    _O.DIAGONAL_MATRIX: _diagonal_matrix,
    _O.DIAGONAL: _diagonal,
    _O.VEC: _vec,
    _O.NORM: _norm,
    _O.NORM_1: _norm_1,
    _O.NORM_INF: _norm_inf,
    _O.SUM: _sum,
    _O.MEAN: _mean,
    _O.VARIANCE: _variance,
    _O.LARGEST: _largest,
    _O.SMALLEST: _smallest,
    _O.LOGSUMEXP: _logsumexp,
    _O.SOFTMAX: _softmax,
}


def convolution(r: Arithmetic, image: Array, kernel: Array, padding: int) -> Array:
    """`out[i, j] = sum of kernel[a, b] image[i + a - padding, j + b - padding]`."""
    zero = r.number(0)
    height, width = len(image), len(image[0])

    def pixel(i: int, j: int) -> Element:
        return image[i][j] if 0 <= i < height and 0 <= j < width else zero

    rows, columns = len(kernel), len(kernel[0])
    if height + 2 * padding < rows or width + 2 * padding < columns:
        raise NoValue("a kernel larger than the image")
    return tuple(
        tuple(
            linear.sum_of(
                [
                    kernel[a][b] * pixel(i + a - padding, j + b - padding)
                    for a in range(rows)
                    for b in range(columns)
                ]
            )
            for j in range(width + 2 * padding - columns + 1)
        )
        for i in range(height + 2 * padding - rows + 1)
    )
