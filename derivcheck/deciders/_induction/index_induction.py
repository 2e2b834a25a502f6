"""Inequalities for every integer k >= k0, by induction.

E(k0) >= 0 and E(k + 1) - b E(k) >= 0 with a factor b >= 0 give E(k) >= 0 for all k, and
E(k0) > 0 with b > 0 gives E(k) > 0: with b the base of a power, the power itself drops out of
the step (Bernoulli's inequality). In the step k may be any real number from k0 on. E must have
a value at every k.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.least import Least, integers
from derivcheck.deciders._induction.integer_powers import opaque, shifts
from derivcheck.deciders._induction.unrolling import at_index, rebuild_terms
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.sizes import SCALAR, Size
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Constant,
    Context,
    Declaration,
    Piece,
    SizeOf,
    Term,
    Tree,
    Variable,
    add,
    as_size,
    constant,
    multiply,
    subtract,
    walk,
)

_O = Operator

#: whether a term is nowhere negative, or strictly positive
Holds = Callable[[Term, Context, bool], bool]


def by_induction(term: Term, context: Context, strict: bool, holds: Holds) -> str | None:
    """What proves `term >= 0` (or > 0), in words; `holds` does so without induction."""
    for name, base in integers(context).items():
        declaration = context.declarations[name]
        bounded = declaration.pieces[0].high is not None
        said = any(mentions(a, {name}) for a in context.assumptions)
        if bounded or said or not mentions(term, {name}) or not _everywhere(term, name, base):
            continue
        if not holds(at_index(term, name, Size.of(base)), context, strict):
            continue
        facts = Facts(context)
        after = at_index(term, name, Size.of(name) + Size.of(1))
        before = at_index(term, name, Size.of(name))
        for factor in _factors(term, name):
            if facts.positive(factor) if strict else facts.nonnegative(factor):
                grown = subtract(after, multiply(factor, before))
                if holds(*_continued(grown, context, name, base), False):
                    return f"induction on {name} from {base}"
    return None


def _everywhere(term: Term, name: str, base: int) -> bool:
    """Whether the term is a polynomial in the integer and in powers with it as exponent."""
    if not mentions(term, {name}):
        return True
    match term:
        case Variable(indices=()) | SizeOf():
            return True
        case Apply(operator=_O.ADD | _O.MULTIPLY | _O.NEGATE, arguments=arguments):
            return all(_everywhere(a, name, base) for a in arguments)
        case Apply(operator=_O.DIVIDE, arguments=(a, b)):
            return _everywhere(a, name, base) and bool(rational(b))
        case Apply(operator=_O.POWER, arguments=(a, Constant(value=p))):
            return _everywhere(a, name, base) and p.denominator == 1 and p > 0
        case Apply(operator=_O.POWER, arguments=(a, e)):
            size = as_size(e)
            if mentions(a, {name}) or size is None or size.names() != {name}:
                return False
            return Least({name: base}).nonnegative(size, {})
        case _:
            return False


def _factors(term: Term, name: str) -> Iterator[Term]:
    """1, and the bases of powers that move."""
    yield UNIT
    for part in dict.fromkeys(p for p in walk(term) if isinstance(p, Apply)):
        if part.operator is _O.POWER and mentions(part.arguments[1], {name}):
            yield part.arguments[0]


def _continued(term: Term, context: Context, name: str, base: int) -> tuple[Term, Context]:
    """The step with powers as letters of their own and the integer as a real number."""
    freed = opaque(term, shifts((term,)), Least(integers(context)))
    declared = Declaration(name, "real", SCALAR, pieces=(Piece(constant(base), None, True),))

    def rule(part: Tree) -> Tree:
        return _polynomial(part.size, name) if isinstance(part, SizeOf) else part

    declarations = {**context.declarations, name: declared}
    return rebuild_terms(freed, rule), replace(context, declarations=declarations)


def _polynomial(size: Size, name: str) -> Term:
    """A size with the integer as a symbol."""
    total: Term = constant(0)
    for monomial, coefficient in size.terms:
        degree = sum(1 for factor in monomial if factor == name)
        rest = Size(terms=((tuple(f for f in monomial if f != name), coefficient),))
        part: Term = constant(coefficient) if rest.constant is not None else SizeOf(SCALAR, rest)
        for _ in range(degree):
            part = multiply(part, Variable(SCALAR, name))
        total = add(total, part)
    return total
