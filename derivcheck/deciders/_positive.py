"""The signs that a term takes on the whole region, by rules for each operator.

An answer is the set of signs that occur at most; for arrays, those of all entries. Every rule
holds wherever the term has a value. What the rules leave open is asked of the scalar normal
form (`_signs`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders import _definite
from derivcheck.deciders._bounds import rational
from derivcheck.deciders._factors import chain_of
from derivcheck.deciders._lowered import lowered
from derivcheck.deciders._told import told
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Declaration,
    Entry,
    Index,
    Iterated,
    Literal2D,
    Negation,
    Pi,
    Piecewise,
    SizeOf,
    Term,
    Variable,
    as_size,
    subtract,
    walk,
)

_O = Operator

Signs = frozenset[int]
ANY: Signs = frozenset({-1, 0, 1})
NOT_NEGATIVE: Signs = frozenset({0, 1})
POSITIVE: Signs = frozenset({1})
NOTHING: Signs = frozenset({0})

#: above this many nodes the normal form is not asked about a term, and about a part of one
_LARGE, _LARGE_PART = 6000, 80


class Facts:
    """What is known on the region of a context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._told = told(context)
        self._inside = False
        self._signs: dict[Term, Signs] = {}
        self._rules: dict[Term, Signs] = {}

    def under(self, *conditions: Condition) -> Facts:
        """What is known where the conditions hold, too."""
        return Facts(
            replace(self.context, assumptions=(*self.context.assumptions, *conditions))
        )

    def nonnegative(self, term: Term) -> bool:
        """True proves `term >= 0` wherever it has a value."""
        return self.signs(term) <= NOT_NEGATIVE

    def positive(self, term: Term) -> bool:
        """True proves `term > 0` wherever it has a value."""
        return self.signs(term) <= POSITIVE

    def nonpositive(self, term: Term) -> bool:
        """True proves `term <= 0` wherever it has a value."""
        return self.signs(term) <= {-1, 0}

    def negative(self, term: Term) -> bool:
        """True proves `term < 0` wherever it has a value."""
        return self.signs(term) <= {-1}

    def nonzero(self, term: Term) -> bool:
        """True proves that no entry of the term is 0 wherever it has a value."""
        return 0 not in self.signs(term) or self._declared_different(term)

    def holds(self, relation: str, term: Term) -> bool:
        """True proves `term relation 0`."""
        match relation:
            case ">":
                return self.positive(term)
            case ">=":
                return self.nonnegative(term)
            case "<":
                return self.negative(term)
            case "<=":
                return self.nonpositive(term)
            case "=":
                return self.signs(term) <= NOTHING
            case _:
                return self.nonzero(term)

    def signs(self, term: Term) -> Signs:
        """The signs that the term takes at most."""
        found = self._signs.get(term)
        if found is None:
            whole, self._inside = not self._inside, True
            try:
                found = self._found(term, _LARGE if whole else _LARGE_PART)
            finally:
                self._inside = not whole
            self._signs[term] = found
        return found

    def _found(self, term: Term, most: int) -> Signs:
        """Cheap rules, then the normal form, for large terms the other way round."""
        if not term.shape.is_scalar:
            return self.by_rules(term)
        nodes = sum(1 for _ in islice(walk(term), most + 1))
        if nodes <= _LARGE_PART:
            found = self.by_rules(term)
            return found if len(found) == 1 or nodes > most else found & self._asked(term)
        found = self._asked(term) if nodes <= most else ANY
        return found if len(found) < len(ANY) else self.by_rules(term)

    def by_rules(self, term: Term) -> Signs:
        """The signs by the rule of the outermost operator."""
        found = self._rules.get(term)
        if found is None:
            found = self._rules[term] = self._stated(term) & self._rule(term)
        return found

    def _asked(self, term: Term) -> Signs:
        """What the scalar normal form knows, without conditions that a value does not imply."""
        try:
            lowering = lowered(self._told, (term,))
            element = lowering.entry(eliminate(term))
            tower = lowering.tower
            sign = tower.sign(element)
            weak = sign is None and tower.nonnegative(element)
            below = sign is None and not weak and tower.nonnegative(-element)
            if any(not condition.implied for condition in tower.conditions):
                return ANY
        except (Refusal, UnsupportedDifferential, ZeroDivisionError):
            return ANY
        if sign is not None:
            return frozenset({sign})
        return NOT_NEGATIVE if weak else frozenset({-1, 0}) if below else ANY

    def _stated(self, term: Term) -> Signs:
        """What an assumption that compares exactly this term with a number says."""
        found = ANY
        for assumption in self.context.assumptions:
            if not isinstance(assumption, Comparison):
                continue
            relation = assumption.relation
            if assumption.left == term:
                bound = _number(assumption.right)
            elif assumption.right == term:
                bound, relation = _number(assumption.left), _MIRRORED[relation]
            else:
                continue
            if bound is not None and (term.shape.is_scalar or relation != "!="):
                found &= _beside(relation, bound)
        return found

    def _declared_different(self, term: Term) -> bool:
        if not term.shape.is_scalar:
            return False
        return any(
            isinstance(a, Negation) and a.part == Comparison("=", term, ZERO)
            for a in self.context.assumptions
        )

    def _rule(self, term: Term) -> Signs:
        match term:
            case Constant(value=value):
                return frozenset({(value > 0) - (value < 0)})
            case Pi():
                return POSITIVE
            case SizeOf() | Index():
                return self._integer(term)
            case Variable(name=name):
                declaration = self.context.declarations.get(name)
                if declaration is None:
                    return POSITIVE if name in self.context.sizes else ANY
                return self._declared(declaration)
            case Apply(operator=operator, arguments=arguments):
                if operator in _ODD:
                    return self.signs(arguments[0])
                rule = RULES.get(operator)
                return ANY if rule is None else rule(self, term)
            case Entry(base=base):
                return self.by_rules(base)
            case Literal2D(rows=rows):
                entries = [self.signs(entry) for row in rows for entry in row]
                return frozenset[int]().union(*entries)
            case Piecewise():
                return self._piecewise(term)
            case Iterated():
                return self._iterated(term)
            case _:
                return ANY

    def _integer(self, term: Term) -> Signs:
        size = as_size(term)
        if size is None or not all(atom in self.context.sizes for atom in size.atoms()):
            return ANY
        if any(c < 0 for _, c in size.terms) or not size.terms:
            return ANY
        return POSITIVE

    def _declared(self, declaration: Declaration) -> Signs:
        found: set[int] = set()
        for value in declaration.values:
            found |= self.by_rules(value)
        for piece in declaration.pieces:
            low = None if piece.low is None else rational(piece.low)
            high = None if piece.high is None else rational(piece.high)
            if low is None or low < 0:
                found.add(-1)
            if high is None or high > 0:
                found.add(1)
            below = low is None or low < 0 or (low == 0 and piece.low_closed)
            above = high is None or high > 0 or (high == 0 and piece.high_closed)
            if below and above:
                found.add(0)
        return frozenset(found) if found else ANY

    def _piecewise(self, term: Piecewise) -> Signs:
        found: set[int] = set()
        for condition, value in term.branches:
            scalar = term.shape.is_scalar
            found |= self.under(condition).signs(value) if scalar else self.signs(value)
        if term.otherwise is not None:
            found |= self.signs(term.otherwise)
        return frozenset(found)

    def _iterated(self, term: Iterated) -> Signs:
        inside = self.under(Comparison(">=", Index(SCALAR, term.index), _lowest(term)))
        body = inside.signs(term.body)
        match term.kind:
            case "sum":
                return _repeated_sum(body)
            case "prod":
                if not term.shape.is_scalar:
                    return ANY
                return body | POSITIVE if -1 not in body else ANY
            case _:
                return body


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _beside(relation: str, bound: Fraction) -> Signs:
    """The signs of the numbers in this relation to the bound."""
    match relation:
        case "=":
            return frozenset({(bound > 0) - (bound < 0)})
        case "!=":
            return frozenset({-1, 1}) if bound == 0 else ANY
        case ">" | ">=":
            strict = bound > 0 or (bound == 0 and relation == ">")
            return POSITIVE if strict else NOT_NEGATIVE if bound == 0 else ANY
        case _:
            strict = bound < 0 or (bound == 0 and relation == "<")
            return frozenset({-1}) if strict else frozenset({-1, 0}) if bound == 0 else ANY


