"""Gradients, Jacobians and derivatives of unknown functions, entry by entry.

The entry (i, j) of a gradient is the derivative along the matrix that is 1 at (i, j) only.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import crossings, radix, sums
from derivcheck.calculus.contraction.kinks import across_kink
from derivcheck.calculus.differentials import (
    Tangent,
    UnsupportedDifferential,
    differential,
    eliminate,
)
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import ONE, Shape, Size
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Derivative,
    Term,
    Unknown,
    Variable,
    integer,
    matmul,
    transpose,
    walk,
)

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope


def entry(low: Lowering, term: Derivative, row: Size, column: Size, scope: Scope) -> Element:
    """The entry of a derivative."""
    if low.ties is None or not across_kink(term):
        return _entry(low, term, row, column, scope)
    if any(isinstance(part, Derivative) for part in walk(term.body)):
        raise Unsupported("a derivative of a derivative across a kink")
    if low.ties != "open":
        element = _entry(low, term, row, column, scope)
        return crossings.settled(low.algebra, element, low.ties)
    declaration = low.context.declarations.get(term.variable.name)
    if declaration is not None and declaration.structure:
        raise Unsupported("a derivative by a structured matrix across a kink")
    scope = scope.freed
    element = _entry(low, term, row, column, scope)
    if not crossings.immaterial(low, term.body, element, scope):
        raise Unsupported("a derivative across kinks that may cancel")
    return element


def _entry(low: Lowering, term: Derivative, row: Size, column: Size, scope: Scope) -> Element:
    match term.kind:
        case "along":
            if (jet := _jet(term)) is not None:
                return _along(low, jet, row, column, scope)
            return low.entry(_directional(low, term), row, column, scope)
        case "gradient":
            change = _moved(low, term, row, column)
            return low.entry(change, ONE, ONE, scope)
        case "jacobian":
            facts = low.algebra.facts
            right, left = radix.split(facts, column, low.shape(term.variable, scope).rows)
            below, above = radix.split(facts, row, low.shape(term.body, scope).rows)
            return low.entry(_moved(low, term, left, right), above, below, scope)


def _directional(low: Lowering, term: Derivative) -> Term:
    """The derivative along a tangent as a term without derivatives."""
    if low.ties is None:
        return eliminate(term)
    assert term.tangent is not None
    tangents = {term.variable.name: Tangent(term.tangent, term.variable.indices)}
    return _differential(low, eliminate(term.body), tangents)


def _moved(low: Lowering, term: Derivative, row: Size, column: Size) -> Term:
    """The derivative of the body along one entry of the variable."""
    shape, variable = term.variable.shape, term.variable
    tangent: Term = UNIT
    if not shape.rows.is_one:
        tangent = _basis(shape.rows, row)
    if not shape.columns.is_one:
        right = transpose(_basis(shape.columns, column))
        tangent = right if shape.rows.is_one else matmul(tangent, right)
    return _differential(low, term.body, {variable.name: Tangent(tangent, variable.indices)})


def _differential(low: Lowering, body: Term, tangents: dict[str, Tangent]) -> Term:
    try:
        return differential(body, tangents, low.context.recurrences, low.ties is not None)
    except UnsupportedDifferential as refusal:
        raise Unsupported(str(refusal)) from refusal


def _basis(size: Size, index: Size) -> Term:
    return Apply(Shape(size, ONE), Operator.BASIS, (), integer(index))


# unknown functions --------------------------------------------------------------------------

#: the function, and the argument and tangent of each derivative
Jet = tuple[Unknown, list[tuple[int, Variable]]]


def _jet(term: Derivative) -> Jet | None:
    directions: list[tuple[int, Variable]] = []
    node: Term = term
    places: list[tuple[Variable, Variable]] = []
    while isinstance(node, Derivative):
        if node.kind != "along" or not isinstance(node.tangent, Variable):
            return None
        places.append((node.variable, node.tangent))
        node = node.body
    if not isinstance(node, Unknown):
        return None
    for variable, tangent in places:
        if variable not in node.arguments or not variable.name.startswith(f"{node.function}."):
            return None
        directions.append((node.arguments.index(variable), tangent))
    return node, directions


def unknown(low: Lowering, term: Unknown, row: Size, column: Size, scope: Scope) -> Element:
    """The entry of an unknown function's value."""
    return low.algebra.jet(term.function, (row, column), (), _arguments(low, term, scope))


def _arguments(low: Lowering, term: Unknown, scope: Scope) -> tuple[Element, ...]:
    return tuple(low.whole(argument, scope) for argument in term.arguments)


def _along(low: Lowering, jet: Jet, row: Size, column: Size, scope: Scope) -> Element:
    """The sum of partial derivatives times entries of the tangents."""
    function, directions = jet
    arguments = _arguments(low, function, scope)
    slots: list[tuple[int, Size, Size]] = []
    dummies: list[str] = []
    with ExitStack() as stack:
        factor = low.algebra.one
        for place, tangent in directions:
            shape = low.shape(tangent, scope)
            ends: list[Size] = []
            for size in (shape.rows, shape.columns):
                if size.is_one:
                    ends.append(ONE)
                else:
                    name = stack.enter_context(low.algebra.dummy(ONE, size))
                    dummies.append(name)
                    ends.append(Size.of(name))
            slots.append((place, ends[0], ends[1]))
            factor = factor * low.entry(tangent, ends[0], ends[1], scope)
        value = low.algebra.jet(function.function, (row, column), tuple(slots), arguments)
        result = value * factor
        for name in reversed(dummies):
            result = sums.total(low.algebra, result, name)
    return result
