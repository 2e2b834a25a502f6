"""Which conditions of a proof hold wherever both sides have values.

Rules for derivatives divide by what the author did not divide by: `norm(x)^3` is differentiable
at 0, its rule has no value there. Only conditions that follow from the terms as written are
implied; for a derivative these are the conditions of the differentiated function.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from derivcheck.calculus.contraction import density, determinants, edges, isolated, matrices
from derivcheck.calculus.contraction.assumptions import assume
from derivcheck.calculus.contraction.kernels import Scalar
from derivcheck.calculus.contraction.lowering import Lowering, Scope
from derivcheck.calculus.differentials import eliminate
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
) -> tuple[list[Condition], list[str], list[Condition]]:
    """The conditions, and the matrices to be invertible, that do not follow from the terms.

    Third, conditions that do not follow but do not matter.
    """
    tower, inverted = low.tower, low.algebra.inverted
    if not (conditions or inverted) or not any(_differentiated(term) for term in terms):
        return [], [], []
    with _afresh(low):
        told(low, ("i!", "j!"), terms)
        asked = [c for c in conditions if not tower.facts.holds(c.element, c.relation)]
        singular = [
            matrices.text(low.algebra, element, size, size)
            for key, (element, size) in inverted.items()
            if key not in low.algebra.inverted
            and not _invertible(low, element, size)
            and not density.invertible_nearby(low, element, size, *terms)
        ]
    if not low.region:
        asked = _not_at_edges(low, asked, terms)
    needed = _not_isolated(low, asked, terms)
    return needed, singular, [condition for condition in asked if condition not in needed]


def told(low: Lowering, free: tuple[str, ...], terms: tuple[Term, ...]) -> None:
    """Let the tower know the assumptions, the region, and that the terms have values."""
    assume(low, free)
    for element, relation in low.region:
        low.tower.assume(low.tower.adopt(element), relation)
    for term in terms:
        _lower(low, term, Scope(low.top.indices))


def _not_isolated(
    low: Lowering, conditions: list[Condition], terms: tuple[Term, ...]
) -> list[Condition]:
    """Without conditions that fail at isolated points, where the derivative is a limit."""
    claim = isolated.claimed(*terms, low.context) if conditions and len(terms) == 2 else None
    if claim is None:
        return conditions
    with _afresh(low):
        told(low, (), (claim.function,))
        try:
            needs = [
                (r, low.entry(eliminate(u)))
                for r, u in isolated.borderline(claim.value, claim.variable)
            ]
        except (Refusal, ZeroDivisionError):
            return conditions
        nearby = [r == ">=" and low.tower.facts.holds(u, r) for r, u in needs]
        told(low, (), (claim.value,))
        if not all(
            near or low.tower.facts.holds(u, ">")
            for near, (_, u) in zip(nearby, needs, strict=True)
        ):
            return conditions
        search = isolated.Isolated(low.tower, Scalar(claim.variable.name))
        return [condition for condition in conditions if not search.discharge(condition)]


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
    determinant = determinants.determinant(low.algebra, element, size)
    return low.tower.facts.holds(determinant, "!=")


def _differentiated(node: Tree) -> bool:
    return any(isinstance(part, Derivative) for part in walk(node))


def _lower(low: Lowering, node: Tree, scope: Scope) -> None:
    """Lower every part without derivatives, outside binders."""
    match node:
        case Iterated() | Piecewise():
            return
        case Term() if not _differentiated(node) and _lowered(low, node, scope):
            return
        case Substitution(body=body, bindings=bindings):
            for _, value in bindings:
                _lower(low, value, scope)
            values = [(variable.name, value) for variable, value in bindings]
            _lower(low, body, scope.with_values(values))
        case Derivative(body=body, tangent=tangent):
            _lower(low, body, scope)
            if tangent is not None:
                _lower(low, tangent, scope)
        case _:
            for child in children(node):
                _lower(low, child, scope)


def _lowered(low: Lowering, term: Term, scope: Scope) -> bool:
    try:
        low.whole(term, scope)
    except (Refusal, ZeroDivisionError, AssertionError):
        return False
    return True
