"""The rules of norms, variance, log-sum-exp, softmax and largest entries."""

from __future__ import annotations

from derivcheck.calculus.differentials.tangents import minus, spread, times, zero
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Shape
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Comparison,
    Piecewise,
    Term,
    apply,
    constant,
    divide,
    multiply,
    ones,
    scalar_of,
    subtract,
)

Differentials = tuple[Term | None, ...]


def _total(term: Term | None) -> Term | None:
    return None if term is None else scalar_of(Operator.SUM, term)


def d_norm(f: Apply, d: Differentials) -> Term | None:
    """d norm(x) = sum(x .* dx)/norm(x)"""
    change = _total(times(f.arguments[0], d[0]))
    return None if change is None else divide(change, f)


def d_norm_1(f: Apply, d: Differentials) -> Term | None:
    """d norm1(x) = sum(sign(x) .* dx)"""
    return _total(times(apply(Operator.SIGN, f.arguments[0]), d[0]))


def d_variance(f: Apply, d: Differentials) -> Term | None:
    """d var(x) = 2 mean((x - mean(x)) .* dx)"""
    x = f.arguments[0]
    change = times(subtract(x, scalar_of(Operator.MEAN, x)), d[0])
    return None if change is None else multiply(constant(2), scalar_of(Operator.MEAN, change))


def d_logsumexp(f: Apply, d: Differentials) -> Term | None:
    """d logsumexp(x) = sum(softmax(x) .* dx)"""
    x = f.arguments[0]
    return _total(times(Apply(x.shape, Operator.SOFTMAX, (x,)), d[0]))


def d_softmax(f: Apply, d: Differentials) -> Term | None:
    """ds = s .* (dx - sum(s .* dx))"""
    change = minus(d[0], _total(times(f, d[0])))
    return times(f, change)


def d_extreme(f: Apply, d: Differentials) -> Term | None:
    """d max(x) = the mean of dx over the places where x = max(x)"""
    return _mean_where(f.arguments[0], f, d[0])


def d_norm_inf(f: Apply, d: Differentials) -> Term | None:
    """d norminf(x) = the mean of sign(x) .* dx over the places where abs(x) = norminf(x)"""
    x = f.arguments[0]
    return _mean_where(apply(Operator.ABS, x), f, times(apply(Operator.SIGN, x), d[0]))


def _mean_where(x: Term, extreme: Term, change: Term | None) -> Term | None:
    if change is None:
        return None
    where = Comparison("=", x, spread(extreme, x.shape))
    weights = Piecewise(x.shape, ((where, _one(x.shape)),), zero(x.shape))
    total = scalar_of(Operator.SUM, multiply(weights, change))
    return divide(total, scalar_of(Operator.SUM, weights))


def _one(shape: Shape) -> Term:
    return UNIT if shape.is_scalar else ones(shape)
