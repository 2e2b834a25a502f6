"""The curvature of a term in some variables, by composition rules.

A positive answer proves two things on the region of the context: the points where the term
has a value form a convex set if the region does, and the term is convex (concave) there, entry
by entry for arrays. The rules are those of disciplined convex programming (Grant, Boyd and
Ye, Disciplined convex programming, 2006; Boyd and Vandenberghe, Convex Optimization, 2004,
section 3.2), each with the domain of its function: `log(u)` and `sqrt(u)` cut out a superlevel
set of a concave u; divisors must have a known sign.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.calculus.differentials.tangents import depends
from derivcheck.deciders._bounds import rational
from derivcheck.deciders._definedness import total
from derivcheck.deciders._definite import definite
from derivcheck.deciders._factors import chain_of, halves, product_of
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Comparison,
    Entry,
    Iterated,
    Literal2D,
    Negation,
    Piecewise,
    SequenceMember,
    Term,
    Tree,
    Variable,
    subtract,
    walk,
)

_O = Operator


@dataclass(frozen=True, slots=True)
class Curvature:
    """What is known of the curvature; both is affine."""

    convex: bool = False
    concave: bool = False
    constant: bool = False

    @property
    def affine(self) -> bool:
        """Both convex and concave."""
        return self.convex and self.concave

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.convex or self.concave

    def __and__(self, other: Curvature) -> Curvature:
        """The curvature of a sum."""
        return Curvature(
            self.convex and other.convex,
            self.concave and other.concave,
            self.constant and other.constant,
        )

    def __neg__(self) -> Curvature:
        return Curvature(self.concave, self.convex, self.constant)


UNKNOWN = Curvature()
CONVEX = Curvature(convex=True)
CONCAVE = Curvature(concave=True)
AFFINE = Curvature(convex=True, concave=True)
CONSTANT = Curvature(convex=True, concave=True, constant=True)


def composed(outer: Curvature, inner: Curvature, slope: int) -> Curvature:
    """h(u) for a convex or concave h that increases (1), decreases (-1) or may do both (0)."""
    up, down = slope > 0, slope < 0
    follows = inner.affine or (up and inner.convex) or (down and inner.concave)
    opposes = inner.affine or (up and inner.concave) or (down and inner.convex)
    return Curvature(outer.convex and follows, outer.concave and opposes)


class Curved:
    """Curvatures in the named variables, every other symbol held constant."""

    def __init__(self, names: frozenset[str], facts: Facts) -> None:
        self.names = names
        self.facts = facts
        self._known: dict[Term, Curvature] = {}
        self._rules: dict[Term, Curvature] = {}
        self._logs: dict[Term, Curvature] = {}

    def moves(self, node: Tree) -> bool:
        """Whether the node may depend on the variables."""
        if depends(node, self.names):
            return True
        members = [part.sequence for part in walk(node) if isinstance(part, SequenceMember)]
        return bool(members) and any(
            depends(part, self.names)
            for recurrence in self.facts.context.recurrences.values()
            for part in (recurrence.step, *(start for _, start in recurrence.starts))
        )

    def of(self, term: Term) -> Curvature:
        """The curvature of a term."""
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._of(term)
        return found

    def log_of(self, term: Term) -> Curvature:
        """The curvature of the logarithm of a term that is positive wherever it has a value."""
        found = self._logs.get(term)
        if found is None:
            from derivcheck.deciders._log_curvature import log_curvature

            found = self._logs[term] = log_curvature(self, term)
        return found

    def of_rule(self, term: Term) -> Curvature:
        """The curvature by the rule of the outermost operator alone."""
        found = self._rules.get(term)
        if found is None:
            found = CONSTANT if not self.moves(term) else self._rule(term)
            self._rules[term] = found
        return found

    def _of(self, term: Term) -> Curvature:
        found = self.of_rule(term)
        if not found.known and term.shape.is_scalar and self.log_of(term).convex:
            return CONVEX
        return found

    def _rule(self, term: Term) -> Curvature:
        match term:
            case Variable():
                return AFFINE if not self.moves_in(term.indices) else UNKNOWN
            case Apply(operator=operator):
                rule = RULES.get(operator)
                return UNKNOWN if rule is None else rule(self, term)
            case Entry(base=base, row=row, column=column):
                subscripts = tuple(s for s in (row, column) if s is not None)
                return UNKNOWN if self.moves_in(subscripts) else self.of(base)
            case Literal2D(rows=rows):
                return self.meet(*(entry for row in rows for entry in row))
            case Iterated():
                return self._iterated(term)
            case Piecewise():
                return self._piecewise(term)
            case _:
                return UNKNOWN

    def moves_in(self, terms: tuple[Term, ...]) -> bool:
        """Whether any of the terms depends on the variables."""
        return any(self.moves(term) for term in terms)

    def meet(self, *terms: Term) -> Curvature:
        """What holds of all terms."""
        found = CONSTANT
        for term in terms:
            found = found & self.of(term)
        return found

    def scaled(self, curvature: Curvature, factor: Term) -> Curvature:
        """The curvature times a constant factor."""
        if curvature.affine:
            return AFFINE
        if not curvature.known:
            return UNKNOWN
        if self.facts.nonnegative(factor):
            return curvature
        return -curvature if self.facts.nonpositive(factor) else UNKNOWN

    def slope_on_square(self, term: Term) -> int:
        """How u^2 moves with u: up where u >= 0, down where u <= 0, else unknown."""
        if self.facts.nonnegative(term):
            return 1
        return -1 if self.facts.nonpositive(term) else 0

    def _iterated(self, term: Iterated) -> Curvature:
        if self.moves_in((term.start, term.stop)):
            return UNKNOWN
        if term.condition is not None and self.moves(term.condition):
            return UNKNOWN
        body = self.of(term.body)
        match term.kind:
            case "sum":
                return body
            case "max":
                return Curvature(convex=body.convex)
            case "min":
                return Curvature(concave=body.concave)
            case _:
                return UNKNOWN

    def _piecewise(self, term: Piecewise) -> Curvature:
        """The same branch everywhere, or the larger (smaller) of two branches."""
        values = [value for _, value in term.branches]
        if term.otherwise is not None:
            values.append(term.otherwise)
        if not any(self.moves(condition) for condition, _ in term.branches):
            return self.meet(*values)
        if not term.shape.is_scalar or len(values) != 2:
            return UNKNOWN
        if not all(total(value, self.facts) for value in values):
            return UNKNOWN
        condition = term.branches[0][0]
        if term.otherwise is None and not _opposite(condition, term.branches[1][0]):
            return UNKNOWN
        inside, outside = self.facts.under(condition), self.facts.under(Negation(condition))
        if isinstance(condition, Comparison):
            outside = self.facts.under(_complement(condition))
        gap = subtract(values[0], values[1])
        both = self.meet(*values)
        if both.convex and inside.nonnegative(gap) and outside.nonpositive(gap):
            return CONVEX
        if both.concave and inside.nonpositive(gap) and outside.nonnegative(gap):
            return CONCAVE
        return UNKNOWN


_COMPLEMENT = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


def _complement(condition: Comparison) -> Comparison:
    relation = _COMPLEMENT[condition.relation]
    return Comparison(relation, condition.left, condition.right)  # type: ignore[arg-type]


def _opposite(first: object, second: object) -> bool:
    return isinstance(first, Comparison) and _complement(first) == second


# Rules ------------------------------------------------------------------------------------


def add(c: Curved, term: Apply) -> Curvature:
    """convex + convex is convex"""
    return c.meet(*term.arguments)


def negate(c: Curved, term: Apply) -> Curvature:
    """-convex is concave"""
    return -c.of(term.arguments[0])


def multiply(c: Curved, term: Apply) -> Curvature:
    """A constant factor; u .* u; u log(u)"""
    a, b = term.arguments
    if not c.moves(a):
        return c.scaled(c.of(b), a)
    if not c.moves(b):
        return c.scaled(c.of(a), b)
    if a == b:
        return composed(CONVEX, c.of(a), c.slope_on_square(a))
    for u, v in ((a, b), (b, a)):
        match v:
            case Apply(operator=_O.LOG, arguments=(w,)) if c.of(u).affine:
                if w == u:
                    return CONVEX
                if _relative_entropy(c, u, w):
                    return CONVEX
    return UNKNOWN


def _relative_entropy(c: Curved, u: Term, w: Term) -> bool:
    """u log(u/v) is jointly convex for u, v > 0 (Boyd and Vandenberghe, example 3.19)"""
    match w:
        case Apply(operator=_O.DIVIDE, arguments=(top, v)) if top == u:
            return c.of(v).affine and c.facts.positive(u) and c.facts.positive(v)
        case _:
            return False


def divide(c: Curved, term: Apply) -> Curvature:
    """A constant divisor; 1/u for u > 0 concave; x^2/u and |x|^2/u for u > 0 concave"""
    a, b = term.arguments
    if not c.moves(b):
        return c.scaled(c.of(a), b)
    # what divides is not 0
    positive = c.facts.nonnegative(b)
    if not positive and not c.facts.nonpositive(b):
        return UNKNOWN
    if not c.moves(a):
        # 1/u decreases; it is convex for u > 0 and concave for u < 0
        return c.scaled(composed(CONVEX if positive else CONCAVE, c.of(b), -1), a)
    if positive and c.of(b).concave and _square_of_affine(c, a):
        return CONVEX
    return UNKNOWN


def _square_of_affine(c: Curved, term: Term) -> bool:
    """Whether a term is a sum of squares of affine terms with constant factors >= 0."""
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)):
            return _square_of_affine(c, a) and _square_of_affine(c, b)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if a == b:
            return _affine_or_positive(c, a)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not c.moves(a):
            return c.facts.nonnegative(a) and _square_of_affine(c, b)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not c.moves(b):
            return c.facts.nonnegative(b) and _square_of_affine(c, a)
        case Apply(operator=_O.DIVIDE, arguments=(a, b)) if not c.moves(b):
            return c.facts.nonnegative(b) and _square_of_affine(c, a)
        case Apply(operator=_O.POWER, arguments=(Apply(operator=_O.NORM, arguments=(a,)), p)):
            return rational(p) == 2 and _affine_or_positive(c, a)
        case Apply(operator=_O.POWER, arguments=(a, p)):
            return rational(p) == 2 and _affine_or_positive(c, a)
        case Apply(operator=_O.SUM, arguments=(a,)):
            return _square_of_affine(c, a)
        case Iterated(kind="sum", body=body):
            return c.of(term).known and _square_of_affine(c, body)
        case _:
            constant = not c.moves(term) and c.facts.nonnegative(term)
            return constant or (term.shape.is_scalar and _gram(c, term))


def _affine_or_positive(c: Curved, term: Term) -> bool:
    curvature = c.of(term)
    return curvature.affine or (curvature.convex and c.facts.nonnegative(term))


def _gram(c: Curved, term: Term) -> bool:
    """u'M u with u affine and M constant and positive semidefinite"""
    chain = chain_of(term, c.facts.context)
    found = halves(chain.factors, c.facts.context)
    if found is None or not found[0] or c.moves(chain.scale):
        return False
    right, middle = found
    if middle is not None and (c.moves(middle.term) or definite(middle.term, c.facts) is None):
        return False
    return c.facts.nonnegative(chain.scale) and c.of(product_of(right)).affine


