"""A claim about a minimum, its context split into what moves and what does not.

`infeasible` shows that the point is of the declared type and satisfies the constraints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from derivcheck.calculus.differentials import eliminate
from derivcheck.deciders._facts.definedness import NoRule, needs
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._minima.stationary import proved
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import fresh, mentions, replaced
from derivcheck.language.terms import (
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


class Minimisation:
    """A function, its variables and constraints, and the point that is claimed.

    `outside` is the context without the variables, `region` with the constraints.
    """

    def __init__(self, goal: Minimiser, context: Context) -> None:
        self.variables = goal.variables
        self.constraints = tuple(eliminate(c) for c in goal.constraints)
        self.context = context
        self.values: Mapping[str, Term] = {
            v.name: eliminate(e) for v, e in zip(goal.variables, goal.values, strict=True)
        }
        names = frozenset(self.values)
        kept = {n: d for n, d in context.declarations.items() if n not in names}
        self.said = tuple(a for a in context.assumptions if mentions(a, names))
        rest = tuple(a for a in context.assumptions if a not in self.said)
        self.outside = replace(context, declarations=kept, assumptions=rest)
        self.facts = Facts(self.outside)
        assumptions = (*context.assumptions, *self.constraints)
        self.region = replace(context, assumptions=assumptions)
        self.function = _without_increasing(eliminate(goal.function), names, Facts(self.region))

    @property
    def scalar(self) -> Variable | None:
        """The only variable, if it is a scalar."""
        only = self.variables[0]
        return only if len(self.variables) == 1 and only.shape.is_scalar else None

    def other_point(self) -> tuple[Mapping[str, Term], Context]:
        """Names for any other feasible point, and what is known of them."""
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
        return others, replace(context, assumptions=(*context.assumptions, *feasible))

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
        if not self._valued():
            return "it is not shown that the function has a value at the point"
        return ""

    def _valued(self) -> bool:
        """Whether f(e) has a value wherever e and the parts of f without variables have."""
        names = frozenset(self.values)
        try:
            return all(
                self.facts.holds(need.relation, replaced(need.argument, self.values))
                for need in needs(self.function)
                if mentions(need.argument, names)
            )
        except NoRule:
            return False

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


def _without_increasing(term: Term, names: frozenset[str], facts: Facts) -> Term:
    """A term with the same minimisers: increasing functions around it are taken away.

    `norm(u)` becomes `norm(u)^2`, which is smooth.
    """

    def still(part: Term) -> bool:
        return not mentions(part, names)

    inner: Term | None = None
    match term:
        case Apply(operator=Operator.EXP, arguments=(u,)):
            inner = u
        case Apply(operator=Operator.LOG, arguments=(u,)) if facts.positive(u):
            inner = u
        case Apply(operator=Operator.SQRT, arguments=(u,)) if facts.nonnegative(u):
            inner = u
        case Apply(operator=Operator.NORM):
            return power(term, 2)
        case _:
            inner = _positive_multiple(term, still, facts)
    return term if inner is None else _without_increasing(inner, names, facts)


def _positive_multiple(term: Term, still, facts: Facts) -> Term | None:  # type: ignore[no-untyped-def]
    """u in `c u` and `u/c` with a positive constant c."""
    match term:
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            pairs: Sequence[tuple[Term, Term]] = ((a, b), (b, a))
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            pairs = ((b, a),)
        case _:
            return None
    return next((u for c, u in pairs if still(c) and facts.positive(c)), None)
