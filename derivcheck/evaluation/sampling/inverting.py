"""Preimages of elementary functions, in closed form: which u have f(u) = v."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivcheck.evaluation.sampling import closed
from derivcheck.evaluation.sampling.closed import PI, Value, minus, of, over, plus, times
from derivcheck.language import terms
from derivcheck.language.operators import Operator

_O = Operator
_ONE, _TWO = Fraction(1), Fraction(2)

Rule = Callable[[Value], list[Value | None]]

#: how many periods on each side of 0 are visited
_PERIODS = (0, 1, -1)


#: functions with infinitely many preimages, or none that is known in closed form
NOT_ALL = frozenset(
    {
        *(_O.SIN, _O.COS, _O.TAN, _O.COT, _O.SEC, _O.CSC),
        *(_O.SIGN, _O.STEP, _O.RELU, _O.ERF, _O.GAMMA),
    }
)


def preimages(function: Operator, value: Value) -> list[Value]:
    """Some u with function(u) = value, all of them where there are finitely many."""
    rule = _RULES.get(function)
    if rule is None:
        return []
    return list(dict.fromkeys(u for u in rule(value) if u is not None))


def _single(inverse: Operator) -> Rule:
    return lambda value: [of(inverse, value)]


def _sqrt(value: Value) -> list[Value | None]:
    return [times(value, value)] if closed.sign(value) in (0, 1) else []


def _abs(value: Value) -> list[Value | None]:
    return [value, minus(value)] if closed.sign(value) in (0, 1) else []


def _relu(value: Value) -> list[Value | None]:
    return [value] if closed.sign(value) == 1 else []


def _even(inverse: Operator) -> Rule:
    def rule(value: Value) -> list[Value | None]:
        u = of(inverse, value)
        return [] if u is None else [u, minus(u)]

    return rule


def _turned(u: Value | None, period: Fraction) -> list[Value | None]:
    if u is None:
        return []
    return [plus(u, times(period * k, PI)) for k in _PERIODS]


def _sin(value: Value) -> list[Value | None]:
    u = of(_O.ASIN, value)
    if u is None:
        return []
    other = plus(PI, minus(u)) if u != 0 else PI
    return _turned(u, _TWO) + _turned(other, _TWO)


def _cos(value: Value) -> list[Value | None]:
    u = of(_O.ACOS, value)
    return [] if u is None else _turned(u, _TWO) + _turned(minus(u), _TWO)


def _reciprocal(rule: Rule) -> Rule:
    def inner(value: Value) -> list[Value | None]:
        inverse = over(_ONE, value)
        return [] if inverse is None else rule(inverse)

    return inner


def _sigmoid(value: Value) -> list[Value | None]:
    odds = over(value, plus(_ONE, minus(value)))
    return [] if odds is None else [of(_O.LOG, odds)]


def _softplus(value: Value) -> list[Value | None]:
    grown = of(_O.EXP, value)
    return [] if grown is None else [of(_O.LOG, plus(grown, minus(_ONE)))]


_RULES: dict[Operator, Rule] = {
    _O.EXP: _single(_O.LOG),
    _O.LOG: _single(_O.EXP),
    _O.SQRT: _sqrt,
    _O.ABS: _abs,
    _O.RELU: _relu,
    _O.SIN: _sin,
    _O.COS: _cos,
    _O.TAN: lambda value: _turned(of(_O.ATAN, value), _ONE),
    _O.COT: _reciprocal(lambda value: _turned(of(_O.ATAN, value), _ONE)),
    _O.SEC: _reciprocal(_cos),
    _O.CSC: _reciprocal(_sin),
    _O.ASIN: _single(_O.SIN),
    _O.ACOS: _single(_O.COS),
    _O.ATAN: _single(_O.TAN),
    _O.SINH: _single(_O.ASINH),
    _O.COSH: _even(_O.ACOSH),
    _O.TANH: _single(_O.ATANH),
    _O.SECH: _reciprocal(_even(_O.ACOSH)),
    _O.CSCH: _reciprocal(_single(_O.ASINH)),
    _O.COTH: _reciprocal(_single(_O.ATANH)),
    _O.ASINH: _single(_O.SINH),
    _O.ACOSH: _single(_O.COSH),
    _O.ATANH: _single(_O.TANH),
    _O.SIGMOID: _sigmoid,
    _O.SOFTPLUS: _softplus,
}


def powers(exponent: Fraction, value: Value) -> list[Value]:
    """Some u with u^exponent = value."""
    if exponent == 0:
        return []
    size = closed.sign(value)
    if size == 0:
        return [Fraction(0)] if exponent > 0 else []
    positive = value if size > 0 else minus(value)
    odd = exponent.denominator == 1 and exponent.numerator % 2 == 1
    if size < 0 and not odd:
        return []
    root: Value | None
    if isinstance(positive, Fraction) and exponent.denominator <= 3 and abs(exponent) <= 64:
        base = positive**exponent.denominator
        base = base if exponent > 0 else 1 / base
        root = closed.root(base, abs(exponent.numerator))
    else:
        root = terms.power(closed.term(positive), 1 / exponent)
    if root is None:
        return []
    if size < 0:
        return [minus(root)]
    even = exponent.denominator == 1 and exponent.numerator % 2 == 0
    return [root, minus(root)] if even else [root]
