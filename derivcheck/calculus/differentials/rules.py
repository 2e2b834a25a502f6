"""The rule of every operator that is not a function of one argument.

A rule takes the applied term and the differentials of its arguments (None for zero).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derivcheck.calculus.differentials import reductions
from derivcheck.calculus.differentials.reductions import Differentials
from derivcheck.calculus.differentials.tangents import (
    UnsupportedDifferential,
    fresh,
    minus,
    names,
    plus,
    product,
    spread,
    times,
    zero,
)
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Constant,
    Index,
    Iterated,
    Piecewise,
    Term,
    apply,
    constant,
    divide,
    matmul,
    multiply,
    power,
    scalar_of,
    subtract,
)

Rule = Callable[[Apply, Differentials], Term | None]

#: powers of a matrix up to this exponent are differentiated factor by factor
_WRITTEN_OUT = 6


# Entry by entry -----------------------------------------------------------------------------


def d_add(f: Apply, d: Differentials) -> Term | None:
    """d(a + b) = da + db"""
    result = plus(d[0], d[1])
    return None if result is None else spread(result, f.shape)


def d_negate(_f: Apply, d: Differentials) -> Term | None:
    """d(-a) = -da"""
    return minus(None, d[0])


def d_multiply(f: Apply, d: Differentials) -> Term | None:
    """d(a .* b) = da .* b + a .* db"""
    a, b = f.arguments
    return plus(times(d[0], b), times(a, d[1]))


def d_divide(f: Apply, d: Differentials) -> Term | None:
    """d(a ./ b) = (da - (a ./ b) .* db) ./ b"""
    change = minus(d[0], times(f, d[1]))
    return None if change is None else divide(change, f.arguments[1])


def d_power(f: Apply, d: Differentials) -> Term | None:
    """d(a^p) = p a^(p - 1) da + a^p log(a) dp"""
    a, p = f.arguments
    if isinstance(p, Constant) and (even := _even_power_of_norm(a, p, d[0])) is not None:
        return even
    if isinstance(p, Constant):
        lowered = None if p.value == 0 else _scaled_power(a, p)
    else:
        lowered = multiply(p, power(a, subtract(p, UNIT)))
    by_exponent = times(multiply(f, apply(Operator.LOG, a)), d[1]) if d[1] is not None else None
    return plus(times(lowered, d[0]), by_exponent)


def _even_power_of_norm(a: Term, p: Constant, da: Term | None) -> Term | None:
    """d norm(x)^p = p norm(x)^(p - 2) sum(x .* dx) for even p, also where x = 0"""
    if not (isinstance(a, Apply) and a.operator is Operator.NORM and isinstance(da, Apply)):
        return None
    if da.operator is not Operator.DIVIDE or p.value < 2 or p.value % 2:
        return None
    scale: Term = p if p.value == 2 else multiply(p, power(a, p.value - 2))
    return multiply(scale, da.arguments[0])


def _scaled_power(a: Term, p: Constant) -> Term:
    if p.value == 1:
        return UNIT
    return multiply(p, a if p.value == 2 else power(a, p.value - 1))


def d_maximum(f: Apply, d: Differentials) -> Term | None:
    """d max(a, b) = da where a > b, db where a < b; their mean where a = b"""
    return _chosen(f, d, ">")


def d_minimum(f: Apply, d: Differentials) -> Term | None:
    """d min(a, b) = da where a < b, db where a > b; their mean where a = b"""
    return _chosen(f, d, "<")


def _chosen(f: Apply, d: Differentials, first: str) -> Term | None:
    if d[0] is None and d[1] is None:
        return None
    a, b = (spread(argument, f.shape) for argument in f.arguments)
    da, db = (zero(f.shape) if part is None else spread(part, f.shape) for part in d)
    greater, less = (da, db) if first == ">" else (db, da)
    both = plus(d[0], d[1])
    assert both is not None
    return Piecewise(
        f.shape,
        ((Comparison(">", a, b), greater), (Comparison("<", a, b), less)),
        divide(spread(both, f.shape), constant(2)),
    )


# Matrices -----------------------------------------------------------------------------------


def d_matmul(f: Apply, d: Differentials) -> Term | None:
    """d(A B) = dA B + A dB"""
    a, b = f.arguments
    return plus(product(d[0], b), product(a, d[1]))


def d_linear(f: Apply, d: Differentials) -> Term | None:
    """d L(A) = L(dA): transpose, trace, diag, diagonal, vec, sum, mean"""
    return None if d[0] is None else replace(f, arguments=(d[0],))


def d_bilinear(f: Apply, d: Differentials) -> Term | None:
    """d B(a, b) = B(da, b) + B(a, db): kron, conv2d"""
    a, b = f.arguments
    first = None if d[0] is None else replace(f, arguments=(d[0], b))
    return plus(first, None if d[1] is None else replace(f, arguments=(a, d[1])))


def d_constant(_f: Apply, _d: Differentials) -> None:
    """dI = 0, and ones, zeros, basis likewise"""


def d_matrix_power(f: Apply, d: Differentials) -> Term | None:
    """d(A^k) = sum of A^j dA A^(k - 1 - j) over 0 <= j < k, minus the one over k <= j < 0"""
    da, k = d[0], f.parameter
    if da is None:
        return None
    if k is None:
        raise UnsupportedDifferential("a matrix power without an exponent")
    if isinstance(k, Constant) and 0 <= k.value <= _WRITTEN_OUT:
        result: Term | None = None
        for j in range(int(k.value)):
            rest = int(k.value) - 1 - j
            result = plus(result, _power_term(f, da, constant(j), constant(rest)))
        return result
    index = fresh("j#0", names((f, da)))
    j_, last = Index(SCALAR, index), subtract(k, UNIT)
    body = _power_term(f, da, j_, subtract(last, j_))
    positive = Iterated(f.shape, "sum", body, index, ZERO, last)
    return minus(positive, Iterated(f.shape, "sum", body, index, k, constant(-1)))


def _power_term(f: Apply, da: Term, before: Term, after: Term) -> Term:
    result = da
    if before != ZERO:
        result = matmul(replace(f, parameter=before), result)
    return result if after == ZERO else matmul(result, replace(f, parameter=after))


def d_inverse(f: Apply, d: Differentials) -> Term | None:
    """d inv(A) = -inv(A) dA inv(A)"""
    return minus(None, product(f, d[0], f))


def _relative(a: Term, da: Term | None) -> Term | None:
    inverse = Apply(a.shape, Operator.INVERSE, (a,))
    change = product(inverse, da)
    return None if change is None else scalar_of(Operator.TRACE, change)


def d_determinant(f: Apply, d: Differentials) -> Term | None:
    """d det(A) = det(A) tr(inv(A) dA)"""
    return times(f, _relative(f.arguments[0], d[0]))


def d_logdet(f: Apply, d: Differentials) -> Term | None:
    """d logdet(A) = tr(inv(A) dA)"""
    return _relative(f.arguments[0], d[0])


#: pinv and rank have none: they jump where the rank does
RULES: dict[Operator, Rule] = {
    Operator.ADD: d_add,
    Operator.MULTIPLY: d_multiply,
    Operator.DIVIDE: d_divide,
    Operator.POWER: d_power,
    Operator.MINIMUM: d_minimum,
    Operator.MAXIMUM: d_maximum,
    Operator.NEGATE: d_negate,
    Operator.MATMUL: d_matmul,
    Operator.TRANSPOSE: d_linear,
    Operator.MATRIX_POWER: d_matrix_power,
    Operator.INVERSE: d_inverse,
    Operator.TRACE: d_linear,
    Operator.DETERMINANT: d_determinant,
    Operator.LOGDET: d_logdet,
    Operator.KRONECKER: d_bilinear,
    Operator.DIAGONAL_MATRIX: d_linear,
    Operator.DIAGONAL: d_linear,
    Operator.VEC: d_linear,
    Operator.IDENTITY: d_constant,
    Operator.ONES: d_constant,
    Operator.ZEROS: d_constant,
    Operator.BASIS: d_constant,
    Operator.NORM: reductions.d_norm,
    Operator.NORM_1: reductions.d_norm_1,
    Operator.NORM_INF: reductions.d_norm_inf,
    Operator.SUM: d_linear,
    Operator.MEAN: d_linear,
    Operator.VARIANCE: reductions.d_variance,
    Operator.LARGEST: reductions.d_extreme,
    Operator.SMALLEST: reductions.d_extreme,
    Operator.LOGSUMEXP: reductions.d_logsumexp,
    Operator.SOFTMAX: reductions.d_softmax,
    Operator.CONVOLUTION: d_bilinear,
}
