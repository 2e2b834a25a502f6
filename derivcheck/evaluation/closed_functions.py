"""Values in closed form of elementary functions at closed forms: sin(pi/6), exp(log(2)/2)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from derivcheck.evaluation import closed, constants
from derivcheck.evaluation.arithmetic import NoValue
from derivcheck.evaluation.constants import Monomial, Sum
from derivcheck.language.operators import Operator

_O = Operator
_HALF = Fraction(1, 2)

#: bits of a rational up to which its exponential or logarithm gets a form
_SHORT = 16


def closed_value(op: Operator, a: Any) -> Any:
    """The value with its form; None where it has none of this kind."""
    rule = _RULES.get(op)
    if rule is None:
        return None
    form = closed.short(a, _SHORT)
    return None if form is None else rule(form, a)


def _sqrt(top: Sum, a: Any) -> Any:
    del top
    return closed.power(a, _HALF)


def _exp(top: Sum, a: Any) -> Any:
    """e^q times roots of primes for `q + sum of r log p`."""
    e, powers = Fraction(0), []
    for m, c in top.items():
        r = Fraction(int(c.p), int(c.q))
        if not constants.is_short(r):
            return None
        if m == constants.ONE:
            e = r
        elif len(m.logs) == 1 and m == Monomial(logs=((m.logs[0][0], 1),)):
            powers.append((m.logs[0][0], r))
        else:
            return None
    factor, radicals = constants.reduced_radicals(powers)
    return closed.monomial(arb(a).exp(), Monomial(radicals, e=e), factor)


def _log(top: Sum, a: Any) -> Any:
    """The sum of exponents times logarithms of primes, for one term without pi."""
    if len(top) != 1:
        return None
    [(m, c)] = top.items()
    if m.pi or m.logs or c < 0:
        return None
    powers = constants.factored(c)
    if powers is None:
        return None
    exponents: dict[int, Fraction] = {}
    for p, r in (*powers, *m.radicals):
        exponents[p] = exponents.get(p, Fraction(0)) + r
    total = constants.rational_sum(fmpq(m.e.numerator, m.e.denominator))
    for p, r in exponents.items():
        total[Monomial(logs=((p, 1),))] = fmpq(r.numerator, r.denominator)
    return closed.closed(arb(a).log(), total)


# Angles -----------------------------------------------------------------------------------


def _radical(n: int) -> Monomial:
    return Monomial(constants.reduced_radicals([(n, _HALF)])[1])


#: cos(k pi/12) for k = 0..6, as coefficients of 1, sqrt(2), sqrt(3), sqrt(6)
_COSINES: tuple[Sum, ...] = (
    {constants.ONE: fmpq(1)},
    {_radical(2): fmpq(1, 4), Monomial(((2, _HALF), (3, _HALF))): fmpq(1, 4)},
    {_radical(3): fmpq(1, 2)},
    {_radical(2): fmpq(1, 2)},
    {constants.ONE: fmpq(1, 2)},
    {_radical(2): fmpq(-1, 4), Monomial(((2, _HALF), (3, _HALF))): fmpq(1, 4)},
    {},
)


def _twelfths(top: Sum) -> int | None:
    """k where the argument is k pi/12."""
    if not top:
        return 0
    if len(top) != 1 or Monomial(pi=1) not in top:
        return None
    k = top[Monomial(pi=1)] * 12
    return int(k.p) if k.q == 1 else None


def _cosine(k: int) -> Sum:
    k %= 24
    k = min(k, 24 - k)
    return _COSINES[k] if k <= 6 else constants.negative(_COSINES[12 - k])


def _circular(quarter: int) -> Callable[[Sum, Any], Any]:
    def rule(top: Sum, a: Any) -> Any:
        k = _twelfths(top)
        if k is None:
            return None
        ball = arb(a).cos() if quarter == 0 else arb(a).sin()
        return closed.closed(ball, _cosine(k - quarter))

    return rule


def _tan(top: Sum, a: Any) -> Any:
    k = _twelfths(top)
    if k is None:
        return None
    if k % 12 == 6:
        raise NoValue("tan at a pole")
    below = constants.inverse(_cosine(k))
    assert below is not None
    return closed.closed(arb(a).tan(), constants.multiply(_cosine(k - 6), below))


def _angle(
    values: Callable[[int], tuple[Sum, Sum]], low: int, high: int
) -> Callable[[Sum, Any], Any]:
    """The angle of an inverse function, found among the multiples of pi/12."""

    def rule(top: Sum, _: Any) -> Any:
        for k in range(low, high + 1):
            above, below = values(k)
            if constants.multiply(top, below) == above:
                ball = arb.pi() * k / 12
                return closed.monomial(ball, Monomial(pi=1), fmpq(k, 12)) if k else fmpq(0)
        return None

    return rule


def _sine_pair(k: int) -> tuple[Sum, Sum]:
    return _cosine(k - 6), constants.rational_sum(fmpq(1))


def _cosine_pair(k: int) -> tuple[Sum, Sum]:
    return _cosine(k), constants.rational_sum(fmpq(1))


def _tangent_pair(k: int) -> tuple[Sum, Sum]:
    return _cosine(k - 6), _cosine(k)


_RULES: dict[Operator, Callable[[Sum, Any], Any]] = {
    _O.SQRT: _sqrt,
    _O.EXP: _exp,
    _O.LOG: _log,
    _O.COS: _circular(0),
    _O.SIN: _circular(6),
    _O.TAN: _tan,
    _O.ASIN: _angle(_sine_pair, -6, 6),
    _O.ACOS: _angle(_cosine_pair, 0, 12),
    _O.ATAN: _angle(_tangent_pair, -5, 5),
}
