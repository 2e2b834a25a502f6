"""Propositions about sets and functions: membership, argmin, convexity, limits of remainders."""

from __future__ import annotations

from typing import Literal

from derivcheck.language import syntax
from derivcheck.language.elaboration.arrays import side_by_side
from derivcheck.language.elaboration.complaints import (
    article,
    beyond,
    clash,
    misshapen,
    misuse,
    written,
)
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import fitted
from derivcheck.language.elaboration.variables import listed, target
from derivcheck.language.positions import Span
from derivcheck.language.sizes import ONE, SCALAR, Shape, Size
from derivcheck.language.terms import (
    UNIT,
    Condition,
    Convex,
    Differentiable,
    Entry,
    HasShape,
    InSpace,
    Limit,
    Minimiser,
    SubdifferentialIs,
    Subgradient,
    Term,
    Variable,
    constant,
    transpose,
)

Point = Term | Literal["oo", "-oo"]
SPACES = ("span", "colspace", "rowspace")


def variable(env: Environment, node: syntax.Expression, *, integers: bool = False) -> Variable:
    """A declared symbol (or a member of a family) as a whole."""
    found = target(env, node, integers=integers)
    if found.value is not None or found.is_part:
        raise beyond(f"{written(node)} must be a declared symbol here", node.span)
    return found.variable


def fitting(term: Term, shape: Shape, node: syntax.Expression, what: str, operator: str) -> Term:
    """The term, which must have the given shape."""
    fit = fitted(term, shape)
    if fit is None:
        message = f"{what} is {shape} and {written(node)} is {article(term.shape)}"
        raise clash(operator, shape, term.shape, message, node.span)
    return fit


def scalar(env: Environment, node: syntax.Expression, what: str) -> Term:
    """A function that must be a scalar."""
    term = env.term(node)
    if not term.shape.is_scalar:
        raise misshapen(what, term.shape, "a scalar function", node.span)
    return term


# Membership -------------------------------------------------------------------------------


def member(env: Environment, node: syntax.Member) -> Condition:
    """`g in subdiff(f, x)`, `v in span(a, b)`, `v in colspace(A)`."""
    match node.collection:
        case syntax.Subdiff(function=function, variable=name, point=at):
            x = variable(env, name)
            element = fitting(
                env.term(node.element), x.shape, node.element, f"a subgradient by {x.name}", "in"
            )
            point = None if at is None else fitting(env.term(at), x.shape, at, x.name, "=")
            return Subgradient(element, scalar(env, function, "subdiff"), x, point)
        case syntax.Call(function=name) if name in SPACES:
            return _in_space(env, node, node.collection)
        case _:
            hint = "an interval is written as a chain: 0 < x < 1"
            raise misuse(
                "`in` takes subdiff(f, x), span(v, w), colspace(A) or rowspace(A)",
                node.collection.span,
                hint,
            )


def _in_space(env: Environment, node: syntax.Member, space: syntax.Call) -> Condition:
    if not space.arguments or space.keywords:
        raise misuse(f"{space.function} needs an argument", space.span)
    element = env.term(node.element)
    if space.function == "span":
        columns = [env.term(argument) for argument in space.arguments]
        for column, argument in zip(columns, space.arguments, strict=True):
            if not column.shape.is_column:
                raise misshapen("span", column.shape, "vectors", argument.span)
            fitting(column, columns[0].shape, argument, "the first vector", "span")
        basis = side_by_side(columns)
    else:
        if len(space.arguments) != 1:
            raise misuse(f"{space.function} takes 1 argument", space.span)
        matrix = env.term(space.arguments[0])
        basis = matrix if space.function == "colspace" else transpose(matrix)
        if space.function == "rowspace" and element.shape.is_row:
            element = transpose(element)
    shape = Shape(basis.shape.rows, ONE)
    element = fitting(element, shape, node.element, "an element of the space", "in")
    return InSpace(element, basis)


# Functions as a whole ---------------------------------------------------------------------


def predicate(env: Environment, node: syntax.Predicate) -> Condition:
    """`convex(f, x)`, `concave(f, [x1, x2])`, `differentiable(f, x = 0)`."""
    function = scalar(env, node.function, node.name)
    if node.name != "differentiable":
        names, _ = listed(node.variable)
        variables = tuple(variable(env, name) for name in names)
        return Convex(function, variables, node.name == "concave")
    x = variable(env, node.variable)
    at = node.point
    point = None if at is None else fitting(env.term(at), x.shape, at, x.name, "=")
    return Differentiable(function, x, point)


