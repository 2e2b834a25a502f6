"""Taylor coefficients of the smooth functions at a point, over any arithmetic.

`coefficients(r, op, c, n)` are f(c), f'(c), f''(c)/2, ..., up to order n: each from the
differential equation of its function (Knuth, TAOCP 2, 4.7; Brent and Kung 1978). This is all
the numeric route knows about derivatives; a test compares it with finite differences.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.evaluation.arithmetic import Arithmetic, Element
from derivcheck.language.operators import Operator

_O = Operator

Coefficients = list[Element]


def coefficients(r: Arithmetic, op: _O, c: Element, n: int) -> Coefficients:
    """The Taylor coefficients of `op` at c, orders 0 to n."""
    return _TABLE[op](r, c, n)


# Truncated polynomials in t ---------------------------------------------------------------


def _product(r: Arithmetic, a: Coefficients, b: Coefficients, n: int) -> Coefficients:
    result = []
    for k in range(n + 1):
        total = r.number(0)
        for i in range(max(0, k - len(b) + 1), min(k + 1, len(a))):
            total = total + a[i] * b[k - i]
        result.append(total)
    return result


def _reciprocal(r: Arithmetic, a: Coefficients, n: int) -> Coefficients:
    first = r.div(r.number(1), a[0])
    result = [first]
    for k in range(1, n + 1):
        total = r.number(0)
        for i in range(1, min(k + 1, len(a))):
            total = total + a[i] * result[k - i]
        result.append(-(total * first))
    return result


def root(
    r: Arithmetic, a: Coefficients, first: Element, exponent: Fraction, n: int
) -> Coefficients:
    """`a^exponent` from its constant term: y' a = exponent y a'."""
    inverse = r.div(r.number(1), a[0])
    result = [first]
    for k in range(1, n + 1):
        total = r.number(0)
        for i in range(1, min(k + 1, len(a))):
            total = total + r.number((exponent * i - (k - i)) / k) * a[i] * result[k - i]
        result.append(total * inverse)
    return result


def _integral(r: Arithmetic, first: Element, derivative: Coefficients) -> Coefficients:
    return [first, *(r.number(Fraction(1, k + 1)) * a for k, a in enumerate(derivative))]


def _square(r: Arithmetic, c: Element, sign: int, constant: int) -> Coefficients:
    """`constant + sign (c + t)^2`."""
    s = r.number(sign)
    return [r.number(constant) + s * c * c, r.number(2 * sign) * c, s]


# One rule a function ----------------------------------------------------------------------


def _exp(r: Arithmetic, c: Element, n: int) -> Coefficients:
    term = r.function(_O.EXP, c)
    result = [term]
    for k in range(1, n + 1):
        term = term * r.number(Fraction(1, k))
        result.append(term)
    return result


def _log(r: Arithmetic, c: Element, n: int) -> Coefficients:
    slope = _reciprocal(r, [c, r.number(1)], n - 1) if n else []
    return _integral(r, r.function(_O.LOG, c), slope)


def power_coefficients(r: Arithmetic, c: Element, exponent: Fraction, n: int) -> Coefficients:
    """`(c + t)^exponent` for c > 0."""
    return root(r, [c, r.number(1)], r.rational_power(c, exponent), exponent, n)


def _sqrt(r: Arithmetic, c: Element, n: int) -> Coefficients:
    return root(r, [c, r.number(1)], r.function(_O.SQRT, c), Fraction(1, 2), n)


def _cycle(r: Arithmetic, values: Coefficients, n: int) -> Coefficients:
    """f, f', f'', ... repeating, each over k!."""
    result, factorial = [], 1
    for k in range(n + 1):
        factorial *= max(k, 1)
        result.append(r.number(Fraction(1, factorial)) * values[k % len(values)])
    return result


def _sin(r: Arithmetic, c: Element, n: int) -> Coefficients:
    s, o = r.function(_O.SIN, c), r.function(_O.COS, c)
    return _cycle(r, [s, o, -s, -o], n)


def _cos(r: Arithmetic, c: Element, n: int) -> Coefficients:
    s, o = r.function(_O.SIN, c), r.function(_O.COS, c)
    return _cycle(r, [o, -s, -o, s], n)


