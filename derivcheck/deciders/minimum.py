"""Success proves that a point is feasible and that no feasible point has a smaller value.

Ways, after feasibility: the difference f(z) - f(e) is nowhere negative; f is convex with a
gradient at e that vanishes, or is orthogonal to every feasible step under linear equations (the
first-order condition; Boyd and Vandenberghe, Convex Optimization, section 4.2.3); for one
scalar, the slopes of a convex f at e point away from it. Where e has no value nothing is
claimed. Silence means that no way closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._inequalities import nonnegative
from derivcheck.deciders._onesided import one_sided, undecided
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._solving import solution_for_zero
from derivcheck.deciders._stationary import orthogonal, proved, smooth_at, stationary
from derivcheck.deciders._told import told
from derivcheck.deciders.convexity import convex
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import fresh, mentions, replaced
from derivcheck.language.terms import (
    ZERO,
    All,
    Apply,
    Comparison,
    Condition,
    Context,
    Declaration,
    Minimiser,
    Term,
    Variable,
    power,
    subtract,
)

NAME = "minimum"
ROUTE = "symbolic"
COST = 35

Values = Mapping[str, Term]


def accepts(obligation: Obligation) -> bool:
    """Claims that a point is a minimiser."""
    return isinstance(obligation.goal, Minimiser)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Feasibility, then one of the ways to optimality."""
    del effort  # every way is finite
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Minimiser)
    try:
        problem = _Problem(goal, context)
        missing = problem.infeasible()
        if missing:
            return silent(NAME, "gave_up", missing)
        proof = problem.optimality()
    except UnsupportedDifferential as unsupported:
        return silent(NAME, "unsupported", str(unsupported))
    if proof is None:
        return silent(NAME, "gave_up", "no way shows that no feasible point is better")
    sentence = f"the point is feasible and no other is better: {proof}"
    sizes = "all" if context.sizes else None
    return Finding(NAME, Outcome.PROVED, sentence, sizes=sizes, evidence={"proof": proof})  # type: ignore[arg-type]


class _Problem:
    """A minimum with its context split into what moves and what does not."""

    def __init__(self, goal: Minimiser, context: Context) -> None:
        self.variables = goal.variables
        self.function = _without_increasing(eliminate(goal.function))
        self.constraints = tuple(eliminate(c) for c in goal.constraints)
        self.context = context
        self.values: Values = {
            v.name: eliminate(e) for v, e in zip(goal.variables, goal.values, strict=True)
        }
        names = frozenset(self.values)
        kept = {n: d for n, d in context.declarations.items() if n not in names}
        about = tuple(a for a in context.assumptions if mentions(a, names))
        rest = tuple(a for a in context.assumptions if a not in about)
        self.outside = replace(context, declarations=kept, assumptions=rest)
        self.said = about
        self.facts = Facts(self.outside)

    # Feasibility ------------------------------------------------------------------------------

    def infeasible(self) -> str:
        """What of the point's type and constraints is not shown; empty if nothing is left."""
        for variable in self.variables:
            declaration = self.context.declarations.get(variable.name)
            if declaration is not None and not self._typed(variable, declaration):
                return f"it is not shown that the point is of the type of {variable.name}"
        for condition in (*self.said, *self.constraints):
            if not self._satisfied(replaced(condition, self.values)):
                return "it is not shown that the point satisfies the constraints"
        return ""

    def _typed(self, variable: Variable, declaration: Declaration) -> bool:
        if variable.indices or declaration.structure or declaration.values:
            return False
        value = self.values[variable.name]
        if declaration.kind != "real" or len(declaration.pieces) > 1:
            return False
        return all(
            self._satisfied(Comparison(relation, value, end))  # type: ignore[arg-type]
            for piece in declaration.pieces
            for relation, end in (
                (">=" if piece.low_closed else ">", piece.low),
                ("<=" if piece.high_closed else "<", piece.high),
            )
            if end is not None
        )

    def _satisfied(self, condition: Condition) -> bool:
        match condition:
            case All(parts=parts):
                return all(self._satisfied(part) for part in parts)
            case Comparison(relation="=", left=left, right=right):
                return proved(left, right, self.outside)
            case Comparison(relation=relation, left=left, right=right):
                gap = subtract(left, right)
                if relation in ("<", "<="):
                    gap = subtract(right, left)
                if relation == "!=":
                    return gap.shape.is_scalar and self.facts.nonzero(gap)
                strict = relation in ("<", ">")
                if not gap.shape.is_scalar:
                    return self.facts.holds(">" if strict else ">=", gap)
                return nonnegative(gap, self.outside, strict) is not None
            case _:
                return False

    # Optimality -------------------------------------------------------------------------------

    def optimality(self) -> str | None:
        """What shows that no feasible point is better."""
        bounded = self._by_difference()
        if bounded is not None:
            return bounded
        region = replace(
            self.context, assumptions=(*self.context.assumptions, *self.constraints)
        )
        shown = convex(self.function, self.variables, region)
        if shown is None:
            return None
        if smooth_at(self.function, self.values, self.facts):
            if stationary(self.function, self.variables, self.values, self.outside):
                return "convex, and the gradient vanishes there"
            if orthogonal(
                self.function, self.variables, self.values, self.constraints, self.outside
            ):
                return "convex, and the gradient is orthogonal to every feasible step"
        return self._by_slopes(region)

    def _by_difference(self) -> str | None:
        """f(z) - f(e) >= 0 for every feasible z."""
        others: dict[str, Term] = {}
        context = self.outside
        for variable in self.variables:
            name = fresh(f"{variable.name}2", context)
            declared = self.context.declarations.get(variable.name)
            declared = declared or Declaration(name, "real", variable.shape)
            declared = replace(declared, name=name)
            context = replace(context, declarations={**context.declarations, name: declared})
            others[variable.name] = Variable(variable.shape, name)
        feasible = tuple(replaced(c, others) for c in (*self.said, *self.constraints))
        context = replace(context, assumptions=(*context.assumptions, *feasible))
        best = replaced(self.function, self.values)
        if proved(best, ZERO, self.outside):
            best = ZERO
        other = replaced(self.function, others)
        gap = other if best == ZERO else subtract(other, best)
        if not _defined_together(best, self.facts):
            return None
        found = nonnegative(gap, context)
        return None if found is None else f"the difference is nowhere negative ({found})"

    def _by_slopes(self, region: Context) -> str | None:
        """For one scalar: f decreases before the point and increases after it."""
        if len(self.variables) != 1 or not self.variables[0].shape.is_scalar:
            return None
        search = _Slopes(self.function, self.variables[0], region)
        point = self.values[self.variables[0].name]
        if search.point_away(point, self.outside, 40):
            return "convex, and the slopes on both sides point away from it"
        return None


