"""Tangents of families and tangents inside a substitution."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.differentials.tangents import Tangent, fresh, zero
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    All,
    Comparison,
    Piecewise,
    Term,
    Variable,
    as_size,
)


class Held:
    """Fresh variables that carry values from outside into the body of a substitution."""

    def __init__(self, taken: frozenset[str]) -> None:
        self.taken = taken
        self.bindings: tuple[tuple[Variable, Term], ...] = ()

    def named(self, like: Variable, value: Term) -> Variable:
        """A new variable that stands for the value, named after a variable."""
        name = fresh(f"{like.name}'", self.taken)
        self.taken |= {name}
        variable = Variable(value.shape, name)
        self.bindings += ((variable, value),)
        return variable

    def outside(self, tangent: Tangent, bound: set[str]) -> Tangent:
        """The tangent, with a new name for its value where that mentions bound names."""
        if tangent.is_family or not mentions(tangent.value, bound):
            return tangent
        return replace(tangent, value=self.named(Variable(tangent.value.shape, "d"), tangent.value))


def where_same(term: Variable, tangent: Tangent) -> Term | None:
    """The tangent of `W[k]` for the member `W[a]`: itself where a = k, else 0."""
    different: list[Comparison] = []
    for mine, moving in zip(term.indices, tangent.indices, strict=True):
        left, right = as_size(mine), as_size(moving)
        gap = None if left is None or right is None else (left - right).constant
        if gap:
            return None
        if gap is None:
            different.append(Comparison("=", mine, moving))
    if not different:
        return tangent.value
    condition = different[0] if len(different) == 1 else All(tuple(different))
    return Piecewise(term.shape, ((condition, tangent.value),), zero(term.shape))