def power(c: Curved, term: Apply) -> Curvature:
    """u^p by the sign of p(p - 1) and of u; c^u"""
    base, exponent = term.arguments
    if c.moves(exponent):
        # c^u = exp(u log(c)) moves up with u for c >= 1
        if c.moves(base) or not c.facts.positive(base):
            return UNKNOWN
        above = c.facts.nonnegative(subtract(base, UNIT))
        below = c.facts.nonpositive(subtract(base, UNIT))
        return composed(CONVEX, c.of(exponent), 1 if above else -1 if below else 0)
    p = rational(exponent)
    if p is None:
        return _symbolic_power(c, base, exponent)
    if p in (0, 1):
        return CONSTANT if p == 0 else c.of(base)
    inner = c.of(base)
    if p.denominator == 1 and p > 0 and p % 2 == 0:
        return composed(CONVEX, inner, c.slope_on_square(base))
    if p.denominator > 1 and 0 < p < 1:
        if _sum_of_powers(c, base, 1 / p):
            return CONVEX
        if p.numerator == 1 and p.denominator == 2:
            return square_root(c, term)
        return composed(CONCAVE, inner, 1)
    return _one_sided_power(c, base, p)


def _sum_of_powers(c: Curved, term: Term, p: Fraction) -> bool:
    """Whether a term is a sum of |u|^p for affine u, with constant factors: its p-th root is

    a p-norm, which is convex for p >= 1 (Minkowski).
    """
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)):
            return _sum_of_powers(c, a, p) and _sum_of_powers(c, b, p)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not c.moves(a):
            return c.facts.nonnegative(a) and _sum_of_powers(c, b, p)
        case Apply(operator=_O.SUM, arguments=(a,)):
            return _sum_of_powers(c, a, p)
        case Iterated(kind="sum", body=body):
            return not c.moves_in((term.start, term.stop)) and _sum_of_powers(c, body, p)
        case Apply(operator=_O.POWER, arguments=(a, q)) if rational(q) == p:
            match a:
                case Apply(operator=_O.ABS, arguments=(u,)):
                    return _affine_or_positive(c, u)
            even = p.denominator == 1 and p % 2 == 0
            if even:
                return _affine_or_positive(c, a)
            return c.of(a).convex and c.facts.nonnegative(a)
        case _:
            return False


