"""Propositions as written."""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language.syntax.expressions import Range
from derivcheck.language.syntax.nodes import Expression, Proposition


@dataclass(frozen=True, slots=True)
class Relation(Proposition):
    """`a = b <= c`: operands one longer than relations, each of `= != < <= > >=`."""

    operands: tuple[Expression, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member(Proposition):
    """`g in subdiff(f, x)`, `v in span(a, b)`, `x in colspace(A)`."""

    element: Expression
    collection: Expression


@dataclass(frozen=True, slots=True)
class Predicate(Proposition):
    """`convex(f, x)`, `concave(f, [x1, x2])`, `differentiable(f, x = 0)`.

    `point` is the value after `=` in the last argument.
    """

    name: str
    function: Expression
    variable: Expression
    point: Expression | None = None


@dataclass(frozen=True, slots=True)
class Not(Proposition):
    """`not P`."""

    operand: Proposition


@dataclass(frozen=True, slots=True)
class And(Proposition):
    """`P and Q`."""

    operands: tuple[Proposition, ...]


@dataclass(frozen=True, slots=True)
class Or(Proposition):
    """`P or Q`."""

    operands: tuple[Proposition, ...]


@dataclass(frozen=True, slots=True)
class Implication(Proposition):
    """`E1 => E2` or, with `both`, `E1 <=> E2`; `for theta, c` names the unknowns."""

    left: Proposition
    right: Proposition
    both: bool
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForEvery(Proposition):
    """`P for every c`; with `range` (in `given:`) `P for i in 1..n if i != k`."""

    operand: Proposition
    names: tuple[str, ...] = ()
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class AsTends(Proposition):
    """`f = g + O(a^2) as a -> 0`; side as in `Limit`."""

    relation: Relation
    variable: str
    point: Expression
    side: str = ""
