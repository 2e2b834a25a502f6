"""The arrangement of `deriv(y, x)`, decided once by the declared layout.

Numerator layout puts the derivative of a vector by a vector into the Jacobian, one row for
each entry of y; denominator layout is its transpose throughout. (Wikipedia, "Matrix calculus",
section "Layout conventions"; the table there ends at five pairs of shapes. Pairs outside it,
such as a vector by a matrix, follow Magnus and Neudecker, "Matrix Differential Calculus", and
are the Jacobian of vec(y) by vec(x).)

    y        x        numerator                denominator
    any      scalar   entry by entry, like y   its transpose
    scalar   any      the gradient transposed  the gradient, like x
    vector   vector   the Jacobian             its transpose
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from derivcheck.language.sizes import Shape

LAYOUTS = ("numerator", "denominator")


class Arrangement(NamedTuple):
    """Which derivative to take, and whether to transpose it."""

    kind: Literal["along", "gradient", "jacobian"]
    transposed: bool


def arrange(y: Shape, x: Shape, layout: str) -> Arrangement:
    """The derivative of a y-shaped quantity by an x-shaped one."""
    denominator = layout == "denominator"
    if x.is_scalar:
        return Arrangement("along", denominator and not y.is_scalar)
    if y.is_scalar:
        return Arrangement("gradient", not denominator)
    return Arrangement("jacobian", denominator)
