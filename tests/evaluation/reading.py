"""Terms and points from text, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivcheck.evaluation.arithmetic import Arithmetic, Array
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point, Values
from derivcheck.evaluation.rationals import Rationals
from derivcheck.language.positions import Text
from derivcheck.language.scope import Scope, read_scope
from derivcheck.language.terms import Context, Term


def scope(symbols: Mapping[str, str], define: Mapping[str, str] | None = None) -> Scope:
    """The scope of a claim whose undeclared names are scalars."""
    lines = [(Text(name), Text(kind)) for name, kind in symbols.items()]
    defined = [(Text(name), Text(body)) for name, body in (define or {}).items()]
    return read_scope(lines, defined, [], [], {}, None, assume_scalars=True)


def array(value: Any) -> Values:
    """Rows of exact entries: a number, a list (a vector) or a list of lists."""
    if not isinstance(value, list):
        return ((_exact(value),),)
    if not isinstance(value[0], list):
        return tuple((_exact(x),) for x in value)
    return tuple(tuple(_exact(x) for x in row) for row in value)


def _exact(value: Any) -> Fraction | int | Term:
    if isinstance(value, str):
        try:
            return Fraction(value)
        except ValueError:
            return scope({}).expression(value)
    return value if isinstance(value, Term) else Fraction(value)


def point(sizes: Mapping[str, int] | None = None, /, **values: Any) -> Point:
    """A point from sizes and values."""
    return Point(sizes or {}, {}, {name: array(value) for name, value in values.items()})


def read(
    text: str, symbols: Mapping[str, str] | None = None, define: Mapping[str, str] | None = None
) -> tuple[Term, Context]:
    """An expression and its context."""
    names = scope(symbols or {}, define)
    term = names.expression(text)
    return term, names.context(term)


def value(
    text: str,
    where: Point | None = None,
    symbols: Mapping[str, str] | None = None,
    arithmetic: Arithmetic | None = None,
    define: Mapping[str, str] | None = None,
) -> Array:
    """The rows of an expression's value, over the rationals unless said otherwise."""
    term, context = read(text, symbols, define)
    return Evaluator(arithmetic or Rationals(), context, where or Point()).value(term)


def plain(rows: Array) -> Any:
    """Exact rows as text: `2/3`, or rows of such."""
    shown = [[str(x) for x in row] for row in rows]
    return shown[0][0] if len(shown) == len(shown[0]) == 1 else shown


def holds(
    text: str,
    where: Point | None = None,
    symbols: Mapping[str, str] | None = None,
    arithmetic: Arithmetic | None = None,
) -> bool:
    """Whether a proposition is true at a point."""
    names = scope(symbols or {})
    condition = names.proposition(text)
    evaluator = Evaluator(arithmetic or Rationals(), names.context(condition), where or Point())
    return evaluator.holds(condition)