class _Slopes:
    """The one-sided slopes of a convex function of a scalar, over regions of the parameters."""

    def __init__(self, function: Term, variable: Variable, region: Context) -> None:
        self.function = function
        self.variable = variable
        self.region = region
        self.left = 40

    def point_away(self, point: Term, context: Context, limit: int) -> bool:
        """Whether the slopes are at most 0 before the point and at least 0 after it."""
        self.left -= 1
        if self.left < 0 or limit < 0:
            return False
        facts = Facts(context)
        atom = self._open(point, facts)
        if atom is not None:
            return self._split(atom, point, context, limit)
        return all(self._away(point, facts, side) for side in (1, -1))

    def _open(self, point: Term, facts: Facts) -> Term | None:
        from derivcheck.deciders._kinks import atoms

        for atom in atoms(point, facts.context.declarations.keys()):
            return atom
        return undecided(self.function, self.variable, point, facts)

    def _split(self, atom: Term, point: Term, context: Context, limit: int) -> bool:
        from derivcheck.deciders._kinks import on_side

        for sign, relation in ((1, ">"), (-1, "<")):
            condition = Comparison(relation, atom, ZERO)  # type: ignore[arg-type]
            inside = replace(context, assumptions=(*context.assumptions, condition))
            there = on_side(point, atom, sign)
            assert isinstance(there, Term)
            if not self.point_away(there, inside, limit - 1):
                return False
        solved = solution_for_zero(atom, context)
        if solved is None:
            return False
        values = {solved.variable.name: solved.value}
        there = replaced(on_side(point, atom, 0), values)
        assumptions = tuple(replaced(a, values) for a in context.assumptions)
        narrower = solved.restrict(replace(context, assumptions=assumptions))
        function = replaced(self.function, values)
        assert isinstance(there, Term)
        inner = _Slopes(function, self.variable, self.region)
        return inner.point_away(there, narrower, limit - 1)

    def _away(self, point: Term, facts: Facts, side: int) -> bool:
        if self._at_end(point, facts, side):
            return True
        slope = one_sided(self.function, self.variable, point, facts, side)
        if slope is None:
            return False
        return facts.nonnegative(slope) if side > 0 else facts.nonpositive(slope)

    def _at_end(self, point: Term, facts: Facts, side: int) -> bool:
        """Whether no feasible point lies on this side."""
        from derivcheck.deciders._univariate import bounds

        lows, highs = bounds(self.variable, self.region)
        ends = highs if side > 0 else lows
        return any(facts.signs(subtract(point, end)) <= {0} for end in ends)


def _defined_together(best: Term, facts: Facts) -> bool:
    """Whether f(e) needs nothing of the other point: always, for it does not mention it."""
    del facts
    return best is not None


def _without_increasing(term: Term) -> Term:
    """A term with the same minimisers: increasing functions around it are taken away.

    `norm(u)` becomes `norm(u)^2`, which is smooth.
    """
    match term:
        case Apply(operator=Operator.EXP, arguments=(u,)):
            return _without_increasing(u)
        case Apply(operator=Operator.NORM):
            return power(term, 2)
        case _:
            return term


__all__ = ["COST", "NAME", "ROUTE", "accepts", "decide", "told"]
