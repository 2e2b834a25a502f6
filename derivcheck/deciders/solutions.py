"""Success proves that two scalar conditions have the same solutions (or one follows).

With one real symbol the line is cut at all critical points and both conditions are settled on
every cell and at every cut. With parameters the premise, one equation, is solved for a symbol
and every solution is put into the conclusion. Silence where a root is not found in closed form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derivcheck.deciders import normal_form
from derivcheck.deciders._cells.cells import on_line
from derivcheck.deciders._cells.zeros import Root, Zeros
from derivcheck.deciders._facts.definedness import Need, NoRule, needs
from derivcheck.deciders._facts.relations import alternatives, fails
from derivcheck.deciders._facts.signs import nonnegative_of, sign_of, vanishes_nowhere
from derivcheck.deciders._facts.solving import solution_for_zero, type_conditions
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, equation, silent
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Comparison,
    Condition,
    Context,
    Implies,
    Term,
    Variable,
    negate,
    subtract,
    walk,
)

NAME = "solutions"
ROUTE = "symbolic"
COST = 13


def accepts(obligation: Obligation) -> bool:
    """Implications, equivalences and inequalities between scalars."""
    goal = obligation.goal
    if not isinstance(goal, Implies | Comparison):
        return False
    return all(part.shape.is_scalar for part in walk(goal) if isinstance(part, Term))


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Cells of the line, else solutions in closed form."""
    del effort  # the work is bounded by the statement
    goal, context = obligation.goal, obligation.context
    symbols = _symbols((goal, *context.assumptions))
    try:
        if len(symbols) == 1:
            found = on_line(_at_every_point(goal), symbols[0], context)
            if not found.holds:
                return silent(NAME, "gave_up", "it fails on a cell of the line")
            if not found.spoken:
                return silent(NAME, "vacuous", "no admissible point gives it anything to say")
            cells = f"at its {found.critical} critical points and on every cell between"
            return Finding(NAME, Outcome.PROVED, f"it holds {cells}")
        if isinstance(goal, Implies):
            search = _Substitution(goal, context)
            forth = search.follows(goal.left, goal.right)
            if forth and (not goal.both or search.follows(goal.right, goal.left)):
                return Finding(NAME, Outcome.PROVED, "every solution is put into the other side")
    except NoRule as refusal:
        return silent(NAME, "unsupported", str(refusal))
    return silent(NAME, "unsupported", "the solutions do not settle it")


def _at_every_point(goal: Condition) -> Condition:
    return replace(goal, unknowns=()) if isinstance(goal, Implies) else goal


def _symbols(statements: tuple[Condition, ...]) -> list[Variable]:
    found = [part for s in statements for part in walk(s) if isinstance(part, Variable)]
    return list(dict.fromkeys(found))