def _number(term: Term) -> Fraction | None:
    if isinstance(term, Apply) and term.operator is _O.ZEROS:
        return Fraction(0)
    return rational(term)


def _is_zero(term: Term) -> bool:
    return _number(term) == 0


def _lowest(term: Iterated) -> Term:
    return term.stop if term.descending else term.start


def _repeated_sum(body: Signs) -> Signs:
    """A sum of any number of such numbers; an empty sum is 0."""
    if body <= NOT_NEGATIVE:
        return NOT_NEGATIVE
    return frozenset({-1, 0}) if body <= {-1, 0} else ANY


# Rules: one operator each -----------------------------------------------------------------


def add(facts: Facts, term: Apply) -> Signs:
    """Signs of a + b: settled where both agree, strict where one of them is."""
    a, b = (facts.signs(each) for each in term.arguments)
    found: set[int] = set()
    for x in a:
        for y in b:
            found |= {x, 0, y} if x * y < 0 else {x or y}
    return frozenset(found)


def negated(facts: Facts, term: Apply) -> Signs:
    """sign(-a) = -sign(a)"""
    return frozenset(-s for s in facts.signs(term.arguments[0]))


def product(facts: Facts, term: Apply) -> Signs:
    """sign(a b) = sign(a) sign(b); a a >= 0"""
    left, right = term.arguments
    a = facts.signs(left)
    if left == right:
        return frozenset(s * s for s in a)
    b = facts.signs(right)
    return frozenset(x * y for x in a for y in b)


