"""Success proves an identity in one real symbol: the difference has derivative 0 on every
interval of its domain and the value 0 at one point of each.

The line is cut where an argument of the difference leaves the domain or its smooth part
(mean value theorem, once per connected piece: `atan(x) + atan(1/x)` has two constants). At a
cut the difference is continuous if it has a value. Silence where a cut is not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.deciders import normal_form
from derivcheck.deciders._cells.cells import Critical, between, has_value, ordered, true_at
from derivcheck.deciders._cells.zeros import Root, Zeros
from derivcheck.deciders._facts.definedness import Need, NoRule, continuous, needs
from derivcheck.deciders._facts.signs import sign_of
from derivcheck.deciders._facts.told import told
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Condition,
    Context,
    Derivative,
    Term,
    Variable,
    constant,
    subtract,
    walk,
)

NAME = "constancy"
ROUTE = "symbolic"
COST = 16

_NOTHING = Context({}, {})
_O = Operator
#: the operators of which only the derivative is elementary in the arguments
_INVERSE = frozenset(
    {_O.LOG, _O.ASIN, _O.ACOS, _O.ATAN, _O.ASINH, _O.ACOSH, _O.ATANH, _O.ERF, _O.SOFTPLUS}
)


def accepts(obligation: Obligation) -> bool:
    """Equalities in one real symbol that hold an inverse function."""
    goal = obligation.goal
    if not (isinstance(goal, Comparison) and goal.relation == "="):
        return False
    parts = list(walk(goal))
    symbols = {part for part in parts if isinstance(part, Variable)}
    return (
        len(symbols) == 1
        and all(part.shape.is_scalar for part in parts if isinstance(part, Term))
        and not any(isinstance(part, Derivative) for part in parts)
        and any(isinstance(part, Apply) and part.operator in _INVERSE for part in parts)
        and all(_real(symbol, obligation.context) for symbol in symbols)
    )


def _real(symbol: Variable, context: Context) -> bool:
    """Whether the symbol is a real number, and the only one of the context."""
    declaration = context.declarations.get(symbol.name)
    return (
        declaration is not None
        and declaration.kind == "real"
        and not declaration.values
        and len(declaration.pieces) <= 1
        and not symbol.indices
        and context.declarations.keys() == {symbol.name}
    )


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Cut the line and prove a constant on every piece."""
    del effort  # the work is bounded by the statement
    goal = obligation.goal
    assert isinstance(goal, Comparison)
    (symbol,) = {part for part in walk(goal) if isinstance(part, Variable)}
    line = _Line(goal, symbol, told(obligation.context))
    try:
        pieces = line.pieces()
    except NoRule as refusal:
        return silent(NAME, "unsupported", str(refusal))
    if pieces is None:
        return silent(NAME, "gave_up", "the derivative or a constant was not shown to be 0")
    if pieces == 0:
        return silent(NAME, "vacuous", "no admissible value gives both sides a value")
    return Finding(
        NAME,
        Outcome.PROVED,
        f"the difference is constant, and 0 at a point, on {pieces} intervals and points",
        evidence={"pieces": pieces},
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """The goal along the values of its only symbol."""

    goal: Comparison
    symbol: Variable
    context: Context

    def pieces(self) -> int | None:
        """How many intervals and points the admissible values are; None without a proof."""
        cuts = ordered(self._cuts())
        count, proved = 0, []
        for place, value in enumerate(between(cuts)):
            inside = self._admissible(constant(value))
            if inside and not self._constant(cuts[:place], cuts[place:], value):
                return None
            proved.append(inside)
            count += inside
        for place, cut in enumerate(cuts):
            if self._admissible(cut.value) and not (
                (proved[place] or proved[place + 1]) and continuous(self.goal)
            ):
                if not self._holds_at(cut.value):
                    return None
                count += 1
        return count

    def _cuts(self) -> Iterator[Root]:
        difference = subtract(self.goal.left, self.goal.right)
        found = list(dict.fromkeys(needs(difference, smooth=True)))
        if not all(need.exact for need in found):
            raise NoRule("a domain that is not known exactly")
        zeros = Zeros(self.symbol, _closed, lambda t: _closed(t) in (1, -1), ends=True)
        terms = [need.argument for need in self._independent(found)]
        for condition in self.context.assumptions:
            terms += self._borders(condition)
        for term in dict.fromkeys(terms):
            if any(part == self.symbol for part in walk(term)):
                yield from zeros.of(term)

    def _independent(self, found: Sequence[Need]) -> list[Need]:
        """The needs without those that follow from the others."""
        kept = list(found)
        for need in sorted(found, key=lambda n: -sum(1 for _ in walk(n.argument))):
            others = [other for other in kept if other is not need]
            given = [_said(other) for other in others]
            wanted = {">": (1,), "!=": (1, -1)}.get(need.relation, ())
            if sign_of(need.argument, self._assuming(given)) in wanted:
                kept = others
        return kept

    def _borders(self, condition: Condition) -> list[Term]:
        if not (isinstance(condition, Comparison) and continuous(condition)):
            raise NoRule("an assumption that is no comparison of continuous functions")
        sides = (condition.left, condition.right)
        return [
            subtract(*sides),
            *(need.argument for side in sides for need in needs(side)),
        ]

    def _admissible(self, value: Term) -> bool:
        at = {self.symbol.name: value}
        return all(true_at(replaced(part, at)) for part in self.context.assumptions) and has_value(
            replaced(self.goal, at)
        )

    def _constant(
        self, below: Sequence[Critical], above: Sequence[Critical], value: Fraction
    ) -> bool:
        """Whether the difference vanishes on an interval, by its derivative and one value."""
        if not self._holds_at(constant(value)):
            return False
        ends = [Comparison(">", self.symbol, cut.value) for cut in below[-1:]]
        ends += [Comparison("<", self.symbol, cut.value) for cut in above[:1]]
        difference = subtract(self.goal.left, self.goal.right)
        slope = Derivative(difference.shape, "along", difference, self.symbol, UNIT)
        finding = normal_form.prove(Comparison("=", slope, ZERO), self._assuming(ends))
        return finding.outcome is Outcome.PROVED

    def _holds_at(self, value: Term) -> bool:
        goal = replaced(self.goal, {self.symbol.name: value})
        assert isinstance(goal, Comparison)
        return normal_form.prove(goal, _NOTHING).outcome is Outcome.PROVED

    def _assuming(self, more: Sequence[Condition]) -> Context:
        return replace(self.context, assumptions=(*self.context.assumptions, *more))


def _said(need: Need) -> Comparison:
    match need.relation:
        case ">" | ">=" | "!=" as relation:
            return Comparison(relation, need.argument, ZERO)
        case _:
            raise NoRule(f"a need of the form {need.relation}")


def _closed(term: Term) -> int | None:
    return sign_of(term, _NOTHING)
