"""Numbers c with left = c right as an identity.

A number that the points tell is proved by the normal form. What was proved one way round is
known the other way round.
"""

from __future__ import annotations

from collections import deque
from fractions import Fraction

from derivcheck.deciders import normal_form
from derivcheck.deciders._points.seen import fails_somewhere, number_between
from derivcheck.language.obligations import Outcome, equation
from derivcheck.language.terms import Comparison, Context, Term, constant, multiply, negate

#: identities left = c right that were proved last
_proved: deque[tuple[Context, Term, Term, Fraction]] = deque(maxlen=4)


def holds(claim: Comparison, context: Context) -> bool:
    """Whether the normal form proves an equality that fails at none of a few points."""
    if fails_somewhere(claim, context):
        return False
    return normal_form.prove(claim, context).outcome is Outcome.PROVED


def multiple(left: Term, right: Term, context: Context) -> Fraction | None:
    """The number c, which is not 0, with left = c right; None where none was proved."""
    if left.shape != right.shape:
        return None
    for known, first, second, number in _proved:
        if known is context and (first, second) == (right, left):
            return 1 / number
    seen = number_between(equation(left, right), context)
    for number in (Fraction(1), Fraction(-1)) if seen is None else (seen,):
        if holds(equation(left, _times(number, right)), context):
            _proved.appendleft((context, left, right, number))
            return number
    return None


def _times(number: Fraction, term: Term) -> Term:
    if abs(number) != 1:
        return multiply(constant(number), term)
    return term if number == 1 else negate(term)
