"""Quotients of two scalar terms, and whether they have a value and vanish nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.calculus.contraction.describe import describe
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.language.terms import Context, Term


@dataclass(frozen=True, slots=True)
class Ratio:
    """top = (this) * bottom as an identity; `text` shows it.

    `defined`: its denominator vanishes nowhere on the domain; `vanishes_nowhere`: neither
    does its numerator.
    """

    text: str
    defined: bool
    vanishes_nowhere: bool

    def __str__(self) -> str:
        return self.text


def ratio(top: Term, bottom: Term, context: Context, nonzero: Sequence[Term]) -> Ratio | None:
    """top/bottom in lowest terms; None where the normal form keeps silent.

    `nonzero` are terms known not to vanish on the domain (denominators of the claim).
    """
    try:
        lowering = lowered(context, (top, bottom))
        tower = lowering.tower
        for term in nonzero:
            tower.assume(lowering.entry(term), "!=")
        a, b = lowering.entry(eliminate(top)), lowering.entry(eliminate(bottom))
        if b.is_zero():
            return None
        quotient = a.over(b)
        above, below = quotient.numerator(), quotient.denominator()
        known = tower.facts.nonvanishing
        return Ratio(describe(lowering.algebra, quotient), known(below), known(above))
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return None
