"""Numbers as they are written, and those that differ from a written one by few digits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd

from derivcheck.language import syntax


def near(digits: str) -> Iterator[str]:
    """One digit put in or left out: 2.65 for 2.625."""
    if "." not in digits or "e" in digits.lower():
        return
    for at in range(digits.index(".") + 1, len(digits) + 1):
        for digit in "0123456789":
            yield digits[:at] + digit + digits[at:]
    whole = digits.index(".")
    for at in range(len(digits)):
        if digits[at].isdigit() and (at > whole + 1 or 0 < at < whole):
            yield digits[:at] + digits[at + 1 :]


def distance(written: str, meant: str) -> int:
    """How many digits must be changed, put in or left out (Levenshtein 1966)."""
    row = list(range(len(meant) + 1))
    for at, digit in enumerate(written, 1):
        above, row[0] = row[0], at
        for place, other in enumerate(meant, 1):
            changed = above + (digit != other)
            above, row[place] = row[place], min(changed, row[place] + 1, row[place - 1] + 1)
    return row[-1]


def written(value: Fraction) -> str | None:
    """A number that is not negative in digits, if it has finitely many: 3, 2.625."""
    scale, rest = 0, value.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        rest //= gcd(10, rest)
        scale += 1
    if rest > 1 or value < 0:
        return None
    digits = str(int(value * 10**scale)).rjust(scale + 1, "0")
    return f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits


def as_written(value: Fraction) -> syntax.Expression:
    """A number that is not negative, in digits or as a fraction."""
    digits = written(value)
    return as_fraction(value) if digits is None else syntax.Number(value, digits)


def as_fraction(value: Fraction) -> syntax.Expression:
    """The same without a decimal point."""
    if value.denominator == 1:
        return syntax.Number(value, str(value))
    top, bottom = (Fraction(part) for part in (value.numerator, value.denominator))
    return syntax.Binary("/", syntax.Number(top, str(top)), syntax.Number(bottom, str(bottom)))
