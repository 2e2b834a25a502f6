"""Closed forms that sums up to an index may have; whether they have is for induction to show.

A sum of c*q^k is geometric. Where the terms are numbers, a polynomial or a quotient of
polynomials in the index is fitted to some partial sums and compared with further ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from flint import fmpq, fmpq_mat

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Constant,
    Context,
    Index,
    Iterated,
    Limit,
    Piece,
    SizeOf,
    Term,
    Tree,
    Variable,
    add,
    constant,
    divide,
    multiply,
    power,
    rebuild,
    subtract,
    walk,
)

__all__ = ["candidates", "exchanged", "from_start", "sums"]

#: degrees of numerator and denominator that are fitted, and further sums that must agree
_DEGREES = ((1, 0), (2, 0), (3, 0), (4, 0), (1, 1), (2, 2))
_FURTHER = 4


def sums(limit: Limit, context: Context) -> list[Iterated]:
    """The sums from a number up to the variable of a limit at infinity."""
    said = context.declarations.get(limit.variable.name)
    if limit.point != "oo" or limit.variable.indices or said is None or said.kind != "integer":
        return []
    if said.values or any(piece.high is not None for piece in said.pieces):
        return []
    return [
        part
        for part in walk(limit.body)
        if isinstance(part, Iterated)
        and part.kind == "sum"
        and part.condition is None
        and not part.descending
        and part.shape.is_scalar
        and part.stop == limit.variable
        and _is_integer(part.start)
        and all(node.name == part.index for node in walk(part) if isinstance(node, Index))
    ]


def _is_integer(term: Term) -> bool:
    value = rational(term)
    return value is not None and value.denominator == 1


def from_start(part: Iterated, variable: Variable, context: Context) -> Context:
    """The context where the index begins with the sum; what comes before has no say in a limit."""
    said = context.declarations[variable.name]
    declared = replace(said, pieces=(Piece(part.start, None, low_closed=True),), values=())
    return replace(context, declarations={**context.declarations, variable.name: declared})


def candidates(part: Iterated, variable: Variable, context: Context) -> Iterator[Term]:
    """Closed forms in the variable that have a value wherever the sum has one."""
    ratio = _ratio(part.body, part.index)
    if ratio is not None and Facts(context).nonzero(subtract(UNIT, ratio)):
        after = _put(part.body, part.index, add(variable, UNIT))
        first = _put(part.body, part.index, part.start)
        yield divide(subtract(first, after), subtract(UNIT, ratio))
    yield from _fitted(part, variable)


def exchanged(body: Term, part: Term, form: Term) -> Term:
    """The body with one of its parts exchanged."""

    def change(node: Tree) -> Tree:
        return form if node == part else rebuild(node, change)

    changed = change(body)
    assert isinstance(changed, Term)
    return changed


def _put(body: Term, index: str, value: Term) -> Term:
    def change(node: Tree) -> Tree:
        if isinstance(node, Index) and node.name == index:
            return value
        return rebuild(node, change)

    changed = change(body)
    assert isinstance(changed, Term)
    return changed


def _ratio(body: Term, index: str) -> Term | None:
    """q in c*q^k."""
    if not any(_named(node, index) for node in walk(body)):
        return UNIT
    match body:
        case Apply(operator=Operator.POWER, arguments=(base, Index(name=name))) if name == index:
            return None if any(_named(node, index) for node in walk(base)) else base
        case Apply(operator=Operator.MULTIPLY | Operator.DIVIDE, arguments=(a, b)):
            p, q = _ratio(a, index), _ratio(b, index)
            if p is None or q is None:
                return None
            return multiply(p, q) if body.operator is Operator.MULTIPLY else divide(p, q)
    return None


def _named(node: Tree, index: str) -> bool:
    named = isinstance(node, Index) and node.name == index
    return named or (isinstance(node, SizeOf) and index in node.size.names())


def _fitted(part: Iterated, variable: Variable) -> Iterator[Term]:
    start = rational(part.start)
    if start is None or start.denominator != 1:
        return
    places: list[int] = []
    partial: list[Fraction] = []
    total = Fraction(0)
    for k in range(int(start), int(start) + max(p + q for p, q in _DEGREES) + 1 + _FURTHER):
        value = rational(_put(part.body, part.index, constant(k)))
        if value is None:
            return
        total += value
        places.append(k)
        partial.append(total)
    for above, below in _DEGREES:
        found = _through(places, partial, above, below)
        if found is not None and _is_positive(found[1], start):
            yield divide(_polynomial(found[0], variable), _polynomial(found[1], variable))
            return


def _through(
    places: Sequence[int], values: Sequence[Fraction], above: int, below: int
) -> tuple[list[Fraction], list[Fraction]] | None:
    """p/q of these degrees, q monic, through all of the points."""
    unknown = above + 1 + below
    rows = [
        [fmpq(n) ** i for i in range(above + 1)] + [-_exact(s) * fmpq(n) ** i for i in range(below)]
        for n, s in zip(places, values, strict=True)
    ]
    right = [_exact(s) * fmpq(n) ** below for n, s in zip(places, values, strict=True)]
    flat = [x for row in rows[:unknown] for x in row]
    try:
        solved = fmpq_mat(unknown, unknown, flat).solve(fmpq_mat(unknown, 1, right[:unknown]))
    except ZeroDivisionError:
        return None
    found = [solved[i, 0] for i in range(unknown)]
    if any(
        sum(a * x for a, x in zip(r, found, strict=True)) != b
        for r, b in zip(rows, right, strict=True)
    ):
        return None
    plain = [Fraction(int(x.p), int(x.q)) for x in found]
    return plain[: above + 1], [*plain[above + 1 :], Fraction(1)]


def _is_positive(coefficients: Sequence[Fraction], start: Fraction) -> bool:
    """Whether a monic polynomial of degree at most 2 is above 0 from the start on."""
    value = sum((c * start**i for i, c in enumerate(coefficients)), Fraction(0))
    slope = sum((i * c * start ** (i - 1) for i, c in enumerate(coefficients) if i), Fraction(0))
    return value > 0 and slope >= 0


def _exact(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _polynomial(coefficients: Sequence[Fraction], variable: Variable) -> Term:
    total: Term | None = None
    for degree, value in enumerate(coefficients):
        if value or (degree == 0 and not any(coefficients)):
            term: Term = constant(value)
            if degree:
                raised = variable if degree == 1 else power(variable, degree)
                term = raised if value == 1 else multiply(Constant(term.shape, value), raised)
            total = term if total is None else add(total, term)
    return total if total is not None else constant(0)
