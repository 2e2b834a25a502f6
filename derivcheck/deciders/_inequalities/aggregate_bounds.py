"""Scalar inequalities between norms, means, maxima and traces, for every size.

A part that enters a difference linearly and downwards may be replaced by an upper bound, one
that enters upwards by a lower bound: what is nowhere negative afterwards was so before. The
bounds are those of Cauchy and Schwarz, Hoelder and Jensen, the equivalence of norms with its
constants, and max(u) <= logsumexp(u) <= max(u) + log(n) (Hardy, Littlewood and Polya 1934).
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import exchanged, fresh
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    Apply,
    SizeOf,
    Term,
    Variable,
    add,
    apply,
    divide,
    multiply,
    negate,
    power,
    scalar_of,
    walk,
)

_O = Operator

#: replacements one after the other, and differences looked at
_DEEP, _MOST = 2, 80

#: convex and concave functions of one real number, wherever they have a value
_CONVEX = frozenset({_O.EXP, _O.COSH, _O.SOFTPLUS, _O.ABS, _O.RELU})
_CONCAVE = frozenset({_O.LOG, _O.SQRT})


def bounded_below(term: Term, facts: Facts) -> bool:
    """True proves `term >= 0` wherever it has a value."""
    return _Replacing(facts).shows(term, _DEEP)


class _Replacing:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.left = _MOST

    def shows(self, term: Term, depth: int) -> bool:
        """Whether bounds one after the other show the sign."""
        weaker = list(self._weaker(term))
        if any(self.facts.nonnegative(each) for each in weaker):
            return True
        return depth > 1 and any(self.shows(each, depth - 1) for each in weaker)

    def _weaker(self, term: Term) -> Iterator[Term]:
        """Smaller terms, one part replaced by a bound."""
        marker = Variable(SCALAR, fresh("part", self.facts.context))
        for part in dict.fromkeys(p for p in walk(term) if isinstance(p, Apply)):
            if not part.shape.is_scalar:
                continue
            below, above = list(lower_bounds(part)), list(upper_bounds(part, self.facts))
            found = linear(exchanged(term, part, marker), marker.name) if below or above else None
            if found is None:
                continue
            slope, rest = found
            signs = self.facts.signs(slope)
            for bound in above if 1 not in signs else below if -1 not in signs else ():
                if self.left > 0:
                    self.left -= 1
                    yield add(multiply(slope, bound), rest)


# Bounds -----------------------------------------------------------------------------------


def upper_bounds(term: Apply, facts: Facts) -> Iterator[Term]:
    """Terms that are at least this one."""
    yield from _sizes_of(term)
    match term:
        case Apply(operator=_O.NORM, arguments=(u,)):
            if u.shape.is_column:
                yield scalar_of(_O.NORM_1, u)
                yield multiply(_root(u), scalar_of(_O.NORM_INF, u))
            if isinstance(u, Apply) and u.operator is _O.MATMUL:
                yield multiply(*(scalar_of(_O.NORM, factor) for factor in u.arguments))
        case Apply(operator=_O.NORM_1, arguments=(u,)) if u.shape.is_column:
            yield multiply(_root(u), scalar_of(_O.NORM, u))
            yield multiply(_count(u), scalar_of(_O.NORM_INF, u))
            if facts.nonnegative(u):
                yield scalar_of(_O.SUM, u)
        case Apply(operator=_O.NORM_INF, arguments=(u,)) if u.shape.is_column:
            yield scalar_of(_O.NORM, u)
            yield scalar_of(_O.NORM_1, u)
        case Apply(operator=_O.LARGEST, arguments=(u,)) if u.shape.is_column:
            yield scalar_of(_O.LOGSUMEXP, u)
            yield scalar_of(_O.NORM_INF, u)
        case Apply(operator=_O.LOGSUMEXP, arguments=(u,)) if u.shape.is_column:
            yield add(scalar_of(_O.LARGEST, u), apply(_O.LOG, _count(u)))
        case Apply(operator=_O.SMALLEST, arguments=(u,)):
            yield scalar_of(_O.MEAN, u)
        case Apply(operator=_O.MEAN, arguments=(u,)):
            yield scalar_of(_O.LARGEST, u)
            if isinstance(u, Apply) and u.operator in _CONCAVE:
                yield apply(u.operator, scalar_of(_O.MEAN, u.arguments[0]))
        case Apply(operator=_O.POWER, arguments=(u, p)) if rational(p) == 2:
            if isinstance(u, Apply):
                yield from (power(size, 2) for size in _sizes_of(u))


def lower_bounds(term: Apply) -> Iterator[Term]:
    """Terms that are at most this one."""
    yield from (negate(size) for size in _sizes_of(term))
    match term:
        case Apply(operator=_O.NORM, arguments=(u,)) if u.shape.is_column:
            yield scalar_of(_O.NORM_INF, u)
            yield divide(scalar_of(_O.NORM_1, u), _root(u))
        case Apply(operator=_O.NORM_1, arguments=(u,)) if u.shape.is_column:
            yield scalar_of(_O.NORM, u)
        case Apply(operator=_O.LARGEST, arguments=(u,)):
            yield scalar_of(_O.MEAN, u)
        case Apply(operator=_O.LOGSUMEXP, arguments=(u,)) if u.shape.is_column:
            yield scalar_of(_O.LARGEST, u)
            yield add(scalar_of(_O.MEAN, u), apply(_O.LOG, _count(u)))
        case Apply(operator=_O.MEAN, arguments=(u,)):
            yield scalar_of(_O.SMALLEST, u)
            if isinstance(u, Apply):
                yield from _jensen(u)


def _jensen(u: Apply) -> Iterator[Term]:
    """f(mean(v)) <= mean(f(v)) for a convex f."""
    mean = scalar_of(_O.MEAN, u.arguments[0])
    if u.operator in _CONVEX:
        yield apply(u.operator, mean)
    elif u.operator is _O.POWER and rational(u.arguments[1]) == 2:
        yield power(mean, 2)


def _sizes_of(term: Apply) -> Iterator[Term]:
    """Bounds of the absolute value of an inner product or a trace."""
    match term:
        case Apply(
            operator=_O.MATMUL, arguments=(Apply(operator=_O.TRANSPOSE, arguments=(u,)), v)
        ) if u.shape.is_column and v.shape.is_column:
            pairs = ((_O.NORM, _O.NORM), (_O.NORM_1, _O.NORM_INF), (_O.NORM_INF, _O.NORM_1))
            for left, right in pairs:
                yield multiply(scalar_of(left, u), scalar_of(right, v))
        case Apply(operator=_O.TRACE, arguments=(A,)):
            if isinstance(A, Apply) and A.operator is _O.MATMUL:
                yield multiply(*(scalar_of(_O.NORM, factor) for factor in A.arguments))
            root = apply(_O.SQRT, SizeOf(SCALAR, A.shape.rows))
            yield multiply(root, scalar_of(_O.NORM, A))


def _count(u: Term) -> Term:
    return SizeOf(SCALAR, u.shape.rows)


def _root(u: Term) -> Term:
    return apply(_O.SQRT, _count(u))
