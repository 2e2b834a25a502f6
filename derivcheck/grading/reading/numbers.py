"""Marks as they are written: `4`, `0.5`, `1/3`, exact."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from derivcheck.language.positions import Text
from derivcheck.verify.reading.fields import refuse

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?|[0-9]{1,6}/[1-9][0-9]{0,5}")


def exact_number(written: Text) -> Fraction:
    """A number of marks; raises `Malformed`."""
    value = "".join(written.value.split())
    if not _NUMBER.fullmatch(value):
        message = f"a number of marks such as 4, 0.5 or 1/3, not {written.value[:40]}"
        raise refuse(written.place(), message)
    return Fraction(value)


def printed(marks: Fraction) -> str:
    """Marks as a record holds them: a decimal where it ends, else the fraction."""
    places = 0
    while (marks * 10**places).denominator != 1:
        places += 1
        if places > 6:
            return f"{marks.numerator}/{marks.denominator}"
    return f"{Decimal(marks.numerator) / marks.denominator:f}"
