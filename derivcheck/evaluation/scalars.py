"""Scalar functions over any arithmetic: domains and branches by signs, the rest by quotients.

What is left, `SMOOTH`, is what an arithmetic has to know by itself; their Taylor coefficients
are in `taylor`. A domain is checked before a value is asked for, so `log(-1)` has no value
also where logarithms cannot be computed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.evaluation.arithmetic import Arithmetic, Element, NoValue
from derivcheck.language.operators import Operator

_O = Operator

#: functions an arithmetic computes itself; analytic inside their domains
SMOOTH = frozenset(
    {
        *(_O.EXP, _O.LOG, _O.SQRT, _O.SIN, _O.COS, _O.TAN, _O.ASIN, _O.ACOS, _O.ATAN),
        *(_O.SINH, _O.COSH, _O.TANH, _O.ASINH, _O.ACOSH, _O.ATANH, _O.ERF, _O.GAMMA),
    }
)


def scalar_function(r: Arithmetic, op: _O, a: Element) -> Element:
    """The function at `a`, or `NoValue` outside its domain."""
    rule = RULES.get(op)
    if rule is not None:
        return rule(r, a)
    domain = DOMAINS.get(op)
    if domain is not None:
        domain(r, a)
    return r.smooth(op, a)


# Branches by sign -------------------------------------------------------------------------


def _abs(r: Arithmetic, a: Element) -> Element:
    return -a if r.sign(a) < 0 else a


def _sign(r: Arithmetic, a: Element) -> Element:
    return r.number(r.sign(a))


def _relu(r: Arithmetic, a: Element) -> Element:
    return a if r.sign(a) > 0 else r.number(0)


def _step(r: Arithmetic, a: Element) -> Element:
    return r.number(1 if r.sign(a) >= 0 else 0)


# Quotients and compositions ---------------------------------------------------------------


def _sec(r: Arithmetic, a: Element) -> Element:
    return r.div(r.number(1), r.function(_O.COS, a))


def _csc(r: Arithmetic, a: Element) -> Element:
    return r.div(r.number(1), r.function(_O.SIN, a))


def _cot(r: Arithmetic, a: Element) -> Element:
    return r.div(r.function(_O.COS, a), r.function(_O.SIN, a))


def _sech(r: Arithmetic, a: Element) -> Element:
    return r.div(r.number(1), r.function(_O.COSH, a))


def _csch(r: Arithmetic, a: Element) -> Element:
    return r.div(r.number(1), r.function(_O.SINH, a))


def _coth(r: Arithmetic, a: Element) -> Element:
    return r.div(r.function(_O.COSH, a), r.function(_O.SINH, a))


def _sigmoid(r: Arithmetic, a: Element) -> Element:
    return r.div(r.number(1), r.number(1) + r.function(_O.EXP, -a))


def _softplus(r: Arithmetic, a: Element) -> Element:
    return r.function(_O.LOG, r.number(1) + r.function(_O.EXP, a))


RULES: dict[_O, Callable[[Arithmetic, Element], Element]] = {
    _O.ABS: _abs,
    _O.SIGN: _sign,
    _O.RELU: _relu,
    _O.STEP: _step,
    _O.SEC: _sec,
    _O.CSC: _csc,
    _O.COT: _cot,
    _O.SECH: _sech,
    _O.CSCH: _csch,
    _O.COTH: _coth,
    _O.SIGMOID: _sigmoid,
    _O.SOFTPLUS: _softplus,
}


# Domains ----------------------------------------------------------------------------------


def _positive(r: Arithmetic, a: Element) -> None:
    if r.sign(a) <= 0:
        raise NoValue("the logarithm of a number that is not positive")


def _not_negative(r: Arithmetic, a: Element) -> None:
    if r.sign(a) < 0:
        raise NoValue("the square root of a negative number")


def _within_one(r: Arithmetic, a: Element) -> None:
    if r.sign(r.number(1) - a) < 0 or r.sign(r.number(1) + a) < 0:
        raise NoValue("an arc sine or arc cosine outside [-1, 1]")


def _strictly_within_one(r: Arithmetic, a: Element) -> None:
    if r.sign(r.number(1) - a) <= 0 or r.sign(r.number(1) + a) <= 0:
        raise NoValue("atanh outside (-1, 1)")


def _at_least_one(r: Arithmetic, a: Element) -> None:
    if r.sign(a - r.number(1)) < 0:
        raise NoValue("acosh of a number below 1")


def _no_pole_of_gamma(r: Arithmetic, a: Element) -> None:
    known = r.fraction(a)
    if known is not None and known.denominator == 1 and known <= 0:
        raise NoValue("gamma at 0 or a negative integer")


DOMAINS: dict[_O, Callable[[Arithmetic, Element], None]] = {
    _O.LOG: _positive,
    _O.SQRT: _not_negative,
    _O.ASIN: _within_one,
    _O.ACOS: _within_one,
    _O.ATANH: _strictly_within_one,
    _O.ACOSH: _at_least_one,
    _O.GAMMA: _no_pole_of_gamma,
}

#: argument and value where a rational argument has a rational value
SPECIAL: dict[tuple[_O, Fraction], Fraction] = {
    **{
        (op, Fraction(0)): Fraction(0)
        for op in (
            *(_O.SQRT, _O.SIN, _O.TAN, _O.ASIN, _O.ATAN, _O.SINH, _O.TANH, _O.ASINH),
            *(_O.ATANH, _O.ERF),
        )
    },
    **{(op, Fraction(0)): Fraction(1) for op in (_O.EXP, _O.COS, _O.COSH)},
    **{(op, Fraction(1)): Fraction(0) for op in (_O.LOG, _O.ACOS, _O.ACOSH)},
}
