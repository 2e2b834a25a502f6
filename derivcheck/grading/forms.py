"""The form in which an answer is asked: expanded, solved for a name, without asked-for operators.

These are conditions on what is written, not on its value.
"""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.language import syntax

_OPERATORS = frozenset({"grad", "d", "jac", "hess", "D", "deriv"})


def operators(node: syntax.Node) -> frozenset[str]:
    """The operators in a tree that are to be worked out: derivatives, minimisers, limits."""
    found = set()
    for each in syntax.parts(node):
        match each:
            case syntax.Call(function=function) if function in _OPERATORS:
                found.add(function)
            case syntax.Argmin():
                found.add("argmin")
            case syntax.Limit():
                found.add("lim")
            case syntax.At():
                found.add("at")
            case _:
                pass
    return frozenset(found)


def hides_operators(
    answer: syntax.Node, asked: syntax.Node, bodies: Mapping[str, syntax.Expression]
) -> bool:
    """Whether something asked for is still to be worked out in an answer.

    A name of the question that stands for such an operator counts as one.
    """
    if not _reached(asked, bodies):
        return False
    again = syntax.names(asked) & syntax.names(answer) & bodies.keys()
    return bool(operators(answer)) or any(_reached(bodies[name], bodies) for name in again)


def _reached(node: syntax.Node, bodies: Mapping[str, syntax.Expression]) -> bool:
    """Whether an operator stands in a tree or in the definitions it mentions."""
    defined = syntax.mentioned(node, bodies) & bodies.keys()
    return any(map(operators, (node, *(bodies[name] for name in defined))))


def is_expanded(node: syntax.Node) -> bool:
    """A sum of products, no factor of which is a sum; sums inside other functions stay."""
    match node:
        case syntax.Relation(operands=operands):
            return all(map(is_expanded, operands))
        case syntax.Binary(operator="+" | "-", left=left, right=right):
            return is_expanded(left) and is_expanded(right)
        case syntax.Negative(operand=operand):
            return is_expanded(operand)
        case _:
            return _is_product(node)


def _is_product(node: syntax.Node) -> bool:
    """Whether no factor of a product is a sum, a transposed sum, or a power of a sum."""
    match node:
        case syntax.Binary(operator="+" | "-"):
            return False
        case syntax.Binary(operator="*" | "@" | ".*", left=left, right=right):
            return _is_product(left) and _is_product(right)
        case syntax.Binary(operator="/" | "./", left=left):
            return _is_product(left)
        case syntax.Binary(operator="^", left=left, right=syntax.Number(value=power)):
            whole = power.denominator == 1 and power > 1
            return not whole or (_is_product(left) and not _norm_of_sum(left))
        case syntax.Negative(operand=operand) | syntax.Transpose(operand=operand):
            return _is_product(operand)
        case _:
            return True


def _norm_of_sum(node: syntax.Node) -> bool:
    """`norm(a - b)`, whose square is a product of sums."""
    match node:
        case syntax.Call(function="norm", arguments=(inner,)):
            return not _is_product(inner)
        case _:
            return False


def is_solved(node: syntax.Node, name: str, bodies: Mapping[str, syntax.Expression]) -> bool:
    """`name = expression without it = ...`, or several of these joined by `or` or `and`."""
    match node:
        case syntax.Or(operands=operands) | syntax.And(operands=operands):
            return all(is_solved(each, name, bodies) for each in operands)
        case syntax.Relation(operands=operands, relations=relations) if set(relations) == {"="}:
            values = [side for side in operands if name in syntax.mentioned(side, bodies)]
            return values == [syntax.Name(name)]
        case _:
            return False
