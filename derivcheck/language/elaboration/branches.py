"""`cases` and `indicator`; with a condition between arrays the choice is entry by entry."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import article, clash, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import is_zero, matched, widened
from derivcheck.language.positions import Span
from derivcheck.language.sizes import SCALAR, Shape
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    All,
    Any,
    Comparison,
    Condition,
    Negation,
    Piecewise,
    Term,
    ones,
    zeros,
)


def cases(env: Environment, node: syntax.Cases) -> Term:
    """`cases(x if x > 0, -x otherwise)`: the first branch whose condition holds."""
    conditions = [env.condition(condition) for _, condition in node.branches]
    nodes = [value for value, _ in node.branches]
    if node.otherwise is not None:
        nodes.append(node.otherwise)
    values = [env.term(value) for value in nodes]
    choice = _common(conditions, node.span)
    if choice.is_scalar:
        values, shape = _of_one_shape(values, nodes)
    else:
        values, shape = _entrywise(values, nodes, choice), choice
        conditions = [_widened(condition, choice) for condition in conditions]
    otherwise = values.pop() if node.otherwise is not None else None
    return Piecewise(shape, tuple(zip(conditions, values, strict=True)), otherwise)


def indicator(env: Environment, node: syntax.Indicator) -> Term:
    """`indicator(x > 0)`: 1 or 0, entry by entry."""
    condition = env.condition(node.condition)
    shape = _common([condition], node.span)
    if shape.is_scalar:
        return Piecewise(SCALAR, ((condition, UNIT),), ZERO)
    return Piecewise(shape, ((_widened(condition, shape), ones(shape)),), zeros(shape))


def _common(conditions: list[Condition], span: Span) -> Shape:
    """The one array shape among the comparisons; a scalar if there is none."""
    found = SCALAR
    for comparison in (c for condition in conditions for c in _comparisons(condition)):
        shape = comparison.left.shape
        if not shape.is_scalar and shape != found:
            if not found.is_scalar:
                message = f"the conditions are about {found} and about {shape}"
                raise clash("cases", found, shape, message, span)
            found = shape
    return found


def _comparisons(condition: Condition) -> list[Comparison]:
    match condition:
        case Comparison():
            return [condition]
        case All(parts=parts) | Any(parts=parts):
            return [found for part in parts for found in _comparisons(part)]
        case Negation(part=part):
            return _comparisons(part)
        case _:
            return []


def _widened(condition: Condition, shape: Shape) -> Condition:
    """The condition with every comparison between arrays of that shape."""
    match condition:
        case Comparison(left=left, right=right):
            return replace(condition, left=widened(left, shape), right=widened(right, shape))
        case All(parts=parts) | Any(parts=parts):
            return replace(condition, parts=tuple(_widened(part, shape) for part in parts))
        case Negation(part=part):
            return Negation(_widened(part, shape))
        case _:
            return condition


def _entrywise(values: list[Term], nodes: list[syntax.Expression], shape: Shape) -> list[Term]:
    """Branches chosen entry by entry; a scalar stands for every entry."""
    fitting = []
    for value, node in zip(values, nodes, strict=True):
        if value.shape != shape and not value.shape.is_scalar:
            message = f"the choice is by entries of {shape}, and {written(node)} is {value.shape}"
            raise clash("cases", shape, value.shape, message, node.span)
        fitting.append(widened(value, shape))
    return fitting


def _of_one_shape(values: list[Term], nodes: list[syntax.Expression]) -> tuple[list[Term], Shape]:
    """Branches chosen as a whole: one shape, which a literal 0 takes."""
    model = next((value for value in values if not value.shape.is_scalar), values[0])
    fitting = []
    for value, node in zip(values, nodes, strict=True):
        pair = (value, model) if is_zero(value) else matched(value, model)
        if pair is None:
            message = f"one branch is {model.shape} and {written(node)} is {article(value.shape)}"
            raise clash("cases", model.shape, value.shape, message, node.span)
        fitting.append(widened(pair[0], pair[1].shape) if is_zero(value) else pair[0])
    return fitting, model.shape
