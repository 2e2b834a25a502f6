"""How two factors stand beside each other, so that no reader takes them for one thing."""

from __future__ import annotations

from enum import Enum, auto

from derivcheck.language import parsing_precedence as level
from derivcheck.language import syntax as s
from derivcheck.language.printing import binding_power
from derivcheck.reports.mathml import elements as m
from derivcheck.reports.mathml.calls import BASE, notation
from derivcheck.reports.mathml.names import is_word
from derivcheck.reports.page.elements import Markup


class Edge(Enum):
    """What a formula begins or ends with."""

    DIGIT = auto()
    LETTER = auto()
    WORD = auto()
    BRACKET = auto()
    OPERATED = auto()
    OTHER = auto()


def product(left: Edge, right: Edge, *, scalar: bool) -> Markup:
    """Nothing, a thin space or a dot between two factors."""
    if right is Edge.DIGIT or left is Edge.WORD:
        return m.operator("·")
    if scalar and right is Edge.BRACKET and left is Edge.LETTER:
        return m.operator("·")  # `x (y + 1)` would be a function of y + 1
    if right in (Edge.WORD, Edge.BRACKET):
        return m.row(m.PRODUCT, m.thin())
    return m.PRODUCT


def first(node: s.Expression, *, small: bool) -> Edge:
    """What a formula begins with."""
    match node:
        case s.Number():
            return Edge.DIGIT
        case s.Name(name=name):
            return Edge.WORD if is_word(name) else Edge.LETTER
        case s.Binary(operator="/") if not small:
            return Edge.OTHER
        case s.Binary(operator="^" | ".^", left=base):
            return _of(base, first(base, small=small), BASE)
        case s.Binary(operator=sign, left=left):
            return _of(left, first(left, small=small), level.ARITHMETIC[sign])
        case s.Transpose(operand=base) | s.Subscript(base=base):
            return _of(base, first(base, small=small), BASE)
        case s.Call():
            known = notation(node, frozenset())
            return Edge.WORD if known is None or known.binding == BASE else Edge.OTHER
        case _:
            return Edge.OTHER


def last(node: s.Expression, *, small: bool) -> Edge:
    """What a formula ends with; an index or an exponent is something else than a letter."""
    match node:
        case s.Number() | s.Name():
            return first(node, small=small)
        case s.Negative(operand=operand):
            return last(operand, small=small)
        case s.Call(function="grad" | "hess" | "jac" | "D"):
            return Edge.OPERATED
        case s.Binary(operator="*" | "@" | ".*" | "+" | "-" as sign, right=right):
            return _of(right, last(right, small=small), level.ARITHMETIC[sign] + 1)
        case _:
            return Edge.OTHER


def _of(node: s.Expression, edge: Edge, least: int) -> Edge:
    return edge if binding(node) >= least else Edge.BRACKET


# How tightly what is typeset holds together -------------------------------------------------


def binding(node: s.Node, *, small: bool = False, declared: frozenset[str] = frozenset()) -> int:
    """As `binding_power` of text, but what has a bar or a large sign needs fewer brackets.

    A `small` quotient stands in an index or an exponent, where it has no bar.
    """
    match node:
        case s.Binary(operator="/") if not small:
            return level.POSTFIX
        case s.Binary(operator="^" | ".^") | s.Transpose() | s.At() | s.Subdiff():
            return level.POSTFIX
        case s.Number(digits=digits) if "e" in digits.lower():
            return level.PRODUCT
        case s.Iterated() | s.Limit() | s.Argmin():
            return level.PRODUCT
        case s.Cases():
            return level.SUM
        case s.Subscript():
            return BASE
        case s.Call() if (known := notation(node, declared)) is not None:
            return known.binding
        case _:
            return binding_power(node)


def is_open(node: s.Expression, *, small: bool) -> bool:
    """Whether what follows could be read as part of it: a sum without brackets, cases, `1/2`."""
    match node:
        case s.Iterated() | s.Limit() | s.Argmin() | s.Cases():
            return True
        case s.Negative(operand=operand):
            return is_open(operand, small=small)
        case s.Binary(operator="/"):
            return small
        case s.Binary(operator="^" | ".^"):
            return False
        case s.Binary(right=right):
            return is_open(right, small=small)
        case _:
            return False


def is_signed(node: s.Expression, *, small: bool) -> bool:
    """Whether it begins with a minus sign, which cannot follow another sign."""
    match node:
        case s.Negative():
            return True
        case s.Binary(operator="/") if not small:
            return False
        case s.Binary(operator="^" | ".^"):
            return False
        case s.Binary(left=left):
            return is_signed(left, small=small)
        case _:
            return False
