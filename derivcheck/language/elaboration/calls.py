"""`name(...)`: what the claim declares first, then derivatives, then the table of functions."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration import definitions
from derivcheck.language.elaboration.complaints import article, clash, misuse, unknown_name, written
from derivcheck.language.elaboration.definitions import counted
from derivcheck.language.elaboration.derivatives import DERIVATIVES
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import fitted
from derivcheck.language.elaboration.functions import TABLE
from derivcheck.language.elaboration.functions import call as apply_table
from derivcheck.language.elaboration.tables import Symbol
from derivcheck.language.elaboration.types import signature
from derivcheck.language.terms import Term, Unknown

#: constructs with their own place, which are no values
_NO_VALUES = {
    "O": "O(...) stands in `f = g + O(a^2) as a -> 0`",
    "shape": "shape(e) stands alone on one side of `=`",
    "span": "span(v, w) stands after `in`",
    "colspace": "colspace(A) stands after `in`",
    "rowspace": "rowspace(A) stands after `in`",
}

#: other names that the language reads as functions
FORMS = (
    *("sum", "prod", "cases", "indicator", "at", "lim", "subdiff", "argmin"),
    *("convex", "concave", "differentiable"),
)


def call(env: Environment, node: syntax.Call) -> Term:
    """A function with its arguments."""
    tables, name = env.tables, node.function
    definition = tables.definitions.get(name)
    if definition is not None and definition.parameters:
        tables.used.add(name)
        _no_keywords(node)
        return definitions.called(env, definition, node.arguments, node.span)
    symbol = tables.symbols.get(name)
    if symbol is not None and symbol.kind == "function" and definition is None:
        return _unknown(env, symbol, node)
    if name in DERIVATIVES:
        return DERIVATIVES[name](env, node)
    if name in TABLE:
        return apply_table(env, node)
    if name in _NO_VALUES:
        raise misuse(_NO_VALUES[name], node.span)
    raise _no_function(env, node)


def _unknown(env: Environment, symbol: Symbol, node: syntax.Call) -> Term:
    """`l(w, x)` of a function nobody knows, with the shapes it declares."""
    env.tables.used.add(symbol.name)
    _no_keywords(node)
    sign = signature(env, symbol)
    if len(node.arguments) != len(sign.arguments):
        raise misuse(
            f"{symbol.name} takes {counted(len(sign.arguments), 'argument')}, "
            f"not {len(node.arguments)}",
            node.span,
        )
    arguments = []
    for argument, shape in zip(node.arguments, sign.arguments, strict=True):
        term = env.term(argument)
        fit = fitted(term, shape)
        if fit is None:
            given = article(term.shape)
            message = f"{symbol.name} takes {shape} here, and {written(argument)} is {given}"
            raise clash(symbol.name, shape, term.shape, message, argument.span)
        arguments.append(fit)
    return Unknown(sign.shape, symbol.name, tuple(arguments))


def _no_keywords(node: syntax.Call) -> None:
    if node.keywords:
        raise misuse(f"{node.function} has no argument {node.keywords[0][0]}", node.span)


def _no_function(env: Environment, node: syntax.Call) -> Exception:
    name, tables = node.function, env.tables
    if name in env.bound or name in set(tables.names()):
        inner = ", ".join(written(argument) for argument in node.arguments)
        hint = f"a product is {name}*({inner}), an entry {name}[{inner}]"
        return misuse(f"{name} is not a function", node.span, hint)
    if name == "prod":
        return misuse("prod runs over a range", node.span, "prod(x[i] for i in 1..n)")
    functions = [d.name for d in tables.definitions.values() if d.parameters]
    functions += [s.name for s in tables.symbols.values() if s.kind == "function"]
    known = (*functions, *TABLE, *DERIVATIVES, *_NO_VALUES, *FORMS)
    error = unknown_name(name, node.span, known)
    error.message = f"unknown function {name}"
    return error


def table_names() -> frozenset[str]:
    """Every name with a meaning of its own, which a declaration would hide."""
    return frozenset((*TABLE, *DERIVATIVES, *_NO_VALUES, *FORMS, "I", "pi", "oo"))