def _one_sided_power(c: Curved, base: Term, p: Fraction) -> Curvature:
    """Odd integers, p > 1 and p < 0: where u >= 0 (u > 0) is known, or u affine bounds itself"""
    inner = c.of(base)
    fractional = p.denominator > 1
    if p < 0:
        if c.facts.positive(base) or (fractional and inner.concave):
            return composed(CONVEX, inner, -1)
        if not fractional and c.facts.negative(base):
            even = p % 2 == 0
            return composed(CONVEX if even else CONCAVE, inner, 1 if even else -1)
        return UNKNOWN
    if c.facts.nonnegative(base) or (fractional and inner.affine):
        return composed(CONVEX, inner, 1)
    if not fractional and c.facts.nonpositive(base):
        return composed(CONCAVE, inner, 1)
    return UNKNOWN


def _symbolic_power(c: Curved, base: Term, p: Term) -> Curvature:
    """u^p for u > 0 and p known to be at least 1, at most 0, or between"""
    if not c.facts.positive(base):
        return UNKNOWN
    inner, facts = c.of(base), c.facts
    if facts.nonnegative(subtract(p, UNIT)):
        return composed(CONVEX, inner, 1)
    if facts.nonpositive(p):
        return composed(CONVEX, inner, -1)
    if facts.nonnegative(p) and facts.nonpositive(subtract(p, UNIT)):
        return composed(CONCAVE, inner, 1)
    return UNKNOWN


