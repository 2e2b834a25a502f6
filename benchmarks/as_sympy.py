"""Scalar terms as somebody would write them in SymPy, with signs on the symbols."""

from __future__ import annotations

from typing import Any

import sympy

from derivcheck.language import terms as t
from derivcheck.language.operators import Operator

_FUNCTIONS = {
    name: getattr(sympy, name)
    for name in (
        *("exp", "log", "sqrt", "sign", "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos"),
        *("atan", "sinh", "cosh", "tanh", "sech", "csch", "coth", "asinh", "acosh", "atanh"),
        *("erf", "gamma"),
    )
} | {
    "abs": sympy.Abs,
    "relu": lambda a: sympy.Max(0, a),
    "step": lambda a: sympy.Heaviside(a, 1),
    "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
    "softplus": lambda a: sympy.log(1 + sympy.exp(a)),
}
_TWO = {
    Operator.ADD: lambda a, b: a + b,
    Operator.MULTIPLY: lambda a, b: a * b,
    Operator.MATMUL: lambda a, b: a * b,
    Operator.DIVIDE: lambda a, b: a / b,
    Operator.POWER: lambda a, b: a**b,
    Operator.MINIMUM: sympy.Min,
    Operator.MAXIMUM: sympy.Max,
}
_RELATIONS = {
    "=": sympy.Eq,
    "!=": sympy.Ne,
    "<": sympy.Lt,
    "<=": sympy.Le,
    ">": sympy.Gt,
    ">=": sympy.Ge,
}


class Beyond(Exception):
    """Something that is not written as one SymPy expression."""


def as_sympy(term: t.Tree, context: t.Context) -> Any:
    """The expression or condition; raises `Beyond`."""
    match term:
        case t.Constant(value=value):
            return sympy.Rational(value.numerator, value.denominator)
        case t.Pi():
            return sympy.pi
        case t.Variable(name=name, indices=(), family=False):
            return _symbol(name, context)
        case t.Derivative(kind="along", body=body, variable=x, tangent=tangent) if tangent:
            slope = sympy.diff(as_sympy(body, context), as_sympy(x, context))
            return slope * as_sympy(tangent, context)
        case t.Substitution(body=body, bindings=bindings):
            values = {as_sympy(x, context): as_sympy(v, context) for x, v in bindings}
            return as_sympy(body, context).subs(values, simultaneous=True)
        case t.Piecewise(branches=branches, otherwise=otherwise):
            cases = [(as_sympy(v, context), as_sympy(c, context)) for c, v in branches]
            if otherwise is not None:
                cases.append((as_sympy(otherwise, context), True))
            return sympy.Piecewise(*cases)
        case t.Comparison(relation=relation, left=left, right=right):
            return _RELATIONS[relation](as_sympy(left, context), as_sympy(right, context))
        case t.All(parts=parts):
            return sympy.And(*(as_sympy(part, context) for part in parts))
        case t.Apply(operator=operator, arguments=arguments, parameter=None):
            return _applied(operator, [as_sympy(argument, context) for argument in arguments])
        case _:
            raise Beyond(type(term).__name__)


def _applied(operator: Operator, values: list[Any]) -> Any:
    match operator, values:
        case Operator.NEGATE, [a]:
            return -a
        case _, [a] if operator.value in _FUNCTIONS:
            return _FUNCTIONS[operator.value](a)
        case _, [a, b] if operator in _TWO:
            return _TWO[operator](a, b)
        case _:
            raise Beyond(operator.value)


def _symbol(name: str, context: t.Context) -> Any:
    """A real symbol, positive where its declaration or an assumption says so."""
    declaration = context.declarations.get(name)
    zero = t.constant(0)
    above = (
        declaration is not None
        and bool(declaration.pieces)
        and all(
            isinstance(piece.low, t.Constant)
            and (piece.low.value > 0 or (piece.low == zero and not piece.low_closed))
            for piece in declaration.pieces
        )
    )
    assumed = any(
        isinstance(each, t.Comparison)
        and each.relation == ">"
        and each.left == t.Variable(each.left.shape, name)
        and each.right == zero
        for each in context.assumptions
    )
    return sympy.Symbol(name, real=True, positive=True if above or assumed else None)
