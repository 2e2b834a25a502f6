"""Slopes of the functions of one argument: f'(x) from x and y = f(x)."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    Pi,
    Term,
    add,
    apply,
    constant,
    divide,
    multiply,
    negate,
    power,
    subtract,
)

#: the slope from the argument and the value; None is zero
Slope = Callable[[Term, Term], Term | None]

_TWO = constant(2)


def _square(x: Term) -> Term:
    return power(x, 2)


def _reciprocal(x: Term) -> Term:
    return divide(UNIT, x)


def _reciprocal_root(x: Term) -> Term:
    return divide(UNIT, apply(Operator.SQRT, x))


def exp(_x: Term, y: Term) -> Term:
    """exp' = exp"""
    return y


def log(x: Term, _y: Term) -> Term:
    """log' x = 1/x"""
    return _reciprocal(x)


def sqrt(_x: Term, y: Term) -> Term:
    """sqrt' x = 1/(2 sqrt x)"""
    return divide(UNIT, multiply(_TWO, y))


def absolute(x: Term, _y: Term) -> Term:
    """abs' x = sign x, where x != 0"""
    return apply(Operator.SIGN, x)


def locally_constant(_x: Term, _y: Term) -> None:
    """sign' x = step' x = 0, where x != 0"""


def relu(x: Term, _y: Term) -> Term:
    """relu' x = step x, where x != 0"""
    return apply(Operator.STEP, x)


def sigmoid(_x: Term, y: Term) -> Term:
    """s' = s (1 - s)"""
    return multiply(y, subtract(UNIT, y))


def softplus(x: Term, _y: Term) -> Term:
    """softplus' = sigmoid"""
    return apply(Operator.SIGMOID, x)


def sin(x: Term, _y: Term) -> Term:
    """sin' = cos"""
    return apply(Operator.COS, x)


def cos(x: Term, _y: Term) -> Term:
    """cos' = -sin"""
    return negate(apply(Operator.SIN, x))


def tan(_x: Term, y: Term) -> Term:
    """tan' = 1 + tan^2"""
    return add(UNIT, _square(y))


def sec(x: Term, y: Term) -> Term:
    """sec' = sec tan"""
    return multiply(y, apply(Operator.TAN, x))


def csc(x: Term, y: Term) -> Term:
    """csc' = -csc cot"""
    return negate(multiply(y, apply(Operator.COT, x)))


def cot(_x: Term, y: Term) -> Term:
    """cot' = -(1 + cot^2)"""
    return negate(add(UNIT, _square(y)))


def asin(x: Term, _y: Term) -> Term:
    """asin' x = 1/sqrt(1 - x^2)"""
    return _reciprocal_root(subtract(UNIT, _square(x)))


def acos(x: Term, y: Term) -> Term:
    """acos' x = -1/sqrt(1 - x^2)"""
    return negate(asin(x, y))


def atan(x: Term, _y: Term) -> Term:
    """atan' x = 1/(1 + x^2)"""
    return _reciprocal(add(UNIT, _square(x)))


def sinh(x: Term, _y: Term) -> Term:
    """sinh' = cosh"""
    return apply(Operator.COSH, x)


def cosh(x: Term, _y: Term) -> Term:
    """cosh' = sinh"""
    return apply(Operator.SINH, x)


def tanh(_x: Term, y: Term) -> Term:
    """tanh' = 1 - tanh^2, and coth likewise"""
    return subtract(UNIT, _square(y))


def sech(x: Term, y: Term) -> Term:
    """sech' = -sech tanh"""
    return negate(multiply(y, apply(Operator.TANH, x)))


def csch(x: Term, y: Term) -> Term:
    """csch' = -csch coth"""
    return negate(multiply(y, apply(Operator.COTH, x)))


def asinh(x: Term, _y: Term) -> Term:
    """asinh' x = 1/sqrt(x^2 + 1)"""
    return _reciprocal_root(add(_square(x), UNIT))


def acosh(x: Term, _y: Term) -> Term:
    """acosh' x = 1/sqrt(x^2 - 1), x > 1"""
    return _reciprocal_root(subtract(_square(x), UNIT))


def atanh(x: Term, _y: Term) -> Term:
    """atanh' x = 1/(1 - x^2)"""
    return _reciprocal(subtract(UNIT, _square(x)))


def erf(x: Term, _y: Term) -> Term:
    """erf' x = 2/sqrt(pi) exp(-x^2)"""
    gauss = apply(Operator.EXP, negate(_square(x)))
    return multiply(divide(_TWO, apply(Operator.SQRT, Pi(SCALAR))), gauss)


#: gamma has none: the digamma function is not an operator
SLOPES: dict[Operator, Slope] = {
    Operator.EXP: exp,
    Operator.LOG: log,
    Operator.SQRT: sqrt,
    Operator.ABS: absolute,
    Operator.SIGN: locally_constant,
    Operator.STEP: locally_constant,
    Operator.RELU: relu,
    Operator.SIGMOID: sigmoid,
    Operator.SOFTPLUS: softplus,
    Operator.SIN: sin,
    Operator.COS: cos,
    Operator.TAN: tan,
    Operator.SEC: sec,
    Operator.CSC: csc,
    Operator.COT: cot,
    Operator.ASIN: asin,
    Operator.ACOS: acos,
    Operator.ATAN: atan,
    Operator.SINH: sinh,
    Operator.COSH: cosh,
    Operator.TANH: tanh,
    Operator.SECH: sech,
    Operator.CSCH: csch,
    Operator.COTH: tanh,
    Operator.ASINH: asinh,
    Operator.ACOSH: acosh,
    Operator.ATANH: atanh,
    Operator.ERF: erf,
}