def square_root(c: Curved, term: Apply) -> Curvature:
    """sqrt(u) is concave and increasing; of a sum of squares of affine terms it is a norm"""
    u = term.arguments[0]
    if _square_of_affine(c, u):
        return CONVEX
    return composed(CONCAVE, c.of(u), 1)


def logarithm(c: Curved, term: Apply) -> Curvature:
    """log is concave and increasing; products and exponentials inside are taken apart"""
    u = term.arguments[0]
    found = composed(CONCAVE, c.of(u), 1)
    return found if found.known or not u.shape.is_scalar else c.log_of(u)


def absolute(c: Curved, term: Apply) -> Curvature:
    """abs is convex"""
    return composed(CONVEX, c.of(term.arguments[0]), c.slope_on_square(term.arguments[0]))


def _increasing_convex(c: Curved, term: Apply) -> Curvature:
    """exp, relu, softplus, logsumexp, the largest entry: convex and increasing"""
    return composed(CONVEX, c.of(term.arguments[0]), 1)


def _smallest(c: Curved, term: Apply) -> Curvature:
    """The smallest entry is concave and increasing"""
    return composed(CONCAVE, c.of(term.arguments[0]), 1)


def _s_shaped(c: Curved, term: Apply) -> Curvature:
    """tanh, atan, erf, sigmoid, asinh increase; concave for u >= 0, convex for u <= 0"""
    u = term.arguments[0]
    if c.facts.nonnegative(u):
        return composed(CONCAVE, c.of(u), 1)
    return composed(CONVEX, c.of(u), 1) if c.facts.nonpositive(u) else UNKNOWN


