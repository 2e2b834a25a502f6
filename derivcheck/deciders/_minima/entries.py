"""A minimum of a sum over entries, entry by entry.

If f(x) is a constant plus the sum of g(x[i]; y[i]) over all entries and the constraints speak of
each entry alone, then e minimises f when e[i] minimises g(.; y[i]) for every value of y[i]: the
terms of f(z) - f(e) are all at least 0. The problem in one scalar has the names of the arrays.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language.operators import ELEMENTWISE, Operator
from derivcheck.language.sizes import SCALAR, Shape
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Condition,
    Context,
    Minimiser,
    Term,
    Variable,
    add,
    constant,
    multiply,
    negate,
    power,
    walk,
)

__all__ = ["by_entry"]


class _NotByEntry(Exception):
    """Something does not act entry by entry."""


def by_entry(goal: Minimiser, context: Context) -> tuple[Minimiser, Context] | None:
    """The problem in one entry, whose minimiser is an entry of the other's; None without one."""
    if len(goal.variables) != 1 or goal.variables[0].shape.is_scalar:
        return None
    try:
        return _Entries(goal, context).problem()
    except _NotByEntry:
        return None


class _Entries:
    def __init__(self, goal: Minimiser, context: Context) -> None:
        self.goal, self.context = goal, context
        self.variable: Variable = goal.variables[0]
        self.shape: Shape = self.variable.shape
        self.arrays: set[str] = set()

    def problem(self) -> tuple[Minimiser, Context]:
        """The goal and the context in one entry."""
        scalar = Variable(SCALAR, self.variable.name)
        function = self._summand(self.goal.function)
        constraints = tuple(self._condition(each) for each in self.goal.constraints)
        value = self._entry(self.goal.values[0])
        goal = Minimiser(function, (scalar,), constraints, (value,))
        return goal, self._context()

    def _context(self) -> Context:
        declarations = dict(self.context.declarations)
        for name in self.arrays | {self.variable.name}:
            said = declarations.get(name)
            if said is None:
                continue
            if said.kind != "real" or said.structure or said.indices or said.shape != self.shape:
                raise _NotByEntry
            declarations[name] = replace(said, shape=SCALAR)
        kept = []
        for assumption in self.context.assumptions:
            try:
                kept.append(self._condition(assumption))
            except _NotByEntry:
                continue  # less is assumed
        return replace(self.context, declarations=declarations, assumptions=tuple(kept))

    def _moves(self, term: Term) -> bool:
        return any(isinstance(p, Variable) and p.name == self.variable.name for p in walk(term))

    def _summand(self, f: Term) -> Term:
        """g, where f is a constant plus the sum of g over the entries."""
        if not self._moves(f):
            return ZERO
        match f:
            case Apply(operator=Operator.ADD, arguments=(a, b)):
                return add(self._summand(a), self._summand(b))
            case Apply(operator=Operator.NEGATE, arguments=(a,)):
                return negate(self._summand(a))
            case Apply(operator=Operator.MULTIPLY | Operator.DIVIDE, arguments=(a, b)):
                if f.operator is Operator.MULTIPLY and not self._moves(a):
                    return multiply(self._scalar(a), self._summand(b))
                if not self._moves(b):
                    return replace(f, arguments=(self._summand(a), self._scalar(b)))
            case Apply(operator=Operator.POWER, arguments=(Apply() as norm, exponent)):
                if norm.operator is Operator.NORM and exponent == constant(2):
                    return power(self._entry(norm.arguments[0]), 2)
            case Apply(operator=Operator.NORM_1, arguments=(u,)):
                return Apply(SCALAR, Operator.ABS, (self._entry(u),))
            case Apply(operator=Operator.SUM, arguments=(u,)):
                return self._entry(u)
            case Apply(operator=Operator.MATMUL, arguments=(a, b)) if b.shape.is_column:
                return multiply(self._row(a), self._entry(b))
        raise _NotByEntry

    def _row(self, term: Term) -> Term:
        """The entry of a column that is written as a row."""
        match term:
            case Apply(operator=Operator.TRANSPOSE, arguments=(u,)):
                return self._entry(u)
            case Apply(operator=Operator.NEGATE, arguments=(u,)):
                return negate(self._row(u))
            case Apply(operator=Operator.MULTIPLY, arguments=(c, u)) if c.shape.is_scalar:
                return multiply(self._scalar(c), self._row(u))
        raise _NotByEntry

    def _condition(self, condition: Condition) -> Condition:
        match condition:
            case Comparison(relation="=" | "<" | "<=" | ">" | ">="):
                left, right = condition.left, condition.right
                largest = isinstance(left, Apply) and left.operator is Operator.NORM_INF
                if largest and condition.relation in ("<", "<="):
                    inner = self._entry(left.arguments[0])  # type: ignore[attr-defined]
                    return replace(
                        condition,
                        left=Apply(SCALAR, Operator.ABS, (inner,)),
                        right=self._scalar(right),
                    )
                return replace(condition, left=self._entry(left), right=self._entry(right))
        raise _NotByEntry

    def _scalar(self, term: Term) -> Term:
        """A scalar in which no array occurs, the same for every entry."""
        for part in walk(term):
            if isinstance(part, Variable) and not (part.shape.is_scalar and not part.indices):
                raise _NotByEntry
        if not term.shape.is_scalar:
            raise _NotByEntry
        return term

    def _entry(self, term: Term) -> Term:
        """The entry of an array that acts entry by entry."""
        match term:
            case _ if term.shape.is_scalar:
                return self._scalar(term)
            case Variable(name=name, indices=(), family=False) if term.shape == self.shape:
                self.arrays.add(name)
                return Variable(SCALAR, name)
            case Apply(operator=Operator.ONES):
                return UNIT
            case Apply(operator=Operator.ZEROS):
                return ZERO
            case Apply(operator=operator, arguments=arguments) if operator in ELEMENTWISE:
                inner = tuple(self._entry(argument) for argument in arguments)
                return Apply(SCALAR, operator, inner)
        raise _NotByEntry
