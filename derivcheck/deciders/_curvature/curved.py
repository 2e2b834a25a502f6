"""Curvatures of terms in named variables, found once and kept."""

from __future__ import annotations

from derivcheck.calculus.differentials.tangents import depends
from derivcheck.deciders._curvature.branches import piecewise
from derivcheck.deciders._curvature.logarithms import log_curvature
from derivcheck.deciders._curvature.rules import RULES
from derivcheck.deciders._curvature.values import AFFINE, CONSTANT, CONVEX, UNKNOWN, Curvature
from derivcheck.deciders._positive import Facts
from derivcheck.language.terms import (
    Apply,
    Entry,
    Iterated,
    Literal2D,
    Piecewise,
    SequenceMember,
    Term,
    Tree,
    Variable,
    walk,
)


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
                return piecewise(self, term)
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
