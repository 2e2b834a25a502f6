"""Closed-form constants such as `sqrt(2)`, `pi/2`, `-1/2 + sqrt(5)/2`: building and comparing.

A value is a rational or a term of constants and elementary functions. Signs are read off
balls; a value whose ball contains 0 at 200 bits is taken for 0 only if it is the rational 0.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isqrt

from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.sampling.domains import enclosure, near
from derivcheck.evaluation.sampling.pools import Domain, Value
from derivcheck.language import terms
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import Pi, Term

_O = Operator
PI = Pi(SCALAR)
_FINE = Balls(200)


def term(value: Value) -> Term:
    """The value as a term."""
    return terms.constant(value) if isinstance(value, Fraction) else value


def plus(a: Value, b: Value) -> Value:
    """a + b."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    if a == 0 or b == 0:
        return b if a == 0 else a
    return terms.add(term(a), term(b))


def minus(a: Value) -> Value:
    """-a."""
    if isinstance(a, Fraction):
        return -a
    if isinstance(a, terms.Apply) and a.operator is _O.NEGATE:
        return a.arguments[0]
    return terms.negate(a)


def times(a: Value, b: Value) -> Value:
    """a b."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    for x, y in ((a, b), (b, a)):
        if isinstance(x, Fraction):
            if x in (0, 1, -1):
                return Fraction(0) if x == 0 else y if x == 1 else minus(y)
            if abs(x.numerator) == 1 or abs(x.numerator) < x.denominator:
                top = times(Fraction(x.numerator), y)
                if x.denominator > 1:
                    return terms.divide(term(top), terms.constant(x.denominator))
    return terms.multiply(term(a), term(b))


def over(a: Value, b: Value) -> Value | None:
    """a / b; None for b = 0."""
    if isinstance(b, Fraction):
        return times(a, 1 / b) if b else None
    return None if a == 0 and sign(b) is None else terms.divide(term(a), term(b))


def root(value: Fraction, degree: int = 2) -> Value | None:
    """The non-negative real root, square factors taken out: sqrt(8) is 2*sqrt(2)."""
    if value < 0:
        return None
    exact = _exact_root(value, degree)
    if exact is not None:
        return exact
    if degree != 2:
        return terms.power(terms.constant(value), Fraction(1, degree))
    radicand, denominator = value.numerator * value.denominator, value.denominator
    square = 1
    for p in range(2, 100):
        while radicand % (p * p) == 0:
            radicand //= p * p
            square *= p
    return times(Fraction(square, denominator), terms.apply(_O.SQRT, terms.constant(radicand)))


def _exact_root(value: Fraction, degree: int) -> Fraction | None:
    parts = []
    for n in (value.numerator, value.denominator):
        guess = isqrt(n) if degree == 2 else round(n ** (1 / degree)) if n < 1 << 900 else 0
        if guess**degree != n:
            return None
        parts.append(guess)
    return Fraction(*parts)


#: exact values of inverse functions: (function, argument) -> multiple of pi
_ANGLES = {
    (_O.ASIN, Fraction(0)): Fraction(0),
    (_O.ASIN, Fraction(1)): Fraction(1, 2),
    (_O.ASIN, Fraction(-1)): Fraction(-1, 2),
    (_O.ASIN, Fraction(1, 2)): Fraction(1, 6),
    (_O.ASIN, Fraction(-1, 2)): Fraction(-1, 6),
    (_O.ACOS, Fraction(0)): Fraction(1, 2),
    (_O.ACOS, Fraction(1)): Fraction(0),
    (_O.ACOS, Fraction(-1)): Fraction(1),
    (_O.ACOS, Fraction(1, 2)): Fraction(1, 3),
    (_O.ACOS, Fraction(-1, 2)): Fraction(2, 3),
    (_O.ATAN, Fraction(0)): Fraction(0),
    (_O.ATAN, Fraction(1)): Fraction(1, 4),
    (_O.ATAN, Fraction(-1)): Fraction(-1, 4),
}

_AT_ZERO = {
    **dict.fromkeys((_O.EXP, _O.COS, _O.COSH), Fraction(1)),
    **dict.fromkeys((_O.SIN, _O.TAN, _O.SINH, _O.TANH, _O.ASINH, _O.ATANH, _O.SQRT), Fraction(0)),
}

_INVERSES = {_O.EXP: _O.LOG, _O.LOG: _O.EXP}


def of(function: Operator, value: Value) -> Value | None:
    """A function at a value; None where it has none."""
    if isinstance(value, Fraction):
        if (function, value) in _ANGLES:
            return times(_ANGLES[function, value], PI)
        if value == 0 and function in _AT_ZERO:
            return _AT_ZERO[function]
        if (function, value) in ((_O.LOG, 1), (_O.ACOSH, 1)):
            return Fraction(0)
        if function is _O.SQRT:
            return root(value)
    elif isinstance(value, terms.Apply) and value.operator is _INVERSES.get(function):
        return _rational(value.arguments[0])
    result = terms.apply(function, term(value))
    return None if size(result) is None else result


def _rational(value: Term) -> Value:
    return value.value if isinstance(value, terms.Constant) else value


@lru_cache(maxsize=4096)
def size(value: Value) -> float | None:
    """About how large the value is; None if it is no finite real number."""
    if isinstance(value, Fraction):
        try:
            return float(value)
        except OverflowError:
            return None
    ball = enclosure(value)
    return None if ball is None else float(ball.mid())


def sign(value: Value) -> int | None:
    """-1, 0 or 1; None where 200 bits do not tell."""
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    with _FINE.active():
        ball = enclosure(value)
    if ball is None or ball.contains(0):
        return None
    return 1 if ball > 0 else -1


def between(a: Value | None, b: Value | None) -> Fraction | None:
    """A simple rational strictly between two values, None being infinite."""
    from derivcheck.evaluation.sampling.pools import simplest

    low = None if a is None else near(a, 1)
    high = None if b is None else near(b, -1)
    if low is None and high is None:
        return Fraction(0) if a is None and b is None else None
    if low is None:
        assert high is not None
        return Fraction(high.__floor__() - 1)
    if high is None:
        return Fraction(low.__ceil__() + 1)
    return simplest(low, high) if low < high else None


def within(domain: Domain, value: Value) -> bool:
    """Whether the value certainly belongs to the domain."""
    if isinstance(value, Fraction):
        return domain.contains(value)
    if domain.values is not None:
        return value in domain.values
    if domain.is_free:
        return True
    low, high = near(value, -1), near(value, 1)
    if low is None or high is None:
        return False
    return any(
        value in i.ends or (i.contains(low) and i.contains(high)) for i in domain.intervals
    )
