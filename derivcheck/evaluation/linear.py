"""Linear algebra over any arithmetic.

Determinants without a division, so that they have values and derivatives at singular
matrices too; everything else by elimination with the arithmetic's own pivots.
"""

from __future__ import annotations

from operator import mul

from derivcheck.evaluation.arithmetic import Arithmetic, Array, Element, NoValue

Rows = list[list[Element]]


def matmul(a: Array, b: Array) -> Array:
    """The matrix product."""
    if len(a[0]) != len(b):
        raise ValueError("a product of matrices that do not fit")
    columns = list(zip(*b, strict=True))
    return tuple([tuple([sum_of(list(map(mul, row, column))) for column in columns]) for row in a])


def sum_of(terms: list[Element]) -> Element:
    """The sum of at least one element."""
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def transpose(a: Array) -> Array:
    """The transpose."""
    return tuple(zip(*a, strict=True))


def identity(r: Arithmetic, n: int) -> Array:
    """The identity matrix."""
    one, zero = r.number(1), r.number(0)
    return tuple(tuple(one if i == j else zero for j in range(n)) for i in range(n))


def determinant(r: Arithmetic, a: Array) -> Element:
    """By n - 1 products (Bird, A simple division-free algorithm for computing determinants,
    Inf. Process. Lett. 111, 2011): X <- mu(X) A, where mu keeps what is above the diagonal."""
    n = len(a)
    if n == 1:
        return a[0][0]
    if n == 2:
        return a[0][0] * a[1][1] - a[0][1] * a[1][0]
    zero = r.number(0)
    x = a
    for _ in range(n - 1):
        diagonal: list[Element] = [zero] * n
        for i in range(n - 2, -1, -1):
            diagonal[i] = diagonal[i + 1] - x[i + 1][i + 1]
        mu = tuple(
            tuple(x[i][j] if j > i else diagonal[i] if i == j else zero for j in range(n))
            for i in range(n)
        )
        x = matmul(mu, a)
    return x[0][0] if n % 2 else -x[0][0]


def reduced(r: Arithmetic, a: Array, columns: int) -> tuple[Rows, list[int]]:
    """The reduced row echelon form in the first columns, and where its pivots stand."""
    rows = [list(row) for row in a]
    pivots: list[int] = []
    for j in range(columns):
        top = len(pivots)
        if top == len(rows):
            break
        k = r.pivot([row[j] for row in rows[top:]])
        if k is None:
            continue
        rows[top], rows[top + k] = rows[top + k], rows[top]
        inverse = r.div(r.number(1), rows[top][j])
        pivot_row = rows[top] = [r.settle(x * inverse) for x in rows[top]]
        for i, row in enumerate(rows):
            if i != top:
                factor = row[j]
                rows[i] = [x - factor * y for x, y in zip(row, pivot_row, strict=True)]
        pivots.append(j)
    return rows, pivots


def inverse(r: Arithmetic, a: Array) -> Array:
    """The inverse; no value for a singular matrix."""
    n = len(a)
    if n == 1:
        return ((r.div(r.number(1), a[0][0]),),)
    joined = tuple((*row, *unit) for row, unit in zip(a, identity(r, n), strict=True))
    rows, pivots = reduced(r, joined, n)
    if len(pivots) < n:
        raise NoValue("the inverse of a singular matrix")
    return tuple(tuple(row[n:]) for row in rows)


def pivot_columns(r: Arithmetic, a: Array) -> list[int]:
    """Columns that are independent of those before, by elimination without a division.

    So what vanishes identically along a series is seen to: its terms stay polynomials.
    """
    rows = [list(row) for row in a]
    found: list[int] = []
    for j in range(len(a[0])):
        top = len(found)
        if top == len(rows):
            break
        k = r.pivot([row[j] for row in rows[top:]])
        if k is None:
            continue
        rows[top], rows[top + k] = rows[top + k], rows[top]
        lead = rows[top]
        for i in range(top + 1, len(rows)):
            row = rows[i]
            rows[i] = [r.settle(lead[j] * x - row[j] * y) for x, y in zip(row, lead, strict=True)]
        found.append(j)
    return found


def rank(r: Arithmetic, a: Array) -> int:
    """The number of independent columns."""
    return len(pivot_columns(r, a))


def pseudoinverse(r: Arithmetic, a: Array) -> Array:
    """F' (F F')^-1 (C' C)^-1 C' for a factorisation a = C F of full rank (Penrose 1955)."""
    columns = pivot_columns(r, a)
    if not columns:
        zero = r.number(0)
        return tuple(tuple(zero for _ in a) for _ in a[0])
    c = tuple(tuple(row[j] for j in columns) for row in a)
    ct = transpose(c)
    to_c = matmul(inverse(r, matmul(ct, c)), ct)
    f = matmul(to_c, a)
    ft = transpose(f)
    return matmul(matmul(ft, inverse(r, matmul(f, ft))), to_c)


def power(r: Arithmetic, a: Array, n: int) -> Array:
    """The power of a square matrix, A^0 = I."""
    if n < 0:
        return power(r, inverse(r, a), -n)
    if n == 0:
        return identity(r, len(a))
    result = a
    for bit in bin(n)[3:]:
        result = matmul(result, result)
        if bit == "1":
            result = matmul(result, a)
        result = tuple(tuple(r.settle(x) for x in row) for row in result)
    return result
