"""Which conditions of a proof hold wherever both sides have values.

Rules for derivatives divide by what the author did not divide by: `norm(x)^3` is differentiable
at 0, its rule has no value there. Only conditions that follow from the terms as written are
implied; for a derivative these are the conditions of the differentiated function.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.assumptions import assume
from derivcheck.calculus.contraction.lowering import Lowering, Scope
from derivcheck.calculus.tower import Condition, Element, Refusal
from derivcheck.calculus.tower.facts import Facts
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Derivative, Iterated, Substitution, Term, Tree, children, walk


def unimplied(
    low: Lowering, conditions: Sequence[Condition], *terms: Term
) -> tuple[list[Condition], list[str]]:
    """The conditions, and the matrices to be invertible, that do not follow from the terms."""
    if not any(_differentiated(term) for term in terms):
        return [], []
    tower, algebra = low.tower, low.algebra
    present, inverted = tower.facts, algebra.inverted
    tower.facts, algebra.inverted = Facts(tower), {}
    try:
        assume(low, ("i!", "j!"))
        for term in terms:
            _lower(low, term, Scope(low.top.indices))
        open_ = [c for c in conditions if not tower.facts.holds(c.element, c.relation)]
        singular = [
            matrices.text(algebra, element, size, size)
            for key, (element, size) in inverted.items()
            if key not in algebra.inverted and not _invertible(low, element, size)
        ]
        return open_, singular
    finally:
        tower.facts, algebra.inverted = present, inverted


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
        case Iterated():
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
