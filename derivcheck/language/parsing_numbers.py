"""Literal numbers, exact and of bounded size."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.syntax import Binary, Expression, Negative, Number

MAX_BITS = 4096


@lru_cache(maxsize=1024)
def _exact(digits: str) -> Fraction | None:
    """The value of `2`, `1.5` or `1e-3`; None if it takes more than `MAX_BITS` bits."""
    exponent = digits.lower().partition("e")[2].lstrip("+-0")
    if len(exponent) > len(str(MAX_BITS)):
        return None
    return _bounded(Fraction(digits))


def number(digits: str, span: Span) -> Number:
    """The literal with these digits."""
    value = _exact(digits)
    if value is None:
        raise _too_large(span, "this number")
    return Number(value, digits, span=span)


def power(operator: str, base: Expression, exponent: Expression, span: Span) -> Binary:
    """`base^exponent`; an integer power of literals is refused if its value is too large."""
    node = Binary(operator, base, exponent, span=span)
    if isinstance(exponent, Number | Negative | Binary) and _exceeds(base, exponent):
        raise _too_large(span, "this power")
    return node


def _exceeds(base: Expression, exponent: Expression) -> bool:
    x, k = _literal(base), _literal(exponent)
    return x is not None and k is not None and k.denominator == 1 and _power(x, int(k)) is None


def _literal(node: Expression) -> Fraction | None:
    """The value of a number, its negative or a power of such; None for anything else."""
    match node:
        case Number(value=value):
            return value
        case Negative(operand=operand):
            inner = _literal(operand)
            return None if inner is None else -inner
        case Binary(operator="^" | ".^", left=left, right=right):
            x, k = _literal(left), _literal(right)
            if x is None or k is None or k.denominator != 1 or (x == 0 and k < 0):
                return None
            return _power(x, int(k))
        case _:
            return None


def _power(x: Fraction, k: int) -> Fraction | None:
    """x^k, or None if it takes more than `MAX_BITS` bits; 0^-1 counts as 0."""
    if abs(x) in (0, 1):
        return x if k % 2 else x * x
    if (_bits(x) - 1) * abs(k) > MAX_BITS:
        return None
    return _bounded(x**k)


def _bounded(x: Fraction) -> Fraction | None:
    return x if _bits(x) <= MAX_BITS else None


def _bits(x: Fraction) -> int:
    return max(x.numerator.bit_length(), x.denominator.bit_length())


def _too_large(span: Span, what: str) -> LanguageError:
    return LanguageError(
        "DC105",
        f"{what} takes more than {MAX_BITS:,} bits",
        span,
        expected=f"a value of at most {MAX_BITS:,} bits",
        found="a larger one",
    )
