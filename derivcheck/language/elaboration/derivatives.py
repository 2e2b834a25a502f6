"""`d`, `grad`, `jac`, `hess`, `D`, `deriv`: every derivative by way of one `Target` at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derivcheck.language import layouts, syntax
from derivcheck.language.elaboration.arrays import column, rectangle, side_by_side
from derivcheck.language.elaboration.complaints import clash, misshapen, misuse, written
from derivcheck.language.elaboration.definitions import counted
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import fitted
from derivcheck.language.elaboration.variables import Target, listed, target, whole_family
from derivcheck.language.errors import LanguageError
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import ONE, Shape, Size
from derivcheck.language.terms import (
    Apply,
    Derivative,
    Literal2D,
    Term,
    Variable,
    add,
    multiply,
    transpose,
)

Node = syntax.Expression
#: elaborates the function that a derivative is taken of, where the variable is one
Body = Callable[[Environment], Term]


def plain(function: Node) -> Body:
    """The function as written."""
    return lambda env: env.term(function)


# The primitives ---------------------------------------------------------------------------


def by_scalar(env: Environment, body: Body, variable: Node, what: Node) -> Term:
    """The derivative by one scalar, entry by entry."""
    goal = target(env, variable)
    if not goal.shape.is_scalar:
        hint = "grad(f, x) and jac(y, x) take vectors and matrices"
        raise misshapen("d", goal.shape, "a scalar variable", variable.span, hint)
    inner = body(goal.env)
    goal.check_mentioned(inner, what)
    return goal.closed(_along_direction(goal, inner))


def _along_direction(goal: Target, inner: Term) -> Term:
    """The derivative by a scalar goal; of an array written out, entry by entry."""
    if isinstance(inner, Literal2D):
        return rectangle([tuple(_along_direction(goal, e) for e in row) for row in inner.rows])
    return Derivative(inner.shape, "along", inner, goal.variable, goal.direction)


def gradient(env: Environment, body: Body, variable: Node, what: Node) -> Term:
    """The gradient of a scalar, shaped like the variable."""
    goal = target(env, variable)
    inner = body(goal.env)
    if not inner.shape.is_scalar:
        hint = "jac(y, x) has one row for each entry of y"
        raise misshapen("grad", inner.shape, "a scalar function", what.span, hint)
    goal.check_mentioned(inner, what)
    return goal.closed(_gradient(goal, inner))


def _gradient(goal: Target, inner: Term) -> Term:
    if goal.shape.is_scalar:
        return _along_direction(goal, inner)
    whole = Derivative(goal.variable.shape, "gradient", inner, goal.variable)
    return goal.picked(whole)


def jacobian(env: Environment, body: Body, variable: Node, what: Node) -> Term:
    """One row for each entry of the function, one column for each entry of the variable."""
    goal = target(env, variable)
    inner = body(goal.env)
    goal.check_mentioned(inner, what)
    rows = inner.shape.rows * inner.shape.columns
    if goal.shape.is_scalar:
        return goal.closed(_as_column(goal, inner))
    if goal.is_part:
        raise misuse("jac takes a whole variable or one entry of it", variable.span)
    columns = goal.shape.rows * goal.shape.columns
    return goal.closed(Derivative(Shape(rows, columns), "jacobian", inner, goal.variable))


def _as_column(goal: Target, inner: Term) -> Term:
    """The Jacobian by a scalar."""
    if not inner.shape.is_column:
        rows = inner.shape.rows * inner.shape.columns
        inner = Apply(Shape(rows, ONE), Operator.VEC, (inner,))
    return _along_direction(goal, inner)


# The functions of the language ------------------------------------------------------------


def d(env: Environment, node: syntax.Call) -> Term:
    """`d(f, x)`, `d(f, x, y)`: by x first, then by y."""
    function, *names = _arguments(node, 2, None)
    return _by_all(plain(function), names, function)(env)


def _by_all(body: Body, names: Sequence[Node], what: Node) -> Body:
    for name in names:
        body = _by(body, name, what)
    return body


def _by(body: Body, name: Node, what: Node) -> Body:
    return lambda env: by_scalar(env, body, name, what)


def grad(env: Environment, node: syntax.Call) -> Term:
    """`grad(f, X)`, `grad(f, [x1, x2])`."""
    function, variable = _arguments(node, 2, 2)
    names, many = listed(variable)
    body = plain(function)
    if not many:
        return gradient(env, body, variable, function)
    _scalar_function(env, function)
    return column([by_scalar(env, body, _scalar_name(env, x), function) for x in names])


def jac(env: Environment, node: syntax.Call) -> Term:
    """`jac(y, x)`, `jac(y, [x1, x2])`."""
    function, variable = _arguments(node, 2, 2)
    names, many = listed(variable)
    body = plain(function)
    if not many:
        return jacobian(env, body, variable, function)
    return side_by_side([jacobian(env, body, _scalar_name(env, x), function) for x in names])


def hess(env: Environment, node: syntax.Call) -> Term:
    """`hess(f, x)`: the Jacobian of the gradient."""
    function, variable = _arguments(node, 2, 2)
    names, many = listed(variable)
    body = plain(function)
    if not many:
        slope: Body = lambda inside: gradient(inside, body, variable, function)  # noqa: E731
        return jacobian(env, slope, variable, function)
    _scalar_function(env, function)
    names = [_scalar_name(env, x) for x in names]
    return rectangle([tuple(_by_all(body, (x, z), function)(env) for z in names) for x in names])


def directional(env: Environment, node: syntax.Call) -> Term:
    """`D(f, X, dX)`: along dX, which may be a whole family; lists go term by term."""
    function, variable, tangent = _arguments(node, 3, 3)
    names, many = listed(variable)
    if not many:
        return _along(env, function, variable, tangent)
    directions, also = listed(tangent)
    if not also or len(directions) != len(names):
        raise misuse("as many directions as variables, in brackets", tangent.span)
    terms = [_along(env, function, x, h) for x, h in zip(names, directions, strict=True)]
    total = terms[0]
    for term in terms[1:]:
        total = add(total, term)
    return total


def _along(env: Environment, function: Node, variable: Node, tangent: Node) -> Term:
    family = whole_family(env, variable)
    if family is not None:
        inner = env.term(function)
        direction: Term = _family_direction(env, family, variable, tangent)
        return Derivative(inner.shape, "along", inner, family, direction)
    goal = target(env, variable)
    step = env.term(tangent)
    direction_or_none = fitted(step, goal.shape)
    if direction_or_none is None:
        message = (
            f"{written(variable)} is {goal.shape} and {written(tangent)} is {step.shape}: "
            "a direction is shaped like the variable"
        )
        raise clash("D", goal.shape, step.shape, message, tangent.span)
    inner = goal.env.term(function)
    goal.check_mentioned(inner, function)
    if goal.is_part:
        if not goal.shape.is_scalar:
            raise misuse("D takes a whole variable or one entry of it", variable.span)
        direction_or_none = multiply(direction_or_none, goal.direction)
    return goal.closed(Derivative(inner.shape, "along", inner, goal.variable, direction_or_none))


def _family_direction(
    env: Environment, family: Variable, variable: Node, tangent: Node
) -> Variable:
    """A family with the same ranges and shapes."""
    direction = whole_family(env, tangent)
    if direction is None:
        raise misuse(
            f"{written(variable)} is a whole family: its direction is one, too", tangent.span
        )
    tables = env.tables
    one, other = tables.signatures[family.name], tables.signatures[direction.name]
    renamed = {
        there: Size.of(here) for here, there in zip(one.indices, other.indices, strict=False)
    }
    if len(one.indices) != len(other.indices) or one.shape != other.shape.replace(renamed):
        message = f"the members of {family.name} and of {direction.name} differ in shape"
        raise clash("D", one.shape, other.shape, message, tangent.span)
    return direction


def deriv(env: Environment, node: syntax.Call) -> Term:
    """`deriv(y, x)` in the layout that the claim declares."""
    function, variable = _arguments(node, 2, 2)
    layout = env.tables.layout
    if layout is None:
        raise LanguageError(
            "DC203",
            "deriv needs a layout: numerator or denominator",
            node.span,
            hint="declare `layout: numerator`, or write grad(f, x) or jac(y, x)",
        )
    names, many = listed(variable)
    body = plain(function)
    if many:
        rows = side_by_side([jacobian(env, body, _scalar_name(env, x), function) for x in names])
        return rows if layout == "numerator" else transpose(rows)
    y, x = env.term(function).shape, target(env, variable).shape
    arrangement = layouts.arrange(y, x, layout)
    take = {"along": by_scalar, "gradient": gradient, "jacobian": jacobian}[arrangement.kind]
    term = take(env, body, variable, function)
    return transpose(term) if arrangement.transposed else term


# Arguments --------------------------------------------------------------------------------


def _arguments(node: syntax.Call, least: int, most: int | None) -> tuple[Node, ...]:
    if node.keywords or len(node.arguments) < least or (most and len(node.arguments) > most):
        number = counted(least, "argument") if most else f"at least {least} arguments"
        raise misuse(f"{node.function} takes {number}, not {len(node.arguments)}", node.span)
    return node.arguments


def _scalar_function(env: Environment, function: Node) -> None:
    shape = env.term(function).shape
    if not shape.is_scalar:
        raise misshapen("a gradient", shape, "a scalar function", function.span)


def _scalar_name(env: Environment, node: Node) -> Node:
    shape = target(env, node).shape
    if not shape.is_scalar:
        raise misshapen("a list of variables", shape, "scalars", node.span)
    return node


DERIVATIVES: dict[str, Callable[[Environment, syntax.Call], Term]] = {
    "d": d,
    "grad": grad,
    "jac": jac,
    "hess": hess,
    "D": directional,
    "deriv": deriv,
}
