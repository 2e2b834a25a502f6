"""Inequalities on a box by rigorous interval arithmetic.

Success proves `term >= 0` (or > 0) wherever the scalars lie in their closed boxes and the term
has a value: the box is cut into smaller ones until the enclosure of each (natural and
mean-value form; Moore 1966) lies on the right side. A box that has a point where no enclosure
exists is cut further and never counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import arb, ctx, fmpq

from derivcheck.calculus.differentials import UnsupportedDifferential
from derivcheck.deciders._kinks.onesided import slope
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.language.terms import Context, Term, Variable

Box = tuple[tuple[Fraction, Fraction], ...]

#: boxes looked at before giving up
_MOST = 3000
_BITS = 64


class Subdivision:
    """A search through boxes; `boxes` counts the ones that were settled."""

    def __init__(self, term: Term, variables: Sequence[Variable], context: Context) -> None:
        self.term = term
        self.variables = variables
        self.context = context
        self.boxes = 0
        try:
            self.slopes = [slope(term, variable) for variable in variables]
        except UnsupportedDifferential:
            self.slopes = []

    def nonnegative(self, box: Box, strict: bool, most: int = _MOST) -> bool:
        """Whether the term is at least 0 (above 0) on the whole box."""
        stack, left = [box], most
        while stack:
            left -= 1
            if left < 0:
                return False
            part = stack.pop()
            verdict = self._settled(part, strict)
            if verdict is False:
                return False
            if verdict is None:
                stack += _halves(part)
            else:
                self.boxes += 1
        return True

    def _settled(self, box: Box, strict: bool) -> bool | None:
        """True or False where an enclosure tells, None where the box has to be cut."""
        value = self._enclosure(self.term, [_ball(low, high) for low, high in box])
        if value is None:
            return None
        found = _side(value, strict)
        if found is not None:
            return found
        refined = self._by_mean_value(box)
        return None if refined is None else _side(refined, strict)

    def _by_mean_value(self, box: Box) -> arb | None:
        """f(m) + f'(X)(X - m)"""
        if not self.slopes:
            return None
        middle = [(low + high) / 2 for low, high in box]
        whole = [_ball(low, high) for low, high in box]
        total = self._enclosure(self.term, [_ball(m, m) for m in middle])
        for derivative, x, m in zip(self.slopes, whole, middle, strict=True):
            gradient = self._enclosure(derivative, whole)
            if gradient is None or total is None:
                return None
            with ctx.workprec(_BITS):
                total = total + gradient * (x - _ball(m, m))
        return total

    def _enclosure(self, term: Term, values: Sequence[arb]) -> arb | None:
        named = zip(self.variables, values, strict=True)
        bound = {variable.name: ((value,),) for variable, value in named}
        try:
            evaluator = Evaluator(Balls(_BITS), self.context, Point()).bind(bound)
            value = arb(evaluator.value(term)[0][0])
        except (NoValue, Undetermined, Unsupported, ZeroDivisionError, KeyError):
            return None
        return value if value.is_finite() else None


def _side(value: arb, strict: bool) -> bool | None:
    if value > 0 or (not strict and value >= 0):
        return True
    return False if value < 0 else None


def _ball(low: Fraction, high: Fraction) -> arb:
    with ctx.workprec(_BITS):
        first = arb(fmpq(low.numerator, low.denominator))
        return first if low == high else first.union(arb(fmpq(high.numerator, high.denominator)))


def _halves(box: Box) -> list[Box]:
    """The box cut in the middle of its longest side."""
    widths = [high - low for low, high in box]
    k = widths.index(max(widths))
    low, high = box[k]
    middle = (low + high) / 2
    return [(*box[:k], part, *box[k + 1 :]) for part in ((low, middle), (middle, high))]