def _sinh(c: Curved, term: Apply) -> Curvature:
    """sinh increases; convex for u >= 0, concave for u <= 0"""
    u = term.arguments[0]
    if c.facts.nonnegative(u):
        return composed(CONVEX, c.of(u), 1)
    return composed(CONCAVE, c.of(u), 1) if c.facts.nonpositive(u) else UNKNOWN


def _acosh(c: Curved, term: Apply) -> Curvature:
    """acosh is concave and increasing on u >= 1"""
    return composed(CONCAVE, c.of(term.arguments[0]), 1)


def _inverse_sine(c: Curved, term: Apply) -> Curvature:
    """asin and atanh increase, acos decreases; of affine u the domain is a slab"""
    u = term.arguments[0]
    if not c.of(u).affine:
        return UNKNOWN
    up, down = c.facts.nonnegative(u), c.facts.nonpositive(u)
    if term.operator is _O.ACOS:
        up, down = down, up
    return CONVEX if up else CONCAVE if down else UNKNOWN


def _gamma(c: Curved, term: Apply) -> Curvature:
    """gamma is convex on u > 0"""
    u = term.arguments[0]
    return composed(CONVEX, c.of(u), 0) if c.facts.positive(u) else UNKNOWN


def maximum(c: Curved, term: Apply) -> Curvature:
    """The larger of convex terms is convex"""
    return Curvature(convex=c.meet(*term.arguments).convex)


def minimum(c: Curved, term: Apply) -> Curvature:
    """The smaller of concave terms is concave"""
    return Curvature(concave=c.meet(*term.arguments).concave)


def norm(c: Curved, term: Apply) -> Curvature:
    """A norm is convex; it increases in the absolute values of the entries"""
    return CONVEX if _affine_or_positive(c, term.arguments[0]) else UNKNOWN


def variance(c: Curved, term: Apply) -> Curvature:
    """var is a quadratic form that is nowhere negative"""
    return composed(CONVEX, c.of(term.arguments[0]), 0)


def linear(c: Curved, term: Apply) -> Curvature:
    """Sums and places of entries keep the curvature of the entries"""
    return c.of(term.arguments[0])


def trace(c: Curved, term: Apply) -> Curvature:
    """tr is linear; tr(U'M U) is convex, tr(inv(P)) is for positive definite P"""
    found = c.of(term.arguments[0])
    if found.known:
        return found
    match term.arguments[0]:
        case Apply(operator=_O.INVERSE, arguments=(p,)):
            regular = c.of(p).affine and definite(p, c.facts) is True
            return CONVEX if regular else UNKNOWN
    return _quadratic(c, term.arguments[0])


