"""Exact entries as text of the claim language: `1/2`, `sqrt(2)`, `pi/2`."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.language.operators import FUNCTIONS, Operator
from derivcheck.language.terms import Apply, Constant, Pi, Term

_O = Operator

_SUM, _PRODUCT, _UNARY, _POWER, _ATOM = range(5)


def show(entry: Fraction | int | Term) -> str:
    """The entry as it would be typed."""
    return _show(entry)[0] if isinstance(entry, Term) else str(entry)


def _show(term: Term) -> tuple[str, int]:
    """The text and how tightly its outermost operator binds."""
    match term:
        case Constant(value=value):
            tight = _PRODUCT if value.denominator > 1 else _ATOM
            return str(value), _UNARY if value < 0 and tight == _ATOM else tight
        case Pi():
            return "pi", _ATOM
        case Apply(operator=_O.ADD, arguments=(a, Apply(operator=_O.NEGATE, arguments=(b,)))):
            return f"{_at(a, _SUM)} - {_at(b, _PRODUCT)}", _SUM
        case Apply(operator=_O.ADD, arguments=(a, b)):
            return f"{_at(a, _SUM)} + {_at(b, _PRODUCT)}", _SUM
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            return f"-{_at(a, _PRODUCT)}", _UNARY
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
            return f"{_at(a, _PRODUCT)}*{_at(b, _UNARY)}", _PRODUCT
        case Apply(operator=_O.DIVIDE, arguments=(a, b)):
            return f"{_at(a, _PRODUCT)}/{_at(b, _POWER)}", _PRODUCT
        case Apply(operator=_O.POWER, arguments=(a, b)):
            return f"{_at(a, _ATOM)}^{_at(b, _ATOM)}", _POWER
        case Apply(operator=operator, arguments=(a,)) if operator in FUNCTIONS.values():
            return f"{operator.value}({_show(a)[0]})", _ATOM
        case _:
            return str(term), _ATOM


def _at(term: Term, tight: int) -> str:
    text, own = _show(term)
    return text if own >= tight else f"({text})"
