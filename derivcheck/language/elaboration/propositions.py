"""Claims and assumptions: relations with their ends, connectives, quantifiers, orders."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.elaboration import sets
from derivcheck.language.elaboration.comparisons import relate
from derivcheck.language.elaboration.complaints import misshapen, misuse
from derivcheck.language.elaboration.conditions import direction
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.names import symbol
from derivcheck.language.elaboration.ranges import opened
from derivcheck.language.positions import Span
from derivcheck.language.terms import (
    ZERO,
    All,
    Any,
    Condition,
    ForAll,
    ForRange,
    Implies,
    Negation,
    Order,
    Term,
    Variable,
    add,
    negate,
)


def relation(env: Environment, node: syntax.Relation) -> Condition:
    """`a = b`, and chains: every neighbouring pair and the ends."""
    ends = direction(node.relations, node.span)
    operands = node.operands
    terms: dict[int, Term] = {}

    def value(i: int) -> Term:
        if i not in terms:
            terms[i] = env.term(operands[i])
        return terms[i]

    def pair(sign: str, i: int, j: int) -> Condition:
        if is_set(operands[i]) or is_set(operands[j]):
            return _of_set(env, sign, operands[i], operands[j])
        sides = value(i), value(j)
        place = _place(node, operands[i], operands[j])
        return relate(sign, *sides, place, may_be_open=env.tables.open_sizes > 0)

    parts = [pair(sign, i, i + 1) for i, sign in enumerate(node.relations)]
    if len(parts) == 1:
        return parts[0]
    if ends is not None:
        parts.append(pair(ends, 0, len(operands) - 1))
    return All(tuple(parts))


def _place(node: syntax.Relation, left: syntax.Expression, right: syntax.Expression) -> Span:
    """Both sides; the right one alone in a line that continues another."""
    return right.span if node.span == syntax.NOWHERE else left.span.to(right.span)


def is_set(node: syntax.Expression) -> bool:
    """Whether a side is no value: a minimiser, a set of slopes, a shape."""
    if isinstance(node, syntax.Call):
        return node.function == "shape"
    return isinstance(node, (syntax.Argmin, syntax.Subdiff))


def _of_set(
    env: Environment, sign: str, left: syntax.Expression, right: syntax.Expression
) -> Condition:
    """`argmin(f, x) = e`, `subdiff(f, x = 0) = [-1, 1]`, `shape(e) = [d, n]`."""
    subject, value = (left, right) if is_set(left) else (right, left)
    if sign != "=":
        raise misuse("argmin, subdiff and shape stand at `=`", subject.span)
    match subject:
        case syntax.Argmin():
            return sets.minimiser(env, subject, value)
        case syntax.Subdiff():
            return sets.subdifferential(env, subject, value)
        case _:
            assert isinstance(subject, syntax.Call)
            return sets.has_shape(env, subject, value)


def check_set(env: Environment, node: syntax.Expression) -> None:
    """Raise if a side that is no value has no meaning."""
    match node:
        case syntax.Argmin(variable=variable):
            sets.minimiser(env, node, variable)
        case syntax.Subdiff():
            nothing = syntax.Number(Fraction(0), "0")
            _of_set(env, "=", node, syntax.ArrayLiteral((nothing, nothing), span=node.span))
        case syntax.Call(arguments=(argument,)):
            env.term(argument)
        case _:
            raise misuse("shape takes 1 argument", node.span)


# Connectives and quantifiers --------------------------------------------------------------


def both(env: Environment, node: syntax.And) -> Condition:
    """`P and Q`."""
    return All(tuple(env.proposition(operand) for operand in node.operands))


def either(env: Environment, node: syntax.Or) -> Condition:
    """`P or Q`."""
    return Any(tuple(env.proposition(operand) for operand in node.operands))


def negation(env: Environment, node: syntax.Not) -> Condition:
    """`not P`."""
    return Negation(env.proposition(node.operand))


def implication(env: Environment, node: syntax.Implication) -> Condition:
    """`E1 <=> E2 for theta`."""
    left, right = env.proposition(node.left), env.proposition(node.right)
    names = node.unknowns or env.tables.unknown
    return Implies(left, right, node.both, tuple(unknown(env, name, node.span) for name in names))


def unknown(env: Environment, name: str, span: Span) -> Variable:
    """A symbol that an equation is solved for."""
    if name in env.bound or name in env.tables.definitions or name in env.tables.sequences:
        raise misuse(f"the unknown {name} must be a declared symbol", span)
    if name not in env.tables.symbols and name in env.tables.sizes:
        raise misuse(f"{name} is a size, not an unknown", span)
    return symbol(env, syntax.Name(name, span=span))


def for_every(env: Environment, node: syntax.ForEvery) -> Condition:
    """`P for every c`, `P for i in 1..n if i != k`."""
    if node.range is not None:
        inside, index, start, stop, condition = opened(env, node.range)
        if node.range.descending:
            start, stop = stop, start
        return ForRange(inside.proposition(node.operand), index.name, start, stop, condition)
    part = env.proposition(node.operand)
    return ForAll(part, tuple(unknown(env, name, node.span) for name in node.names))


# Orders -----------------------------------------------------------------------------------


def tends(env: Environment, node: syntax.AsTends) -> Condition:
    """`f = g + O(a^2) as a -> 0`."""
    if node.relation.relations != ("=",):
        raise misuse("an order is said of one equation, f = g + O(...)", node.relation.span)
    x, point = sets.approach(env, node.variable, node.point, node.span)
    sides: list[Term | None] = []
    gauges: list[syntax.Call] = []
    for operand in node.relation.operands:
        sides.append(_without_order(env, operand, gauges))
    if len(gauges) != 1 or len(gauges[0].arguments) != 1:
        raise misuse("an equation `as` needs one remainder O(...)", node.relation.span)
    gauge = env.term(gauges[0].arguments[0])
    if not gauge.shape.is_scalar:
        raise misshapen("O", gauge.shape, "a scalar", gauges[0].span)
    left, right = (ZERO if side is None else side for side in sides)
    pair = relate("=", left, right, node.relation.span)
    return Order(pair.left, pair.right, gauge, x, point, node.side)


def _without_order(
    env: Environment, node: syntax.Expression, gauges: list[syntax.Call]
) -> Term | None:
    """The sum without its remainder; None if nothing else stands there."""
    if isinstance(node, syntax.Call) and node.function == "O":
        gauges.append(node)
        return None
    if not isinstance(node, syntax.Binary) or node.operator not in ("+", "-") or not _ordered(node):
        return env.term(node)
    left = _without_order(env, node.left, gauges)
    right = _without_order(env, node.right, gauges)
    if right is None:
        return left
    if node.operator == "-":
        right = negate(right)
    return right if left is None else add(left, right)


def _ordered(node: syntax.Expression) -> bool:
    match node:
        case syntax.Call(function="O"):
            return True
        case syntax.Binary(operator="+" | "-", left=left, right=right):
            return _ordered(left) or _ordered(right)
        case _:
            return False
