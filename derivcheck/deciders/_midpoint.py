"""Two exact points of a domain at whose midpoint a function is not convex.

The function lies above the chord there (disjoint enclosures), or has no value although it has
one at both points. Only claims without other symbols: a counterexample at one value of a
parameter does not say that the function is not convex at the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, product

from derivcheck.deciders._pointwise import judge
from derivcheck.deciders._told import told
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.language.obligations import Effort
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    Comparison,
    Context,
    Convex,
    SequenceMember,
    SizeOf,
    Term,
    Unknown,
    Variable,
    add,
    constant,
    divide,
    walk,
)

_PAIRS = 4000
_OTHERS = (SequenceMember, SizeOf, Unknown)


@dataclass(frozen=True, slots=True)
class Violation:
    """What was found, for people and for the record."""

    sentence: str
    evidence: dict[str, object]


Values = tuple[Fraction, ...]


def violation(claim: Convex, context: Context, effort: Effort) -> Violation | None:
    """A midpoint that violates the claim, looked for among small rational points."""
    variables = claim.variables
    names = {variable.name for variable in variables}
    mentioned = {part.name for part in walk(claim.function) if isinstance(part, Variable)}
    if mentioned - names or any(isinstance(p, _OTHERS) for p in walk(claim.function)):
        return None
    if not all(_interval(variable, context) for variable in variables):
        return None
    search = _Search(claim, told(context))
    points = [p for p in _points(len(variables)) if search.has_value(p)]
    for first, second in islice(combinations(points, 2), _PAIRS * effort.scale):
        middle = tuple((a + b) / 2 for a, b in zip(first, second, strict=True))
        found = search.fails(first, second, middle)
        if found:
            return _told(claim, first, second, middle, found)
    return None


def _interval(variable: Variable, context: Context) -> bool:
    """Whether a variable is a real scalar whose type is one interval."""
    declaration = context.declarations.get(variable.name)
    if not variable.shape.is_scalar or variable.indices:
        return False
    return declaration is None or (
        declaration.kind == "real" and len(declaration.pieces) <= 1 and not declaration.values
    )


def _points(dimension: int) -> Iterator[Values]:
    line = [Fraction(n) for n in (0, 1, -1, 2, -2, 3, -3, 4, -4)]
    line += [Fraction(n, 2) for n in (1, -1, 3, -3)] + [Fraction(n) for n in (6, -6, 10)]
    most = {1: 16, 2: 9, 3: 5}.get(dimension, 3)
    yield from product(line[:most], repeat=dimension)


class _Search:
    def __init__(self, claim: Convex, context: Context) -> None:
        self.claim = claim
        self.context = context

    def _point(self, values: Values) -> Point:
        pairs = zip(self.claim.variables, values, strict=True)
        return Point(values={v.name: ((x,),) for v, x in pairs})

    def _holds(self, condition: Comparison, values: Values) -> bool | None:
        """Whether a condition certainly holds; None without a value or where it is not clear."""
        try:
            return judge(condition, self.context, self._point(values)).holds
        except (Undetermined, Unsupported):
            return None

    def has_value(self, values: Values) -> bool:
        """Whether the point is admissible and the function certainly has a value there."""
        f = self.claim.function
        try:
            allowed = all(
                judge(a, self.context, self._point(values)).holds for a in self.context.assumptions
            )
            return allowed and self._holds(Comparison("<=", f, f), values) is not None
        except (NoValue, Undetermined, Unsupported):
            return False

    def fails(self, first: Values, second: Values, middle: Values) -> str:
        """How convexity fails at the midpoint of two admissible points; empty where it does not."""
        f = self.claim.function
        here, there = self._at(f, first), self._at(f, second)
        mean = divide(add(here, there), constant(2))
        above = Comparison("<" if self.claim.concave else ">", f, mean)
        try:
            for assumption in self.context.assumptions:
                if judge(assumption, self.context, self._point(middle)).holds is False:
                    return "the midpoint lies outside of the domain"
            if self._holds(above, middle):
                side = "below" if self.claim.concave else "above"
                return f"at the midpoint the function lies {side} the chord"
        except NoValue:
            return "at the midpoint the function has no value"
        return ""

    def _at(self, term: Term, values: Values) -> Term:
        pairs = zip(self.claim.variables, values, strict=True)
        return replaced(term, {v.name: constant(x) for v, x in pairs})


def _told(claim: Convex, first: Values, second: Values, middle: Values, how: str) -> Violation:
    def shown(values: Sequence[Fraction]) -> dict[str, str]:
        return {v.name: str(x) for v, x in zip(claim.variables, values, strict=True)}

    def text(values: Sequence[Fraction]) -> str:
        return ", ".join(f"{name} = {x}" for name, x in shown(values).items())

    sentence = f"between ({text(first)}) and ({text(second)}): {how}"
    evidence: dict[str, object] = {
        "first": shown(first),
        "second": shown(second),
        "midpoint": shown(middle),
        "how": how,
    }
    return Violation(sentence, evidence)
