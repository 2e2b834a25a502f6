"""Positive (semi)definite matrices by rules: Gram matrices, sums, inverses, Hadamard products.

`definite(A)` is True for a proof of positive definite, False for positive semidefinite, None
for neither; each holds for every size and wherever the matrix has a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.deciders._arrays.factors import Chain, Factor, chain_of, halves, product_of
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    Apply,
    Constant,
    Context,
    Iterated,
    Term,
    Variable,
)

if TYPE_CHECKING:
    from derivcheck.deciders._positive.facts import Facts
    from derivcheck.deciders._positive.sets import Signs

_O = Operator
_POSITIVE: Signs = frozenset({1})
_NOT_NEGATIVE: Signs = frozenset({0, 1})


def definite(term: Term, facts: Facts) -> bool | None:
    """Whether a square matrix is symmetric and positive definite (True) or semidefinite."""
    match term:
        case Variable(name=name, indices=()):
            declaration = facts.context.declarations.get(name)
            declared = declaration is not None and "positive definite" in declaration.structure
            return True if declared else _diagonal(term, facts)
        case Apply(operator=_O.IDENTITY):
            return True
        case Apply(operator=_O.ADD, arguments=(a, b)) if not (
            a.shape.is_scalar or b.shape.is_scalar
        ):
            first = definite(a, facts)
            second = None if first is None else definite(b, facts)
            return None if first is None or second is None else first or second
        case Apply(operator=_O.INVERSE, arguments=(a,)):
            # where the inverse exists a semidefinite matrix is definite
            return None if definite(a, facts) is None else True
        case Apply(operator=_O.MATRIX_POWER, arguments=(a,), parameter=k):
            return _power(a, k, facts)
        case Apply(operator=_O.TRANSPOSE, arguments=(a,)):
            return definite(a, facts)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not (
            a.shape.is_scalar or b.shape.is_scalar
        ):
            # Schur (1911): the Hadamard product of semidefinite matrices is semidefinite
            first, second = definite(a, facts), definite(b, facts)
            return None if first is None or second is None else first and second
        case Apply(operator=_O.KRONECKER, arguments=(a, b)):
            first, second = definite(a, facts), definite(b, facts)
            return None if first is None or second is None else first and second
        case Apply(operator=_O.DIAGONAL_MATRIX, arguments=(a,)):
            return _by_sign(facts.signs(a))
        case Iterated(kind="sum", body=body):
            return None if definite(body, facts) is None else False
        case Apply(operator=_O.MATMUL | _O.MULTIPLY | _O.DIVIDE | _O.NEGATE):
            return _chained(chain_of(term, facts.context), facts)
        case _:
            return None


def _by_sign(signs: Signs) -> bool | None:
    return True if signs <= _POSITIVE else False if signs <= _NOT_NEGATIVE else None


def _diagonal(term: Variable, facts: Facts) -> bool | None:
    declaration = facts.context.declarations.get(term.name)
    if declaration is None or "diagonal" not in declaration.structure or not declaration.pieces:
        return None
    return False if facts.by_rules(term) <= _NOT_NEGATIVE else None


def _power(base: Term, exponent: Term | None, facts: Facts) -> bool | None:
    found = definite(base, facts)
    if found is not None:
        return found
    even = isinstance(exponent, Constant) and exponent.value % 2 == 0
    return False if even and symmetric(base, facts.context) else None


def symmetric(term: Term, context: Context) -> bool:
    """Whether a term is its own transpose."""
    from derivcheck.deciders._arrays.factors import is_symmetric

    return is_symmetric(term, context)


def _chained(chain: Chain, facts: Facts) -> bool | None:
    """c u'u and c u'M u; definite is lost unless the product has one factor."""
    scale = _by_sign(facts.signs(chain.scale))
    if scale is None:
        return None
    if not chain.factors:
        return scale
    if len(chain.factors) == 1:
        only = chain.factors[0].term
        if isinstance(only, Apply) and only.operator in (_O.MATMUL, _O.DIVIDE, _O.NEGATE):
            return None
        found = definite(only, facts)
        return None if found is None else found and scale
    return False if square_factors(chain.factors, facts) is not None else None


def square_factors(factors: tuple[Factor, ...], facts: Facts) -> tuple[Factor, ...] | None:
    """The right half u of a product u'u or u'M u with M positive semidefinite."""
    found = halves(factors, facts.context)
    if found is None:
        return None
    right, middle = found
    if middle is not None and definite(middle.term, facts) is None:
        return None
    return right


def square(chain: Chain, facts: Facts) -> Signs | None:
    """The signs of a scalar product of factors that is a square times a scalar."""
    right = square_factors(chain.factors, facts)
    if right is None:
        return None
    scale = facts.signs(chain.scale)
    entries = facts.by_rules(product_of(right)) if right else _NOT_NEGATIVE
    middle = halves(chain.factors, facts.context)
    regular = middle is None or middle[1] is None or definite(middle[1].term, facts) is True
    squares = _POSITIVE if right and regular and 0 not in entries else _NOT_NEGATIVE
    return frozenset(x * y for x in scale for y in squares)


def trace(term: Term, facts: Facts) -> Signs | None:
    """The signs of a trace: of a semidefinite matrix, or of two of them multiplied."""
    whole = definite(term, facts)
    if whole is not None:
        return _POSITIVE if whole else _NOT_NEGATIVE
    chain = chain_of(term, facts.context)
    n = len(chain.factors)
    for shift in range(n):
        rotated = chain.factors[shift:] + chain.factors[:shift]
        for cut in range(1, n):
            first, second = _of_product(rotated[:cut], facts), _of_product(rotated[cut:], facts)
            if first is not None and second is not None:
                product = _POSITIVE if first and second else _NOT_NEGATIVE
                scale = facts.signs(chain.scale)
                return frozenset(x * y for x in scale for y in product)
    return None


def _of_product(factors: tuple[Factor, ...], facts: Facts) -> bool | None:
    if len(factors) == 1:
        return definite(factors[0].term, facts)
    return False if square_factors(factors, facts) is not None else None