def quotient(facts: Facts, term: Apply) -> Signs:
    """sign(a/b) = sign(a) sign(b), where b != 0"""
    a, b = (facts.signs(each) for each in term.arguments)
    return frozenset(x * y for x in a for y in b if y)


def powered(facts: Facts, term: Apply) -> Signs:
    """a^p: by parity for an integer p, else a >= 0 and the power is not negative."""
    base, exponent = term.arguments
    p = rational(exponent)
    signs = facts.signs(base)
    if p is None:
        return POSITIVE if signs <= POSITIVE else NOT_NEGATIVE if signs <= NOT_NEGATIVE else ANY
    if p == 0:
        return POSITIVE
    if p < 0:
        signs -= {0}
    if p.denominator > 1:
        return signs & NOT_NEGATIVE
    return signs if p % 2 else frozenset(s * s for s in signs)


def logarithm(facts: Facts, term: Apply) -> Signs:
    """sign(log a) = sign(a - 1)"""
    return facts.signs(subtract(term.arguments[0], UNIT))


def largest(facts: Facts, term: Apply) -> Signs:
    """max(a, b): the larger of two signs."""
    a, b = (facts.signs(each) for each in term.arguments)
    return frozenset(max(x, y) for x in a for y in b)


def smallest(facts: Facts, term: Apply) -> Signs:
    """min(a, b): the smaller of two signs."""
    a, b = (facts.signs(each) for each in term.arguments)
    return frozenset(min(x, y) for x in a for y in b)


def absolute(facts: Facts, term: Apply) -> Signs:
    """sign(abs a) = sign(a)^2"""
    return frozenset(s * s for s in facts.signs(term.arguments[0]))


def rectified(facts: Facts, term: Apply) -> Signs:
    """sign(relu a) = max(sign(a), 0)"""
    return frozenset(max(s, 0) for s in facts.signs(term.arguments[0]))


def stepped(facts: Facts, term: Apply) -> Signs:
    """step(a) = 1 where a >= 0, else 0"""
    return frozenset(1 if s >= 0 else 0 for s in facts.signs(term.arguments[0]))


