"""The table of functions: how many arguments each takes, which shapes, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from derivcheck.language import syntax
from derivcheck.language.elaboration.arithmetic import entrywise
from derivcheck.language.elaboration.complaints import clash, misshapen, misuse, written
from derivcheck.language.elaboration.definitions import counted
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.tables import Notice
from derivcheck.language.operators import FUNCTIONS, REDUCTIONS, Operator
from derivcheck.language.sizes import ONE, ZERO, Shape
from derivcheck.language.terms import (
    Apply,
    Term,
    apply,
    identity,
    integer,
    matmul,
    ones,
    scalar_of,
    transpose,
    zeros,
)

Rule = Callable[[Environment, syntax.Call], Term]


class Function(NamedTuple):
    """A function of the table; `most` is None for any number of arguments."""

    least: int
    most: int | None
    rule: Rule
    keywords: tuple[str, ...] = ()


def call(env: Environment, node: syntax.Call) -> Term:
    """Apply a function of the table."""
    function = TABLE[node.function]
    given = len(node.arguments)
    if given < function.least or (function.most is not None and given > function.most):
        raise misuse(f"{node.function} takes {_expected(function)}, not {given}", node.span)
    for keyword, value in node.keywords:
        if keyword not in function.keywords:
            raise misuse(f"{node.function} has no argument {keyword}", value.span)
    return function.rule(env, node)


def _expected(function: Function) -> str:
    if function.most is None:
        return f"at least {counted(function.least, 'argument')}"
    if function.least == function.most:
        return counted(function.least, "argument")
    return f"{function.least} or {counted(function.most, 'argument')}"


# One argument -----------------------------------------------------------------------------

_OF_MATRICES = {Operator.EXP, Operator.LOG, Operator.SQRT}


def _elementwise(env: Environment, node: syntax.Call) -> Term:
    operator = FUNCTIONS[node.function]
    argument = env.term(node.arguments[0])
    shape = argument.shape
    if operator in _OF_MATRICES and shape.rows == shape.columns and not shape.is_scalar:
        message = f"{node.function} of a matrix acts entry by entry"
        env.tables.notice(Notice("DC805", message, node.span))
    return apply(operator, argument)


def _reduction(env: Environment, node: syntax.Call) -> Term:
    if len(node.arguments) > 1:
        return _extremum(env, node)
    return scalar_of(REDUCTIONS[node.function], env.term(node.arguments[0]))


def _extremum(env: Environment, node: syntax.Call) -> Term:
    """`max(a, b, c)`, entry by entry."""
    operator = Operator.MAXIMUM if node.function == "max" else Operator.MINIMUM
    result = env.term(node.arguments[0])
    for before, argument in pairwise(node.arguments):
        result = entrywise(node, operator, result, env.term(argument), (before, argument))
    return result


def _square(env: Environment, node: syntax.Call) -> Term:
    argument = env.term(node.arguments[0])
    if argument.shape.rows != argument.shape.columns:
        raise misshapen(node.function, argument.shape, "a square matrix", node.span)
    return argument


def _inverse(env: Environment, node: syntax.Call) -> Term:
    argument = _square(env, node)
    return Apply(argument.shape, Operator.INVERSE, (argument,))


def _of_square(operator: Operator) -> Rule:
    return lambda env, node: scalar_of(operator, _square(env, node))


def _pseudoinverse(env: Environment, node: syntax.Call) -> Term:
    argument = env.term(node.arguments[0])
    return Apply(argument.shape.transposed, Operator.PSEUDOINVERSE, (argument,))


def _rank(env: Environment, node: syntax.Call) -> Term:
    return scalar_of(Operator.RANK, env.term(node.arguments[0]))


def _diagonal_matrix(env: Environment, node: syntax.Call) -> Term:
    vector = _vector(env, node, 0, "diagonal(A) is the diagonal of a matrix")
    size = vector.shape.rows
    return Apply(Shape(size, size), Operator.DIAGONAL_MATRIX, (vector,))


def _diagonal(env: Environment, node: syntax.Call) -> Term:
    argument = env.term(node.arguments[0])
    shape = argument.shape
    if shape.rows != shape.columns:
        hint = "diag(x) makes a diagonal matrix" if shape.is_column or shape.is_row else None
        raise misshapen("diagonal", shape, "a square matrix", node.span, hint)
    return Apply(Shape(shape.rows, ONE), Operator.DIAGONAL, (argument,))


def _vec(env: Environment, node: syntax.Call) -> Term:
    argument = env.term(node.arguments[0])
    size = argument.shape.rows * argument.shape.columns
    return Apply(Shape(size, ONE), Operator.VEC, (argument,))


def _softmax(env: Environment, node: syntax.Call) -> Term:
    argument = env.term(node.arguments[0])
    if not (argument.shape.is_column or argument.shape.is_row):
        raise misshapen("softmax", argument.shape, "a vector", node.span)
    return Apply(argument.shape, Operator.SOFTMAX, (argument,))


def _vector(env: Environment, node: syntax.Call, number: int, hint: str | None = None) -> Term:
    """An argument that must be a vector; a row is taken as one."""
    argument = env.term(node.arguments[number])
    if argument.shape.is_column:
        return argument
    if argument.shape.is_row:
        return transpose(argument)
    raise misshapen(node.function, argument.shape, "a vector", node.arguments[number].span, hint)


# Two arguments ----------------------------------------------------------------------------


def _kronecker(env: Environment, node: syntax.Call) -> Term:
    left, right = (env.term(argument) for argument in node.arguments)
    rows, columns = left.shape.rows * right.shape.rows, left.shape.columns * right.shape.columns
    return Apply(Shape(rows, columns), Operator.KRONECKER, (left, right))


def _outer(env: Environment, node: syntax.Call) -> Term:
    return matmul(_vector(env, node, 0), transpose(_vector(env, node, 1)))


def _dot(env: Environment, node: syntax.Call) -> Term:
    left, right = _vector(env, node, 0), _vector(env, node, 1)
    if left.shape != right.shape:
        texts = [written(argument) for argument in node.arguments]
        message = f"{texts[0]} is {left.shape} and {texts[1]} is {right.shape}: no dot product"
        raise clash("dot", left.shape, right.shape, message, node.span)
    return matmul(transpose(left), right)


def _hadamard(env: Environment, node: syntax.Call) -> Term:
    left, right = (env.term(argument) for argument in node.arguments)
    first, second = node.arguments
    return entrywise(node, Operator.MULTIPLY, left, right, (first, second))


# Arrays of a size -------------------------------------------------------------------------


def _identity(env: Environment, node: syntax.Call) -> Term:
    return identity(env.size(node.arguments[0]))


def _filled(make: Callable[[Shape], Term]) -> Rule:
    def rule(env: Environment, node: syntax.Call) -> Term:
        sizes = [env.size(argument) for argument in node.arguments]
        return make(Shape(sizes[0], sizes[1] if len(sizes) == 2 else ONE))

    return rule


def _basis(env: Environment, node: syntax.Call) -> Term:
    index = env.integer(node.arguments[0], "the place of the 1")
    size = env.size(node.arguments[1])
    return Apply(Shape(size, ONE), Operator.BASIS, (), index)


def _convolution(env: Environment, node: syntax.Call) -> Term:
    """What is left of the image after the kernel slid over it, `padding` zeros around it."""
    image, kernel = (env.term(argument) for argument in node.arguments)
    padding = env.size(node.keywords[0][1], "padding") if node.keywords else ZERO
    extra = padding + padding + ONE
    rows = image.shape.rows - kernel.shape.rows + extra
    columns = image.shape.columns - kernel.shape.columns + extra
    if any(size.constant is not None and size.constant < 1 for size in (rows, columns)):
        message = f"the kernel, {kernel.shape}, is larger than the image, {image.shape}"
        raise clash("conv2d", image.shape, kernel.shape, message, node.span)
    return Apply(Shape(rows, columns), Operator.CONVOLUTION, (image, kernel), integer(padding))


TABLE: dict[str, Function] = {
    **{name: Function(1, 1, _elementwise) for name in FUNCTIONS},
    **{name: Function(1, 1, _reduction) for name in REDUCTIONS},
    "max": Function(1, None, _reduction),
    "min": Function(1, None, _reduction),
    "inv": Function(1, 1, _inverse),
    "pinv": Function(1, 1, _pseudoinverse),
    "tr": Function(1, 1, _of_square(Operator.TRACE)),
    "det": Function(1, 1, _of_square(Operator.DETERMINANT)),
    "logdet": Function(1, 1, _of_square(Operator.LOGDET)),
    "rank": Function(1, 1, _rank),
    "diag": Function(1, 1, _diagonal_matrix),
    "diagonal": Function(1, 1, _diagonal),
    "vec": Function(1, 1, _vec),
    "softmax": Function(1, 1, _softmax),
    "kron": Function(2, 2, _kronecker),
    "outer": Function(2, 2, _outer),
    "dot": Function(2, 2, _dot),
    "had": Function(2, 2, _hadamard),
    "I": Function(1, 1, _identity),
    "ones": Function(1, 2, _filled(ones)),
    "zeros": Function(1, 2, _filled(zeros)),
    "basis": Function(2, 2, _basis),
    "conv2d": Function(2, 2, _convolution, ("padding",)),
}
