"""Success proves an equation or an inequality between ranks.

Ranks are brought to fewer words: rank(A') = rank(A), rank(N'P N) = rank(N) for positive definite
P, rank(c P A Q) = rank(A) for c != 0 and invertible P and Q, rank(P) = n for an invertible P.
An upper bound is one of rank(A B) <= rank(A), rank(B), rank(A + B) <= rank(A) + rank(B), and
the numbers of rows and columns. Silence where none of them gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from derivcheck.deciders import normal_form
from derivcheck.deciders._arrays.factors import Factor, chain_of, halves, product_of
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._positive.definite import definite
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, equation, silent
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Comparison,
    Context,
    SizeOf,
    Term,
    Tree,
    add,
    rebuild,
    scalar_of,
    subtract,
    walk,
)

NAME = "ranks"
ROUTE = "symbolic"
COST = 13

_O = Operator
#: upper bounds of one rank that are tried
_MOST = 24


def accepts(obligation: Obligation) -> bool:
    """Equations and weak inequalities in which a rank occurs."""
    goal = obligation.goal
    return (
        isinstance(goal, Comparison)
        and goal.relation in ("=", "<=", ">=")
        and goal.left.shape.is_scalar
        and any(isinstance(p, Apply) and p.operator is _O.RANK for p in walk(goal))
    )


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """In fewer words, then bounds."""
    del effort  # every way is finite
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    facts = Facts(context)
    left, right = _in_fewer_words(goal.left, facts), _in_fewer_words(goal.right, facts)
    if goal.relation == "=":
        proved = normal_form.prove(equation(left, right), context).outcome is Outcome.PROVED
    else:
        below, above = (left, right) if goal.relation == "<=" else (right, left)
        proved = _at_most(below, above, context)
    if not proved:
        return silent(NAME, "gave_up", "no rule of ranks gives it")
    return Finding(NAME, Outcome.PROVED, "by rules of ranks", sizes="all")


def _in_fewer_words(term: Term, facts: Facts) -> Term:
    """The term with every rank reduced."""

    def change(part: Tree) -> Tree:
        inner = rebuild(part, change)
        if isinstance(inner, Apply) and inner.operator is _O.RANK:
            return reduced(inner.arguments[0], facts)
        return inner

    changed = change(term)
    assert isinstance(changed, Term)
    return changed


def reduced(matrix: Term, facts: Facts) -> Term:
    """The rank of a matrix, in fewer words."""
    chain = chain_of(matrix, facts.context)
    if not facts.nonzero(chain.scale):
        return scalar_of(_O.RANK, matrix)
    factors = _without_regular(chain.factors, facts)
    if not factors:
        return SizeOf(SCALAR, matrix.shape.rows)
    if len(factors) > 1:
        return scalar_of(_O.RANK, product_of(factors))
    (only,) = factors
    if only.term.shape.is_column and facts.positive(scalar_of(_O.NORM, only.term)):
        return UNIT
    return scalar_of(_O.RANK, only.term)


def _without_regular(factors: tuple[Factor, ...], facts: Facts) -> tuple[Factor, ...]:
    """The factors without those at the ends that are invertible, and half of a Gram matrix."""
    while factors:
        found = halves(factors, facts.context) if len(factors) > 1 else None
        if found is not None and (found[1] is None or definite(found[1].term, facts)):
            factors = found[0]
        elif _is_invertible(factors[0], facts):
            factors = factors[1:]
        elif _is_invertible(factors[-1], facts):
            factors = factors[:-1]
        else:
            break
    return factors


def _is_invertible(factor: Factor, facts: Facts) -> bool:
    shape = factor.term.shape
    square = shape.rows == shape.columns
    return square and facts.nonzero(scalar_of(_O.DETERMINANT, factor.term))


def _at_most(below: Term, above: Term, context: Context) -> bool:
    """Whether an upper bound of the one side is at most the other, all parts of a minimum."""
    if isinstance(above, Apply) and above.operator is _O.MINIMUM:
        return all(_at_most(below, part, context) for part in above.arguments)
    bounds = islice(_bounds(below, Facts(context)), _MOST)
    return any(nonnegative(subtract(above, bound), context) for bound in bounds)


def _bounds(term: Term, facts: Facts) -> Iterator[Term]:
    """Terms that are at least as large."""
    yield term
    if not isinstance(term, Apply) or term.operator is not _O.RANK:
        return
    (matrix,) = term.arguments
    yield from (SizeOf(SCALAR, size) for size in (matrix.shape.rows, matrix.shape.columns))
    match matrix:
        case Apply(operator=_O.ADD, arguments=(a, b)) if a.shape == b.shape:
            each = (tuple(islice(_bounds(reduced(part, facts), facts), _MOST)) for part in (a, b))
            yield from (add(x, y) for x, y in product(*each))
        case _:
            factors = chain_of(matrix, facts.context).factors
            for cut in range(1, len(factors)):
                for part in (factors[:cut], factors[cut:]):
                    yield from _bounds(reduced(product_of(part), facts), facts)
