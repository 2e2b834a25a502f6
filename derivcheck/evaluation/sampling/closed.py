"""Closed-form constants such as `sqrt(2)`, `pi/2`, `-1/2 + sqrt(5)/2`: building and comparing.

A value is a rational or a term of constants and elementary functions. Signs are read off
balls; where a ball of 200 bits contains 0 the sign is unclear, except for the rational 0.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from flint import arb

from derivcheck.evaluation.balls import Balls
from derivcheck.language import terms
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import Pi, Term

Value = Fraction | Term

_O = Operator
PI = Pi(SCALAR)
_FINE = Balls(200)
_NEAR = Balls(96)


# Sizes ------------------------------------------------------------------------------------


def enclosure(term: Term) -> arb | None:
    """A ball around a closed form of elementary functions; None for anything else."""
    match term:
        case terms.Constant(value=value):
            return arb(value.numerator) / value.denominator
        case Pi():
            return arb.pi()
        case terms.Apply(operator=op, arguments=arguments) if op in _BALLS:
            parts = [enclosure(a) for a in arguments]
            if None in parts:
                return None
            ball = _BALLS[op](*parts)
            return ball if ball.is_finite() else None
        case _:
            return None


_BALLS: dict[Operator, Callable[..., arb]] = {
    _O.ADD: operator.add,
    _O.MULTIPLY: operator.mul,
    _O.DIVIDE: operator.truediv,
    _O.POWER: operator.pow,
    _O.NEGATE: operator.neg,
    _O.ABS: abs,
    **{
        _O(name): getattr(arb, name)
        for name in (
            *("exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan"),
            *("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
        )
    },
}


#: of two, in a number that is written out
_LARGEST_EXPONENT = 4096


@lru_cache(maxsize=4096)
def near(value: Value, side: int) -> Fraction | None:
    """The value itself if rational, else a rational within 1e-24 or so on the given side.

    None where there is no number, or one beyond all magnitudes that points have.
    """
    if isinstance(value, Fraction):
        return value
    with _NEAR.active():
        ball = enclosure(value)
        if ball is None or abs(int(ball.abs_upper().man_exp()[1])) > _LARGEST_EXPONENT:
            return None
        return exactly(ball.upper() if side > 0 else ball.lower())


def exactly(end: arb) -> Fraction:
    """The rational that a ball of radius 0 is."""
    mantissa, exponent = end.man_exp()
    return int(mantissa) * Fraction(2) ** int(exponent)


# Building ---------------------------------------------------------------------------------


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
    sign(b)
    return a if a == 0 else terms.divide(term(a), term(b))


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
        if value == 1 and function in (_O.LOG, _O.ACOSH):
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


class Unclear(Exception):
    """The sign of a closed form cannot be told."""


def sign(value: Value) -> int:
    """-1, 0 or 1; raises `Unclear` where 200 bits do not tell."""
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    with _FINE.active():
        ball = enclosure(value)
    if ball is None or ball.contains(0):
        raise Unclear
    return 1 if ball > 0 else -1
