"""Where a term is not smooth, and what it becomes on one side.

An atom is a scalar term whose sign decides a branch: the argument of `abs`, `sign`, `relu`,
`step`, the difference inside `max` and `min`, the difference of a comparison in `cases`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Derivative,
    Index,
    Negation,
    Piecewise,
    Term,
    Tree,
    Variable,
    negate,
    rebuild,
    subtract,
    walk,
)

Sign = int

_UNARY = {Operator.ABS, Operator.SIGN, Operator.RELU, Operator.STEP}
_PAIRS = {Operator.MAXIMUM, Operator.MINIMUM}


def difference(left: Term, right: Term) -> Term:
    """What decides how two scalars compare; a zero on the right changes nothing."""
    return left if right == ZERO else subtract(left, right)


def atoms(node: Tree, declared: Collection[str]) -> Iterator[Term]:
    """The scalar atoms of declared symbols that hold no kink themselves, as they are met."""
    for part in walk(node):
        for atom in _own(part):
            if atom.shape.is_scalar and not any(_hidden(inner, declared) for inner in walk(atom)):
                yield atom


def _hidden(part: Tree, declared: Collection[str]) -> bool:
    """Whether the sign of a part cannot be assumed: a kink of its own, or a bound name."""
    match part:
        case Variable(name=name):
            return name not in declared
        case Index() | Derivative():
            return True
        case _:
            return _own_any(part)


def kinked(node: Tree) -> bool:
    """Whether anything in the node depends on a sign."""
    return any(_own_any(part) for part in walk(node))


def _own_any(part: Tree) -> bool:
    match part:
        case Apply(operator=operator):
            return operator in _UNARY or operator in _PAIRS
        case Piecewise():
            return True
        case _:
            return False


def _own(part: Tree) -> Iterator[Term]:
    match part:
        case Apply(operator=operator, arguments=(u,)) if operator in _UNARY:
            yield u
        case Apply(operator=operator, arguments=(a, b)) if operator in _PAIRS:
            yield difference(a, b)
        case Piecewise(branches=branches):
            for condition, _ in branches:
                for inner in walk(condition):
                    if isinstance(inner, Comparison):
                        yield difference(inner.left, inner.right)
        case _:
            return


def on_side(node: Tree, atom: Term, sign: Sign) -> Tree:
    """The node where `atom` is positive (1), zero (0) or negative (-1).

    Derivatives are taken of what the function is on that side.
    """

    def change(part: Tree) -> Tree:
        return _resolved(rebuild(part, change), atom, sign)

    return change(node)


def at_boundary(node: Tree, atom: Term, side: Sign) -> Tree:
    """The node at `atom = 0`, with one-sided derivatives from the given side."""

    def change(part: Tree) -> Tree:
        if isinstance(part, Derivative):
            return on_side(part, atom, side)
        return _resolved(rebuild(part, change), atom, 0)

    return change(node)


def _resolved(part: Tree, atom: Term, sign: Sign) -> Tree:
    match part:
        case Apply(operator=Operator.ABS, arguments=(u,)) if u == atom:
            return (negate(u), ZERO, u)[sign + 1]
        case Apply(operator=Operator.SIGN, arguments=(u,)) if u == atom:
            return (negate(UNIT), ZERO, UNIT)[sign + 1]
        case Apply(operator=Operator.RELU, arguments=(u,)) if u == atom:
            return (ZERO, ZERO, u)[sign + 1]
        case Apply(operator=Operator.STEP, arguments=(u,)) if u == atom:
            return (ZERO, UNIT, UNIT)[sign + 1]
        case Apply(operator=Operator.MAXIMUM, arguments=(a, b)) if difference(a, b) == atom:
            return (b, a, a)[sign + 1]
        case Apply(operator=Operator.MINIMUM, arguments=(a, b)) if difference(a, b) == atom:
            return (a, a, b)[sign + 1]
        case Comparison(relation=relation, left=a, right=b) if difference(a, b) == atom:
            return TRUE if _holds(relation, sign) else FALSE
        case All(parts=parts):
            return _conjunction(parts)
        case Any(parts=parts):
            return _disjunction(parts)
        case Negation(part=inner) if inner in (TRUE, FALSE):
            return TRUE if inner == FALSE else FALSE
        case Piecewise():
            return _chosen(part)
        case _:
            return part


TRUE, FALSE = All(()), Any(())


def without_value(node: Tree) -> bool:
    """Whether some part has no branch left to choose: nothing is claimed there."""
    return any(
        isinstance(part, Piecewise) and not part.branches and part.otherwise is None
        for part in walk(node)
    )


def _holds(relation: str, sign: Sign) -> bool:
    return {
        "=": sign == 0,
        "!=": sign != 0,
        "<": sign < 0,
        "<=": sign <= 0,
        ">": sign > 0,
        ">=": sign >= 0,
    }[relation]


def _conjunction(parts: tuple[Condition, ...]) -> Condition:
    if FALSE in parts:
        return FALSE
    return All(tuple(part for part in parts if part != TRUE))


def _disjunction(parts: tuple[Condition, ...]) -> Condition:
    if TRUE in parts:
        return TRUE
    return Any(tuple(part for part in parts if part != FALSE))


def _chosen(term: Piecewise) -> Term:
    """Branches that cannot be chosen are dropped; a branch that must be ends the list."""
    branches: list[tuple[Condition, Term]] = []
    for condition, value in term.branches:
        if condition == FALSE:
            continue
        if condition == TRUE:
            return replace(term, branches=tuple(branches), otherwise=value) if branches else value
        branches.append((condition, value))
    if not branches and term.otherwise is not None:
        return term.otherwise
    return replace(term, branches=tuple(branches))