def minimiser(env: Environment, node: syntax.Argmin, value: syntax.Expression) -> Condition:
    """`argmin(f, x, C1, C2) = e`; for a list of variables e is one, too."""
    function = scalar(env, node.function, "argmin")
    names, many = listed(node.variable)
    variables = tuple(variable(env, name) for name in names)
    constraints = tuple(env.proposition(constraint) for constraint in node.constraints)
    if many and not isinstance(value, syntax.ArrayLiteral):
        return Minimiser(function, variables, constraints, _entries(env, value, len(variables)))
    values = listed(value)[0] if many else (value,)
    if len(values) != len(variables):
        raise misuse(f"the minimiser has {len(variables)} parts, in brackets", value.span)
    terms = tuple(
        fitting(env.term(each), x.shape, each, x.name, "=")
        for x, each in zip(variables, values, strict=True)
    )
    return Minimiser(function, variables, constraints, terms)


def _entries(env: Environment, value: syntax.Expression, number: int) -> tuple[Term, ...]:
    """A vector of as many entries as there are variables."""
    shape = Shape(Size.of(number), ONE)
    vector = fitting(env.term(value), shape, value, "the minimiser", "=")
    return tuple(Entry(SCALAR, vector, constant(i), UNIT) for i in range(1, number + 1))


def subdifferential(env: Environment, node: syntax.Subdiff, value: syntax.Expression) -> Condition:
    """`subdiff(f, x = 0) = [-1, 1]`."""
    if node.point is None:
        hint = "name a point, as in subdiff(f, x = 0) = [-1, 1]; or say g in subdiff(f, x)"
        raise misuse("the whole set is named at a point", node.span, hint)
    x = variable(env, node.variable)
    if not x.shape.is_scalar:
        raise misshapen("an interval of slopes", x.shape, "a scalar variable", node.variable.span)
    if not isinstance(value, syntax.ArrayLiteral) or len(value.entries) != 2:
        raise misuse("a set of slopes is an interval [low, high]", value.span)
    low, high = (
        fitting(env.term(end), x.shape, end, "an end of the interval", "=") for end in value.entries
    )
    point = fitting(env.term(node.point), x.shape, node.point, x.name, "=")
    return SubdifferentialIs(scalar(env, node.function, "subdiff"), x, point, low, high)


def has_shape(env: Environment, node: syntax.Call, value: syntax.Expression) -> Condition:
    """`shape(e) = [d, n]`; a vector's may be written `[n]`, a scalar's `[1]`."""
    if len(node.arguments) != 1 or node.keywords:
        raise misuse("shape takes 1 argument", node.span)
    term = env.term(node.arguments[0])
    if isinstance(value, syntax.Call) and value.function == "shape" and len(value.arguments) == 1:
        other = env.term(value.arguments[0]).shape
        return HasShape(term, (other.rows, other.columns))
    if not isinstance(value, syntax.ArrayLiteral) or len(value.entries) > 2:
        raise misuse("a shape is written [rows, columns] or [rows]", value.span)
    sizes: list[Size] = [env.size(entry) for entry in value.entries]
    return HasShape(term, (sizes[0], sizes[1] if len(sizes) == 2 else ONE))


# Limits -----------------------------------------------------------------------------------


def limit(env: Environment, node: syntax.Limit) -> Term:
    """`lim(f, x -> 0+)`."""
    x, point = approach(env, node.variable, node.point, node.span)
    body = env.term(node.body)
    return Limit(body.shape, body, x, point, node.side)


def approach(
    env: Environment, name: str, point: syntax.Expression, span: Span
) -> tuple[Variable, Point]:
    """The variable of a limit, a scalar or an index, and where it tends."""
    if name not in env.bound and name not in env.tables.symbols and name in env.tables.sizes:
        hint = f"declare it: {name}: index >= 1"
        raise misuse(f"{name} is a size; a limit is taken by a declared symbol", span, hint)
    x = variable(env, syntax.Name(name, span=span), integers=True)
    if not x.shape.is_scalar:
        raise misshapen("a limit", x.shape, "a scalar variable", span)
    match point:
        case syntax.Name(name="oo"):
            return x, "oo"
        case syntax.Negative(operand=syntax.Name(name="oo")):
            return x, "-oo"
    term = env.term(point)
    if not term.shape.is_scalar:
        raise misshapen("a limit", term.shape, "a scalar point", point.span)
    return x, term
