"""A term as a number times the rest of it, and the factors of the rest."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.printing import show
from derivcheck.verify.repair.edits.digits import as_fraction
from derivcheck.verify.repair.edits.slips import PRODUCTS

ONE = syntax.Number(Fraction(1), "1")

#: a term with its number
Multiple = tuple[Fraction, syntax.Expression]


def scaled(number: Fraction, term: syntax.Expression) -> syntax.Expression:
    """The term with a number before it."""
    if number < 0:
        return syntax.Negative(scaled(-number, term))
    if number == 1:
        return term
    return as_fraction(number) if term == ONE else syntax.Binary("*", as_fraction(number), term)


def without_number(term: syntax.Expression) -> syntax.Expression:
    """The term without the numbers among its factors, and without a sign."""
    return _apart(term)[1] or ONE


def number_of(term: syntax.Expression) -> Fraction:
    """The number that `without_number` leaves out."""
    return _apart(term)[0]


def _apart(term: syntax.Expression) -> tuple[Fraction, syntax.Expression | None]:
    """The number of a term, and what is left if it is more than a number."""
    match term:
        case syntax.Number(value=value):
            return value, None
        case syntax.Negative(operand=inner):
            number, left = _apart(inner)
            return -number, left
        case syntax.Binary(operator="*", left=a, right=b):
            (m, u), (n, v) = _apart(a), _apart(b)
            if u is None or v is None:
                return m * n, v if u is None else u
            return m * n, term if u is a and v is b else syntax.Binary("*", u, v)
        case syntax.Binary(operator="/", left=a, right=syntax.Number(value=value)) if value:
            number, left = _apart(a)
            return number / value, left
        case syntax.Binary(operator=operator, left=a, right=b) if operator in PRODUCTS:
            number, left = _apart(a)
            left = left or ONE
            return number, term if left is a else syntax.Binary(operator, left, b)
        case _:
            return Fraction(1), term


def counted_factors(term: syntax.Expression) -> Counter[str]:
    """The factors of a term without numbers; those it is divided by with a stroke."""
    match without_number(term):
        case syntax.Binary(operator="*" | ".*" | "@", left=a, right=b):
            return counted_factors(a) + counted_factors(b)
        case syntax.Binary(operator="/" | "./", left=a, right=b):
            return counted_factors(a) + Counter([f"/{show(b)}"])
        case plain:
            return Counter([show(plain)] if plain != ONE else [])
