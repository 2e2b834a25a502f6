"""Functions written in `exp`, `log` and `abs`, of which the others are quotients."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.language.operators import Operator
from derivcheck.language.terms import UNIT, Term, add, apply, constant, divide, negate, subtract

_O = Operator


def _halves(a: Term, b: Term) -> Term:
    return divide(add(a, b), constant(2))


def _exp(a: Term) -> Term:
    return apply(_O.EXP, a)


def _tanh(a: Term) -> Term:
    return divide(subtract(_exp(a), _exp(negate(a))), add(_exp(a), _exp(negate(a))))


def _cosh(a: Term) -> Term:
    return _halves(_exp(a), _exp(negate(a)))


def _sinh(a: Term) -> Term:
    return _halves(_exp(a), negate(_exp(negate(a))))


def _maximum(a: Term, b: Term) -> Term:
    return _halves(add(a, b), apply(_O.ABS, subtract(a, b)))


def _minimum(a: Term, b: Term) -> Term:
    return _halves(add(a, b), negate(apply(_O.ABS, subtract(a, b))))


REWRITTEN: dict[Operator, Callable[..., Term]] = {
    _O.RELU: lambda a: _halves(a, apply(_O.ABS, a)),
    _O.MAXIMUM: _maximum,
    _O.MINIMUM: _minimum,
    _O.SIGMOID: lambda a: divide(UNIT, add(UNIT, _exp(negate(a)))),
    _O.SOFTPLUS: lambda a: apply(_O.LOG, add(UNIT, _exp(a))),
    _O.TANH: _tanh,
    _O.SINH: _sinh,
    _O.COSH: _cosh,
    _O.SECH: lambda a: divide(UNIT, _cosh(a)),
    _O.CSCH: lambda a: divide(UNIT, _sinh(a)),
    _O.COTH: lambda a: divide(UNIT, _tanh(a)),
}
