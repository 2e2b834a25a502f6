"""Limits of scalar terms by SymPy, under a budget; it is imported only when this is called.

Terms without parameters only: with them SymPy answers for generic values.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from inspect import CO_GENERATOR
from typing import Any

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    Apply,
    Constant,
    Limit,
    Pi,
    Term,
    Variable,
    add,
    apply,
    constant,
    multiply,
    power,
)


class Untranslatable(Exception):
    """A term or an answer that has no counterpart on the other side."""


_NAMES = {
    Operator.EXP: "exp",
    Operator.LOG: "log",
    Operator.SQRT: "sqrt",
    Operator.ABS: "Abs",
    Operator.SIGN: "sign",
    Operator.SIN: "sin",
    Operator.COS: "cos",
    Operator.TAN: "tan",
    Operator.SEC: "sec",
    Operator.CSC: "csc",
    Operator.COT: "cot",
    Operator.ASIN: "asin",
    Operator.ACOS: "acos",
    Operator.ATAN: "atan",
    Operator.SINH: "sinh",
    Operator.COSH: "cosh",
    Operator.TANH: "tanh",
    Operator.SECH: "sech",
    Operator.CSCH: "csch",
    Operator.COTH: "coth",
    Operator.ASINH: "asinh",
    Operator.ACOSH: "acosh",
    Operator.ATANH: "atanh",
    Operator.ERF: "erf",
    Operator.GAMMA: "gamma",
}
_BACK = {name.lower(): operator for operator, name in _NAMES.items()}


class Translation:
    """Terms in one symbol as SymPy expressions, and SymPy's numbers as terms."""

    def __init__(self, variable: Variable, value: Any) -> None:
        import sympy

        self.sympy: Any = sympy
        self.variable = variable
        self.value = value

    def forth(self, term: Term) -> Any:
        """The SymPy expression of a scalar term; raises `Untranslatable`."""
        match term:
            case Constant(value=value):
                return self.sympy.Rational(value.numerator, value.denominator)
            case Pi():
                return self.sympy.pi
            case Variable() if term == self.variable:
                return self.value
            case Apply(operator=operator, arguments=arguments) if term.shape.is_scalar:
                if any(not argument.shape.is_scalar for argument in arguments):
                    raise Untranslatable(operator.value)
                return self._apply(operator, [self.forth(argument) for argument in arguments])
            case _:
                raise Untranslatable(type(term).__name__)

    def _apply(self, operator: Operator, values: list[Any]) -> Any:
        sympy = self.sympy
        match operator, values:
            case Operator.ADD, [a, b]:
                return a + b
            case ((Operator.MULTIPLY | Operator.MATMUL), [a, b]):
                return a * b
            case Operator.DIVIDE, [a, b]:
                return a / b
            case Operator.POWER, [a, b]:
                return a**b
            case Operator.NEGATE, [a]:
                return -a
            case Operator.MAXIMUM, [a, b]:
                return sympy.Max(a, b)
            case Operator.MINIMUM, [a, b]:
                return sympy.Min(a, b)
            case Operator.SIGMOID, [a]:
                return 1 / (1 + sympy.exp(-a))
            case Operator.SOFTPLUS, [a]:
                return sympy.log(1 + sympy.exp(a))
            case Operator.RELU, [a]:
                return sympy.Max(0, a)
            case _, [a] if operator in _NAMES:
                return getattr(sympy, _NAMES[operator])(a)
            case _:
                raise Untranslatable(operator.value)

    def reverse(self, answer: Any) -> Term:
        """A SymPy answer as a term; raises `Untranslatable` for anything but plain values."""
        sympy = self.sympy
        if answer.is_Rational:
            return constant(Fraction(int(answer.p), int(answer.q)))
        if answer is sympy.pi:
            return Pi(SCALAR)
        if answer is sympy.E:
            return apply(Operator.EXP, constant(1))
        if answer.is_Add or answer.is_Mul:
            join = add if answer.is_Add else multiply
            parts = [self.reverse(argument) for argument in answer.args]
            total = parts[0]
            for part in parts[1:]:
                total = join(total, part)
            return total
        if answer.is_Pow:
            return power(self.reverse(answer.base), self.reverse(answer.exp))
        name = type(answer).__name__.lower()
        if name in _BACK and len(answer.args) == 1:
            return apply(_BACK[name], self.reverse(answer.args[0]))
        if name in ("max", "min"):
            operator = Operator.MAXIMUM if name == "max" else Operator.MINIMUM
            parts = [self.reverse(argument) for argument in answer.args]
            total = parts[0]
            for part in parts[1:]:
                total = apply(operator, total, part)
            return total
        raise Untranslatable(str(answer))


# Limits -----------------------------------------------------------------------------------

#: calls of Python functions that one limit may take; a second or so
_CALLS = 300_000


class _Spent(BaseException):
    """The budget is spent; not an `Exception`, so that SymPy does not take it for its own."""


@contextmanager
def _budget() -> Iterator[None]:
    before, calls = sys.getprofile(), 0

    def count(frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"
        # what is raised into a generator that is being closed would be lost
        if calls > _CALLS and event == "call" and not frame.f_code.co_flags & CO_GENERATOR:
            sys.setprofile(None)
            raise _Spent

    sys.setprofile(count)
    try:
        yield
    except _Spent as spent:
        raise Untranslatable("SymPy took too long") from spent
    finally:
        sys.setprofile(before)
    if calls > _CALLS:  # something swallowed the interruption
        raise Untranslatable("SymPy took too long")


def limits_by_sympy(limit: Limit) -> Iterator[Term | None]:
    """The limit from each side; None for an infinite one. Raises `Untranslatable`.

    Any answer but a plain value or an infinity is silence.
    """
    import sympy

    small = sympy.Dummy("h", positive=True)
    for value in _values(limit, small):
        translation = Translation(limit.variable, value)
        try:
            with _budget():
                answer = sympy.limit(translation.forth(limit.body), small, 0, dir="+")
        except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError) as no:
            raise Untranslatable(str(no)) from no
        if answer in (sympy.oo, -sympy.oo):
            yield None
            continue
        bad = (sympy.oo, sympy.zoo, sympy.nan, sympy.AccumBounds, sympy.Limit, sympy.sign)
        if answer.has(*bad) or answer.free_symbols or not answer.is_real:
            raise Untranslatable(f"SymPy answers {answer}")
        yield translation.reverse(answer)


def _values(limit: Limit, small: Any) -> list[Any]:
    """What stands for the variable as `small` tends to 0 from above."""
    if isinstance(limit.point, str):
        return [1 / small if limit.point == "oo" else -1 / small]
    point = Translation(limit.variable, small).forth(limit.point)
    return [point + small if side == "+" else point - small for side in limit.side or "+-"]