def matrix_product(c: Curved, term: Apply) -> Curvature:
    """A constant factor; u'M u with M positive semidefinite"""
    a, b = term.arguments
    for factor, other in ((a, b), (b, a)):
        if not c.moves(factor):
            found = c.scaled(c.of(other), factor)
            if found.known:
                return found
    return _quadratic(c, term) if term.shape.is_scalar else UNKNOWN


def _quadratic(c: Curved, term: Term) -> Curvature:
    """c u'M u; M may be the inverse of an affine positive definite matrix (section 3.1.7)"""
    chain = chain_of(term, c.facts.context)
    found = halves(chain.factors, c.facts.context)
    if found is None or not found[0] or c.moves(chain.scale):
        return UNKNOWN
    right, middle = found
    if not c.of(product_of(right)).affine:
        return UNKNOWN
    if middle is not None:
        match middle.term:
            case Apply(operator=_O.INVERSE, arguments=(p,)) if c.moves(p):
                if not (c.of(p).affine and definite(p, c.facts) is True):
                    return UNKNOWN
            case m if c.moves(m) or definite(m, c.facts) is None:
                return UNKNOWN
    return c.scaled(CONVEX, chain.scale)


def logdet(c: Curved, term: Apply) -> Curvature:
    """logdet is concave on positive definite matrices"""
    p = term.arguments[0]
    return CONCAVE if c.of(p).affine and definite(p, c.facts) is True else UNKNOWN


def hyperbolic_cosine(c: Curved, term: Apply) -> Curvature:
    """cosh is convex, up where u >= 0"""
    return absolute(c, term)


def bilinear(c: Curved, term: Apply) -> Curvature:
    """kron and conv2d with one constant argument"""
    a, b = term.arguments
    for factor, other in ((a, b), (b, a)):
        if not c.moves(factor) and c.of(other).affine:
            return AFFINE
    return UNKNOWN


RULES: dict[Operator, Callable[[Curved, Apply], Curvature]] = {
    _O.ADD: add,
    _O.NEGATE: negate,
    _O.MULTIPLY: multiply,
    _O.DIVIDE: divide,
    _O.POWER: power,
    _O.SQRT: square_root,
    _O.LOG: logarithm,
    _O.ABS: absolute,
    _O.EXP: _increasing_convex,
    _O.RELU: _increasing_convex,
    _O.SOFTPLUS: _increasing_convex,
    _O.LOGSUMEXP: _increasing_convex,
    _O.LARGEST: _increasing_convex,
    _O.SMALLEST: _smallest,
    _O.TANH: _s_shaped,
    _O.ATAN: _s_shaped,
    _O.ERF: _s_shaped,
    _O.SIGMOID: _s_shaped,
    _O.ASINH: _s_shaped,
    _O.SINH: _sinh,
    _O.COSH: hyperbolic_cosine,
    _O.ACOSH: _acosh,
    _O.ASIN: _inverse_sine,
    _O.ACOS: _inverse_sine,
    _O.ATANH: _inverse_sine,
    _O.GAMMA: _gamma,
    _O.MAXIMUM: maximum,
    _O.MINIMUM: minimum,
    _O.NORM: norm,
    _O.NORM_1: norm,
    _O.NORM_INF: norm,
    _O.VARIANCE: variance,
    _O.SUM: linear,
    _O.MEAN: linear,
    _O.TRANSPOSE: linear,
    _O.VEC: linear,
    _O.DIAGONAL: linear,
    _O.DIAGONAL_MATRIX: linear,
    _O.TRACE: trace,
    _O.MATMUL: matrix_product,
    _O.LOGDET: logdet,
    _O.KRONECKER: bilinear,
    _O.CONVOLUTION: bilinear,
}
