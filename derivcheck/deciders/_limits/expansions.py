"""Expansions f = c_v h^v + ... + O(h^n) as h -> 0, their coefficients terms without h.

Where a term is smooth at h = 0 the coefficients are Taylor's; sums, products and quotients are
those of the asymptotic series (de Bruijn, Asymptotic Methods in Analysis, 1958, chapter 1).
Every coefficient rests on conditions that were proved for all parameters; what no rule
expands raises `Unexpandable`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

from derivcheck.calculus.differentials import Tangent, differential
from derivcheck.calculus.differentials.tangents import depends, zero
from derivcheck.deciders import normal_form
from derivcheck.deciders._facts.definedness import NoRule
from derivcheck.deciders._limits.series import (
    Coefficient,
    Expansion,
    joined,
    mapped,
    plus,
    still,
    widened,
)
from derivcheck.deciders._limits.smooth import at_zero, smooth_at_zero, smooth_operator_at_zero
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Outcome, equation
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Shape
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Constant,
    Context,
    Entry,
    Term,
    Variable,
    constant,
    divide,
    matmul,
    multiply,
    negate,
    power,
)

_O = Operator

#: relative precision at which a leading coefficient is looked for before giving up
_DEEP = 6
#: integer powers multiplied out
_POWERS = 8


class Unexpandable(Exception):
    """No rule expands a part of the term for every value of the parameters."""


class Expander:
    """Expansions in one variable; `positive` where h comes from above 0 only.

    `rule` expands what is neither arithmetic nor smooth at 0.
    """

    def __init__(self, variable: Variable, context: Context, positive: bool, rule: Rule) -> None:
        self.h = variable
        self.rule = rule
        self.positive = positive
        self.context = context
        self.facts = Facts(context)
        self._moving = frozenset({variable.name})
        self._zero: dict[Term, bool] = {}

    # Rules by the outermost operator ------------------------------------------------------

    def expand(self, term: Term, n: int) -> Expansion:
        """The expansion with a remainder of O(h^n) at least."""
        if not self.depends(term):
            return still(term, n)
        if term == self.h:
            return Expansion(SCALAR, 1, (UNIT, *(None,) * max(0, n - 2)))
        match term:
            case Apply(operator=_O.ADD, arguments=(a, b)):
                return self.sum(self.expand(a, n), self.expand(b, n), term.shape)
            case Apply(operator=_O.NEGATE, arguments=(a,)):
                return mapped(self.expand(a, n), negate, term.shape)
            case Apply(operator=_O.TRANSPOSE | _O.SUM | _O.TRACE | _O.MEAN as op, arguments=(a,)):
                return mapped(self.expand(a, n), lambda c: Apply(term.shape, op, (c,)), term.shape)
            case Entry(base=base) if not self._indices_move(term):
                return mapped(
                    self.expand(base, n),
                    lambda c: Entry(term.shape, c, term.row, term.column),
                    term.shape,
                )
            case Apply(operator=_O.MULTIPLY | _O.MATMUL, arguments=(a, b)):
                return self.product(term, a, b, n)
            case Apply(operator=_O.DIVIDE, arguments=(a, b)) if b.shape.is_scalar:
                return self.quotient(a, b, n)
            case Apply(operator=_O.POWER, arguments=(a, Constant(value=p))):
                return (
                    self._integer_power(term, a, p.numerator, n)
                    if p.denominator == 1
                    else (self._function(term, n))
                )
        return self._function(term, n)

    def _function(self, term: Term, n: int) -> Expansion:
        """Taylor where the term is smooth at 0, else a rule of its operator."""
        return self.taylor(term, n) if self.smooth(term) else self.rule(self, term, n)

    def _integer_power(self, term: Term, a: Term, p: int, n: int) -> Expansion:
        if self.smooth(term):
            return self.taylor(term, n)
        if abs(p) > _POWERS or not a.shape.is_scalar:
            raise Unexpandable(f"a power {p}")
        if p < 0:
            return self.quotient(UNIT, power(a, -p) if p < -1 else a, n)
        product: Term = a
        for _ in range(p - 1):
            product = multiply(product, a)
        return self.expand(product, n)

    # Arithmetic of expansions -------------------------------------------------------------

    def sum(self, a: Expansion, b: Expansion, shape: Shape) -> Expansion:
        """a + b; a scalar beside an array is added to every entry."""
        low, high = min(a.valuation, b.valuation), min(a.precision, b.precision)
        return Expansion(
            shape,
            low,
            tuple(
                plus(widened(a[e], shape), widened(b[e], shape)) for e in range(low, max(low, high))
            ),
        )

    def product(self, term: Term, x: Term, y: Term, n: int) -> Expansion:
        """x .* y or x @ y."""
        a, b = self.expand(x, n), self.expand(y, n)
        if b.valuation < 0:
            a = self.expand(x, n - b.valuation)
        if a.valuation < 0:
            b = self.expand(y, n - a.valuation)
        join = matmul if isinstance(term, Apply) and term.operator is _O.MATMUL else multiply
        low = a.valuation + b.valuation
        high = min(a.valuation + b.precision, b.valuation + a.precision)
        coefficients: list[Coefficient] = []
        for e in range(low, max(low, high)):
            total: Coefficient = None
            for i in range(a.valuation, e - b.valuation + 1):
                left, right = a[i], b[e - i]
                if left is not None and right is not None:
                    total = plus(total, joined(join, left, right))
            coefficients.append(total)
        return Expansion(term.shape, low, tuple(coefficients))

    def quotient(self, x: Term, y: Term, n: int) -> Expansion:
        """x / y by the recurrence of the coefficients of q y = x."""
        b = self.leading(y)
        v = b.valuation
        a = self.expand(x, n + v)
        b = self.leading(y, max(0, n - a.valuation + v))
        first = b[v]
        assert first is not None
        found: list[Coefficient] = []
        low = a.valuation - v
        high = min(a.precision - v, low + len(b.coefficients))
        for e in range(low, max(low, high)):
            rest = a[e + v]
            for i in range(1, e - low + 1):
                left, right = b[v + i], found[e - i - low]
                if left is not None and right is not None:
                    rest = plus(rest, negate(joined(multiply, left, right)))
            found.append(None if rest is None else rest if first == UNIT else divide(rest, first))
        return Expansion(x.shape, low, tuple(found))

    def leading(self, term: Term, length: int = 1) -> Expansion:
        """The expansion from its first coefficient on, which vanishes for no parameter."""
        n = max(1, length)
        while n <= _DEEP + length:
            found = self.stripped(self.expand(term, n))
            if len(found.coefficients) >= max(1, length):
                first = found.coefficients[0]
                assert first is not None
                if not self.facts.nonzero(first):
                    raise Unexpandable("a leading coefficient may vanish")
                return found
            n += 1
        raise Unexpandable("no leading coefficient was found")

    def stripped(self, found: Expansion) -> Expansion:
        """Without the first coefficients that are 0 for all parameters."""
        kept = list(found.coefficients)
        while kept and self.vanishes(kept[0]):
            kept.pop(0)
        return Expansion(found.shape, found.precision - len(kept), tuple(kept))

    # Taylor -------------------------------------------------------------------------------

    def smooth(self, term: Term) -> bool:
        """Whether the term is smooth at h = 0 for every admissible value of the parameters."""
        try:
            return smooth_at_zero(term, (self.h,), self.facts)
        except NoRule:
            return False

    def smooth_operator(self, term: Apply) -> bool:
        """Whether the outermost operator is smooth at the values of polynomials in h."""
        try:
            return smooth_operator_at_zero(term, self.h, self.facts)
        except NoRule:
            return False

    def taylor(self, term: Term, n: int) -> Expansion:
        """The derivatives at 0 of a term that is smooth there."""
        coefficients: list[Coefficient] = []
        change: Term = term
        for j in range(max(1, n)):
            if j:
                change = differential(change, {self.h.name: Tangent(UNIT)})
            value = at_zero(change, self.h)
            if value is not None and j > 1:
                value = multiply(constant(Fraction(1, factorial(j))), value)
            coefficients.append(value)
        return Expansion(term.shape, 0, tuple(coefficients))

    def polynomial(self, found: Expansion) -> Term:
        """The expansion without its remainder, as a term in h."""
        total: Coefficient = None
        for e in range(found.valuation, found.precision):
            c = found[e]
            if c is not None:
                total = plus(total, c if e == 0 else multiply(c, power(self.h, e)))
        return zero(found.shape) if total is None else total

    # Questions about coefficients ---------------------------------------------------------

    def depends(self, term: Term) -> bool:
        """Whether h occurs."""
        return depends(term, self._moving)

    def _indices_move(self, term: Entry) -> bool:
        return any(part is not None and self.depends(part) for part in (term.row, term.column))

    def vanishes(self, coefficient: Coefficient) -> bool:
        """Whether a coefficient is 0 for every admissible value of the parameters."""
        if coefficient is None or isinstance(coefficient, Constant):
            return coefficient is None or coefficient.value == 0
        known = self._zero.get(coefficient)
        if known is None:
            claim = equation(coefficient, zero(coefficient.shape))
            known = normal_form.prove(claim, self.context).outcome is Outcome.PROVED
            self._zero[coefficient] = known
        return known

    def sign(self, coefficient: Coefficient) -> int:
        """The sign of a scalar for every admissible value of the parameters."""
        if coefficient is not None:
            if self.facts.positive(coefficient):
                return 1
            if self.facts.negative(coefficient):
                return -1
        raise Unexpandable("the sign of a coefficient depends on the parameters")


Rule = Callable[[Expander, Term, int], Expansion]