def _sinh(r: Arithmetic, c: Element, n: int) -> Coefficients:
    return _cycle(r, [r.function(_O.SINH, c), r.function(_O.COSH, c)], n)


def _cosh(r: Arithmetic, c: Element, n: int) -> Coefficients:
    return _cycle(r, [r.function(_O.COSH, c), r.function(_O.SINH, c)], n)


def _riccati(r: Arithmetic, first: Element, sign: int, n: int) -> Coefficients:
    """y' = 1 + sign y^2."""
    y = [first]
    for k in range(n):
        square = _product(r, y, y, k)[k]
        slope = r.number(sign) * square + r.number(1 if k == 0 else 0)
        y.append(r.number(Fraction(1, k + 1)) * slope)
    return y


def _tan(r: Arithmetic, c: Element, n: int) -> Coefficients:
    return _riccati(r, r.function(_O.TAN, c), 1, n)


def _tanh(r: Arithmetic, c: Element, n: int) -> Coefficients:
    return _riccati(r, r.function(_O.TANH, c), -1, n)


def _by_reciprocal(op: _O, sign: int) -> Callable[[Arithmetic, Element, int], Coefficients]:
    """y' = 1/(1 + sign x^2)."""

    def rule(r: Arithmetic, c: Element, n: int) -> Coefficients:
        slope = _reciprocal(r, _square(r, c, sign, 1), n - 1) if n else []
        return _integral(r, r.function(op, c), slope)

    return rule


def _by_root(
    op: _O, sign: int, constant: int, outer: int
) -> Callable[[Arithmetic, Element, int], Coefficients]:
    """y' = outer/sqrt(constant + sign x^2)."""

    def rule(r: Arithmetic, c: Element, n: int) -> Coefficients:
        if not n:
            return [r.function(op, c)]
        inside = _square(r, c, sign, constant)
        first = r.div(r.number(outer), r.function(_O.SQRT, inside[0]))
        return _integral(r, r.function(op, c), root(r, inside, first, Fraction(-1, 2), n - 1))

    return rule


def _erf(r: Arithmetic, c: Element, n: int) -> Coefficients:
    if not n:
        return [r.function(_O.ERF, c)]
    factor = r.div(r.number(2), r.function(_O.SQRT, r.pi()))
    y = [factor * r.function(_O.EXP, -(c * c))]
    for k in range(n - 1):  # y' = -2 x y
        slope = c * y[k] + (y[k - 1] if k else r.number(0))
        y.append(r.number(Fraction(-2, k + 1)) * slope)
    return _integral(r, r.function(_O.ERF, c), y)


def _gamma(r: Arithmetic, c: Element, n: int) -> Coefficients:
    psi = polygamma_coefficients(r, 0, c, n - 1) if n else []
    y = [r.function(_O.GAMMA, c)]
    for k in range(n):  # y' = y psi
        y.append(r.number(Fraction(1, k + 1)) * _product(r, y, psi, k)[k])
    return y


def polygamma_coefficients(r: Arithmetic, order: int, c: Element, n: int) -> Coefficients:
    """Of the polygamma function of that order."""
    result, factorial = [], 1
    for k in range(n + 1):
        factorial *= max(k, 1)
        result.append(r.number(Fraction(1, factorial)) * r.polygamma(order + k, c))
    return result


_TABLE: dict[_O, Callable[[Arithmetic, Element, int], Coefficients]] = {
    _O.EXP: _exp,
    _O.LOG: _log,
    _O.SQRT: _sqrt,
    _O.SIN: _sin,
    _O.COS: _cos,
    _O.TAN: _tan,
    _O.ASIN: _by_root(_O.ASIN, -1, 1, 1),
    _O.ACOS: _by_root(_O.ACOS, -1, 1, -1),
    _O.ATAN: _by_reciprocal(_O.ATAN, 1),
    _O.SINH: _sinh,
    _O.COSH: _cosh,
    _O.TANH: _tanh,
    _O.ASINH: _by_root(_O.ASINH, 1, 1, 1),
    _O.ACOSH: _by_root(_O.ACOSH, 1, -1, 1),
    _O.ATANH: _by_reciprocal(_O.ATANH, -1),
    _O.ERF: _erf,
    _O.GAMMA: _gamma,
}
