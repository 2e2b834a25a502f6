"""What every part of the parser asks for: an expression, a condition, a statement.

Expressions and propositions share one grammar, for `(` may open either; where one of the two
is needed, `as_expression` and `as_proposition` say what was found instead.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from derivcheck.language import syntax as s
from derivcheck.language.parsing_cursor import Cursor
from derivcheck.language.parsing_precedence import IMPLICATION

Formula = s.Expression | s.Proposition

_SAYING = "a proposition says something: `a = b`, `a <= b`, `convex(f, x)`"
_INSTEAD = {
    "=>": "`=>` is `implies`; `at least` is written `>=`",
    "for": "a range belongs to `sum`, `prod`, `max`, `min` or to a proposition",
}


class Reader(Cursor, ABC):
    """A cursor that reads formulas of a wanted kind."""

    @abstractmethod
    def formula(self, power: int) -> Formula:
        """Operands and the operators between them that bind at least as tightly as `power`."""

    @abstractmethod
    def anything(self) -> Formula:
        """An expression or a proposition, quantifiers included."""

    def nested(self, power: int) -> Formula:
        """A formula one level deeper."""
        self.deeper()
        formula = self.formula(power)
        self.depth -= 1
        return formula

    def expression(self, power: int = IMPLICATION) -> s.Expression:
        """An expression; it ends before a relation if `power` is at least SUM."""
        start = self.token.start
        return self.as_expression(self.nested(power), start)

    def expressions(self) -> tuple[s.Expression, ...]:
        """One or more expressions with commas between them."""
        entries = [self.expression()]
        while self.accept(","):
            entries.append(self.expression())
        return tuple(entries)

    def condition(self, power: int = IMPLICATION) -> s.Proposition:
        """A proposition without quantifiers."""
        start = self.token.start
        return self.as_proposition(self.nested(power), start)

    def statement(self) -> s.Proposition:
        """A proposition, quantifiers included."""
        start = self.token.start
        return self.as_proposition(self.anything(), start)

    def as_expression(self, formula: Formula, start: int) -> s.Expression:
        """The formula read since `start`, which must be an expression."""
        if isinstance(formula, s.Expression):
            return formula
        raise self.mismatch("an expression", _kind(formula), self.since(start))

    def as_proposition(self, formula: Formula, start: int) -> s.Proposition:
        """The formula read since `start`, which must be a proposition."""
        if isinstance(formula, s.Proposition):
            return formula
        hint = _INSTEAD.get(self.token.text, _SAYING)
        raise self.mismatch("a proposition", "an expression", self.since(start), hint)


def _kind(proposition: s.Proposition) -> str:
    if isinstance(proposition, s.Relation):
        return "an equation" if set(proposition.relations) == {"="} else "an inequality"
    return "a proposition"
