"""Operators on arrays as trees of certificates, by those that the replay knows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derivcheck.certificates import building as made
from derivcheck.certificates.building import NoCertificate, Tree
from derivcheck.language.operators import Operator

__all__ = ["BY_SHAPE", "LARGEST", "SIMPLE", "matrix_power"]

_O = Operator
LARGEST = 60  # terms of a sum that are written out, and exponents


def matrix_power(base: Tree, size: int, power: int) -> Tree:
    """A power written out."""
    if abs(power) > LARGEST:
        raise NoCertificate("a power of a matrix is too high to be written out")
    factor = made.inverse(base, size) if power < 0 else base
    factors = [factor] * abs(power)
    return made.folded(lambda a, b: ["@", a, b], factors) if factors else made.identity(size)


def _entries(a: Tree, shape: tuple[int, int]) -> list[Tree]:
    """Down the columns."""
    return [["entry", a, i, j] for j in range(1, shape[1] + 1) for i in range(1, shape[0] + 1)]


def _extreme(join: Callable[[Tree, Tree], Tree], function: str = "") -> Callable[[Any, Tree], Tree]:
    def rule(shapes: Any, a: Tree) -> Tree:
        inner = made.FUNCTIONS[function](a) if function else a
        return made.bound(inner, "#A", lambda x: made.folded(join, _entries(x, shapes[0])))

    return rule


def _mean(shapes: Any, a: Tree) -> Tree:
    return ["*", made.number(Fraction(1, shapes[0][0] * shapes[0][1])), ["sum", a]]


def _variance(shapes: Any, a: Tree) -> Tree:
    def body(x: Tree) -> Tree:
        return _mean(shapes, ["^", made.minus(x, _mean(shapes, x)), 2])

    return made.bound(a, "#A", body)


def _kronecker(shapes: Any, a: Tree, b: Tree) -> Tree:
    (m, n), (p, q) = shapes

    def entry(i: int, j: int) -> Tree:
        (r, k), (s, o) = divmod(i - 1, p), divmod(j - 1, q)
        return ["*", ["entry", "#A", r + 1, s + 1], ["entry", "#B", k + 1, o + 1]]

    return made.at_once(made.array(m * p, n * q, entry), ["#A", "#B"], [a, b])


def _diagonal_matrix(shapes: Any, a: Tree) -> Tree:
    n = shapes[0][0]

    def body(x: Tree) -> Tree:
        return made.array(n, n, lambda i, j: ["entry", x, i, 1] if i == j else "0")

    return made.bound(a, "#A", body)


def _diagonal(shapes: Any, a: Tree) -> Tree:
    n = shapes[0][0]
    return made.bound(a, "#A", lambda x: made.array(n, 1, lambda i, _: ["entry", x, i, i]))


def _vec(shapes: Any, a: Tree) -> Tree:
    return made.bound(a, "#A", lambda x: ["array", *([e] for e in _entries(x, shapes[0]))])


#: arguments to a tree
SIMPLE: dict[Operator, Callable[..., Tree]] = {
    _O.ADD: made.plus,
    _O.NEGATE: made.negative,
    _O.MULTIPLY: lambda a, b: ["*", a, b],
    _O.DIVIDE: made.divided,
    _O.MINIMUM: made.smallest,
    _O.MAXIMUM: made.largest,
    _O.MATMUL: lambda a, b: ["@", a, b],
    _O.TRANSPOSE: lambda a: ["'", a],
    _O.TRACE: lambda a: ["tr", a],
    _O.DETERMINANT: lambda a: ["det", a],
    _O.LOGDET: lambda a: ["log", ["det", a]],
    _O.NORM: lambda a: ["sqrt", ["sum", ["^", a, 2]]],
    _O.NORM_1: lambda a: ["sum", made.FUNCTIONS["abs"](a)],
    _O.SUM: lambda a: ["sum", a],
    _O.LOGSUMEXP: lambda a: ["log", ["sum", ["exp", a]]],
    _O.SOFTMAX: lambda a: ["*", ["1/", ["sum", ["exp", a]]], ["exp", a]],
}
#: shapes of the arguments, and the arguments, to a tree
BY_SHAPE: dict[Operator, Callable[..., Tree]] = {
    _O.NORM_INF: _extreme(made.largest, "abs"),
    _O.LARGEST: _extreme(made.largest),
    _O.SMALLEST: _extreme(made.smallest),
    _O.MEAN: _mean,
    _O.VARIANCE: _variance,
    _O.KRONECKER: _kronecker,
    _O.DIAGONAL_MATRIX: _diagonal_matrix,
    _O.DIAGONAL: _diagonal,
    _O.VEC: _vec,
}