def norm(facts: Facts, term: Apply) -> Signs:
    """A norm is 0 only for the zero array, which an assumption can exclude."""
    argument = term.arguments[0]
    if 0 not in facts.by_rules(argument):
        return POSITIVE
    for assumption in facts.context.assumptions:
        match assumption:
            case Comparison(relation="!=", left=left, right=right):
                if (left == argument and _is_zero(right)) or (right == argument and _is_zero(left)):
                    return POSITIVE
    return NOT_NEGATIVE


def total(facts: Facts, term: Apply) -> Signs:
    """A sum or mean of at least one entry has the sign of all entries."""
    entries = facts.signs(term.arguments[0])
    return entries if len(entries) == 1 else _repeated_sum(entries)


def of_entries(facts: Facts, term: Apply) -> Signs:
    """Entries stay entries."""
    return facts.signs(term.arguments[0])


def matrix_product(facts: Facts, term: Apply) -> Signs:
    """u'M u >= 0 for a positive semidefinite M; else sums of products of entries."""
    if term.shape.is_scalar:
        found = _definite.square(chain_of(term, facts.context), facts)
        if found is not None:
            return found
    a, b = (facts.by_rules(each) for each in term.arguments)
    entries = frozenset(x * y for x in a for y in b)
    return entries if len(entries) == 1 else _repeated_sum(entries)


def trace(facts: Facts, term: Apply) -> Signs:
    """tr(A'A) >= 0, tr(A B) >= 0 for two positive semidefinite matrices."""
    found = _definite.trace(term.arguments[0], facts)
    return ANY if found is None else found


def determinant(facts: Facts, term: Apply) -> Signs:
    """The determinant of a positive (semi)definite matrix."""
    found = _definite.definite(term.arguments[0], facts)
    return ANY if found is None else POSITIVE if found else NOT_NEGATIVE


def _positive(_facts: Facts, _term: Apply) -> Signs:
    """Positive everywhere."""
    return POSITIVE


def _not_negative(_facts: Facts, _term: Apply) -> Signs:
    """Nowhere negative."""
    return NOT_NEGATIVE


def root(facts: Facts, term: Apply) -> Signs:
    """sign(sqrt a) = sign(a)"""
    return facts.signs(term.arguments[0]) & NOT_NEGATIVE


#: odd and increasing: the sign is that of the argument
_ODD = frozenset({_O.TANH, _O.SINH, _O.ATAN, _O.ASINH, _O.ERF, _O.ASIN, _O.ATANH, _O.SIGN})

RULES: dict[Operator, Callable[[Facts, Apply], Signs]] = {
    _O.ADD: add,
    _O.NEGATE: negated,
    _O.MULTIPLY: product,
    _O.DIVIDE: quotient,
    _O.POWER: powered,
    _O.LOG: logarithm,
    _O.SQRT: root,
    _O.ABS: absolute,
    _O.RELU: rectified,
    _O.STEP: stepped,
    _O.MAXIMUM: largest,
    _O.MINIMUM: smallest,
    _O.EXP: _positive,
    _O.COSH: _positive,
    _O.SECH: _positive,
    _O.SIGMOID: _positive,
    _O.SOFTPLUS: _positive,
    _O.SOFTMAX: _positive,
    _O.ONES: _positive,
    _O.IDENTITY: _not_negative,
    _O.BASIS: _not_negative,
    _O.ZEROS: lambda _facts, _term: NOTHING,
    _O.ACOS: _not_negative,
    _O.ACOSH: _not_negative,
    _O.RANK: _not_negative,
    _O.VARIANCE: _not_negative,
    _O.NORM: norm,
    _O.NORM_1: norm,
    _O.NORM_INF: norm,
    _O.SUM: total,
    _O.MEAN: total,
    _O.LARGEST: of_entries,
    _O.SMALLEST: of_entries,
    _O.TRANSPOSE: of_entries,
    _O.VEC: of_entries,
    _O.DIAGONAL: of_entries,
    _O.MATMUL: matrix_product,
    _O.TRACE: trace,
    _O.DETERMINANT: determinant,
}
