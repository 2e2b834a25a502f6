"""Terms at h = 0, and whether they are smooth there for all parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivcheck.calculus.differentials.tangents import depends, spread, zero
from derivcheck.deciders._facts.definedness import Holding, Need, NoRule, own_needs
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Constant,
    Derivative,
    Iterated,
    Substitution,
    Term,
    Tree,
    Variable,
    children,
    rebuild,
)

_O = Operator

_LINEAR = frozenset({_O.NEGATE, _O.TRANSPOSE, _O.SUM, _O.MEAN, _O.TRACE, _O.VEC, _O.DIAGONAL})


def at_zero(term: Term, h: Variable) -> Term | None:
    """The value at h = 0 with the products by 0 left out; None if it is plainly 0."""
    found = _folded(replaced(term, {h.name: ZERO}))
    assert isinstance(found, Term)
    return None if _is_zero(found) else found


def _is_zero(term: Tree) -> bool:
    match term:
        case Constant(value=value):
            return value == 0
        case Apply(operator=_O.ZEROS):
            return True
        case _:
            return False


def _folded(node: Tree) -> Tree:
    node = rebuild(node, _folded)
    match node:
        case Apply(operator=_O.ADD, arguments=(a, b), shape=shape):
            if _is_zero(a) or _is_zero(b):
                return spread(b if _is_zero(a) else a, shape)
        case Apply(operator=_O.MULTIPLY | _O.MATMUL, arguments=(a, b), shape=shape):
            if _is_zero(a) or _is_zero(b):
                return zero(shape)
            if a == UNIT and b.shape == shape:
                return b
        case Apply(operator=_O.DIVIDE, arguments=(a, _), shape=shape) if _is_zero(a):
            return zero(shape)
        case Apply(operator=op, arguments=(a,), shape=shape) if op in _LINEAR and _is_zero(a):
            return zero(shape)
        case Substitution(body=body, shape=shape) | Derivative(body=body, shape=shape):
            if _is_zero(body):
                return zero(shape)
        case Iterated(kind="sum", body=body, shape=shape) if _is_zero(body):
            return zero(shape)
    return node


def smooth_at_zero(term: Term, small: Sequence[Variable], facts: Holding) -> bool:
    """True proves that the term is smooth near 0 in all of `small`; raises `NoRule`.

    Parts that do not move are left to the conditions of the claim.
    """
    needs = _needs(term, frozenset(h.name for h in small))
    return all(_holds(need, small, facts) for need in needs)


def smooth_operator_at_zero(term: Apply, h: Variable, facts: Holding) -> bool:
    """True proves that the outermost operator is smooth at its arguments' values for h = 0."""
    return all(_holds(need, (h,), facts) for need in own_needs(term, smooth=True))


def _holds(need: Need, small: Sequence[Variable], facts: Holding) -> bool:
    argument: Term | None = need.argument
    for h in small:
        argument = None if argument is None else at_zero(argument, h)
    return facts.holds(need.relation, zero(need.argument.shape) if argument is None else argument)


def _needs(term: Tree, moving: frozenset[str]) -> Iterator[Need]:
    """What smoothness along the moving names needs, in terms of the names outside."""
    if not depends(term, moving):
        return
    match term:
        case Derivative(body=body, tangent=tangent):
            yield from _needs(body, moving)
            if tangent is not None:
                yield from _needs(tangent, moving)
        case Substitution(body=body, bindings=bindings):
            bound = {variable.name for variable, _ in bindings}
            carried = {variable.name for variable, value in bindings if depends(value, moving)}
            for need in _needs(body, (moving - bound) | carried):
                yield Need(
                    need.relation,
                    Substitution(need.argument.shape, need.argument, bindings),
                    need.exact,
                )
            for _, value in bindings:
                yield from _needs(value, moving)
        case Term():
            yield from own_needs(term, smooth=True)
            for part in children(term):
                yield from _needs(part, moving)
        case _:
            raise NoRule(type(term).__name__)
