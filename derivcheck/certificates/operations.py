"""Operations on arrays, which are rows of any numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq

from derivcheck.certificates.infinitesimals import Dual, Rejected, sign

__all__ = [
    "ARRAYS",
    "REDUCTIONS",
    "Array",
    "agree",
    "compare",
    "each",
    "inverse",
    "matmul",
    "pairs",
]

Array = list[list[Any]]

#: decimal digits to which two enclosures must agree
DIGITS = 50


def each(f: Callable[[Any], Any], array: Array) -> Array:
    """f at every entry."""
    return [[f(x) for x in row] for row in array]


def pairs(left: Array, right: Array, f: Callable[[Any, Any], Any]) -> Array:
    """f entry by entry; a 1 by 1 array is used for every entry of the other."""
    if len(left) == len(left[0]) == 1:
        return each(lambda y: f(left[0][0], y), right)
    if len(right) == len(right[0]) == 1:
        return each(lambda x: f(x, right[0][0]), left)
    rows = zip(left, right, strict=True)
    return [[f(x, y) for x, y in zip(a, b, strict=True)] for a, b in rows]


def matmul(left: Array, right: Array) -> Array:
    """The product of matrices."""
    columns = [list(column) for column in zip(*right, strict=True)]
    return [[_dot(row, column) for column in columns] for row in left]


def _dot(left: list[Any], right: list[Any]) -> Any:
    total, *rest = (x * y for x, y in zip(left, right, strict=True))
    for term in rest:
        total = total + term
    return total


def _total(values: list[Any]) -> Any:
    total, *rest = values
    for value in rest:
        total = total + value
    return total


def _transpose(array: Array) -> Array:
    return [list(column) for column in zip(*array, strict=True)]


def _determinant(array: Array) -> Any:
    if len(array) == 1:
        return array[0][0]
    minors = (_determinant([r[:j] + r[j + 1 :] for r in array[1:]]) for j in range(len(array)))
    return _total([array[0][j] * m * (-1) ** j for j, m in enumerate(minors)])


def inverse(array: Array) -> Array:
    """Adjugate over determinant: a value exactly where the determinant is not 0."""
    n, d = len(array), _determinant(array)
    if n == 1:
        return [[1 / d]]
    rest = range(n)
    return [
        [
            _determinant([[array[r][c] for c in rest if c != i] for r in rest if r != j])
            * ((-1) ** (i + j))
            / d
            for j in range(n)
        ]
        for i in range(n)
    ]


def _kronecker(left: Array, right: Array) -> Array:
    return [[x * y for x in a for y in b] for a in left for b in right]


def _chosen(values: list[Any], least: bool) -> Any:
    """The largest or smallest; which one must be clear where it is differentiated."""
    best = values[0]
    for value in values[1:]:
        gap = value - best
        order = sign(gap)
        if order == 0 and isinstance(gap, Dual):
            raise Rejected("a derivative where two values are equal")
        best = value if (order < 0 if least else order > 0) else best
    return best


def _mean(_: Any, v: list[Any]) -> Any:
    return _total(v) / len(v)


def _variance(f: Any, v: list[Any]) -> Any:
    mean = _mean(f, v)
    return _mean(f, [(x - mean) * (x - mean) for x in v])


#: by name: arrays to an array
ARRAYS: dict[str, Any] = {
    "+": lambda a, b: pairs(a, b, lambda x, y: x + y),
    ".*": lambda a, b: pairs(a, b, lambda x, y: x * y),
    "./": lambda a, b: pairs(a, b, lambda x, y: x / y),
    "min": lambda a, b: pairs(a, b, lambda x, y: _chosen([x, y], True)),
    "max": lambda a, b: pairs(a, b, lambda x, y: _chosen([x, y], False)),
    "-": lambda a: each(lambda x: -1 * x, a),
    "@": matmul,
    "'": _transpose,
    "inv": inverse,
    "tr": lambda a: [[_total([a[i][i] for i in range(len(a))])]],
    "det": lambda a: [[_determinant(a)]],
    "kron": _kronecker,
    "diag": lambda a: [[x[0] if i == j else x[0] * 0 for j in range(len(a))] for i, x in _rows(a)],
    "diagonal": lambda a: [[a[i][i]] for i in range(len(a))],
    "vec": lambda a: [[x] for column in zip(*a, strict=True) for x in column],
}

#: by name: entries to a number; f applies a function by its name
REDUCTIONS: dict[str, Any] = {
    "norm": lambda f, v: f("sqrt", _total([x * x for x in v])),
    "norm1": lambda f, v: _total([f("abs", x) for x in v]),
    "norminf": lambda f, v: _chosen([f("abs", x) for x in v], False),
    "sum": lambda _, v: _total(v),
    "mean": _mean,
    "var": _variance,
    "max of entries": lambda _, v: _chosen(v, False),
    "min of entries": lambda _, v: _chosen(v, True),
    "logsumexp": lambda f, v: f("log", _total([f("exp", x) for x in v])),
}


def _rows(array: Array) -> list[tuple[int, list[Any]]]:
    return list(enumerate(array))


def compare(relation: str, left: Array, right: Array) -> bool | None:
    """Whether a relation holds at every entry (`!=`: at some); None where that is not clear."""
    found: list[bool | None] = []
    pairs(left, right, lambda x, y: found.append(_related(relation, x, y)))
    if relation == "!=":
        return True if True in found else None if None in found else False
    return False if False in found else None if None in found else True


def agree(left: Any, right: Any, digits: int = DIGITS) -> bool:
    """Whether two numbers are equal, or near to each other beside their size."""
    gap, size = arb(left - right), 1 + abs(arb(right))
    return bool(gap.is_finite() and abs(gap) < size * fmpq(1, 10**digits))


def _related(relation: str, left: Any, right: Any) -> bool | None:
    gap = left - right
    try:
        order = sign(gap)
    except Rejected:
        near = isinstance(gap, arb) and agree(left, right)
        return True if near and relation in ("=", "<=", ">=") else None
    if isinstance(gap, Dual) and order == 0:
        return None
    return bool(
        {"=": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0}.get(
            relation, order > 0 if relation == ">" else order >= 0
        )
    )
