"""The operators `+ - * / @ .* ./ ^ .^`, transposes and literals."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import article, clash, misuse, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import inner_sizes, is_open, matched
from derivcheck.language.errors import LanguageError
from derivcheck.language.operators import Operator
from derivcheck.language.positions import Span
from derivcheck.language.terms import (
    Apply,
    Constant,
    Term,
    apply,
    constant,
    matmul,
    multiply,
    negate,
    transpose,
)

_BROADCAST = {
    ".*": Operator.MULTIPLY,
    "./": Operator.DIVIDE,
    ".^": Operator.POWER,
}


def number(_: Environment, node: syntax.Number) -> Term:
    """An exact rational."""
    return constant(node.value)


def negative(env: Environment, node: syntax.Negative) -> Term:
    """`-x`; of a literal number, the number."""
    operand = env.term(node.operand)
    if isinstance(operand, Constant):
        return constant(-operand.value)
    return negate(operand)


def transposed(env: Environment, node: syntax.Transpose) -> Term:
    """`X'`."""
    return transpose(env.term(node.operand))


def binary(env: Environment, node: syntax.Binary) -> Term:
    """An operator between two operands."""
    left, right = env.term(node.left), env.term(node.right)
    match node.operator:
        case "+" | "-":
            return _sum(node, left, right)
        case "*":
            return _scaled(node, left, right)
        case "@":
            return _product(node, left, right)
        case "/":
            return _quotient(node, left, right)
        case "^":
            return _power(env, node, left, right)
        case _:
            return entrywise(node, _BROADCAST[node.operator], left, right, (node.left, node.right))


def _sum(node: syntax.Binary, left: Term, right: Term) -> Term:
    """`a + b` of one shape; a scalar beside a vector is added to every entry."""
    if left.shape != right.shape:
        if left.shape.is_scalar or right.shape.is_scalar:
            array = right.shape if left.shape.is_scalar else left.shape
            if is_open(array) or not (array.is_column or array.is_row):
                raise _clash(node, left, right, "add", _scalar_plus_matrix(node, left, right))
        else:
            pair = matched(left, right)
            if pair is None:
                raise _clash(node, left, right, "add")
            left, right = pair
    return apply(Operator.ADD, left, right if node.operator == "+" else _opposite(right))


def _opposite(term: Term) -> Term:
    return constant(-term.value) if isinstance(term, Constant) else negate(term)


def _scalar_plus_matrix(node: syntax.Binary, left: Term, right: Term) -> str:
    scalar, array = (node.left, right) if left.shape.is_scalar else (node.right, left)
    factor = f"{written(scalar)}*"
    if isinstance(scalar, syntax.Number):
        factor = "" if scalar.value == 1 else factor
    elif not isinstance(scalar, syntax.Name):
        factor = f"({written(scalar)})*"
    everywhere = f"{factor}ones({array.shape.rows}, {array.shape.columns})"
    if is_open(array.shape):
        return f"say which size I has, as in I(n); a number beside it is {factor or '1*'}I(n)"
    if array.shape.rows != array.shape.columns:
        return f"{everywhere} adds it to every entry"
    return f"{factor}I or {everywhere} is meant"


def _scaled(node: syntax.Binary, left: Term, right: Term) -> Term:
    """`a*b` with a scalar on one side."""
    if left.shape.is_scalar or right.shape.is_scalar:
        return multiply(left, right)
    if inner_sizes(left, right) is not None:
        hint = f"the matrix product is {_with(node, '@')}"
    elif left.shape == right.shape:
        hint = f"entry by entry is {_with(node, '.*')}"
    else:
        hint = "the matrix product is @, entry by entry is .*"
    raise _clash(node, left, right, "multiply with *", hint)


def _product(node: syntax.Binary, left: Term, right: Term) -> Term:
    """`A@B`; the inner sizes are the same expression."""
    pair = inner_sizes(left, right)
    if pair is not None:
        return matmul(*pair)
    if left.shape.is_scalar or right.shape.is_scalar:
        hint: str | None = f"a number multiplies with *: {_with(node, '*')}"
    else:
        hint = _turned_product(node, left, right)
    raise _clash(node, left, right, "multiply", hint)


def _turned_product(node: syntax.Binary, left: Term, right: Term) -> str | None:
    """The product with one factor transposed, where that one fits."""
    first, second = node.left, node.right
    if left.shape.rows == right.shape.rows and not isinstance(first, syntax.Binary):
        first = _turned(first)
    elif left.shape.columns == right.shape.columns:
        second = _turned(second)
    else:
        return None
    return f"{written(syntax.Binary('@', first, second))} fits"


def _turned(node: syntax.Expression) -> syntax.Expression:
    return node.operand if isinstance(node, syntax.Transpose) else syntax.Transpose(node)


def _quotient(node: syntax.Binary, left: Term, right: Term) -> Term:
    """`a/b` with a scalar b; of literal numbers, the number."""
    if isinstance(left, Constant) and isinstance(right, Constant) and right.value:
        return constant(Fraction(left.value, right.value))
    if right.shape.is_scalar:
        return apply(Operator.DIVIDE, left, right)
    hint = None
    if left.shape.is_scalar or left.shape == right.shape:
        hint = f"entry by entry is {_with(node, './')}"
    elif right.shape.rows == right.shape.columns:
        hint = f"multiply by the inverse, inv({written(node.right)})"
    raise _clash(node, left, right, "divide", hint)


def entrywise(
    node: syntax.Expression,
    operator: Operator,
    left: Term,
    right: Term,
    sides: tuple[syntax.Expression, syntax.Expression],
) -> Term:
    """Entry by entry; a scalar beside an array is used for every entry."""
    if not (left.shape.is_scalar or right.shape.is_scalar):
        pair = matched(left, right)
        if pair is None:
            message = (
                f"{written(sides[0])} is {left.shape} and {written(sides[1])} is {right.shape}: "
                "cannot be combined entry by entry"
            )
            raise clash(operator.value, left.shape, right.shape, message, node.span)
        left, right = pair
    return apply(operator, left, right)


def _power(env: Environment, node: syntax.Binary, base: Term, exponent: Term) -> Term:
    """`x^a` of scalars, `A^k` of a square matrix with an integer k."""
    if base.shape.is_scalar and exponent.shape.is_scalar:
        return apply(Operator.POWER, base, exponent)
    hint = f"entry by entry is {_with(node, '.^')}"
    if not exponent.shape.is_scalar:
        raise _clash(node, base, exponent, "raise", hint)
    if base.shape.rows != base.shape.columns:
        raise clash(
            "^",
            base.shape,
            exponent.shape,
            f"{written(node.left)} is {base.shape}: only square matrices have powers",
            node.span,
            hint,
        )
    if not env.tables.is_integer(exponent):
        raise misuse(
            f"the power of a matrix needs an integer, and {written(node.right)} is not",
            node.right.span,
            hint,
        )
    if isinstance(exponent, Constant) and exponent.value == -1:
        return Apply(base.shape, Operator.INVERSE, (base,))
    return Apply(base.shape, Operator.MATRIX_POWER, (base,), exponent)


# Where two shapes meet --------------------------------------------------------------------


def _with(node: syntax.Binary, operator: str) -> str:
    return written(syntax.Binary(operator, node.left, node.right))


def _clash(
    node: syntax.Binary, left: Term, right: Term, verb: str, hint: str | None = None
) -> LanguageError:
    message = (
        f"{written(node.left)} is {article(left.shape)} and {written(node.right)} is "
        f"{article(right.shape)}: cannot {verb}"
    )
    return clash(node.operator, left.shape, right.shape, message, _meeting(node), hint)


def _meeting(node: syntax.Binary) -> Span:
    """From the last factor (or summand) on the left to the operand on the right."""
    left = node.left
    while isinstance(left, syntax.Binary) and _level(left) == _level(node):
        left = left.right
    return left.span.to(node.right.span)


def _level(node: syntax.Binary) -> str:
    return "sum" if node.operator in ("+", "-") else "power" if "^" in node.operator else "product"
