"""What is known on the region of a context, asked term by term."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._positive.members import member_signs
from derivcheck.deciders._positive.rules import RULES
from derivcheck.deciders._positive.sets import (
    ANY,
    NEGATIVE,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    NOTHING,
    POSITIVE,
    Signs,
    repeated_product,
    repeated_sum,
    sign_of,
)
from derivcheck.deciders._positive.stated import declared, declared_different, integer, stated
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Entry,
    Index,
    Iterated,
    Literal2D,
    Pi,
    Piecewise,
    SequenceMember,
    SizeOf,
    Term,
    Variable,
    walk,
)

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
        assumptions = (*self.context.assumptions, *conditions)
        return Facts(replace(self.context, assumptions=assumptions))

    def nonnegative(self, term: Term) -> bool:
        """True proves `term >= 0` wherever it has a value."""
        return self.signs(term) <= NOT_NEGATIVE

    def positive(self, term: Term) -> bool:
        """True proves `term > 0` wherever it has a value."""
        return self.signs(term) <= POSITIVE

    def nonpositive(self, term: Term) -> bool:
        """True proves `term <= 0` wherever it has a value."""
        return self.signs(term) <= NOT_POSITIVE

    def negative(self, term: Term) -> bool:
        """True proves `term < 0` wherever it has a value."""
        return self.signs(term) <= NEGATIVE

    def nonzero(self, term: Term) -> bool:
        """True proves that no entry of the term is 0 wherever it has a value."""
        return 0 not in self.signs(term) or declared_different(term, self.context)

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

    def by_rules(self, term: Term) -> Signs:
        """The signs by the rule of the outermost operator."""
        found = self._rules.get(term)
        if found is None:
            found = stated(term, self.context) & self._rule(term)
            self._rules[term] = found
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
        return NOT_NEGATIVE if weak else NOT_POSITIVE if below else ANY

    # The rule of each kind of term ------------------------------------------------------------

    def _rule(self, term: Term) -> Signs:
        match term:
            case Constant(value=value):
                return frozenset({sign_of(value)})
            case Pi():
                return POSITIVE
            case SizeOf() | Index():
                return integer(term, self.context)
            case Variable():
                return self._variable(term)
            case Apply(operator=operator):
                rule = RULES.get(operator)
                found = ANY if rule is None else rule(self, term)
                return found if len(found) == 1 else found & integer(term, self.context)
            case Entry(base=base):
                return self.by_rules(base)
            case Literal2D(rows=rows):
                entries = [self.signs(entry) for row in rows for entry in row]
                return frozenset[int]().union(*entries)
            case Piecewise():
                return self._piecewise(term)
            case Iterated():
                return self._iterated(term)
            case SequenceMember():
                return member_signs(term, self)
            case _:
                return ANY

    def _variable(self, term: Variable) -> Signs:
        declaration = self.context.declarations.get(term.name)
        if declaration is None:
            return POSITIVE if term.name in self.context.sizes else ANY
        values = frozenset[int]().union(*map(self.by_rules, declaration.values))
        return declared(declaration, values)

    def _piecewise(self, term: Piecewise) -> Signs:
        found: set[int] = set()
        for condition, value in term.branches:
            scalar = term.shape.is_scalar
            found |= self.under(condition).signs(value) if scalar else self.signs(value)
        if term.otherwise is not None:
            found |= self.signs(term.otherwise)
        return frozenset(found)

    def _iterated(self, term: Iterated) -> Signs:
        lowest = term.stop if term.descending else term.start
        inside = self.under(Comparison(">=", Index(SCALAR, term.index), lowest))
        body = inside.signs(term.body)
        match term.kind:
            case "sum":
                return repeated_sum(body)
            case "prod":
                return repeated_product(body) if term.shape.is_scalar else ANY
            case _:
                return body
