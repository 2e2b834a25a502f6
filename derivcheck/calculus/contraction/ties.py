"""Derivatives across kinks: that the slope at a tie does not matter, and which one to take.

Where a derivative exists on a kink and the slopes there are immaterial (`crossings`), every
choice of them gives the derivative. So both sides are compared with whatever choice matches
what was written: `u > 0` is false at a tie, `step(u)` is 1 and `sign(u)` is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derivcheck.calculus.contraction import radix
from derivcheck.calculus.contraction.assumptions import assume
from derivcheck.calculus.contraction.crossings import Ties
from derivcheck.calculus.contraction.kinks import across_kink
from derivcheck.calculus.contraction.lowering import Lowering
from derivcheck.calculus.contraction.signs import KernelSigns
from derivcheck.calculus.differentials import eliminate
from derivcheck.calculus.tower import Tower
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import (
    All,
    Apply,
    Comparison,
    Condition,
    Context,
    ForRange,
    Piecewise,
    Term,
    Tree,
    walk,
)

_HALF = Fraction(1, 2)
_BELOW, _ABOVE = Fraction(0), Fraction(1)


def require_immaterial(left: Term, right: Term, context: Context) -> None:
    """Raise a `Refusal` unless slopes at ties are immaterial in every derivative.

    Only strict assumptions are used here, which hold nearby: under an equation the arguments
    of two kinks may agree at the point and differ nearby.
    """
    strict = tuple(a for a in context.assumptions if _strict(a))
    context = replace(context, assumptions=strict)
    signs = KernelSigns(None)
    low = Lowering(context, Tower(signs), (left, right))
    signs.algebra = low.algebra
    low.ties = "open"
    assume(low, ("i!", "j!"))
    for term in (left, right):
        kept = eliminate(term, across_kink)
        low.entry(kept, _free(low, kept, "i", False), _free(low, kept, "j", True))


def _free(low: Lowering, term: Term, name: str, column: bool) -> Size:
    """A free index, with a digit for every factor of its range."""
    sizes = radix.radices(term, column)
    digits = [low.free(f"{name}{place or ''}!", size) for place, size in enumerate(sizes)]
    return radix.combined(low.algebra.facts, digits, sizes) if digits else ONE


def _strict(condition: Condition) -> bool:
    match condition:
        case Comparison(relation=relation):
            return relation in (">", "<", "!=")
        case All(parts=parts):
            return all(_strict(part) for part in parts)
        case ForRange(part=part):
            return _strict(part)
    return False


def conventions(left: Term, right: Term) -> Iterator[Ties]:
    """Slopes at ties that are worth a try."""
    yield Ties(_ABOVE, _HALF)
    if _jumps(left) or _jumps(right):
        yield Ties(_BELOW, _HALF)
        yield Ties(_HALF, _HALF)
        yield Ties(_BELOW, _BELOW)
        yield Ties(_ABOVE, _ABOVE)


def _jumps(node: Tree) -> bool:
    """Whether a function that jumps is written."""
    return any(
        isinstance(part, Piecewise)
        or (isinstance(part, Apply) and part.operator in (Operator.SIGN, Operator.STEP))
        for part in walk(node)
    )
