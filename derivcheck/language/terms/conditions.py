"""The nodes of conditions and propositions: what is true or false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derivcheck.language.sizes import Size
from derivcheck.language.terms.expressions import Variable
from derivcheck.language.terms.tree import Condition, Term


@dataclass(frozen=True, slots=True)
class Comparison(Condition):
    """`left relation right`, both of one shape (a scalar 0 was widened).

    Between arrays as a proposition: every entry satisfies the relation, except that `!=` says
    that some entry differs.
    """

    relation: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class All(Condition):
    """Every part holds; true without parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any(Condition):
    """Some part holds; false without parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation(Condition):
    """`not P`."""

    part: Condition


@dataclass(frozen=True, slots=True)
class ForAll(Condition):
    """`part` for every value of the named symbols."""

    part: Condition
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class ForRange(Condition):
    """`part` for every integer of a range (under a condition on it)."""

    part: Condition
    index: str
    start: Term
    stop: Term
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Implies(Condition):
    """`left => right`, or both ways; the unknowns are the variables solved for."""

    left: Condition
    right: Condition
    both: bool
    unknowns: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Subgradient(Condition):
    """`element in subdiff(function, variable)`; at `point` where one is given."""

    element: Term
    function: Term
    variable: Variable
    point: Term | None = None


@dataclass(frozen=True, slots=True)
class SubdifferentialIs(Condition):
    """`subdiff(function, variable = point) = [low, high]`."""

    function: Term
    variable: Variable
    point: Term
    low: Term
    high: Term


@dataclass(frozen=True, slots=True)
class InSpace(Condition):
    """`element` is a combination of the columns of `basis` (n by k, written out)."""

    element: Term
    basis: Term


@dataclass(frozen=True, slots=True)
class Minimiser(Condition):
    """`argmin(function, variables, constraints) = values`."""

    function: Term
    variables: tuple[Variable, ...]
    constraints: tuple[Condition, ...]
    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Convex(Condition):
    """`function` is convex (or concave) in the variables, jointly, on its domain."""

    function: Term
    variables: tuple[Variable, ...]
    concave: bool = False


@dataclass(frozen=True, slots=True)
class Differentiable(Condition):
    """`function` is differentiable by the variable, at the point where one is given."""

    function: Term
    variable: Variable
    point: Term | None = None


@dataclass(frozen=True, slots=True)
class Order(Condition):
    """`left - right = O(gauge)` as the variable tends to the point."""

    left: Term
    right: Term
    gauge: Term
    variable: Variable
    point: Term | Literal["oo", "-oo"]
    side: str = ""


@dataclass(frozen=True, slots=True)
class HasShape(Condition):
    """`shape(term) = [rows, columns]`."""

    term: Term
    sizes: tuple[Size, ...]
