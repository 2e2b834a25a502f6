"""Scalar terms as SymPy expressions and back, and SymPy's limits under a budget.

SymPy is imported only when this is called.

Symbols carry their signs. A symbol in (0, 1) becomes 1/(1 + s) with s > 0 first, because
SymPy's limits need to know the sign of log(beta).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from derivcheck.deciders._bounds import LINE, Interval, intervals
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    Apply,
    Constant,
    Context,
    Limit,
    Pi,
    SizeOf,
    Term,
    Variable,
    add,
    apply,
    as_size,
    constant,
    divide,
    multiply,
    power,
    subtract,
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
UNIT_INTERVAL = Interval(Fraction(0), Fraction(1))


class Translation:
    """Both directions for the symbols of one context."""

    def __init__(self, context: Context) -> None:
        import sympy

        self.sympy: Any = sympy
        self.context = context
        self.bounds: Mapping[str, Interval] = intervals(context)
        self.symbols: dict[str, Any] = {}
        self.back: dict[Any, Term] = {}

    def symbol(self, name: str) -> Any:
        """The symbol of a scalar, with its sign, or what stands for one in (0, 1)."""
        if name in self.symbols:
            return self.symbols[name]
        interval = self.bounds.get(name, LINE)
        declaration = self.context.declarations.get(name)
        integer = declaration is not None and declaration.kind == "integer"
        variable = Variable(SCALAR, name)
        if (interval.low, interval.high) == (UNIT_INTERVAL.low, UNIT_INTERVAL.high):
            odds = self.sympy.Symbol(f"s_{name}", positive=True)
            self.symbols[name] = 1 / (1 + odds)
            self.back[odds] = subtract(divide(constant(1), variable), constant(1))
            return self.symbols[name]
        facts: dict[str, bool] = {"real": True}
        if interval.low is not None and interval.low >= 0:
            strict = interval.low > 0 or not interval.low_closed
            facts = {"positive": True} if strict else {"nonnegative": True}
        elif interval.high is not None and interval.high <= 0:
            strict = interval.high < 0 or not interval.high_closed
            facts = {"negative": True} if strict else {"nonpositive": True}
        if integer:
            facts["integer"] = True
        self.symbols[name] = self.sympy.Symbol(name, **facts)
        self.back[self.symbols[name]] = variable
        return self.symbols[name]

    def forth(self, term: Term) -> Any:
        """The SymPy expression of a scalar term; raises `Untranslatable`."""
        match term:
            case Constant(value=value):
                return self.sympy.Rational(value.numerator, value.denominator)
            case Pi():
                return self.sympy.pi
            case Variable(name=name, indices=(), family=False):
                return self.symbol(name)
            case SizeOf() if as_size(term) is not None:
                raise Untranslatable("a size in a limit")
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
        if answer in self.back:
            return self.back[answer]
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
_CALLS = 400_000


class _Spent(BaseException):
    """The budget is spent; not an `Exception`, so that SymPy does not take it for its own."""


@contextmanager
def _budget() -> Iterator[None]:
    before, calls = sys.getprofile(), 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"
        if calls > _CALLS:
            sys.setprofile(None)
            raise _Spent

    sys.setprofile(count)
    try:
        yield
    except _Spent as spent:
        raise Untranslatable("SymPy took too long") from spent
    finally:
        sys.setprofile(before)


def limits_by_sympy(limit: Limit, context: Context) -> Iterator[Term | None]:
    """The limit from each side; None for an infinite one. Raises `Untranslatable`.

    Any answer but a plain value or an infinity is silence.
    """
    translation = Translation(context)
    sympy = translation.sympy
    body = translation.forth(limit.body)
    symbol = translation.symbol(limit.variable.name)
    if not symbol.is_Symbol:
        raise Untranslatable("the variable of the limit is bounded")
    small = sympy.Dummy("h", positive=True)
    if isinstance(limit.point, str):
        values = [1 / small if limit.point == "oo" else -1 / small]
    else:
        point = translation.forth(limit.point)
        values = [point + small if side == "+" else point - small for side in limit.side or "+-"]
    for value in values:
        try:
            with _budget():
                answer = sympy.limit(body.subs(symbol, value), small, 0, dir="+")
        except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError) as no:
            raise Untranslatable(str(no)) from no
        if answer in (sympy.oo, -sympy.oo):
            yield None
            continue
        bad = (sympy.oo, sympy.zoo, sympy.nan, sympy.AccumBounds, sympy.Limit, sympy.sign)
        if answer.has(*bad) or answer.free_symbols or not answer.is_real:
            raise Untranslatable(f"SymPy answers {answer}")
        yield translation.reverse(answer)