# With parameters --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Substitution:
    """Solves premises for symbols and puts the values into the conclusion."""

    goal: Implies
    context: Context

    def follows(self, premise: Condition, conclusion: Condition) -> bool:
        """Whether each solution of each alternative of the premise solves the conclusion."""
        return all(
            self._settles(values, parts, conclusion)
            for parts in alternatives(premise)
            for values in self._solutions(parts, {})
        )

    def _solutions(
        self, premises: tuple[Comparison, ...], values: dict[str, Term]
    ) -> Iterator[dict[str, Term]]:
        """The values of symbols that the equations among the premises leave."""
        refusal = NoRule("no equation to solve")
        for premise in premises:
            equation_ = replaced(premise, values)
            for symbol in self._unknowns(equation_) if premise.relation == "=" else ():
                try:
                    roots = self._zeros(symbol).of(subtract(equation_.left, equation_.right))
                    found = [self._merged(values, symbol, root) for root in roots]
                except NoRule as reason:
                    refusal = reason
                    continue
                for extended in found:
                    yield from self._solutions(premises, extended)
                return
        if not values:
            raise refusal
        yield values

    def _unknowns(self, equation_: Comparison) -> list[Variable]:
        present = _symbols((equation_,))
        return [v for v in present if v in self.goal.unknowns or not self.goal.unknowns]

    def _merged(self, values: dict[str, Term], symbol: Variable, root: Root) -> dict[str, Term]:
        step = {symbol.name: root.value} if root.value != symbol else {}
        for term in root.zero:
            solved = solution_for_zero(replaced(term, step), self.context)
            if solved is None:
                raise NoRule("a root under a condition")
            more = {solved.variable.name: solved.value}
            step = {name: replaced(value, more) for name, value in step.items()} | more
        return {name: replaced(value, step) for name, value in values.items()} | step

    def _zeros(self, symbol: Variable) -> Zeros:
        def nonzero(term: Term) -> bool:
            return vanishes_nowhere(term, self.context, _denominators(self.goal))

        return Zeros(symbol, lambda term: sign_of(term, self.context), nonzero)

    def _settles(
        self, values: dict[str, Term], premises: tuple[Comparison, ...], conclusion: Condition
    ) -> bool:
        """Whether the values solve the conclusion, or are no solution of the premises."""
        said = [part for name in values for part in _said_of(name, self.context)]
        met = [replaced(part, values) for part in (*premises, *said)]
        if any(_fails(part, self.context) for part in met):
            return True
        given = {need for part in met for need in _needs(part)}
        given |= {need for value in values.values() for need in needs(value)}
        given |= set(_excluded(conclusion, self.goal))
        return any(
            all(_holds(replaced(part, values), given, self.context) for part in parts)
            for parts in alternatives(conclusion)
        )


def _excluded(conclusion: Condition, goal: Implies) -> Iterator[Need]:
    """What the conclusion needs of parameters alone: where it fails they are excluded (R11)."""
    unknowns = {variable.name for variable in goal.unknowns}
    for part in walk(conclusion):
        if unknowns and isinstance(part, Comparison):
            yield from (n for n in _needs(part) if not mentions(n.argument, unknowns))


def _said_of(name: str, context: Context) -> Iterator[Comparison]:
    """What the type and the assumptions say of a symbol."""
    declaration = context.declarations[name]
    yield from type_conditions(declaration, Variable(declaration.shape, name))
    for part in context.assumptions:
        if isinstance(part, Comparison) and mentions(part, {name}):
            yield part


def _needs(part: Comparison) -> Iterator[Need]:
    yield from (*needs(part.left), *needs(part.right))


def _fails(part: Comparison, context: Context) -> bool:
    """Whether it is false, or without a value, at every admissible point."""
    needed = [
        Comparison(n.relation, n.argument, ZERO)  # type: ignore[arg-type]
        for n in _needs(part)
        if n.exact
    ]
    return any(
        fails(p.relation, sign_of(subtract(p.left, p.right), context)) for p in (part, *needed)
    )


def _holds(part: Comparison, given: set[Need], context: Context) -> bool:
    """Whether it has a value and holds at every admissible point where the premise has one."""
    return all(
        need in given or _true(need.relation, need.argument, context) for need in _needs(part)
    ) and _true(part.relation, subtract(part.left, part.right), context)


def _true(relation: str, term: Term, context: Context) -> bool:
    """term relation 0 at every admissible point."""
    if relation == "=":
        return normal_form.prove(equation(term, ZERO), context).outcome is Outcome.PROVED
    if relation == "!=":
        return vanishes_nowhere(term, context)
    sign = sign_of(term, context)
    if sign is not None:
        return not fails(relation, sign)
    return (relation == ">=" and nonnegative_of(term, context)) or (
        relation == "<=" and nonnegative_of(negate(term), context)
    )


def _denominators(goal: Implies) -> tuple[Term, ...]:
    """Divisors free of the unknowns: where one vanishes the parameter is excluded (R11)."""
    unknowns = {variable.name for variable in goal.unknowns}
    return tuple(
        part.arguments[1]
        for part in walk(goal)
        if isinstance(part, Apply)
        and part.operator is Operator.DIVIDE
        and unknowns
        and not mentions(part, unknowns)
    )
