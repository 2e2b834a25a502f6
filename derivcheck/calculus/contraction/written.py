"""Which conditions of a proof hold wherever both sides have values.

Rules for derivatives divide by what the author did not divide by: `norm(x)^3` is differentiable
at 0, its rule has no value there. Only conditions that follow from the terms as written are
implied; for a derivative these are the conditions of the differentiated function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from derivcheck.calculus.contraction import edges, matrices
from derivcheck.calculus.contraction.assumptions import assume
from derivcheck.calculus.contraction.lowering import Lowering, Scope
from derivcheck.calculus.tower import Condition, Element, Refusal
from derivcheck.calculus.tower.facts import Facts
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Derivative,
    Iterated,
    Piecewise,
    Substitution,
    Term,
    Tree,
    children,
    walk,
)


def unimplied(
    low: Lowering, conditions: Sequence[Condition], *terms: Term
) -> tuple[list[Condition], list[str]]:
    """The conditions, and the matrices to be invertible, that do not follow from the terms."""
    if not any(_differentiated(term) for term in terms):
        return [], []
    tower, inverted = low.tower, low.algebra.inverted
    with _afresh(low):
        assume(low, ("i!", "j!"))
        for term in terms:
            _lower(low, term, Scope(low.top.indices))
        asked = [c for c in conditions if not tower.facts.holds(c.element, c.relation)]
        singular = [
            matrices.text(low.algebra, element, size, size)
            for key, (element, size) in inverted.items()
            if key not in low.algebra.inverted and not _invertible(low, element, size)
        ]
    return _not_at_edges(low, asked, terms), singular


def _not_at_edges(
    low: Lowering, conditions: list[Condition], terms: tuple[Term, ...]
) -> list[Condition]:
    variable = edges.variable_of(terms) if conditions else None
    if variable is None:
        return conditions
    with _afresh(low):
        for term in terms:
            for part in walk(term):
                if isinstance(part, Derivative) and not _differentiated(part.body):
                    _lower(low, part.body, Scope(low.top.indices))
        near = Facts(low.tower)
        for stated in low.tower.facts.stated.values():
            if stated.reason != "assumed" or stated.relation in (">", "<", "!="):
                near.state(stated)
        low.tower.facts = near
        search = edges.Edges(low.tower, near, variable)
        return [condition for condition in conditions if not search.discharge(condition)]


@contextmanager
def _afresh(low: Lowering) -> Iterator[None]:
    """Forget for a while what the tower was told."""
    facts, inverted, ranged = low.tower.facts, low.algebra.inverted, low.ranged
    low.tower.facts, low.algebra.inverted, low.ranged = Facts(low.tower), {}, set()
    try:
        yield
    finally:
        low.tower.facts, low.algebra.inverted, low.ranged = facts, inverted, ranged


def _invertible(low: Lowering, element: Element, size: Size) -> bool:
    if matrices.declared_invertible(low.algebra, element, size):
        return True
    other = matrices.transposed(low.algebra, element)
    if other.key() in low.algebra.inverted:
        return True
    determinant = matrices.determinant(low.algebra, element, size)
    return low.tower.facts.holds(determinant, "!=")


def _differentiated(node: Tree) -> bool:
    return any(isinstance(part, Derivative) for part in walk(node))


def _lower(low: Lowering, node: Tree, scope: Scope) -> None:
    """Lower every part without derivatives, outside binders."""
    match node:
        case Iterated() | Piecewise():
            return
        case Term() if not _differentiated(node):
            try:
                low.whole(node, scope)
            except (Refusal, ZeroDivisionError, AssertionError):
                return
        case Substitution(body=body, bindings=bindings):
            for _, value in bindings:
                _lower(low, value, scope)
            values = {variable.name: (value, scope) for variable, value in bindings}
            _lower(low, body, scope.with_values(values))
        case Derivative(body=body, tangent=tangent):
            _lower(low, body, scope)
            if tangent is not None:
                _lower(low, tangent, scope)
        case _:
            for child in children(node):
                _lower(low, child, scope)
